"""The engine: a question becomes hits — lexical, dense and graph evidence fused by weighted scores."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from graph.store import Store
from search.encoder import Encoder
from search.filters import Filters, allowed_cases
from search.index import Index
from search.question import Names, Question, understand
from search.words import normal

# Weights of the fused score; scores are scaled to 0..1 first (ranks lose too much: measured on static encoders).
LEXICAL, DENSE, GRAPH = 0.4, 0.6, 0.3
POOL = 400  # candidates of each kind that enter the fusion
# A question is answerable when cosine + share of its words / 4 of its best passages reaches this line.
ANSWERABLE = 0.2
NEAR_DUPLICATE = 0.8  # share of common words from which two passages say the same


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found; offsets count in the raw text of `file`."""

    id: str
    file: str
    start: int
    end: int
    text: str
    score: float
    heading_path: tuple[str, ...]
    case: str
    case_title: str | None
    measure: str | None
    region_name: str | None
    region_code: str | None
    region_full: str | None
    region_inferred: bool
    reasons: tuple[str, ...]
    highlights: tuple[tuple[int, int], ...]
    citation: str


@dataclass(frozen=True, slots=True)
class Result:
    """An answer: hits best first. Where `answerable` is False, `hits` are the nearest things, not answers."""

    query: str
    answerable: bool
    hits: tuple[Hit, ...]
    version: str
    encoder: str
    notes: tuple[str, ...] = field(default=())


