"""Lists: cases, measures, models, regions and figures, filtered, in a fixed order, in parts."""

from typing import Any

from api.library import Library
from api.show import show
from graph.gazetteer import gazetteer
from graph.roles import role as canonical
from ingest.errors import NotFound, UsageError
from search.filters import Filters, allowed_cases, chain_of, in_order


def _part(library: Library, items: list[dict[str, Any]], limit: int, cursor: str | None) -> dict[str, Any]:
    start = 0
    if cursor:
        if not cursor.isdecimal():
            raise UsageError(f"no such cursor “{cursor}”", where="cursor", hint="use the `next` of the part before")
        start = int(cursor)
    following = str(start + limit) if start + limit < len(items) else None
    return {
        "items": items[start : start + limit],
        "total": len(items),
        "next": following,
        "version": library.store.version,
    }


def _region(row: dict[str, Any]) -> dict[str, Any]:
    return {"name": row["region_full"] or None, "code": row["region_code"], "inferred": bool(row["inferred"])}


def _allowed(library: Library, region: str | None) -> set[str] | None:
    return allowed_cases(library.store, Filters(region=region))


def cases(library: Library, region: str | None, limit: int, cursor: str | None) -> dict[str, Any]:
    """Give the cases of a region (all without)."""
    allowed = _allowed(library, region)
    rows = library.store.rows(
        "SELECT c.id, c.title, r.source, c.region_full, c.region_code, c.inferred, "
        "(SELECT count(*) FROM section s WHERE s.case_id = c.id) AS measures, "
        "(SELECT count(*) FROM metric m WHERE m.case_id = c.id) AS figures "
        "FROM cases c JOIN report r ON r.id = c.report ORDER BY c.region_code IS NULL, c.region_code, c.id"
    )
    items = [
        {k: row[k] for k in ("id", "title", "source", "measures", "figures")} | {"region": _region(row)}
        for row in rows
        if allowed is None or row["id"] in allowed
    ]
    return _part(library, items, limit, cursor)


def measures(
    library: Library, region: str | None, theme: str | None, case: str | None, limit: int, cursor: str | None
) -> dict[str, Any]:
    """Give the measures of a region, theme or case."""
    allowed = _allowed(library, region)
    served = None
    if theme:
        found = library.store.rows(
            "SELECT subject FROM relation WHERE predicate = 'SERVES' AND object = ?", f"theme:{theme}"
        )
        served = {row["subject"].removeprefix("measure:") for row in found}
    rows = library.store.rows(
        "SELECT s.id, s.case_id, s.heading, s.level, s.parent, s.start, s.end, "
        "c.region_full, c.region_code, c.inferred FROM section s JOIN cases c ON c.id = s.case_id "
        "ORDER BY c.region_code IS NULL, c.region_code, s.case_id, s.number"
    )
    items = [
        {k: row[k] for k in ("id", "heading", "level", "start", "end")}
        | {
            "case": row["case_id"],
            "parent": f"{row['case_id']}.{row['parent']}" if row["parent"] else None,
            "region": _region(row),
        }
        for row in rows
        if (allowed is None or row["case_id"] in allowed)
        and (served is None or row["id"] in served)
        and (case is None or row["case_id"] == case)
    ]
    return _part(library, items, limit, cursor)


def models(library: Library, role: str | None, limit: int, cursor: str | None) -> dict[str, Any]:
    """Give the models that hold a role, or a chain of roles in order."""
    wanted = chain_of(role) if role else []
    rows = library.store.rows("SELECT id, name, data FROM entity WHERE kind = 'model' ORDER BY id")
    used: dict[str, list[str]] = {}
    for row in library.store.rows(
        "SELECT DISTINCT entity, case_id FROM mention WHERE type = 'model' ORDER BY entity, case_id"
    ):
        used.setdefault(row["entity"], []).append(row["case_id"])
    items = [
        {
            "id": row["id"],
            "name": row["name"],
            "kind": row["data"]["kind"],
            "roles": row["data"]["roles"],
            "cases": used.get(row["id"], []),
        }
        for row in rows
        if in_order(wanted, [canonical(r) for r in row["data"]["roles"]])
    ]
    return _part(library, items, limit, cursor)


def regions(library: Library, name: str | None, limit: int, cursor: str | None) -> dict[str, Any]:
    """Resolve a name or code; without one give the regions that cases are about.

    Raises:
        UnknownRegion: nothing answers to the name.
    """
    from search.filters import region_codes

    places = gazetteer()
    codes = [
        row["region_code"]
        for row in library.store.rows(
            "SELECT region_code FROM cases WHERE region_code IS NOT NULL ORDER BY region_code"
        )
    ]
    wanted = region_codes(name) if name else list(dict.fromkeys(codes))
    found = [place for code in wanted if (place := places.place(code.ljust(6, "0"))) is not None]
    items = [
        {
            "code": p.code,
            "name": p.name,
            "full_name": p.full_name,
            "level": p.level,
            "cases": sum(places.within(code, p.code) for code in codes),
        }
        for p in found
    ]
    return _part(library, items, limit, cursor)


def metrics(  # noqa: PLR0913, PLR0917 - one parameter a filter
    library: Library,
    indicator: str | None,
    region: str | None,
    case: str | None,
    kind: str | None,
    limit: int,
    cursor: str | None,
) -> dict[str, Any]:
    """Give the figures whose indicator holds the words of `indicator`, by region, case or kind."""
    allowed = _allowed(library, region)
    rows = library.store.rows(
        "SELECT m.*, m.region AS place, c.region_full, c.region_code, c.inferred "
        "FROM metric m JOIN cases c ON c.id = m.case_id "
        "ORDER BY c.region_code IS NULL, c.region_code, m.case_id, m.start"
    )
    columns = (
        "id",
        "surface",
        "value",
        "unit",
        "indicator",
        "object",
        "qualifier",
        "kind",
        "high",
        "scale",
        "time",
        "place",
        "start",
        "end",
    )
    items = [
        {k: row[k] for k in columns}
        | {"case": row["case_id"], "redacted": bool(row["redacted"]), "region": _region(row)}
        for row in rows
        if (allowed is None or row["case_id"] in allowed)
        and (indicator is None or all(part in row["indicator"] for part in indicator.split()))
        and (case is None or row["case_id"] == case)
        and (kind is None or row["kind"] == kind)
    ]
    return _part(library, items, limit, cursor)


def detail(library: Library, kind: str, name: str) -> dict[str, Any]:
    """Give a thing of one kind by id.

    Raises:
        NotFound: there is none.
    """
    found = show(library, name)
    if found["kind"] != kind:
        raise NotFound(f"no {kind} has the id “{name}”", where="id", hint=f"GET /v1/{kind}s lists them")
    return found
