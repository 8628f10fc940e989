"""The `jingwei` command: tables for people, --json for programs.

Exit codes: 0 found or done, 1 nothing found, 2 usage or input error.
Heavy modules are imported inside the commands that need them: a search from a cold shell loads neither spaCy nor torch.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ingest.errors import JingweiError, UsageError

if TYPE_CHECKING:
    from search.engine import Result

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="经纬：把经验材料变成知识图谱，寻找可移植的做法。 A knowledge graph of practice reports.",
)

LibraryOption = Annotated[
    Path, typer.Option("--library", "-l", envvar="JINGWEI_LIBRARY", help="文库文件夹 the library's folder")
]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON print JSON")]
FilesArgument = Annotated[list[Path], typer.Argument(help="文件 files (- reads standard input)")]


def _print_json(value: Any) -> None:  # noqa: ANN401 - any JSON value
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


@contextmanager
def _library(path: Path, *, create: bool = False) -> "Iterator[Library]":  # type: ignore[name-defined]  # noqa: F821
    from api.library import Library

    with Library(path, create=create) as library:
        yield library


def _fail(error: JingweiError) -> None:
    sys.stderr.write(f"jingwei: {error}\n")


def _import_spacy() -> None:
    """Import spaCy without torch, which thinc would load (half of the start) only to see whether it is there.

    Only for a command whose process is ours and ends with it: thinc does not look for torch a second time.
    """
    if "torch" not in sys.modules:
        sys.modules["torch"] = None  # type: ignore[assignment]  # the import system's word for "not there"
        try:
            import spacy  # noqa: F401
        finally:
            del sys.modules["torch"]


@app.command()
def annotate(files: FilesArgument) -> None:
    """标注 Print the annotations of files as JSON Lines, offsets into the raw text."""
    _import_spacy()
    from graph.annotate import annotate as annotate_report
    from graph.annotate import to_json
    from ingest.formats import read_bytes, read_file
    from ingest.read import report_of

    failed = False
    for path in files:
        try:
            raw = read_bytes(sys.stdin.buffer.read(), "-") if str(path) == "-" else read_file(path)
            _print_json(to_json(annotate_report(report_of(raw))))
        except JingweiError as error:
            _fail(error)
            failed = True
    if failed:
        raise typer.Exit(2)


@app.command()
def text(file: Annotated[Path, typer.Argument(help="文件 a file")]) -> None:
    """原文 Print the raw text that offsets count in (for .docx, .pdf, .html the extracted text)."""
    from ingest.formats import read_file

    # Bytes, not print: line ends must come out as they are in the text.
    sys.stdout.buffer.write(read_file(file).text.encode("utf-8"))


def _summary(summary: Any, *, as_json: bool, strict: bool) -> None:  # noqa: ANN401 - api.summary.Summary, imported late
    from dataclasses import asdict

    if as_json:
        _print_json({**asdict(summary), "by_status": summary.by_status})
    else:
        from api.tables import print_summary

        print_summary(summary)
    if summary.failed and (strict or len(summary.failed) == len(summary.files)):
        raise typer.Exit(2)


@app.command()
def build(
    folders: Annotated[list[Path], typer.Argument(help="文件夹 folders with reports")],
    library: LibraryOption = Path("library"),
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="进程数 worker processes")] = 1,
    strict: Annotated[bool, typer.Option("--strict", help="有文件失败时退出码为 2 exit 2 when a file failed")] = False,
    as_json: JsonOption = False,
) -> None:
    """建库 Read every report below the folders into the library; what is in already stays."""
    from api.library import report_files
    from api.tables import progress_bar

    files = [path for folder in folders for path in report_files(folder)]
    with _library(library, create=True) as open_library, progress_bar(quiet=as_json) as progress:
        summary = open_library.add(files, jobs=jobs, progress=progress)
    _summary(summary, as_json=as_json, strict=strict)


@app.command()
def add(
    files: FilesArgument,
    library: LibraryOption = Path("library"),
    strict: Annotated[bool, typer.Option("--strict", help="有文件失败时退出码为 2 exit 2 when a file failed")] = False,
    as_json: JsonOption = False,
) -> None:
    """添加 Add single files to the library."""
    from api.tables import progress_bar

    with _library(library, create=True) as open_library, progress_bar(quiet=as_json) as progress:
        summary = open_library.add(files, progress=progress)
    _summary(summary, as_json=as_json, strict=strict)


@app.command()
def remove(
    names: Annotated[list[str], typer.Argument(help="编号或文件 report ids or files")],
    library: LibraryOption = Path("library"),
) -> None:
    """移除 Remove reports with everything that came from them."""
    with _library(library) as open_library:
        for name in names:
            for source in open_library.remove(name):
                sys.stdout.write(f"removed {source}\n")


def _print_result(result: "Result", as_json: bool, **named: str) -> None:
    """Print an answer as cards, or as a line of JSON after what names it."""
    if as_json:
        from api.answers import result_json

        _print_json({**named, **result_json(result)})
    else:
        from api.tables import print_result

        print_result(result)


def _queries(path: Path) -> list[dict[str, Any]]:
    """Read queries, one JSON object a line: {"id", "query" or "need", "filters"}."""
    from search.filters import Filters

    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"no UTF-8 text ({error.reason})", where=str(path), hint="save it as UTF-8") from error
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
                query = row.get("query") or row["need"]
                filters = {name: value for name, value in (row.get("filters") or {}).items() if value}
                if not isinstance(query, str):
                    raise TypeError("the query is no text")
                rows.append({"id": row.get("id"), "query": query, "filters": Filters(**filters) if filters else None})
            except (ValueError, KeyError, AttributeError, TypeError) as error:
                message = f"line {number} is no query ({error})"
                raise UsageError(message, where=str(path), hint='each line: {"id": …, "query": …}') from error
    return rows


@app.command()
def search(  # noqa: PLR0917 - one parameter an option
    query: Annotated[str, typer.Argument(help="问题 what you look for, in plain words")] = "",
    library: LibraryOption = Path("library"),
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="条数 number of hits")] = 10,
    region: Annotated[str | None, typer.Option(help="地区或代码 a region's name or the start of its code")] = None,
    model: Annotated[str | None, typer.Option(help="模式的主体 a role or chain: 合作社, 党支部+合作社")] = None,
    industry: Annotated[str | None, typer.Option(help="产业 an industry")] = None,
    problem: Annotated[str | None, typer.Option(help="问题 a problem")] = None,
    theme: Annotated[str | None, typer.Option(help="主题 a theme")] = None,
    source: Annotated[
        Path | None, typer.Option("--from", help="从 JSON Lines 文件读取问题 read queries from a file")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="线上全部 everything above the line")] = False,
    within: Annotated[str | None, typer.Option(help="在结果中找 only in what answers this earlier query")] = None,
    per_county: Annotated[int | None, typer.Option(min=1, help="每县至多几条 the most hits of one county")] = None,
    as_json: JsonOption = False,
) -> None:
    """搜索 Find practices by what they are about, not only by their words."""
    from search.filters import Filters

    own = Filters(region=region, model=model, industry=industry, problem=problem, theme=theme)
    with _library(library) as open_library:
        ask = partial(open_library.search, k=k, every=every, within=within, per_county=per_county)
        if source is not None:
            found = False
            for row in _queries(source):
                result = ask(row["query"], filters=row["filters"] or own)
                found = found or result.answerable
                _print_result(result, as_json, id=row["id"])
            raise typer.Exit(0 if found else 1)
        result = ask(query, filters=own)
        _print_result(result, as_json)
    if not result.answerable:
        raise typer.Exit(1)


@app.command()
def like(
    passage: Annotated[str, typer.Argument(help="原文编号 the id of a hit")],
    library: LibraryOption = Path("library"),
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="条数 number of hits")] = 10,
    as_json: JsonOption = False,
) -> None:
    """相似 Find more passages like one that a search found."""
    with _library(library) as open_library:
        result = open_library.like(passage, k)
    _print_result(result, as_json)
    if not result.answerable:
        raise typer.Exit(1)


@app.command()
def who(
    practice: Annotated[str, typer.Argument(help="做法 a name, a chain of roles, or plain words")],
    library: LibraryOption = Path("library"),
    as_json: JsonOption = False,
) -> None:
    """谁也做 Say which places do a practice: 同名, 同模式, 同根 or 做法相近."""
    from api.answers import adopters_json

    with _library(library) as open_library:
        found = open_library.who_else(practice)
    if as_json:
        _print_json(adopters_json(practice, found))
    elif found:
        from api.tables import print_adopters

        print_adopters(practice, found)
    else:
        typer.echo(f"文库里没有材料写到“{practice}”或相近的做法。")
    if not found:
        raise typer.Exit(1)


@app.command()
def transfer(  # noqa: PLR0917 - one parameter an option
    library: LibraryOption = Path("library"),
    need: Annotated[str, typer.Option(help="需求 what the county needs, in plain words")] = "",
    region: Annotated[str | None, typer.Option(help="地区或代码 the county: a name or a code")] = None,
    profile: Annotated[Path | None, typer.Option(help="画像文件 the county's profile, JSON or TOML")] = None,
    words: Annotated[
        str | None, typer.Option("--words", "--profile-words", help="画像词 plain words: 喀斯特山地，村级债务")
    ] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="条数 number of practices")] = 10,
    source: Annotated[
        Path | None, typer.Option("--from", help="从 JSON Lines 文件读取情景 read scenarios from a file, print JSON")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """移植 Find practices for a need and say of each whether it would work in a county."""
    from api.transfer_answers import profile_of, scenarios, transfer_json

    with _library(library) as open_library:
        if source is not None:
            found = False
            for name, asked, county in scenarios(source):
                result = open_library.transfer(asked, county, k=k)
                found = found or result.answerable
                _print_json({"id": name, **transfer_json(result)})
            raise typer.Exit(0 if found else 1)
        result = open_library.transfer(need, profile_of(profile, words), region=region, k=k)
    if as_json:
        _print_json(transfer_json(result))
    else:
        from api.transfer_table import print_transfer

        print_transfer(result)
    if not result.answerable:
        raise typer.Exit(1)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="编号或名称 an id or a name")],
    library: LibraryOption = Path("library"),
    as_json: JsonOption = False,
) -> None:
    """查看 Show a report, case, measure, passage or any entity."""
    with _library(library) as open_library:
        found = open_library.show(name)
    if as_json:
        _print_json(found)
    else:
        from api.tables import print_thing

        print_thing(found)


@app.command()
def export(
    library: LibraryOption = Path("library"),
    form: Annotated[str, typer.Option("--format", "-f", help="graphml 或 jsonl")] = "graphml",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写入文件 write to a file")] = None,
) -> None:
    """导出 Write the graph, evidence on every edge."""
    with _library(library) as open_library:
        written = open_library.export(form)
    if output is None:
        sys.stdout.write(written)
    else:
        output.write_text(written, "utf-8")


@app.command()
def check(library: LibraryOption = Path("library")) -> None:
    """检查 Prove that every fact slices back to its raw text."""
    with _library(library) as open_library:
        problems = open_library.check()
        counts = open_library.store.counts()
    for problem in problems:
        sys.stdout.write(problem + "\n")
    if problems:
        raise typer.Exit(2)
    sys.stdout.write(
        f"完好 sound: {counts['mention']} mentions, {counts['metric']} figures, "
        f"{counts['relation']} relations slice back\n"
    )


@app.command()
def info(library: LibraryOption = Path("library"), as_json: JsonOption = False) -> None:
    """概况 Say what the library holds."""
    with _library(library) as open_library:
        found = open_library.info()
    if as_json:
        _print_json(found)
    else:
        from api.tables import print_info

        print_info(found)


@app.command()
def serve(
    library: LibraryOption = Path("library"),
    host: Annotated[str, typer.Option(help="地址 address; other than 127.0.0.1 opens it to the network")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口 port")] = 8000,
) -> None:
    """服务 Serve the page and the HTTP API."""
    import uvicorn

    from api.http import make_app
    from api.tables import print_welcome

    with _library(library) as open_library:
        counts = open_library.store.counts()
    print_welcome(host, port, counts)
    uvicorn.run(make_app(library), host=host, port=port, log_level="warning")


def main() -> None:
    """Run the command; errors that we know become one line and exit code 2."""
    try:
        app()
    except JingweiError as error:
        _fail(error)
        sys.exit(2)
    except BrokenPipeError:
        # The reader (head, less) went away: no message, and no second one when stdout is flushed at exit.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        _fail(UsageError(str(error.strerror or error), where=str(error.filename or ""), hint="check the path"))
        sys.exit(2)


if __name__ == "__main__":
    main()
