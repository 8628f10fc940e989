"""Figures: value in the base unit, unit, qualifier and kind of what is written; and what is no figure.

The expectations are the annotation guide's, its settled cases included.
"""

import itertools

import pytest

from graph.extract.figures import find_figures


def figures(text):
    return [(text[f.start : f.end], f.value, f.unit, f.qualifier, f.kind) for f in find_figures(text)]


WRITTEN = [
    # multipliers go into the value, the unit is the measure word alone
    ("种植面积6万余亩，产量大增。", [("6万余亩", 60_000, "亩", "at_least", "level")]),
    ("共有资料30余万条。", [("30余万条", 300_000, "条", "at_least", "level")]),
    ("年收入80余万元。", [("80余万元", 800_000, "元", "at_least", "level")]),
    ("投资5000万元建起基地。", [("5000万元", 50_000_000, "元", None, "level")]),
    ("办理近1.08万件。", [("1.08万件", 10_800, "件", "approx", "level")]),
    ("年产粮食150亿斤。", [("150亿斤", 15_000_000_000, "斤", None, "level")]),
    ("成交额11.14亿元。", [("11.14亿元", 1_114_000_000, "元", None, "level")]),
    ("投入2亿5千万元。", [("2亿5千万元", 250_000_000, "元", None, "level")]),
    ("共有3千多人参加。", [("3千多人", 3000, "人", "at_least", "level")]),
    ("收入1,234.5万元。", [("1,234.5万元", 12_345_000, "元", None, "level")]),
    ("面积28.5平方公里。", [("28.5平方公里", 28.5, "平方公里", None, "level")]),
    ("流转200公顷。", [("200公顷", 200, "公顷", None, "level")]),
    ("处理尾菜5万吨。", [("5万吨", 50_000, "吨", None, "level")]),
    ("代办2.1万件次。", [("2.1万件次", 21_000, "件次", None, "level")]),
    ("接待游客106万人次。", [("106万人次", 1_060_000, "人次", None, "level")]),
    ("发动1万余名党员。", [("1万余名", 10_000, "名", "at_least", "level")]),
    ("卖了300块钱。", [("300块钱", 300, "元", None, "level")]),
    ("引来10个亿的投资。", [("10个亿", 1_000_000_000, "", None, "level")]),
    ("带动301万农村劳动力。", [("301万", 3_010_000, "", None, "level")]),
    ("一百二十万元到账。", [("一百二十万元", 1_200_000, "元", None, "level")]),
    ("带动两千余户。", [("两千余户", 2000, "户", "at_least", "level")]),
    ("三个行政村结成一体。", [("三个", 3, "个", None, "level")]),
    ("建立四项机制。", [("四项", 4, "项", None, "level")]),
    ("三点五万亩果园。", [("三点五万亩", 35_000, "亩", None, "level")]),
    ("拿出一点五个亿打造。", [("一点五个亿", 150_000_000, "", None, "level")]),
    ("年均增长百分之十二点七。", [("百分之十二点七", 12.7, "%", None, "change")]),
    ("先后投入3个多亿。", [("3个多亿", 300_000_000, "", "at_least", "level")]),
    ("财政拿出两个多亿。", [("两个多亿", 200_000_000, "", "at_least", "level")]),
    ("发放贷款三百多笔。", [("三百多笔", 300, "笔", "at_least", "level")]),
    ("全村三百二十口人。", [("三百二十口人", 320, "口", None, "level")]),
    ("产量增加了一倍多。", [("一倍", 1, "倍", "at_least", "change")]),
    # bounds and their neighbours
    ("选派100名左右人才。", [("100名", 100, "名", "approx", "level")]),
    ("约500户受益。", [("500户", 500, "户", "approx", "level")]),
    ("收入突破100万元。", [("100万元", 1_000_000, "元", "at_least", "level")]),
    ("产值超8000万元。", [("8000万元", 80_000_000, "元", "at_least", "level")]),
    ("带动上千户农户。", [("千户", 1000, "户", "at_least", "level")]),
    ("账上不到5万元。", [("5万元", 50_000, "元", "at_most", "level")]),
    ("账上不足4万元。", [("4万元", 40_000, "元", "at_most", "level")]),
    ("每户最高10万元。", [("10万元", 100_000, "元", "at_most", "level")]),
    ("至少10户参加。", [("10户", 10, "户", "at_least", "level")]),
    ("工人稳定在3000人以上。", [("3000人", 3000, "人", "at_least", "level")]),
    ("办起十余个合作社。", [("十余个", 10, "个", "at_least", "level")]),
    ("引来十多家企业。", [("十多家", 10, "家", "at_least", "level")]),
    ("全村只有百余户人家。", [("百余户", 100, "户", "at_least", "level")]),
    # ranges
    ("每户3000——5000元。", [("3000——5000元", 3000, "元", "range", "level")]),
    ("额度从3000元到100万元不等。", [("3000元到100万元", 3000, "元", "range", "level")]),
    (
        "从2014年的25000元到2017年的31276元。",
        [
            ("25000元", 25_000, "元", None, "level"),
            ("31276元", 31_276, "元", None, "level"),
        ],
    ),
    ("获70--99%收益。", [("70--99%", 70, "%", "range", "share")]),
    ("每月下发1至3项清单。", [("1至3项", 1, "项", "range", "standard")]),
    ("每户30—50亩。", [("30—50亩", 30, "亩", "range", "level")]),
    ("选出3-5名干部。", [("3-5名", 3, "名", "range", "level")]),
    ("每亩收入八九千元。", [("八九千元", 8000, "元", "range", "level")]),
    # shares
    ("产值突破百亿，收入近千亿。", [("百亿", 1e10, "", "at_least", "level"), ("千亿", 1e11, "", "approx", "level")]),
    ("收购价48元/吨。", [("48元/吨", 48, "元/吨", None, "level")]),
    (
        "上千棵桃树，穿坏20多双鞋。",
        [("千棵", 1000, "棵", "at_least", "level"), ("20多双", 20, "双", "at_least", "level")],
    ),
    ("最多只能贷10万元。", [("10万元", 100_000, "元", "at_most", "standard")]),
    ("比例达到40%。", [("40%", 40, "%", None, "share")]),
    ("占三分之一。", [("三分之一", 33.33, "%", None, "share")]),
    ("脱贫户占一半。", [("一半", 50, "%", None, "share")]),
    ("占全省贫困人口的一半以上。", [("一半", 50, "%", "at_least", "share")]),
    (
        "集体收入上千万，沙尘天气超过260天。",
        [("千万", 1e7, "", "at_least", "level"), ("260天", 260, "天", "at_least", "level")],
    ),
    (
        "西山200多村民、100多当地居民。",
        [("200多", 200, "", "at_least", "level"), ("100多", 100, "", "at_least", "level")],
    ),
    (
        "2万5千户，产值24万8009亿元。",
        [("2万5千户", 25_000, "户", None, "level"), ("24万8009亿元", 2.48009e13, "元", None, "level")],
    ),
    (
        "分别提高3.5个和6个百分点。",
        [("3.5个", 3.5, "百分点", None, "change"), ("6个百分点", 6, "百分点", None, "change")],
    ),
    (
        "投资3千5百万元，总投资1亿零500万元。",
        [("3千5百万元", 3.5e7, "元", None, "level"), ("1亿零500万元", 1.05e8, "元", None, "level")],
    ),
    ("收入同比+12.5%，增长-3%。", [("12.5%", 12.5, "%", None, "change"), ("3%", -3, "%", None, "change")]),
    ("亩产1500斤至2000斤。", [("1500斤至2000斤", 1500, "斤", "range", "level")]),
    ("十五六个村一两百户。", [("十五六个", 15, "个", "range", "level"), ("一两百户", 100, "户", "range", "level")]),
    ("产蜜50kg，修路2km。", [("50kg", 50, "公斤", None, "level"), ("2km", 2, "公里", None, "level")]),
    ("四村组团发展，三镇合并。", [("四村", 4, "村", None, "level"), ("三镇", 3, "镇", None, "level")]),
    ("种过20亩茶。", [("20亩", 20, "亩", None, "level")]),
    ("脱贫户占比一半。", [("一半", 50, "%", None, "share")]),
    ("八成劳力外出。", [("八成", 80, "%", None, "share")]),
    ("两成土地撂荒。", [("两成", 20, "%", None, "share")]),
    ("九成以上被覆盖。", [("九成", 90, "%", "at_least", "share")]),
    # change: the sign says the direction
    ("平均年龄比上届下降3.5岁。", [("3.5岁", -3.5, "岁", None, "change")]),
    ("占比同比提升10.4%。", [("10.4%", 10.4, "%", None, "change")]),
    ("收入同比增长18%。", [("18%", 18, "%", None, "change")]),
    ("成本下降12%。", [("12%", -12, "%", None, "change")]),
    ("满意度提高5个百分点。", [("5个百分点", 5, "百分点", None, "change")]),
    ("收入增长2.5倍。", [("2.5倍", 2.5, "倍", None, "change")]),
    ("酒席减少了七成。", [("七成", -70, "%", None, "change")]),
    # from A to B: two levels
    ("收入由5万元增至12万元。", [("5万元", 50_000, "元", None, "level"), ("12万元", 120_000, "元", None, "level")]),
    ("合作社从34个发展到160个。", [("34个", 34, "个", None, "level"), ("160个", 160, "个", None, "level")]),
    ("负担从8万元降到3万元。", [("8万元", 80_000, "元", None, "level"), ("3万元", 30_000, "元", None, "level")]),
    ("户均增收3000元。", [("3000元", 3000, "元", None, "level")]),
    ("产量是过去的3倍。", [("3倍", 3, "倍", None, "level")]),
    # norms, plans, thresholds; a forecast is a level
    ("以300户为标准划分网格。", [("300户", 300, "户", None, "standard")]),
    ("每年培训不少于7天。", [("7天", 7, "天", "at_least", "standard")]),
    ("按照总数7%推荐。", [("7%", 7, "%", None, "standard")]),
    ("拆成28项指标。", [("28项", 28, "项", None, "standard")]),
    ("计划培育100家。", [("100家", 100, "家", None, "standard")]),
    ("力争三年达到500万元。", [("500万元", 5_000_000, "元", None, "standard")]),
    ("每人每月补助200元。", [("200元", 200, "元", None, "standard")]),
    ("预计分红8.3亿元。", [("8.3亿元", 830_000_000, "元", None, "level")]),
    (
        "200万元以上的“振兴村”有1个。",
        [("200万元", 2_000_000, "元", "at_least", "standard"), ("1个", 1, "个", None, "level")],
    ),
    # counts side by side
    ("培训13期112人。", [("13期", 13, "期", None, "level"), ("112人", 112, "人", None, "level")]),
    ("覆盖12个镇、134个村。", [("12个", 12, "个", None, "level"), ("134个", 134, "个", None, "level")]),
    (
        "居民收入分别增长3.9、5.1和6个百分点。",
        [
            ("3.9", 3.9, "百分点", None, "change"),
            ("5.1", 5.1, "百分点", None, "change"),
            ("6个百分点", 6, "百分点", None, "change"),
        ],
    ),
    (
        "两村收入分别达到20和35万元。",
        [("20", 200_000, "元", None, "level"), ("35万元", 350_000, "元", None, "level")],
    ),
    (
        "两村收入分别达到20万和35万元。",
        [("20万", 200_000, "元", None, "level"), ("35万元", 350_000, "元", None, "level")],
    ),
    ("分别于2019、2021年建成3个。", [("3个", 3, "个", None, "level")]),
    ("全村46户146人。", [("46户", 46, "户", None, "level"), ("146人", 146, "人", None, "level")]),
    (
        "年产值3.05亿元，用地8、120个大棚。",
        [("3.05亿元", 305_000_000, "元", None, "level"), ("120个", 120, "个", None, "level")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN, ids=[text for text, _ in WRITTEN])
def test_written_forms(text, expected):
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2020年启动。",
        "2020年5月6日启动。",
        "“十四五”期间推进。",
        "党的十九大以来。",
        "第三届大会。",
        "获得第1名。",
        "跻身前10名。",
        "第3批入选。",
        "实施领头雁358工程。",
        "推行“1+10+N”制度。",
        "打造“五强”班子。",
        "实行一肩挑。",
        "培养80后干部。",
        "创建5A级景区。",
        "四乡行动见成效。",
        "五级书记抓振兴。",
        "一村一策有办法。",
        "“三务”公开。",
        "一是强支部。",
        "两委班子齐心。",
        "三农工作。",
        "做好三个方面文章。",
        "列出“四张名单”。",
        "形成五大模式。",
        "已经连续9年。",
        "35周岁以下青年。",
        "他今年56岁。",
        "平均海拔3500米。",
        "距县城20公里。",
        "工作到8：30。",
        "拨打12345热线。",
        "用上5G网络。",
        "升级到2.0版。",
        "住在5楼101室。",
        "投入数十万元。",
        "翻了好几倍。",
        "收入达到两位数。",
        "走进千家万户。",
        "一项工作一名干部。",
        "每天工作8小时。",
        "一户一档很齐全。",
        "3.15行动见成效。",
        "他四处奔波，四处求医。",
        "10万吨级码头，千亿元级集群，十一二岁。",
        "这两天15部门发文，走了两个多小时。",
        "二期改造，二次分配。",
        "1600个体工商户。",
        "参加十二届全国人大五次会议，提升三次产业。",
        "架设10千伏线路，咨询电话0358--3918812单位地址，得到积分。上午8时30分。",
        "落实中央八项规定精神，违反八项规定及其细则。",
        "领悟两个确立，做到五个到户，开展三个年活动，用好四种形态。",
        "坚持两个毫不动摇、四个最严，实现三个提升、四个统一。",
        "二轮土地承包到期，二轮延包在即。",
        "老年三轮车，时间在三个月后。",
        "出台《柳河县人才引育十条》，印发《关于惠企的20条措施》。",
    ],
)
def test_what_is_no_figure(text):
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "surface", "unit", "scale"),
    [
        ("收入xx.x万元。", "xx.x万元", "元", 10_000),
        ("带动xxx余家。", "xxx余家", "家", 1),
        ("收入达×××万元。", "×××万元", "元", 10_000),
        ("占**%。", "**%", "%", 1),
    ],
)
def test_masked_digits_have_no_value_but_keep_unit_and_multiplier(text, surface, unit, scale):
    (found,) = find_figures(text)
    assert text[found.start : found.end] == surface
    assert (found.value, found.redacted, found.unit, found.scale) == (None, True, unit, scale)


