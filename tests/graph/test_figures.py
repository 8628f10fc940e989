"""Figures: value in the base unit, unit, qualifier and kind of what is written; and what is no figure.

The expectations are the annotation guide's, its settled cases included.
"""

import itertools

import pytest

from graph.extract.figures import find_figures
from graph.extract.indicator_lists import without_places


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


def indicators(text):
    return [f.indicator for f in find_figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("村集体收入达到655万元。", ["村集体收入"]),
        ("种植面积6万余亩。", ["种植面积"]),
        ("成立5个党建督导小组。", ["党建督导小组"]),
        ("培训13期112人。", ["培训", "培训"]),
        ("2020年，全县村集体收入达3700万元。", ["村集体收入"]),
        ("人均纯收入由3600元增加到14500元。", ["人均纯收入", "人均纯收入"]),
        ("创建省级标准化党组织8个、市级达标村25个。", ["省级标准化党组织", "市级达标村"]),
    ],
)
def test_the_indicator_says_what_is_measured_in_the_texts_words(text, expected):
    for found, wanted in zip(indicators(text), expected, strict=True):
        assert wanted in found
        assert len(found) <= len(wanted) + 4


def test_a_list_of_two_objects_gives_each_its_own_indicator():
    found = find_figures("镇党委班子、村党组织书记平均年龄37.9岁、44.9岁，比上届下降3.5岁、4岁。")
    assert [(f.value, f.kind) for f in found] == [(37.9, "level"), (44.9, "level"), (-3.5, "change"), (-4, "change")]
    assert "镇党委班子" in found[0].indicator
    assert "村党组织书记" in found[1].indicator
    assert "镇党委班子" not in found[1].indicator


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
        ("粮食增产10%。", "change"),
        ("热线按时办结率100%。", "share"),
        ("办酒席须提前5个工作日报备。", "standard"),
        ("药品平均降价53%。", "change"),
        ("按照每亩300元发放。", "standard"),
    ],
)
def test_what_is_a_norm_a_plan_or_a_change(text, kind):
    assert find_figures(text)[0].kind == kind


def test_what_the_first_of_those_is_told_of_the_next_is_too():
    text = "培养后备力量169人，其中“80后”103人，“90后”49人。"
    assert indicators(text) == ["培养后备力量", "“80后”培养后备力量", "“90后”培养后备力量"]


def test_an_indicator_leaves_out_words_that_say_nothing_of_what_is_measured():
    assert indicators("工资也增长了近40%。") == ["工资增长"]
    assert indicators("鲜菜已经出口了1.39万吨。") == ["鲜菜出口"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("有机蔬菜200亩。", "有机蔬菜"),
        ("就业岗位300个。", "就业岗位"),
        ("中药材300亩。", "中药材"),
        ("共青团员20名。", "共青团员"),
        ("和美乡村20个。", "和美乡村"),
        ("从业人员4000人。", "从业人员"),
        ("对口帮扶村12个。", "对口帮扶村"),
        ("成立合作协会20家。", "成立合作协会"),
        ("水资源节约20%。", "水资源节约"),
        ("整治50起不文明行为。", "整治不文明行为"),
        ("创建30个省级公共空间。", "创建省级公共空间"),
        ("引进10名首都师范大学教授。", "引进首都师范大学教授"),
        ("走访12名老年人。", "走访老年人"),
        ("发展12个产业发展项目。", "发展产业发展项目"),
        ("有人口300人。", "人口"),
        ("44个村参与乡村振兴工作。", "参与乡村振兴工作的村"),
        ("务工总量超1.7亿人（17441万人）。", "务工总量"),
        ("投放100多台“共享农机”。", "投放“共享农机”"),
        ("慰问19名困境儿童每人发放了书包。", "慰问困境儿童"),
        ("带动农户8245户抱团发展。", "带动农户抱团发展"),
        ("今年“三北”工程完成建设任务350万亩。", "“三北”工程完成建设任务"),
        (
            "开展村（社区）党组织书记“学浙江、提能力、促振兴”“走出去”培训13期。",
            "党组织书记“学浙江、提能力、促振兴”“走出去”培训",
        ),
    ],
)
def test_an_indicator_does_not_cut_words(text, wanted):
    assert set(indicators(text)) == {wanted}


def test_an_indicator_does_not_name_the_body_that_acts():
    assert indicators("县农业农村局先后派出指导组30个。") == ["派出指导组"]
    assert indicators("供销公司的仓库3座。") == ["供销公司的仓库"]


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
    ],
)
def test_the_time_that_the_sentence_sets(text, time):
    assert [f.time for f in find_figures(text)] == [time]


