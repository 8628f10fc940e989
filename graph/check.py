"""Check: does everything in a library slice back to its raw text, and does nothing hang in the air?"""

from graph.store import Store
from ingest.report import squeeze


def check(store: Store) -> list[str]:
    """Give what is wrong with a library, one line each; empty for a sound one."""
    problems = [f"sqlite: {row[0]}" for row in store.db.execute("PRAGMA integrity_check") if row[0] != "ok"]
    problems += [f"sqlite: row without parent in {row[0]}" for row in store.db.execute("PRAGMA foreign_key_check")]
    for report in store.reports():
        text = store.text(report["id"])
        problems += _bounds(store, report["id"], report["source"], len(text))
        problems += _spans(store, report["id"], report["source"], text)
    lost = store.rows("SELECT rowid, entity FROM mention WHERE entity NOT IN (SELECT id FROM entity)")
    problems += [f"mention {row['rowid']}: its entity “{row['entity']}” is missing" for row in lost]
    orphans = store.rows(
        "SELECT id, subject, predicate, object FROM relation "
        "WHERE subject NOT IN (SELECT id FROM entity) OR object NOT IN (SELECT id FROM entity)"
    )
    problems += [
        f"relation {row['id']}: an end is missing ({row['subject']} {row['predicate']} {row['object']})"
        for row in orphans
    ]
    bare = store.rows(
        "SELECT id, predicate FROM relation WHERE NOT inferred AND id NOT IN (SELECT relation FROM evidence)"
    )
    problems += [f"relation {row['id']} {row['predicate']}: neither evidence nor marked as inferred" for row in bare]
    masked = store.rows("SELECT id FROM metric WHERE (value IS NULL) != redacted")
    problems += [f"metric {row['id']}: masked and null disagree" for row in masked]
    return problems


def _says(raw: str, heading: str) -> bool:
    """Say whether a raw slice holds a heading's (repaired) words: four characters in five must be the same."""
    left, words = list(squeeze(raw)), squeeze(heading)
    same = 0
    for char in words:
        if char in left:
            left.remove(char)
            same += 1
    return same >= 0.8 * max(len(words), len(squeeze(raw)))


def _bounds(store: Store, report: str, source: str, length: int) -> list[str]:
    problems = []
    for row in store.rows("SELECT id, start, end FROM cases WHERE report = ?", report):
        if not 0 <= row["start"] < row["end"] <= length:
            problems.append(f"{source} {row['start']}-{row['end']}: case {row['id']} leaves the text")
    rows = store.rows(
        "SELECT s.start, s.end FROM sentence s JOIN cases c ON c.id = s.case_id WHERE c.report = ?", report
    )
    for row in rows:
        if not 0 <= row["start"] < row["end"] <= length:
            problems.append(f"{source} {row['start']}-{row['end']}: sentence leaves the text")
    return problems


def _spans(store: Store, report: str, source: str, text: str) -> list[str]:
    problems = []
    for table in ("mention", "metric"):
        rows = store.rows(
            f"SELECT m.start, m.end, m.surface FROM {table} m "  # noqa: S608 - fixed names
            "JOIN cases c ON c.id = m.case_id WHERE c.report = ?",
            report,
        )
        for row in rows:
            if squeeze(text[row["start"] : row["end"]]) != row["surface"] or not row["surface"]:
                problems.append(f"{source} {row['start']}-{row['end']}: {table} “{row['surface']}” does not slice back")
    for row in store.rows(
        "SELECT s.start, s.end, s.heading, s.body_end FROM section s "
        "JOIN cases c ON c.id = s.case_id WHERE c.report = ?",
        report,
    ):
        inside = 0 <= row["start"] < row["end"] <= row["body_end"] <= len(text)
        if not inside or not _says(text[row["start"] : row["end"]], row["heading"]):
            problems.append(f"{source} {row['start']}-{row['end']}: heading “{row['heading']}” does not slice back")
    for row in store.rows(
        "SELECT e.start, e.end FROM evidence e JOIN relation r ON r.id = e.relation WHERE r.report = ?", report
    ):
        if not 0 <= row["start"] < row["end"] <= len(text) or not text[row["start"] : row["end"]].strip():
            problems.append(f"{source} {row['start']}-{row['end']}: evidence points at nothing")
    return problems