def test_a_count_behind_a_bound_has_none_of_its_own():
    assert [f.qualifier for f in find_figures("65周岁以上8.6万人，上千名游客。")] == [None, "at_least"]


def test_no_lower_than_holds_over_what_is_compared():
    assert find_figures("书记报酬不低于上年度职工平均工资的1.5倍。")[0].qualifier == "at_least"


def test_a_share_may_be_below_nothing():
    assert [f.value for f in find_figures("收入同比增长-3.2%，贡献率分别为45%和-1.7%，占5%-10%。")] == [
        -3.2,
        45,
        -1.7,
        5,
    ]


def test_a_range_keeps_both_ends():
    (found,) = find_figures("每户流转30至50亩土地。")
    assert (found.value, found.high, found.qualifier) == (30, 50, "range")
    (found,) = find_figures("每亩收入五六千元。")
    assert (found.value, found.high) == (5000, 6000)
    (found,) = find_figures("投入3—5万元。")
    assert (found.value, found.high) == (30_000, 50_000)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("个人缴费标准达到380元。", "standard"),
        ("这样的农户最多只能贷10万元。", "standard"),
        ("对返乡人员最高补贴5万元。", "standard"),
        ("每生给予补助5000元。", "standard"),
        ("增加了200个岗位。", "level"),
        ("岗位增加了200个。", "change"),
        ("凡是新办的加工厂，给予补贴30万元。", "standard"),
        ("收购价每50公斤上涨两元。", "standard"),
        ("下半年县里将发放补贴1000万元。", "standard"),
        ("示范区将达到2万亩。", "standard"),
        ("今年林场将完成造林6000亩。", "standard"),
        ("预计今年亩产将达到800斤。", "level"),
        ("会议将在5月召开，播种面积稳定在2万亩。", "level"),
        ("全县发放补贴1000万元。", "level"),
        ("旅客环比增加3900人次。", "change"),
        ("岗位增加3900人次。", "level"),
        ("合作社比2019年增加12家。", "change"),
        ("粮食增产10%。", "change"),
        ("热线按时办结率100%。", "share"),
        ("办酒席须提前5个工作日报备。", "standard"),
        ("药品平均降价53%。", "change"),
        ("按照每亩300元发放。", "standard"),
    ],
)
def test_what_is_a_norm_a_plan_or_a_change(text, kind):
    assert find_figures(text)[0].kind == kind


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2020年，全村收入达到3万元。", "2020年"),
        ("截至2021年6月底，带动30户。", "截至2021年6月底"),
        ("目前，带动30户。", "目前"),
        ("今年以来，带动30户。", "今年以来"),
        ("带动30户。", None),
        ("2019年试点。带动30户。", None),
        ("如今种了30亩。", "如今"),
        # What a figure is held against is not its time.
        ("2022年，收入比2019年增长5%。", "2022年"),
        ("收入比2019年增长5%。", None),
        ("2022年收入是2012年的4.1倍。", "2022年"),
        ("二是今年新增30户。", "今年"),
        ("小区建成于1996年，自筹资金86万元。", None),
        ("写入2017年中央一号文件，接待26批。", None),
        ("2000年以前建成的老旧小区418个。", None),
        ("2010年以前每年刮风150天，平均风速3米。", "2010年以前"),
        ("去年以来接待游客40人次。", "去年以来"),
    ],
)
def test_the_time_that_the_sentence_sets(text, time):
    assert [f.time for f in find_figures(text)] == [time]


