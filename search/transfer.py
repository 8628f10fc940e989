"""Transfer (移植): practices for a need, each held against a county's profile: 条件 — 做法 — 成效 — 可复制性.

The order of work follows URBACT's understand – adapt – re-use: find what answers the need, hold its conditions
against the profile, say what to change. What comes out is an anticipated fit read from texts, and says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.adopters import Adopter, adopters
from search.conditions import (
    ADAPT,
    BLOCKED,
    FITS,
    UNKNOWN,
    Condition,
    conditions,
    level_condition,
    reasons_of,
    verdict_of,
)
from search.encoder import Encoder
from search.engine import Engine, citation
from search.evidence import Evidence, Span, bounds, figures, honours, leads, spread
from search.index import Index, dense_text
from search.lexicon import expand
from search.moves import Move, bare_names, moves, names_in, only_names
from search.profile import FIELDS, Profile, Trait, kinds, traits
from search.words import bigrams, normal

ANTICIPATED = "预期适配：根据材料文字与画像推断，未经实地验证"
POOL = 30  # passages taken from the engine, and as many from the encoder with the profile
# What is added to the need before the nearest moves are looked for, and how much the engine's own order counts.
PROBLEM, RESOURCES, OFFICIAL, ENGINE = 0.3, 0.3, 0.3, 0.3
LEAST = 0.35  # of the best relevance: what lies below it is no answer but padding
DUPLICATE = 0.8  # share of common bigrams from which two moves say the same
# Kinds of county that reports of other kinds say little about.
COMPARED = ("牧区", "高海拔", "石山", "海洋", "边境")
_ORDER = {FITS: 0, ADAPT: 0, UNKNOWN: 1, BLOCKED: 2}  # within the k most relevant: named only, then ruled out, last


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice held against a profile; `start`, `end` are raw offsets of the step in `file`."""

    file: str
    start: int
    end: int
    text: str
    score: float
    heading_path: tuple[str, ...]
    case: str
    case_title: str | None
    measure: str | None
    region_full: str | None
    region_code: str | None
    region_inferred: bool
    citation: str
    verdict: str
    reasons: tuple[str, ...]
    conditions: tuple[Condition, ...]
    figures: tuple[Evidence, ...]
    honours: tuple[Span, ...]
    leads: tuple[Span, ...]
    spread: tuple[Span, ...]
    adopters: tuple[Adopter, ...]


@dataclass(frozen=True, slots=True)
class Transferable:
    """An answer: practices, the ruled out ones last; where `answerable` is False they are the nearest things only."""

    need: str
    profile: Profile
    answerable: bool
    practices: tuple[Practice, ...]
    version: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A move with its passage's row, vector and relevance."""

    move: Move
    row: Mapping[str, Any]
    vector: NDArray[np.float32]
    score: float


