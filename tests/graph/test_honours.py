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
        ("2016年成立以来服务不断，今年被评为省级文明村", [("省级文明村", "省", None)]),
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("累计入选省乡土人才50名", ["省乡土人才"]),
        ("评选出8名优秀村党组织书记并表彰", ["优秀村党组织书记"]),
        ("考核位居青川省第一等次、柳河市第一。", ["考核位居青川省第一等次", "柳河市第一"]),
        ("她是柳河市剪纸技艺传承人", ["柳河市剪纸技艺传承人"]),
        ("三人获评“助理农艺师”“农技师”等职称", ["助理农艺师", "农技师"]),
        ("产量居全省第一", ["产量居全省第一"]),
        ("柳河素有“西瓜之乡”的美誉", ["西瓜之乡"]),
        ("柳河是“青川省民主法治示范村”", ["青川省民主法治示范村"]),
        ("苦瓜获得国家绿色食品认证", ["国家绿色食品认证"]),
        ("属于国家级生猪产能调控基地", ["国家级生猪产能调控基地"]),
        ("荣获柳河市学前教育、义务教育质量特等奖", ["柳河市学前教育、义务教育质量特等奖"]),
        ("三个村列入青川传统村落名录", ["青川传统村落名录"]),
        ("评选“孝顺媳妇”“十大孝子”，", ["孝顺媳妇", "十大孝子"]),
        ("作为全国城乡融合发展试验区，", ["全国城乡融合发展试验区"]),
        ("拥有省著名商标12个", ["省著名商标"]),
        ("被正式确定为2023年传统村落集中连片保护利用示范区", ["2023年传统村落集中连片保护利用示范区"]),
        ("荣立集体三等功", ["集体三等功"]),
        ("评为五星级清洁卫生户", ["五星级清洁卫生户"]),
        ("如今成了远近闻名的乡村振兴示范村。", ["乡村振兴示范村"]),
        ("三个品牌跻身前十。", ["前十"]),
    ],
)
def test_verbs_of_winning_and_ranks(text, found):
    assert [text[m.start : m.end] for m in find_honours(text)] == found


@pytest.mark.parametrize(
    "text", ["今年将创建省级示范村20个", "贵州将加大产业资金奖补", "给予奖励资金", "表彰先进人物", "全国第一批试点"]
)
def test_what_is_no_honour(text):
    assert honours(text) == []
