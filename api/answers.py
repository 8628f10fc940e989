"""Answers: results as JSON, one shape for the command line, HTTP and the page."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from search.adopters import Adopter
from search.engine import Hit, Result


def hit_json(hit: Hit) -> dict[str, Any]:
    """Give a hit as JSON; `start` and `end` count in the file's raw text, `highlights` in `text`."""
    return {
        "id": hit.id,
        "file": hit.file,
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
        "highlights": [list(span) for span in hit.highlights],
        "score": hit.score,
        "heading_path": list(hit.heading_path),
        "case": {"id": hit.case, "title": hit.case_title},
        "measure": hit.measure,
        "region": {"name": hit.region_full, "code": hit.region_code, "inferred": hit.region_inferred},
        "reasons": list(hit.reasons),
        "citation": hit.citation,
    }


def result_json(result: Result) -> dict[str, Any]:
    """Give a result as JSON; where `answerable` is false the hits are the nearest things, not answers."""
    return {
        "query": result.query,
        "answerable": result.answerable,
        "hits": [hit_json(hit) for hit in result.hits],
        "version": result.version,
        "encoder": result.encoder,
        "notes": list(result.notes),
    }


def adopters_json(practice: str, found: Sequence[Adopter]) -> dict[str, Any]:
    """Give who does a practice as JSON: one row a place, the surest rule first."""
    return {"practice": practice, "adopters": [asdict(adopter) for adopter in found]}