def _scaled(scores: dict[int, float]) -> dict[int, float]:
    """Scale scores to 0..1 between the lowest and the highest of the pool."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    span = high - low
    return {n: (s - low) / span if span > 0 else 1.0 for n, s in scores.items()}


class Engine:
    """Search over one library."""

    def __init__(self, store: Store, index: Index, encoder: Encoder) -> None:
        """Read the graph's names; the encoder must be the one that made the vectors."""
        self.store, self.index, self.encoder = store, index, encoder
        self._names: Names | None = None
        self._names_version = ""

    def _understand(self, text: str) -> Question:
        version = self.store.version
        if self._names is None or self._names_version != version:
            self._names, self._names_version = Names(self.store), version
        return understand(text, self._names)

    def search(self, query: str, k: int = 10, filters: Filters | None = None, *, every: bool = False) -> Result:
        """Answer a query with at most `k` hits, or with `every` passage above the line.

        Raises:
            UsageError: the query is empty. UnknownRegion: the filter names no place.
        """
        filters = filters or Filters()
        allowed = allowed_cases(self.store, filters)
        question = self._understand(query)
        notes = ("问题过长，只取前 2000 字",) if question.cut else ()
        ranked, answerable, why = self._rank(question, allowed)
        if every:
            line = 0.5 * ranked[0][1] if ranked else 0.0
            ranked = [pair for pair in ranked if pair[1] >= line] if answerable else []
        rows = self.index.passages([number for number, _ in ranked[: max(3 * k, 30) if not every else len(ranked)]])
        hits: list[Hit] = []
        for number, score in ranked:
            if number in rows and (every or len(hits) < k):
                hit = self._hit(rows[number], score, question, why.get(number, ()), filters)
                if not any(self._same(hit, other) for other in hits):
                    hits.append(hit)
        return Result(query, answerable and bool(hits), tuple(hits), self.store.version, self.encoder.name, notes)

    def _rank(
        self, question: Question, allowed: set[str] | None
    ) -> tuple[list[tuple[int, float]], bool, dict[int, tuple[str, ...]]]:
        lexical = self.index.lexical(question.words, question.grams)
        vector = self.encoder.encode([question.text], query=True)[0]
        dense = self.index.dense(vector, self.encoder)
        graph, why = self._graph(question)
        candidates = set(lexical) | set(dense) | set(graph)
        if allowed is not None:
            keep = self._numbers_of(allowed)
            candidates &= keep
            lexical = {n: s for n, s in lexical.items() if n in keep}
            dense = {n: s for n, s in dense.items() if n in keep}
        if question.exact:
            for phrase in question.exact:
                candidates &= self.index.containing(phrase)
        best_words, best_dense = _scaled(lexical), _scaled(dense)
        scores = {
            n: LEXICAL * best_words.get(n, 0.0) + DENSE * best_dense.get(n, 0.0) + GRAPH * graph.get(n, 0.0)
            for n in candidates
        }
        ranked = sorted(((n, round(s, 6)) for n, s in scores.items()), key=lambda pair: (-pair[1], pair[0]))
        return ranked, self._answerable(question, ranked, dense), why

    def _numbers_of(self, cases: set[str]) -> set[int]:
        rows = self.store.rows("SELECT number, case_id FROM passage")
        return {row["number"] for row in rows if row["case_id"] in cases}

    def _answerable(self, question: Question, ranked: list[tuple[int, float]], dense: dict[int, float]) -> bool:
        """Say whether the best passages speak of the question at all: cosine and share of its words found."""
        if not ranked:
            return False
        if question.exact:
            return True
        top = [number for number, _ in ranked[:3]]
        rows = self.index.passages(top)
        asked = set(question.words)
        covered = max((len({w for w in asked if w in normal(r["text"])}) for r in rows.values()), default=0) / max(
            1, len(asked)
        )
        near = max((dense.get(n, 0.0) for n in top), default=0.0)
        return near + 0.25 * covered >= ANSWERABLE

    def _graph(self, question: Question) -> tuple[dict[int, float], dict[int, tuple[str, ...]]]:
        """Score passages that hold an entity of the question, or lie in a place of it."""
        scores: dict[int, float] = {}
        why: dict[int, tuple[str, ...]] = {}
        if question.entities:
            marks = ",".join("?" * len(question.entities))
            rows = self.store.rows(
                "SELECT DISTINCT p.number, m.norm FROM mention m "  # noqa: S608 - marks only
                "JOIN passage p ON p.case_id = m.case_id AND m.start >= p.start AND m.end <= p.end "
                f"WHERE m.entity IN ({marks}) ORDER BY p.number, m.norm",
                *question.entities,
            )
            for row in rows:
                scores[row["number"]] = min(1.0, scores.get(row["number"], 0.0) + 0.5)
                why[row["number"]] = (*why.get(row["number"], ()), f"提到“{row['norm']}”")
        for code in question.regions:
            prefix = code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
            rows = self.store.rows(
                "SELECT p.number, c.region_name FROM passage p "
                "JOIN cases c ON c.id = p.case_id WHERE c.region_code LIKE ?",
                prefix + "%",
            )
            for row in rows:
                scores[row["number"]] = min(1.0, scores.get(row["number"], 0.0) + 0.5)
                why[row["number"]] = (*why.get(row["number"], ()), f"地区：{row['region_name']}")
        return scores, why

    def _hit(self, row: dict, score: float, question: Question, known: Sequence[str], filters: Filters) -> Hit:  # type: ignore[type-arg]
        text = row["text"]
        shared = [w for w in dict.fromkeys(question.words) if len(w) > 1 and w in normal(text)]
        reasons = [*known]
        if shared:
            reasons.append("同词：" + "、".join(shared[:6]))
        reasons += [f"含原文“{phrase}”" for phrase in question.exact]
        if not shared and not known:
            reasons.append("意思相近")
        reasons += [
            f"筛选：{value}"
            for value in (filters.region, filters.model, filters.industry, filters.problem, filters.theme)
            if value
        ]
        return Hit(
            id=row["id"],
            file=row["source"],
            start=row["start"],
            end=row["end"],
            text=text,
            score=score,
            heading_path=tuple(row["path"]),
            case=row["case_id"],
            case_title=row["title"],
            measure=row["measure"],
            region_name=row["region_name"] or None,
            region_code=row["region_code"],
            region_full=row["region_full"] or None,
            region_inferred=bool(row["inferred"]),
            reasons=tuple(reasons),
            highlights=_highlights(text, shared),
            citation=citation(row),
        )

    @staticmethod
    def _same(one: Hit, other: Hit) -> bool:
        """Say whether two hits are near-duplicates: most of the bigrams of one are in the other."""
        a, b = ({t[i : i + 2] for i in range(len(t) - 1)} for t in (one.text, other.text))
        return len(a & b) >= NEAR_DUPLICATE * min(len(a), len(b)) if a and b else one.text == other.text


def _highlights(text: str, terms: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Give the places of the terms in a hit's `text` (not the raw file), merged where they touch."""
    spans = sorted((i, i + len(t)) for t in terms for i in range(len(text)) if text.startswith(t, i))
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def citation(row: dict) -> str:  # type: ignore[type-arg]
    """Give the source line of a passage: what is known of place, title and file, nothing guessed."""
    place = (row.get("region_full") or "地区未载") + ("（推断）" if row.get("inferred") else "")
    title = f"《{row['title']}》" if row.get("title") else "（无标题）"
    return f"{place}{title}，{PurePath(row['source']).name}，第{row['start']}—{row['end']}字"
