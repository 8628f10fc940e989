"""Which place a figure speaks of, and that a list of villages is no one of them."""

import pytest

from graph.extract.figure_places import places_of
from graph.extract.figures import find_figures
from graph.extract.regions import find_regions


def places(text, own):
    figures = find_figures(text)
    return dict(
        zip((text[f.start : f.end] for f in figures), places_of(figures, find_regions(text), text, own), strict=True)
    )


@pytest.mark.parametrize(
    ("text", "own", "expected"),
    [
        ("徐州市贾汪区马庄村种草莓30亩。贾汪区种草莓500亩。", "county", {"30亩": "马庄村", "500亩": None}),
        ("徐州市贾汪区马庄村种草莓30亩，全区500亩。", "county", {"30亩": "马庄村", "500亩": None}),
        # 是全省最大的: a clause that tells of the village goes on telling of it.
        ("徐州市贾汪区马庄村是全省最大的草莓村，种草莓30亩。", "county", {"30亩": "马庄村"}),
        ("临安区昌化镇的白牛村、双塔村和九龙村种山核桃300亩。", "county", {"300亩": "昌化镇"}),
        (
            "昌化镇白牛村种山核桃300亩，全镇2000亩，全区9000亩。",
            "county",
            {"300亩": "白牛村", "2000亩": "昌化镇", "9000亩": None},
        ),
        ("浙江省杭州市临安区建成驿站30处。", "province", {"30处": "临安区"}),
        ("浙江省杭州市临安区建成驿站30处。", "city", {"30处": "临安区"}),
        ("浙江省杭州市临安区建成驿站30处。", "county", {"30处": None}),
        ("浙江省杭州市临安区建成驿站30处。", None, {"30处": None}),
    ],
)
def test_a_figure_goes_to_the_smallest_place_that_its_sentence_is_told_of(text, own, expected):
    assert places(text, own) == expected


def test_a_towns_own_report_tells_of_it_from_beginning_to_end():
    title = "临安区昌化镇：兴产业"
    text = f"{title}\n种山核桃300亩。全区9000亩，白牛村80亩。"
    figures = find_figures(text)
    found = places_of(figures, find_regions(text), text, "county", (0, len(title)))
    assert dict(zip((text[f.start : f.end] for f in figures), found, strict=True)) == {
        "300亩": "昌化镇",
        "9000亩": None,
        "80亩": "白牛村",
    }


def test_a_title_of_two_towns_says_nothing_of_a_figures_place():
    title = "昌化镇、龙岗镇：兴产业"
    text = f"临安区{title}\n种山核桃300亩。"
    assert places_of(find_figures(text), find_regions(text), text, "county", (3, 3 + len(title))) == [None]
