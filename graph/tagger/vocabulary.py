"""The words that the tagger knows, each with its cluster: words that keep the same company in a large text."""

from collections.abc import Sequence
from importlib.resources import files
from itertools import repeat
from typing import Self

import numpy as np
from numpy.typing import NDArray

Columns = NDArray[np.uint32]


class Vocabulary:
    """Words by number, from 1; 0 is any other word."""

    def __init__(self, words: Sequence[str], clusters: Sequence[int]) -> None:
        """Take the words and the cluster (from 1) of each."""
        self._numbers = {word: number for number, word in enumerate(words, 1)}
        self._clusters: Columns = np.array([0, *clusters], dtype=np.uint32)

    @classmethod
    def shipped(cls) -> Self:
        """Read data/words.txt, one `word cluster` a line."""
        lines = files("graph.tagger").joinpath("data/words.txt").read_text("utf-8").splitlines()
        pairs = [line.split(" ") for line in lines if not line.startswith("# ")]
        return cls([word for word, _ in pairs], [int(cluster) for _, cluster in pairs])

    def attributes(self, words: Sequence[str]) -> Columns:
        """Give the rows w, c (see `graph.tagger.features`) of a text's words: [2, word]."""
        numbers = np.fromiter(map(self._numbers.get, words, repeat(0)), dtype=np.uint32, count=len(words))
        return np.stack([numbers, self._clusters.take(numbers)])
