"""What is seen of a span as a whole: its words and those around it, quotation marks, what rules and tagger think of it.

Features are hashed like the tagger's (`graph.tagger.features`), with the span's class in the hash.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.schema import MENTION_TYPES
from graph.tagger.features import REACH, salted
from graph.tagger.model import Tagger
from graph.tagger.proposals import Scored, Span

BUCKETS = 1 << 20
MOST_KINDS = 8  # classes that a template's number leaves room for
BEFORE, AFTER = 8, 6  # words before and after the span that are seen without their place
_W, _C, _F, _L, _S = range(5)  # rows of a word's attributes
# What is seen of the words at a span's edges: (row, place from the first word), (row, place from the last word).
_AT_FIRST = ((_W, -2), (_W, -1), (_L, -1), (_S, -1), (_C, -1), (_W, 0), (_F, 0), (_S, 0), (_C, 0))
_AT_LAST = ((_W, -1), (_W, 0), (_L, 0), (_S, 0), (_C, 0), (_W, 1), (_F, 1), (_S, 1), (_C, 1), (_W, 2))
_FAR = 9.0  # scores are cut off here
_MARKS = "“”，、"  # within a span

Numbers = NDArray[np.intp]
Values = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of spans.

    `hashed` [feature, span] are buckets; `bag`, with `owner` (the span of each), buckets of words in and around the
    spans; `measured` [span, number] what has a size.
    """

    hashed: Values
    bag: Values
    owner: Numbers
    measured: NDArray[np.float32]


def _binned(values: NDArray[np.float64], step: float = 1.0) -> Values:
    return (np.round(values.clip(-_FAR, _FAR) / step) + 64).astype(np.uint32)


def _pair(one: Values, other: Values) -> Values:
    return one * np.uint32(0x9E37) + other


def _buckets(values: Values, templates: Numbers, kinds: Numbers) -> Values:
    salt = (templates * MOST_KINDS + kinds).astype(np.uint32)
    buckets = salted(values, salt)
    buckets &= np.uint32(BUCKETS - 1)
    return buckets


def _quoted(text: str, starts: Numbers, ends: Numbers) -> Values:
    """Give bits: a quotation opens before the span, closes after it, which marks it has."""
    codes = np.zeros(len(text) + 2, dtype=np.uint32)
    codes[1:-1] = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    bits: Numbers = (codes[starts] == ord("“")) + 2 * (codes[ends + 1] == ord("”"))
    for number, mark in enumerate(_MARKS, 2):
        counted = np.zeros(len(text) + 1, dtype=np.intp)
        np.cumsum(codes[1:-1] == ord(mark), out=counted[1:])
        bits = bits + ((counted[ends] > counted[starts]) << number)
    return bits.astype(np.uint32)


def _ruled(scored: Scored, tagger: Tagger, kinds: Numbers, starts: Numbers, ends: Numbers) -> Values:
    """Give for each type of mention whether the rules found one that the span touches; last, whether it is the span."""
    ruled = np.zeros((len(MENTION_TYPES) + 1, len(kinds)), dtype=np.uint32)
    rows = [
        (MENTION_TYPES.index(m.type), tagger.kinds.index(m.type) if m.type in tagger.kinds else -1, m.start, m.end)
        for m in scored.mentions
        if m.type in MENTION_TYPES  # no class that a package adds
    ]
    if rows:
        types, of_kind, low, high = np.array(rows, dtype=np.intp).T[:, :, None]  # [mention, span]
        touched = (starts < high) & (low < ends)
        for number in range(len(MENTION_TYPES)):
            ruled[number] = touched[types[:, 0] == number].any(axis=0)
        ruled[-1] = ((starts == low) & (ends == high) & (kinds == of_kind)).any(axis=0)
    return ruled


def _twins(text: str, spans: Sequence[Span], gains: NDArray[np.float64]) -> Values:
    """Give the gain, binned, of the best other span of the class with the same words; 0 where there is none."""
    groups: dict[tuple[int, str], list[float]] = {}
    for (kind, start, end), gain in zip(spans, gains.tolist(), strict=True):
        groups.setdefault((kind, text[start:end]), []).append(gain)
    best = {words: sorted(group, reverse=True)[:2] for words, group in groups.items() if len(group) > 1}
    twins = np.zeros(len(spans))
    told = np.zeros(len(spans), dtype=np.bool_)
    for at, (kind, start, end) in enumerate(spans):
        if pair := best.get((kind, text[start:end])):
            twins[at], told[at] = pair[1] if gains[at] == pair[0] else pair[0], True
    return np.where(told, _binned(twins, 2.0), 0).astype(np.uint32)


