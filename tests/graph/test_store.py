"""The store: one report is one transaction, and a file that is no library is refused with a reason."""

import sqlite3

import pytest

from graph.annotate import annotate
from graph.facts import facts_of
from graph.store import SCHEMA_VERSION, DamagedLibrary, Store
from ingest.formats import read_bytes
from ingest.read import report_of

TEXT = "贾汪区的做法\n江苏省徐州市贾汪区推行“党支部+合作社”模式，发展草莓，带动30户。\n"
OTHER = "陇县的做法\n陕西省宝鸡市陇县推行“党支部+合作社”模式，发展苹果，带动50户。\n"
TABLES = ("report", "cases", "section", "sentence", "mention", "metric", "entity", "relation", "evidence")


def annotated(text, name="made.txt"):
    return annotate(report_of(read_bytes(text.encode(), name)))


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "library.db")
    yield opened
    opened.close()


def put(store, text, name="made.txt"):
    annotation = annotated(text, name)
    facts = facts_of(annotation)
    with store.transaction():
        store.put(annotation, facts)
    return facts


def rows(store):
    return {table: store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}


def dump(store):
    return [line for line in store.db.iterdump() if "INSERT" in line]


def test_what_is_put_is_read_back(store):
    facts = put(store, TEXT)
    assert store.text(facts.report) == TEXT
    assert [row["source"] for row in store.reports()] == ["made.txt"]
    counts = store.counts()
    assert counts["report"] == counts["cases"] == 1
    assert counts["entity"] == len(facts.entities)
    assert counts["relation"] == len(facts.relations)
    (metric,) = store.rows("SELECT * FROM metric")
    assert (metric["surface"], metric["value"], metric["unit"]) == ("30户", 30, "户")
    assert {row["surface"] for row in store.rows("SELECT surface FROM mention WHERE type = 'model'")} == {
        "党支部+合作社"
    }


def test_json_columns_are_parsed(store):
    put(store, TEXT)
    (model,) = store.rows("SELECT fields FROM mention WHERE type = 'model'")
    assert model["fields"]["components"] == ["党支部", "合作社"]
    assert isinstance(store.rows("SELECT reasons FROM cases")[0]["reasons"], list)


def test_a_failure_in_the_middle_of_a_report_leaves_nothing_of_it(store):
    put(store, OTHER, "other.txt")
    before = dump(store)
    annotation = annotated(TEXT)
    facts = facts_of(annotation)
    facts.relations[-1].evidence.append(("not a place", None))  # type: ignore[arg-type]
    with pytest.raises(sqlite3.Error), store.transaction():
        store.put(annotation, facts)
    assert dump(store) == before


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError, SystemExit])
def test_whatever_interrupts_a_transaction_rolls_it_back(store, error):
    annotation = annotated(TEXT)

    def interrupted():
        with store.transaction():
            store.put(annotation, facts_of(annotation))
            raise error

    with pytest.raises(error):
        interrupted()
    assert set(rows(store).values()) == {0}
    put(store, TEXT)


def test_what_is_not_committed_other_readers_do_not_see(store):
    annotation = annotated(TEXT)
    reader = Store(store.path, create=False)
    with store.transaction():
        store.put(annotation, facts_of(annotation))
        assert reader.counts()["report"] == 0
    assert reader.counts()["report"] == 1
    reader.close()


def test_removing_a_report_leaves_nothing_of_it(store):
    put(store, OTHER, "other.txt")
    before = dump(store)
    facts = put(store, TEXT)
    with store.transaction():
        store.remove(facts.report)
    assert dump(store) == before


def test_removing_the_last_report_empties_every_table(store):
    facts = put(store, TEXT)
    with store.transaction():
        store.remove(facts.report)
    assert set(rows(store).values()) == {0}


def test_an_entity_that_another_report_names_too_stays(store):
    put(store, OTHER, "other.txt")
    facts = put(store, TEXT)
    with store.transaction():
        store.remove(facts.report)
    assert store.rows("SELECT name FROM entity WHERE id = 'model:党支部+合作社'")


def test_foreign_keys_are_on(store):
    with pytest.raises(sqlite3.IntegrityError):
        store.db.execute("INSERT INTO sentence VALUES ('no such case', 0, 1)")


def test_the_same_report_cannot_be_in_twice(store):
    put(store, TEXT)
    before = dump(store)
    with pytest.raises(sqlite3.IntegrityError):
        put(store, TEXT)
    assert dump(store) == before


def test_the_version_is_the_content_not_the_order(tmp_path):
    versions = []
    for number, texts in enumerate([(TEXT, OTHER), (OTHER, TEXT), (TEXT,)]):
        with_order = Store(tmp_path / f"{number}.db")
        for text in texts:
            put(with_order, text)
        versions.append(with_order.version)
        with_order.close()
    assert versions[0] == versions[1] != versions[2]


def test_no_library_is_said_with_what_to_do(tmp_path):
    with pytest.raises(DamagedLibrary) as caught:
        Store(tmp_path / "library.db", create=False)
    assert "jingwei build" in str(caught.value)
    assert not (tmp_path / "library.db").exists()


@pytest.mark.parametrize(
    "content", [b"no database at all, only words" * 40, b"SQLite format 3\x00" + b"\xff" * 4000, b"PK\x03\x04"]
)
def test_a_file_that_is_no_library_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "library.db"
    path.write_bytes(content)
    with pytest.raises(DamagedLibrary) as caught:
        Store(path)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == content


def test_a_library_of_another_schema_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "library.db"
    store = Store(path)
    store.set_meta("schema", "99")
    store.close()
    with pytest.raises(DamagedLibrary) as caught:
        Store(path)
    assert "99" in str(caught.value)
    assert SCHEMA_VERSION in str(caught.value)
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() == ("99",)
    raw.close()


def test_a_foreign_sqlite_file_is_not_taken_over(tmp_path):
    path = tmp_path / "library.db"
    foreign = sqlite3.connect(path)
    foreign.execute("CREATE TABLE report (name TEXT)")
    foreign.commit()
    foreign.close()
    with pytest.raises(DamagedLibrary):
        Store(path)


def test_a_folder_in_the_librarys_place_is_refused(tmp_path):
    (tmp_path / "library.db").mkdir()
    with pytest.raises(DamagedLibrary):
        Store(tmp_path / "library.db")


def test_two_mentions_on_one_span_keep_their_own_entities(store):
    """A quoted name can be both an initiative and an organisation: “虹心”党建联盟."""
    put(store, "贾汪区的做法\n江苏省徐州市贾汪区三个村组建“虹心”党建联盟，项目共谋，收益共享。\n")
    found = store.rows("SELECT type, entity FROM mention")
    assert all(row["entity"].startswith(row["type"] + ":") for row in found), found
