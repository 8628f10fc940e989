"""Fusion: all that speaks for a passage becomes one score, by weights learned on graded queries.

The score is a weighted sum of scores scaled to 0..1 (ranks lose too much). How much the encoder counts depends on
the question: what the best lexical passage covers of its bigrams is said in the reports' words, the rest is plain
talk. Passages of the field count more, most of all for plain talk: of ten thousand passages about sports and
technology some are near to any question by chance.

`data/fusion.json` holds the weights and how they were learned (`python -m search.training fuse`).
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the fusion.

    `talk` and `covered` are the shares of a question's bigrams up to which it is all plain talk, from which it is
    all reports' words; `…_for_talk` and `…_for_words` hold at these ends, in between in proportion. `dense…` is the
    encoder's share (the lexical score has the rest), `field…` by what share a passage of the field counts more.
    """

    dense_for_talk: float
    dense_for_words: float
    talk: float
    covered: float
    graph: float
    expansion: float
    field_for_talk: float
    field_for_words: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for the candidates of one question: arrays of one length, scaled to 0..1, 0 where nothing does."""

    numbers: NDArray[np.int64]
    lexical: NDArray[np.float64]
    dense: NDArray[np.float64]
    graph: NDArray[np.float64]
    expansion: NDArray[np.float64]
    prior: NDArray[np.float64]
    covered: float


def gather(candidates: Collection[int], scores: Mapping[str, Mapping[int, float]], covered: float) -> Evidence:
    """Put the scores of each step side by side, a column of `Evidence` each; all but graph and prior are scaled."""
    numbers = sorted(candidates)
    columns = {
        name: np.array([column.get(n, 0.0) for n in numbers], dtype=np.float64)
        for name, raw in scores.items()
        for column in [raw if name in {"graph", "prior"} else _scaled(raw)]
    }
    return Evidence(numbers=np.array(numbers, dtype=np.int64), covered=covered, **columns)


def _scaled(scores: Mapping[int, float]) -> dict[int, float]:
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    span = high - low
    return {n: (s - low) / span if span > 0 else 1.0 for n, s in scores.items()}


def fused(evidence: Evidence, weights: Weights) -> NDArray[np.float64]:
    """Give the score of each candidate."""
    w = weights
    said = min(1.0, max(0.0, (evidence.covered - w.talk) / (w.covered - w.talk)))
    dense = w.dense_for_talk + (w.dense_for_words - w.dense_for_talk) * said
    field = w.field_for_talk + (w.field_for_words - w.field_for_talk) * said
    speaks = (
        (1 - dense) * evidence.lexical
        + dense * evidence.dense
        + w.graph * evidence.graph
        + w.expansion * evidence.expansion
    )
    return np.asarray(speaks * (1 + field * evidence.prior) / (1 + field), dtype=np.float64)


@cache
def learned() -> Weights:
    """Give the weights that ship."""
    return Weights(**json.loads(files("search").joinpath("data/fusion.json").read_text("utf-8"))["weights"])
