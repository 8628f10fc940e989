"""The tagger's weights: scores of all words at once, then the best path where a name is worth anything."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from math import inf
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.schema import Mention
from graph.tagger.features import NOTHING, Words, found_by_rules, hashed
from graph.tagger.vocabulary import Vocabulary

LABELS = ("O", "B", "I")  # outside a name, its first word, a later word
_NEVER = -1e3
_SENTENCE_ENDS = frozenset("。！？\n")

Scores = NDArray[np.float32]


def sentences(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give the words [first, last) of each sentence; no name crosses its end."""
    first = 0
    for number, word in enumerate(words, 1):
        if word in _SENTENCE_ENDS:
            yield first, number
            first = number
    if first < len(words):
        yield first, len(words)


class Tagger:
    """A conditional random field for each class, over features that all classes share."""

    def __init__(self, kinds: Sequence[str], features: NDArray[np.uint32], weights: Scores, steps: Scores) -> None:
        """Take the classes, the numbers of the features that weigh anything, and two sets of weights.

        Args:
            kinds: the classes, types of mentions.
            features: numbers of features, below NOTHING; the last row of `weights` is every word's own.
            weights: [feature + 1, kind, 2]: what a feature adds to B and to I, against O.
            steps: [kind, 3, 3]: from one label to the next.
        """
        self.kinds = tuple(kinds)
        self._table = np.zeros((NOTHING + 1, 2 * len(self.kinds)), dtype=np.float32)
        self._table[features] = weights[:-1].reshape(len(features), -1)
        self._always = weights[-1].reshape(-1)
        self._steps: list[list[list[float]]] = steps.tolist()
        #: [kind, 3]: what a name's first word, each later one, and its end gain by their steps, against words outside
        self.paths = np.stack([steps[:, 0, 1], steps[:, 2, 2], steps[:, 2, 0]], axis=1) - steps[:, :1, 0]
        self._margins = np.array([_margins(matrix) for matrix in self._steps]).T

    @classmethod
    def read(cls, path: Path) -> "Tagger":
        """Read the file that `graph.tagger.training` writes."""
        with np.load(path) as held:
            weights, steps = held["weights"].astype(np.float32), held["steps"].astype(np.float32)
            return cls(held["kinds"].tolist(), held["features"], weights, steps)

    def scores(self, words: Words, attributes: NDArray[np.uint32], mentions: Sequence[Mention]) -> Scores:
        """Give what speaks for B and I against O: [word, kind, 2]; `mentions` is what the rules found."""
        total = self._table.take(hashed(attributes), axis=0).sum(axis=0)
        total += self._table.take(found_by_rules(words, mentions), axis=0).sum(axis=0)
        total += self._always
        total[[number for number, word in enumerate(words.words) if word in _SENTENCE_ENDS]] = _NEVER
        scores: Scores = total.reshape(len(words.words), len(self.kinds), 2)
        return scores

    def names(self, words: Words, scores: Scores, lean: float = 0.0) -> Iterator[tuple[int, int, int]]:
        """Give the names as (number of the class, start, end); `lean` is added to what speaks for a first word."""
        leaning = scores + np.array([lean, 0.0], dtype=np.float32)
        begins, goes_on, ends = self._margins
        # A name of the words i to j is worth begin[i] + sums[j] - sums[i] + ends at most.
        begin, sums = leaning[:, :, 0] + begins, (leaning[:, :, 1] + goes_on).cumsum(axis=0, dtype=np.float64)
        best = np.maximum.accumulate(begin - sums) + np.maximum.accumulate(sums[::-1])[::-1]
        hopeful = np.zeros((len(self.kinds), len(leaning) + 2), dtype=np.bool_)
        hopeful[:, 1:-1] = (best + ends > 0).T
        kinds, edges = np.nonzero(hopeful[:, 1:] != hopeful[:, :-1])
        stretches = zip(kinds[::2].tolist(), edges[::2].tolist(), edges[1::2].tolist(), strict=True)
        for number, first, last in stretches:
            for low, high in _best_path(leaning[first:last, number].tolist(), self._steps[number]):
                yield number, words.starts[first + low], words.starts[first + high]


def _margins(steps: list[list[float]]) -> tuple[float, float, float]:
    """Give what a name's first word, each later one and its end gain at most by their steps, against outside."""
    (outside, o_b, _), (b_o, b_b, b_i), (i_o, i_b, i_i) = steps
    begins = max(o_b, b_b, i_b) - outside + max(b_i - i_i, 0.0)  # once a name there is a step from B to I
    return begins, i_i - outside, max(b_o, i_o) - outside


def _best_path(scores: list[list[float]], steps: list[list[float]]) -> Iterator[tuple[int, int]]:
    """Give the names [first, last) of the best labelling of a stretch that stands between words outside (Viterbi).

    Written out label by label: the loop is what the tagger's time goes into.
    """
    (o_o, o_b, _), (b_o, b_b, b_i), (i_o, i_b, i_i) = steps
    outside, begin, inside = 0.0, -inf, -inf
    came: list[tuple[int, int, int]] = []  # the label before each of O, B, I
    for for_b, for_i in scores:
        o, b, i = outside + o_o, begin + b_o, inside + i_o
        best_o, to_o = (o, 0) if o >= b and o >= i else (b, 1) if b >= i else (i, 2)
        o, b, i = outside + o_b, begin + b_b, inside + i_b
        best_b, to_b = (o, 0) if o >= b and o >= i else (b, 1) if b >= i else (i, 2)
        b, i = begin + b_i, inside + i_i
        best_i, to_i = (b, 1) if b >= i else (i, 2)
        outside, begin, inside = best_o, best_b + for_b, best_i + for_i
        came.append((to_o, to_b, to_i))
    o, b, i = outside + o_o, begin + b_o, inside + i_o
    label = 0 if o >= b and o >= i else 1 if b >= i else 2
    last = len(scores)
    names = []
    for at in range(len(scores) - 1, -1, -1):
        if label == 0:
            last = at
        elif label == 1:
            names.append((at, last))
            last = at
        label = came[at][label]
    yield from reversed(names)


@cache
def tagger() -> tuple[Tagger, Vocabulary]:
    """Give the shipped tagger and its vocabulary, read once a process."""
    with as_file(files("graph.tagger").joinpath("data/tagger.npz")) as path:
        return Tagger.read(path), Vocabulary.shipped()