def test_the_time_before_is_not_that_of_what_it_grew_to():
    found = find_figures("如今，人均收入从2019年的1.1万元增长到2.03万元，贫困发生率由2014年的20%降至0.6%。")
    assert [f.time for f in found] == ["2019年", "如今", "2014年", "如今"]


def test_the_figures_of_a_list_share_their_kind_and_sign():
    found = find_figures("化肥和农药施用量分别减少13.8%和19.1%。")
    assert [(f.value, f.kind) for f in found] == [(-13.8, "change"), (-19.1, "change")]


def test_figures_come_in_order_and_do_not_overlap(annotated):
    for annotation in annotated.values():
        for case in annotation.cases:
            spans = [(f.start, f.end) for f in case.figures]
            assert spans == sorted(spans)
            assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_masked_and_null_agree_everywhere(annotated):
    for annotation in annotated.values():
        for case in annotation.cases:
            assert all((f.value is None) == f.redacted for f in case.figures)


def test_the_samples_figures_are_those_that_a_reader_counts(annotated):
    """The case of Taibai, read by hand."""
    case = annotated["taibai-longxian.docx"].cases[0]
    text = annotated["taibai-longxian.docx"].report.raw.text
    assert [("".join(text[f.start : f.end].split()), f.value, f.unit, f.kind, f.qualifier) for f in case.figures] == [
        ("42.6岁", 42.6, "岁", "level", None),
        ("6.4岁", -6.4, "岁", "change", None),
        ("203人", 203, "人", "level", None),
        ("10.4%", 10.4, "%", "change", None),
        ("77%", 77, "%", "share", None),
        ("128名", 128, "名", "level", None),
        ("7个", 7, "个", "level", None),
        ("44个", 44, "个", "level", None),
        ("80余万元", 800_000, "元", "level", "at_least"),
        ("5000平方米", 5000, "平方米", "level", None),
        ("10万尾", 100_000, "尾", "level", None),
        ("100余万元", 1_000_000, "元", "level", "at_least"),
    ]


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit", "kind"),
    [
        ("人均耕地不足半亩", "半亩", 0.5, "亩", "level"),
        ("产出率达百分之七八十", "百分之七八十", 70, "%", "share"),
        ("年产值超亿元", "亿元", 100_000_000, "元", "level"),
        ("收入翻了一番", "翻了一番", 2, "倍", "change"),
        ("收入较2020年翻了五番多，", "翻了五番", 32, "倍", "change"),
        ("产值两年翻了近三番。", "翻了近三番", 8, "倍", "change"),
        ("果农增收20%以上", "20%", 20, "%", "change"),
    ],
)
def test_halves_tens_and_doublings(text, surface, value, unit, kind):
    (figure,) = find_figures(text)
    assert (text[figure.start : figure.end], figure.value, figure.unit, figure.kind) == (surface, value, unit, kind)


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("托管费比市场价低15%。", -15, "change"),
        ("平均利率较普通贷款低1.2个百分点。", -1.2, "change"),
        ("亩产高出全县平均水平210斤。", 210, "change"),
        ("收入比去年多了4万元。", 40_000, "change"),
        ("出口同比增长高达61.8%。", 61.8, "change"),
        ("入住比例已高达60%。", 60, "share"),
    ],
)
def test_how_far_a_value_is_from_another_is_a_change(text, value, kind):
    assert [(f.value, f.kind) for f in find_figures(text)] == [(value, kind)]