def _around(first: Numbers, last: Numbers, size: int) -> tuple[Numbers, Numbers, Numbers]:
    """Give the words in spans (0), before (1) and after (2) them but for neighbours: words, spans, which of these."""
    bounds = ((first, last), (np.maximum(first - BEFORE, 0), first - 2), (last + 1, np.minimum(last + AFTER, size)))
    words, owners, sides = [], [], []
    for side, (low, high) in enumerate(bounds):
        count = np.maximum(high - low, 0)
        owner = np.repeat(np.arange(len(first)), count)
        words.append(np.arange(len(owner)) + np.repeat(low - (count.cumsum() - count), count))
        owners.append(owner)
        sides.append(np.full(len(owner), side))
    return np.concatenate(words), np.concatenate(owners), np.concatenate(sides)


def see(scored: Scored, tagger: Tagger, spans: Sequence[Span]) -> Seen:
    """Give what is seen of the spans."""
    words, attributes, scores = scored.words, scored.attributes, scored.scores
    kinds, starts, ends = np.array(spans, dtype=np.intp).T
    first, last = np.array([words.span(start, end) for _, start, end in spans], dtype=np.intp).T
    number = np.arange(len(spans))
    # What the tagger thinks: of the span against words outside, of its first word, of the best word for each class.
    begins, goes_on, outside = tagger.paths.T
    inside = np.zeros((len(words.words) + 1, len(tagger.kinds)))
    np.cumsum(scores[:, :, 1] + goes_on, axis=0, out=inside[1:])
    opens = scores[first, kinds, 0].astype(np.float64)
    later = inside[last, kinds] - inside[first + 1, kinds]
    gains = opens + begins[kinds] + later + outside[kinds]
    bounds = np.column_stack([first, last]).ravel()
    best = np.maximum.reduceat(np.concatenate([scores[:, :, 0], scores[-1:, :, 0]]), bounds, axis=0)[::2]

    ruled = _ruled(scored, tagger, kinds, starts, ends)
    quoted = _quoted(scored.text, starts, ends)
    length = np.minimum(ends - starts, 16).astype(np.uint32)
    at_first = {(row, at): attributes[row, REACH + at + first] for row, at in _AT_FIRST}
    at_last = {(row, at): attributes[row, REACH + at + last - 1] for row, at in _AT_LAST}
    templates = [
        _binned(gains, 0.5),
        _binned(opens),
        length,
        np.minimum(last - first, 8).astype(np.uint32),
        quoted,
        _twins(scored.text, spans, gains),
        *_binned(best.T),
        *ruled,
        *at_first.values(),
        *at_last.values(),
        _pair(at_last[_W, -1], at_last[_W, 0]),
        _pair(at_last[_L, 0], quoted),
        _pair(at_last[_S, 0], length),
        _pair(at_first[_W, -1], at_first[_W, 0]),
        _pair(at_last[_W, 1], at_last[_W, 0]),
        _pair(_binned(gains), ruled[-1] * np.uint32(64) + quoted),
        _pair(at_first[_W, -1], at_last[_W, 1]),
        _pair(at_first[_L, -1], at_last[_F, 1]),
        _pair(at_first[_C, -1], at_last[_C, 0]),
        _pair(at_first[_C, 0], at_last[_C, 0]),
    ]
    hashed = _buckets(np.stack(templates), np.arange(len(templates))[:, None], kinds)
    at, owner, side = _around(first, last, len(words.words))
    bag = _buckets(attributes[_W, REACH + at], side + len(templates), kinds[owner])
    measured = np.column_stack([gains, opens, best[number, kinds], later / np.maximum(last - first - 1, 1), best])
    measured = np.column_stack([measured.clip(-_FAR, _FAR), np.ones(len(spans))])
    return Seen(hashed, bag, owner, measured.astype(np.float32))
