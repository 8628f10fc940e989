"""Words: the same terms for passages and questions, cut as jieba cuts without HMM."""

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read import read_report
from search.words import bigrams, normal, words


def test_rjieba_cuts_as_jieba_does(corpus, sources):
    import rjieba

    jieba.setLogLevel("ERROR")
    for entry in sources:
        text = normal(read_report(corpus / entry["file"]).reading.text)
        assert rjieba.cut(text, False) == jieba.lcut(text, HMM=False), entry["file"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“四乡行动”", "四乡行动"),
        ("ＧＰＳ　定位", "gps定位"),
        ("２０２０年", "2020年"),
        ("四 乡\n行 动", "四乡行动"),
        ("‘一村一策’", '"一村一策"'),
        ("A＋B", "a+b"),
    ],
)
def test_quotes_width_case_and_white_space_do_not_matter(one, other):
    assert normal(one) == normal(other)
    assert words(one) == words(other)
    assert bigrams(one) == bigrams(other)


def test_punctuation_and_stop_words_are_no_words():
    assert words("怎样把村里的党员组织起来？") == words("怎样 把 村里 党员 组织起来")
    assert "的" not in words("村里的党员")
    assert words("，。！？“”") == []
    assert words("") == []


def test_bigrams_of_each_chinese_run():
    assert bigrams("党支部+合作社") == ["党支", "支部", "合作", "作社"]
    assert bigrams("村") == ["村"]
    assert bigrams("GPS定位") == ["gps", "定位"]
    assert bigrams("3.5亿") == ["3.5", "亿"]
    assert bigrams("") == []


@given(st.text(max_size=80))
def test_any_text_gives_terms_that_the_index_can_hold(text):
    for term in [*words(text), *bigrams(text)]:
        assert term
        assert not any(char.isspace() or char == '"' for char in term)


@given(st.text(alphabet="党支部ＧＰgp２2，,“”\"' 　\n①㎡ﬁ", max_size=40))
def test_normal_is_stable(text):
    assert normal(normal(text)) == normal(text)
