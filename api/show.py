"""Show: everything under one id, for people and programs alike."""

from typing import TYPE_CHECKING, Any

from graph.network import neighbours
from ingest.errors import NotFound
from ingest.report import squeeze

if TYPE_CHECKING:
    from api.library import Library


def _case(library: "Library", case: str) -> dict[str, Any]:
    row = library.store.rows("SELECT * FROM cases WHERE id = ?", case)[0]
    text = library.store.text(row["report"])
    source = library.store.rows("SELECT source FROM report WHERE id = ?", row["report"])[0]["source"]
    return {
        "kind": "case",
        **row,
        "inferred": bool(row["inferred"]),
        "source": source,
        "text": text[row["start"] : row["end"]],
        "measures": library.store.rows("SELECT * FROM section WHERE case_id = ? ORDER BY number", case),
        "mentions": library.store.rows(
            "SELECT type, start, end, surface, norm, fields, entity FROM mention WHERE case_id = ? "
            "ORDER BY start, end, type",
            case,
        ),
        "metrics": [
            m | {"redacted": bool(m["redacted"])}
            for m in library.store.rows("SELECT * FROM metric WHERE case_id = ? ORDER BY start", case)
        ],
    }


def _measure(library: "Library", measure: str) -> dict[str, Any]:
    row = library.store.rows(
        "SELECT s.*, c.report FROM section s JOIN cases c ON c.id = s.case_id WHERE s.id = ?", measure
    )[0]
    text = library.store.text(row["report"])
    return {
        "kind": "measure",
        **row,
        "text": squeeze(text[row["start"] : row["body_end"]]),
        "relations": neighbours(library.network(), f"measure:{measure}"),
    }


def _passage(library: "Library", passage: str) -> dict[str, Any]:
    number = library.store.rows("SELECT number FROM passage WHERE id = ?", passage)[0]["number"]
    return {"kind": "passage", **library.index.passages([number])[number]}


def show(library: "Library", name: str) -> dict[str, Any]:
    """Give the thing with the id `name`.

    Raises:
        NotFound: nothing has it.
    """
    store = library.store
    bare = name.removeprefix("case:").removeprefix("measure:").removeprefix("report:")
    if store.rows("SELECT 1 FROM report WHERE id = ?", bare):
        cases = [row["id"] for row in store.rows("SELECT id FROM cases WHERE report = ? ORDER BY number", bare)]
        row = store.rows(
            "SELECT id, source, format, encoding, digest, length(text) AS characters FROM report WHERE id = ?", bare
        )[0]
        return {"kind": "report", **row, "cases": [_case(library, case) for case in cases]}
    if store.rows("SELECT 1 FROM cases WHERE id = ?", bare):
        return _case(library, bare)
    if store.rows("SELECT 1 FROM section WHERE id = ?", bare):
        return _measure(library, bare)
    if store.rows("SELECT 1 FROM passage WHERE id = ?", name):
        return _passage(library, name)
    rows = store.rows("SELECT * FROM entity WHERE id = ?", name) or store.rows(
        "SELECT * FROM entity WHERE name = ? ORDER BY id", name
    )
    if not rows:
        raise NotFound(
            f"nothing has the id “{name}”", where=str(library.path), hint="ids come from search, info and the graph"
        )
    if len(rows) > 1:
        return {"kind": "names", "name": name, "entities": rows}
    return {**rows[0], "relations": neighbours(library.network(), rows[0]["id"])}
