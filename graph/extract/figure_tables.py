"""Figures of tables (表格): cells whose unit or time stands in the head of their column or row.

    指标⇥2022年⇥2023年 / 村集体经济收入（万元）⇥35.6⇥50.2 → 村集体经济收入 356000 元 in 2022年, 502000 元 in 2023年
    乡镇⇥种植面积（亩） / 柳林镇⇥1200 → 种植面积 1200 亩 of 柳林镇

A table is two lines or more of as many cells, parted by tabs, as the readers of Word files and pages give them. Left
alone: numbers that no head gives a unit (序号, 年份).
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from graph.extract.figure_times import times_of
from graph.schema import Figure

_ROW = re.compile(r"(?m)^[^\n\t]*(?:\t[^\n\t]*)+$")
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_BARE = re.compile(rf"\s*(?P<number>{_NUMBER.pattern})\s*(?P<share>%)?\s*")
_UNIT = re.compile(r"[（(](?:单位[：:])?([^）()（]{1,6})[)）]\s*$|[/／]\s*([\u4e00-\u9fff]{1,4})$")
_COUNTS = re.compile("([户人件次头只株亩])数$|(人次|场次)$")  # 户数 says that households are counted
_CAPTION = re.compile(r"单位[：:]\s*([\u4e00-\u9fff%]{1,4})")  # above the table: 单位：万元
_CHANGE = re.compile("(?:增长|增幅|增速|同比|环比|降幅|下降)(?:率|幅度?)?$")
_SUMS = frozenset({"合计", "总计", "小计", "平均", ""})
_PLAIN = frozenset("数值 数量 数据 数 金额 完成情况 完成数 实际 实际值 结果 指标值 情况 现状 合计 总数".split())
_PLANNED = re.compile("(?:计划|目标|任务)[值数量]?|年度(?:计划|目标|任务)")
_ABOVE = 40  # characters above a table that may hold its unit


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one cell and where they are."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a column or a row says: of what, in which unit, when."""

    words: str
    unit: str
    time: str | None


Row = list[Cell]
_NOTHING = Head("", "", None)


def _tables(text: str) -> Iterator[list[Row]]:
    """Give the tables: runs of lines with as many cells, two at least."""
    table: list[Row] = []
    end = -1
    for match in _ROW.finditer(text):
        row, at = [], match.start()
        for words in match[0].split("\t"):
            row.append(Cell(at, at + len(words), words.strip()))
            at += len(words) + 1
        if match.start() != end + 1 or (table and len(table[0]) != len(row)):
            if len(table) > 1:
                yield table
            table = []
        table.append(row)
        end = match.end()
    if len(table) > 1:
        yield table


@cache
def _head(words: str) -> Head:
    """Take the head of a column or row apart: 种植面积（亩）, 产值（万元）, 2023年."""
    unit = _UNIT.search(words)
    told = words[: unit.start()].strip() if unit else words
    times = times_of(told)
    time = told if times and times[0] == (0, len(told)) else None
    counts = _COUNTS.search(told)
    return Head(told, (unit[1] or unit[2]) if unit else (counts[1] or counts[2]) if counts else "", time)


def table_figures(text: str, found: Sequence[Figure], read: Callable[[str], list[Figure]]) -> list[Figure]:
    """Give the figures with those of tables; `read` finds the figures of a piece of text.

    A cell's figure is of what its column's head names, or of its row's where that names a time; else the row's name is
    the object.
    """
    if "\t" not in text:
        return list(found)
    figures = {figure.start: figure for figure in found}
    starts = [figure.start for figure in found]
    for table in _tables(text):
        above = _CAPTION.search(text, max(0, table[0][0].start - _ABOVE), table[0][0].start)
        headed = not any(_BARE.fullmatch(cell.words) for cell in table[0][1:])
        heads = [_head(cell.words) if headed else _NOTHING for cell in table[0]]
        rows = table[headed:]
        numbered = len(heads) > 2 and all(row[0].words.isdecimal() for row in rows if row[0].words not in _SUMS)
        first = int(numbered)  # 序号 before the names
        for row in rows:
            of_row = _head(row[first].words or row[0].words)
            for column, cell in zip(heads[first + 1 :], row[first + 1 :], strict=True):
                own = found[bisect_left(starts, cell.start) : bisect_left(starts, cell.end)]
                unit = column.unit or of_row.unit or (above[1] if above else "")
                for figure in own or _bare(cell, unit, read):
                    figures[figure.start] = _told(figure, column, of_row)
    return [figures[at] for at in sorted(figures)]


def _bare(cell: Cell, unit: str, read: Callable[[str], list[Figure]]) -> list[Figure]:
    """Give the figure of a cell that holds a number alone; none where no head gives its unit."""
    match = _BARE.fullmatch(cell.words)
    if match is None or not (unit or match["share"]):
        return []
    number, share = match["number"], match["share"] or ""
    start = cell.start + cell.words.index(number)
    return [
        replace(
            figure,
            start=start,
            end=start + len(number + share),
            value=-figure.value if number.startswith("-") and figure.value is not None else figure.value,
        )
        for figure in read(number.lstrip("-") + (share or unit))
    ]


def _told(figure: Figure, column: Head, row: Head) -> Figure:
    """Give a cell's figure with what its column and row say of it."""
    planned = _PLANNED.fullmatch(column.words) is not None
    names = bool(column.words) and not (column.time or planned or column.words in _PLAIN)
    words = column.words if names else row.words
    change = _CHANGE.search(words) is not None and figure.unit in {"%", "百分点"}
    return replace(
        figure,
        indicator=words or figure.indicator,
        object=row.words if names and not row.time else None,
        time=column.time or row.time or figure.time,
        kind="standard" if planned else "change" if change else figure.kind,
    )
