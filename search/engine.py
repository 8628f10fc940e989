"""The engine: a question becomes hits — lexical, dense and graph evidence fused by weighted scores."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import log2
from pathlib import PurePath

from graph.store import Store
from ingest.errors import NotFound
from search.encoder import Encoder
from search.filters import Filters, allowed_cases
from search.fusion import Evidence, fused, gather, learned
from search.index import Index
from search.question import Names, Question, understand
from search.words import bigrams, normal

# Lines of the cosine below which nothing answers; that of passages about other things is cut to `FOREIGN`. The best
# of many passages is nearer by chance, so the lines rise with the library, by so much each time it doubles.
# Plain talk with a phrase of the lexicon is most likely of the field: its line is the lowest.
KNOWN_LINE, TALK_LINE, TERSE_LINE, RISE, FOREIGN = 0.128, 0.16, 0.307, 0.015, 0.6
TERSE_COVERED = 0.6  # a terse question (nouns only) is answered where so much of it occurs together
SMALL = 50  # passages of the field in the library that the lines were set on
SETS = 2  # best hits whose set of headings is kept whole where headings are asked for
ABOVE = 0.5  # of the best score: what counts as a result where all of them are asked for
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


class Engine:
    """Search over one library."""

    def __init__(self, store: Store, index: Index, encoder: Encoder) -> None:
        """Read the graph's names; the encoder must be the one that made the vectors."""
        self.store, self.index, self.encoder = store, index, encoder
        self._names: Names | None = None
        self._read_at: tuple[str, int] | None = None
        self._prior: dict[int, float] = {}
        self.weights = learned()

    def _understand(self, text: str) -> Question:
        # Passage numbers are never used twice: a report that went and came back has new ones.
        now = (self.store.version, self.index.last)
        if self._names is None or self._read_at != now:
            self._names, self._read_at = Names(self.store), now
            self._prior = self.index.priors()
        return understand(text, self._names)

    def search(
        self,
        query: str,
        k: int = 10,
        filters: Filters | None = None,
        *,
        every: bool = False,
        within: str | None = None,
        per_county: int | None = None,
    ) -> Result:
        """Answer a query with at most `k` hits, or with `every` passage above the line.

        `within` is an earlier query: only what answered that one is ranked. `per_county` is the most hits of one
        county (or, where that is unknown, of one case).

        Raises:
            UsageError: the query is empty. UnknownRegion: the filter names no place.
        """
        filters = filters or Filters()
        allowed = allowed_cases(self.store, filters)
        question = self._understand(query)
        notes: tuple[str, ...] = ("问题过长，只取前 2000 字",) if question.cut else ()
        ranked, answerable, why = self._rank(question, allowed)
        if question.exact and not answerable:
            notes += (f"没有一段含原文“{'”和“'.join(question.exact)}”",)
        if within is not None:
            answered = self._rank(self._understand(within), allowed)
            kept = {number for number, _ in _above(*answered[:2])}
            ranked = [pair for pair in ranked if pair[0] in kept]
            notes += (f"只在“{within}”的结果中找",)
        if question.structural and not question.exact and within is None:
            ranked = self._whole_sets(ranked)
        if every:
            ranked = _above(ranked, answerable)
        many = every or within is not None or per_county is not None
        rows = self.index.passages([number for number, _ in ranked[: len(ranked) if many else max(3 * k, 30)]])
        hits: list[Hit] = []
        grams: list[set[str]] = []
        counties: Counter[str] = Counter()
        for number, score in ranked:
            if number in rows and (every or len(hits) < k):
                county = rows[number]["region_code"] or rows[number]["case_id"]
                if per_county is not None and counties[county] >= per_county:
                    continue
                hit = self._hit(rows[number], score, question, why.get(number, ()), filters)
                own = {hit.text[i : i + 2] for i in range(len(hit.text) - 1)} or {hit.text}
                if not any(_same(own, other) for other in grams):
                    hits.append(hit)
                    grams.append(own)
                    counties[county] += 1
        return Result(query, answerable and bool(hits), tuple(hits), self.store.version, self.encoder.name, notes)

    def _whole_sets(self, ranked: list[tuple[int, float]]) -> list[tuple[int, float]]:
        """Put behind each of the best hits the passages that open the headings beside its own: a set stays whole.

        Beside what stands outside every measure are the outermost headings.
        """
        kept: dict[int, float] = {}
        for place, (number, score) in enumerate(ranked):
            kept.setdefault(number, score)
            if place < SETS:
                rows = self.store.rows(
                    "SELECT p.number FROM passage own LEFT JOIN section s ON s.id = own.measure "
                    "JOIN section beside ON beside.case_id = own.case_id AND beside.parent IS s.parent "
                    "JOIN passage p ON p.case_id = own.case_id AND p.start <= beside.start AND p.end > beside.start "
                    "WHERE own.number = ? ORDER BY beside.start",
                    number,
                )
                for row in rows:
                    kept.setdefault(row["number"], score)
        return list(kept.items())

    def like(self, passage: str, k: int = 10) -> Result:
        """Give the passages most like a passage of the library, itself and its copies left out.

        Raises:
            NotFound: the library holds no passage of this id.
        """
        rows = self.store.rows("SELECT text FROM passage WHERE id = ?", passage)
        if not rows:
            raise NotFound(f"no passage “{passage}”", where=str(self.store.path), hint="a hit's id names its passage")
        text = re.sub("[“”‘’「」『』\"']", "", rows[0]["text"])  # its quotations are no condition
        found = self.search(text, k + 1)
        hits = tuple(hit for hit in found.hits if hit.id != passage)[:k]
        return replace(found, hits=hits, answerable=bool(hits))

    def _rank(
        self, question: Question, allowed: set[str] | None
    ) -> tuple[list[tuple[int, float]], bool, dict[int, tuple[str, ...]]]:
        evidence, dense, held, why = self._speaks(question, allowed)
        scores = fused(evidence, self.weights).tolist()
        ranked = sorted(
            zip(evidence.numbers.tolist(), (round(s, 6) for s in scores), strict=True),
            key=lambda pair: (-pair[1], pair[0]),
        )
        prior = self._prior
        nearest = max((dense.get(n, 0.0) * (FOREIGN + (1 - FOREIGN) * prior[n]) for n, _ in ranked), default=0.0)
        rise = RISE * log2(max(sum(prior.values()), SMALL) / SMALL)
        return ranked, held and _answerable(question, nearest - rise, evidence.covered), why

    def evidence(self, query: str, allowed: set[str] | None) -> Evidence:
        """Give what speaks for each passage of the allowed cases (None: all), for learning the weights."""
        return self._speaks(self._understand(query), allowed)[0]

    def _speaks(
        self, question: Question, allowed: set[str] | None
    ) -> tuple[Evidence, dict[int, float], bool, dict[int, tuple[str, ...]]]:
        """Give what speaks for each candidate, the cosines, whether any holds what is quoted, and why."""
        lexical = self.index.lexical(question.words, question.grams)
        vector = self.encoder.encode([question.text], query=True)[0]
        dense = self.index.dense(vector, self.encoder, limit=1000 if allowed is None else self.index.size)
        graph, why = self._graph(question)
        candidates = set(lexical) | set(dense) | set(graph)
        if allowed is not None:
            keep = self._numbers_of(allowed)
            candidates &= keep
            lexical = {n: s for n, s in lexical.items() if n in keep}
            dense = {n: s for n, s in dense.items() if n in keep}
        held = candidates.intersection(*(self.index.containing(phrase) for phrase in question.exact))
        candidates = held or candidates
        scores = {
            "lexical": lexical,
            "dense": dense,
            "graph": graph,
            "expansion": self._expanded(question, candidates),
            "prior": self._prior,
        }
        evidence = gather(candidates, scores, self._covered(question, lexical))
        return evidence, dense, bool(held), why

    def _expanded(self, question: Question, candidates: set[int]) -> dict[int, float]:
        terms = " ".join(term for _, official in question.expansions for term in official)
        found = self.index.lexical((), bigrams(terms)) if terms else {}
        return {n: s for n, s in found.items() if n in candidates}

    def _numbers_of(self, cases: set[str]) -> set[int]:
        rows = self.store.rows("SELECT number, case_id FROM passage")
        return {row["number"] for row in rows if row["case_id"] in cases}

    def _covered(self, question: Question, lexical: dict[int, float]) -> float:
        """Give the largest share of the question's bigrams that one of the best lexical passages holds."""
        best = sorted(lexical, key=lambda n: (-lexical[n], n))[:5]
        asked = set(question.grams)
        texts = [normal(row["text"]) for row in self.index.passages(best).values()]
        return max((sum(gram in text for gram in asked) for text in texts), default=0) / max(1, len(asked))

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
        reasons += [f"“{plain}” → “{term}”" for plain, term in _translated(text, question)]
        reasons += [f"含原文“{phrase}”" for phrase in question.exact if phrase in normal(text)]
        if not reasons:
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
            reasons=tuple(dict.fromkeys(reasons)),
            highlights=_highlights(text, [*shared, *(term for _, term in _translated(text, question))]),
            citation=citation(row),
        )


def _above(ranked: list[tuple[int, float]], answerable: bool) -> list[tuple[int, float]]:
    """Give what lies above the line: half the best score, nothing where there is no answer."""
    return [pair for pair in ranked if pair[1] >= ABOVE * ranked[0][1]] if answerable else []


def _answerable(question: Question, nearest: float, covered: float) -> bool:
    """Say whether the passages speak of the question at all."""
    line = TERSE_LINE if question.terse else KNOWN_LINE if question.expansions else TALK_LINE
    return bool(question.exact) or covered >= TERSE_COVERED or nearest >= line


def _same(one: set[str], other: set[str]) -> bool:
    """Say whether two hits are near-duplicates: most of the bigrams of one are in the other."""
    return len(one & other) >= NEAR_DUPLICATE * min(len(one), len(other))


def _translated(text: str, question: Question) -> list[tuple[str, str]]:
    """Give the plain phrases whose official term a hit holds, with the term."""
    found = ((plain, next((t for t in official if t in text), None)) for plain, official in question.expansions)
    return [(plain, term) for plain, term in found if term]


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
