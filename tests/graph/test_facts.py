"""Facts: which entities and relations a report gives, each with the characters that say it."""

import pytest

from graph.annotate import annotate
from graph.facts import case_id, entity_of, facts_of, measure_id, normal_indicator, report_id
from graph.schema import Mention
from ingest.formats import read_bytes
from ingest.read import report_of

TEXT = """贾汪区建强支部的两条路
近年来，江苏省徐州市贾汪区坚持党建引领，荣获全国先进基层党组织称号。
一、建强支部，聚起人心
针对软弱涣散党组织，区里印发《支部建设办法》，推行“党支部+合作社+农户”模式，实施“头雁放飞”工程，培养党员书记。2020年，潘安湖街道马庄村集体收入达到655万元。
（一）选好带头人
依托省级现代农业示范基地，与中国农业大学合作，选派120名干部到村任职，村村有了主心骨。
（二）管好党员队伍
党组织每月开展主题党日，党员人人有岗，群众有事找得到人，支部说话有人听。
二、育好产业，鼓起钱袋
发展草莓、葡萄产业，办起合作社，建成基地，带动农户300户增收，村里的账上有了余钱。
"""


@pytest.fixture(scope="module")
def annotation():
    return annotate(report_of(read_bytes(TEXT.encode(), "made.txt")))


@pytest.fixture(scope="module")
def facts(annotation):
    return facts_of(annotation)


@pytest.fixture(scope="module")
def edges(facts):
    """The relations with names in place of ids, and what their evidence says."""
    names = {entity.id: entity.name for entity in facts.entities.values()}
    return {
        (names[r.subject], r.predicate, names[r.object]): ["".join(TEXT[a:b].split()) for a, b in r.evidence]
        for r in facts.relations
    }


ONE, TWO = "建强支部，聚起人心", "育好产业，鼓起钱袋"
TITLE = "贾汪区建强支部的两条路"


@pytest.mark.parametrize(
    ("subject", "predicate", "target", "evidence"),
    [
        (TITLE, "ABOUT", "贾汪区", "贾汪区"),
        (TITLE, "TAKES", ONE, ONE),
        (TITLE, "TAKES", "选好带头人", "选好带头人"),
        ("选好带头人", "PART_OF", ONE, "选好带头人"),
        (ONE, "APPLIES", "党支部+合作社+农户", "党支部+合作社+农户"),
        ("党支部+合作社+农户", "HAS_ROLE", "农户", "党支部+合作社+农户"),
        (ONE, "RUNS", "头雁放飞工程", "“头雁放飞”工程"),
        (ONE, "ADDRESSES", "软弱涣散党组织", "软弱涣散党组织"),
        (ONE, "CITES", "支部建设办法", "《支部建设办法》"),
        ("选好带头人", "INVOLVES", "中国农业大学", "中国农业大学"),
        ("选好带头人", "NEEDS", "依托省级现代农业示范基地", "依托省级现代农业示范基地"),
        (TWO, "DEVELOPS", "草莓", "草莓"),
        (TITLE, "EARNS", "全国先进基层党组织", "全国先进基层党组织"),
        ("贾汪区", "WITHIN", "徐州市", "贾汪区"),
        ("徐州市", "WITHIN", "江苏省", None),
        (TWO, "SERVES", "产业振兴", None),
        ("选好带头人", "SHOWS", None, "120名"),
        (None, "MEASURES", None, "655万元"),
        (None, "IN", "贾汪区", "120名"),
    ],
)
def test_each_relation_stands_on_its_words(edges, subject, predicate, target, evidence):
    fitting = [
        said for (s, p, o), said in edges.items() if p == predicate and subject in {None, s} and target in {None, o}
    ]
    assert fitting
    if evidence:
        assert any(evidence in said for said in fitting)


def test_the_report_holds_its_case(facts):
    report = facts.report
    assert any(
        (r.subject, r.predicate, r.object) == (f"report:{report}", "HOLDS", f"case:{report}-1") for r in facts.relations
    )


def test_no_relation_without_evidence_or_reason(facts):
    for relation in facts.relations:
        assert relation.evidence or (relation.inferred and relation.data.get("reason")), relation


def test_evidence_slices_to_text(facts):
    for relation in facts.relations:
        for start, end in relation.evidence:
            assert 0 <= start < end <= len(TEXT)
            assert TEXT[start:end].strip()


def test_what_is_inferred_says_why(facts):
    assert all(r.data.get("reason") for r in facts.relations if r.inferred)
    assert {r.predicate for r in facts.relations if r.inferred} <= {"WITHIN", "SERVES", "ABOUT", "IN", "SUCCEEDS"}


def test_both_ends_of_a_relation_are_entities(facts):
    for relation in facts.relations:
        assert relation.subject in facts.entities
        assert relation.object in facts.entities


def test_an_edge_said_twice_is_one_edge_with_two_places(facts):
    triples = [(r.subject, r.predicate, r.object) for r in facts.relations]
    assert len(triples) == len(set(triples))


def test_every_mention_and_figure_is_linked_to_its_own_entity(annotation, facts):
    """Two mentions of different types may share one span (an organisation inside quotation marks)."""
    for case in annotation.cases:
        for mention in case.mentions:
            linked = facts.mention_entity[mention.type, mention.start, mention.end]
            assert facts.entities[linked].id == entity_of(mention).id
        for figure in case.figures:
            assert facts.entities[facts.figure_entity[figure.start, figure.end]].data["value"] == figure.value


