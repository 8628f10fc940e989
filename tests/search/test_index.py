"""The index: terms go with their report, vectors follow and can be cut off, FAISS is derived."""

import shutil

import numpy as np
import pytest

from api.library import Library

TEXT = "贾汪区的做法\n江苏省徐州市贾汪区推行“党支部+合作社”模式，发展草莓，带动30户。\n"


class Counting:
    """A tiny encoder that counts what it encodes and can stop in the middle."""

    name, dimension = "counting-4", 4

    def __init__(self, fail_after=None):
        self.seen, self.fail_after = 0, fail_after

    def encode(self, texts, *, query=False):
        del query
        if self.fail_after is not None and self.seen >= self.fail_after:
            raise RuntimeError("the light went out")
        self.seen += len(texts)
        vectors = np.array([[1.0, len(t) % 7, len(t) % 5, len(t) % 3] for t in texts], dtype=np.float32).reshape(-1, 4)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def copy(sample, tmp_path):
    shutil.copytree(sample, tmp_path / "library")
    with Library(tmp_path / "library") as opened:
        yield opened


def test_every_passage_has_terms_and_a_vector(library):
    counts = {
        table: library.store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("passage", "passage_fts", "vector")
    }
    assert counts["passage"] == counts["passage_fts"] == counts["vector"] > 20


def test_a_removed_report_takes_its_terms_and_vectors_along(copy):
    for row in copy.store.reports():
        copy.remove(row["id"])
    for table in ("passage", "passage_fts", "vector"):
        assert copy.store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0, table


def test_terms_find_their_passages(library):
    from search.words import bigrams, words

    found = library.index.lexical(words("石斛"), bigrams("石斛"))
    rows = library.index.passages(list(found))
    assert found
    assert all("石斛" in row["text"] + row["title"] + "".join(row["path"]) for row in rows.values())


def test_no_terms_find_nothing(library):
    assert library.index.lexical([], []) == {}


def test_an_exact_phrase_is_found_whatever_its_marks_and_case(library):
    assert library.index.containing("四乡行动")
    assert library.index.containing("没有人写过的话") == set()
    assert library.index.containing("%") == set() or all(
        "%" in row["text"] for row in library.index.passages(list(library.index.containing("%"))).values()
    )


def test_encoding_goes_on_where_it_was_cut_off(copy, monkeypatch):
    monkeypatch.setattr("search.index.BATCH", 10)
    total = copy.store.db.execute("SELECT count(*) FROM passage").fetchone()[0]
    with pytest.raises(RuntimeError):
        copy.index.encode_missing(Counting(fail_after=20))
    again = Counting()
    assert copy.index.encode_missing(again) == total - 20 == again.seen
    assert copy.index.missing(again) == []


def test_another_encoder_makes_its_own_vectors(copy):
    other = Counting()
    total = len(copy.index.missing(other))
    assert total > 20
    assert copy.index.encode_missing(other) == total
    assert copy.store.meta("encoder") == other.name
    assert len(copy.index.dense(other.encode(["x"])[0], other)) == total
    assert copy.index.dense(np.zeros(4, dtype=np.float32), other) == {}


def test_the_vector_file_is_derived_and_can_be_deleted_or_damaged(copy):
    encoder = copy.encoder
    vector = encoder.encode(["发展石斛"], query=True)[0]
    before = copy.index.dense(vector, encoder)
    for spoil in ("delete", "damage", "old stamp"):
        target = copy.path / "vectors.faiss"
        if spoil == "delete":
            target.unlink()
        elif spoil == "damage":
            target.write_bytes(b"no index")
        else:
            (copy.path / "vectors.stamp").write_text("another", "utf-8")
        with Library(copy.path) as again:
            assert again.index.dense(vector, again.encoder) == before, spoil


def test_a_changed_library_is_searched_as_it_is_now(copy, tmp_path):
    encoder = copy.encoder
    vector = encoder.encode(["草莓"], query=True)[0]
    before = set(copy.index.dense(vector, encoder))
    (tmp_path / "new.txt").write_text(TEXT, "utf-8")
    copy.add([tmp_path / "new.txt"])
    after = set(copy.index.dense(vector, encoder))
    assert before < after
    copy.remove(str(tmp_path / "new.txt"))
    assert set(copy.index.dense(vector, encoder)) == before
