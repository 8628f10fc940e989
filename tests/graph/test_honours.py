"""Honours: titles and ranks that were received, with level and year."""

import pytest

from graph.extract.honours import find_honours


def honours(text):
    return [(m.norm, m.fields["level"], m.fields["year"]) for m in find_honours(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("荣获全国先进基层党组织称号", [("全国先进基层党组织", "国家", None)]),
        (
            "先后获得全国文明村、全国乡村治理示范村等称号",
            [("全国文明村", "国家", None), ("全国乡村治理示范村", "国家", None)],
        ),
        ("2019年被评为省级文明村", [("省级文明村", "省", 2019)]),
        ("村里被评为省级文明村", [("省级文明村", "省", None)]),
        ("创建省级标准化党组织8个", [("省级标准化党组织", "省", None)]),
        ("跻身全国百强县", [("全国百强县", "国家", None)]),
        ("2020年入选中国美丽休闲乡村", [("中国美丽休闲乡村", "国家", 2020)]),
        ("获得2013年度中国社区治理十大创新成果奖", [("中国社区治理十大创新成果奖", "国家", 2013)]),
        ("获得一等奖", [("一等奖", None, None)]),
        ("摘得金奖", [("金奖", None, None)]),
        ("评选“五好家庭”“道德模范”", [("五好家庭", None, None), ("道德模范", None, None)]),
    ],
)
def test_titles_received(text, expected):
    assert honours(text) == expected


def test_a_rank_obtained_is_an_honour():
    (found,) = find_honours("实绩考核位居江苏省第一等次")
    assert found.norm == "实绩考核位居江苏省第一等次"


@pytest.mark.parametrize(
    "text", ["全国文明村建设正在推进", "向全国先进县学习", "省级示范区的要求", "全国第一批试点正在筹备", ""]
)
def test_what_nobody_received_is_none(text):
    assert honours(text) == []


def test_the_samples_honours(annotated):
    found = {
        (name, m.norm)
        for name, annotation in annotated.items()
        for case in annotation.cases
        for m in case.mentions
        if m.type == "honour"
    }
    assert {
        ("haimen.docx", "全国先进基层党组织"),
        ("linan.txt", "全国民主法治示范村"),
        ("xinhua.md", "中国美丽休闲乡村"),
        ("xinhua.md", "全国乡村治理示范村"),
        ("pidu.html", "全国文明村"),
        ("xiuying.txt", "中国美丽休闲乡村"),
        ("xinbarag.docx", "全国乡村治理示范村"),
    } <= found
