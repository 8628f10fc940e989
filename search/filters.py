"""Filters: which cases a search may look into, decided before anything is ranked."""

import re
import unicodedata
from dataclasses import dataclass

from graph.gazetteer import gazetteer
from graph.roles import role
from graph.store import Store
from ingest.errors import UnknownRegion


@dataclass(frozen=True, slots=True)
class Filters:
    """What a case must have.

    `region` is a name (江苏省, 徐州, 贾汪) or the start of a code (3203),
    `model` a role (合作社) or a chain in order (党支部+合作社, 党支部→合作社), industry, problem and theme are
    names; without `inferred` cases drop out whose county is masked and was inferred.
    """

    region: str | None = None
    model: str | None = None
    industry: str | None = None
    problem: str | None = None
    theme: str | None = None
    inferred: bool = True

    def __bool__(self) -> bool:
        """Say whether anything is filtered."""
        return any((self.region, self.model, self.industry, self.problem, self.theme, not self.inferred))


def region_codes(name: str) -> list[str]:
    """Give the codes that a region name or code prefix stands for.

    Raises:
        UnknownRegion: nothing answers to the name; the hint names the nearest.
    """
    name = unicodedata.normalize("NFKC", name.strip())
    if re.fullmatch(r"\d{2,6}", name) and gazetteer().resolve(name):
        return [name]
    places = gazetteer().resolve(name)
    if not places:
        near = "、".join(gazetteer().suggest(name))
        raise UnknownRegion(
            f"unknown region “{name}”", where="region", hint=f"是否指：{near}" if near else "give a name or a code"
        )
    codes = [code for place in places for code in (place.successors or (place.code,))]
    return list(dict.fromkeys(codes))


def _prefix(code: str) -> str:
    """Give the part of a code that all places inside it share."""
    return re.sub(r"(?:00)+$", "", code) if len(code) == 6 else code


def region_prefixes(name: str) -> tuple[str, ...]:
    """Give how the codes of all places inside a region begin.

    Raises:
        UnknownRegion: nothing answers to the name.
    """
    return tuple(_prefix(code) for code in region_codes(name))


def chain_of(model: str) -> list[str]:
    """Give the canonical roles of a chain as a person types it: 党支部+合作社, 党支部→合作社, 合作社."""
    return [role(part.strip()) for part in re.split(r"[+＋→>—、]|-(?=\S)", model) if part.strip()]


def in_order(wanted: list[str], found: list[str]) -> bool:
    """Say whether `found` holds all of `wanted` in their order, others between them or not."""
    rest = iter(found)
    return all(part in rest for part in wanted)


def allowed_cases(store: Store, filters: Filters) -> set[str] | None:
    """Give the ids of the cases that pass, None where everything does."""
    if not filters:
        return None
    allowed: set[str] = {row["id"] for row in store.rows("SELECT id FROM cases")}
    if filters.region:
        prefixes = region_prefixes(filters.region)
        rows = store.rows("SELECT id, region_code FROM cases WHERE region_code IS NOT NULL")
        allowed &= {row["id"] for row in rows if row["region_code"].startswith(prefixes)}
    if not filters.inferred:
        allowed &= {row["id"] for row in store.rows("SELECT id FROM cases WHERE NOT inferred")}
    if filters.model:
        wanted = chain_of(filters.model)
        rows = store.rows(
            "SELECT m.case_id, e.data FROM mention m JOIN entity e ON e.id = m.entity WHERE m.type = 'model'"
        )
        allowed &= {row["case_id"] for row in rows if in_order(wanted, [role(r) for r in row["data"].get("roles", [])])}
    for kind, name in (("industry", filters.industry), ("problem", filters.problem)):
        if name:
            rows = store.rows("SELECT DISTINCT case_id FROM mention WHERE type = ? AND instr(norm, ?) > 0", kind, name)
            allowed &= {row["case_id"] for row in rows}
    if filters.theme:
        rows = store.rows(
            "SELECT DISTINCT subject FROM relation WHERE predicate = 'SERVES' AND object = ?", f"theme:{filters.theme}"
        )
        allowed &= {row["subject"].removeprefix("measure:").rpartition(".")[0] for row in rows}
    return allowed
