"""What the tagger sees of a word: it and its neighbours, their characters and clusters, marks, what the rules found.

A feature is a number: a template and the values that it joins, hashed into HASHED buckets (Weinberger et al. 2009),
so that training and reading agree without a dictionary. What the rules found has numbers of its own behind them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
import rjieba
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from graph.schema import MENTION_TYPES, Mention
from graph.tagger.vocabulary import Vocabulary

HASHED = 1 << 18
OFFSETS = (-1, 0, 1)
PLACES = (_BEGINS, _INSIDE, _ENDS, _ALONE) = (1, 2, 3, 4)  # where a word stands in what a rule found
RULES = len(OFFSETS) * len(MENTION_TYPES) * len(PLACES)
NOTHING = HASHED + RULES  # the feature of a word that no rule took
REACH = 2  # words to either side that a template sees

# A word's attributes, by row: w itself, c its cluster, f its first character, l its last, s its last two, q its marks
# and length. A template joins up to two of them, of the word or of one beside it.
_W, _C, _F, _L, _S, _Q = range(6)
TEMPLATES: tuple[tuple[tuple[int, int], ...], ...] = (
    *(((_W, at),) for at in (-2, -1, 0, 1, 2)),
    ((_W, -1), (_W, 0)),
    ((_W, 0), (_W, 1)),
    ((_W, -1), (_W, 1)),
    ((_Q, 0),),
    *(((_L, at),) for at in (-1, 0, 1, 2)),
    ((_L, -1), (_L, 0)),
    ((_L, 0), (_L, 1)),
    ((_S, 0),),
    ((_F, 0),),
    *(((_C, at),) for at in (-2, -1, 0, 1, 2)),
    ((_C, -1), (_C, 0)),
    ((_C, 0), (_C, 1)),
)
_MARKS = {ord(mark): value for mark, value in {"“": 1, "‘": 1, "《": 2, "”": 0, "’": 0, "》": 0}.items()}
_MIX = (np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), np.uint32(0xC2B2AE3D))
# What the first place of each template looks at, and the second of those that have one: rows and places.
_DOUBLE = [number for number, template in enumerate(TEMPLATES) if len(template) > 1]
_ROWS = [[t[0][0] for t in TEMPLATES], [TEMPLATES[number][1][0] for number in _DOUBLE]]
_PLACES = [[REACH + t[0][1] for t in TEMPLATES], [REACH + TEMPLATES[number][1][1] for number in _DOUBLE]]
_SALT = np.arange(1, len(TEMPLATES) + 1, dtype=np.uint32)[:, None] * _MIX[2]


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words with where each begins; `starts` has one more entry, the end of the text."""

    words: list[str]
    starts: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the words [first, last) that the characters [start, end) touch."""
        return bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)


def cut(text: str) -> Words:
    """Cut a text into words; together they are the text."""
    words = rjieba.cut(text)
    return Words(words, list(accumulate(map(len, words), initial=0)))


def _shapes(words: Sequence[str]) -> NDArray[np.uint32]:
    """Give the rows f, l, s, q of the words; q tells of quotation marks (1), title marks (2) or none, and of length."""
    codes = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    sizes = np.fromiter(map(len, words), dtype=np.intp, count=len(words))
    ends = sizes.cumsum()
    first, last = codes[ends - sizes], codes[ends - 1]
    marked = np.minimum(sizes, 4)
    marks = np.flatnonzero((sizes == 1) & np.isin(first, list(_MARKS))).tolist()
    for at, until in pairwise([*marks, len(words)]):
        marked[at:until] += 4 * _MARKS[int(first[at])]
    before_last = np.where(sizes > 1, codes[ends - 2], 0)
    return np.stack([first, last, last + (before_last << np.uint32(16)), marked.astype(np.uint32)])


Attributes = NDArray[np.uint32]


def attributes_of(words: Sequence[str], vocabulary: Vocabulary) -> Attributes:
    """Give the attributes of all words, [attribute, REACH + word]; what lies outside the text has 0."""
    attributes = np.zeros((6, len(words) + 2 * REACH), dtype=np.uint32)
    if words:
        attributes[:_F, REACH:-REACH] = vocabulary.attributes(words)
        attributes[_F:, REACH:-REACH] = _shapes(words)
    return attributes


def stirred(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Mix the bits of values, in place, so that the lower ones will do as a hash."""
    values ^= values >> np.uint32(15)
    values *= _MIX[1]
    values ^= values >> np.uint32(13)
    return values


def salted(values: NDArray[np.uint32], salt: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Hash values with the numbers of what they are values of."""
    return stirred(values * _MIX[0] + salt * _MIX[2])


def hashed(attributes: Attributes) -> NDArray[np.uint32]:
    """Give the buckets of all templates, [template, word]."""
    size = attributes.shape[1] - 2 * REACH
    if not size:
        return np.zeros((len(TEMPLATES), 0), dtype=np.uint32)
    seen = sliding_window_view(attributes, size, axis=1)  # [attribute, place, word]
    joined: NDArray[np.uint32] = seen[_ROWS[0], _PLACES[0]] * _MIX[0]
    joined[_DOUBLE] ^= seen[_ROWS[1], _PLACES[1]] * _MIX[1]
    joined += _SALT
    buckets = stirred(joined)
    buckets &= np.uint32(HASHED - 1)
    return buckets


def found_by_rules(words: Words, mentions: Iterable[Mention]) -> NDArray[np.uint32]:
    """Give the features of what the rules found, [offset × class, word]: NOTHING, or the place of a word in a mention.

    Each word is told of itself and of both neighbours; where mentions of a class overlap, the later one counts.
    """
    size, classes = len(words.words), len(MENTION_TYPES)
    places = np.zeros((classes, size + 2), dtype=np.uint32)
    for mention in mentions:
        if mention.type not in MENTION_TYPES:
            continue  # a class that a package adds
        row = places[MENTION_TYPES.index(mention.type)]
        low, high = words.span(mention.start, mention.end)
        if high - low == 1:
            row[high] = _ALONE
        else:
            row[low + 2 : high] = _INSIDE
            row[low + 1], row[high] = _BEGINS, _ENDS
    numbers = np.arange(len(OFFSETS) * classes, dtype=np.uint32)[:, None] * len(PLACES) + HASHED - 1
    beside = np.concatenate([places[:, 1 + offset : 1 + offset + size] for offset in OFFSETS])
    return np.where(beside > 0, beside + numbers, np.uint32(NOTHING))
