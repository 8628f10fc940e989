"""The extractors on the very words that their rules look for, at the edges of a text and jumbled: none may fail."""

import re
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract import extractors
from graph.extract.figures import find_figures
from graph.extract.lexicon import words

FINDERS = {**extractors(), "figure": find_figures}
LISTS = sorted(path.name.removesuffix(".txt") for path in (files("graph.extract") / "data").iterdir())
SOURCES = "".join(path.read_text("utf-8") for path in files("graph.extract").iterdir() if path.name.endswith(".py"))
WORDS = sorted(set(re.findall("[\u4e00-\u9fff]{1,6}", SOURCES)))
MARKS = [*"，。、；：“”‘’（）+—%\n 一二三123", ""]


@pytest.mark.parametrize("name", [name for name in LISTS if name.startswith(("problem", "initiative", "organization"))])
def test_a_listed_word_at_the_edge_of_a_text(name):
    for word in words(name):
        for text in (word, f"农民{word}", f"、{word}", f"{word}、", f"解决{word}", f"“{word}", f"“{word}”"):
            for find in FINDERS.values():
                assert all(0 <= m.start < m.end <= len(text) for m in find(text)), text


@pytest.mark.parametrize("kind", FINDERS)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_no_jumble_of_their_words_makes_an_extractor_fail(kind, data):
    text = "".join(data.draw(st.lists(st.sampled_from(WORDS) | st.sampled_from(MARKS), max_size=24)))
    assert all(0 <= m.start < m.end <= len(text) for m in FINDERS[kind](text))
