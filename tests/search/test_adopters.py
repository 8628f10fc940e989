"""Adopters: who else does a practice, each place with the rule by which it is known."""

import pytest

from ingest.errors import NotFound, UsageError
from search.adopters import same_root

ORDER = ("同名", "同模式", "同根", "做法相近")


@pytest.mark.parametrize(
    ("one", "other", "akin"),
    [
        ("党员积分制", "积分超市", True),
        ("党员积分制管理", "积分制", True),
        ("头雁放飞工程", "头雁放飞行动", True),
        ("四民工作法", "五民工作法", False),
        ("党建联盟", "党建品牌", False),  # 党建 says nothing of the practice
        ("乡村振兴示范工程", "乡村振兴讲堂", False),
        ("一村一策", "一户一策", False),
    ],
)
def test_names_of_one_root(one, other, akin):
    assert same_root(one, other) is akin


def test_the_surest_rule_comes_first_and_every_place_once(library):
    found = library.who_else("积分制")
    assert found[0].label == "同名"
    assert [one.label for one in found] == sorted((one.label for one in found), key=ORDER.index)
    codes = [one.code for one in found if one.code]
    assert len(codes) == len(set(codes)) > 1


def test_every_adopter_points_at_its_words(library):
    texts = {
        row["source"]: library.store.text(row["id"]) for row in library.store.rows("SELECT id, source FROM report")
    }
    for one in library.who_else("积分制"):
        assert one.label != "同名" or "积分制" in texts[one.file][one.start : one.end]


@pytest.mark.parametrize("plus", ["+", "＋"])
def test_a_chain_finds_itself_and_the_chains_that_extend_it(library, plus):
    found = library.who_else(f"党支部{plus}合作社")
    assert {"同根"} <= {one.label for one in found}
    assert all("+" in one.how for one in found if one.label in {"同模式", "同根"})


def test_plain_words_find_who_does_it_under_any_name(library):
    found = library.who_else("让老人吃上热饭")
    assert found
    assert {one.label for one in found} == {"做法相近"}


def test_what_nobody_does_has_no_adopters(library):
    assert library.who_else("火星移民") == []


def test_the_others_of_a_passage_leave_its_own_county_out(library):
    hit = library.search("积分制治理", 1).hits[0]
    assert hit.region_code not in {one.code for one in library.who_else_than(hit.id)}


def test_an_empty_practice_and_an_unknown_passage_are_errors(library):
    with pytest.raises(UsageError):
        library.who_else(" ")
    with pytest.raises(NotFound):
        library.who_else_than("nothing")
