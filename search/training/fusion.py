"""Learn the weights of the fusion on graded questions, and say by cross-validation what they are worth.

Each set of questions gives one figure: nDCG@10 over the library with the reports, the same over libraries to which
other things were added, recall@1 on CMRC 2018. The weights maximise the mean of the figures, by coordinate search
over a grid from its middle; they are few, so that a few dozen questions can tell them.
"""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from graph.store import Store
from ingest.report import squeeze
from search.encoder import Encoder
from search.engine import Engine
from search.filters import Filters, allowed_cases
from search.fusion import Evidence, Weights, fused
from search.index import Index
from search.passages import Passage
from search.training.evaluate import Cmrc, dcg

log = logging.getLogger("jingwei")

GRID: dict[str, tuple[float, ...]] = {
    "dense_for_talk": (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0),
    "dense_for_words": (0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7),
    "talk": (0.0, 0.05, 0.1, 0.15, 0.2, 0.25),
    "covered": (0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8),
    "graph": (0.0, 0.05, 0.1, 0.2, 0.3, 0.4),
    "expansion": (0.0, 0.05, 0.1, 0.15, 0.2, 0.3),
    "field_for_talk": (0.0, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0),
    "field_for_words": (0.0, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0),
}
PASSES = 4  # over the grid; the search stops sooner where nothing changes
FOLDS = 5
FLOORS = {"cmrc": 0.967}  # what must not be lost for the sake of the few questions of the field
SHORT = 5.0
K = 10
LONGEST = 400  # characters of a hit that can earn a grade, white space aside
KEPT = 60  # best passages by words and by sense that are kept of a CMRC question