def test_the_time_before_is_not_that_of_what_it_grew_to():
    found = find_figures("如今，人均收入从2019年的1.1万元增长到2.03万元，贫困发生率由2014年的20%降至0.6%。")
    assert [f.time for f in found] == ["2019年", "如今", "2014年", "如今"]


def test_what_a_rate_is_counted_by_is_no_figure():
    found = find_figures("按每万名常住人口不少于18人的标准，每千名老人拥有床位32张，每10万人口拥有医师28名。")
    assert [(f.value, f.indicator) for f in found] == [
        (18, "每万名常住人口标准"),
        (32, "每千名老人拥有床位"),
        (28, "每10万人口拥有医师"),
    ]


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
    ("text", "indicators"),
    [
        ("粮食每亩单产由解放前的80公斤提高到380公斤", ["粮食每亩单产", "粮食每亩单产"]),
        ("投入1600多万元资金", ["投入资金"]),
    ],
)
def test_what_rises_is_not_the_way_it_rose(text, indicators):
    assert [figure.indicator for figure in find_figures(text)] == indicators


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全村人均收入八年前是3000元，到了2023年上半年，达到8000元。", ["人均收入八年前", "人均收入八年前"]),
        ("村民一边编筐一边说：“一天能挣200元。", ["一天能挣"]),
        ("村里30亩辣椒迎来丰收。", ["辣椒"]),
        ("鸡舍由起初的3座直接增加到9座。", ["鸡舍", "鸡舍"]),
    ],
)
def test_the_indicator_leaves_out_who_speaks_since_when_and_what_came_of_it(text, wanted):
    assert indicators(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("收入较2020年翻了五番。", ["收入"]),
        ("入户走访时长由每周6小时增至15小时。", ["入户走访时长", "入户走访时长"]),
        ("零售额从上年的1.2亿元增至2.6亿元。", ["零售额", "零售额"]),
        ("对“金牌院长”给予2000元奖励。", ["“金牌院长”奖励"]),
        ("人均收入2.4万元，年均增长20%，力争突破3万元。", ["人均收入", "人均收入年均增长", "人均收入"]),
        ("工资增长20%，对增收贡献最大，达41.6%。", ["工资增长", "增收贡献最大"]),
        ("办事大厅面积压缩四成。", ["办事大厅面积压缩"]),
        ("积分排名前10%的优先评优。", ["积分排名前"]),
    ],
)
def test_the_indicator_ends_before_what_it_is_held_against_and_whom_it_is_given(text, wanted):
    assert indicators(text) == wanted


