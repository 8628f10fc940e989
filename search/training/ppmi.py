"""Start: token vectors from co-occurrence (shifted positive pointwise mutual information, then SVD).

Levy & Goldberg 2014 (shifted PPMI), Levy, Goldberg & Dagan 2015 (√Σ weighting), Mu & Viswanath 2018
(mean and top components removed), Arora et al. 2017 (frequent words weighted down).
"""

import logging

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import sparse

from search.training.prepare import BODY, Corpus

log = logging.getLogger(__name__)
WINDOW = 6
CONTEXTS = 16_384
SHIFT = float(np.log(2.0))
CHUNK = 4_000_000
LEAST = 0.5  # weighted co-occurrences; a pair seen once at a distance is noise
OVERSAMPLE, POWER = 32, 3
IDF_RANGE = (0.3, 9.0)
TOP_COMPONENTS = 2


def cooccurrence(corpus: Corpus, vocabulary: int) -> sparse.csr_matrix:
    """Count (token, context) pairs within WINDOW, weighted 1/√distance, across sentences, not documents."""
    body = np.repeat(corpus.kind == BODY, np.diff(corpus.starts))
    tokens = corpus.tokens[body]
    document = np.repeat(corpus.document, np.diff(corpus.starts))[body]
    order = np.argsort(-np.bincount(tokens, minlength=vocabulary), kind="stable")
    column = np.full(vocabulary, -1, dtype=np.int32)
    column[order[:CONTEXTS]] = np.arange(CONTEXTS, dtype=np.int32)
    total = sparse.csr_matrix((vocabulary, CONTEXTS), dtype=np.float32)
    for start in range(0, len(tokens), CHUNK):
        stop = min(start + CHUNK + WINDOW, len(tokens))
        total = total + _chunk(tokens[start:stop], document[start:stop], column, (vocabulary, CONTEXTS))
        log.info("co-occurrence: %d of %d tokens, %d pairs", stop, len(tokens), total.nnz)
    return total


def _chunk(
    tokens: NDArray[np.int32], document: NDArray[np.int32], column: NDArray[np.int32], shape: tuple[int, int]
) -> sparse.csr_matrix:
    rows, columns, weights = [], [], []
    for distance in range(1, WINDOW + 1):
        left, right = tokens[:-distance], tokens[distance:]
        same = document[:-distance] == document[distance:]
        for word, context in ((left, right), (right, left)):
            keep = same & (column[context] >= 0)
            rows.append(word[keep])
            columns.append(column[context[keep]])
            weights.append(np.full(len(rows[-1]), 1 / np.sqrt(distance), dtype=np.float32))
    parts = (np.concatenate(weights), (np.concatenate(rows), np.concatenate(columns)))
    return sparse.coo_matrix(parts, shape=shape).tocsr()


def shifted_ppmi(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Give max(0, log P(w,c)/P(w)P(c) - SHIFT), contexts smoothed by the power 0.75."""
    matrix = counts.tocoo()
    word = np.asarray(counts.sum(axis=1)).ravel()
    context = np.asarray(counts.sum(axis=0)).ravel() ** 0.75
    context *= word.sum() / context.sum()
    keep = matrix.data >= LEAST
    row, col, data = matrix.row[keep], matrix.col[keep], matrix.data[keep]
    value = np.log(data * word.sum() / (word[row] * context[col])) - SHIFT
    keep = value > 0
    parts = (value[keep].astype(np.float32), (row[keep], col[keep]))
    return sparse.coo_matrix(parts, shape=counts.shape).tocsr()


def truncated_svd(matrix: sparse.csr_matrix, dimension: int, seed: int = 0) -> NDArray[np.float32]:
    """Give U√Σ of the matrix, (rows, dimension), by a randomised range finder (Halko et al. 2011)."""
    forward, backward = _torch(matrix), _torch(matrix.T.tocsr())
    generator = torch.Generator().manual_seed(seed)
    basis = torch.randn(matrix.shape[1], dimension + OVERSAMPLE, generator=generator)
    for _ in range(POWER):
        basis = torch.linalg.qr(backward @ torch.linalg.qr(forward @ basis).Q).Q
        log.info("svd: one power iteration done")
    u, sigma, _ = torch.linalg.svd(forward @ basis, full_matrices=False)
    return np.asarray((u[:, :dimension] * sigma[:dimension].sqrt()).numpy(), dtype=np.float32)


def _torch(matrix: sparse.csr_matrix) -> torch.Tensor:
    parts = (torch.from_numpy(matrix.indptr), torch.from_numpy(matrix.indices), torch.from_numpy(matrix.data))
    return torch.sparse_csr_tensor(*parts, size=matrix.shape)


def inverse_document_frequency(corpus: Corpus, vocabulary: int) -> NDArray[np.float32]:
    """Give log(documents / documents with the token), clipped to IDF_RANGE."""
    document = np.repeat(corpus.document, np.diff(corpus.starts)).astype(np.int64)
    pairs = np.unique(document * vocabulary + corpus.tokens)
    frequency = np.bincount(pairs % vocabulary, minlength=vocabulary)
    share = len(np.unique(corpus.document)) / np.maximum(frequency, 1)
    return np.clip(np.log(share), *IDF_RANGE).astype(np.float32)


def finish(vectors: NDArray[np.float32], idf: NDArray[np.float32]) -> NDArray[np.float32]:
    """Normalise rows, centre, take the top components out, weight by idf; rows without a vector stay zero."""
    norm = np.linalg.norm(vectors, axis=1, keepdims=True)
    known = norm[:, 0] > 0
    unit = vectors / np.maximum(norm, 1e-9)
    unit[known] -= unit[known].mean(axis=0)
    _, axes = np.linalg.eigh(unit[known].T @ unit[known])
    top = axes[:, -TOP_COMPONENTS:]
    unit -= (unit @ top) @ top.T
    unit /= np.maximum(np.linalg.norm(unit, axis=1, keepdims=True), 1e-9)
    unit[~known] = 0.0
    return np.asarray(unit * idf[:, None], dtype=np.float32)


def start_table(corpus: Corpus, vocabulary: int, dimension: int) -> NDArray[np.float32]:
    """Give the table that training starts from, (vocabulary, dimension); row 0 (<unk>) is zero."""
    matrix = shifted_ppmi(cooccurrence(corpus, vocabulary))
    log.info("ppmi: %d entries", matrix.nnz)
    table = finish(truncated_svd(matrix, dimension), inverse_document_frequency(corpus, vocabulary))
    table[0] = 0.0
    return table
