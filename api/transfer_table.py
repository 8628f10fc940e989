"""Transfer in a terminal: a card a practice, 条件 — 做法 — 成效 — 可复制性."""

from collections.abc import Sequence

from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from api.tables import console
from search.conditions import DIMENSIONS
from search.evidence import Evidence
from search.profile import FIELDS, NAMES, Profile
from search.transfer import Practice, Transferable

VERDICTS = {
    "fits": ("可用", "green"),
    "adapt": ("改后可用", "yellow"),
    "blocked": ("不适用", "red"),
    "unknown": ("无从判断", "dim"),
}
STATES = {"matched": "具备", "missing": "缺", "conflicting": "冲突", "unknown": "未知"}
BASES = {"stated": "原文", "inferred": "推断"}
MOST_FIGURES = 6


def _profile(profile: Profile) -> str:
    said = [f"{NAMES[name]}：{getattr(profile, name)}" for name in FIELDS if getattr(profile, name)]
    return "　".join([*said, *(f"{NAMES[field]}：{words}（推断，{why}）" for field, words, why in profile.inferred)])


def _figures(figures: Sequence[Evidence]) -> str:
    shown = [
        f"{f.indicator} {f.surface}（{'原文遮盖，不可引用' if f.redacted else f.time}）" for f in figures[:MOST_FIGURES]
    ]
    more = f" 等{len(figures)}项" if len(figures) > MOST_FIGURES else ""
    return "；".join(shown) + more if shown else "原文无数字"


def _rows(practice: Practice) -> list[tuple[str, str]]:
    conditions = [
        f"[{STATES[c.status]}·{BASES[c.basis]}·{DIMENSIONS[c.dimension]}] {c.name}：{c.reason}"
        for c in practice.conditions
    ]
    outcome = _figures(practice.figures)
    if practice.honours:
        outcome += "\n荣誉：" + "、".join(f"{h.text}（{h.note or '级别未载'}）" for h in practice.honours)
    counties = "、".join(f"{a.region}{'（推断）' if a.inferred else ''}（{a.how}）" for a in practice.adopters)
    costs = "；".join(f"{f.indicator} {f.surface}" for f in practice.figures if f.cost)
    replicable = [
        *practice.reasons,
        f"同做法：共{1 + len(practice.adopters)}地" + (f"，另有{counties}" if counties else ""),
        f"谁牵头：{'、'.join(s.text for s in practice.leads) or '原文未载'}　花多少：{costs or '原文未载'}",
    ]
    if practice.spread:
        replicable.append("原文说法：" + "、".join(dict.fromkeys(s.text for s in practice.spread)))
    return [
        ("条件", "\n".join(conditions) or "原文未提特别条件"),
        ("做法", " › ".join(practice.heading_path) + "\n" + practice.text),
        ("成效", outcome),
        ("可复制性", "\n".join(replicable)),
    ]


def print_transfer(result: Transferable) -> None:
    """Print the practices as cards, what is anticipated and what is missing said first."""
    console.print(f"[bold]{escape(result.need)}[/bold]　{escape(_profile(result.profile))}")
    for note in result.notes:
        console.print(f"[yellow]{escape(note)}[/yellow]")
    if not result.answerable:
        console.print("[bold]没有找到答案[/bold]：文库里没有材料谈到这一需求。以下只是最接近的内容：")
    for number, practice in enumerate(result.practices, 1):
        label, colour = VERDICTS[practice.verdict]
        place = (practice.region_full or "地区未载") + ("（推断）" if practice.region_inferred else "")
        grid = Table.grid(padding=(0, 1))
        grid.add_column(style="bold", no_wrap=True)
        grid.add_column(overflow="fold")
        for name, text in _rows(practice):
            grid.add_row(name, Text(text))
        grid.add_row("出处", Text(practice.citation, style="dim"))
        title = escape(f"{number}. {label}　{place}")
        console.print(Panel(grid, title=title, title_align="left", border_style=colour))
