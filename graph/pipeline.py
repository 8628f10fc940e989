"""The spaCy pipeline: one component per extractor, then the tagger; spans are written standoff into the Doc.

One character is one token, so a span's token offsets are its character offsets and nothing that a
word segmenter cuts can hide a name. Mentions (with norm and fields) lie in `doc.user_data["mentions"]`,
figures in `doc.user_data["figures"]`; `doc.spans[type]` holds the same as spaCy spans.
"""

import re
from functools import cache
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from graph.extract import extractors
from graph.extract.figures import find_figures
from graph.extract.indicator_lists import without_places
from graph.tagger.reread import reread

_COUNTED = re.compile(r"(?<=“)\d")  # a chain of so many of each


class _Hashes(dict[str, int]):
    """The vocabulary's hash of each character, looked up once."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __missing__(self, character: str) -> int:
        self[character] = self.vocab[character].orth  # makes the entry
        return self[character]


class CharacterTokenizer:
    """One token a character, white space included: token i is character i."""

    def __init__(self, vocab: Vocab) -> None:
        """Keep the vocabulary that the Docs share, and the hash of every character met."""
        self.vocab = vocab
        self._hashes = _Hashes(vocab)

    def __call__(self, text: str) -> Doc:
        """Give a Doc whose tokens are the characters of `text`."""
        # Words given as hashes cost half as much as strings. Doc.text joins the tokens anew at every call; the
        # components read the text from user_data.
        words = list(map(self._hashes.__getitem__, text))
        return Doc(self.vocab, words=cast("list[str]", words), spaces=[False] * len(words), user_data={"text": text})


def _group(doc: Doc, name: str, spans: list[tuple[int, int]]) -> None:
    label = doc.vocab.strings.add(name)  # a Span given the name itself looks it up each time
    doc.spans[name] = SpanGroup(doc, name=name, spans=[Span(doc, start, end, label=label) for start, end in spans])


@Language.factory("jingwei_mentions", default_config={"kind": "region"})
def mention_component(nlp: Language, name: str, kind: str) -> Any:  # noqa: ANN401 - spaCy's component protocol
    """Make the component that runs the extractor registered as `kind`."""
    function = extractors()[kind]

    def run(doc: Doc) -> Doc:
        doc.user_data.setdefault("mentions", []).extend(function(doc.user_data["text"]))
        return doc

    return run


@Language.component("jingwei_tagger")
def tagger_component(doc: Doc) -> Doc:
    """Read the open classes again, with the tagger; then write all mentions as spans."""
    doc.user_data["mentions"] = mentions = reread(doc.user_data["text"], doc.user_data.get("mentions", []))
    spans: dict[str, list[tuple[int, int]]] = {kind: [] for kind in extractors()}
    for mention in mentions:
        spans.setdefault(mention.type, []).append((mention.start, mention.end))
    for kind, of_kind in spans.items():
        _group(doc, kind, of_kind)
    return doc


@Language.component("jingwei_figures")
def figure_component(doc: Doc) -> Doc:
    """Find the figures of the Doc: none in a place's name; an indicator does not name the place told before it."""
    text = doc.user_data["text"]
    mentions = doc.user_data.get("mentions", ())
    regions = [(m.start, m.end) for m in mentions if m.type == "region"]
    # “1名科级领导+1名网格员”: the numbers of such a chain are its name.
    chains = [(m.start, m.end) for m in mentions if m.type == "model" and _COUNTED.match(text, m.start)]
    found = without_places(find_figures(text, sorted(regions + chains)), [text[start:end] for start, end in regions])
    doc.user_data["figures"] = found
    _group(doc, "figure", [(f.start, f.end) for f in found])
    return doc


@cache
def pipeline() -> Language:
    """Give the pipeline with every registered extractor, made once a process."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    nlp.max_length = 2_000_000 + 1  # readers refuse longer texts
    for kind in extractors():
        nlp.add_pipe("jingwei_mentions", name=f"jingwei_{kind}", config={"kind": kind})
    nlp.add_pipe("jingwei_tagger")
    nlp.add_pipe("jingwei_figures")
    return nlp
