"""Profiles: from tables, files, plain words and regions, and the kinds of county that they show."""

import json

import pytest

from ingest.errors import UnknownRegion, UsageError
from search.profile import (
    FIELDS,
    Profile,
    from_file,
    from_region,
    from_table,
    from_words,
    kinds,
    merged,
    profile_json,
    traits,
)


def test_a_table_takes_english_and_chinese_keys_and_lists():
    profile = from_table({"population": ["户籍6万", "老龄化"], "地形": "高海拔", "finance": "吃饭财政"})
    assert profile == Profile(people="户籍6万，老龄化", terrain="高海拔", money="吃饭财政")


@pytest.mark.parametrize("table", [{"colour": "red"}, {"terrain": {"a": 1}}, {"terrain": [None]}])
def test_a_table_that_makes_no_sense_is_named(table):
    with pytest.raises(UsageError):
        from_table(table)


def test_files_json_and_toml_with_and_without_a_profile_table(tmp_path):
    one, two = tmp_path / "p.json", tmp_path / "p.toml"
    one.write_text(json.dumps({"profile": {"terrain": "丘陵"}}), "utf-8")
    two.write_text('terrain = "丘陵"\n', "utf-8")
    assert from_file(one) == from_file(two) == Profile(terrain="丘陵")


@pytest.mark.parametrize("text", ["", "[1, 2]", "not json", '"words"'])
def test_a_file_without_a_profile_is_named(tmp_path, text):
    path = tmp_path / "p.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        from_file(path)
    assert str(path) in str(caught.value)


def test_plain_words_go_to_their_fields():
    profile = from_words("喀斯特山地，牧区、村级债务 茶叶；有返乡青年，群众意见大，缺干劲")
    assert profile.terrain == "喀斯特山地，牧区"
    assert profile.money == "村级债务"
    assert profile.industry == "茶叶"
    assert "有返乡青年" in profile.people
    assert "缺干劲" in profile.problem
    assert not from_words(" ，")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("喀斯特山区", "石山"),
        ("沿边散居", "散居"),
        ("半农半牧区草场退化", "极散居"),
        ("村集体负债累累", "债务"),
        ("空壳村多", "集体薄弱"),
        ("国家级贫困县，重点帮扶县", "财力弱"),
        ("集中安置点", "新居民"),
        ("远洋捕捞", "海洋"),
        ("没有龙头企业", "无龙头企业"),
        ("水源不足", "无水面"),
        ("不通快递", "无电商物流"),
        ("宗族把持", "宗族势力"),
    ],
)
def test_words_show_kinds(words, kind):
    assert kind in traits(from_words(words))


@pytest.mark.parametrize(
    ("words", "kind"),
    [("没有龙头企业", "龙头企业"), ("水源不足", "水面"), ("返乡大学生", "高校专家"), ("平原", "山地")],
)
def test_words_do_not_show_kinds(words, kind):
    assert kind not in traits(from_words(words))


def test_what_is_stated_goes_before_what_is_inferred():
    profile = Profile(terrain="牧区", inferred=(("terrain", "草原", "地名"), ("location", "城郊", "地名")))
    found = traits(profile)
    assert not found["牧区"].inferred
    assert found["城郊"].inferred


def test_every_kind_has_a_field_and_a_name_of_its_own():
    assert {kind.field for kind in kinds()} <= set(FIELDS)
    assert len({kind.name for kind in kinds()}) == len(kinds())


def test_a_region_says_what_the_library_knows_and_marks_it(library):
    profile = from_region("泽库县", library.store)
    assert profile.location == "青海省黄南藏族自治州泽库县"
    assert "牧区" in traits(profile)
    assert traits(profile)["牧区"].inferred
    assert all(why for _, _, why in profile.inferred)


def test_a_region_without_reports_is_its_name_and_level(library):
    assert from_region("丰都县", library.store).inferred == ()
    with pytest.raises(UnknownRegion):
        from_region("无此县", library.store)


def test_profiles_are_joined_and_written():
    both = merged(from_words("牧区"), Profile(terrain="高海拔", inferred=(("location", "城郊", "地名"),)))
    assert both.terrain == "牧区，高海拔"
    assert profile_json(both) == {
        "terrain": "牧区，高海拔",
        "inferred": [{"field": "location", "words": "城郊", "why": "地名"}],
    }
