"""The judge: how likely a proposed span is a name of its class (logistic regression over `graph.tagger.spans`)."""

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.tagger.spans import BUCKETS, Numbers, Seen


class Judge:
    """The weights of all classes: the hashed features hold the class, what is measured has a row for each."""

    def __init__(self, features: NDArray[np.uint32], weights: NDArray[np.float32], sizes: NDArray[np.float32]) -> None:
        """Take the buckets that weigh anything, their weights, and the weights [kind, number] of what is measured."""
        self._table = np.zeros(BUCKETS, dtype=np.float32)
        self._table[features] = weights
        self._sizes = sizes

    @classmethod
    def read(cls, path: Path) -> "Judge":
        """Read the file that `graph.tagger.judge_training` writes."""
        with np.load(path) as held:
            return cls(held["features"], held["weights"].astype(np.float32), held["sizes"].astype(np.float32))

    def probabilities(self, seen: Seen, kinds: Numbers) -> NDArray[np.float64]:
        """Give the probability of each span; `kinds` are the numbers of their classes."""
        total = self._table.take(seen.hashed).sum(axis=0, dtype=np.float64)
        total += np.bincount(seen.owner, self._table.take(seen.bag), len(kinds))
        total += (seen.measured * self._sizes[kinds]).sum(axis=1)
        likely: NDArray[np.float64] = 1 / (1 + np.exp(-total.clip(-30, 30)))
        return likely


@cache
def judge() -> Judge:
    """Give the shipped judge, read once a process."""
    with as_file(files("graph.tagger").joinpath("data/judge.npz")) as path:
        return Judge.read(path)
