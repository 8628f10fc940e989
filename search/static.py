"""The static encoder: a tokenizer and a table of token vectors, no torch.

A text's vector is the mean of its tokens' vectors, normalised: what sentence-transformers computes
with `StaticEmbedding` and `Normalize`. The table is kept as whole numbers (8 or 4 bits) with one
scale a row; only the rows that a batch needs are turned into floats, so opening is a memory map.

A folder holds `encoder.json` (name, dimension, bits), `tokenizer.json` (the tokenizers library's),
`codes.npy` and `scales.npy`.
"""

import hashlib
import json
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ingest.errors import UsageError

BATCH = 4096  # texts tokenised at a time: bounds the memory, changes no vector
LARGEST_CODE = {8: 127, 4: 7}
BEST_STEP = 0.335


class StaticEncoder:
    """Token vectors averaged; see the module's text.

    Attributes:
        name: model name, dimension and a short hash of tokenizer and table.
        dimension: length of a vector.
    """

    def __init__(self, folder: Path) -> None:
        """Open a folder that `write_static` wrote.

        Raises:
            UsageError: a file is missing or damaged.
        """
        try:
            card = json.loads((folder / "encoder.json").read_text("utf-8"))
            self.name: str = card["name"]
            self.dimension: int = card["dimension"]
            self._bits: int = card["bits"]
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._codes = np.load(folder / "codes.npy", mmap_mode="r")
            self._scales = np.load(folder / "scales.npy").astype(np.float32)
        except Exception as error:  # tokenizers raises bare Exception
            hint = "install Jingwei again, or pack the model again (python -m search.training pack)"
            raise UsageError(f"the encoder cannot be opened: {error}", where=str(folder), hint=hint) from error

    def encode(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """Give (len(texts), dimension) vectors of length 1; a text without a known token gets zeros.

        Queries and passages are encoded alike; `query` is there for encoders that differ.
        """
        del query
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), BATCH):
            vectors[start : start + BATCH] = self._encode_batch(list(texts[start : start + BATCH]))
        return vectors

    def _encode_batch(self, texts: list[str]) -> NDArray[np.float32]:
        rows = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)]
        ends = np.cumsum([0, *map(len, rows)])
        flat = np.fromiter(chain.from_iterable(rows), dtype=np.int32, count=ends[-1])
        used = np.zeros(len(self._scales), dtype=bool)
        used[flat] = True
        tokens = np.flatnonzero(used)
        column = np.cumsum(used, dtype=np.int32)[flat] - 1
        return normalised(_counts(column, ends, len(tokens)) @ self.rows(tokens))

    def rows(self, tokens: NDArray[np.int64] | slice) -> NDArray[np.float32]:
        """Give the vectors of some tokens, (n, dimension), not normalised."""
        codes = unpack(np.asarray(self._codes[tokens]), self._bits)
        return np.asarray(codes * self._scales[tokens, None], dtype=np.float32)

    def export_sentence_transformers(self, folder: Path) -> None:
        """Write the same model as a folder that `SentenceTransformer(folder)` opens (needs torch)."""
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

        embedding = StaticEmbedding(self._tokenizer, embedding_weights=self.rows(slice(None)))
        SentenceTransformer(modules=[embedding, Normalize()], device="cpu").save(str(folder))


def normalised(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give rows of length 1; zero rows stay zero."""
    norm = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(norm > 0, norm, 1), dtype=np.float32)


def pack(table: NDArray[np.float32], bits: int) -> tuple[NDArray[np.uint8] | NDArray[np.int8], NDArray[np.float16]]:
    """Give (codes, scales) of a table: 8 bits a value, or 4 with two values in a byte (low half first).

    Eight bits reach to the largest value of the row; with four, that would waste most codes, and
    the step is the one that loses least on normally distributed values (Max 1960: 0.335 σ for 16 levels).
    """
    most = LARGEST_CODE[bits]
    step = np.abs(table).max(axis=1) / most if bits == 8 else BEST_STEP * np.sqrt(np.square(table).mean(axis=1))
    scales = np.where(step > 0, step, 1.0).astype(np.float16)
    codes = np.clip(np.rint(table / scales.astype(np.float32)[:, None]), -most, most)
    if bits == 8:
        return codes.astype(np.int8), scales
    halves = (codes + 8).astype(np.uint8)
    return halves[:, ::2] | (halves[:, 1::2] << 4), scales


def unpack(codes: NDArray[np.uint8] | NDArray[np.int8], bits: int) -> NDArray[np.float32]:
    """Give the values of some rows of codes, before scaling."""
    if bits == 8:
        return codes.astype(np.float32)
    values = np.empty((len(codes), 2 * codes.shape[1]), dtype=np.float32)
    values[:, ::2] = codes & 15
    values[:, 1::2] = codes >> 4
    return values - 8


def write_static(folder: Path, label: str, tokenizer: Tokenizer, table: NDArray[np.float32], bits: int = 8) -> str:
    """Write a static encoder into a folder; give its name, `label` with a hash of the content."""
    folder.mkdir(parents=True, exist_ok=True)
    codes, scales = pack(table, bits)
    written = tokenizer.to_str()
    (folder / "tokenizer.json").write_text(written, "utf-8")
    np.save(folder / "codes.npy", codes)
    np.save(folder / "scales.npy", scales)
    digest = hashlib.sha256(written.encode() + codes.tobytes() + scales.tobytes()).hexdigest()[:8]
    name = f"{label}-{table.shape[1]}-{digest}"
    card = {"name": name, "dimension": table.shape[1], "bits": bits, "vocabulary": len(table)}
    (folder / "encoder.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    return name


def _counts(column: NDArray[np.int32], ends: NDArray[np.int64], tokens: int) -> Any:  # noqa: ANN401 - scipy has no types
    """Give how often each token stands in each text, (texts, tokens); column[ends[i]:ends[i+1]] are those of text i."""
    if len(ends) == 2:  # one question: a cold search need not load scipy
        return np.bincount(column, minlength=tokens).astype(np.float32)[None]
    from scipy import sparse

    shape = (len(ends) - 1, tokens)
    return sparse.csr_matrix((np.ones(len(column), dtype=np.float32), column, ends), shape=shape)
