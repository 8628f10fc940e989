"""Adopters (谁也这样做): the places that do the same, each with the rule by which it is known.

同名      the same name (一村一策), 同模式 the same chain of roles (党支部+合作社+农户)
同根      names of one root (党员积分制, 积分超市: 积分), chains of which one extends or reorders the other
做法相近  the same under another name or none, told by the encoder, with the cosine
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.extract.lexicon import words
from graph.extract.models import find_models
from graph.facts import entity_of
from graph.roles import extends, same_roles
from graph.store import Store
from ingest.errors import NotFound
from search.encoder import Encoder
from search.engine import Engine
from search.index import Index, dense_text
from search.words import normal

ALIKE = 0.55  # cosine of two measures of different places: the nearest half per cent of all pairs of the sample
NEIGHBOURS = 24  # nearest passages looked at
SEEDS = 3  # passages that hold a practice whose neighbours are looked at
_BEFORE_ROOT = re.compile("^(?:党员|干部|村级|农村|村民)(?=..)")
_AFTER_ROOT = re.compile("(?<=..)(?:化?管理|制管理)$")
# Roots that many names share and that say nothing of the practice.
_NO_ROOT = re.compile(
    "(?:党建|党组织|乡村|乡村振兴|振兴|人才|产业|服务|志愿服务|治理|基层治理|美丽乡村|文明|扶贫|帮扶|红色|教育|党员|干部|活动|环境)*"
)


@dataclass(frozen=True, slots=True)
class Adopter:
    """A place that does the same: `label` is 同名, 同模式, 同根 or 做法相近, `how` says it in full; raw offsets."""

    region: str
    code: str | None
    inferred: bool
    label: str
    how: str
    case: str
    file: str
    start: int
    end: int


def _adopter(row: Mapping[str, Any], label: str, how: str) -> Adopter:
    """Give the adopter that a row with its case's region, its report's source and its offsets stands for."""
    place = row["region_full"] or "地区未载"
    spot = (row["case_id"], row["source"], row["start"], row["end"])
    return Adopter(place, row["region_code"], bool(row["inferred"]), label, how, *spot)


@lru_cache(maxsize=100_000)
def root(name: str) -> str:
    """Give the root of an initiative's name, without head noun and who does it; empty where it says nothing."""
    bare = _AFTER_ROOT.sub("", _BEFORE_ROOT.sub("", normal(name)))
    head = next((w for w in words("initiative_heads") if bare.endswith(w) and len(bare) - len(w) > 1), "")
    bare = bare.removesuffix(head)
    return "" if _NO_ROOT.fullmatch(bare) else bare


def same_root(one: str, other: str) -> bool:
    """Say whether two names have one root: equal ones, or one of three characters and more inside the other."""
    first, second = sorted((root(one), root(other)), key=len)
    return bool(first) and (first == second or (len(first) > 2 and first in second))


def who_else(engine: Engine, practice: str) -> list[Adopter]:
    """Give the places that do a practice: a name, a chain of roles, or plain words; one row a place.

    Raises:
        UsageError: the practice is empty.
    """
    asked = {entity_of(m).id for m in find_models(practice.replace("＋", "+"))}
    named = [
        row["id"]
        for row in _named(engine.store)
        if row["id"] in asked or (row["kind"] == "initiative" and normal(row["name"]) == normal(practice))
    ]
    found = _by_names(engine.store, named, practice, ())
    if not found:
        # Nobody gave it a name: those who do it are the hits themselves.
        result = engine.search(practice, every=True)
        found = [
            Adopter(h.region_full or "地区未载", h.region_code, h.region_inferred, "做法相近",
                    "做法相近：" + h.reasons[0], h.case, h.file, h.start, h.end)
            for h in result.hits[:SEEDS] if result.answerable
        ]  # fmt: skip
    for number, text in _passages_at(engine.store, [(a.file, a.start, a.end) for a in found[:SEEDS]]):
        vector = engine.encoder.encode([text])[0]
        found += _alike(engine.index, engine.encoder, vector, number)
    return _one_a_place(found, None)


def who_else_than(engine: Engine, passage: str) -> list[Adopter]:
    """Give the other places that do what a passage of the library says.

    Raises:
        NotFound: the library holds no passage of this id.
    """
    rows = engine.store.rows("SELECT number FROM passage WHERE id = ?", passage)
    if not rows:
        raise NotFound(f"no passage “{passage}”", where=str(engine.store.path), hint="a hit's id names its passage")
    row = engine.index.passages([rows[0]["number"]])[rows[0]["number"]]
    vector = engine.encoder.encode([dense_text(row["path"], row["text"])])[0]
    return adopters(engine.index, engine.encoder, (row["start"], row["end"]), vector, row)


