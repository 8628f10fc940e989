"""Annotate: a Report becomes an Annotation, offsets in the raw text; `to_json` prints it.

The format is the project's annotation guide: one object a file, cases with headings, mentions and metrics,
`surface` being the raw slice without white space.
"""

import re
from dataclasses import asdict, fields, replace
from typing import Any

from graph.extract.figure_places import places_of
from graph.extract.region_case import case_region, opening_body
from graph.pipeline import pipeline
from graph.schema import Annotation, CaseAnnotation, Figure, Mention
from ingest.report import Case, Reading, Report, squeeze

_MASKED_PLACE = re.compile(r"[xX×*]{2,}(?:区|县|市|镇|乡)")


def _without_inner(mentions: list[Mention]) -> list[Mention]:
    """Drop products that are part of an organisation's name (黄桃 in 黄桃种植专业合作社)."""
    names = [(m.start, m.end) for m in mentions if m.type == "organization"]
    return [
        m for m in mentions if m.type != "industry" or not any(low <= m.start and m.end <= high for low, high in names)
    ]


def _annotate_case(case: Case, reading: Reading) -> CaseAnnotation:
    text = reading.text[case.start : case.end]
    nlp = pipeline()
    doc = nlp(text)
    mentions: list[Mention] = _without_inner(doc.user_data["mentions"])
    regions = [m for m in mentions if m.type == "region"]
    region = case_region(text, case.title, regions, masked=_MASKED_PLACE.search(text) is not None)
    if region.code is None and (body := opening_body(text, case.title, mentions)):
        region = body
    figures: list[Figure] = doc.user_data["figures"]
    low, high = case.title_span or (case.start, case.start)
    places = places_of(figures, regions, text, region.level, (low - case.start, high - case.start))
    in_order = sorted(mentions, key=lambda m: (m.start, m.end, m.type))
    base = case.start

    def raw(start: int, end: int) -> tuple[int, int]:
        return reading.raw_span(base + start, base + end)

    sections = []
    for section in case.sections:
        low, high = reading.raw_span(section.start, section.end)
        mark, _ = reading.raw_span(section.mark, section.end)
        _, body_end = reading.raw_span(section.body_end - 1, section.body_end)
        sections.append(replace(section, mark=mark, start=low, end=high, body_end=body_end))
    start, end = reading.raw_span(case.start, case.end)
    return CaseAnnotation(
        start=start,
        end=end,
        title=case.title,
        title_span=reading.raw_span(*case.title_span) if case.title_span else None,
        author=case.author,
        date=case.date,
        region=region,
        sections=tuple(sections),
        sentences=tuple(reading.raw_span(a, b) for a, b in case.sentences),
        mentions=tuple(Mention(m.type, *raw(m.start, m.end), m.norm, m.fields) for m in in_order),
        figures=tuple(
            figure.placed(*raw(figure.start, figure.end), place) for figure, place in zip(figures, places, strict=True)
        ),
    )


def annotate(report: Report) -> Annotation:
    """Find everything in a report; offsets of the result count in `report.raw.text`."""
    return Annotation(report, tuple(_annotate_case(case, report.reading) for case in report.cases))


_FIGURE = [field.name for field in fields(Figure)]


def to_json(annotation: Annotation) -> dict[str, Any]:
    """Give the annotation in the guide's format, ready for json.dumps."""
    text = annotation.report.raw.text

    def surface(start: int, end: int) -> dict[str, Any]:
        return {"start": start, "end": end, "surface": squeeze(text[start:end])}

    cases = []
    for case in annotation.cases:
        region = asdict(case.region) | {"redacted": case.region.inferred, "reasons": list(case.region.reasons)}
        cases.append(
            {
                "title": case.title,
                "start": case.start,
                "end": case.end,
                "region": region,
                "author": case.author,
                "date": case.date,
                "headings": [{"level": s.level, **surface(s.start, s.end), "parent": s.parent} for s in case.sections],
                "mentions": [
                    {"type": m.type, **surface(m.start, m.end), "norm": m.norm, **m.fields} for m in case.mentions
                ],
                "metrics": [
                    surface(f.start, f.end) | {name: getattr(f, name) for name in _FIGURE} for f in case.figures
                ],
            }
        )
    return {"file": annotation.report.raw.source, "cases": cases}
