"""Library: building can be repeated, a bad file is named and stops nothing, nothing is half-written."""

import shutil

import pytest

from api.library import Library, report_files
from api.page_data import figures
from ingest.errors import NotFound, UsageError

ONE = "贾汪区的做法\n江苏省徐州市贾汪区推行“党支部+合作社”模式，发展草莓，带动30户。\n"
TWO = "陇县的做法\n陕西省宝鸡市陇县推行“党支部+合作社”模式，发展苹果，带动50户。\n"


@pytest.fixture
def folder(tmp_path):
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "one.txt").write_text(ONE, "utf-8")
    (reports / "two.txt").write_text(TWO, "utf-8")
    return reports


@pytest.fixture
def made(tmp_path):
    with Library(tmp_path / "library", create=True) as opened:
        yield opened


def dump(library):
    """All that the library holds, row by row; row numbers may differ from build to build."""
    tables = ("report", "cases", "section", "sentence", "mention", "metric", "entity", "passage")
    found = {}
    for table in tables:
        rows = library.store.db.execute(f"SELECT * FROM {table}").fetchall()
        drop = 1 if table == "passage" else 0
        found[table] = sorted(repr(tuple(row)[drop:]) for row in rows)
    found["relation"] = sorted(
        repr(tuple(row))
        for row in library.store.db.execute("SELECT subject, predicate, object, report, inferred, data FROM relation")
    )
    found["vector"] = sorted(
        repr(tuple(row))
        for row in library.store.db.execute(
            "SELECT p.id, v.encoder, v.data FROM vector v JOIN passage p ON p.number = v.passage"
        )
    )
    return found


def status(summary):
    return {outcome.file.rsplit("/", 1)[-1]: outcome.status for outcome in summary.files}


def test_a_figure_is_listed_where_its_text_says_that_it_is(made, tmp_path):
    report = tmp_path / "province.txt"
    report.write_text(
        "浙江推进数字乡村的做法\n浙江省推进数字乡村，全省建成驿站300处。临安区昌化镇白牛村建成电商园2个。慈溪市种植杨梅8万亩。"
        "安吉县发展白茶，柯桥区发展纺织。\n",
        "utf-8",
    )
    made.build([report])
    of = [(row["surface"], row["region_full"], row["region"]) for row in figures(made)]
    assert of == [
        ("300处", "浙江省", None),
        ("2个", "浙江省杭州市临安区", "白牛村"),
        ("8万亩", "浙江省宁波市慈溪市", None),
    ]
    assert [row["surface"] for row in figures(made, region="临安")] == ["2个"]
    assert len(figures(made, region="浙江")) == 3


def test_building_reads_every_report(made, folder):
    summary = made.build([folder])
    assert status(summary) == {"one.txt": "added", "two.txt": "added"}
    assert summary.counts["cases"] == 2
    assert made.check() == []


def test_building_again_changes_nothing(made, folder):
    made.build([folder])
    before, version = dump(made), made.store.version
    summary = made.build([folder])
    assert status(summary) == {"one.txt": "unchanged", "two.txt": "unchanged"}
    assert dump(made) == before
    assert made.store.version == version == summary.version


def test_a_changed_file_replaces_what_came_from_it(made, folder, tmp_path):
    made.build([folder])
    (folder / "one.txt").write_text(ONE.replace("草莓", "葡萄"), "utf-8")
    assert status(made.build([folder])) == {"one.txt": "replaced", "two.txt": "unchanged"}
    assert made.store.counts()["report"] == 2
    assert not made.store.rows("SELECT 1 FROM entity WHERE name = '草莓'")
    with Library(tmp_path / "fresh", create=True) as fresh:
        fresh.build([folder])
        assert dump(fresh) == dump(made)


def test_a_changed_file_that_can_no_longer_be_read_leaves_what_was_in(made, folder):
    made.build([folder])
    before = dump(made)
    (folder / "one.txt").write_bytes(b"\x00\x01\x02" * 500)
    assert status(made.build([folder])) == {"one.txt": "failed", "two.txt": "unchanged"}
    assert dump(made) == before


def test_the_same_bytes_under_another_name_are_a_duplicate(made, folder):
    shutil.copy(folder / "one.txt", folder / "copy.txt")
    summary = made.build([folder])
    assert sorted(status(summary).values()) == ["added", "added", "duplicate"]
    (duplicate,) = [outcome for outcome in summary.files if outcome.status == "duplicate"]
    assert "one.txt" in duplicate.message or "copy.txt" in duplicate.message
    assert made.store.counts()["report"] == 2


