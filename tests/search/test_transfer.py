"""Transfer: practices for a need, judged, with evidence and spans that slice back."""

import time
from itertools import pairwise

import pytest

from ingest.errors import UnknownRegion, UsageError
from ingest.report import squeeze
from search.moves import LONGEST, moves
from search.profile import from_words

HERDERS = from_words("牧区，地广人稀，村级债务")


@pytest.fixture(scope="module")
def result(library):
    return library.transfer("网格怎么划，矛盾怎么管", HERDERS)


def test_practices_slice_back_and_are_short(library, result):
    texts = {row["source"]: library.store.text(row["id"]) for row in library.store.reports()}
    assert result.practices
    for practice in result.practices:
        raw = texts[practice.file]
        assert squeeze(raw[practice.start : practice.end]) == practice.text
        for condition in practice.conditions:
            if condition.start is not None:
                assert squeeze(raw[condition.start : condition.end]) == condition.text
        spans = (*practice.leads, *practice.spread)
        assert all(squeeze(raw[span.start : span.end]) == span.text for span in spans)
        assert all(squeeze(raw[f.start : f.end]) == f.surface for f in practice.figures)


def test_what_is_ruled_out_comes_last(result):
    order = [{"fits": 0, "adapt": 0, "unknown": 1, "blocked": 2}[p.verdict] for p in result.practices]
    assert order == sorted(order)
    assert 2 in order


def test_a_verdict_has_reasons_and_follows_from_the_conditions(result):
    for practice in result.practices:
        assert practice.reasons
        said = {condition.verdict for condition in practice.conditions}
        worst = next((v for v in ("blocked", "adapt") if v in said), "fits")
        assert practice.verdict in {worst, "unknown"}


def test_figures_are_results_with_a_year_or_without(result):
    figures = [figure for practice in result.practices for figure in practice.figures]
    assert figures
    assert {figure.kind for figure in figures} <= {"level", "change", "share"}
    assert all("20" in figure.time or "年份未载" in figure.time for figure in figures)
    assert all(figure.value is None for figure in figures if figure.redacted)


def test_adopters_are_other_places_and_say_by_which_rule(result):
    for practice in result.practices:
        assert all(adopter.code != practice.region_code for adopter in practice.adopters)
        assert all(adopter.how.startswith(("同名", "同模式", "同根", "做法相近")) for adopter in practice.adopters)
        assert len({adopter.region for adopter in practice.adopters}) == len(practice.adopters)


def test_it_says_that_it_is_anticipated_and_where_nothing_is_comparable(library):
    border = library.transfer("纠纷怎么化解", from_words("边境县，散居"))
    assert "预期适配" in border.notes[0]
    spoken = library.store.rows("SELECT 1 FROM report WHERE text GLOB '*边境*' OR text GLOB '*沿边*'")
    assert any("没有同类县" in note for note in border.notes) or spoken
    assert not any("没有同类县" in note for note in library.transfer("纠纷怎么化解", from_words("牧区")).notes)


def test_a_region_leaves_its_own_cases_out(library):
    found = library.transfer("村集体怎么增收", region="松原")
    assert found.practices
    assert not any((p.region_code or "").startswith("2207") for p in found.practices)
    assert found.profile.location.endswith("松原市")


def test_the_same_question_gives_the_same_answer(library, result):
    assert library.transfer("网格怎么划，矛盾怎么管", HERDERS) == result


def test_k_is_the_most(library):
    assert len(library.transfer("村集体怎么增收", HERDERS, k=2).practices) == 2


def test_questions_that_make_no_sense_are_errors(library):
    with pytest.raises(UsageError):
        library.transfer("", HERDERS)
    with pytest.raises(UsageError):
        library.transfer("增收")
    with pytest.raises(UnknownRegion):
        library.transfer("增收", region="无此县")


def test_moves_cut_a_passage_without_loss(library):
    for row in library.store.rows("SELECT number, case_id, start, end, text FROM passage ORDER BY number LIMIT 60"):
        cut = moves(library.store, row["number"], row["case_id"], row["start"], row["end"])
        raw = library.store.rows(
            "SELECT substr(r.text, ? + 1, ?) AS text FROM report r JOIN cases c ON c.report = r.id WHERE c.id = ?",
            row["start"],
            row["end"] - row["start"],
            row["case_id"],
        )[0]["text"]
        assert squeeze(raw) == "".join(move.text for move in cut)
        assert all(one.end <= other.start for one, other in pairwise(cut))
        assert sum(len(move.text) > 2 * LONGEST for move in cut) == 0


def test_a_warm_call_is_quick(library):
    library.transfer("老人办事难", HERDERS)
    times = []
    for need in ("老人办事难", "村集体怎么增收", "把接班人选出来"):
        library.transfer(need, HERDERS)
        begin = time.perf_counter()
        library.transfer(need, HERDERS)
        times.append(time.perf_counter() - begin)
    assert min(times) < 0.3  # 0.06 s alone on the machine; the benchmark measures, this catches a blunder
