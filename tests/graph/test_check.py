"""Check: a sound library gives nothing, a tampered one says where."""

import shutil

import pytest

from graph.check import check
from graph.store import Store


@pytest.fixture
def store(sample, tmp_path):
    shutil.copytree(sample, tmp_path / "library")
    opened = Store(tmp_path / "library" / "library.db", create=False)
    yield opened
    opened.close()


def test_the_sample_library_is_sound(library):
    assert check(library.store) == []


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE mention SET start = start + 1 WHERE rowid = 1", "does not slice back"),
        ("UPDATE mention SET surface = '别的' WHERE rowid = 1", "does not slice back"),
        ("UPDATE mention SET end = 10000000, start = 9999999 WHERE rowid = 1", "does not slice back"),
        ("UPDATE metric SET surface = '1元' WHERE rowid = 1", "does not slice back"),
        ("UPDATE section SET start = end WHERE rowid = 1", "does not slice back"),
        ("UPDATE section SET heading = heading || '又一句话' WHERE rowid = 1", "does not slice back"),
        ("UPDATE section SET heading = '完全不同的标题字样' WHERE rowid = 1", "does not slice back"),
        ("UPDATE evidence SET end = start WHERE rowid = 1", "evidence points at nothing"),
        ("UPDATE evidence SET start = -5 WHERE rowid = 1", "evidence points at nothing"),
        (
            "DELETE FROM evidence WHERE relation = (SELECT id FROM relation WHERE NOT inferred LIMIT 1)",
            "neither evidence nor",
        ),
        ("DELETE FROM entity WHERE id = (SELECT subject FROM relation LIMIT 1)", "an end is missing"),
        ("UPDATE metric SET value = NULL WHERE rowid = 1", "masked and null disagree"),
        ("UPDATE metric SET redacted = 1 WHERE rowid = 1", "masked and null disagree"),
        ("UPDATE report SET text = substr(text, 2) WHERE rowid = 1", "does not slice back"),
        ("PRAGMA foreign_keys=OFF; DELETE FROM cases WHERE id = (SELECT id FROM cases LIMIT 1)", "row without parent"),
        ("UPDATE mention SET entity = 'industry:无' WHERE rowid = 1", "无"),
        ("UPDATE sentence SET end = 100000000 WHERE rowid = 1", "sentence"),
        ("UPDATE cases SET end = 100000000 WHERE rowid = 1", "case"),
    ],
)
def test_tampering_is_reported(store, sql, said):
    store.db.executescript(sql)
    problems = check(store)
    assert any(said in problem for problem in problems), problems


def test_a_problem_names_the_file_and_the_place(store):
    store.db.execute("UPDATE mention SET surface = '别的' WHERE rowid = 1")
    row = store.rows(
        "SELECT r.source, m.start, m.end FROM mention m JOIN cases c ON c.id = m.case_id "
        "JOIN report r ON r.id = c.report WHERE m.rowid = 1"
    )[0]
    (problem,) = [line for line in check(store) if "mention" in line]
    assert row["source"] in problem
    assert f"{row['start']}-{row['end']}" in problem
