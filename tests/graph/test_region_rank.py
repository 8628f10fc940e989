"""How the places of a text are weighed against each other, and how the weights are learned."""

import json
import math

import pytest

from graph.extract.region_case import case_region
from graph.extract.region_rank import options_of, shares
from graph.extract.regions import find_regions
from graph.schema import Mention
from graph.tagger import case_training


def options(text, title=None, hints=None):
    return options_of(text, title, [m for m in find_regions(text) if m.fields["code"]], hints or {})


def test_options_are_the_places_named_and_those_above_them_and_none():
    assert set(options("徐州贾汪区推进工作。")) == {"320305", "320300", "320000", None}


def test_signs_say_where_and_how_often_a_place_stands():
    found = options("江西赣州推进电商。兴国县先行。\n如今赣州有了网店。")
    city = found["360700"]
    assert city["city:named"] == pytest.approx(math.log1p(2))
    assert city["city:named in lead"] == 1.0
    assert "province:named alone" not in found["360000"]  # 赣州 follows 江西 at once
    assert found["360000"]["province:never alone"] == 1.0
    assert found["360700"]["city:one below"] == 1.0
    assert "county:named in lead" not in found["360732"]


def test_what_is_only_pointed_at_is_an_option_too():
    found = options("村里修了路。", hints={"body": {"360926"}})
    assert found["360926"]["county:body"] == 1.0
    assert "county:named in lead" not in found["360926"]


def test_shares_are_probabilities():
    found = shares(options("徐州贾汪区推进工作。学习浙江经验。"))
    assert sum(found.values()) == pytest.approx(1)
    assert max(found, key=found.get) == "320305"
    assert shares(options("村里修了路。")) == {None: 1.0}


def test_a_zone_and_a_body_give_their_place_away_and_say_so():
    zone = "聊城高新区办起夜校。聊城高新区的居民都来听课。"
    region = case_region(zone, None, find_regions(zone))
    assert (region.code, region.inferred) == ("371500", True)
    assert region.reasons == ("聊城高新区以此地命名",)
    text = "铜鼓县供电公司的党员走进村里，帮老人换上新灯泡。"
    body = Mention("organization", 0, 7, "铜鼓县供电公司", {})
    region = case_region(text, None, [body])
    assert (region.code, region.inferred) == ("360926", True)


def test_weights_are_learned_from_what_is_right():
    told = {"a": {"named": 1.0}, "b": {"above": 1.0}, None: {"none": 1.0}}
    weights = case_training.fit([(told, "a")] * 8 + [(told, "b")] * 2)
    assert weights["named"] > weights["above"] > weights["none"]


def test_texts_whose_place_is_unknown_teach_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("陇县推进工作。", "utf-8")
    (tmp_path / "b.txt").write_text("徐州贾汪区推进工作。", "utf-8")
    rows = {"a": {"name": "某地", "code": None}, "b": {"name": "贾汪区", "code": "320305"}}
    for name, region in rows.items():
        row = {"file": f"{name}.txt", "cases": [{"region": region, "mentions": []}]}
        (tmp_path / f"{name}.json").write_text(json.dumps(row), "utf-8")
    found = list(case_training.choices(sorted(tmp_path.glob("*.json")), [tmp_path]))
    assert [code for _, code in found] == ["320305"]
