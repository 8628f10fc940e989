"""Field pairs: plain talk beside the sentences that say it officially, and the documents of the field.

The texts hold no translations between the two ways of speaking. The lexicon (plain_official.tsv) gives the link,
the texts give the company an official term keeps: a plain phrase is paired with sentences that
hold its official term, and such a sentence with the plain phrase put in is paired with what follows it.
"""

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from daachorse import CharwiseDoubleArrayAhoCorasick
from numpy.typing import NDArray
from tokenizers import Tokenizer

from search.training.pairs import LONGEST, Pairs
from search.training.prepare import Corpus, encode_all, labelled_sentences

LEXICON = Path(__file__).parents[1] / "data" / "plain_official.tsv"
EACH = 24  # sentences kept for each official term
FRAMES = (
    "{}",
    "{}",
    "{}",
    "{}怎么办",
    "{}，怎么办",
    "怎么{}",
    "怎样才能{}",
    "{}有什么办法",
    "村里{}",
    "哪里{}",
    "{}的做法",
    "{}，别人怎么做的",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One idea of the lexicon: ways to say it plainly, ways to say it officially, what it is about."""

    plain: tuple[str, ...]
    official: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence of the corpus (its number and text) that holds an official term."""

    sentence: int
    text: str
    term: str


def read_lexicon(path: Path = LEXICON) -> list[Entry]:
    """Read plain_official.tsv: tab-separated plain, official, kind; | between alternatives, # before comments."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(
            (line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
        )
        return [Entry(tuple(r["plain"].split("|")), tuple(r["official"].split("|")), r["kind"]) for r in rows]


def mentions(
    texts: Path, entries: Sequence[Entry], seed: int = 0
) -> tuple[dict[str, list[Mention]], NDArray[np.int32]]:
    """Read the texts once more for the official terms.

    Returns:
        At most EACH sentences a term, drawn evenly (reservoir sampling); and for each document how
        many different official terms it holds.
    """
    random = np.random.default_rng(seed)
    terms = sorted({term for entry in entries for term in entry.official})
    matcher = CharwiseDoubleArrayAhoCorasick(terms)
    kept: dict[str, list[Mention]] = defaultdict(list)
    seen: dict[str, int] = defaultdict(int)
    of_document: dict[int, set[int]] = defaultdict(set)
    last = 0
    for number, (document, _, _, text) in enumerate(labelled_sentences(texts)):
        last = document
        for found in sorted({m[2] for m in matcher.find_overlapping(text)}):
            term = terms[found]
            of_document[document].add(found)
            seen[term] += 1
            if len(kept[term]) < EACH:
                kept[term].append(Mention(number, text, term))
            elif (place := int(random.integers(0, seen[term]))) < EACH:
                kept[term][place] = Mention(number, text, term)
    return dict(kept), np.array([len(of_document.get(d, ())) for d in range(last + 1)], dtype=np.int32)


def lexicon_pairs(
    corpus: Corpus, tokenizer: Tokenizer, entries: Sequence[Entry], found: dict[str, list[Mention]], seed: int = 0
) -> Pairs:
    """Give the pairs of the lexicon; all pairs of one entry count as one document (no negatives of each other)."""
    random = np.random.default_rng(seed)
    texts: list[tuple[int, str, str | int]] = []  # entry, left text, right text or number of the sentence to start at
    for number, entry in enumerate(entries):
        for term in entry.official:
            texts += [(number, _question(entry, random), term) for _ in range(4)]
            for mention in found.get(term, ()):
                texts.append((number, _question(entry, random), mention.sentence))
                plain = str(random.choice(entry.plain))
                texts.append((number, mention.text.replace(term, plain), mention.sentence + int(random.integers(0, 2))))
    left = list(encode_all(tokenizer, (t[1] for t in texts)))
    right = [
        encoded if isinstance(text[2], str) else _from_sentence(corpus, text[2])
        for text, encoded in zip(texts, encode_all(tokenizer, (str(t[2]) for t in texts)), strict=True)
    ]
    sides = [side for pair in zip(left, right, strict=True) for side in pair]
    ends = np.concatenate([[0], np.cumsum([len(s) for s in sides])])
    ranges = np.stack([ends[:-1:2], ends[1::2], ends[1::2], ends[2::2]], axis=1).astype(np.int64)
    full = (ranges[:, 1] > ranges[:, 0]) & (ranges[:, 3] > ranges[:, 2])
    document = np.array([t[0] for t in texts], dtype=np.int64)
    tokens = np.concatenate([np.asarray(s, dtype=np.int32) for s in sides])
    return Pairs(tokens, ranges[full], document[full], np.zeros(int(full.sum()), dtype=np.int64))


def _question(entry: Entry, random: np.random.Generator) -> str:
    chosen = random.choice(entry.plain, size=min(len(entry.plain), 1 + int(random.random() < 0.4)), replace=False)
    return str(random.choice(FRAMES)).format("，".join(chosen))


def _from_sentence(corpus: Corpus, first: int) -> list[int]:
    """Give the tokens of a sentence and of what follows it in its document, LONGEST at most."""
    first = min(first, len(corpus.document) - 1)
    stop = first + 1
    while stop < min(first + 4, len(corpus.document)) and corpus.document[stop] == corpus.document[first]:
        stop += 1
    start = int(corpus.starts[first])
    return [int(t) for t in corpus.tokens[start : min(int(corpus.starts[stop]), start + LONGEST)]]


def field_documents(terms: NDArray[np.int32], least: int) -> NDArray[np.int64]:
    """Give the documents that hold at least `least` different official terms."""
    return np.flatnonzero(terms >= least)
