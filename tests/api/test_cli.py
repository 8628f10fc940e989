"""The command as a process: what it prints, and its exit codes (0 found, 1 nothing found, 2 an error)."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = "贾汪区的做法\n江苏省徐州市贾汪区推行“党支部+合作社”模式，发展草莓，带动30户。\n"


def run(*arguments, stdin=None, python=()):
    """Run the command; give the finished process, its output as text."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("JINGWEI_")}
    return subprocess.run(
        [sys.executable, *python, "-m", "api.cli", *map(str, arguments)],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
        env=environment | {"PYTHONUTF8": "1", "COLUMNS": "200"},
    )


class Inside:
    """What `jingwei …` did inside this process: cheaper than a process, the same code from `main` on."""

    def __init__(self, code, out, err):
        self.returncode, self.stdout, self.stderr = code, out.encode(), err.encode()


@pytest.fixture
def jingwei(monkeypatch, capsys):
    from api import cli, tables

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["jingwei", *map(str, arguments)])
        monkeypatch.setattr(tables, "console", tables.Console(width=200))
        capsys.readouterr()
        try:
            cli.main()
            code = 0
        except SystemExit as stop:
            code = stop.code or 0
        return Inside(code, *capsys.readouterr())

    return call


def lines(done):
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def test_annotate_prints_one_object_a_file_and_needs_no_library(corpus, tmp_path):
    bad = tmp_path / "empty.txt"
    bad.write_bytes(b"")
    done = run("annotate", corpus / "xiuying.txt", bad, corpus / "xinbarag.docx")
    found = lines(done)
    assert done.returncode == 2
    assert [Path(sample["file"]).name for sample in found] == ["xiuying.txt", "xinbarag.docx"]
    assert "empty.txt" in done.stderr.decode()
    assert found[0]["cases"][0]["region"]["code"] == "460105"


def test_annotate_reads_standard_input_and_offsets_count_in_what_text_prints(tmp_path):
    path = tmp_path / "made.txt"
    raw = ("\ufeff" + TEXT.replace("\n", "\r\n")).encode("utf-8")
    path.write_bytes(raw)
    done = run("annotate", "-", stdin=raw)
    assert done.returncode == 0
    printed = run("text", path).stdout.decode("utf-8")
    assert printed.encode("utf-8") == raw
    (sample,) = lines(done)
    for mention in sample["cases"][0]["mentions"]:
        assert "".join(printed[mention["start"] : mention["end"]].split()) == mention["surface"]


