"""Bodies that a place names: what stands right behind a mention of a place."""

import pytest

from graph.annotate import annotate
from graph.extract.place_bodies import find_place_bodies
from graph.extract.regions import find_regions
from ingest.read import read_report_bytes


def bodies(text):
    return [text[m.start : m.end] for m in find_place_bodies(text, find_regions(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由道县政协牵头", ["道县政协"]),
        ("江苏省南通市海门区委", ["海门区委"]),
        ("贾汪区委组织部负责人", ["贾汪区委组织部"]),
        ("扶风县第一中学、古塔区疾控中心", ["扶风县第一中学", "古塔区疾控中心"]),
        ("临县文化和旅游局局长", ["临县文化和旅游局"]),
        ("关岭布依族苗族自治县民政局", ["关岭布依族苗族自治县民政局"]),
        ("鹤山市古劳镇党委和镇政府", ["古劳镇党委"]),
        ("民盟上海市委", ["民盟上海市委"]),
        ("贵州省教育厅", ["贵州省教育厅"]),
        ("国家统计局长武县调查队、农业银行徐州分行", ["国家统计局长武县调查队", "农业银行徐州分行"]),
        # people, parts of a body, and what only begins like one
        ("道县政协委员、海门区委书记、临县人大代表", []),
        ("临县教育局基础教育科", []),
        ("临县农业农村局长", []),
        ("龙口市政府采购", []),
        ("江阴委托专业机构", []),
        ("古劳镇党委书记", []),
    ],
)
def test_bodies_behind_a_place(text, expected):
    assert bodies(text) == expected


def test_a_branch_is_one_body_with_its_head_office_and_place():
    raw = "县农业农村局联合国家外汇管理局丰镇市分局、国家税务总局慈利县税务局开展培训。"
    (case,) = annotate(read_report_bytes(raw.encode(), "a.txt")).cases
    found = [raw[m.start : m.end] for m in case.mentions if m.type == "organization"]
    assert found == ["县农业农村局", "国家外汇管理局丰镇市分局", "国家税务总局慈利县税务局"]


def test_a_body_begins_with_the_whole_name_of_its_place():
    raw = "（渠县农业农村局供稿）近年来，麻阳苗族自治县政府、临县政务服务中心共同参与，建立机制。"
    (case,) = annotate(read_report_bytes(raw.encode(), "a.txt")).cases
    found = [raw[m.start : m.end] for m in case.mentions if m.type == "organization"]
    assert found == ["渠县农业农村局", "麻阳苗族自治县政府", "临县政务服务中心"]
