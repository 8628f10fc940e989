"""Filters: which cases may be looked into."""

import pytest

from ingest.errors import UnknownRegion
from search.filters import Filters, allowed_cases, chain_of, in_order, region_codes


@pytest.fixture(scope="module")
def titles(library):
    def of(**filters):
        allowed = allowed_cases(library.store, Filters(**filters))
        rows = library.store.rows("SELECT id, title FROM cases ORDER BY region_code")
        return None if allowed is None else [row["title"] for row in rows if row["id"] in allowed]

    return of


def test_no_filter_lets_everything_through(titles):
    assert titles() is None
    assert titles(region="") is None


@pytest.mark.parametrize("name", ["江苏省", "江苏", "32", "320000"])
def test_a_province_by_name_short_name_or_code_prefix(titles, name):
    assert {title[:4] for title in titles(region=name)} == {"徐州贾汪", "上下五级", "江阴市："}


@pytest.mark.parametrize("name", ["宝鸡", "宝鸡市", "6103", "610300"])
def test_a_prefecture_holds_its_counties(titles, name):
    assert len(titles(region=name)) == 2


@pytest.mark.parametrize("name", ["贾汪区", "贾汪", "320305", " 贾汪区 ", "３２０３０５"])
def test_a_county(titles, name):
    assert [title[:4] for title in titles(region=name)] == ["徐州贾汪"]


def test_an_old_name_is_the_place_of_today(titles):
    assert titles(region="海门市") == titles(region="海门区") != []


def test_a_known_place_without_cases_gives_none(titles):
    assert titles(region="西藏自治区") == []


@pytest.mark.parametrize("name", ["柳溪县", "不存在的地方", "贾旺区"])
def test_an_unknown_place_is_an_error_that_suggests(titles, name):
    with pytest.raises(UnknownRegion) as caught:
        titles(region=name)
    assert name in str(caught.value)
    assert caught.value.hint


def test_a_slip_of_the_pen_is_answered_with_the_nearest_name():
    with pytest.raises(UnknownRegion) as caught:
        region_codes("贾旺区")
    assert "贾汪区" in caught.value.hint


@pytest.mark.parametrize("name", ["999999", "98", "320999", "00"])
def test_a_code_of_nowhere_is_an_unknown_region_too(name):
    with pytest.raises(UnknownRegion):
        region_codes(name)


def test_a_model_by_role_or_chain_in_order(titles):
    by_role = titles(model="合作社")
    assert by_role
    chain = titles(model="党支部+合作社")
    assert chain
    assert set(chain) <= set(by_role)
    assert titles(model="党支部＋合作社") == titles(model="党支部→合作社") == titles(model="党支部 + 合作社") == chain
    assert titles(model="支部+专业合作社") == chain
    assert titles(model="农户+党支部") == []


def test_filters_hold_together(titles):
    assert set(titles(region="江苏", model="合作社")) == set(titles(region="江苏")) & set(titles(model="合作社"))


def test_industry_problem_and_theme(titles):
    assert [title[:4] for title in titles(industry="石斛")] == ["点石成金"]
    assert titles(problem="软弱涣散")
    assert titles(theme="产业振兴")
    assert titles(theme="没有的主题") == titles(industry="没有的产业") == titles(problem="没有的问题") == []


def test_sql_in_a_filter_is_only_words(titles, library):
    before = library.store.counts()
    for text in ("' OR 1=1 --", "%", "_", "'; DROP TABLE report; --"):
        assert titles(industry=text) == titles(problem=text) == titles(theme=text) == []
    assert library.store.counts() == before


def test_chains_as_people_type_them():
    for text in (
        "党支部+合作社",
        "党支部＋合作社",
        "党支部→合作社",
        "党支部>合作社",
        "党支部—合作社",
        "党支部、合作社",
        "党支部-合作社",
        "+党支部++合作社+",
    ):
        assert chain_of(text) == ["党支部", "合作社"], text
    assert chain_of("+") == []


def test_in_order():
    assert in_order(["甲", "丙"], ["甲", "乙", "丙"])
    assert not in_order(["丙", "甲"], ["甲", "乙", "丙"])
    assert in_order([], ["甲"])
    assert not in_order(["甲", "甲"], ["甲"])


def test_any_filter_set_counts_as_filtering():
    assert not Filters()
    assert Filters(theme="产业振兴")
