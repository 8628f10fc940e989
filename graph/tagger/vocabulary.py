"""The words that the tagger knows, each with its cluster: words that keep the same company in a large text."""

from collections.abc import Sequence
from importlib.resources import files
from itertools import repeat
from typing import Self

import numpy as np
from numpy.typing import NDArray

Columns = NDArray[np.uint32]


def _shape(word: str) -> tuple[int, int, int]:
    """Give a word's first character, its last, and its last two as one number."""
    last = ord(word[-1])
    return ord(word[0]), last, last + (ord(word[-2]) << 16 if len(word) > 1 else 0)


class Vocabulary:
    """Words by number, from 1; 0 is any other word."""

    def __init__(self, words: Sequence[str], clusters: Sequence[int]) -> None:
        """Take the words and the cluster (from 1) of each."""
        self._numbers = {word: number for number, word in enumerate(words, 1)}
        rows = [
            (number, cluster, *_shape(word))
            for (word, number), cluster in zip(self._numbers.items(), clusters, strict=True)
        ]
        self._rows: Columns = np.array([(0, 0, 0, 0, 0), *rows], dtype=np.uint32).T.copy()

    @classmethod
    def shipped(cls) -> Self:
        """Read data/words.txt, one `word cluster` a line."""
        lines = files("graph.tagger").joinpath("data/words.txt").read_text("utf-8").splitlines()
        pairs = [line.split(" ") for line in lines if not line.startswith("# ")]
        return cls([word for word, _ in pairs], [int(cluster) for _, cluster in pairs])

    def attributes(self, words: Sequence[str]) -> Columns:
        """Give the rows w, c, f, l, s (see `graph.tagger.features`) of a text's words: [5, word]."""
        numbers = np.fromiter(map(self._numbers.get, words, repeat(0)), dtype=np.intp, count=len(words))
        columns = self._rows.take(numbers, axis=1)
        for at in np.flatnonzero(numbers == 0).tolist():
            columns[2:, at] = _shape(words[at])
        return columns
