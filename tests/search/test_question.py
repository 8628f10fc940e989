"""Question: what a query names, what must occur exactly, and what is no question."""

import pytest

from ingest.errors import UsageError
from search.question import LONGEST, Names, understand


@pytest.fixture(scope="module")
def names(library):
    return Names(library.store)


def ask(text, names):
    return understand(text, names)


def test_places_are_given_by_code(names):
    assert "320305" in ask("江苏徐州贾汪区的党建", names).regions


def test_a_chain_is_the_same_model_however_its_plus_is_written(names):
    for text in ("党支部+合作社+农户", "党支部＋合作社＋农户", "“支部+专业合作社+群众户”怎么做"):
        assert "model:党支部+合作社+农户" in ask(text, names).entities


def test_names_of_the_graph_are_found(names):
    found = ask("软弱涣散党组织怎么整顿，草莓怎么卖", names).entities
    assert "problem:软弱涣散党组织" in found
    assert "industry:草莓" in found


def test_quotation_marks_and_width_do_not_change_what_is_named(names):
    assert ask("四链富民机制", names).entities == ask("“四链富民”机制", names).entities


def test_a_quoted_phrase_must_occur(names):
    assert ask("“四乡行动”做了什么", names).exact == ("四乡行动",)
    assert ask('"四乡行动"做了什么', names).exact == ("四乡行动",)
    assert ask("「四乡行动」做了什么", names).exact == ("四乡行动",)
    assert ask("四乡行动做了什么", names).exact == ()


@pytest.mark.parametrize("text", ["", " ", "\n\u3000", "？？", "“”", "。，、", "+", "\x00", "🙂"])
def test_nothing_to_search_for_is_said(names, text):
    with pytest.raises(UsageError) as caught:
        ask(text, names)
    assert caught.value.hint


def test_a_long_question_is_cut_and_says_so(names):
    found = ask("怎样发展集体经济" * 1000, names)
    assert found.cut
    assert len(found.text) <= LONGEST
    assert not ask("怎样发展集体经济", names).cut


def test_traditional_characters_ask_the_same(names):
    assert set(ask("軟弱渙散黨組織怎麼整頓", names).words) == set(ask("软弱涣散党组织怎么整顿", names).words)