def test_text_prints_what_the_offsets_of_a_document_count_in(corpus):
    printed = run("text", corpus / "taibai-longxian.docx").stdout.decode("utf-8")
    assert printed.startswith("太白县")
    assert run("text", ROOT / "nowhere.txt").returncode == 2


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A library built by the command from two good files and one bad one."""
    base = tmp_path_factory.mktemp("cli")
    (base / "in").mkdir()
    (base / "in" / "one.txt").write_text(TEXT, "utf-8")
    (base / "in" / "two.txt").write_text(TEXT.replace("贾汪区", "铜山区").replace("草莓", "大蒜"), "utf-8")
    (base / "in" / "bad.txt").write_bytes(b"")
    done = run("build", base / "in", "--library", base / "library", "--json")
    return base, done


def test_build_prints_a_summary_and_a_bad_file_is_no_failure(built):
    _, done = built
    assert done.returncode == 0
    (summary,) = lines(done)
    assert summary["by_status"] == {"added": 2, "failed": 1}
    (bad,) = [file for file in summary["files"] if file["status"] == "failed"]
    assert bad["file"].endswith("bad.txt")
    assert bad["message"]


def test_strict_build_with_a_bad_file_exits_with_2(jingwei, built):
    base, _ = built
    done = jingwei("build", base / "in", "--library", base / "library", "--strict")
    assert done.returncode == 2
    assert "bad.txt" in done.stdout.decode()
    assert "未变 2" in done.stdout.decode()


def test_a_build_in_which_every_file_failed_exits_with_2(jingwei, built):
    base, _ = built
    assert jingwei("add", base / "in" / "bad.txt", "--library", base / "library").returncode == 2


def test_add_and_remove(jingwei, built, tmp_path):
    base, _ = built
    new = tmp_path / "new.txt"
    new.write_text(TEXT.replace("贾汪区", "沛县"), "utf-8")
    assert jingwei("add", new, "--library", base / "library").returncode == 0
    done = jingwei("remove", new, "--library", base / "library")
    assert (done.returncode, done.stdout.decode()) == (0, f"removed {new}\n")
    assert jingwei("remove", new, "--library", base / "library").returncode == 2


HIT = {"id", "file", "start", "end", "text", "score", "heading_path", "case", "region", "reasons", "citation"}


def test_search_prints_json_with_every_field_that_programs_read(sample):
    done = run("search", "石斛产业怎么发展", "--library", sample, "-k", "3", "--json")
    assert done.returncode == 0
    (result,) = lines(done)
    assert result["answerable"] is True
    assert 1 <= len(result["hits"]) <= 3
    assert all(set(hit) >= HIT and set(hit["region"]) >= {"name", "code", "inferred"} for hit in result["hits"])


def test_search_for_people_is_a_table_with_place_and_source(jingwei, sample):
    said = jingwei("search", "石斛产业怎么发展", "--library", sample, "-k", "1").stdout.decode()
    assert "海南省海口市秀英区" in said
    assert "xiuying.txt" in said


def test_search_from_a_file_prints_one_line_a_query(jingwei, sample, tmp_path):
    path = tmp_path / "queries.jsonl"
    rows = [
        {"id": "q1", "query": "石斛产业"},
        {"id": "q2", "need": "积分制治理", "filters": {"region": "湖南"}},
        {"id": "q3", "query": "量子纠错码 火星探测", "filters": {}},
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n\n", "utf-8")
    done = jingwei("search", "--from", path, "--library", sample, "--json")
    found = lines(done)
    assert done.returncode == 0
    assert [row["id"] for row in found] == ["q1", "q2", "q3"]
    assert {hit["region"]["code"] for hit in found[1]["hits"]} == {"431322"}
    assert all(set(row) >= {"id", "answerable", "hits"} for row in found)


@pytest.mark.parametrize(
    "line", ["not json", '{"id": "q1"}', "[]", "3", '{"query": 3}', '{"query": "党建", "filters": {"colour": "red"}}']
)
def test_a_line_that_is_no_query_is_named(jingwei, sample, tmp_path, line):
    path = tmp_path / "queries.jsonl"
    path.write_text('{"id": "q0", "query": "党建"}\n' + line + "\n", "utf-8")
    done = jingwei("search", "--from", path, "--library", sample, "--json")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr.decode()
    assert "line 2" in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["search", "“没有人写过的一句话”"], 1),
        (["search", "党建", "--region", "西藏"], 1),
        (["search", ""], 2),
        (["search", "党建", "--region", "贾旺区"], 2),
        (["search", "党建", "-k", "0"], 2),
        (["show", "没有这个名字"], 2),
        (["export", "--format", "xlsx"], 2),
        (["nonsense"], 2),
    ],
    ids=str,
)
def test_exit_codes(jingwei, sample, arguments, code):
    extra = [] if arguments == ["nonsense"] else ["--library", sample]
    done = jingwei(*arguments, *extra)
    assert done.returncode == code
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize(
    "command", [["search", "党建"], ["info"], ["check"], ["export"], ["show", "x"], ["remove", "x"]], ids=str
)
def test_without_a_library_the_command_says_how_to_build_one_and_makes_none(jingwei, tmp_path, command):
    done = jingwei(*command, "--library", tmp_path / "none")
    assert done.returncode == 2
    assert "jingwei build" in done.stderr.decode()
    assert not (tmp_path / "none").exists()


def test_an_error_is_one_line_with_what_where_and_what_to_do(jingwei, sample):
    said = jingwei("search", "党建", "--region", "贾旺区", "--library", sample).stderr.decode()
    assert len(said.strip().splitlines()) == 1
    assert said.startswith("jingwei: ")
    assert "贾汪区" in said


def test_show_export_check_and_info(sample, tmp_path):
    (shown,) = lines(run("show", "region:320305", "--library", sample, "--json"))
    assert (shown["kind"], shown["name"]) == ("region", "贾汪区")
    assert "贾汪区" in run("show", "region:320305", "--library", sample).stdout.decode()
    target = tmp_path / "graph.graphml"
    assert run("export", "--library", sample, "--output", target).returncode == 0
    assert target.read_text("utf-8").startswith("<?xml")
    assert all("node" in row or "edge" in row for row in lines(run("export", "-f", "jsonl", "--library", sample)))
    assert run("check", "--library", sample).returncode == 0
    (info,) = lines(run("info", "--library", sample, "--json"))
    assert info["counts"]["report"] == 20


def test_check_of_a_tampered_library_exits_with_2(jingwei, sample, tmp_path):
    import shutil
    import sqlite3

    shutil.copytree(sample, tmp_path / "library")
    raw = sqlite3.connect(tmp_path / "library" / "library.db")
    raw.execute("UPDATE mention SET surface = '别的' WHERE rowid = 1")
    raw.commit()
    raw.close()
    done = jingwei("check", "--library", tmp_path / "library")
    assert done.returncode == 2
    assert "does not slice back" in done.stdout.decode()


def imported(done):
    return {match[1] for match in re.finditer(r"\|\s+([\w.]+)$", done.stderr.decode(), re.MULTILINE)}


def test_a_cold_search_loads_neither_torch_nor_sentence_transformers_nor_spacy(sample):
    done = run("search", "石斛产业", "--library", sample, "--json", python=["-X", "importtime"])
    modules = imported(done)
    assert "search.engine" in modules
    assert not modules & {
        "torch",
        "sentence_transformers",
        "spacy",
        "networkx",
        "jieba",
        "sklearn",
        "fastapi",
        "uvicorn",
        "pdfplumber",
        "docx",
    }


def test_annotate_starts_without_torch(tmp_path):
    (tmp_path / "report.txt").write_text("平和县推行“党支部+合作社”模式，亩均增收2000元。", encoding="utf-8")
    done = run("annotate", tmp_path / "report.txt", python=["-X", "importtime"])
    assert "党支部+合作社" in done.stdout.decode()
    modules = imported(done)
    assert "spacy.language" in modules
    assert not {name for name in modules if name.startswith("torch.")}


def test_help_loads_nothing_heavy_and_names_every_command():
    done = run("--help", python=["-X", "importtime"])
    assert not imported(done) & {"torch", "sentence_transformers", "spacy", "faiss", "numpy", "networkx", "fastapi"}
    for name in ("annotate", "text", "build", "add", "remove", "search", "show", "export", "check", "info", "serve"):
        assert name in done.stdout.decode()


def test_the_library_can_be_named_by_the_environment(sample):
    environment = os.environ | {"JINGWEI_LIBRARY": str(sample), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", "info", "--json"], cwd=ROOT, capture_output=True, env=environment, check=False
    )
    assert done.returncode == 0


def test_a_reader_that_goes_away_is_no_error(sample):
    command = f"{sys.executable} -m api.cli export -f jsonl --library {sample} | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], cwd=ROOT, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


def test_output_is_utf8_even_where_the_locale_says_nothing(sample):
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONUTF8", "PYTHONIOENCODING", "LANG", "LC_ALL"}}
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", "info"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env=environment | {"LC_ALL": "POSIX", "JINGWEI_LIBRARY": str(sample)},
    )
    assert done.returncode == 0
    assert "编号" in done.stdout.decode("utf-8")


def test_the_process_exits_as_main_does(sample):
    assert run("search", "党建", "--region", "西藏", "--library", sample).returncode == 1
    done = run("search", "党建", "--region", "贾旺区", "--library", sample)
    assert done.returncode == 2
    assert "贾汪区" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize(
    "what", ["library is a file", "no query file", "query file in another encoding", "no folder for the output"]
)
def test_a_path_that_cannot_be_used_is_one_line_with_the_path(jingwei, sample, tmp_path, what):
    path = tmp_path / "path"
    if what == "library is a file":
        path.write_text("", "utf-8")
        done = jingwei("build", tmp_path, "--library", path)
    elif what == "no query file":
        done = jingwei("search", "--from", path, "--library", sample)
    elif what == "query file in another encoding":
        path.write_bytes('{"query": "党建"}\n'.encode("gb18030"))
        done = jingwei("search", "--from", path, "--library", sample)
    else:
        done = jingwei("export", "--library", sample, "--output", path / "graph.graphml")
    assert done.returncode == 2
    assert str(path) in done.stderr.decode()


def test_a_build_of_nothing_leaves_no_library_behind(jingwei, tmp_path):
    assert jingwei("build", tmp_path / "nowhere", "--library", tmp_path / "library").returncode == 2
    assert not (tmp_path / "library").exists()


def test_more_like_a_hit(sample):
    (answer,) = lines(run("search", "合作社分红", "-k", "1", "--library", sample, "--json"))
    name = answer["hits"][0]["id"]
    (found,) = lines(run("like", name, "-k", "3", "--library", sample, "--json"))
    assert len(found["hits"]) == 3
    assert name not in {hit["id"] for hit in found["hits"]}
    assert run("like", "nobody", "--library", sample).returncode == 2


def test_who_else_does_it(sample):
    (found,) = lines(run("who", "积分制", "--library", sample, "--json"))
    assert found["practice"] == "积分制"
    assert found["adopters"][0]["label"] == "同名"
    table = run("who", "积分制", "--library", sample)
    assert "同名：积分制" in table.stdout.decode()
    nobody = run("who", "火星移民", "--library", sample)
    assert (nobody.returncode, "没有材料写到" in nobody.stdout.decode()) == (1, True)
