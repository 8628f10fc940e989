"""When a figure holds: the time expressions of a text, and what an indicator leaves out of them."""

import pytest

from graph.extract.figures import find_figures

# Each is told whole before its clause and inside it, and no part of it gets into the indicator.
WHOLE = """
2023年 2023年底 2023年以来 2023年上半年 2023年前三季度 2023年第三季度
2023年三季度末 2023年1至9月 2023年1—9月份 2023年5月以来 2023年6月底
2023年6月30日 2023年至2025年 2021—2023年 2021年至2023年 2014年至今
二〇二三年 2022年度 2023年春节期间 xxxx年x月底 “十三五”期间 “十四五”以来 十四五期间 今年
今年以来 今年上半年 今年前三季度 今年前五个月 今年1-9月 今年5月份 今年5月以来 去年 去年底 去年全年
上年度 明年 全年 上半年 前三季度 一季度 第一季度 年初以来 年底 近年来 近3年来 三年来 过去五年
党的十八大以来 脱贫攻坚以来 换届以来 活动开展以来 截至目前 截至2023年底 截至2023年6月30日
截至今年6月 截至6月底 截止目前 目前 如今 现在 当前 眼下 自2021年以来 8月份 8月以来 9月底
1—7月 “五一”期间
""".split()


@pytest.mark.parametrize("time", WHOLE)
def test_a_time_is_told_whole_and_is_no_part_of_the_indicator(time):
    for text in (f"{time}，全县建成合作社12家。", f"全县{time}建成合作社12家。"):
        (figure,) = find_figures(text)
        assert (figure.time, figure.indicator) == (time, "建成合作社")


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("2023年，培训3期；8月，培训2期。", ["2023年", "2023年"]),  # one without a year says less
        ("亩收入从过去的2000元增加到6000元。", ["过去", None]),
        ("今年60岁的他带动30户。", [None]),
        ("去年3月开工的园区已建成33栋。", [None]),
        ("已恢复到去年同期的90%。", [None]),
        ("与2020年相比，增加12家。", [None]),
        ("完成全年目标的106%。", [None]),
        ("从4月底开始到10月份采摘，带动300人。", [None]),
        ("2019年开始的第四轮帮扶中，结对12家。", ["2019年"]),
        ("在“2023年全市工作情况”发布会上，他表示，上半年，建成12家。", ["上半年"]),
        ("在2014年减贫100万人的基础上，再减贫50万人。", ["2014年", None]),
        ("今年在巩固成果的基础上，新增3家。", ["今年"]),
        ("今年来，该镇宣传10次。", ["今年来"]),
        ("今年来参观的游客有3万人。", ["今年"]),
        ("长期以来，全县只有12家。", [None]),
        ("该村荣获2021年度全省先进集体，发展大棚80个。", [None]),
        ("投产后年销售收入87亿元。", [None]),
        ("四川省“姐妹共建·幸福家园”活动开展以来，宣讲200场。", ["四川省“姐妹共建·幸福家园”活动开展以来"]),
        ("（8月6日讯）全县建成12家。", [None]),
        ("《2030年前碳达峰研究》等12项报告。", [None]),
    ],
)
def test_which_time_is_a_figures_own(text, times):
    assert [figure.time for figure in find_figures(text)] == times


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("收入比2019年增长5%。", "收入比2019年增长"),
        ("秋粮占全年粮食产量的70%。", "秋粮占全年粮食产量"),
        ("现有红树林5000公顷。", "红树林"),
        ("到2023年底，建成12家。", "建成"),
        ("其中，一季度增长7.7%，二季度增长7.5%。", "增长"),
    ],
)
def test_what_an_indicator_keeps_of_a_time(text, indicator):
    assert find_figures(text)[-1].indicator == indicator
