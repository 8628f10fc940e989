"""Passages: what search finds — whole sentences of one measure, with the heading path as context."""

from dataclasses import dataclass

from graph.annotate import squeeze
from graph.facts import case_id, measure_id, report_id
from graph.schema import Annotation, CaseAnnotation

LONGEST = 300  # characters without white space
SHORTEST = 60  # a shorter remainder joins the passage before it, where that leaves it under LONGEST


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences; offsets in the raw text.

    `text` is the raw slice without white space, `path` the headings above it from the outermost in
    (its own measure last), `measure` that measure's id, None outside every measure.
    """

    id: str
    report: str
    case: str
    measure: str | None
    start: int
    end: int
    text: str
    path: tuple[str, ...]


def _blocks(case: CaseAnnotation) -> list[tuple[int, int, int | None]]:
    """Cut a case at its headings: (start, end, section index), a heading opening its block."""
    cuts = [(case.start, None), *((s.start, i) for i, s in enumerate(case.sections))]
    ends = [start for start, _ in cuts[1:]] + [case.end]
    return [(start, end, index) for (start, index), end in zip(cuts, ends, strict=True) if end > start]


def _path(case: CaseAnnotation, index: int | None) -> tuple[str, ...]:
    path: list[str] = []
    while index is not None:
        section = case.sections[index]
        path.insert(0, section.heading)
        index = section.parent
    return tuple(path)


def _pack(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Join neighbouring sentences up to LONGEST characters."""
    packed: list[tuple[int, int]] = []
    for start, end in spans:
        if packed:
            low, high = packed[-1]
            joined = len(squeeze(text[low:end]))
            if joined <= LONGEST:
                packed[-1] = (low, end)
                continue
        packed.append((start, end))
    return packed


def passages(annotation: Annotation) -> list[Passage]:
    """Give a report's passages in text order."""
    text = annotation.report.raw.text
    report = report_id(annotation.report.raw.digest)
    found: list[Passage] = []
    for number, case in enumerate(annotation.cases, 1):
        name = case_id(report, number)
        for block_start, block_end, index in _blocks(case):
            inside = [
                (max(a, block_start), min(b, block_end)) for a, b in case.sentences if a < block_end and b > block_start
            ]
            for start, end in _pack(inside, text):
                if not squeeze(text[start:end]):
                    continue
                measure = None if index is None else measure_id(name, index + 1)
                found.append(
                    Passage(
                        f"{report}:{start}-{end}",
                        report,
                        name,
                        measure,
                        start,
                        end,
                        squeeze(text[start:end]),
                        _path(case, index),
                    )
                )
    return found
