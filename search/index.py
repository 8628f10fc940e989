"""The index: passages, their terms (FTS5) and their vectors (FAISS), kept in the library's file.

Terms are written in the report's transaction. Vectors follow in `encode_missing`, which can be cut off
and goes on where it stopped; the FAISS file is derived and rebuilt whenever it does not fit.
"""

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.store import Store
from ingest.report import squeeze
from search.encoder import Encoder
from search.lexicon import field_prior
from search.passages import Passage
from search.words import bigrams, words

log = logging.getLogger("jingwei")

BATCH = 512  # passages encoded and committed at a time
# bm25() weights of the columns words, grams, path: the path says in a few words what the text says in many.
COLUMN_WEIGHTS = (1.0, 1.0, 0.5)
APPROXIMATE_FROM = 100_000  # passages; below that the exact index answers in milliseconds


class Index:
    """Lexical and dense search over the passages of a library."""

    def __init__(self, store: Store) -> None:
        """Open the index of `store`, making its tables where they are missing."""
        self.store = store
        store.db.executescript(files("search").joinpath("data/schema.sql").read_text("utf-8"))
        self._faiss: Any = None
        self._faiss_stamp = ""

    # --- writing -----------------------------------------------------------------------------

    def put(self, found: Iterable[Passage]) -> int:
        """Write a report's passages and terms; call inside the report's transaction. Gives their number."""
        written = 0
        for passage in found:
            cursor = self.store.db.execute(
                "INSERT INTO passage (id, report, case_id, measure, start, end, text, path, prior) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (passage.id, passage.report, passage.case, passage.measure, passage.start, passage.end, passage.text,
                 json.dumps(passage.path, ensure_ascii=False), field_prior(passage.text)),
            )  # fmt: skip
            path = " ".join(filter(None, (passage.title, *passage.path)))
            self.store.db.execute(
                "INSERT INTO passage_fts (rowid, words, grams, path) VALUES (?, ?, ?, ?)",
                (
                    cursor.lastrowid,
                    " ".join(words(passage.text)),
                    " ".join(bigrams(passage.text)),
                    " ".join([*words(path), *bigrams(path)]),
                ),
            )
            written += 1
        return written

    def missing(self, encoder: Encoder) -> list[tuple[int, str]]:
        """Give number and text (heading path before it) of the passages without a vector of `encoder`."""
        rows = self.store.db.execute(
            "SELECT p.number, p.path, p.text FROM passage p "
            "LEFT JOIN vector v ON v.passage = p.number AND v.encoder = ? WHERE v.passage IS NULL ORDER BY p.number",
            (encoder.name,),
        )
        return [(number, dense_text(json.loads(path), text)) for number, path, text in rows]

    def encode_missing(self, encoder: Encoder, progress: Callable[[int, int], None] | None = None) -> int:
        """Encode what has no vector of `encoder` yet, a batch a transaction; gives how many."""
        todo = self.missing(encoder)
        for low in range(0, len(todo), BATCH):
            batch = todo[low : low + BATCH]
            vectors = encoder.encode([text for _, text in batch]).astype(np.float16)
            with self.store.transaction() as db:
                db.executemany(
                    "INSERT INTO vector VALUES (?, ?, ?) "
                    "ON CONFLICT(passage) DO UPDATE SET encoder = excluded.encoder, data = excluded.data",
                    [(number, encoder.name, row.tobytes()) for (number, _), row in zip(batch, vectors, strict=True)],
                )
            if progress:
                progress(min(low + BATCH, len(todo)), len(todo))
        if todo:
            self.store.set_meta("encoder", encoder.name)
        return len(todo)

    @property
    def size(self) -> int:
        """Number of passages."""
        return int(self.store.db.execute("SELECT count(*) FROM passage").fetchone()[0])

    @property
    def last(self) -> int:
        """Highest passage number, 0 in an empty library."""
        return int(self.store.db.execute("SELECT coalesce(max(number), 0) FROM passage").fetchone()[0])

    # --- reading -----------------------------------------------------------------------------

    def lexical(self, terms: Sequence[str], grams: Sequence[str], limit: int = 1000) -> dict[int, float]:
        """Give BM25 scores (higher is better) of the passages that share a word or bigram."""
        parts = []
        if terms:
            parts.append("{words path} : (" + " OR ".join(f'"{t}"' for t in dict.fromkeys(terms)) + ")")
        if grams:
            parts.append("{grams path} : (" + " OR ".join(f'"{g}"' for g in dict.fromkeys(grams)) + ")")
        if not parts:
            return {}
        rows = self.store.db.execute(
            "SELECT rowid, -bm25(passage_fts, ?, ?, ?) AS score FROM passage_fts "
            "WHERE passage_fts MATCH ? ORDER BY score DESC, rowid LIMIT ?",
            (*COLUMN_WEIGHTS, " OR ".join(parts), limit),
        )
        return dict(rows.fetchall())

    def priors(self) -> dict[int, float]:
        """Give how much each passage is of the field, 0..1."""
        return dict(self.store.db.execute("SELECT number, prior FROM passage").fetchall())

    def containing(self, phrase: str) -> set[int]:
        """Give the passages whose text holds `phrase`, quotation marks aside."""
        bare = "replace(replace(replace(replace(lower(text), '“', ''), '”', ''), '‘', ''), '’', '')"
        rows = self.store.db.execute(f"SELECT number FROM passage WHERE instr({bare}, ?) > 0", (phrase,))  # noqa: S608 - fixed SQL
        return {row[0] for row in rows}

    def dense(self, vector: NDArray[np.float32], encoder: Encoder, limit: int = 1000) -> dict[int, float]:
        """Give the cosine of the passages nearest to a query vector."""
        index = self._open_faiss(encoder)
        if index is None or not vector.any():
            return {}
        scores, numbers = index.search(vector.reshape(1, -1), min(limit, index.ntotal))
        return {int(n): float(s) for n, s in zip(numbers[0], scores[0], strict=True) if n >= 0}

    def vectors(self, encoder: Encoder) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Give all passage numbers and their vectors, shape (n, dimension)."""
        rows = self.store.db.execute(
            "SELECT passage, data FROM vector WHERE encoder = ? ORDER BY passage", (encoder.name,)
        ).fetchall()
        numbers = np.array([row[0] for row in rows], dtype=np.int64)
        data = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.float16).astype(np.float32)
        return numbers, data.reshape(len(rows), -1) if rows else np.zeros((0, encoder.dimension), dtype=np.float32)

    def _open_faiss(self, encoder: Encoder) -> Any:  # noqa: ANN401 - faiss has no types
        count, last = self.store.db.execute(
            "SELECT count(*), coalesce(max(passage), 0) FROM vector WHERE encoder = ?", (encoder.name,)
        ).fetchone()
        stamp = f"{encoder.name} {self.store.version} {count} {last}"
        if self._faiss is not None and self._faiss_stamp == stamp:
            return self._faiss
        if not count:
            return None
        import faiss

        faiss.omp_set_num_threads(1)
        target = self.store.path.with_name("vectors.faiss")
        note = self.store.path.with_name("vectors.stamp")
        self._faiss = _read_faiss(faiss, target, note, stamp) or self._build_faiss(faiss, encoder, target, note, stamp)
        self._faiss_stamp = stamp
        return self._faiss

    def _build_faiss(self, faiss: Any, encoder: Encoder, target: Path, note: Path, stamp: str) -> Any:  # noqa: ANN401
        numbers, vectors = self.vectors(encoder)
        if len(numbers) < APPROXIMATE_FROM:
            inner = faiss.IndexFlatIP(encoder.dimension)
        else:
            inner = faiss.IndexHNSWFlat(encoder.dimension, 32, faiss.METRIC_INNER_PRODUCT)
        index = faiss.IndexIDMap2(inner)
        index.add_with_ids(vectors, numbers)
        # The stamp goes last: an index without a fitting stamp is built anew.
        note.unlink(missing_ok=True)
        faiss.write_index(index, str(target))
        note.write_text(stamp, "utf-8")
        return index

    def passages(self, numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
        """Give passages with their case and report, by number."""
        marks = ",".join("?" * len(numbers))
        rows = self.store.rows(
            "SELECT p.number, p.id, p.case_id, p.measure, p.start, p.end, p.text, p.path, "  # noqa: S608 - marks only
            "r.source, r.id AS report, c.title, c.region_code, c.region_name, c.region_full, c.inferred "
            "FROM passage p JOIN cases c ON c.id = p.case_id "
            f"JOIN report r ON r.id = p.report WHERE p.number IN ({marks})",
            *numbers,
        )
        for row in rows:
            row["path"] = json.loads(row["path"])
        return {row["number"]: row for row in rows}


def _read_faiss(faiss: Any, target: Path, note: Path, stamp: str) -> Any:  # noqa: ANN401
    """Give the index file where it fits the library, None where it is old, missing or damaged: it is derived."""
    if not (target.exists() and note.exists() and note.read_text("utf-8") == stamp):
        return None
    try:
        return faiss.read_index(str(target))
    except RuntimeError:
        log.warning("%s is damaged and will be rebuilt", target)
        return None


def _bare(text: str) -> str:
    return squeeze(text).translate(str.maketrans("", "", "#>*"))


def check_passages(store: Store) -> list[str]:
    """Give the passages that do not slice back to their raw text, one line each."""
    problems = []
    rows = store.rows(
        "SELECT p.id, p.report, p.start, p.end, p.text, r.source FROM passage p JOIN report r ON r.id = p.report"
    )
    texts = {row["report"]: store.text(row["report"]) for row in rows}
    for row in rows:
        raw = texts[row["report"]][row["start"] : row["end"]]
        if _bare(raw) != _bare(row["text"]) or not raw:
            problems.append(f"{row['source']} {row['start']}-{row['end']}: passage {row['id']} does not slice back")
    return problems


def dense_text(path: Sequence[str], text: str) -> str:
    """Give what the encoder reads of a passage: its innermost heading (unless the text opens with it) and the text."""
    if path and not text.startswith(path[-1][:6]):
        return f"{path[-1]}。{text}"
    return text
