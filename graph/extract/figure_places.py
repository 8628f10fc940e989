"""Places of figures: which town, village or smaller region than the case's own a figure speaks of.

Takes the figures and the mentions of regions of a case, gives a name for each figure or None for the case's own region.
贾汪区的报告: 马庄村种草莓30亩 → 马庄村; 全区500亩 → None; 潘安湖街道的马庄村、段庄村等3个村 → 潘安湖街道 (a list of
villages is no one of them).
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from graph.schema import Figure, Mention

_LEVELS = {"province": 0, "city": 1, "county": 2, "town": 3, "village": 4}
_SENTENCE_END = re.compile("[。！？\n]")
_LISTED = re.compile("[、和与及]|以及")
# 全县, 我区: who is told of, from here on where it opens a clause (not in 是全省最大的茶园，).
_WHOLE = re.compile("[全我该](?:(省)|([市州盟])|([县区旗])|([乡镇]|街道)|(村|社区))")
_CLAUSE_END = "，；："


def places_of(figures: Sequence[Figure], regions: Sequence[Mention], text: str, own: str | None) -> list[str | None]:
    """Give for each figure the nearest place below the case's own named before it in its sentence.

    Args:
        figures: the figures of a case, in order.
        regions: its mentions of regions, in order.
        text: what both count their offsets in.
        own: the level of the case's region; only towns and villages count where it is unknown.
    """
    least = _LEVELS.get(own or "county", 2)
    small = [m for m in regions if _LEVELS.get(m.fields.get("level", ""), -1) > least]
    listed = {
        number
        for number, (one, other) in enumerate(pairwise(small))
        if _LISTED.fullmatch(text, one.end, other.start) and one.fields["level"] == other.fields["level"]
    }
    listed |= {number + 1 for number in listed}
    ends = [m.end for m in small]
    return [_place(text, figure.start, bisect_right(ends, figure.start) - 1, small, listed) for figure in figures]


def _place(text: str, start: int, at: int, small: Sequence[Mention], listed: set[int]) -> str | None:
    """Give the place that a figure at `start` speaks of; `at` is the number of the nearest one before it."""
    coarsest = 4
    while at >= 0 and not _SENTENCE_END.search(text, small[at].end, start):
        level = _LEVELS[small[at].fields["level"]]
        clause = max(text.rfind(mark, 0, start) for mark in _CLAUSE_END)
        whole = [
            (match.lastindex or 1) - 1
            for match in _WHOLE.finditer(text, small[at].end, start)
            if match.start() > clause or text[match.start() - 1] in _CLAUSE_END
        ]
        coarsest = min([coarsest, *whole])
        if at in listed:
            coarsest = min(coarsest, level - 1)
        if level <= coarsest:
            return small[at].norm
        at -= 1
    return None
