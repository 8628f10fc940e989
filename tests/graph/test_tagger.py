"""The tagger: features, the best path, reading weights, and what becomes of the rules' mentions."""

import numpy as np
import pytest

from graph.extract import extract
from graph.schema import MENTION_TYPES, Mention
from graph.tagger import training
from graph.tagger.features import HASHED, NOTHING, PLACES, TEMPLATES, attributes_of, cut, found_by_rules, hashed
from graph.tagger.model import Tagger, _best_path, sentences, tagger
from graph.tagger.reread import PIECE, _pieces, reread
from graph.tagger.vocabulary import Vocabulary

AWKWARD = ["", "。", "\n\n", "茶", "“”", "“", "a" * 300, "𠮷野村😀", "一、\n二、", "\u3000\t ", "\x00村"]
NO_STEPS = [[0.0, 0.0, -1e3], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]


@pytest.fixture(scope="module")
def small():
    return Vocabulary(["种植", "草莓", "公司"], [1, 2, 3])


@pytest.mark.parametrize("text", [*AWKWARD, "种植草莓的公司，有三家。"])
def test_words_are_the_text(text):
    words = cut(text)
    assert "".join(words.words) == text
    assert words.starts[-1] == len(text)


def test_a_span_gives_the_words_that_it_touches():
    words = cut("种植草莓")
    assert words.words == ["种植", "草莓"]
    assert words.span(2, 4) == (1, 2)
    assert words.span(1, 3) == (0, 2)


def test_buckets_depend_on_the_word_and_its_place(small):
    buckets = hashed(attributes_of(["种植", "草莓", "种植", "草莓"], small))
    assert buckets.shape == (len(TEMPLATES), 4)
    assert buckets.max() < HASHED
    alone = TEMPLATES.index(((0, 0),))
    assert buckets[alone, 0] == buckets[alone, 2] != buckets[alone, 1]
    assert buckets[TEMPLATES.index(((0, 1),)), 0] != buckets[alone, 1]  # the same word, seen from another place


def test_a_word_that_nobody_knows_still_has_a_shape(small):
    assert small.attributes(["草果", "草莓"]).tolist() == [[0, 2], [0, 2]]
    first, last = TEMPLATES.index(((2, 0),)), TEMPLATES.index(((3, 0),))
    buckets = hashed(attributes_of(["草果", "草莓", "红果"], small))
    assert buckets[first, 0] == buckets[first, 1] != buckets[first, 2]
    assert buckets[last, 0] == buckets[last, 2] != buckets[last, 1]


def test_what_rules_found_is_told_to_the_word_and_its_neighbours():
    words = cut("种植草莓。")
    found = found_by_rules(words, [Mention("industry", 2, 4, "草莓"), Mention("a package's", 0, 2, "种植")])
    one = len(MENTION_TYPES) * len(PLACES)
    alone = HASHED + MENTION_TYPES.index("industry") * len(PLACES) + PLACES.index(4)
    told = {(word, int(found[row, word])) for row, word in np.argwhere(found != NOTHING).tolist()}
    assert told == {(2, alone), (1, alone + one), (0, alone + 2 * one)}


def test_a_long_mention_has_a_first_a_middle_and_a_last_word():
    words = cut("发展村级集体经济")
    found = found_by_rules(words, [Mention("industry", 0, 8, "发展村级集体经济")])
    row = found[len(MENTION_TYPES) + MENTION_TYPES.index("industry")]  # the word itself
    first = row[0]
    assert row.tolist() == [first, *[first + 1] * (len(words.words) - 2), first + 2]


def test_sentences_part_at_their_marks():
    assert list(sentences(["甲", "。", "乙", "\n", "丙"])) == [(0, 2), (2, 4), (4, 5)]


@pytest.mark.parametrize(
    ("scores", "names"),
    [
        ([[2.0, 0.0], [0.0, 2.0], [0.0, 2.0]], [(0, 3)]),
        ([[2.0, 0.0], [3.0, 2.0]], [(0, 1), (1, 2)]),
        ([[-1.0, 5.0], [-1.0, 5.0]], [(0, 2)]),  # a later word needs a first one
        ([[-1.0, -1.0]], []),
    ],
)
def test_the_best_path(scores, names):
    assert list(_best_path(scores, NO_STEPS)) == names


