"""Models: chains of roles joined by +, with their components in order and their kind."""

import pytest

from graph.extract.models import find_models


def models(text):
    return [(text[m.start : m.end], m.fields["components"], m.fields["kind"]) for m in find_models(text)]


CHAIN = ["党支部", "合作社", "农户"]


@pytest.mark.parametrize(
    ("text", "surface", "components", "kind"),
    [
        ("推行“党支部+合作社+农户”模式", "党支部+合作社+农户", CHAIN, "chain"),
        ("采取公司+合作社+农户的模式", "公司+合作社+农户", ["公司", "合作社", "农户"], "chain"),
        ("形成党支部+合作社+农户利益联结机制", "党支部+合作社+农户", CHAIN, "chain"),
        ("坚持“日访+夜访”", "日访+夜访", ["日访", "夜访"], "chain"),
        ("“标准化+示范化”建设", "标准化+示范化", ["标准化", "示范化"], "chain"),
        ("实行党员联户“1+10+N”制度", "1+10+N", ["1", "10", "N"], "numeric"),
        ("主题党日“1+X”模式", "1+X", ["1", "X"], "numeric"),
        ("推进“8+1”任务", "8+1", ["8", "1"], "numeric"),
        ("拓展“党建+”模式", "党建+", ["党建"], "open"),
        ("推行“网格+”警格", "网格+", ["网格"], "open"),
        ("推行“党建+N”", "党建+N", ["党建", "N"], "open"),
        ("“党支部-合作社-农户”", "党支部-合作社-农户", CHAIN, "chain"),
        (
            "搭起“镇党委—村党支部—党员中心户”架构",
            "镇党委—村党支部—党员中心户",
            ["镇党委", "村党支部", "党员中心户"],
            "chain",
        ),
        ("推行“党支部十合作社十农户”模式", "党支部十合作社十农户", CHAIN, "chain"),
        ("“镇党（工）委+村党组织”", "镇党（工）委+村党组织", ["镇党（工）委", "村党组织"], "chain"),
        ("“党建+产业”", "党建+产业", ["党建", "产业"], "chain"),
        ("推行村集体+社会资本联合开发，", "村集体+社会资本", ["村集体", "社会资本"], "chain"),
        ("‘公司+农户’", "公司+农户", ["公司", "农户"], "chain"),
        ('"公司+农户"', "公司+农户", ["公司", "农户"], "chain"),
    ],
)
def test_chains_of_all_kinds(text, surface, components, kind):
    assert models(text) == [(surface, components, kind)]


def test_several_chains_in_one_quotation_are_one_mention_each():
    text = "巩固“党支部+龙头企业+群众户、党支部+合作社+群众户、党支部+基地+群众户”模式"
    assert [surface for surface, *_ in models(text)] == [
        "党支部+龙头企业+群众户",
        "党支部+合作社+群众户",
        "党支部+基地+群众户",
    ]


@pytest.mark.parametrize("joint", ["", "、", "和", "与", "，"])
def test_chains_side_by_side_in_quotations_of_their_own(joint):
    text = f"推行“公司+农户”{joint}“合作社+农户”两种模式"
    assert [surface for surface, *_ in models(text)] == ["公司+农户", "合作社+农户"]


def test_open_slots_in_a_row():
    assert [m.norm for m in find_models("用好党建+、网格+、服务+等钥匙")] == ["党建+", "网格+", "服务+"]


@pytest.mark.parametrize(
    "text",
    [
        "1+1=2",
        "实践—总结—提高",
        "党支部领着合作社干",
        "2019—2021年",
        "推动一二三产业",
        "8-10个村",
        "C++语言",
        "A+级景区",
        "“主心骨”",
    ],
)
def test_what_is_no_model(text):
    assert models(text) == []


def test_the_norm_joins_the_components_and_an_open_slot_keeps_its_plus():
    assert [m.norm for m in find_models("“党支部—合作社—农户”与“党建+”")] == ["党支部+合作社+农户", "党建+"]


def test_a_chain_broken_by_a_line_wrap_is_whole_after_repair():
    from ingest.repair import read
    from ingest.report import RawText

    text = "柳溪县推行“党支部＋合作\n社＋农户”模式，大家都说好，这条路走对了，还要接着走，" * 1
    page = "柳溪县的经验\n" + text
    found = read(RawText("made.txt", page.replace("合作\n社", "合作 社"), "txt", "utf-8", "0" * 64))
    assert [components for _, components, _ in models(found.text)] == [CHAIN]


def test_the_samples_models(annotated):
    found = {
        (name, m.norm)
        for name, annotation in annotated.items()
        for case in annotation.cases
        for m in case.mentions
        if m.type == "model"
    }
    assert {
        ("taibai-longxian.docx", "党支部+合作社+能人大户+贫困户"),
        ("taibai-longxian.docx", "党支部+龙头企业+群众户"),
        ("taibai-longxian.docx", "党支部+合作社+群众户"),
        ("taibai-longxian.docx", "党支部+基地+群众户"),
        ("linan.txt", "村党支部+电商协会+合作组织"),
        ("jiawang.txt", "党委+产业链"),
        ("jiawang.txt", "1+X"),
        ("kaiyuan.txt", "科技特派团+园区+企业+合作社+农户"),
        ("xinbarag.docx", "牲畜饲养+奶制品加工+文旅"),
        ("zigui.txt", "村党组织+村落党小组+党员"),
        ("zigui.txt", "村委会+村落理事会+农户"),
        ("haimen.docx", "大数据+网格化+铁脚板"),
        ("jiangyin.pdf", "镇街党（工）委+村党组织+网格党支部+党员中心户（党小组）"),
    } <= found


def test_a_quoted_chain_that_is_called_a_model_needs_no_roles():
    (found,) = find_models("发展“品牌用户—电商平台—消费者”模式")
    assert found.fields["components"] == ["品牌用户", "电商平台", "消费者"]
    assert find_models("“实践—总结—提高”的过程") == []


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("我县公司+基地+农户等模式", "公司+基地+农户"),
        ("推行“企业/合作社+农户”", "企业/合作社+农户"),
        ("推行“‘支部+协会’+农户”", "‘支部+协会’+农户"),
    ],
)
def test_where_a_chain_begins(text, surface):
    assert [text[m.start : m.end] for m in find_models(text)] == [surface]