def adopters(
    index: Index, encoder: Encoder, span: tuple[int, int], vector: NDArray[np.float32], row: Mapping[str, Any]
) -> list[Adopter]:
    """Give the other places that do what a span of a passage `row` says, one row a place, the surest rule first."""
    mentions = index.store.rows(
        "SELECT DISTINCT entity FROM mention WHERE case_id = ? AND start >= ? AND end <= ? "
        "AND type IN ('initiative', 'model') ORDER BY entity",
        row["case_id"], *span,
    )  # fmt: skip
    found = _by_names(index.store, [m["entity"] for m in mentions], "", (row["case_id"],))
    found += _alike(index, encoder, vector, row["number"])
    return _one_a_place(found, row["region_code"])


def _one_a_place(found: Iterable[Adopter], own: str | None) -> list[Adopter]:
    places: dict[str, Adopter] = {}
    for adopter in found:
        if adopter.code != own or adopter.code is None:
            places.setdefault(adopter.code or f"{adopter.file} {adopter.region}", adopter)
    return list(places.values())


def _named(store: Store) -> list[dict[str, Any]]:
    return store.rows("SELECT id, kind, name, data FROM entity WHERE kind IN ('initiative', 'model') ORDER BY id")


def _by_names(store: Store, asked: Sequence[str], words_asked: str, without: Sequence[str]) -> list[Adopter]:
    """Give who bears the same names, then who bears names of the same root; `words_asked` is a name unknown so far."""
    if not asked and not words_asked:
        return []
    rows = {row["id"]: row for row in _named(store)}
    same = {entity: "同名" if rows[entity]["kind"] == "initiative" else "同模式" for entity in asked}
    akin: dict[str, str] = {}
    known = [rows[entity] for entity in asked] or [{"kind": "initiative", "name": words_asked}]
    for one in known:
        for entity, other in rows.items():
            if entity not in same and one["kind"] == other["kind"] and (why := _akin(one, other)):
                akin.setdefault(entity, why)
    labels = {entity: (label, f"{label}：{rows[entity]['name']}") for entity, label in same.items()}
    labels |= {entity: ("同根", f"同根：{why}") for entity, why in akin.items()}
    order = ("同名", "同模式", "同根")
    return sorted(_bearers(store, labels, without), key=lambda adopter: order.index(adopter.label))


def _akin(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """Say why two names of one kind are akin; empty where they are not."""
    if one["kind"] == "initiative":
        return f"{one['name']}—{other['name']}" if same_root(one["name"], other["name"]) else ""
    first, second = (tuple(row["data"].get("roles") or ()) for row in (one, other))
    if not first or not second:
        return ""
    if same_roles(first, second):
        return f"{other['name']}（角色相同而次序不同）"
    longer = extends(first, second) or extends(second, first)
    return f"{other['name']}（一方含另一方的全部角色）" if longer else ""


def _bearers(store: Store, labels: Mapping[str, tuple[str, str]], without: Sequence[str]) -> list[Adopter]:
    marks = ",".join("?" * len(labels))
    rows = store.rows(
        "SELECT m.entity, m.start, m.end, m.case_id, r.source, c.region_full, c.region_code, c.inferred "  # noqa: S608 - marks only
        "FROM mention m JOIN cases c ON c.id = m.case_id JOIN report r ON r.id = c.report "
        f"WHERE m.entity IN ({marks}) ORDER BY c.region_code, r.source, m.start",
        *labels,
    )
    return [_adopter(row, *labels[row["entity"]]) for row in rows if row["case_id"] not in without]


def _passages_at(store: Store, places: Iterable[tuple[str, int, int]]) -> list[tuple[int, str]]:
    """Give number and text of the passages that hold the places."""
    found = []
    for file, start, end in places:
        found += store.rows(
            "SELECT p.number, p.text, p.path FROM passage p JOIN report r ON r.id = p.report "
            "WHERE r.source = ? AND p.start <= ? AND p.end >= ?",
            file, start, end,
        )  # fmt: skip
    return [(row["number"], dense_text(json.loads(row["path"]), row["text"])) for row in found]


def _alike(index: Index, encoder: Encoder, vector: NDArray[np.float32], number: int) -> list[Adopter]:
    """Give the cases with a measure near to a vector, that of passage `number` left out."""
    near = {n: s for n, s in index.dense(vector, encoder, limit=NEIGHBOURS).items() if s >= ALIKE}
    rows = index.passages([*sorted(near), number])
    own = rows[number]["case_id"] if number in rows else None
    found = []
    for other in sorted(near, key=lambda n: (-near[n], n)):
        row = rows[other]
        # What lies outside every measure is an opening: it says what a report is about, not what is done.
        if row["case_id"] != own and row["measure"]:
            found.append(_adopter(row, "做法相近", f"做法相近（{near[other]:.2f}）"))
    return found
