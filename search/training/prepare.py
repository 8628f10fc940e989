"""Prepare: a folder of texts becomes one array of tokens with the bounds of its sentences and documents."""

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from search.training.texts import read_documents, sentences
from search.training.vocabulary import build_tokenizer, word_counts

log = logging.getLogger(__name__)
BATCH = 20_000
TITLE, BODY = 1, 0


@dataclass(frozen=True, slots=True)
class Corpus:
    """Tokenised text.

    Attributes:
        tokens: (n,) int32, all sentences one after the other.
        starts: (s + 1,) int64, where sentence i begins in `tokens`.
        document: (s,) int32, the document of each sentence.
        kind: (s,) int8, TITLE or BODY.
        source: (d,) int8, the source of each document.
        sources: the names of the sources.
    """

    tokens: NDArray[np.int32]
    starts: NDArray[np.int64]
    document: NDArray[np.int32]
    kind: NDArray[np.int8]
    source: NDArray[np.int8]
    sources: tuple[str, ...]

    def save(self, folder: Path) -> None:
        """Write the arrays into a folder."""
        for name in ("tokens", "starts", "document", "kind", "source"):
            np.save(folder / f"{name}.npy", getattr(self, name))
        (folder / "sources.json").write_text(json.dumps(self.sources), "utf-8")


def load_corpus(folder: Path) -> Corpus:
    """Read what `Corpus.save` wrote."""
    arrays = {name: np.load(folder / f"{name}.npy") for name in ("tokens", "starts", "document", "kind", "source")}
    return Corpus(**arrays, sources=tuple(json.loads((folder / "sources.json").read_text("utf-8"))))


def labelled_sentences(folder: Path) -> Iterator[tuple[int, str, int, str]]:
    """Give (document, source, kind, sentence); a sentence seen before is left out, laws repeat each other."""
    seen: set[bytes] = set()
    for number, document in enumerate(read_documents(folder)):
        if document.title:
            yield number, document.source, TITLE, document.title
        for sentence in sentences(document.text):
            key = hashlib.blake2b(sentence.encode(), digest_size=8).digest()
            if key not in seen:
                seen.add(key)
                yield number, document.source, BODY, sentence


def encode_all(tokenizer: Tokenizer, texts: Iterable[str]) -> Iterator[list[int]]:
    """Give the known tokens of each text."""
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == BATCH:
            yield from ([i for i in e.ids if i] for e in tokenizer.encode_batch_fast(batch, add_special_tokens=False))
            batch = []
    yield from ([i for i in e.ids if i] for e in tokenizer.encode_batch_fast(batch, add_special_tokens=False))


def prepare(texts: Path, folder: Path, size: int, extra: Iterable[str] = ()) -> tuple[Tokenizer, Corpus]:
    """Count words, build the tokenizer, tokenise; everything is written into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = list(labelled_sentences(texts))
    log.info("%d sentences", len(rows))
    tokenizer = build_tokenizer(word_counts(row[3] for row in rows), size, extra)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    log.info("tokenizer: %d entries", tokenizer.get_vocab_size())
    ids = encode_all(tokenizer, (row[3] for row in rows))
    arrays = [np.asarray(i, dtype=np.int32) for i in ids]
    sources = tuple(sorted({row[1] for row in rows}))
    number = {name: i for i, name in enumerate(sources)}
    of_document = np.zeros(rows[-1][0] + 1, dtype=np.int8)
    for document, source, _, _ in rows:
        of_document[document] = number[source]
    corpus = Corpus(
        tokens=np.concatenate(arrays),
        starts=np.concatenate([[0], np.cumsum([len(a) for a in arrays])]).astype(np.int64),
        document=np.asarray([row[0] for row in rows], dtype=np.int32),
        kind=np.asarray([row[2] for row in rows], dtype=np.int8),
        source=of_document,
        sources=sources,
    )
    corpus.save(folder)
    log.info("%d tokens", len(corpus.tokens))
    return tokenizer, corpus
