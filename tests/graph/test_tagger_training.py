"""How the tagger's data are made: gold read with its texts, and words clustered by their company."""

import json
import lzma

import numpy as np
import pytest

from graph.tagger import clusters, training
from graph.tagger.vocabulary import Vocabulary

GOLD = {"cases": [{"mentions": [{"type": "industry", "start": 2, "end": 4, "surface": "草莓", "optional": True}]}]}


@pytest.fixture
def collection(tmp_path):
    path = tmp_path / "texts.jsonl.xz"
    with lzma.open(path, "wt", encoding="utf-8") as file:
        for text in ("种植葡萄。", "种植草莓。"):
            file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
    return path


def test_gold_names_a_line_of_a_collection_or_a_file(collection, tmp_path):
    lines, single = tmp_path / "gold.jsonl", tmp_path / "gold.json"
    lines.write_text(json.dumps(GOLD | {"source": collection.name, "line": 1}), "utf-8")
    single.write_text(json.dumps(GOLD | {"file": "report.txt"}), "utf-8")
    (tmp_path / "report.txt").write_text("种植草莓\r\n", "utf-8", newline="")
    found = list(training.gold_rows([lines, single], [tmp_path / "elsewhere", tmp_path]))
    assert sorted(text for text, _ in found) == ["种植草莓\r\n", "种植草莓。"]


def test_a_text_that_is_nowhere_is_named(tmp_path):
    single = tmp_path / "gold.json"
    single.write_text(json.dumps(GOLD | {"file": "report.txt"}), "utf-8")
    with pytest.raises(FileNotFoundError, match=r"report\.txt is in none of .*--texts"):
        list(training.gold_rows([single], [tmp_path]))


def test_what_one_annotator_would_leave_out_is_no_name_and_a_plain_example_hides_the_rules():
    vocabulary = Vocabulary(["种植", "草莓"], [1, 2])
    text = "种植草莓三千亩。"
    (shown,) = training.examples(text, GOLD, vocabulary)
    (plain,) = training.examples(text, GOLD, vocabulary, plain=True)
    assert set(shown.labels["industry"]) == {"O"}
    assert len(shown.features[1]) > len(plain.features[1])  # the rules found 草莓


def test_words_of_like_company_have_like_vectors():
    texts = [f"今年种植{crop}三千亩，大家去看{crop}丰收。" for crop in ("草莓", "葡萄") for _ in range(20)]
    texts += ["记者在北京报道。"] * 20
    words = clusters.frequent_words(iter(texts))
    assert {"草莓", "葡萄", "记者"} <= set(words)
    found = clusters.vectors(clusters.company(iter(texts), words))[1:]
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    berry, grape, reporter = (found[words.index(word)] for word in ("草莓", "葡萄", "记者"))
    assert berry @ grape > 0.9 > berry @ reporter


def test_texts_are_read_from_packed_lines(collection):
    assert list(clusters.texts_of([collection])) == ["种植葡萄。", "种植草莓。"]