def test_a_file_changed_into_a_copy_of_another_does_not_stay_as_it_was(made, folder):
    made.build([folder])
    (folder / "one.txt").write_text(TWO, "utf-8")
    summary = made.build([folder])
    assert status(summary)["one.txt"] == "duplicate"
    assert not made.store.rows("SELECT 1 FROM report WHERE source LIKE '%one.txt'")


def test_a_moved_file_is_still_the_same_report(made, folder):
    made.build([folder])
    (folder / "one.txt").rename(folder / "moved.txt")
    made.build([folder])
    assert made.store.counts()["report"] == 2
    assert made.check() == []


def test_several_processes_build_the_same_library(made, folder, tmp_path, corpus):
    for name in ("xinhua.md", "kaiyuan.txt", "zeku.md"):
        shutil.copy(corpus / name, folder / name)
    alone = made.build([folder])
    with Library(tmp_path / "parallel", create=True) as parallel:
        together = parallel.build([folder], jobs=2)
        assert dump(parallel) == dump(made)
        assert together.files == alone.files
        assert together.version == alone.version


def test_a_bad_file_stops_no_other_process_of_a_build(made, folder):
    """Regression: an input error did not survive the way back from a worker and broke the whole pool."""
    (folder / "bad.txt").write_bytes(b"")
    summary = made.build([folder], jobs=2)
    assert status(summary) == {"bad.txt": "failed", "one.txt": "added", "two.txt": "added"}
    assert summary.failed[0].code == "empty"


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (" \n\u3000\n".encode(), "empty"),
    "binary.txt": (bytes(range(256)) * 20, "unknown-format"),
    "image.png": (b"\x89PNG\r\n\x1a\n" + bytes(200), "unknown-format"),
    "broken.docx": (b"PK\x03\x04" + b"\x00" * 300, "damaged"),
    "broken.pdf": (b"%PDF-1.4\n" + b"garbage " * 50, "damaged"),
    "cut.txt": ("柳溪县的做法说到一半".encode()[:-1] * 1, "encoding"),
}


def test_every_bad_file_is_named_with_its_reason_and_everything_else_is_built(made, folder):
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    summary = made.build([folder])
    found = status(summary)
    assert {name: found[name] for name in BAD} == dict.fromkeys(BAD, "failed")
    assert found["one.txt"] == found["two.txt"] == "added"
    for outcome in summary.failed:
        name = outcome.file.rsplit("/", 1)[-1]
        assert outcome.message, name
        assert outcome.hint, name
        assert outcome.code == BAD[name][1], name
    assert made.store.counts()["report"] == 2
    assert made.check() == []


def test_a_fault_of_the_program_on_one_file_loses_no_other(made, folder, monkeypatch):
    import api.library as module

    real = module.report_of

    def faulty(raw):
        if raw.source.endswith("one.txt"):
            raise ZeroDivisionError("made up")
        return real(raw)

    monkeypatch.setattr(module, "report_of", faulty)
    summary = made.build([folder])
    assert status(summary) == {"one.txt": "failed", "two.txt": "added"}
    assert "ZeroDivisionError" in summary.failed[0].message


def test_a_failure_while_writing_leaves_nothing_of_the_report(made, folder, monkeypatch):
    def fail(self, found):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("search.index.Index.put", fail)
    with pytest.raises(RuntimeError):
        made.build([folder])
    monkeypatch.undo()
    assert made.store.counts()["report"] == 0
    assert set(status(made.build([folder])).values()) == {"added"}


def test_an_interrupted_build_goes_on_where_it_stopped(made, folder, monkeypatch):
    seen = []

    def stop(step, done, total):
        seen.append((step, done, total))
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made.build([folder], progress=stop)
    assert made.check() == []
    assert sorted(status(made.build([folder])).values()) == ["added", "unchanged"]
    assert made.search("草莓").hits


def test_progress_counts_up_to_the_total(made, folder):
    seen = []
    made.build([folder], progress=lambda step, done, total: seen.append((step, done, total)))
    assert [done for step, done, total in seen if step == "读取"] == [1, 2]
    assert {total for step, _, total in seen if step == "读取"} == {2}


def test_the_summary_says_what_was_not_understood(made, tmp_path):
    path = tmp_path / "vague.txt"
    path.write_text("一个村的做法\n近年来，村里收入xx.x万元，干部跑得勤，群众看得见。\n", "utf-8")
    (outcome,) = made.add([path]).files
    assert len(outcome.notes) == 3


