"""Conditions: what practices presuppose, held against profiles."""

import pytest

from search.conditions import DIMENSIONS, conditions, judge, level_condition, reasons_of, rules, verdict_of
from search.moves import Move, bare_names, names_in, only_names
from search.profile import LACK, Profile, Trait, from_words, kinds, traits


def move(text):
    return Move(1, text, tuple(range(100, 100 + len(text))))


def verdict(text, words):
    return verdict_of(conditions(move(text), traits(from_words(words)), words), only_named=False)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("全县以200户为标准划分网格。", "牧区", "blocked"),
        ("全县以200户为标准划分网格。", "城郊安置区", "fits"),
        ("每名党员联系8户村民。", "草原牧区", "blocked"),
        ("每名党员联系8户村民。", "丘陵", "fits"),
        ("为村书记建立职业年金。", "财政困难", "blocked"),
        ("为村书记建立职业年金。", "丘陵", "adapt"),
        ("为村书记建立职业年金。", "经济发达，税源充足", "fits"),
        ("年底按股分红两千万元。", "空壳村", "blocked"),
        ("发展水产，建起鱼塘。", "干旱缺水", "blocked"),
        ("发展水产，建起鱼塘。", "远洋捕捞", "blocked"),
        ("发展水产，建起鱼塘。", "水网密布", "fits"),
        ("每月集中轮训村干部。", "高海拔", "adapt"),
        ("每月集中轮训村干部。", "平原", "fits"),
        ("请高校教授到村指导。", "丘陵", "adapt"),
        ("请高校教授到村指导。", "本地有农科院", "fits"),
        ("吸收返乡大学生入党。", "丘陵", "fits"),
        ("由5家龙头企业带动农户。", "没有龙头企业", "adapt"),
        ("由5家龙头企业带动农户。", "产业弱", "blocked"),
        ("推行“党支部+龙头企业+农户”。", "产业弱", "fits"),
        ("请乡贤参与议事。", "宗族把持", "adapt"),
        ("驻村民警进网格。", "边境，有护边员", "fits"),
    ],
)
def test_verdicts_follow_the_rules(text, words, expected):
    assert verdict(text, words) == expected


def test_a_condition_has_the_span_that_it_was_read_from():
    found = conditions(move("我县以换届为契机，配强班子。"), {}, "")
    assert {(c.name, c.basis, c.status) for c in found} == {("换届窗口", "stated", "unknown")}
    assert (found[0].start, found[0].end) == (103, 105)


def test_a_frame_that_no_rule_knows_is_stated_and_decides_nothing():
    found = conditions(move("依托红色文化传统，做讲解。"), {}, "革命老区，红色文化多")
    assert [(c.basis, c.status, c.verdict) for c in found] == [("stated", "matched", "fits")]


def test_what_is_only_inferred_of_a_county_rules_nothing_out():
    rule = next(rule for rule in rules() if "债务" in rule.blocked)
    stated = {"债务": Trait("债务", "负债", "money")}
    guessed = {"债务": Trait("债务", "负债", "money", inferred=True)}
    assert judge(rule, stated)[1] == "blocked"
    assert judge(rule, guessed)[:2] == ("conflicting", "adapt")


def test_missing_is_what_the_listed_resources_lack():
    assert conditions(move("请高校教授到村指导。"), traits(Profile(terrain="丘陵")), "")[0].status == "unknown"
    met = conditions(move("请高校教授到村指导。"), traits(Profile(resources="水库")), "")
    assert met[0].status == "missing"


def test_a_district_is_marked_and_decides_nothing():
    found = level_condition("county", "某区", traits(from_words("偏远牧区")))
    assert (found.basis, found.status, found.verdict) == ("inferred", "conflicting", "fits")
    assert level_condition("county", "某县", {}) is None


def test_reasons_say_what_conflicts_and_what_to_do():
    met = conditions(move("每月集中轮训村干部。"), traits(from_words("高海拔")), "")
    reasons = reasons_of("adapt", met, [])
    assert "高海拔" in reasons[0]
    assert "可改为" in reasons[0]
    assert reasons_of("unknown", [], ["三甲"]) == ("原文只有名称，没有做法：三甲",)


def test_the_table_of_rules_is_sound():
    known = {kind.name for kind in kinds()} | {LACK + kind.name for kind in kinds() if kind.can_lack}
    assert len({rule.name for rule in rules()}) == len(rules())
    for rule in rules():
        assert rule.dimension in DIMENSIONS
        assert rule.basis in {"stated", "inferred"}
        assert rule.silent in {"fits", "adapt"}
        assert {*rule.satisfied, *rule.blocked, *rule.strained} <= known
        assert rule.presupposes
        assert rule.advice


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("先后涌现出甲村“红旗渠”机制、乙村“六个一”工程、丙村“邻里帮”等党建品牌。", True),
        ("形成“红旗渠”“六个一”“邻里帮”等品牌，每月评比，奖励30户。", False),
        ("其中“80后”12人，“90后”9人。", False),
        ("推行“邻里帮”，由党员上门代办。", False),
    ],
)
def test_sentences_that_only_list_names(sentence, expected):
    assert only_names(sentence) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("制定“脱困九条”，推动增收。", ["脱困九条"]),
        ("推行“三转”（转作风、转思路、转方法），推动增收。", []),
        ("建立调解员、巡查员、宣传员“三员”队伍。", []),
        ("建立“两长”队伍。街长管街，巷长管巷。", []),
        ("推行“1+5”工作法。", []),
    ],
)
def test_names_coined_with_a_number_that_nothing_tells(text, expected):
    assert bare_names(text) == expected


def test_names_are_what_stands_in_quotation_marks():
    assert names_in("“邻里帮”和《公约》") == ["邻里帮", "公约"]