def test_weights_name_what_they_were_made_for(small):
    bucket = hashed(attributes_of(cut("草莓").words, small))[TEMPLATES.index(((0, 0),)), 0]
    weights = np.array([[[5.0, 0.0]], [[-1.0, -1.0]]], dtype=np.float32)
    model = Tagger(["industry"], np.array([bucket], dtype=np.uint32), weights, np.array([NO_STEPS], dtype=np.float32))
    words = cut("今年种植草莓。")
    scores = model.scores(words, attributes_of(words.words, small), [])
    assert list(model.names(words, scores)) == [(0, 4, 6)]
    assert list(model.names(words, scores, -5)) == []


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_are_read(text):
    assert all(0 <= m.start < m.end <= len(text) for m in reread(text, []))


def test_the_tagger_leaves_other_classes_alone():
    place, added = Mention("region", 0, 3, "贾汪区"), Mention("package", 0, 2, "贾汪")
    kept = reread("贾汪区种草莓", [place, added])
    assert place in kept
    assert added in kept


def test_a_name_that_rules_and_tagger_give_alike_stays_the_rules_own():
    text = "全镇种植草莓3000亩。"
    rule = Mention("industry", 4, 6, "红颜草莓")
    assert [m for m in reread(text, [rule]) if m.type == "industry"] == [rule]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("市总工会联合青川重工走进车间，送去清凉。", "organization", "青川重工"),
        ("水渠年久失修，庄稼常常喝不上水。", "problem", "庄稼常常喝不上水"),
    ],
)
def test_names_that_no_rule_gives(text, kind, name):
    assert name not in {m.norm for m in extract(text)}
    assert (kind, name) in {(m.type, m.norm) for m in reread(text, extract(text))}


def test_quotation_marks_around_a_whole_name_stay_outside():
    text = "开展“暖冬行动”，举办“乡音”晚会。"
    found = [m for m in reread(text, extract(text)) if m.type == "initiative"]
    assert found
    for mention in found:
        words = text[mention.start : mention.end]
        assert words.count("“") == words.count("”")
        assert not (words[0] == "“" and words[-1] == "”")


def test_a_long_text_is_read_piece_by_piece():
    sentence = "镇里和恒丰重工签了约，种植草莓三千亩。"
    text = sentence * (2 * PIECE // len(sentence))
    found = reread(text, extract(text))
    assert all(text[m.start : m.end] in sentence for m in found)
    bodies = [m.start for m in found if m.type == "organization"]
    assert bodies == [at * len(sentence) + 3 for at in range(len(text) // len(sentence))]
    assert [a for a, _ in _pieces(text)] == [0, *[b for _, b in _pieces(text)][:-1]]


def test_a_text_without_a_sentences_end_is_cut_all_the_same():
    assert list(_pieces("村" * (PIECE + 5))) == [(0, PIECE), (PIECE, PIECE + 5)]


def test_an_honour_keeps_the_year_that_the_rules_read():
    text = "2019年，柳河村被授予全国文明村称号。"
    (honour,) = [m for m in reread(text, extract(text)) if m.type == "honour"]
    assert honour.fields == {"level": "国家", "year": 2019}


def test_the_shipped_weights_fit_the_features():
    model, vocabulary = tagger()
    assert set(model.kinds) == set(training.KINDS) <= set(MENTION_TYPES)
    assert model._table.shape == (NOTHING + 1, 2 * len(model.kinds))
    assert vocabulary.attributes(["合作社"])[0, 0] > 0


def test_training_learns_what_it_is_shown(small, tmp_path):
    text = "种植草莓。养殖公司。"
    row = {"cases": [{"mentions": [{"type": "industry", "start": 2, "end": 4, "surface": "草莓"}]}]}
    shown = [case for _ in range(20) for case in training.examples(text, row, small)]
    assert shown[0].labels["industry"][:2] == ["O", "B"]
    assert set(shown[0].labels["problem"]) == {"O"}
    path = tmp_path / "weights.npz"
    np.savez(path, kinds=np.array(["industry"]), **training.packed([training.fit(shown, "industry")]))
    model, words = Tagger.read(path), cut("他们种植草莓。")
    assert list(model.names(words, model.scores(words, attributes_of(words.words, small), []))) == [(0, 4, 6)]


def test_what_follows_a_title_is_no_part_of_it():
    text = "近年来，全村坚持党建引领，荣获全国先进基层党组织称号。"
    (honour,) = [m for m in reread(text, extract(text)) if m.type == "honour"]
    assert text[honour.start : honour.end] == honour.norm == "全国先进基层党组织"