def test_removing_by_id_source_or_path(made, folder):
    for name in ("id", "source", "path"):
        made.build([folder])
        row = next(r for r in made.store.reports() if r["source"].endswith("one.txt"))
        assert made.remove(row[name]) == [row["source"]]
        assert made.store.counts()["report"] == 1
    with pytest.raises(NotFound):
        made.remove("nothing")


def test_removing_leaves_the_library_as_if_it_had_never_been_in(made, folder, tmp_path):
    made.build([folder])
    made.remove(str(folder / "one.txt"))
    with Library(tmp_path / "fresh", create=True) as fresh:
        fresh.add([folder / "two.txt"])
        assert dump(fresh) == dump(made)


def test_an_entity_shared_by_two_reports_says_the_same_whichever_is_removed(made, folder, tmp_path):
    made.build([folder])
    made.remove(str(folder / "one.txt"))
    made.add([folder / "one.txt"])
    with Library(tmp_path / "fresh", create=True) as fresh:
        fresh.build([folder])
        assert dump(fresh) == dump(made)


def test_a_list_of_sources_names_the_reports(tmp_path):
    (tmp_path / "a.txt").write_text(ONE, "utf-8")
    (tmp_path / "README.md").write_text("# not a report\n", "utf-8")
    (tmp_path / "sources.toml").write_text('[[report]]\nfile = "a.txt"\n', "utf-8")
    assert report_files(tmp_path) == [tmp_path / "a.txt"]


@pytest.mark.parametrize("content", ["[[report]]\nname = 1\n", "report = [", "[report]\n", "\udcff"])
def test_a_broken_list_of_sources_is_an_error_with_its_place(tmp_path, content):
    (tmp_path / "sources.toml").write_text(content, "utf-8", errors="surrogateescape")
    with pytest.raises(UsageError) as caught:
        report_files(tmp_path)
    assert "sources.toml" in str(caught.value)


def test_hidden_files_are_no_reports(tmp_path):
    for name in (".a.txt", ".git/b.txt", "c.txt", "deep/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(ONE, "utf-8")
    assert report_files(tmp_path) == [tmp_path / "c.txt", tmp_path / "deep" / "d.txt"]


def test_a_folder_that_is_not_there_is_a_usage_error(made, tmp_path):
    with pytest.raises(UsageError):
        made.build([tmp_path / "nowhere"])
    assert made.build([]).files == ()


def test_an_empty_library_says_so(made):
    with pytest.raises(UsageError) as caught:
        made.search("党建")
    assert "jingwei build" in caught.value.hint
    assert made.check() == []
    assert made.info()["counts"]["report"] == 0


def test_show_finds_everything_by_its_id(library):
    report = library.store.reports()[0]["id"]
    case = library.store.rows("SELECT id FROM cases ORDER BY id")[0]["id"]
    measure = library.store.rows("SELECT id FROM section ORDER BY id")[0]["id"]
    passage = library.store.rows("SELECT id FROM passage ORDER BY id")[0]["id"]
    assert library.show(report)["kind"] == "report"
    assert library.show(case)["kind"] == library.show(f"case:{case}")["kind"] == "case"
    assert library.show(measure)["kind"] == library.show(f"measure:{measure}")["kind"] == "measure"
    assert library.show(passage)["kind"] == "passage"
    assert library.show("region:320305")["name"] == "贾汪区"
    assert library.show("贾汪区")["id"] == "region:320305"
    with pytest.raises(NotFound):
        library.show("没有这个名字")


def test_every_entity_can_be_shown(library):
    for row in library.store.rows("SELECT id, kind FROM entity ORDER BY id")[::25]:
        assert library.show(row["id"])["kind"] == row["kind"]


def test_info_says_what_the_library_holds(library, sources):
    info = library.info()
    assert info["counts"]["report"] == len(info["reports"]) == len(sources)
    assert info["encoder"] == library.encoder.name
    assert info["version"] == library.store.version


def test_reports_that_went_and_came_back_in_another_order_keep_their_own_vectors(tmp_path):
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text("陇县的做法\n陕西省宝鸡市陇县发展火龙果种植，带动50户农户增收。\n", "utf-8")
    two.write_text("贾汪区的做法\n江苏省徐州市贾汪区设立便民服务站，为老人代办手续。\n", "utf-8")
    with Library(tmp_path / "library", create=True) as library:
        library.add([one, two])
        before = library.search("火龙果", 1).hits[0]
        library.remove(str(one))
        library.remove(str(two))
        library.add([two, one])
        after = library.search("火龙果", 1).hits[0]
    assert after.file == before.file
    assert after.score == before.score
