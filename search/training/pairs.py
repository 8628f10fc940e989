"""Pairs of texts that mean something alike, as token ranges of a corpus."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from search.training.prepare import TITLE, Corpus

LONGEST = 160  # tokens of the longer side: about 300 characters, a passage
SHORT_SPAN = (3, 10)  # tokens of a span that plays the question


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs over one token array.

    Attributes:
        tokens: (n,) int32.
        ranges: (p, 4) int64: left start, left end, right start, right end.
        document: (p,) int64; two pairs of one document are no negatives of each other.
        group: (p,) int64; a batch holds pairs of one group only.
    """

    tokens: NDArray[np.int32]
    ranges: NDArray[np.int64]
    document: NDArray[np.int64]
    group: NDArray[np.int64]

    def __len__(self) -> int:
        """Give the number of pairs."""
        return len(self.ranges)


def joined(parts: list[Pairs]) -> Pairs:
    """Put pairs over different token arrays into one; documents of different parts stay different."""
    shift_tokens, shift_document, shift_group = 0, 0, 0
    ranges, document, group = [], [], []
    for part in parts:
        ranges.append(part.ranges + shift_tokens)
        document.append(part.document + shift_document)
        group.append(part.group + shift_group)
        shift_tokens += len(part.tokens)
        shift_document += int(part.document.max()) + 1
        shift_group += int(part.group.max()) + 1
    tokens = np.concatenate([part.tokens for part in parts])
    return Pairs(tokens, np.concatenate(ranges), np.concatenate(document), np.concatenate(group))


def natural_pairs(corpus: Corpus, *, each: int = 3, seed: int = 0) -> Pairs:
    """Draw pairs from the run of the text itself.

    For each document: its title with windows of its body; and for every `each` sentences one pair,
    in turn a sentence with what follows it, a sentence with what stands around it (inverse cloze,
    Lee et al. 2019), a short span of a sentence with the same.
    """
    random = np.random.default_rng(seed)
    bounds = np.flatnonzero(np.diff(corpus.document, prepend=-1, append=-1))
    rows: list[tuple[int, int, int, int, int, int]] = []
    for first, last in pairwise(bounds):
        document, source = int(corpus.document[first]), int(corpus.source[corpus.document[first]])
        body = int(first) + (corpus.kind[first] == TITLE)
        if body > first:
            for at in random.integers(body, last, 2) if last > body else ():
                window = _window(corpus, int(at), int(last))
                rows.append((*_whole(corpus, int(first), body), *window, document, 2 * source))
        for at in range(body, int(last) - 1, each):
            rows.append(
                (
                    *_body_pair(corpus, at + int(random.integers(0, each)), (body, int(last)), random),
                    document,
                    2 * source + 1,
                )
            )
    table = np.asarray(rows, dtype=np.int64)
    table = table[(table[:, 1] - table[:, 0] >= 2) & (table[:, 3] - table[:, 2] >= 4)]
    return Pairs(corpus.tokens, table[:, :4], table[:, 4], table[:, 5])


def _whole(corpus: Corpus, first: int, last: int) -> tuple[int, int]:
    return int(corpus.starts[first]), int(corpus.starts[last])


def _window(corpus: Corpus, first: int, last: int) -> tuple[int, int]:
    """Give whole sentences from `first` on, at most LONGEST tokens (one sentence at least)."""
    start = int(corpus.starts[first])
    stop = first + 1
    while stop < last and corpus.starts[stop + 1] - start <= LONGEST:
        stop += 1
    return start, min(int(corpus.starts[stop]), start + LONGEST)


def _body_pair(
    corpus: Corpus, at: int, body: tuple[int, int], random: np.random.Generator
) -> tuple[int, int, int, int]:
    at = min(at, body[1] - 2)
    left = _whole(corpus, at, at + 1)
    if random.random() < 1 / 2:  # a short span, as questions are short
        length = int(random.integers(*SHORT_SPAN, endpoint=True))
        begin = left[0] + int(random.integers(0, max(1, left[1] - left[0] - length + 1)))
        left = begin, min(begin + length, left[1])
    if random.random() < 0.15:
        return *left, *_window(corpus, max(body[0], at - 1), body[1])
    if at > body[0] and random.random() < 0.3:
        start = max(body[0], at - int(random.integers(1, 4)))
        end = int(corpus.starts[at])
        return *left, max(int(corpus.starts[start]), end - LONGEST), end
    return *left, *_window(corpus, at + 1, body[1])
