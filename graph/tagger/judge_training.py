"""Make the judge's weights from annotated texts.

python -m graph.tagger.judge_training --gold FILE … --plain FILE … --texts FOLDER … --to graph/tagger/data/judge.npz

The judge must see proposals as good as those for a new text, so they come from taggers that never saw the text: each of
two learns from one half of the texts and proposes for the other. `--gold` and `--plain` are as for
`graph.tagger.training`; the judge learns from the texts of `--gold` alone. Needs the extra `training`.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from graph.extract import extractors
from graph.tagger.model import Tagger
from graph.tagger.proposals import Scored, propose
from graph.tagger.spans import BUCKETS, Seen, see
from graph.tagger.training import KINDS, Example, Fitted, Row, arguments, examples, fit, gold_rows, packed
from graph.tagger.vocabulary import Vocabulary
from ingest.read import read_report_bytes

STRENGTH = 0.1  # of the weights, against the penalty on their squares (sklearn's C)
OFTEN = 4  # spans that must have a feature for it to be weighed
SMALLEST = 0.05  # weights below it are dropped
SAME = 0.5  # of the characters of two spans together that a name and a proposal must share to be the same


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposals of a case: the number of the class of each, whether it is a name, what is seen of them."""

    kinds: NDArray[np.intp]
    right: NDArray[np.bool_]
    sure: NDArray[np.bool_]  # not what one annotator of two would leave out
    seen: Seen


def _shared(one: tuple[int, int], other: tuple[int, int]) -> float:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))


def proposed(text: str, row: Row, tagger: Tagger, vocabulary: Vocabulary) -> Iterator[Proposed]:
    """Give the proposals of each case of a text, told from the annotation's raw offsets whether they are names."""
    report = read_report_bytes(text.encode(), "gold.txt")
    marked = [mention for case in row["cases"] for mention in case["mentions"]]
    for case in report.cases:
        reading = report.reading.text[case.start : case.end]
        mentions = [m for function in extractors().values() for m in function(reading)]
        scored = Scored.read(reading, mentions, tagger, vocabulary)
        spans = propose(scored, tagger)
        if not spans:
            continue
        best = []
        for kind, start, end in spans:
            raw = report.reading.raw_span(case.start + start, case.start + end)
            of_kind = [mention for mention in marked if mention["type"] == tagger.kinds[kind]]
            told = ((_shared(raw, (m["start"], m["end"])), not m.get("optional")) for m in of_kind)
            best.append(max(told, default=(0.0, True)))
        right = np.array([shared >= SAME for shared, _ in best])
        sure = ~right | np.array([certain for _, certain in best])
        yield Proposed(np.array([kind for kind, _, _ in spans]), right, sure, see(scored, tagger, spans))


def _design(cases: Sequence[Proposed], kind: int) -> tuple[csr_matrix, NDArray[np.float32], NDArray[np.bool_]]:
    """Give for a class the buckets [span, bucket], what is measured [span, number], and whether the spans are names."""
    rows, columns, measured, right = [], [], [], []
    size = 0
    for case in cases:
        chosen = np.flatnonzero((case.kinds == kind) & case.sure)
        numbers = np.full(len(case.kinds), -1)
        numbers[chosen] = np.arange(size, size + len(chosen))
        of_kind = numbers[case.seen.owner] >= 0
        rows += [np.repeat(numbers[chosen], len(case.seen.hashed)), numbers[case.seen.owner[of_kind]]]
        columns += [case.seen.hashed[:, chosen].T.ravel(), case.seen.bag[of_kind]]
        measured.append(case.seen.measured[chosen])
        right.append(case.right[chosen])
        size += len(chosen)
    row, column = np.concatenate(rows), np.concatenate(columns)
    ones = np.ones(len(row), dtype=np.float32)
    return (
        csr_matrix((ones, (row, column)), shape=(size, BUCKETS)),
        np.concatenate(measured),
        np.concatenate(right),
    )


def weigh(cases: Sequence[Proposed], kind: int) -> tuple[dict[int, float], NDArray[np.float64]]:
    """Train one class; give the weights of its buckets, and of what is measured."""
    buckets, measured, right = _design(cases, kind)
    often = np.flatnonzero(np.asarray(buckets.sum(axis=0)).ravel() >= OFTEN)
    design = hstack([buckets[:, often], csr_matrix(measured)]).tocsr()
    fitted = LogisticRegression(C=STRENGTH, max_iter=300, fit_intercept=False).fit(design, right)
    weights, sizes = np.split(fitted.coef_[0], [len(often)])
    return {int(b): float(w) for b, w in zip(often, weights, strict=True) if abs(w) >= SMALLEST}, sizes


_halves: list[list[Example]] = []  # inherited by the processes that train a class each: too large to be sent


def _fit_half(task: tuple[str, int]) -> Fitted:
    kind, half = task
    return fit(_halves[half], kind)


def _taggers(texts: Sequence[tuple[str, Row, bool]], vocabulary: Vocabulary) -> list[Tagger]:
    """Train a tagger on every second text, and one on the others."""
    _halves.clear()
    for half in (0, 1):
        _halves.append([e for text, row, plain in texts[half::2] for e in examples(text, row, vocabulary, plain)])
    with ProcessPoolExecutor(max_workers=os.cpu_count(), mp_context=get_context("fork")) as pool:
        fitted = list(pool.map(_fit_half, [(kind, half) for half in (0, 1) for kind in KINDS]))
    arrays = [packed(fitted[: len(KINDS)]), packed(fitted[len(KINDS) :])]
    return [Tagger(KINDS, a["features"], a["weights"].astype(np.float32), a["steps"]) for a in arrays]


def main() -> None:
    """Train on the gold files named and write the weights."""
    args = arguments(__doc__)
    vocabulary = Vocabulary.shipped()
    files = ((args.gold, False), (args.plain, True))
    texts = [(text, row, plain) for paths, plain in files for text, row in gold_rows(paths, args.texts)]
    taggers = _taggers(texts, vocabulary)
    cases = [
        case
        for number, (text, row, plain) in enumerate(texts)
        if not plain
        for case in proposed(text, row, taggers[1 - number % 2], vocabulary)
    ]
    weights: dict[int, float] = {}
    sizes = []
    for kind in range(len(KINDS)):
        of_kind, of_sizes = weigh(cases, kind)
        for bucket, weight in of_kind.items():  # where two classes meet in a bucket both count
            weights[bucket] = weights.get(bucket, 0.0) + weight
        sizes.append(of_sizes)
    np.savez_compressed(
        args.to,
        allow_pickle=False,
        features=np.array(sorted(weights), dtype=np.uint32),
        weights=np.array([weights[bucket] for bucket in sorted(weights)], dtype=np.float16),
        sizes=np.array(sizes, dtype=np.float32),
    )
    print(f"{len(cases)} cases, {len(weights)} features, {args.to.stat().st_size} bytes")


if __name__ == "__main__":
    main()