def test_what_only_begins_like_a_scheme_counts():
    assert [f.value for f in find_figures("建成四个重点村，提供三项服务。")] == [4, 3]


def test_thousands_in_a_units_name_belong_to_it():
    text = "装机5200多千瓦，变压器合计1300千伏安，市场规模324亿瓦时，每亩用肥30千克。"
    assert [(f.value, f.unit) for f in find_figures(text)] == [
        (5200, "千瓦"),
        (1300, "千伏安"),
        (32_400_000_000, "瓦时"),
        (30, "千克"),
    ]


def test_a_kind_of_village_is_no_sum():
    assert [f.value for f in find_figures("其中百万元村4个，产值超百万元。")] == [4, 1_000_000]


def test_a_plan_that_has_a_name_makes_no_plan_of_what_follows():
    assert [f.kind for f in find_figures("实施“红色头雁”培养计划，培养干部31人。")] == ["level"]
    assert [f.kind for f in find_figures("制定地方标准27项，补助标准为50元。")] == ["level", "standard"]
    assert [f.kind for f in find_figures("三年行动计划稳步推进，选派干部31人；计划启动以来，培训40人。")] == [
        "level"
    ] * 2
    assert [f.kind for f in find_figures("明年将种植面积扩大到1000亩。")] == ["standard"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每亩增收500元—600元。", [("500元—600元", 500, "元", "range", "level")]),
        ("种下3万亩-5万亩。", [("3万亩-5万亩", 30_000, "亩", "range", "level")]),
        ("水电站二期工程完工，连续五个季度增长。", []),
        ("八届六次全会召开，七人制足球赛开赛，一晃二十个年头。", []),
        ("2月的景气指数为52%。", [("52%", 52, "%", None, "level")]),
        ("完成了全年计划的九成。", [("九成", 90, "%", None, "share")]),
        ("惠及300万群众，亿万群众受益。", [("300万", 3_000_000, "", None, "level")]),
        ("总产值突破一万亿元。", [("一万亿元", 1e12, "元", "at_least", "level")]),
        (
            "书屋做过5面锦旗，约有200人来过。",
            [("5面", 5, "面", None, "level"), ("200人", 200, "人", "approx", "level")],
        ),
        ("产量是去年的3倍多。", [("3倍", 3, "倍", "at_least", "level")]),
        ("实现年均20%的增长。", [("20%", 20, "%", None, "change")]),
    ],
)
def test_ranges_with_the_unit_twice_ordinals_and_indices(text, expected):
    assert figures(text) == expected
