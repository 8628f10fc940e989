"""Proposals, what is seen of them, and the judge that says which are names."""

from itertools import pairwise

import numpy as np
import pytest

from graph.extract import extract
from graph.schema import MENTION_TYPES, Mention
from graph.tagger import judge_training
from graph.tagger.judge import Judge, judge
from graph.tagger.model import tagger
from graph.tagger.proposals import Scored, _may_be, _trimmed, _whole, propose
from graph.tagger.reread import LEAST, reread
from graph.tagger.spans import AFTER, BEFORE, BUCKETS, MOST_KINDS, _around, _quoted, see

TEXT = "柳河村开展“暖冬行动”，种植草莓，改变了水渠年久失修的局面；近年来，草莓卖到了省城。"


@pytest.fixture(scope="module")
def scored():
    return Scored.read(TEXT, extract(TEXT), *tagger())


@pytest.fixture(scope="module")
def spans(scored):
    return propose(scored, tagger()[0])


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        ("推行“双报到”。", (4, 6), (3, 6)),
        ("推行“双报到”。", (3, 6), (3, 6)),
        ("推行“先报到、后分工”。", (3, 6), (3, 6)),  # a list in one quotation
        ("他说“今天双报到了”。", (5, 8), (5, 8)),  # reaches no mark
        ("推行双报到。", (3, 5), (3, 5)),
    ],
)
def test_a_name_that_is_cut_inside_its_quotation(text, span, whole):
    assert _whole(text, *span) == whole


@pytest.mark.parametrize(
    ("kind", "named", "name"),
    [
        ("organization", "由柳河县供销合作社", "柳河县供销合作社"),
        ("organization", "从化区农业农村局", "从化区农业农村局"),
        ("organization", "柳河县卫生健康局等", "柳河县卫生健康局"),
        ("initiative", "柳河晒秋文化季在", "柳河晒秋文化季"),
        ("honour", "全国文明村荣誉称号", "全国文明村"),
        ("industry", "茶", "茶"),
    ],
)
def test_what_leads_to_a_name_and_on_from_it_is_no_part_of_it(kind, named, name):
    start, end = _trimmed(named, kind, 0, len(named))
    assert named[start:end] == name


@pytest.mark.parametrize(
    ("kind", "text", "named", "may"),
    [
        ("problem", "集体经济由弱变强，", "集体经济由弱变强", False),
        ("organization", "新建、改扩建区域性中心敬老院5所", "改扩建区域性中心敬老院", False),
        ("organization", "新建区教育局发文", "新建区教育局", True),
        ("problem", "防返贫任务十分繁重", "返贫任务十分繁重", False),
        ("problem", "行走在不足两米宽的渠墙上", "行走在不足", False),
        ("problem", "灌溉用水不足，", "灌溉用水不足", True),
        ("problem", "由于集体经济薄弱，", "集体经济薄弱", True),
        ("industry", "3.5米宽产业路", "3.5米", False),
        ("industry", "3D打印产业", "3D打印", True),
        ("initiative", "推广“福鼎大白”“龙井43”等良种茶园", "福鼎大白", False),
        ("initiative", "选育“青岭1号”黄精、“雾里红”天麻等良种", "“青岭1号”黄精", False),
        ("initiative", "实施“暖冬行动”，在良种上下功夫", "暖冬行动", True),
        ("initiative", "实施良种工程和品种改良", "良种工程", True),
    ],
)
def test_what_can_be_no_name_of_its_class_is_not_proposed(kind, text, named, may):
    at = text.index(named)
    assert _may_be(text, kind, at, at + len(named)) is may


def test_halves_of_two_words_are_no_product():
    text = "建成静态仓储能力100万吨，发展储能产业。"
    named = [text[a:b] for _, a, b in propose(Scored.read(text, extract(text), *tagger()), tagger()[0])]
    assert named.count("储能") == 1


def test_rules_and_tagger_propose(scored, spans):
    kinds = tagger()[0].kinds
    assert spans == sorted(set(spans))
    proposed = {(kinds[kind], TEXT[start:end]) for kind, start, end in spans}
    assert {("initiative", "暖冬行动"), ("industry", "草莓")} <= proposed
    by_rules = {(m.type, m.start, m.end) for m in extract(TEXT) if m.type in kinds}
    assert by_rules <= {(kinds[kind], start, end) for kind, start, end in spans}


def test_a_rule_of_another_class_proposes_nothing():
    model, vocabulary = tagger()
    place = Mention("region", 0, 3, "贾汪区")
    assert propose(Scored.read("贾汪区。", [place], model, vocabulary), model) == []


def test_what_is_seen_has_a_column_for_each_span(scored, spans):
    seen = see(scored, tagger()[0], spans)
    assert seen.hashed.shape[1] == len(seen.measured) == len(spans)
    assert seen.hashed.max() < BUCKETS
    assert seen.bag.shape == seen.owner.shape
    assert set(seen.owner.tolist()) == set(range(len(spans)))  # every span has a word


