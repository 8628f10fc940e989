"""Reread: the open classes as the tagger has them, once the rules have read a text."""

from collections.abc import Sequence
from typing import Any

from graph.extract.honours import level_of
from graph.extract.industries import plain_name
from graph.extract.lexicon import unquoted
from graph.schema import Mention
from graph.tagger.features import cut
from graph.tagger.model import tagger

# How rules and tagger share the open classes, as measured on texts that neither had learned from.
LEAN = 0.5  # added to what speaks for a name (log odds) when the tagger reads
LEAST = 1.0  # what the best word of a rule's mention must score for it to stay where the tagger names nothing
NEVER_ALONE = "organization"  # a class whose rules only give hints to the tagger
_NAMED = ("initiative", "honour")
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
    low, high = text.rfind("“", 0, start + 1) + 1, text.find("”", end)
    quoted = 0 < low <= start and end <= high <= low + QUOTED and not {"”", "、"} & set(text[low:high])
    return (low, high) if quoted and (low == start or high == end) else (start, end)


def _mention(kind: str, text: str, start: int, end: int) -> Mention:
    norm = unquoted(text[start:end])
    fields: dict[str, Any] = {}
    if kind == "honour":
        fields = {"level": level_of(norm), "year": None}
    elif kind == "industry":
        norm = plain_name(norm)
    return Mention(kind, start, end, norm, fields)


def _meets(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(mention.start < other.end and other.start < mention.end for other in others)


def reread(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Give the mentions with those of the tagger's classes as rules and tagger have them together.

    The tagger has seen what the rules found. Its names count, as the rule's mention where both have the same span; a
    rule's mention that it names nothing of stays if it sees enough of a name in it.
    """
    model, vocabulary = tagger()
    words = cut(text)
    scores = model.scores(words, mentions, vocabulary)
    known = {(m.type, m.start, m.end): m for m in mentions}
    kept = [m for m in mentions if m.type not in model.kinds]
    for number, kind in enumerate(model.kinds):
        named: list[Mention] = []
        for span in model.names(words, scores, kind, LEAN):
            start, end = _tidy(text, *span)
            if kind in _NAMED:
                start, end = _whole(text, start, end)
            # 茶: a product may have one character.
            if end - start > (kind != "industry") and (not named or start >= named[-1].end):
                named.append(known.get((kind, start, end)) or _mention(kind, text, start, end))
        kept += named
        if kind != NEVER_ALONE:
            best = scores[:, number].max(axis=1)
            alone = (m for m in mentions if m.type == kind and not _meets(m, named))
            kept += [m for m in alone if best[slice(*words.span(m.start, m.end))].max() > LEAST]
    return kept
