"""Reread: the open classes as the tagger has them, once the rules have read a text."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from graph.extract.honours import level_of, year_of
from graph.extract.industries import plain_name
from graph.extract.lexicon import unquoted
from graph.extract.place_bodies import find_place_bodies
from graph.extract.problem_sections import announced
from graph.extract.problems import quoted_hardships
from graph.schema import Mention
from graph.tagger.edges import mended
from graph.tagger.judge import judge
from graph.tagger.model import tagger
from graph.tagger.proposals import Scored, propose
from graph.tagger.spans import see

# The least probability of a name: what gives the best F1 by cross-validation on the texts that the judge learned from
# (it lies near half of that F1, Lipton et al. 2014).
LEAST = {"initiative": 0.35, "industry": 0.4, "honour": 0.4, "problem": 0.3, "organization": 0.4}
_HOLD_PLACES = frozenset({"honour", "organization"})
_COMPANIES = ("公司", "合作社", "厂", "园")
PIECE = 8_000  # characters read at once: what a text costs in memory is bounded


def _mention(kind: str, text: str, start: int, end: int) -> Mention:
    norm = unquoted(text[start:end])
    fields: dict[str, Any] = {}
    if kind == "honour":
        fields = {"level": level_of(norm), "year": year_of(text, start)}
    elif kind == "industry":
        norm = plain_name(norm)
    return Mention(kind, start, end, norm, fields)


def reread(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Give the mentions with those of the tagger's classes as rules and tagger have them together.

    Rules and tagger propose spans; of those that are likely enough to be names the likeliest count, none beside another
    of its class that it overlaps. A long text is read piece by piece.
    """
    if len(text) <= PIECE:
        return _reread(text, mentions)
    in_order = sorted(mentions, key=lambda m: m.start)
    starts = [m.start for m in in_order]
    kept = []
    for low, high in _pieces(text):
        own = in_order[bisect_left(starts, low) : bisect_left(starts, high)]
        kept += [m for m in own if m.end > high]  # none of the built-in classes crosses a sentence's end
        kept += [_moved(m, low) for m in _reread(text[low:high], [_moved(m, -low) for m in own if m.end <= high])]
    return kept


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Give spans of at most PIECE characters that are the whole text, cut at a sentence's end where there is one."""
    low = 0
    while low < len(text):
        high = min(low + PIECE, len(text))
        if high < len(text):
            ends = max(text.rfind(mark, low, high) for mark in "\n。！？") + 1
            high = ends or high
        yield low, high
        low = high


def _moved(mention: Mention, by: int) -> Mention:
    return Mention(mention.type, mention.start + by, mention.end + by, mention.norm, mention.fields)


def _free(start: int, end: int, others: Iterable[Mention]) -> bool:
    return all(end <= other.start or other.end <= start for other in others)


def _reread(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    model, vocabulary = tagger()
    scored = Scored.read(text, mentions, model, vocabulary)
    kept = [m for m in mentions if m.type not in model.kinds]
    spans = propose(scored, model)
    kinds = np.array([kind for kind, _, _ in spans], dtype=np.intp)
    likely = judge().probabilities(see(scored, model, spans), kinds) if spans else np.zeros(0)
    enough = np.array([LEAST[kind] for kind in model.kinds])[kinds]
    known = {(m.type, m.start, m.end): m for m in mentions}
    places = sorted((m.start, m.end) for m in mentions if m.type == "region")
    named: dict[int, list[Mention]] = {number: [] for number in range(len(model.kinds))}
    problems = named[model.kinds.index("problem")]
    problems += announced(text)
    for at in np.argsort(-likely, kind="stable"):
        number, start, end = spans[at]
        kind, others = model.kinds[number], named[number]
        if likely[at] >= enough[at] and _free(start, end, others):
            whole = mended(text, kind, start, end)
            if kind in _HOLD_PLACES:
                whole = _with_its_place(text, *whole, places)
            start, end = whole if _free(*whole, others) else (start, end)
            others.append(known.get((kind, start, end)) or _mention(kind, text, start, end))
    # “台账多、会议多、考核多”: forms that leave no doubt.
    problems += [m for m in quoted_hardships(text) if _free(m.start, m.end, problems)]
    organizations = model.kinds.index("organization")
    named[organizations] = _with_place_bodies(text, named[organizations], mentions)
    for of_kind in named.values():
        kept += sorted(of_kind, key=lambda m: m.start)
    return kept


def _with_its_place(text: str, start: int, end: int, places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Give a name with the whole of the place that it begins in (徐|州市十佳党支部); `places` are in order.

    A company is named without its town or village: 郝店|镇恒东水产养殖专业合作社.
    """
    at = bisect_left(places, (start, 0)) - 1
    if at < 0 or not start < places[at][1] < end:
        return start, end
    low, high = places[at]
    return (high if text[high - 1] in "镇乡村" and text.endswith(_COMPANIES, low, end) else low), end


def _with_place_bodies(text: str, named: list[Mention], mentions: Iterable[Mention]) -> list[Mention]:
    """Give the bodies named, with those that stand behind a place; one that began inside the place begins with it."""
    kept = list(named)
    for body in find_place_bodies(text, [m for m in mentions if m.type == "region"]):
        beside = [m for m in kept if m.start < body.end and body.start < m.end]
        if any(m.start < body.start or m.end >= body.end for m in beside if m.start <= body.start):
            continue  # the longer name that it is a part of
        end = max((m.end for m in beside), default=body.end)
        whole = Mention(body.type, body.start, max(end, body.end), text[body.start : max(end, body.end)])
        kept = [m for m in kept if m not in beside]
        kept.append(whole)
    return kept
