"""Problems: what the measures are against; people and generic troubles are none."""

import pytest

from graph.extract.problems import find_problems


def problems(text):
    return [(text[m.start : m.end], m.norm) for m in find_problems(text)]


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("整治软弱涣散党组织", "软弱涣散党组织"),
        ("22家经济薄弱村实现摘帽", "经济薄弱村"),
        ("针对农业大而不强问题", "农业大而不强"),
        ("解决公共服务城高乡低的问题", "公共服务城高乡低"),
        ("破解村级债务难题", "村级债务"),
        ("打通服务群众最后一公里", "最后一公里"),
        ("党建业务“两张皮”", "两张皮"),
        ("改变“脏乱差”现状", "脏乱差"),
        ("治理石漠化", "石漠化"),
        ("消除空壳村", "空壳村"),
    ],
)
def test_known_names_and_frames(text, norm):
    assert [found for _, found in problems(text)] == [norm]


def test_what_is_numbered_under_a_heading_that_announces_problems():
    text = (
        "一、主要做法\n（一）建强队伍。选派干部。\n三、存在问题\n（一）供需矛盾较为突出。床位空置。\n"
        "（二）医养结合不够紧密。签约少。\n四、对策建议\n（一）优化资源配置。整合床位。"
    )
    assert [found for _, found in problems(text)] == ["供需矛盾较为突出", "医养结合不够紧密"]


def test_what_is_numbered_behind_a_sentence_that_announces_problems():
    text = "还存在一些差距：一是任务仍然较重；二是部分存在“重建轻管”现象；三是人才不多，留不住。下一步，一是加大力度。"
    assert [found for _, found in problems(text)] == ["任务仍然较重", "部分存在重建轻管现象", "人才不多"]


def test_hardships_told_in_a_row_in_quotation_marks_are_one_each():
    assert [found for _, found in problems("社区反映“台账多、会议多、考核多”，")] == ["台账多", "会议多", "考核多"]
    assert [found for _, found in problems("党员“年龄偏大、能力偏弱”的实际")] == ["年龄偏大", "能力偏弱"]
    assert [found for _, found in problems("针对“办事跑远路”，推动服务下沉")] == ["办事跑远路"]
    assert problems("针对“一老一小”，建设食堂") == []
    assert problems("产品“花样多、销路多”，") == []  # no word says that hardships are told


def test_a_list_of_problems_is_one_mention_each():
    text = "针对人才短缺、资金不足、市场狭窄等问题"
    assert problems(text) == [("人才短缺", "人才短缺"), ("资金不足", "资金不足"), ("市场狭窄", "市场狭窄")]


@pytest.mark.parametrize(
    "text",
    [
        "走访贫困户",
        "解决群众各种困难问题",
        "解决技术难题",
        "解决突出问题",
        "解决群众最关心的问题",
        "造成严重影响。",
        "补齐短板弱项",
        "没有问题",
        "直面问题",
        "",
    ],
)
def test_people_and_generic_troubles_are_none(text):
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("由于集体经济薄弱，村里办不成事。", ["集体经济薄弱"]),
        ("破解乡村物流“运输难”问题。", ["乡村物流“运输难”"]),
        ("柳河村地处山区，经济基础薄弱。", ["经济基础薄弱"]),
        ("村里的基础设施较差、交通不便。", ["基础设施较差", "交通不便"]),
        ("柳河镇交通不便，产业发展受限。", ["交通不便", "产业发展受限"]),
        ("年轻人缺乏就业机会，茶叶卖不出去。", ["缺乏就业机会", "茶叶卖不出去"]),
        ("多年来没有形成规模，没有任何产业。", ["没有形成规模", "没有任何产业"]),
        ("整治水体污染，清理牌子乱象。", ["水体污染", "牌子乱象"]),
        ("连年干旱造成粮食减产。", ["粮食减产"]),
        ("恶劣的自然条件挡不住干劲。", ["恶劣的自然条件"]),
        ("人均耕地不足半亩，村集体负债7万元。", ["人均耕地不足半亩", "村集体负债"]),
        ("解决销路难问题", ["销路难"]),
        ("由于规模小、布局散、链条短，玫瑰卖不起价。", ["规模小", "布局散", "链条短"]),
        ("检查是否有“死人领补贴”、优亲厚友等情况", ["“死人领补贴”", "优亲厚友"]),
        ("豆尖很难保鲜，农户着急。", ["很难保鲜"]),
        ("存在着“发展没冲劲”、资源依赖较重的问题", ["“发展没冲劲”、资源依赖较重"]),
        ("部分地区出现尾水治理不到位、药物检出率偏高等问题", ["尾水治理不到位", "药物检出率偏高"]),
        ("破除铺张浪费、人情攀比等陈规陋习", ["铺张浪费", "人情攀比", "陈规陋习"]),
        ("因为没有经验，收入上不去。", ["没有经验", "收入上不去"]),
        ("稳定消除返贫致贫风险", ["返贫致贫风险"]),
        ("减轻中小学生学业负担", ["中小学生学业负担"]),
        ("道路问题逐渐凸显", ["道路问题"]),
        ("葡萄出现结果少、果实小的问题", ["结果少、果实小"]),
        ("过去种水稻，产量低、效益差。", ["产量低", "效益差"]),
        ("滞后的基础设施制约着发展", ["滞后的基础设施"]),
        ("乱倒乱排得到管控", ["乱倒乱排"]),
    ],
)
def test_states_and_what_is_lacking(text, found):
    assert [surface for surface, _ in problems(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "打造成旅游民宿。",
        "强不强，看支部。",
        "弥补人手不足，",
        "走访困难群众，",
        "我腿脚不方便。",
        "防止返贫，",
        "帮助生活困难的老人",
    ],
)
def test_what_only_sounds_like_a_trouble(text):
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("粗放开采造成了矿区沙化、环境破坏、水土流失等诸多问题。", ["矿区沙化", "环境破坏", "水土流失"]),
        ("针对灾情较重、救助补偿量大面广的实际，主动对接。", ["灾情较重", "救助补偿量大面广"]),
        ("聚焦群众“就医远、报销慢”等急难愁盼问题。", ["就医远", "报销慢"]),
        ("针对停车难、办事远等突出问题，推进改革。", ["停车难", "办事远"]),
        ("解决“急难愁盼”问题。", []),
        ("村道一直未能打通。", ["村道一直未能打通"]),
        ("这个昔日的“上访村”“扯皮村”变了样。", ["上访村", "扯皮村"]),
        ("财政压力增大。", ["财政压力增大"]),
        ("年轻人找不到工作，企业却缺人手。", ["年轻人找不到工作", "缺人手"]),
        ("没有就业技能的农民", ["没有就业技能"]),
        ("对漏报漏发的人员补发", ["漏报漏发"]),
        ("对生产生活条件恶劣的20个村实施搬迁", ["生产生活条件恶劣"]),
        ("解决灌溉问题", ["灌溉问题"]),
        ("减少了农产品卖不出去的风险，", ["农产品卖不出去的风险"]),
        ("警惕电信网络诈骗", ["电信网络诈骗"]),
        ("治理成效显著，农业应用层出不穷，村民们却没闲着。", []),
        ("农民收入低", ["农民收入低"]),  # the last words of a text
        ("化解、等问题", []),  # a list with nothing in it
        ("针对、、的问题", []),
    ],
)
def test_states_told_plainly(text, found):
    assert [surface for surface, _ in problems(text)] == found
