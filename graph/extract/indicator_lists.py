"""Indicators of several figures: lists that share a subject, and the places that the text told before them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import rjieba

from graph.extract.indicator_words import AND, without_lead
from graph.schema import Figure

LISTED = frozenset("、 和 与 及 以及".split())  # between the figures of a list
_SENTENCE_END = re.compile("[。！？；\n]")
# What several objects are measured by, at the end of their common subject (A、B平均年龄37.9岁、44.9岁).
_MEASURED = re.compile(
    r"(?:平均\w+|人均\w+|户均\w+|年?[总纯]?收入|占比|比例|比重|面积|产量|产值|人数|数量|总数|覆盖率|满意率)$"
)
_CHANGED = re.compile("(?:同比|环比)?(?:增长|增加|提高|提升|上升|下降|降低|减少|压缩|缩短)$")
_MEASURES = re.compile(f"[率量额数值价]$|的[^的]+$|{_MEASURED.pattern}")
_SEVERALLY = re.compile("分别([^，。；：\\d]{0,6}?)(?:为|是|有|高?达到?|[超近约]过?)*$")
_AMOUNTS = frozenset("量率额数值")
# 随着2020年石桥村|贫困人口: what may stand before a place that opens an indicator, and after it.
_BEFORE_PLACE = r"(?:仅|其中|在|而|随着|\d{4}年|目前|位于|截至|，|——|今年|去年|全|由|从)*"
_AFTER_PLACE = "(?:[的、和]|地区(?!生产总值)|境内|全[县市区]|等地)?"


def share_out(text: str, found: list[Figure]) -> list[Figure]:
    """Give each figure of a list its own object where the subject names as many (镇党委班子、村党组织书记).

    Where it names none, the figures before it are dealt out: 合同额8159亿元，执行额5504亿元，分别增长12.3%和18%.
    """
    shared = list(found)
    at = 0
    while at < len(found):
        end = at + 1
        while (
            end < len(found)
            and found[end].unit == found[at].unit
            and text[found[end - 1].end : found[end].start] in LISTED
        ):
            end += 1
        objects, change = _objects(found[at].indicator)
        if end - at > 1 and len(objects) == end - at:
            for figure, (name, indicator) in zip(range(at, end), objects, strict=True):
                shared[figure] = replace(found[figure], indicator=indicator + change, object=name)
        elif len(dealt := _dealt(text, found[at])) == end - at > 1:
            for figure, (name, indicator) in zip(range(at, end), dealt, strict=True):
                shared[figure] = replace(found[figure], indicator=indicator, object=name)
        elif end - at > 1 and at >= end - at and "分别" in text[found[at - 1].end : found[at].start]:
            before = found[2 * at - end : at]
            told = found[at].indicator.removeprefix(before[-1].indicator)
            if told != found[at].indicator and not _SENTENCE_END.search(text, before[0].end, found[at].start):
                for figure, one in zip(range(at, end), before, strict=True):
                    shared[figure] = replace(found[figure], indicator=one.indicator + told.replace("分别", ""))
        at = end
    return shared


def _objects(indicator: str) -> tuple[list[tuple[str, str]], str]:
    """Take 镇党委班子、村党组织书记平均年龄[比上届下降] apart: objects with their indicators, and the rest."""
    compared = re.search(r"(?:比|较|同比|环比)[^、]*$", indicator)
    words, change = (indicator[: compared.start()], compared[0]) if compared else (indicator, "")
    measured = _MEASURED.search(words)
    if measured is None or not AND.search(words):
        return [], ""
    names = AND.split(words[: measured.start()])
    # 城镇人均收入和农村人均收入: each names its own measure
    return [(name, name if _MEASURED.search(name) else name + measured[0]) for name in names if name], change


def _dealt(text: str, figure: Figure) -> list[tuple[str, str]]:
    """Deal out what 分别 says of each: 治安案件、刑事案件分别下降[61%和74%], 水稻和玉米分别种植[200亩和300亩]."""
    said = _SEVERALLY.search(text, max(0, figure.start - 14), figure.start)
    changed = _CHANGED.search(figure.indicator)
    if not said:
        return []
    if not changed and figure.indicator.endswith(said[1]):
        names = AND.split(figure.indicator.removesuffix(said[1]))
        measured = [bool(_MEASURES.search(name)) for name in names]
        whole = min(map(len, names)) > 1 and (all(measured) or not measured[-1])  # 水稻、玉米|机收率 is of both
        return [(name, name + said[1]) for name in names] if whole else []
    if not changed:
        return []
    names = AND.split(figure.indicator[: changed.start()])
    if "占" in names[-1] or min(map(len, names)) < 2:
        return []
    amount = rjieba.cut(names[-1])[-1]  # 化肥和农药施用量
    rest = amount if len(amount) > 1 and amount[-1] in _AMOUNTS else ""
    told = [name if name[-1] in _AMOUNTS or name[-2:] in rest else name + rest for name in names]
    return [(name.removesuffix(rest), one + changed[0]) for name, one in zip(names, told, strict=True)]


def without_places(figures: Sequence[Figure], places: Iterable[str]) -> list[Figure]:
    """Take the places that an indicator opens with out of it (石桥村高标准农田 → 高标准农田).

    Args:
        figures: the figures of a case.
        places: the surfaces of its mentions of places.
    """
    names = "|".join(map(re.escape, sorted(set(places), key=lambda name: (-len(name), name))))
    if not names:
        return list(figures)
    opening = re.compile(f"{_BEFORE_PLACE}(?:(?:{names}){_AFTER_PLACE})+")
    return [replace(figure, indicator=_after_place(figure.indicator, opening)) for figure in figures]


def _after_place(words: str, opening: re.Pattern[str]) -> str:
    match = opening.match(words)
    rest = without_lead(words[match.end() :].lstrip("的，、等")) if match else ""
    return rest if len(rest) > 1 else words
