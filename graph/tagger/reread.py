"""Reread: the open classes as the tagger has them, once the rules have read a text."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from graph.extract.honours import level_of
from graph.extract.industries import plain_name
from graph.extract.lexicon import unquoted
from graph.schema import Mention
from graph.tagger.features import cut
from graph.tagger.model import tagger

# How rules and tagger share the open classes, as measured on texts that neither had learned from.
LEAN = {"initiative": 0.0}  # added to what speaks for a name (log odds) when the tagger reads a class,
LEAN_ELSE = 0.5  # and in the others; with 0.0 initiatives are as strict as the reference cases' gold
LEAST = 1.0  # what the best word of a rule's mention must score for it to stay where the tagger names nothing
NEVER_ALONE = "organization"  # a class whose rules only give hints to the tagger
_NAMED = ("initiative", "honour")
PIECE = 20_000  # characters read at once: what a text costs in memory is bounded
_CALLED = re.compile("(?:等?荣誉)?称号$|荣誉$")  # 全国文明村|称号: what follows a title is no part of it
QUOTED = 14  # characters of a quotation that is one name
_PAIRS = {"“": "”", "‘": "’", "《": "》"}
_EDGES = " \t\u3000，。、；：！？,.;:!?"


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


def _mention(kind: str, text: str, start: int, end: int, told: Sequence[Mention]) -> Mention:
    norm = unquoted(text[start:end])
    fields: dict[str, Any] = {}
    if kind == "honour":
        year = next((m.fields["year"] for m in told if start < m.end and m.start < end), None)
        fields = {"level": level_of(norm), "year": year}
    elif kind == "industry":
        norm = plain_name(norm)
    return Mention(kind, start, end, norm, fields)


def _meets(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(mention.start < other.end and other.start < mention.end for other in others)


def reread(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Give the mentions with those of the tagger's classes as rules and tagger have them together.

    The tagger has seen what the rules found. Its names count, as the rule's mention where both have the same span; a
    rule's mention that it names nothing of stays if it sees enough of a name in it. A long text is read piece by piece.
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


def _reread(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    model, vocabulary = tagger()
    words = cut(text)
    scores = model.scores(words, mentions, vocabulary)
    known = {(m.type, m.start, m.end): m for m in mentions}
    kept = [m for m in mentions if m.type not in model.kinds]
    for number, kind in enumerate(model.kinds):
        told = [m for m in mentions if m.type == kind]
        named: list[Mention] = []
        for span in model.names(words, scores, kind, LEAN.get(kind, LEAN_ELSE)):
            start, end = _tidy(text, *span)
            if kind in _NAMED:
                start, end = _whole(text, start, end)
            if kind == "honour" and (called := _CALLED.search(text, start, end)):
                end = called.start()
            # 茶: a product may have one character.
            if end - start > (kind != "industry") and (not named or start >= named[-1].end):
                named.append(known.get((kind, start, end)) or _mention(kind, text, start, end, told))
        kept += named
        if kind != NEVER_ALONE:
            best = scores[:, number].max(axis=1)
            alone = (m for m in told if not _meets(m, named))
            kept += [m for m in alone if best[slice(*words.span(m.start, m.end))].max() > LEAST]
    return kept
