"""Initiatives: named programmes with their head noun; no metaphors, no generic mechanisms, no speech."""

import pytest

from graph.extract.initiatives import find_initiatives


def names(text):
    return [(text[m.start : m.end], m.norm) for m in find_initiatives(text)]


@pytest.mark.parametrize(
    ("text", "surface", "norm"),
    [
        ("实施“四乡行动”，成效明显", "四乡行动", "四乡行动"),
        ("实施“头雁放飞”工程", "“头雁放飞”工程", "头雁放飞工程"),
        ("推行“能人返乡计划”", "能人返乡计划", "能人返乡计划"),
        ("推行“四民工作法”", "四民工作法", "四民工作法"),
        ("建立“四链富民”机制", "“四链富民”机制", "四链富民机制"),
        ("以“三化四明”党组织标准化建设工程为牵引", "“三化四明”党组织标准化建设工程", "三化四明党组织标准化建设工程"),
        ("村里有“乡贤工作室”", "乡贤工作室", "乡贤工作室"),
        ("推行党员联户“1+10+N”制度", "党员联户“1+10+N”制度", "党员联户1+10+N制度"),
        ("推行村干部“红色代办”制度", "“红色代办”制度", "红色代办制度"),
        ("开展“我为群众办实事”实践活动", "“我为群众办实事”实践活动", "我为群众办实事实践活动"),
        ("实施基层党建质量提升工程", "基层党建质量提升工程", "基层党建质量提升工程"),
        ("实施乡村振兴领头雁358工程", "乡村振兴领头雁358工程", "乡村振兴领头雁358工程"),
        ("实行“一村一策”", "一村一策", "一村一策"),
        ("设立“爱心超市”", "爱心超市", "爱心超市"),
        ("举办首届柳溪采摘节", "首届柳溪采摘节", "首届柳溪采摘节"),
    ],
)
def test_a_name_has_its_head_noun_and_only_inner_marks(text, surface, norm):
    assert names(text) == [(surface, norm)]


@pytest.mark.parametrize(
    "text",
    [
        "党组织是“主心骨”",
        "打通“最后一公里”",
        "配强“两委”班子",
        "当好“领头雁”",
        "完善考核机制",
        "完善了考核机制",
        "健全培训机制和考核机制",
        "健全长效机制",
        "落实乡村振兴战略",
        "打赢脱贫攻坚战，做好精准扶贫",
        "他说：“我们把支部建在产业链上，大家都说好。”",
        "“80后”干部多起来",
        "村里的“土专家”“田秀才”",
        "",
    ],
)
def test_metaphors_generic_words_and_speech_are_none(text):
    assert names(text) == []


def test_a_set_in_one_quotation_is_named_member_by_member():
    text = "以“组织固乡、富民兴乡、服务暖乡”为主要内容"
    assert [norm for _, norm in names(text)] == ["组织固乡", "富民兴乡", "服务暖乡"]


def test_a_list_with_its_head_after_the_last_name():
    assert [norm for _, norm in names("开展“邻里节”“百家宴”“晒家训”等活动")] == ["邻里节", "百家宴", "晒家训"]


def test_a_name_once_introduced_is_known_when_quoted_again():
    text = "实施“四乡行动”，三年下来，“四乡行动”见了成效"
    assert [norm for _, norm in names(text)] == ["四乡行动", "四乡行动"]


def test_spans_do_not_overlap_but_where_a_set_lies_in_a_name(annotated):
    for annotation in annotated.values():
        for case in annotation.cases:
            spans = sorted({(m.start, m.end) for m in case.mentions if m.type == "initiative"})
            crossing = [(a, b) for a in spans for b in spans if a[0] < b[0] < a[1] < b[1]]
            assert crossing == []


def test_the_samples_initiatives(annotated):
    found = {
        (name, m.norm)
        for name, annotation in annotated.items()
        for case in annotation.cases
        for m in case.mentions
        if m.type == "initiative"
    }
    assert {
        ("jiawang.txt", "四乡行动"),
        ("jiawang.txt", "头雁放飞工程"),
        ("jiawang.txt", "能人返乡计划"),
        ("jiawang.txt", "一村一策"),
        ("jiawang.txt", "乡贤协会"),
        ("haimen.docx", "五强联动工程"),
        ("haimen.docx", "四民工作法"),
        ("jiangyin.pdf", "乡村振兴领头雁358工程"),
        ("jiangyin.pdf", "党员联户1+10+N制度"),
        ("taibai-longxian.docx", "四链富民机制"),
        ("yantai.txt", "千村覆盖工程"),
        ("pinggu.html", "双安双打专项行动"),
    } <= found
