"""Headings of two phrases that ran into the sentence after them, where a text lost its line ends.

优化消费环境 落实落细政策省商务厅将…: the phrases are parted by a space, which repair drops, so the raw text is asked
for it, or by a comma. Where the second phrase ends is told by its sisters and by the word after it.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import rjieba

SHORTEST, LONGEST = 4, 14  # characters of a phrase
BODY = 25  # characters that a heading governs at least
ENOUGH = 1.2  # of what speaks for the ends of a group's second phrases
EVEN = 0.6  # speaks for a second phrase as long as the first
SPACED, PARTED = 2, 3  # headings of one shape that make each other one: a comma parts what is none as well

_WORDS = re.compile("[\u4e00-\u9fff“”·]+")
_OPENS = re.compile(
    "(?:^|(?<=[。！？；\n])[”’）]?|(?<=[）摄×])|(?<=供图))(?:[一二三四五六七八九十]{1,3}、|[-—×▲●◆■]+)?"
)
_CREDIT = re.compile("记者|通讯员|摄|供图|新华|本报|编辑|来源|广告|直播|据|图为|正文|表示$|介绍$|说$")
# What a first phrase before a comma does not hold when it opens a heading: it tells, or it leads over.
_TELLS = re.compile(
    "[是将了着已说您你我他她它这那为在近目经从每该当]|没有|可以|不一会|远远|究其|由此|来[讲说看]|会议|文章|以来|期间|伊始|随着|同时|通过|方面"
)
_LEANS = frozenset("的了着过等和与及们")  # what goes on with the words before it
_OPEN_ENDED = frozenset("pcdurmq")  # kinds of words that no phrase ends with
# What kind of word (ICTCLAS's letters) a sentence may well begin with, so that a heading ends before it.
_BEGINS = {"t": 1.5, "x": 1.5, "p": 1.2, "ns": 1.2, "nr": 1.2, "nt": 1.2, "r": 1.0, "c": 1.0, "m": 0.8, "s": 0.6}
_BEGINS |= {"nz": 0.6, "f": 0.3, "d": 0.3, "n": 0.2}
_STOPS, _QUOTES = 2.0, 1.2  # the heading ends with a stop or a space; a quotation follows


@dataclass(frozen=True, slots=True)
class _Opening:
    """A phrase [start, end) that opens a sentence, and what speaks for each end of the phrase after it."""

    start: int
    end: int
    spaced: bool  # a space parts the phrases, not a comma
    ends: Mapping[int, float]  # by the second phrase's length


def _whole(words: str) -> bool:
    return _WORDS.fullmatch(words) is not None and words.count("“") == words.count("”")


def _ends(text: str, at: int, end: int, gaps: Collection[int]) -> dict[int, float]:
    """Give the lengths that the phrase at `at` may have, and what speaks for each."""
    stop = text.find("。", at + SHORTEST, at + LONGEST + 1)
    if stop >= 0 and _whole(text[at:stop]):
        return {stop - at: _STOPS}
    ends = {}
    low = at
    for (word, kind), (after, its_kind) in pairwise(rjieba.tag(text[at : min(end, at + LONGEST + 8)])):
        at += len(word)
        if at - low > LONGEST or not _WORDS.fullmatch(word):
            break
        if at - low < SHORTEST or kind[0] in _OPEN_ENDED or not _whole(text[low:at]):
            continue
        if at in gaps:
            ends[at - low] = _STOPS
        elif after[0] == "“":
            ends[at - low] = _QUOTES
        elif after[0].isalnum() and after[0] not in _LEANS:
            ends[at - low] = _BEGINS.get(its_kind, 0.0)
    return ends


def _openings(text: str, start: int, end: int, gaps: Collection[int]) -> Iterator[_Opening]:
    for match in _OPENS.finditer(text, start, end):
        at = match.end()
        for stop in range(at + SHORTEST, min(at + LONGEST + 1, end)):
            if stop in gaps or text[stop] == "，":
                words = text[at:stop]
                spaced = stop in gaps
                if (
                    _whole(words)
                    and not _CREDIT.search(words)
                    and (spaced or not _TELLS.search(text, at, 2 * stop - at + 1))
                ):
                    yield _Opening(at, stop, spaced, _ends(text, stop + (not spaced), end, gaps))
                break


def _governing(group: Sequence[_Opening], length: int, end: int) -> list[tuple[int, int]]:
    """Give the headings whose second phrase has this length or ends with a stop, without those that govern nothing."""
    spans = []
    for opening in group:
        lengths = [size for size, told in opening.ends.items() if size == length or told == _STOPS]
        if lengths:
            spans.append((opening.start, opening.end + (not opening.spaced) + lengths[0]))
    limits = [*(start for start, _ in spans), end][1:]
    return [span for span, limit in zip(spans, limits, strict=True) if limit - span[1] >= BODY]


def _speaks(group: Sequence[_Opening], length: int) -> float:
    """Give what speaks for this length of the second phrases of a group."""
    told = [opening.ends[length] for opening in group if length in opening.ends]
    return (sum(told) + len(told)) / len(group) + EVEN * (length == group[0].end - group[0].start)


def find(text: str, gaps: Collection[int], start: int, end: int) -> list[tuple[int, int]]:
    """Give the headings of text[start:end] as spans; `gaps` are where the raw text has a space before a character."""
    groups: dict[tuple[bool, int], list[_Opening]] = defaultdict(list)
    for opening in _openings(text, start, end, gaps):
        groups[opening.spaced, opening.end - opening.start].append(opening)
    found = []
    for (spaced, size), group in groups.items():
        least = SPACED if spaced else PARTED
        # Phrases that a comma parts are as long as each other.
        lengths = range(SHORTEST, LONGEST + 1) if spaced else [size]
        best = max(lengths, key=lambda length, group=group: _speaks(group, length))
        spans = _governing(group, best, end)
        if len(spans) >= least and (not spaced or _speaks(group, best) >= ENOUGH):
            found += [(low, high + 2 * text.startswith("之", high)) for low, high in spans]  # 同寻艺术|之根
    return sorted(found)