def test_the_indicator_does_not_repeat_the_place():
    text = "在青山县，石桥村高标准农田有300亩，石桥村的贫困户占比为5%。去年柳河镇的200户养蜂。"
    found = without_places(find_figures(text), ["青山县", "石桥村", "柳河镇"])
    assert [figure.indicator for figure in found] == ["高标准农田", "贫困户占比", "养蜂"]
    assert without_places(found, []) == found


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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("入园企业由7家整合至2家。", ["入园企业", "入园企业"]),
        ("贫困发生率从2012年底的9%，下降到2016年底的3%。", ["贫困发生率", "贫困发生率"]),
        ("全村服务农户700户，占全县农户的34%。", ["服务农户", "服务农户占全县农户"]),
        ("合作社有社员100人，其中妇女30人。", ["社员", "妇女社员"]),
        ("合作社有社员100人，其中返乡创业青年30人。", ["社员", "返乡创业青年"]),
        ("乡村旅游收入1200万元。", ["乡村旅游收入"]),
        ("山货以5万元的价格卖出。", ["山货价格"]),
        ("老张每月可以拿到3000元工资。", ["每月工资"]),
        ("年降雨量由2010年以前的每年50毫米增加到90毫米。", ["年降雨量", "年降雨量"]),
        ("城市建成区绿化覆盖率达到40%。", ["城市建成区绿化覆盖率"]),
        ("全县24个贫困村中，9个已摘帽。", ["贫困村", "摘帽"]),
        ("三是建成养老服务站68个。", ["建成养老服务站"]),
        ("公司在市区开了23家门店。", ["在市区开门店"]),
        ("一期占地3500亩的纺织产业园每年吸纳当地农民。", ["一期占地纺织产业园"]),
        ("力争实现村集体收入20万元以上的村达到80%。", ["实现村集体收入", "实现村集体收入20万元以上的村"]),
        (
            "26个村集体经济收入全部达到5万元以上，其中10万元以上的村13个，占50%；50万元以上的村2个。",
            [
                "村",
                "村集体经济收入",
                "村集体经济收入",
                "村集体经济收入10万元以上的村",
                "村集体经济收入10万元以上的村占",
                "村集体经济收入",
                "村集体经济收入50万元以上的村",
            ],
        ),
        ("全市实施5000万元以上项目19个。", ["实施", "实施5000万元以上项目"]),
        ("一般联系10户以上的农户。", ["一般联系农户"]),
        ("全市地区生产总值300亿元。", ["地区生产总值"]),
        ("3.新建城市社区党组织12个。", ["新建城市社区党组织"]),
        ("建强50个村（社区）党组织。", ["建强村（社区）党组织"]),
        ("投入20台（套）联合收割机。", ["投入联合收割机"]),
        ("辐射5个乡镇近400户农户。", ["辐射乡镇", "乡镇农户"]),
        ("29家企业与柳河签约64个项目。", ["与柳河签约的企业", "柳河签约项目"]),
        ("为大化、都安、环江捐赠51万元。", ["大化、都安、环江捐赠"]),
        ("不仅为村内打井2座。", ["村内打井"]),
        ("去年营业收入接近2亿元。", ["营业收入"]),
        ("车速不超过40公里/小时。", ["车速"]),
        ("把18个行政村划分为网格61个。", ["划分为网格的行政村", "行政村划分为网格"]),
        ("架设1100多个5G基站。", ["架设5G基站"]),
        ("现有13个镇街。", ["镇街"]),
        ("主持召开党委会研究党建12次。", ["主持召开党委会研究党建"]),
        ("做到三个100%，党员占比达1/3。", ["做到三个", "党员占比"]),
        (
            "承接合同额8159亿元，执行额5504亿元，同比分别增长12.3%和18%。",
            ["承接合同额", "执行额", "承接合同额同比增长", "执行额同比增长"],
        ),
        ("城镇和农村居民人均可支配收入分别增长8%和9%。", ["城镇人均可支配收入增长", "农村居民人均可支配收入增长"]),
        ("城镇化率由现在的58%提高到65%。", ["城镇化率", "城镇化率"]),
        ("带领88户418名贫困群众脱贫。", ["带领脱贫的贫困群众", "脱贫的贫困群众"]),
        ("中央财政下达补助资金10亿元。", ["中央财政下达补助资金"]),
        ("产量有望突破80万吨。", ["产量"]),
        ("带领2千万人口脱贫。", ["带领脱贫的人口"]),
        ("水稻总面积达到1000亩，累计增加产值35万元。", ["水稻总面积", "增加产值"]),
        ("收入增长9%，高于全省平均2个百分点。", ["收入增长", "收入增长高于全省平均"]),
        ("海岸线占全国六分之一的山东。", ["海岸线占全国"]),
        ("矛盾就地化解率达到96%。", ["矛盾就地化解率"]),
        ("人均收入19200元，是2012年的4.1倍。", ["人均收入", "人均收入"]),
        ("平均办理时限由7.5天压缩至2.3天。", ["平均办理时限", "平均办理时限"]),
        ("46个社区办公服务面积全部达到1000平方米以上。", ["社区", "社区办公服务面积"]),
        ("与46个社区结对共建。", ["结对共建的社区"]),
        ("37个项目中真正落地的仅11个。", ["项目", "项目中真正落地"]),
        ("参保率稳定在97%以上。", ["参保率"]),
        ("水质优良率连续3年保持100%。", ["水质优良率"]),
        ("建成乡镇污水处理厂16座。", ["建成乡镇污水处理厂"]),
        ("63个无物业小区实行托管。", ["无物业小区"]),
        ("办理时限由20个工作日缩短至3个工作日。", ["办理时限", "办理时限"]),
        ("检查药店521家次。", ["检查药店"]),
        ("与9个部门共享，比对参保数据68万条。", ["部门共享", "比对参保数据"]),
        ("石桥村将480万元帮扶资金入股公司。", ["帮扶资金"]),
        ("带动86户脱贫户户均增收3200元。", ["带动脱贫户", "脱贫户户均增收"]),
        ("村集体收入63万元，其中收入10万元以上的村86个。", ["村集体收入", "收入", "收入10万元以上的村"]),
        ("其中正高级职称19名。", ["正高级职称"]),
        ("设立总规模1亿元的人才发展基金。", ["设立总规模人才发展基金"]),
        ("酒席不超过15桌，须提前5个工作日报备。", ["酒席", "须提前报备"]),
        ("引进江西清源茶业有限公司等企业5家。", ["引进江西清源茶业有限公司等企业"]),
    ],
)
def test_who_is_counted_among_whom_and_what_fell_to_what(text, wanted):
    assert [found.replace("合作社有", "") for found in indicators(text)] == wanted
