"""Passages: what search finds — whole sentences of one measure, with the heading path as context."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.facts import case_id, measure_id, report_id
from graph.schema import Annotation, CaseAnnotation
from ingest.report import Reading, Report, squeeze

LONGEST = 300  # characters without white space
_CLAUSE = re.compile("[，；、：,;]")
_FRAME = re.compile(
    r"(?m)^[^\S\n]*[一二三四五六七八九十]{1,3}[、.．][^\n。]{2,20}$"
)  # 三、取得成效: a line outside every measure
SHORTEST_BODY = 12  # characters: with less a heading is no passage of its own


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences; offsets in the raw text.

    `text` is the raw slice without white space, paragraphs on lines of their own; `path` the headings
    above it from the outermost in (its own measure last), `measure` that measure's id, None outside every measure,
    `title` the case's.
    """

    id: str
    report: str
    case: str
    measure: str | None
    start: int
    end: int
    text: str
    path: tuple[str, ...]
    title: str | None


def _blocks(case: CaseAnnotation, text: str) -> list[tuple[int, int, int | None]]:
    """Cut a case where measures begin and end: (start, end, index of the deepest measure there)."""
    cuts = {case.start, case.end, *(s.mark for s in case.sections), *(s.body_end for s in case.sections)}
    bounds = [(s.mark, s.body_end) for s in case.sections if s.parent is None]
    frames = (m.start() for m in _FRAME.finditer(text, case.start, case.end))
    cuts |= {at for at in frames if not any(low <= at < high for low, high in bounds)}
    blocks = []
    heading_from = None
    for start, end in pairwise(sorted(cuts)):
        inside = [i for i, s in enumerate(case.sections) if s.mark <= start < s.body_end]
        index = inside[-1] if inside else None
        low = start if heading_from is None else heading_from
        if index is not None and start == case.sections[index].mark:
            body = squeeze(text[case.sections[index].end : end])
            if len(body) < SHORTEST_BODY and end < case.sections[index].body_end:
                heading_from = low  # a heading right above its first sub-heading goes with that one's text
                continue
        heading_from = None
        blocks.append((low, end, index))
    return blocks


def _path(case: CaseAnnotation, index: int | None) -> tuple[str, ...]:
    path: list[str] = []
    while index is not None:
        section = case.sections[index]
        path.insert(0, section.heading)
        index = section.parent
    return tuple(path)


def _pieces(start: int, end: int, text: str) -> list[tuple[int, int]]:
    """Cut a sentence of more than LONGEST characters after clauses, or where there are none after LONGEST."""
    if len(squeeze(text[start:end])) <= LONGEST:
        return [(start, end)]
    cuts = [start]
    clauses = [m.end() for m in _CLAUSE.finditer(text, start, end)]
    while len(squeeze(text[cuts[-1] : end])) > LONGEST:
        fitting = [at for at in clauses if at > cuts[-1] and len(squeeze(text[cuts[-1] : at])) <= LONGEST]
        cuts.append(fitting[-1] if fitting else cuts[-1] + LONGEST)
    return list(pairwise([*cuts, end]))


def _pack(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Join neighbouring sentences up to LONGEST characters."""
    packed: list[tuple[int, int]] = []
    for start, end in (piece for span in spans for piece in _pieces(*span, text)):
        if packed and len(squeeze(text[packed[-1][0] : end])) <= LONGEST:
            packed[-1] = (packed[-1][0], end)
        else:
            packed.append((start, end))
    return packed


def _lines(report: Report, start: int, end: int) -> str:
    """Give a raw slice without white space, one line a paragraph of the reading text."""
    reading = report.reading
    low = bisect_left(reading.origin, start)
    breaks = [reading.origin[at] for at in _newlines(reading.text, low, end, reading)]
    cuts = [start, *breaks, end]
    lines = (squeeze(report.raw.text[a:b]) for a, b in pairwise(cuts))
    if report.raw.format == "md":
        lines = (line.lstrip("#>").replace("**", "") for line in lines)  # Markdown's signs are no words
    return "\n".join(filter(None, lines))


def _newlines(text: str, low: int, end: int, reading: Reading) -> Iterator[int]:
    at = text.find("\n", low)
    while at >= 0 and reading.origin[at] < end:
        yield at
        at = text.find("\n", at + 1)


def _clipped(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    return [(max(a, start), min(b, end)) for a, b in spans if a < end and b > start]


def passages(annotation: Annotation) -> list[Passage]:
    """Give a report's passages in text order."""
    text = annotation.report.raw.text
    report = report_id(annotation.report.raw.digest)
    found: list[Passage] = []
    for number, case in enumerate(annotation.cases, 1):
        name = case_id(report, number)
        for block_start, block_end, index in _blocks(case, text):
            for start, end in _pack(_clipped(case.sentences, block_start, block_end), text):
                if words := _lines(annotation.report, start, end):
                    measure = None if index is None else measure_id(name, index + 1)
                    found.append(
                        Passage(
                            f"{report}:{start}-{end}",
                            report,
                            name,
                            measure,
                            start,
                            end,
                            words,
                            _path(case, index),
                            case.title,
                        )
                    )
    return found