def test_the_same_words_elsewhere_are_seen(scored):
    number = tagger()[0].kinds.index("industry")
    first = TEXT.index("草莓")
    second = TEXT.index("草莓", first + 1)
    alone = see(scored, tagger()[0], [(number, first, first + 2)])
    both = see(scored, tagger()[0], [(number, first, first + 2), (number, second, second + 2)])
    changed = np.flatnonzero(alone.hashed[:, 0] != both.hashed[:, 0])
    assert len(changed) == 1


def test_a_class_has_features_of_its_own(scored):
    first = TEXT.index("草莓")
    seen = see(scored, tagger()[0], [(0, first, first + 2), (1, first, first + 2)])
    assert (seen.hashed[:, 0] != seen.hashed[:, 1]).all()
    assert len(tagger()[0].kinds) <= MOST_KINDS


def test_quotation_marks_are_told_apart():
    text = "推行“双报到”，村村有、户户有"
    spans = np.array([(3, 6), (2, 7), (0, 2), (8, 14)])
    bits = _quoted(text, *spans.T)
    assert bits.tolist() == [0b11, 0b1100, 0, 0b100000]


def test_words_around_a_span_leave_out_its_neighbours():
    words, owners, sides = _around(np.array([4, 0]), np.array([6, 1]), 9)
    of_first = {side: words[(owners == 0) & (sides == side)].tolist() for side in (0, 1, 2)}
    assert of_first == {0: [4, 5], 1: [0, 1], 2: [7, 8]}
    of_second = {side: words[(owners == 1) & (sides == side)].tolist() for side in (0, 1, 2)}
    assert of_second == {0: [0], 1: [], 2: [2, 3, 4, 5, 6]}
    far = _around(np.array([50]), np.array([51]), 100)[0]
    assert far.min() == 50 - BEFORE
    assert far.max() == 50 + AFTER


def test_weights_add_up(scored, spans):
    seen = see(scored, tagger()[0], spans)
    kinds = np.array([kind for kind, _, _ in spans])
    sizes = np.zeros((len(tagger()[0].kinds), seen.measured.shape[1]), dtype=np.float32)
    bucket = seen.hashed[:1, 0]
    weighing = Judge(bucket, np.array([2.0], dtype=np.float32), sizes)
    likely = weighing.probabilities(seen, kinds)
    assert likely[0] > 0.5
    assert likely.min() == 0.5  # what no feature speaks for or against


def test_the_shipped_judge_fits_the_features(scored, spans):
    seen = see(scored, tagger()[0], spans)
    assert judge()._sizes.shape == (len(tagger()[0].kinds), seen.measured.shape[1])
    assert set(LEAST) == set(tagger()[0].kinds) <= set(MENTION_TYPES)


def test_names_of_a_class_do_not_overlap():
    text = "推行“党建引领+乡村治理”工作机制，开展“我为群众办实事”实践活动和“人居环境整治百日攻坚行动”。"
    found = [m for m in reread(text, extract(text)) if m.type == "initiative"]
    assert found
    for one, other in pairwise(found):
        assert one.end <= other.start


def test_hardships_told_in_a_row_count_where_nothing_else_was_found_there():
    text = "群众反映“就医远、报销慢、跑腿多”，县里推行一站式服务。"
    assert [m.norm for m in reread(text, extract(text)) if m.type == "problem"] == ["就医远", "报销慢", "跑腿多"]


def test_what_is_announced_as_a_problem_is_one_whole():
    text = "我们还存在一些差距：一是面源污染治理任务仍然较重；二是专业人才匮乏。"
    assert [m.norm for m in reread(text, extract(text)) if m.type == "problem"] == [
        "面源污染治理任务仍然较重",
        "专业人才匮乏",
    ]


def test_training_learns_what_it_is_shown():
    text = "全村种植草莓。老人看电视。"
    row = {"cases": [{"mentions": [{"type": "industry", "start": 4, "end": 6, "surface": "草莓"}]}]}
    cases = [case for _ in range(10) for case in judge_training.proposed(text, row, *tagger())]
    number = tagger()[0].kinds.index("industry")
    assert any(case.right[case.kinds == number].any() for case in cases)
    shown = [case for case in cases if case.right.any()]
    wrong = [judge_training.Proposed(c.kinds, np.zeros_like(c.right), c.sure, c.seen) for c in shown[:3]]
    weights, sizes = judge_training.weigh([*shown, *wrong], number)
    learned = Judge(
        np.array(list(weights), dtype=np.uint32),
        np.array(list(weights.values()), dtype=np.float32),
        np.tile(sizes.astype(np.float32), (len(tagger()[0].kinds), 1)),
    )
    likely = learned.probabilities(shown[0].seen, shown[0].kinds)
    assert likely[shown[0].right & (shown[0].kinds == number)].min() > 0.6
