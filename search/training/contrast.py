"""Train: in-batch contrastive learning of the token table (InfoNCE, symmetric; van den Oord et al. 2018).

A word's vector is its own plus the mean of its characters' (bag of subwords, Bojanowski et al. 2017), so that
rare words learn from common ones; the sum is written into the table, so it costs nothing at run time.
With `bits` the last steps are taken through the rounding that ships (straight-through, Jacob et al. 2018).
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn import functional

from search.static import pack, unpack
from search.training.pairs import Pairs

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a stage of training is done with."""

    batch: int = 2048
    rate: float = 0.01
    warm_up: float = 0.1
    scale: float = 20.0
    epochs: int = 1
    bits: int = 0
    seed: int = 0


def batches(pairs: Pairs, recipe: Recipe) -> list[NDArray[np.int64]]:
    """Give the pair numbers of each batch; one group a batch, batches in random order."""
    return [chosen for epoch in range(recipe.epochs) for chosen in _epoch(pairs, recipe, epoch)]


def _epoch(pairs: Pairs, recipe: Recipe, epoch: int) -> Iterator[NDArray[np.int64]]:
    random = np.random.default_rng((recipe.seed, epoch))
    found = []
    for group in np.unique(pairs.group):
        members = random.permutation(np.flatnonzero(pairs.group == group))
        found += [members[i : i + recipe.batch] for i in range(0, len(members), recipe.batch)]
    for i in random.permutation(len(found)):
        if len(found[i]) >= recipe.batch // 4:  # too few negatives teach little
            yield found[i]


def character_shares(tokenizer: Tokenizer) -> torch.Tensor:
    """Give a sparse (vocabulary, vocabulary) matrix: for each word the shares of its characters' tokens."""
    vocabulary = tokenizer.get_vocab()
    places, shares = [], []
    for word, row in vocabulary.items():
        columns = [vocabulary[c] for c in word if c in vocabulary]
        if len(word) > 1 and row > 0:
            places += [(row, column) for column in columns]
            shares += [1 / len(columns)] * len(columns)
    index = torch.tensor(places, dtype=torch.int64).T
    size = (len(vocabulary), len(vocabulary))
    return torch.sparse_coo_tensor(index, torch.tensor(shares), size).coalesce().to_sparse_csr()


def gather(
    tokens: NDArray[np.int32], start: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Give (tokens, offsets) of the ranges, as `embedding_bag` takes them."""
    length = end - start
    offsets = np.concatenate([[0], np.cumsum(length)[:-1]])
    index = np.arange(length.sum()) - np.repeat(offsets - start, length)
    return torch.from_numpy(tokens[index].astype(np.int64)), torch.from_numpy(offsets)


def train(
    table: NDArray[np.float32], pairs: Pairs, recipe: Recipe, shares: torch.Tensor | None = None
) -> NDArray[np.float32]:
    """Give the trained table; the given one is left as it is. `shares` as `character_shares` gives them."""
    torch.manual_seed(recipe.seed)
    word = torch.nn.Parameter(torch.from_numpy(table.copy()))
    character = torch.nn.Parameter(torch.zeros_like(word))
    adam = torch.optim.Adam([word] if shares is None else [word, character], lr=recipe.rate, fused=True)
    plan = batches(pairs, recipe)
    warm = max(1, int(recipe.warm_up * len(plan)))
    for step, chosen in enumerate(plan):
        share = (step + 1) / warm if step < warm else (len(plan) - step) / (len(plan) - warm)
        adam.param_groups[0]["lr"] = recipe.rate * share
        whole = word if shares is None else word + shares @ character
        if recipe.bits:
            whole = whole + (_rounded(whole, recipe.bits) - whole).detach()
        loss = _loss(whole, pairs, chosen, recipe.scale)
        adam.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        adam.step()
        if step % 50 == 0:
            log.info("step %d of %d: loss %.3f", step, len(plan), loss.item())
    with torch.no_grad():
        trained = (word if shares is None else word + shares @ character).numpy()
    trained[0] = 0.0  # <unk> says nothing
    return np.asarray(trained, dtype=np.float32)


def _rounded(table: torch.Tensor, bits: int) -> torch.Tensor:
    codes, scales = pack(table.detach().numpy(), bits)
    return torch.from_numpy(unpack(codes, bits) * scales.astype(np.float32)[:, None])


def _loss(table: torch.Tensor, pairs: Pairs, chosen: NDArray[np.int64], scale: float) -> torch.Tensor:
    sides = []
    for column in (0, 2):
        ranges = pairs.ranges[chosen]
        tokens, offsets = gather(pairs.tokens, ranges[:, column], ranges[:, column + 1])
        sides.append(functional.normalize(functional.embedding_bag(tokens, table, offsets, mode="mean"), dim=1))
    document = torch.from_numpy(pairs.document[chosen])
    same = document[:, None] == document[None, :]
    same.fill_diagonal_(False)
    logits = (scale * sides[0] @ sides[1].T).masked_fill(same, -torch.inf)
    target = torch.arange(len(chosen))
    return (functional.cross_entropy(logits, target) + functional.cross_entropy(logits.T, target)) / 2
