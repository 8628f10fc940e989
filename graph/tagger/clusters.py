"""Make the tagger's vocabulary: the words of a large text, clustered by the company they keep.

python -m graph.tagger.clusters --texts FOLDER/news.jsonl.xz … --to graph/tagger/data/words.txt

A word is what stands one and two words before and behind it (positive pointwise mutual information, reduced by a
singular value decomposition: Levy and Goldberg 2014); k-means puts like words together. Nothing of the texts is kept
but single words.
"""

import argparse
import json
import lzma
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import rjieba
from numpy.typing import NDArray
from scipy import sparse
from sklearn.cluster import MiniBatchKMeans
from sklearn.utils.extmath import randomized_svd

WORDS = 60_000
SELDOM = 15  # a word that the texts have less often is left out
CONTEXTS = 6_000  # the most frequent words are what the company consists of
PLACES = (-2, -1, 1, 2)
DIMENSION = 128
CLUSTERS = 2_048
_BATCH = 4_000_000  # words counted at once
_SMOOTH = 0.75  # of the contexts' frequencies, so that rare company does not weigh too much
SEED = 0


def texts_of(paths: Sequence[Path]) -> Iterator[str]:
    """Give the texts of JSON Lines files packed with xz."""
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)["text"]


def frequent_words(texts: Iterator[str]) -> list[str]:
    """Give the words of the vocabulary, most frequent first."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(rjieba.cut(text))
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:WORDS]
    return [word for word, times in ranked if times >= SELDOM and not any(map(str.isspace, word))]


def _counted(numbers: NDArray[np.int32], rows: int) -> sparse.csr_matrix:
    """Count which of the contexts stands at each place beside each word: [word, place × context]."""
    total = sparse.csr_matrix((rows, len(PLACES) * (CONTEXTS + 1)), dtype=np.float32)
    for block, place in enumerate(PLACES):
        word, company = (numbers[:-place], numbers[place:]) if place > 0 else (numbers[-place:], numbers[:place])
        counts = (word > 0) & (company > 0) & (company <= CONTEXTS)
        at = (word[counts], company[counts] + block * (CONTEXTS + 1))
        total += sparse.coo_matrix((np.ones(len(at[0]), dtype=np.float32), at), shape=total.shape).tocsr()
    return total


def company(texts: Iterator[str], words: Sequence[str]) -> sparse.csr_matrix:
    """Count the company of all words; row 0 belongs to no word."""
    number = {word: at for at, word in enumerate(words, 1)}
    total = sparse.csr_matrix((len(words) + 1, len(PLACES) * (CONTEXTS + 1)), dtype=np.float32)
    held: list[int] = []
    for text in texts:
        held += [number.get(word, 0) for word in rjieba.cut(text)]
        held.append(0)
        if len(held) > _BATCH:
            total += _counted(np.array(held, dtype=np.int32), len(words) + 1)
            held.clear()
    return total + _counted(np.array(held, dtype=np.int32), len(words) + 1)


def vectors(counts: sparse.csr_matrix) -> NDArray[np.float32]:
    """Give a vector of length 1 for each row of counts, [row, DIMENSION]."""
    pairs = counts.tocoo()
    rows = np.asarray(counts.sum(axis=1)).ravel()
    columns = np.asarray(counts.sum(axis=0)).ravel() ** _SMOOTH
    information = np.log(pairs.data / (rows[pairs.row] * columns[pairs.col] / columns.sum()))
    positive = sparse.csr_matrix((np.maximum(information, 0).astype(np.float32), (pairs.row, pairs.col)), counts.shape)
    left, values, _ = randomized_svd(positive, DIMENSION, n_iter=3, random_state=SEED)
    found = left * np.sqrt(values)
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def main() -> None:
    """Write the vocabulary: a word and its cluster, from 1, on each line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--to", type=Path, required=True)
    args = parser.parse_args()
    words = frequent_words(texts_of(args.texts))
    found = vectors(company(texts_of(args.texts), words))[1:]
    grouping = MiniBatchKMeans(CLUSTERS, random_state=SEED, n_init=2, batch_size=4_096, max_iter=60).fit(found)
    lines = [f"{word} {cluster + 1}" for word, cluster in zip(words, grouping.labels_.tolist(), strict=True)]
    args.to.write_text("\n".join(["# a word and its cluster (graph.tagger.clusters)", *lines, ""]), "utf-8")


if __name__ == "__main__":
    main()
