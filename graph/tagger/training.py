"""Make the tagger's weights from annotated texts.

python -m graph.tagger.training --gold FILE … --plain FILE … --texts FOLDER … --to graph/tagger/data/tagger.npz

The texts of --gold must be ones that nobody looked at while writing rules: from them the tagger learns how far the
rules can be trusted. Texts that the rules were made on go to --plain: they are shown without what the rules found,
which would be trusted too much. Needs python-crfsuite (the extra `training`).
"""

import argparse
import json
import lzma
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pycrfsuite
from numpy.typing import NDArray

from graph.extract import extractors
from graph.tagger.features import NOTHING, Words, attributes_of, cut, found_by_rules, hashed
from graph.tagger.model import LABELS, sentences
from graph.tagger.vocabulary import Vocabulary
from ingest.read import read_report_bytes

KINDS = ("initiative", "industry", "honour", "problem", "organization")
RECIPE = {"c1": 0.3, "c2": 0.05, "max_iterations": 70, "feature.minfreq": 2, "feature.possible_transitions": True}
BAGS = 3  # models whose weights are averaged, each of a sample of the cases (bagging, Breiman 1996)
SAMPLE = 0.8  # of the cases
LEAST = 0.02  # weights below it are dropped
_ALWAYS = "always"  # the feature that every word has


@dataclass(frozen=True, slots=True)
class Example:
    """A case's words, the features of each as strings, and for each class the words' labels."""

    words: Words
    features: list[list[str]]
    labels: dict[str, list[str]]


Row = dict[str, Any]
Fitted = tuple[dict[int, list[float]], list[list[float]]]  # weights by feature, steps


def gold_rows(paths: Sequence[Path], folders: Sequence[Path]) -> Iterator[tuple[str, Row]]:
    """Give the texts of gold files with their annotation.

    A .jsonl file names on each line a collection of texts (`source`) and a `line` of it, a .json file names a text
    (`file`); both are looked for in the folders.
    """

    def held(name: str) -> Path:
        found = [folder / name for folder in folders if (folder / name).is_file()]
        if not found:
            raise FileNotFoundError(
                f"{name} is in none of {', '.join(map(str, folders))}; name its folder with --texts"
            )
        return found[0]

    wanted: dict[str, dict[int, Row]] = defaultdict(dict)
    for path in paths:
        if path.suffix == ".jsonl":
            for line in path.read_text("utf-8").splitlines():
                row = json.loads(line)
                wanted[row["source"]][row["line"]] = row
        else:
            row = json.loads(path.read_text("utf-8"))
            yield held(row["file"]).read_bytes().decode("utf-8"), row
    for source, rows in sorted(wanted.items()):
        with lzma.open(held(source), "rt", encoding="utf-8") as file:
            for number, line in enumerate(file):
                if number in rows:
                    yield json.loads(line)["text"], rows[number]


def examples(text: str, row: Row, vocabulary: Vocabulary, plain: bool = False) -> Iterator[Example]:
    """Give the cases of a text, read as a report is read, labelled by the annotation's raw offsets.

    A `plain` example does not show what the rules found.
    """
    report = read_report_bytes(text.encode(), "gold.txt")
    marked = [mention for case in row["cases"] for mention in case["mentions"]]
    for case in report.cases:
        reading = report.reading.text[case.start : case.end]
        words = cut(reading)
        mentions = [m for function in extractors().values() for m in function(reading)] if not plain else []
        seen = np.concatenate([hashed(attributes_of(words.words, vocabulary)), found_by_rules(words, mentions)])
        features = [[_ALWAYS, *(str(number) for number in column if number != NOTHING)] for column in seen.T.tolist()]
        spans = [
            report.reading.raw_span(case.start + low, case.start + high)
            for low, high in zip(words.starts, words.starts[1:], strict=False)
        ]
        yield Example(words, features, {kind: _labels(spans, marked, kind) for kind in KINDS})


