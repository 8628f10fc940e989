"""Figures of tables: unit, time and indicator from the heads of columns and rows."""

import pytest

from graph.extract.figures import find_figures


def figures(*rows):
    text = "\n".join("\t".join(row.split()) for row in rows)
    return [(text[f.start : f.end], f.value, f.unit, f.indicator, f.time, f.object) for f in find_figures(text)]


def test_times_above_the_columns():
    assert figures("指标 2022年 2023年", "村集体收入（万元） 35.6 50.2", "参加培训 120人次 300人次") == [
        ("35.6", 356_000, "元", "村集体收入", "2022年", None),
        ("50.2", 502_000, "元", "村集体收入", "2023年", None),
        ("120人次", 120, "人次", "参加培训", "2022年", None),
        ("300人次", 300, "人次", "参加培训", "2023年", None),
    ]


def test_measures_above_the_columns_and_names_in_the_rows():
    assert figures(
        "序号 乡镇 种植面积（亩） 增长率（%）", "1 柳林镇 1,200 12.3", "2 石桥乡 800 -3.5", "合计 全县 2,000 5"
    ) == [
        ("1,200", 1200, "亩", "种植面积", None, "柳林镇"),
        ("12.3", 12.3, "%", "增长率", None, "柳林镇"),
        ("800", 800, "亩", "种植面积", None, "石桥乡"),
        ("-3.5", -3.5, "%", "增长率", None, "石桥乡"),
        ("2,000", 2000, "亩", "种植面积", None, "全县"),
        ("5", 5, "%", "增长率", None, "全县"),
    ]


def test_years_in_the_rows_and_a_unit_above_the_table():
    assert figures("单位：万元", "年份 总产值 增加值", "2019年 350 120", "2020年 410 150")[:2] == [
        ("350", 3_500_000, "元", "总产值", "2019年", None),
        ("120", 1_200_000, "元", "增加值", "2019年", None),
    ]


def test_a_head_may_say_what_is_counted():
    assert figures("村名 户数 人数", "柳河村 120 430", "石桥村 80 300")[:2] == [
        ("120", 120, "户", "户数", None, "柳河村"),
        ("430", 430, "人", "人数", None, "柳河村"),
    ]


def test_what_was_planned_and_what_was_done():
    text = "指标\t目标值\t完成数\n培训\t300人\t320人"
    assert [(f.value, f.kind, f.indicator) for f in find_figures(text)] == [
        (300, "standard", "培训"),
        (320, "level", "培训"),
    ]


def test_a_table_without_a_head():
    assert figures("种植面积（亩） 1200", "产值（万元） 350") == [
        ("1200", 1200, "亩", "种植面积", None, None),
        ("350", 3_500_000, "元", "产值", None, None),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("姓名 电话", "张三 13800000000", "李四 13900000000"),
        ("序号 村名 得分", "1 柳河村 120", "2 石桥村 80"),
        ("项目 进展", "道路 已完成", "桥梁 未完成"),
        ("村集体收入（万元） 35.6",),
    ],
)
def test_numbers_without_a_unit_and_single_lines_are_none(rows):
    assert figures(*rows) == []


def test_text_before_and_behind_a_table_is_read_as_ever():
    text = "全县建成合作社12家。\n乡镇\t产值（万元）\n柳林镇\t350\n石桥乡\t210\n带动农户300户。"
    assert [(f.value, f.indicator) for f in find_figures(text)] == [
        (12, "建成合作社"),
        (3_500_000, "产值"),
        (2_100_000, "产值"),
        (300, "带动农户"),
    ]