def test_every_sample_mention_is_linked_to_the_entity_of_its_own_type(annotated):
    wrong = []
    for name, annotation in annotated.items():
        facts = facts_of(annotation)
        for case in annotation.cases:
            wrong += [
                (name, m.type, m.norm, facts.mention_entity[m.type, m.start, m.end])
                for m in case.mentions
                if facts.mention_entity[m.type, m.start, m.end] != entity_of(m).id
            ]
    assert wrong == []


def test_every_sample_relation_has_evidence_or_reason(annotated):
    for name, annotation in annotated.items():
        text = annotation.report.raw.text
        for relation in facts_of(annotation).relations:
            assert relation.evidence or relation.data.get("reason"), (name, relation)
            assert all(0 <= a < b <= len(text) for a, b in relation.evidence), (name, relation)


def test_a_masked_county_is_about_with_its_reasons():
    text = (
        "党建引领山乡振兴的三条路径\n近年来，xx区坚持党建引领。高虹镇组建联盟，昌化镇白牛村发展电商，太湖源镇成立支部，"
        "天目山镇开展结对。全区带动30户。\n各镇的做法都见了成效。\n"
    )
    facts = facts_of(annotate(report_of(read_bytes(text.encode(), "made.txt"))))
    (about,) = [r for r in facts.relations if r.predicate == "ABOUT"]
    assert about.object == "region:330112"
    assert about.inferred
    assert about.data["reason"]
    assert all(r.inferred for r in facts.relations if r.predicate == "IN")


def test_a_figure_is_in_the_place_that_it_speaks_of():
    text = (
        "浙江推进数字乡村的做法\n浙江省推进数字乡村，全省建成驿站300处。临安区昌化镇白牛村建成电商园2个。"
        "慈溪市发展杨梅，安吉县发展白茶，柯桥区发展纺织。\n"
    )
    facts = facts_of(annotate(report_of(read_bytes(text.encode(), "made.txt"))))
    places = {
        text[slice(*r.evidence[0])]: facts.entities[r.object].name for r in facts.relations if r.predicate == "IN"
    }
    assert places == {"2个": "白牛村", "300处": "浙江省"}


def test_a_place_under_its_old_name_is_succeeded_by_todays():
    text = "海门的做法\n江苏省南通市海门区在2020年以前叫海门市。海门市当年就建强了支部。\n"
    facts = facts_of(annotate(report_of(read_bytes(text.encode(), "made.txt"))))
    (edge,) = [r for r in facts.relations if r.predicate == "SUCCEEDS"]
    assert (edge.subject, edge.object) == ("region:320614", "region:320684")
    assert "".join(text[slice(*edge.evidence[0])].split()) == "海门市"


def test_the_same_report_gives_the_same_facts(annotation, facts):
    again = facts_of(annotation)
    assert again.entities == facts.entities
    assert again.relations == facts.relations


def test_ids_come_from_content():
    assert report_id("ab" * 32) == "r" + "ab" * 6
    assert case_id("r1", 2) == "r1-2"
    assert measure_id("r1-2", 3) == "r1-2.3"


@pytest.mark.parametrize(
    ("mention", "identity"),
    [
        (Mention("region", 0, 1, "贾汪区", {"level": "county", "code": "320305"}), "region:320305"),
        (Mention("region", 0, 1, "马庄村", {"level": "village", "code": "320305"}), "region:320305/马庄村"),
        (Mention("region", 0, 1, "某某村", {"level": "village", "code": None}), "region:?/某某村"),
        (
            Mention(
                "model",
                0,
                1,
                "支部+专业合作社+群众户",
                {"components": ["支部", "专业合作社", "群众户"], "kind": "chain"},
            ),
            "model:党支部+合作社+农户",
        ),
        (Mention("model", 0, 1, "1+10+N", {"components": ["1", "10", "N"], "kind": "numeric"}), "model:1+10+N"),
        (Mention("initiative", 0, 1, "“头雁”工程"), "initiative:头雁工程"),
        (Mention("honour", 0, 1, "全国文明村", {"level": "国家", "year": 2020}), "honour:全国文明村"),
        (Mention("industry", 0, 1, "草莓"), "industry:草莓"),
    ],
)
def test_two_names_become_one_entity_by_a_stated_rule(mention, identity):
    assert entity_of(mention).id == identity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("村集体经济收入", "村级集体经济总收入"),
        ("全县村集体收入", "村集体收入"),
        ("累计接待游客", "接待游客"),
        ("带动农户户数", "带动农户"),
    ],
)
def test_the_same_indicator_of_two_counties_meets(one, other):
    assert normal_indicator(one) == normal_indicator(other)


@pytest.mark.parametrize(
    "name", ["新型农业经营主体", "年轻干部", "新能源汽车", "总书记", "年均收入", "共享单车", "新增就业"]
)
def test_an_indicators_normal_form_cuts_no_word(name):
    assert normal_indicator(name) == name


@pytest.mark.parametrize("name", ["年", "累计", "数量", "“”", "个数"])
def test_an_indicator_never_becomes_nothing(name):
    assert normal_indicator(name)


def test_different_indicators_stay_apart():
    assert normal_indicator("村民人均收入") != normal_indicator("村集体收入")
