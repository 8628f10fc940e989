"""Passages: whole sentences of one measure, short enough to cite, that together are the case."""

import itertools

import pytest

from graph.annotate import annotate, squeeze
from ingest.formats import read_bytes
from ingest.read import report_of
from search.passages import LONGEST, passages

B = "全县把支部建在产业链上，党员走在前头，干部跑得勤，群众看得见。"
TEXT = f"""柳溪县建强支部的两条路
近年来，柳溪县坚持党建引领，走出了新路。
一、建强支部
（一）选好书记
{B * 12}
（二）管好党员
{B}
二、育好产业
{B}
"""


def found(text):
    return passages(annotate(report_of(read_bytes(text.encode(), "made.txt"))))


@pytest.fixture(scope="module")
def made():
    return found(TEXT)


def test_a_passage_is_its_raw_slice_a_paragraph_a_line(made):
    for passage in made:
        assert squeeze(passage.text) == squeeze(TEXT[passage.start : passage.end]) != ""
        assert passage.text.split("\n") == [
            line.strip() for line in TEXT[passage.start : passage.end].strip().split("\n")
        ]


def test_no_passage_is_longer_than_the_longest(made):
    assert max(len(squeeze(passage.text)) for passage in made) <= LONGEST


def test_the_path_is_the_headings_above_from_the_outermost_in(made):
    paths = list(dict.fromkeys(passage.path for passage in made))
    assert paths[0] == ()
    assert ("建强支部", "选好书记") in paths
    assert ("建强支部", "管好党员") in paths
    assert paths[-1] == ("育好产业",)


def test_a_passage_lies_in_one_measure(made):
    measures = {passage.measure: passage.path for passage in made}
    for passage in made:
        assert measures[passage.measure] == passage.path


def test_results_and_reflections_share_no_passage():
    done = f"柳溪县建强支部\n一、主要做法\n（一）建强支部\n{B}\n（二）育好产业\n{B}\n"
    made = found(f"{done}二、取得成效\n{B}\n三、几点启示\n{B}\n")
    assert [p.text for p in made[-2:]] == [f"二、取得成效\n{B}", f"三、几点启示\n{B}"]


def test_passages_come_in_text_order_without_overlap(made):
    places = [(passage.start, passage.end) for passage in made]
    assert places == sorted(places)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(places))


def test_a_long_measure_is_cut_between_sentences(made):
    parts = [passage.text for passage in made if passage.path == ("建强支部", "选好书记")]
    assert len(parts) > 1
    assert all(part.endswith("。") for part in parts)


def test_one_sentence_longer_than_the_longest_still_gives_citable_passages():
    """A hit of more than 400 characters cannot be read as a citation."""
    text = "柳溪县的做法\n" + "把支部建在产业链上，让党员走在前头，" * 40 + "干部群众都说好。\n"
    assert max(len(squeeze(passage.text)) for passage in found(text)) <= LONGEST


def test_ids_name_the_report_and_the_place(made):
    assert len({passage.id for passage in made}) == len(made)
    assert all(passage.id == f"{passage.report}:{passage.start}-{passage.end}" for passage in made)


def test_the_passages_of_a_sample_hold_every_sentence_of_it(annotated):
    for name, annotation in annotated.items():
        text = annotation.report.raw.text
        covered = [(passage.start, passage.end) for passage in passages(annotation)]
        for case in annotation.cases:
            for start, end in case.sentences:
                if squeeze(text[start:end]):
                    held = sum(max(0, min(end, b) - max(start, a)) for a, b in covered)
                    lost = len(squeeze(text[start:end])) - held
                    assert lost <= 12, (name, text[start:end])  # a heading's number may stand outside


def test_no_sample_passage_mixes_two_cases(annotated):
    annotation = annotated["taibai-longxian.docx"]
    for passage in passages(annotation):
        case = annotation.cases[int(passage.case.rsplit("-", 1)[1]) - 1]
        assert case.start <= passage.start
        assert passage.end <= case.end


def test_a_passage_begins_at_its_headings_number_not_inside_it(annotated):
    """Regression: 二 stood alone as a passage, and the next one began with 、."""
    for name, annotation in annotated.items():
        for passage in passages(annotation):
            assert len(squeeze(passage.text)) > 3, (name, passage.text)
            assert passage.text[0] not in "、，。；：）”.", (name, passage.text[:20])


def test_a_passage_shows_no_markdown_marks(annotated):
    for passage in passages(annotated["xinhua.md"]):
        assert "##" not in passage.text
    for passage in passages(annotated["ganzhou.md"]):
        assert "**" not in passage.text
