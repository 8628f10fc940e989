"""Documents: titles in 《…》; papers and broadcasts are none."""

import pytest

from graph.extract.documents import find_documents


def test_the_span_holds_the_marks_and_the_norm_the_title():
    text = "印发《关于加快推进乡村人才振兴的实施意见》和《考核办法》。"
    assert [(text[m.start : m.end], m.norm) for m in find_documents(text)] == [
        ("《关于加快推进乡村人才振兴的实施意见》", "关于加快推进乡村人才振兴的实施意见"),
        ("《考核办法》", "考核办法"),
    ]


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("出台《关于支持乡村旅游的若干措施（试行）》", "关于支持乡村旅游的若干措施（试行）"),
        ("编制《乡村振兴战略规划（2018-2022年）》", "乡村振兴战略规划（2018-2022年）"),
        ("《茶园管护》地方标准发布", "茶园管护"),
        ("转发“关于做好春耕备耕工作的通知”", "关于做好春耕备耕工作的通知"),
        ("推出《党建助力产业十五条》", "党建助力产业十五条"),
        ("统一制定《驻村工作一口清》", "驻村工作一口清"),
    ],
)
def test_the_kind_of_a_title_makes_it_a_document(text, norm):
    assert [m.norm for m in find_documents(text)] == [norm]


@pytest.mark.parametrize("text", ["唱起《红梅赞》", "画作《富春山居图》", "专栏《乡村行看振兴》", "看《新闻联播》"])
def test_songs_paintings_and_broadcasts_are_none(text):
    assert find_documents(text) == []


@pytest.mark.parametrize("text", ["《人民日报》报道", "《求是》刊文", "登上《农民日报》", "《》", "《甲", "甲》", ""])
def test_papers_and_broken_marks_are_none(text):
    assert find_documents(text) == []


def test_a_title_does_not_run_over_a_line_end():
    assert find_documents("《甲乙\n丙丁》") == []
