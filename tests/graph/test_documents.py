"""Documents: titles in 《…》; papers and broadcasts are none."""

import pytest

from graph.extract.documents import find_documents


def test_the_span_holds_the_marks_and_the_norm_the_title():
    text = "印发《关于加快推进乡村人才振兴的实施意见》和《考核办法》。"
    assert [(text[m.start : m.end], m.norm) for m in find_documents(text)] == [
        ("《关于加快推进乡村人才振兴的实施意见》", "关于加快推进乡村人才振兴的实施意见"),
        ("《考核办法》", "考核办法"),
    ]


@pytest.mark.parametrize("text", ["《人民日报》报道", "《求是》刊文", "登上《农民日报》", "《》", "《甲", "甲》", ""])
def test_papers_and_broken_marks_are_none(text):
    assert find_documents(text) == []


def test_a_title_does_not_run_over_a_line_end():
    assert find_documents("《甲乙\n丙丁》") == []
