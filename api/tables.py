"""Tables: what people read in a terminal."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from api.summary import Summary
from search.adopters import Adopter
from search.engine import Hit, Result

console = Console()
STATUS = {"added": "新增", "replaced": "更新", "unchanged": "未变", "duplicate": "重复", "failed": "失败"}
QUESTIONS = ("村里账上没一分钱，怎么才能有进项", "老人腿脚不便，谁替他跑腿办手续", "党支部+合作社")


@contextmanager
def progress_bar(*, quiet: bool = False) -> Iterator[Callable[[str, int, int], None] | None]:
    """Show a progress bar on standard error while the block runs; with `quiet` none."""
    if quiet:
        yield None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def advance(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield advance


def print_summary(summary: Summary) -> None:
    """Print what became of the files and what the library holds."""
    states = "，".join(f"{STATUS[name]} {n}" for name, n in summary.by_status.items()) or "没有文件"
    console.print(f"[bold]文件[/bold]：{states}")
    held = {"报告": "report", "案例": "cases", "举措": "section", "提及": "mention", "数字": "metric", "实体": "entity"}
    held["关系"] = "relation"
    console.print("[bold]文库[/bold]：" + "　".join(f"{label} {summary.counts[key]}" for label, key in held.items()))
    for outcome in summary.files:
        if outcome.status in {"failed", "duplicate"}:
            color = "red" if outcome.status == "failed" else "yellow"
            message = outcome.message + (f"（{outcome.hint}）" if outcome.hint else "")
            console.print(f"  [{color}]{STATUS[outcome.status]}[/] {escape(outcome.file)}：{escape(message)}")
        for note in outcome.notes:
            console.print(f"  [yellow]未解[/yellow] {escape(outcome.file)}：{escape(note)}")


def _marked(hit: Hit) -> Text:
    text = Text(hit.text)
    for start, end in hit.highlights:
        text.stylize("bold yellow", start, end)
    return text


def print_result(result: Result) -> None:
    """Print hits as cards; without an answer say so, then the nearest things apart."""
    for note in result.notes:
        console.print(f"[yellow]{escape(note)}[/yellow]")
    if not result.answerable:
        console.print(
            f"[bold]没有找到答案[/bold]：文库里没有材料谈到“{escape(result.query)}”。"
            + ("以下只是最接近的内容，不是答案：" if result.hits else "")
        )
    for number, hit in enumerate(result.hits, 1):
        place = hit.region_full or "地区未载"
        title = f"{number}. {place}{'（推断）' if hit.region_inferred else ''}　{hit.score:.2f}"
        head = Text(" › ".join(hit.heading_path) + "\n", style="bold") if hit.heading_path else Text("")
        foot = Text(f"\n{'；'.join(hit.reasons)}\n{hit.citation}", style="dim")
        console.print(
            Panel(
                Text.assemble(head, _marked(hit), foot),
                title=escape(title),
                title_align="left",
                border_style="cyan" if result.answerable else "dim",
            )
        )


def print_info(info: dict[str, Any]) -> None:
    """Print what a library holds."""
    table = Table("编号", "文件", "格式", "编码", title=f"文库版本 {info['version']}　编码器 {info['encoder']}")
    for row in info["reports"]:
        table.add_row(row["id"], row["source"], row["format"], row["encoding"] or "")
    console.print(table)
    console.print("　".join(f"{name} {n}" for name, n in info["counts"].items()))


def print_thing(found: dict[str, Any]) -> None:
    """Print an entity, measure, case, report or passage."""
    console.print(
        f"[bold]{escape(str(found.get('kind')))}[/bold]　{escape(str(found.get('id', found.get('name', ''))))}"
    )
    for key, value in found.items():
        if key not in {"kind", "id"} and isinstance(value, str | int | float) and value is not None:
            console.print(f"  [dim]{key}[/dim] {escape(str(value))}")
    for key in ("measures", "metrics", "relations", "cases", "entities"):
        rows = found.get(key) or []
        if rows:
            table = Table(title=key)
            names = [
                n for n in rows[0] if not isinstance(rows[0][n], list | dict) and n not in {"case_id", "text", "report"}
            ][:9]
            for name in names:
                table.add_column(name, overflow="fold")
            for row in rows:
                table.add_row(*(escape("" if row[n] is None else str(row[n])) for n in names))
            console.print(table)


def print_welcome(host: str, port: int, counts: dict[str, int]) -> None:
    """Print the address and three questions to try."""
    console.print(f"经纬 Jingwei：{counts['report']} 份报告，{counts['cases']} 个案例，{counts['metric']} 个数字")
    console.print(f"打开 [bold]http://{host}:{port}[/bold]　接口文档 http://{host}:{port}/docs　按 Ctrl+C 停止")
    console.print("试一试：" + "　".join(f"“{question}”" for question in QUESTIONS))


def print_adopters(practice: str, found: Sequence[Adopter]) -> None:
    """Print who does a practice, one row a place, the surest rule first."""
    table = Table(title=f"“{escape(practice)}”：{len(found)} 地的材料写到", title_justify="left")
    for name in ("地区", "关系", "出处"):
        table.add_column(name, overflow="fold")
    for one in found:
        place = one.region + ("（推断）" if one.inferred else "")
        table.add_row(escape(place), escape(one.how), escape(f"{PurePath(one.file).name} 第{one.start}—{one.end}字"))
    console.print(table)
