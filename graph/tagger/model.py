"""The tagger's weights: scores of all words at once, then the best path where anything speaks for a name."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.schema import Mention
from graph.tagger.features import HASHED, RULES, Words, found_by_rules, hashed
from graph.tagger.vocabulary import Vocabulary

LABELS = ("O", "B", "I")  # outside a name, its first word, a later word
_NEVER = -1e3
_HOPELESS = -2.0  # a word whose labels B and I both score lower is outside
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
            features: numbers of features, below HASHED + RULES; the last row of `weights` is every word's own.
            weights: [feature + 1, kind, 2]: what a feature adds to B and to I, against O.
            steps: [kind, 3, 3]: from one label to the next.
        """
        self.kinds = tuple(kinds)
        self._table = np.zeros((HASHED + RULES, 2 * len(self.kinds)), dtype=np.float32)
        self._table[features] = weights[:-1].reshape(len(features), -1)
        self._always = weights[-1].reshape(-1)
        self._steps: list[list[list[float]]] = steps.tolist()

    @classmethod
    def read(cls, path: Path) -> "Tagger":
        """Read the file that `graph.tagger.training` writes."""
        with np.load(path) as held:
            weights, steps = held["weights"].astype(np.float32), held["steps"].astype(np.float32)
            return cls(held["kinds"].tolist(), held["features"], weights, steps)

    def scores(self, words: Words, mentions: Sequence[Mention], vocabulary: Vocabulary) -> Scores:
        """Give what speaks for B and I against O: [word, kind, 2]; `mentions` is what the rules found."""
        buckets = hashed(words.words, vocabulary)
        total = np.tile(self._always, (len(words.words), 1))
        for row in buckets:
            total += self._table[row]
        at, features = found_by_rules(words, mentions)
        np.add.at(total, at, self._table[features])
        total[[number for number, word in enumerate(words.words) if word in _SENTENCE_ENDS]] = _NEVER
        return total.reshape(len(words.words), len(self.kinds), 2)

    def names(self, words: Words, scores: Scores, kind: str, lean: float) -> Iterator[tuple[int, int]]:
        """Give the characters [start, end) of the names of a class; `lean` below 0 gives the sure ones only."""
        number = self.kinds.index(kind)
        leaning = scores[:, number] + np.array([lean, lean / 2], dtype=np.float32)
        hopeful = np.zeros(len(leaning) + 2, dtype=bool)
        hopeful[1:-1] = leaning.max(axis=1) > _HOPELESS
        edges = np.flatnonzero(hopeful[1:] != hopeful[:-1]).tolist()
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            for low, high in _best_path(leaning[first:last].tolist(), self._steps[number]):
                yield words.starts[first + low], words.starts[first + high]


def _best_path(scores: list[list[float]], steps: list[list[float]]) -> Iterator[tuple[int, int]]:
    """Give the names [first, last) of the best labelling of a stretch that stands between words outside (Viterbi)."""
    best = [steps[0][0], steps[0][1] + scores[0][0], -np.inf]
    back: list[list[int]] = []
    for for_b, for_i in scores[1:]:
        came: list[int] = []
        now: list[float] = []
        for label, gain in enumerate((0.0, for_b, for_i)):
            options = [best[before] + steps[before][label] for before in range(3)]
            came.append(max(range(3), key=options.__getitem__))
            now.append(options[came[-1]] + gain)
        back.append(came)
        best = now
    label = max(range(3), key=lambda last: best[last] + steps[last][0])
    labels = [label]
    for came in reversed(back):
        label = came[label]
        labels.append(label)
    labels.reverse()
    first = None
    for number, label in enumerate([*labels, 0]):
        if first is not None and label != 2:
            yield first, number
            first = None
        if label == 1:
            first = number


@cache
def tagger() -> tuple[Tagger, Vocabulary]:
    """Give the shipped tagger and its vocabulary, read once a process."""
    with as_file(files("graph.tagger").joinpath("data/tagger.npz")) as path:
        return Tagger.read(path), Vocabulary.shipped()
