"""Headings of two phrases that ran into the sentences after them, in texts that lost their line ends."""

import pytest

from ingest.read import read_report_bytes

OPENING = "为把好事办到群众心坎上，石桥村党支部把服务分成几件具体的事来做。"
BODIES = (
    "村里每周二开放一次接待日，四名干部轮流值班，把群众说的事一件件记在本子上，月底逐条公布办理结果。",
    "今年春天，党员们分成六个小组，沿河清走了堆放多年的杂物，又在岸边补种了一百多棵柳树和几片月季花。",
    "为了让老人吃上热饭，村里把旧校舍改成了食堂，中午由两名志愿者送餐上门，雨雪天气也没有停过一次工。",
)


def headings(*written):
    """Give the headings that are read in a text of one line, in which each stands right before its body."""
    text = OPENING + "".join(heading + body for heading, body in zip(written, BODIES, strict=False))
    report = read_report_bytes(text.encode(), "report.txt")
    raw = report.raw.text
    spans = [report.reading.raw_span(s.start, s.end) for s in report.cases[0].sections]
    return ["".join(raw[slice(*span)].split()) for span in spans]


@pytest.mark.parametrize(
    "written",
    [
        ["定期接待听民声 件件有着落", "党员带头清河道 岸线变花园", "食堂开进旧校舍 热饭送上门"],
        ["健全接待制度 做到件件落实", "发动党员带头 扮靓河岸环境"],
    ],
)
def test_a_space_parts_the_phrases_of_a_heading(written):
    assert headings(*written) == [heading.replace(" ", "") for heading in written]


def test_a_comma_parts_phrases_as_long_as_each_other():
    written = ["健全接待制度，回应群众关切", "发动党员先锋，扮靓河岸环境", "办好老年食堂，温暖晚年生活"]
    assert headings(*written) == written
    rooted = ["共游乡村，同寻艺术之根", "共赏展馆，同品文化之脉", "共话情谊，同聚青春之力"]
    assert headings(*rooted) == rooted


def test_a_line_wrap_is_no_space():
    written = ["健全接待制度\n做到件件落实", "发动党员带头\n扮靓河岸环境"]
    assert headings(*written) == []


def test_credits_of_pictures_are_no_headings():
    assert headings("新华社记者王小满 石桥村委会摄", "新华社记者李大河 石桥村委会摄") == []


def test_sentences_that_tell_something_are_no_headings():
    assert headings("会议指出要求，抓好春耕备耕", "会议强调部署，抓好防汛备汛", "会议研究决定，抓好安全生产") == []


def test_one_alone_is_no_heading():
    assert headings("健全接待制度 做到件件落实") == []