@dataclass(frozen=True, slots=True)
class Judged:
    """A question's evidence with the anchors (grade, number) that each candidate holds, and the best DCG possible."""

    id: str
    evidence: Evidence
    anchors: dict[int, list[tuple[int, int]]]
    ideal: float

    def value(self, weights: Weights) -> float:
        """Give nDCG@10; an anchor is earned once."""
        best = np.argsort(-np.round(fused(self.evidence, weights), 6), kind="stable")[:K]
        earned: list[int] = []
        seen: set[int] = set()
        for place in best.tolist():
            held = [(grade, anchor) for grade, anchor in self.anchors.get(place, []) if anchor not in seen]
            earned.append(max((grade for grade, _ in held), default=0))
            seen.update(anchor for _, anchor in held)
        return dcg(earned) / self.ideal


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with one right passage: its place among the candidates, None where it is not among them."""

    id: str
    evidence: Evidence
    answer: int | None

    def value(self, weights: Weights) -> float:
        """Give 1 where the right passage comes first."""
        return float(self.answer is not None and int(np.argmax(fused(self.evidence, weights))) == self.answer)


Sets = dict[str, Sequence[Judged] | Sequence[Asked]]


def judged(library: Path, encoder: Encoder, queries: Path, texts: Path) -> list[Judged]:
    """Gather the evidence of graded queries over a library that holds the reports of `texts`."""
    engine = _engine(library, encoder)
    raw = {path.name: path.read_text("utf-8") for path in texts.glob("*.txt")}
    rows = [json.loads(line) for line in queries.read_text("utf-8").splitlines() if line.strip()]
    return [_judged(engine, row, raw) for row in rows if row["relevant"]]


def _judged(engine: Engine, row: dict[str, Any], raw: dict[str, str]) -> Judged:
    evidence = engine.evidence(row["query"], allowed_cases(engine.store, Filters(**row["filters"])))
    found = engine.index.passages(evidence.numbers.tolist())
    anchors: dict[int, list[tuple[int, int]]] = {}
    for place, number in enumerate(evidence.numbers.tolist()):
        passage = found[number]
        name = Path(passage["source"]).name
        span = squeeze(raw[name][passage["start"] : passage["end"]]) if name in raw else ""
        held = [
            (anchor["grade"], i)
            for i, anchor in enumerate(row["relevant"])
            if anchor["file"] == name and anchor["anchor"] in span and len(span) <= LONGEST
        ]
        if held:
            anchors[place] = held
    ideal = dcg(sorted((anchor["grade"] for anchor in row["relevant"]), reverse=True)[:K])
    return Judged(row["id"], evidence, anchors, ideal)


def asked(folder: Path, encoder: Encoder, cmrc: Path) -> list[Asked]:
    """Gather the evidence of the CMRC questions over a library of its passages, made in `folder`."""
    data = Cmrc(cmrc)
    engine = passage_engine(folder, data.passages, encoder)
    numbers = {row["id"]: row["number"] for row in engine.store.rows("SELECT id, number FROM passage")}
    rows = []
    for i, (question, answer) in enumerate(zip(data.questions, data.answers.tolist(), strict=True)):
        evidence = _best(engine.evidence(question, None))
        place = np.flatnonzero(evidence.numbers == numbers[f"t{answer:05}:0"])
        rows.append(Asked(str(i), evidence, int(place[0]) if len(place) else None))
    return rows


def _best(evidence: Evidence) -> Evidence:
    """Keep the candidates that could come first."""
    few = np.union1d(np.argsort(-evidence.lexical)[:KEPT], np.argsort(-evidence.dense)[:KEPT])
    kept = np.union1d(few, np.flatnonzero(evidence.graph))
    columns = {name: getattr(evidence, name)[kept] for name in Evidence.__slots__ if name != "covered"}
    return Evidence(covered=evidence.covered, **columns)


def _engine(library: Path, encoder: Encoder) -> Engine:
    store = Store(library / "library.db", create=False)
    index = Index(store)
    index.encode_missing(encoder)
    return Engine(store, index, encoder)


def passage_engine(folder: Path, texts: Sequence[str], encoder: Encoder) -> Engine:
    """Make a library in `folder` whose passages are given texts (a report and a case each); give its engine."""
    folder.mkdir(parents=True)
    store = Store(folder / "library.db", create=True)
    index = Index(store)
    with store.transaction() as db:
        for number, text in enumerate(texts):
            report, case = f"t{number:05}", f"t{number:05}.1"
            db.execute("INSERT INTO report VALUES (?, ?, NULL, ?, 'txt', 'utf-8', ?)", (report, report, report, text))
            db.execute(
                "INSERT INTO cases (id, report, number, start, end, inferred, confidence, reasons) "
                "VALUES (?, ?, 1, 0, ?, 0, 0, '[]')",
                (case, report, len(text)),
            )
            index.put([Passage(f"{report}:0", report, case, None, 0, len(text), text, (), None)])
    index.encode_missing(encoder)
    return Engine(store, index, encoder)


def measured(sets: Sets, weights: Weights, chosen: Callable[[str], bool] = lambda _: True) -> dict[str, float]:
    """Give the figure of each set over the questions whose id is `chosen`."""
    return {
        name: float(np.mean([question.value(weights) for question in questions if chosen(question.id)]))
        for name, questions in sets.items()
    }


def learn(sets: Sets, chosen: Callable[[str], bool] = lambda _: True) -> Weights:
    """Search the weights that give the highest mean over the sets; equal ones leave a weight as it is."""
    weights = Weights(**{name: values[len(values) // 2] for name, values in GRID.items()})
    best = _worth(sets, weights, chosen)
    for _ in range(PASSES):
        before = weights
        for name, values in GRID.items():
            for value in values:
                tried = replace(weights, **{name: value})
                if tried.talk < tried.covered and (score := _worth(sets, tried, chosen)) > best + 1e-9:
                    weights, best = tried, score
        if weights == before:
            break
    return weights


def _worth(sets: Sets, weights: Weights, chosen: Callable[[str], bool]) -> float:
    """Give the mean over the sets; what falls short of a set's floor counts `SHORT` times."""
    figures = measured(sets, weights, chosen)
    short = sum(max(0.0, floor - figures[name]) for name, floor in FLOORS.items() if name in figures)
    return float(np.mean(list(figures.values()))) - SHORT * short


def cross_validated(sets: Sets) -> dict[str, float]:
    """Give each set's figure over questions that the weights were not learned on: `FOLDS` folds, by id."""
    parts = []
    for fold in range(FOLDS):

        def held_out(name: str, fold: int = fold) -> bool:
            return int("".join(filter(str.isdigit, name)) or 0) % FOLDS == fold

        weights = learn(sets, lambda name, out=held_out: not out(name))  # type: ignore[misc]
        log.info("fold %d: %s", fold + 1, asdict(weights))
        counts = {name: sum(held_out(question.id) for question in questions) for name, questions in sets.items()}
        parts.append((measured(sets, weights, held_out), counts))
    return {
        name: sum(part[name] * counts[name] for part, counts in parts) / sum(counts[name] for _, counts in parts)
        for name in sets
    }


def rounded(figures: dict[str, float]) -> dict[str, float]:
    """Give figures with three decimals."""
    return {name: round(value, 3) for name, value in figures.items()}


def write(to: Path, sets: Sets, weights: Weights, held_out: dict[str, float]) -> None:
    """Write the weights with what they reach, on the questions learned on and by cross-validation."""
    note = {
        "weights": asdict(weights),
        "questions": {name: len(questions) for name, questions in sets.items()},
        "reached": rounded(measured(sets, weights)),
        f"reached in {FOLDS} folds on questions not learned on": rounded(held_out),
    }
    to.write_text(json.dumps(note, indent=2) + "\n", "utf-8")