def _labels(spans: Sequence[tuple[int, int]], marked: Sequence[Row], kind: str) -> list[str]:
    labels = ["O"] * len(spans)
    sure = [mention for mention in marked if mention["type"] == kind and not mention.get("optional")]
    for mention in sure:
        touched = [at for at, (low, high) in enumerate(spans) if low < mention["end"] and mention["start"] < high]
        for at in touched:
            labels[at] = "B" if at == touched[0] else "I"
    return labels


def fit(cases: Sequence[Example], kind: str) -> Fitted:
    """Train one class; give {feature: [weight of B, weight of I]} against O (−1: every word's) and the steps [3, 3]."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for case in cases:
        for first, last in sentences(case.words.words):
            trainer.append(case.features[first:last], case.labels[kind][first:last])
    trainer.set_params(RECIPE)
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        info = tagger.info()
    weights: dict[int, list[float]] = {}
    for (feature, label), weight in info.state_features.items():
        row = weights.setdefault(-1 if feature == _ALWAYS else int(feature), [0.0, 0.0])
        if label == "O":
            row[0] -= weight
            row[1] -= weight
        else:
            row[LABELS.index(label) - 1] += weight
    steps = [[info.transitions.get((before, after), 0.0) for after in LABELS] for before in LABELS]
    steps[0][2] = -1e3  # no name begins with a later word
    return weights, steps


def averaged(models: Sequence[Fitted]) -> Fitted:
    """Average the weights of models of one class; what a model does not weigh counts as 0 there."""
    weights: dict[int, list[float]] = {}
    for model, _ in models:
        for feature, pair in model.items():
            row = weights.setdefault(feature, [0.0, 0.0])
            for column in (0, 1):
                row[column] += pair[column] / len(models)
    kept = {feature: pair for feature, pair in weights.items() if feature < 0 or max(map(abs, pair)) >= LEAST}
    return kept, np.mean([steps for _, steps in models], axis=0).tolist()


_shared: list[Example] = []  # inherited by the processes that train a class each: too large to be sent


def _fit_bag(task: tuple[str, int]) -> Fitted:
    kind, bag = task
    sample = Random(bag).sample(_shared, round(SAMPLE * len(_shared)))  # noqa: S311 - nothing secret
    return fit(sample, kind)


def packed(fitted: Sequence[Fitted]) -> dict[str, NDArray[Any]]:
    """Give the arrays of the file that `Tagger.read` reads."""
    features = sorted({feature for weights, _ in fitted for feature in weights} - {-1})
    rows = {feature: at for at, feature in enumerate([*features, -1])}
    table = np.zeros((len(rows), len(fitted), 2), dtype=np.float16)
    for number, (weights, _) in enumerate(fitted):
        for feature, pair in weights.items():
            table[rows[feature], number] = pair
    return {
        "features": np.array(features, dtype=np.uint32),
        "weights": table,
        "steps": np.array([steps for _, steps in fitted], dtype=np.float32),
    }


def arguments(description: str | None) -> argparse.Namespace:
    """Read --gold, --plain, --texts and --to, which the trainings of tagger and judge take."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--plain", type=Path, nargs="*", default=[])
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--to", type=Path, required=True)
    return parser.parse_args()


def main() -> None:
    """Train on the gold files named and write the weights."""
    args = arguments(__doc__)
    vocabulary = Vocabulary.shipped()
    cases = [
        case
        for paths, plain in ((args.gold, False), (args.plain, True))
        for text, row in gold_rows(paths, args.texts)
        for case in examples(text, row, vocabulary, plain)
    ]
    _shared.extend(cases)
    with ProcessPoolExecutor(max_workers=os.cpu_count(), mp_context=get_context("fork")) as pool:
        fitted = list(pool.map(_fit_bag, [(kind, bag) for kind in KINDS for bag in range(BAGS)]))
    arrays = packed([averaged(fitted[at : at + BAGS]) for at in range(0, len(fitted), BAGS)])
    np.savez_compressed(args.to, allow_pickle=False, kinds=np.array(KINDS), **arrays)
    print(f"{len(cases)} cases, {len(arrays['features'])} features, {args.to.stat().st_size} bytes")


if __name__ == "__main__":
    main()
