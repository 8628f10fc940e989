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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("村里健全党员联户、干部包片、支部会商机制。", ["党员联户、干部包片、支部会商机制"]),
        ("形成四级党建网格体系，", ["四级党建网格体系"]),
        ("采取步行调研法，摸清底数", ["步行调研法"]),
        ("建立青少年议事会，", ["青少年议事会"]),
        ("村里办起扶贫车间", ["扶贫车间"]),
        ("这是全县村级服务中心提质达标工程的一个缩影", ["村级服务中心提质达标工程"]),
        ("春风送水工程开工了。如今，春风送水工程惠及三村。", ["春风送水工程", "春风送水工程"]),
        ("“一长三员”网格服务队伍，", ["“一长三员”网格服务队伍"]),
        ("探索“党建作引领，产业筑基础”的乡村振兴思路", ["党建作引领，产业筑基础"]),
        ("构建“7+N”产业发展格局，", ["“7+N”产业发展格局"]),
        ("送上“扶贫菜单”", ["扶贫菜单"]),
        ("推进“宅上小组”建设。以“宅上小组”为单位", ["“宅上小组”建设", "宅上小组"]),
        ("村里举办樱桃节，", ["樱桃节"]),
        ("闽宁协作不断升级", ["闽宁协作"]),
        ("首届长三角葡萄推介活动举行", ["首届长三角葡萄推介活动"]),
        ("“接诉即办”是群众诉求快速响应机制", ["接诉即办"]),
        ("第二届山楂节开幕", ["第二届山楂节"]),
        ("向柑子口隧道项目捐赠茶叶", ["柑子口隧道项目"]),
        ("走出村民主导、政府统筹、协作规划的新模式", ["村民主导、政府统筹、协作规划的新模式"]),
        ("县里实行承诺制和备案制。", ["承诺制", "备案制"]),
        ("打赢柳河湖保护治理攻坚战", ["柳河湖保护治理攻坚战"]),
        ("推进农村集体产权制度改革", ["农村集体产权制度改革"]),
        ("以“信用村镇创建”为抓手", ["信用村镇创建"]),
        ("本届“柳河集市”人气很旺", ["柳河集市"]),
        ("培育一批乡村“法律明白人”，", ["法律明白人"]),
        ("党建品牌“红帆汇”成立", ["红帆汇"]),
        ("参加大学生志愿服务西部计划", ["大学生志愿服务西部计划"]),
        ("开展供水知识进万家活动，", ["供水知识进万家活动"]),
        ("通过“以购代捐”助力，通过“微改造、精提升”更新", ["以购代捐", "微改造、精提升"]),
        ("面向大学生“张榜求才”“带编引才”，", ["张榜求才", "带编引才"]),
        ("设立16个“医保便民岗”，用好“先锋党建云平台”", ["医保便民岗", "先锋党建云平台"]),
        ("启动大豆单产提升工程和规模主体增产行动。", ["大豆单产提升工程", "规模主体增产行动"]),
        ("实施设施农业贷款贴息补助政策，", ["设施农业贷款贴息补助政策"]),
        ("落实15分钟生活圈规划", ["15分钟生活圈"]),
        ("考察“呼应为”为民服务体系", ["“呼应为”为民服务体系"]),
    ],
)
def test_names_by_their_head_and_by_coming_back(text, found):
    assert [surface for surface, _ in names(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "把它当作头号工程抓",
        "评选“孝顺媳妇”“十大孝子”，",
        "“十三五”时期推进农村改革",
        "争创“省级卫生镇”招牌",
        "开展丰富多彩的文体活动",
        "建设现代化经济体系",
        "国家发改委项目很多",
        "中国工程院院士来了",
        "用实际行动证明",
        "成立“后浪党支部”",
        "解锁“致富密码”",
        "“两委”研究发展思路",
        "“十四五”时期",
        "通过“辣椒产业”致富",
        "通过“分享经验做法、交流难点问题、探讨工作思路”提高素质",
        "深化农业农村改革，",
        "推进柳河县基层治理体系和治理能力现代化建设、",
    ],
)
def test_what_names_no_programme(text):
    assert names(text) == []
