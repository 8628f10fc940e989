"""Evaluate an encoder: graded field queries (nDCG@10, alone and fused with BM25) and CMRC 2018 (recall@1)."""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ingest.read import read_report

LONGEST = 300  # characters of a passage
DENSE_SHARE = 0.6
PLAIN = {"paraphrase", "problem"}
Encode = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one file: `text` for the encoder, `squeezed` raw text for the anchors."""

    file: str
    text: str
    squeezed: str


def passages(folder: Path) -> list[Passage]:
    """Cut every report of a folder into passages of at most LONGEST characters that cross no heading."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        report = read_report(path)
        for case in report.cases:
            heads = {section.start for section in case.sections}
            for start, end in _groups(report.reading.text, case.sentences, heads):
                raw = report.raw.text[slice(*report.reading.raw_span(start, end))]
                found.append(Passage(path.name, report.reading.text[start:end], "".join(raw.split())))
    return found


def _groups(text: str, sentences: Sequence[tuple[int, int]], heads: set[int]) -> list[tuple[int, int]]:
    groups: list[tuple[int, int]] = []
    for start, end in sentences:
        opens = any(start <= head < end for head in heads)
        if groups and not opens and end - groups[-1][0] <= LONGEST:
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
    return groups


class BigramBM25:
    """BM25 over character bigrams (k1 1.2, b 0.75): the lexical side that the encoder must add to."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Index the texts."""
        counts = [Counter(bigrams(text)) for text in texts]
        self.vocabulary = {g: i for i, g in enumerate(sorted({g for c in counts for g in c}))}
        length = np.array([c.total() for c in counts])
        rows, cols, values = [], [], []
        frequency = Counter(g for c in counts for g in c)
        for row, c in enumerate(counts):
            scale = 1.2 * (0.25 + 0.75 * length[row] / length.mean())
            for gram, n in c.items():
                idf = math.log(1 + (len(texts) - frequency[gram] + 0.5) / (frequency[gram] + 0.5))
                rows.append(row)
                cols.append(self.vocabulary[gram])
                values.append(idf * n * 2.2 / (n + scale))
        self.matrix = sparse.csr_matrix((values, (rows, cols)), shape=(len(texts), len(self.vocabulary)))

    def scores(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Give (queries, texts) scores."""
        matrix = sparse.lil_matrix((len(queries), len(self.vocabulary)))
        for row, query in enumerate(queries):
            for gram, n in Counter(bigrams(query)).items():
                if gram in self.vocabulary:
                    matrix[row, self.vocabulary[gram]] = n
        return np.asarray((matrix.tocsr() @ self.matrix.T).todense(), dtype=np.float32)


def bigrams(text: str) -> list[str]:
    """Give the character pairs of a text without punctuation."""
    letters = "".join(c for c in text.lower() if c.isalnum())
    return [letters[i : i + 2] for i in range(len(letters) - 1)]


def fuse(dense: NDArray[np.float32], lexical: NDArray[np.float32], share: float) -> NDArray[np.float32]:
    """Add the two after bringing each query's scores to [0, 1]."""

    def scaled(scores: NDArray[np.float32]) -> NDArray[np.float32]:
        low, high = scores.min(axis=1, keepdims=True), scores.max(axis=1, keepdims=True)
        return np.asarray((scores - low) / np.maximum(high - low, 1e-9), dtype=np.float32)

    return np.asarray(share * scaled(dense) + (1 - share) * scaled(lexical), dtype=np.float32)


def dcg(grades: Sequence[int]) -> float:
    """Give the discounted gain of the grades of a ranking."""
    return sum((2.0**g - 1) / math.log2(i + 2) for i, g in enumerate(grades))


def ndcg(order: Sequence[int], pool: Sequence[Passage], relevant: Sequence[dict[str, Any]], k: int = 10) -> float:
    """Score a ranking; a passage earns its best anchor that no better passage has earned."""
    left, earned = list(relevant), []
    for passage in (pool[i] for i in order[:k]):
        inside = [a for a in left if a["file"] == passage.file and a["anchor"] in passage.squeezed]
        earned.append(max((a["grade"] for a in inside), default=0))
        left = [a for a in left if a not in inside]
    return dcg(earned) / dcg(sorted((a["grade"] for a in relevant), reverse=True)[:k])


class FieldQueries:
    """Graded queries over a folder of reports; filters are left aside."""

    def __init__(self, queries: Path, reports: Path) -> None:
        """Read both; build the lexical side once."""
        rows = [json.loads(line) for line in queries.read_text("utf-8").splitlines() if line.strip()]
        self.rows = [row for row in rows if row["relevant"]]
        self.queries = [row.get("query") or row["need"] for row in self.rows]
        self.pool = passages(reports)
        self.lexical = BigramBM25([p.text for p in self.pool]).scores(self.queries)

    def __call__(self, encode: Encode) -> dict[str, float]:
        """Give nDCG@10 × 100 by group, alone and fused."""
        dense = encode(self.queries) @ encode([p.text for p in self.pool]).T
        table: dict[str, list[float]] = defaultdict(list)
        scores = {"bm25": self.lexical, "alone": dense, "fused": fuse(dense, self.lexical, DENSE_SHARE)}
        for name, matrix in scores.items():
            for row, line in zip(self.rows, matrix, strict=True):
                value = 100 * ndcg(np.argsort(-line, kind="stable").tolist(), self.pool, row["relevant"])
                style = row.get("style", "need")
                groups = ["all", "plain"] if style in PLAIN else ["all", "keyword"] if style == "keyword" else ["all"]
                for group in groups:
                    table[f"{name} {group}"].append(value)
        return {group: round(float(np.mean(values)), 1) for group, values in table.items()}


class Cmrc:
    """CMRC 2018 dev: which of the 848 passages does a question belong to?"""

    def __init__(self, path: Path) -> None:
        """Read the passages and questions."""
        rows = json.loads(path.read_text("utf-8"))
        self.passages = [row["context_text"] for row in rows]
        asked = [(i, qa["query_text"]) for i, row in enumerate(rows) for qa in row["qas"]]
        self.answers = np.array([i for i, _ in asked])
        self.questions = [question for _, question in asked]

    def __call__(self, encode: Encode) -> float:
        """Give recall@1 × 100."""
        best = (encode(self.questions) @ encode(self.passages).T).argmax(axis=1)
        return round(100 * float((best == self.answers).mean()), 1)