class Transfer:
    """Transfer over one library; keeps the moves of passages that it has cut, until the library changes."""

    def __init__(self, engine: Engine) -> None:
        """Use the engine's library, index and encoder."""
        self.engine = engine
        self.store = engine.store
        self.index: Index = engine.index
        self.encoder: Encoder = engine.encoder
        self._cut: dict[int, tuple[list[Move], NDArray[np.float32]]] = {}
        self._version = ""

    def find(self, need: str, profile: Profile, k: int = 10, own: Sequence[str] = ()) -> Transferable:
        """Give at most `k` practices for a need; `own` are code prefixes of the asking county, whose cases drop out.

        Raises:
            UsageError: the need is empty.
        """
        version = self.store.version
        if version != self._version:
            self._cut, self._version = {}, version
        asked = self.engine.search(need, POOL)
        answerable = asked.answerable
        if not answerable and profile.problem:
            answerable = self.engine.search(f"{need}，{profile.problem}", 1).answerable
        known = traits(profile)
        ranked = self._ranked(need, profile, {hit.id: hit.score for hit in asked.hits}, own)
        practices = [self._practice(found, need, profile, known) for found in ranked[:k]]
        practices.sort(key=lambda p: _ORDER[p.verdict])  # stable: within an order by relevance
        notes = (ANTICIPATED, *self._incomparable(known), *asked.notes)
        return Transferable(need, profile, answerable and bool(practices), tuple(practices), version, notes)

    # --- finding -----------------------------------------------------------------------------

    def _ranked(self, need: str, profile: Profile, scores: Mapping[str, float], own: Sequence[str]) -> list[_Found]:
        vector = self._vector(need, profile)
        numbers = self._numbers(list(scores))
        pool = set(numbers.values()) | set(self.index.dense(vector, self.encoder, limit=POOL))
        rows = self.index.passages(sorted(pool))
        rows = {n: row for n, row in rows.items() if not (row["region_code"] or "-").startswith(tuple(own) or ("!",))}
        cut = self._moves(rows)
        if not cut:
            return []
        best = max(scores.values(), default=0.0)
        by_engine = {numbers[name]: score / best for name, score in scores.items()} if best > 0 else {}
        near = np.array([float(v @ vector) for _, _, v in cut])
        near = (near - near.min()) / (float(np.ptp(near)) or 1.0)
        found = [
            _Found(move, rows[number], v, round(float(s) + ENGINE * by_engine.get(number, 0.0), 6))
            for (number, move, v), s in zip(cut, near, strict=True)
        ]
        found.sort(key=lambda f: (-f.score, f.row["number"], f.move.start))
        return _distinct([f for f in found if f.score >= LEAST * found[0].score])

    def _vector(self, need: str, profile: Profile) -> NDArray[np.float32]:
        """Give the need's vector, leaned towards the profile's problem and resources and the need's official terms."""
        terms = "、".join(dict.fromkeys(term for _, official in expand(need) for term in official))
        parts = [(need, 1.0), (profile.problem, PROBLEM), (profile.resources, RESOURCES), (terms, OFFICIAL)]
        said = [(text, weight) for text, weight in parts if text]
        vectors = self.encoder.encode([text for text, _ in said], query=True)
        total = np.asarray([weight for _, weight in said], dtype=np.float32) @ vectors
        length = float(np.linalg.norm(total))
        return np.asarray(total / length if length else total, dtype=np.float32)

    def _numbers(self, names: Sequence[str]) -> dict[str, int]:
        marks = ",".join("?" * len(names))
        rows = self.store.rows(f"SELECT id, number FROM passage WHERE id IN ({marks})", *names)  # noqa: S608 - marks only
        return {row["id"]: row["number"] for row in rows}

    def _moves(self, rows: Mapping[int, Mapping[str, Any]]) -> list[tuple[int, Move, NDArray[np.float32]]]:
        """Give the moves of passages that lie in measures, with their vectors; cut and encoded once."""
        outlined = {row["case_id"] for row in rows.values() if row["measure"]}
        # In a case with measures, what lies outside them is the opening: it does nothing.
        wanted = [n for n, row in rows.items() if row["measure"] or row["case_id"] not in outlined]
        fresh = [n for n in sorted(wanted) if n not in self._cut]
        cut = {n: moves(self.store, n, rows[n]["case_id"], rows[n]["start"], rows[n]["end"]) for n in fresh}
        vectors = self.encoder.encode([dense_text(rows[n]["path"], move.text) for n in fresh for move in cut[n]])
        at = 0
        for n in fresh:
            self._cut[n] = (cut[n], vectors[at : at + len(cut[n])])
            at += len(cut[n])
        return [(n, move, v) for n in sorted(wanted) for move, v in zip(*self._cut[n], strict=True)]

    # --- judging -----------------------------------------------------------------------------

    def _practice(self, found: _Found, need: str, profile: Profile, known: Mapping[str, Trait]) -> Practice:
        move, row = found.move, found.row
        words = "，".join(filter(None, (getattr(profile, name) for name in FIELDS)))
        met = conditions(move, known, words)
        place = self.store.rows("SELECT region_level, region_name FROM cases WHERE id = ?", row["case_id"])[0]
        level = level_condition(place["region_level"] or "", place["region_name"] or "", known)
        met += [level] if level else []
        bare = bare_names(move.text)
        named = names_in(move.text) if only_names(move.text) else [n for n in bare if normal(n) in normal(need)]
        verdict = verdict_of(met, only_named=bool(named))
        others = adopters(self.index, self.encoder, (move.start, move.end), found.vector, row)
        low, high = bounds(self.store, row)
        return Practice(
            file=row["source"],
            start=move.start,
            end=move.end,
            text=move.text,
            score=found.score,
            heading_path=tuple(row["path"]),
            case=row["case_id"],
            case_title=row["title"],
            measure=row["measure"],
            region_full=row["region_full"] or None,
            region_code=row["region_code"],
            region_inferred=bool(row["inferred"]),
            citation=citation({**row, "start": move.start, "end": move.end}),
            verdict=verdict,
            reasons=reasons_of(verdict, met, named or bare),
            conditions=tuple(met),
            figures=tuple(figures(self.store, row["case_id"], move, low, high)),
            honours=tuple(honours(self.store, row["case_id"], low, high)),
            leads=tuple(leads(move)),
            spread=tuple(spread(move)),
            adopters=tuple(others),
        )

    def _incomparable(self, known: Mapping[str, Trait]) -> list[str]:
        """Say which kind of county no report of the library speaks of: what follows is analogy."""
        stated = [name for name in COMPARED if name in known and not known[name].inferred]
        unknown = [name for name in stated if not self._spoken_of(name)]
        return [f"文库中没有同类县（{'、'.join(unknown)}）的材料，以下属类比"] if unknown else []

    def _spoken_of(self, name: str) -> bool:
        pattern = next(kind.pattern.pattern for kind in kinds() if kind.name == name)
        # Two-character words are bigrams of the index; longer ones are runs of them.
        words = [word.partition("[")[0] for word in pattern.split("|")]
        runs = [" ".join(bigrams(word)) for word in words if word.isalpha() and len(word) > 1]
        query = "{grams} : (" + " OR ".join(f'"{run}"' for run in runs) + ")"
        return bool(self.store.rows("SELECT rowid FROM passage_fts WHERE passage_fts MATCH ? LIMIT 1", query))


def _distinct(found: Sequence[_Found]) -> list[_Found]:
    """Drop moves that say what a better one says already."""
    kept: list[tuple[_Found, set[str]]] = []
    for one in found:
        grams = {one.move.text[i : i + 2] for i in range(len(one.move.text) - 1)}
        if not any(len(grams & other) >= DUPLICATE * max(1, min(len(grams), len(other))) for _, other in kept):
            kept.append((one, grams))
    return [one for one, _ in kept]
