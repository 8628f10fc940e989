"""Conditions: what a measure leans on."""

import pytest

from graph.extract.conditions import find_conditions


def conditions(text):
    return [text[a:b] for a, b in find_conditions(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依托省级现代农业示范基地，发展草莓", "依托省级现代农业示范基地"),
        ("在不改变隶属关系的前提下，推进联建", "在不改变隶属关系的前提下"),
        ("以换届为契机，选好书记", "以换届为契机"),
        ("针对流动党员多的实际，建立网上支部", "针对流动党员多的实际"),
        ("借助电商平台的流量，卖山货", "借助电商平台的流量"),
        ("立足火山资源，发展石斛", "立足火山资源"),
        ("立足实际制定党员积分细则，", "立足实际"),
        ("利用植保无人机开展统防统治，", "利用植保无人机"),
        ("投资5000万元，建成教育基地", "投资5000万元"),
    ],
)
def test_the_frames(text, expected):
    assert conditions(text) == [expected]


def test_only_the_given_part_is_read():
    text = "以换届为契机，选好书记。以春耕为契机，种好田。"
    assert [text[a:b] for a, b in find_conditions(text, 12, len(text))] == ["以春耕为契机"]


def test_line_wraps_in_raw_text_do_no_harm():
    assert conditions("依托省级现代农业\n示范基地，发展草莓") == ["依托省级现代农业\n示范基地"]


@pytest.mark.parametrize("text", ["在村里种草莓", "以人为本", "群众有了依托", ""])
def test_none(text):
    assert conditions(text) == []
