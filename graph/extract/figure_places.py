"""Places of figures: which town, village or smaller region than the case's own a figure speaks of.

Takes the figures and the mentions of regions of a case, gives a name for each figure or None for the case's own region.
贾汪区的报告: 马庄村种草莓30亩 → 马庄村; 全区500亩 → None; 潘安湖街道的马庄村、段庄村等3个村 → 潘安湖街道 (a list of
villages is no one of them).
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from graph.extract.context import SENTENCE_LONGEST
from graph.extract.indicator_lists import LISTED
from graph.schema import Figure, Mention

_LEVELS = {"province": 0, "city": 1, "county": 2, "town": 3, "village": 4}
_SENTENCE_ENDS = "。！？\n"
_SENTENCE_END = re.compile(f"[{_SENTENCE_ENDS}]")
# 全县, 我区: who is told of, from here on where it opens a clause (not in 是全省最大的茶园，).
_WHOLE = re.compile("[全我该](?:(省)|([市州盟])|([县区旗])|([乡镇]|街道)|(村|社区))")
_CLAUSE_END = "，；："


def places_of(
    figures: Sequence[Figure],
    regions: Sequence[Mention],
    text: str,
    own: str | None,
    title: tuple[int, int] = (0, 0),
) -> list[str | None]:
    """Give for each figure the nearest place below the case's own named before it in its sentence, else in the title.

    Args:
        figures: the figures of a case, in order.
        regions: its mentions of regions, in order.
        text: what both count their offsets in.
        own: the level of the case's region; only towns and villages count where it is unknown.
        title: where the title is: a town's or a village's own report tells of it from beginning to end.
    """
    least = _LEVELS.get(own or "county", 2)
    small = [m for m in regions if _LEVELS.get(m.fields.get("level", ""), -1) > least]
    listed = {
        number
        for number, (one, other) in enumerate(pairwise(small))
        if text[one.end : other.start] in LISTED and one.fields["level"] == other.fields["level"]
    }
    listed |= {number + 1 for number in listed}
    titled = [number for number, m in enumerate(small) if title[0] <= m.start and m.end <= title[1]]
    home = small[titled[-1]] if titled and listed.isdisjoint(titled) else None
    ends = [m.end for m in small]
    return [_place(text, figure.start, bisect_right(ends, figure.start) - 1, small, listed, home) for figure in figures]


def _level(mention: Mention) -> int:
    return _LEVELS[mention.fields["level"]]


def _whole(text: str, low: int, start: int) -> int:
    """Give the coarsest level that 全县, 我镇 … set between `low` and a figure at `start`."""
    clause = max(text.rfind(mark, low, start) for mark in _CLAUSE_END)
    return min(
        (
            (match.lastindex or 1) - 1
            for match in _WHOLE.finditer(text, low, start)
            if match.start() > clause or text[match.start() - 1] in _CLAUSE_END
        ),
        default=4,
    )


def _place(
    text: str, start: int, at: int, small: Sequence[Mention], listed: set[int], home: Mention | None
) -> str | None:
    """Give the place that a figure at `start` speaks of; `at` is the number of the nearest one before it."""
    coarsest = 4
    while at >= 0 and not _SENTENCE_END.search(text, small[at].end, start):
        coarsest = min(coarsest, _whole(text, small[at].end, start))
        if at in listed:
            coarsest = min(coarsest, _level(small[at]) - 1)
        if _level(small[at]) <= coarsest:
            return small[at].norm
        at -= 1
    if home is None:
        return None
    earliest = max(0, start - SENTENCE_LONGEST)
    sentence = max(earliest, *(text.rfind(mark, earliest, start) + 1 for mark in _SENTENCE_ENDS))
    return home.norm if _level(home) <= min(coarsest, _whole(text, sentence, start)) else None
