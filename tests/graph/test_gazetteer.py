"""The gazetteer: codes, ancestors, successors, names, towns and villages."""

import time
from pathlib import Path

import pytest

from graph.gazetteer import Gazetteer, gazetteer
from graph.gazetteer.build import pack_village, short_names
from graph.gazetteer.places import DATA_FILE


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer()


def test_place_has_its_own_and_its_full_name(places):
    place = places.place("320305")
    assert (place.name, place.level, place.full_name) == ("贾汪区", "county", "江苏省徐州市贾汪区")
    assert place.current
    assert places.full_name("469001") == "海南省五指山市"
    assert places.full_name("110105") == "北京市朝阳区"
    assert places.place("999999") is None
    assert places.full_name("999999") == ""


@pytest.mark.parametrize(
    ("code", "above", "expected"),
    [
        ("320281", "320200", True),
        ("320281", "320000", True),
        ("320281", "320281", True),
        ("320281", "320300", False),
        ("469001", "460000", True),
        ("110105", "110000", True),
        ("330112", "320000", False),
    ],
)
def test_within(places, code, above, expected):
    assert places.within(code, above) is expected


def test_ancestors_stop_where_no_prefecture_stands_between(places):
    assert [p.name for p in places.ancestors("320281")] == ["无锡市", "江苏省"]
    assert [p.name for p in places.ancestors("469001")] == ["海南省"]
    assert [p.name for p in places.ancestors("110105")] == ["北京市"]


@pytest.mark.parametrize(
    ("old", "new"), [("320684", "320614"), ("330185", "330112"), ("542200", "540500"), ("522423", "520581")]
)
def test_successors_lead_to_today(places, old, new):
    assert [p.code for p in places.successors(old)] == [new]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("涪陵市", "500102"),  # 511400, its code from 1995 to 1997, is 眉山市 today
        ("涪陵", "500102"),
        ("武隆县", "500156"),  # 511423, likewise, is 洪雅县
        ("松滋县", "421087"),  # 421024 is 江陵县
        ("义马", "411281"),  # 419001 is 济源市
        ("鄂城市", "420700"),  # 422101 became 麻城市, then 421181
        ("丰都", "500230"),  # 511422 became 彭山县, then 511403
        ("彭山", "511403"),
    ],
)
def test_a_code_that_was_given_out_again_does_not_carry_its_old_name_along(places, name, code):
    today = {places.successor_code(old, name) for old in places.full_names.get(name, places.short_names.get(name, ()))}
    assert today == {code}


def test_a_place_of_today_succeeds_itself(places):
    assert [p.code for p in places.successors("320614")] == ["320614"]


def test_retired_place_bears_its_years(places):
    place = places.place("320684")
    assert (place.name, place.start, place.end, place.successors) == ("海门市", 1994, 2020, ("320614",))
    assert not place.current


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("贾汪", "320305"),
        ("贾汪区", "320305"),
        ("徐州贾汪区", "320305"),
        ("江苏省徐州市贾汪区", "320305"),
        ("江苏", "320000"),
        ("黔东南", "522600"),
        ("恩施州", "422800"),
        ("罗城", "451225"),
        ("海门市", "320614"),
        ("襄樊", "420600"),
        ("320305", "320305"),
        ("3202", "320200"),
        ("32", "320000"),
        ("320684", "320614"),
        ("临安区高虹镇", "330112"),
        ("吉林", "220000"),
        ("长沙", "430100"),
        ("徐州 贾汪区", "320305"),
    ],
)
def test_resolve_gives_the_likeliest_first(places, name, code):
    assert places.resolve(name)[0].code == code


def test_resolve_gives_all_places_of_a_name(places):
    assert {p.full_name for p in places.resolve("鼓楼区")} == {
        "江苏省南京市鼓楼区",
        "江苏省徐州市鼓楼区",
        "福建省福州市鼓楼区",
        "河南省开封市鼓楼区",
    }
    assert places.resolve("没有这个地方") == []


def test_suggest_gives_near_names(places):
    assert "贾汪区" in places.suggest("贾旺区")
    assert len(places.suggest("贾旺区", limit=1)) == 1


def test_towns_and_villages(places):
    assert "高虹镇" in places.towns("330112")
    assert places.town_counties("高虹镇") == ("330112",)
    assert places.town_counties("没有镇") == ()
    assert places.has_village("610331", "七里川村")
    assert not places.has_village("610331", "没有村")
    assert not places.has_village("999999", "七里川村")
    assert "高虹镇" in places.villages("330112")


def test_shortened_nationality_township(places):
    assert "522635" in places.town_counties("坝芒乡")
    assert places.town_name("坝芒乡", "522635") == "坝芒布依族乡"
    assert places.town_name("高虹镇", "330112") == "高虹镇"
    assert places.town_name("坝芒乡", None) == "坝芒乡"


def test_village_index_of_the_country(places):
    assert places.known_village("七里川村")
    assert not places.known_village("绝对没有这样的村")
    assert places.village_county("七里川村") in {None, "610331"}
    assert places.village_county("绝对没有这样的村") is None


def test_short_names():
    assert short_names("罗城仫佬族自治县") == ["罗城", "罗城县", "罗城自治县"]
    assert short_names("贾汪区") == ["贾汪"]
    assert short_names("陇县") == []


def test_village_names_are_packed_without_loss():
    packed = [pack_village(name) for name in ("大路村", "白河社区", "第一生产队", "义勒力特嘎查")]
    assert packed == ["大路", "白河+", "第一生产队!", "义勒力特嘎查!"]


def test_it_is_small_and_loads_fast():
    assert DATA_FILE.stat().st_size < 6_000_000
    start = time.perf_counter()
    Gazetteer()
    assert time.perf_counter() - start < 1.0  # 0.08 s on an idle core
    assert gazetteer() is gazetteer()


def test_every_code_of_a_town_is_a_place(places):
    codes = {code for value in places.town_codes.values() for code in value.split(",")}
    assert [code for code in codes if not places.is_current(code)] == []


def test_sources_are_credited():
    text = (Path(DATA_FILE).parent.parent / "SOURCES.md").read_text("utf-8")
    assert all(word in text for word in ("CC0", "MIT", "Apache"))
