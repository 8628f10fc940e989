"""The store: a library's one truth, an SQLite file.

One report is one transaction: it is in with everything that came from it, or it is not in. Offsets count
in `report.text`, the raw decoded text, so every row can be checked by slicing (`check`).
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.facts import Facts, case_id, measure_id
from graph.schema import Annotation, CaseAnnotation
from ingest.errors import JingweiError
from ingest.report import squeeze

SCHEMA_VERSION = "2"


class DamagedLibrary(JingweiError):
    """The library's file cannot be used."""

    code = "library"


def _json(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


class Store:
    """Reads and writes the facts of a library."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        """Open the library file at `path`, making it where `create` allows.

        Raises:
            DamagedLibrary: there is no library, or it is of another schema version, or no SQLite file.
        """
        if not path.exists() and not create:
            raise DamagedLibrary("no library here", where=str(path), hint="build one: jingwei build DIR --library LIB")
        self.path = path
        try:
            # Autocommit: transactions are opened by `transaction` alone.
            self.db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as error:
            raise DamagedLibrary(f"not a library ({error})", where=str(path), hint="name another folder") from error
        self.db.row_factory = sqlite3.Row
        try:
            self._prepare()
        except sqlite3.Error as error:
            self.db.close()
            raise DamagedLibrary(f"not a library ({error})", where=str(path), hint="name another folder") from error
        version = self.meta("schema") or SCHEMA_VERSION
        if version != SCHEMA_VERSION:
            self.db.close()
            raise DamagedLibrary(
                f"library of schema {version}, this program writes {SCHEMA_VERSION}",
                where=str(path),
                hint="build it anew",
            )
        self.set_meta("schema", SCHEMA_VERSION)

    def _prepare(self) -> None:
        tables = {row[0] for row in self.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables and "meta" not in tables:
            raise sqlite3.DatabaseError("it holds the tables of another program")
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA foreign_keys=ON")
        self.db.execute("PRAGMA synchronous=NORMAL")
        self.db.executescript(files("graph").joinpath("data/schema.sql").read_text("utf-8"))

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Open a transaction: committed at the end of the block, rolled back when it raises."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield self.db
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def meta(self, key: str) -> str | None:
        """Give a setting of the library, or None."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Set a setting of the library."""
        self.db.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value", (key, value)
        )

    @property
    def version(self) -> str:
        """Give the library's version: a digest of the reports in it, the same for the same content."""
        import hashlib

        rows = self.db.execute("SELECT digest FROM report ORDER BY digest").fetchall()
        return hashlib.sha256("".join(row[0] for row in rows).encode()).hexdigest()[:16]

    # --- writing -----------------------------------------------------------------------------

    def put(self, annotation: Annotation, facts: Facts, path: Path | None = None) -> None:
        """Write a report and all that came from it; call inside `transaction`."""
        raw, report = annotation.report.raw, facts.report
        self.db.execute(
            "INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, ?)",
            (report, raw.source, str(path.resolve()) if path else None, raw.digest, raw.format, raw.encoding, raw.text),
        )
        for number, case in enumerate(annotation.cases, 1):
            self._put_case(report, case_id(report, number), number, case, facts, raw.text)
        self._put_graph(facts)

    def _put_case(self, report: str, name: str, number: int, case: CaseAnnotation, facts: Facts, text: str) -> None:
        region = case.region
        self.db.execute(
            "INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (name, report, number, case.start, case.end, case.title, case.author, case.date, region.code, region.name,
             region.full_name, region.level, region.inferred, region.confidence, _json(region.reasons)),
        )  # fmt: skip
        self.db.executemany(
            "INSERT INTO section VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    measure_id(name, i),
                    name,
                    i,
                    s.level,
                    s.heading,
                    s.start,
                    s.end,
                    s.body_end,
                    None if s.parent is None else s.parent + 1,
                )
                for i, s in enumerate(case.sections, 1)
            ],
        )
        self.db.executemany("INSERT INTO sentence VALUES (?, ?, ?)", [(name, a, b) for a, b in case.sentences])
        self.db.executemany(
            "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    name,
                    m.type,
                    m.start,
                    m.end,
                    squeeze(text[m.start : m.end]),
                    m.norm,
                    _json(m.fields),
                    facts.mention_entity[m.type, m.start, m.end],
                )
                for m in case.mentions
            ],
        )
        self.db.executemany(
            "INSERT INTO metric VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (facts.figure_entity[f.start, f.end].removeprefix("metric:"), name, f.start, f.end,
                 squeeze(text[f.start : f.end]), f.value, f.unit, f.indicator, f.qualifier, f.kind, f.high, f.scale,
                 f.time, f.region, f.object, f.redacted, self._holder(facts, f.start, f.end))
                for f in case.figures
            ],
        )  # fmt: skip

    @staticmethod
    def _holder(facts: Facts, start: int, end: int) -> str | None:
        metric = facts.figure_entity[start, end]
        return next((r.subject for r in facts.relations if r.predicate == "SHOWS" and r.object == metric), None)

    def _put_graph(self, facts: Facts) -> None:
        self.db.executemany(
            "INSERT INTO entity VALUES (?, ?, ?, ?) ON CONFLICT(id) DO NOTHING",
            [(e.id, e.kind, e.name, _json(e.data)) for e in facts.entities.values()],
        )
        for relation in facts.relations:
            cursor = self.db.execute(
                "INSERT INTO relation (subject, predicate, object, report, inferred, data) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    relation.subject,
                    relation.predicate,
                    relation.object,
                    facts.report,
                    relation.inferred,
                    _json(relation.data),
                ),
            )
            self.db.executemany(
                "INSERT INTO evidence VALUES (?, ?, ?)", [(cursor.lastrowid, a, b) for a, b in relation.evidence]
            )

    def remove(self, report: str) -> None:
        """Remove a report and all that came from it; call inside `transaction`."""
        self.db.execute("DELETE FROM report WHERE id = ?", (report,))
        self.db.execute(
            "DELETE FROM entity WHERE id NOT IN (SELECT subject FROM relation UNION SELECT object FROM relation)"
        )

    # --- reading -----------------------------------------------------------------------------

    def rows(self, sql: str, *parameters: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - SQL parameters
        """Give the rows of a query as dictionaries; JSON columns (data, fields, reasons) are parsed."""
        found = []
        for row in self.db.execute(sql, parameters):
            item = dict(row)
            for key in ("data", "fields", "reasons"):
                if isinstance(item.get(key), str):
                    item[key] = json.loads(item[key])
            found.append(item)
        return found

    def reports(self) -> list[dict[str, Any]]:
        """Give the reports without their texts, by source."""
        return self.rows("SELECT id, source, path, digest, format, encoding FROM report ORDER BY source, id")

    def text(self, report: str) -> str:
        """Give a report's raw text."""
        row = self.db.execute("SELECT text FROM report WHERE id = ?", (report,)).fetchone()
        return str(row[0]) if row else ""

    def evidence(self, relation: int) -> list[tuple[int, int]]:
        """Give a relation's raw spans."""
        return [
            (row[0], row[1])
            for row in self.db.execute("SELECT start, end FROM evidence WHERE relation = ? ORDER BY start", (relation,))
        ]

    def counts(self) -> dict[str, int]:
        """Give the number of rows by kind."""
        tables = ("report", "cases", "section", "sentence", "mention", "metric", "entity", "relation")
        return {table: self.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}  # noqa: S608 - fixed names
