"""Transfer answers as JSON, one shape for the command line and HTTP, and the profiles that they start from."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.errors import UsageError
from search.profile import Profile, from_file, from_table, from_words, merged, profile_json
from search.transfer import Practice, Transferable


def profile_of(table: dict[str, Any] | Path | None, words: str | None) -> Profile:
    """Give the profile of a table or file with that of plain words behind it; an empty one where nothing is said."""
    profile = Profile()
    if table is not None:
        profile = from_file(table) if isinstance(table, Path) else from_table(table)
    return merged(profile, from_words(words)) if words else profile


def scenarios(path: Path) -> list[tuple[str | None, str, Profile]]:
    """Read scenarios, one JSON object a line: {"id", "need", "profile": {…}}.

    Raises:
        UsageError: the file or a line of it holds none.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise UsageError(f"no UTF-8 text ({error.reason})", where=str(path), hint="save it as UTF-8") from error
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = json.loads(line)
                need, table = row["need"], row["profile"]
                if not (isinstance(need, str) and isinstance(table, dict)):
                    raise TypeError("need is text, profile a table")
            except (ValueError, KeyError, TypeError) as error:
                message = f"line {number} is no scenario ({error})"
                raise UsageError(message, where=str(path), hint='each line: {"need": …, "profile": {…}}') from error
            found.append((row.get("id"), need, from_table(table, f"{path} line {number}")))
    return found


def practice_json(practice: Practice) -> dict[str, Any]:
    """Give a practice as JSON: 条件 conditions — 做法 text — 成效 outcomes — 可复制性 replicability."""
    figures = [asdict(figure) for figure in practice.figures]
    return {
        "file": practice.file,
        "start": practice.start,
        "end": practice.end,
        "text": practice.text,
        "score": practice.score,
        "verdict": practice.verdict,
        "reasons": list(practice.reasons),
        "heading_path": list(practice.heading_path),
        "case": {"id": practice.case, "title": practice.case_title},
        "measure": practice.measure,
        "region": {
            "name": practice.region_full,
            "code": practice.region_code,
            "inferred": practice.region_inferred,
        },
        "citation": practice.citation,
        "conditions": [asdict(condition) for condition in practice.conditions],
        "missing": [c.presupposes for c in practice.conditions if c.status == "missing"],
        "outcomes": {"figures": figures, "honours": [asdict(h) for h in practice.honours]},
        "replicability": {
            "counties": [asdict(adopter) for adopter in practice.adopters],
            "n_counties": 1 + len(practice.adopters),
            "evidence": [asdict(span) for span in practice.spread],
            "costs": [figure for figure in figures if figure["cost"]],
            "leads": [asdict(span) for span in practice.leads],
        },
    }


def transfer_json(result: Transferable) -> dict[str, Any]:
    """Give an answer as JSON; `anticipated` says that nobody has tried it there."""
    return {
        "need": result.need,
        "profile": profile_json(result.profile),
        "anticipated": True,
        "answerable": result.answerable,
        "hits": [practice_json(practice) for practice in result.practices],
        "version": result.version,
        "notes": list(result.notes),
    }
