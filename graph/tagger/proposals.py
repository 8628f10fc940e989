"""Proposals: the spans of a text that may be names, as rules and tagger propose them, more of them than there are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.schema import Mention
from graph.tagger.features import Attributes, Words, attributes_of, cut
from graph.tagger.model import Scores, Tagger
from graph.tagger.vocabulary import Vocabulary

LEAN = 3.0  # added to what speaks for the first word of a name (log odds): proposals are more than the names
QUOTED = 14  # characters of a quotation that is one name
_QUOTED_KINDS = ("initiative", "honour")
_CALLED = re.compile("(?:等?荣誉)?称号$|荣誉$")  # 全国文明村|称号: what follows a title is no part of it
# 由|省供销合作社, 国家发展改革委|等: what leads to a name or on from it.
_LEADS_TO = re.compile("由|与|从(?![化江])|在(?!职)")
_LEADS_ON = re.compile("(?<=.{3})[在为等和及]$")
_FOLLOWS = {"organization": _LEADS_ON, "initiative": _LEADS_ON, "honour": _CALLED}
# 集体经济由弱变强, 改扩建敬老院 (not 新建区教育局), 3.5米(宽): what looks like a name and is none.
_NEVER = {
    "problem": re.compile("[^，。]*[由从][^，。]{1,6}[变到向成为][^，。]{1,4}|[^，。]*没问题"),
    "organization": re.compile("(?:(?:改|扩|续|迁)+建|新建(?![区县一二三])).*"),
    "industry": re.compile("[\\d.]+[\u4e00-\u9fff]?"),
}
# “福鼎大白”“龙井43”|等良种, “雾里红”天麻|等品种: a variety is no initiative.
_VARIETY = re.compile(
    "”?[^，。；、“”在是为有]{0,4}(?:[、和及]?“[^”]{1,10}”[^，。；、“”]{0,4}){0,4}等?(?:优质|优良|特色|主推|主导|名优|新)*(?:良种|品种|品系)"
)
_LEARNT = tuple("了用如怎使做自")
_PAIRS = {"“": "”", "‘": "’", "《": "》"}
_EDGES = " \t\u3000，。、；：！？,.;:!?"

Span = tuple[int, int, int]  # the number of its class, start, end


@dataclass(frozen=True, slots=True)
class Scored:
    """A text as rules and tagger have read it."""

    text: str
    mentions: Sequence[Mention]
    words: Words
    attributes: Attributes
    scores: Scores

    @classmethod
    def read(cls, text: str, mentions: Sequence[Mention], tagger: Tagger, vocabulary: Vocabulary) -> "Scored":
        """Read a text with the tagger; `mentions` is what the rules found."""
        words = cut(text)
        attributes = attributes_of(words.words, vocabulary)
        return cls(text, mentions, words, attributes, tagger.scores(words, attributes, mentions))


def _tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the edges of a name off white space, marks, and quotation marks that wrap it or have no partner in it."""
    while start < end:
        first, last, inner = text[start], text[end - 1], text[start + 1 : end - 1]
        if first in _EDGES or (first in _PAIRS.values()):
            start += 1
        elif last in _EDGES or last in _PAIRS:
            end -= 1
        elif first in _PAIRS and _PAIRS[first] not in text[start + 1 : end]:
            start += 1
        elif last in _PAIRS.values() and not any(opens in text[start : end - 1] for opens in _PAIRS):
            end -= 1
        elif first in "“‘" and last == _PAIRS[first] and first not in inner:
            start, end = start + 1, end - 1
        else:
            break
    return start, end


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Give all of a short quotation where a name is a part of it that reaches one of its marks (双|报到)."""
    low, high = text.rfind("“", max(0, start - QUOTED), start + 1) + 1, text.find("”", end, end + QUOTED)
    quoted = 0 < low <= start and end <= high <= low + QUOTED and not {"”", "、"} & set(text[low:high])
    return (low, high) if quoted and (low == start or high == end) else (start, end)


def _trimmed(text: str, kind: str, start: int, end: int) -> tuple[int, int]:
    """Give what the tagger named with the edges that a name of its class has."""
    start, end = _tidy(text, start, end)
    if kind in _QUOTED_KINDS:
        start, end = _whole(text, start, end)
    if kind == "organization" and (lead := _LEADS_TO.match(text, start, end)):
        start = lead.end()
    follows = _FOLLOWS.get(kind)
    if follows and (after := follows.search(text, start, end)):
        end = after.start()
    return start, end


_NUMBER = re.compile("[\\d两一二三四五六七八九十百千万半]+[\u4e00-\u9fff%]")


def _may_be(text: str, kind: str, start: int, end: int) -> bool:
    """Say whether a proposal can be a name of its class."""
    never = _NEVER.get(kind)
    if never and never.fullmatch(text, start, end):
        return False
    if kind == "organization" and text.endswith("学会", start, end) and text.startswith(_LEARNT, end):
        return False  # 周莉军学会|了网购
    if kind == "problem" and text.startswith("返贫", start) and text[start - 1 : start] == "防":
        return False  # 防|返贫任务
    if kind == "problem" and text.endswith("不足", start, end) and _NUMBER.match(text, end):
        return False  # 行走在不足|两米宽的渠墙上
    return kind != "initiative" or "“" not in text[max(0, start - 1) : end] or not _VARIETY.match(text, end)


def propose(scored: Scored, tagger: Tagger) -> list[Span]:
    """Give what the tagger names when it leans to names, and what the rules found of its classes; in order."""
    text = scored.text
    proposed = {
        (tagger.kinds.index(mention.type), mention.start, mention.end)
        for mention in scored.mentions
        if mention.type in tagger.kinds
    }
    for number, *span in tagger.names(scored.words, scored.scores, LEAN):
        kind = tagger.kinds[number]
        start, end = _trimmed(text, kind, *span)
        # 茶: a product may have one character.
        if end - start > (kind != "industry"):
            proposed.add((number, start, end))
    cuts = frozenset(scored.words.starts)
    return sorted(
        (number, start, end)
        for number, start, end in proposed
        if _may_be(text, kind := tagger.kinds[number], start, end)
        # 仓|储能|力, 农|家纺|线: halves of two words are no product.
        and not (kind == "industry" and end - start == 2 and start not in cuts and end not in cuts)
    )
