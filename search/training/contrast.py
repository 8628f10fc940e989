"""Train: in-batch contrastive learning of the token table (InfoNCE, symmetric; van den Oord et al. 2018)."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from search.training.pairs import Pairs

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the training is done with; the defaults are what ships."""

    batch: int = 2048
    rate: float = 0.02
    warm_up: float = 0.1
    scale: float = 20.0
    epochs: int = 1
    sizes: tuple[int, ...] = ()  # further, shorter sizes to train at the same time (Matryoshka)
    seed: int = 0


def batches(pairs: Pairs, recipe: Recipe) -> Iterator[NDArray[np.int64]]:
    """Give the pair numbers of each batch; one group a batch, batches in random order."""
    random = np.random.default_rng(recipe.seed)
    for _ in range(recipe.epochs):
        found = []
        for group in np.unique(pairs.group):
            members = random.permutation(np.flatnonzero(pairs.group == group))
            found += [members[i : i + recipe.batch] for i in range(0, len(members), recipe.batch)]
        for i in random.permutation(len(found)):
            if len(found[i]) >= recipe.batch // 4:
                yield found[i]


def gather(
    tokens: NDArray[np.int32], start: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Give (tokens, offsets) of the ranges, as `embedding_bag` takes them."""
    length = end - start
    offsets = np.concatenate([[0], np.cumsum(length)[:-1]])
    index = np.arange(length.sum()) - np.repeat(offsets - start, length)
    return torch.from_numpy(tokens[index].astype(np.int64)), torch.from_numpy(offsets)


def train(table: NDArray[np.float32], pairs: Pairs, recipe: Recipe) -> NDArray[np.float32]:
    """Give the trained table; the given one is left as it is."""
    torch.manual_seed(recipe.seed)
    weight = torch.nn.Parameter(torch.from_numpy(table.copy()))
    adam = torch.optim.Adam([weight], lr=recipe.rate, fused=True)
    plan = list(batches(pairs, recipe))
    warm = max(1, int(recipe.warm_up * len(plan)))
    for step, chosen in enumerate(plan):
        share = (step + 1) / warm if step < warm else (len(plan) - step) / (len(plan) - warm)
        adam.param_groups[0]["lr"] = recipe.rate * share
        loss = _loss(weight, pairs, chosen, recipe)
        adam.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        adam.step()
        if step % 50 == 0:
            log.info("step %d of %d: loss %.3f", step, len(plan), float(loss))
    trained = weight.detach().numpy()
    trained[0] = 0.0  # <unk> says nothing
    return np.asarray(trained, dtype=np.float32)


def _loss(weight: torch.Tensor, pairs: Pairs, chosen: NDArray[np.int64], recipe: Recipe) -> torch.Tensor:
    ranges = pairs.ranges[chosen]
    left, right = (
        functional.embedding_bag(*_swap(gather(pairs.tokens, ranges[:, i], ranges[:, i + 1]), weight), mode="mean")
        for i in (0, 2)
    )
    document = torch.from_numpy(pairs.document[chosen])
    same = document[:, None] == document[None, :]
    same.fill_diagonal_(False)
    target = torch.arange(len(chosen))
    total = torch.zeros(())
    sizes = (weight.shape[1], *recipe.sizes)
    for size in sizes:
        a = functional.normalize(left[:, :size], dim=1)
        b = functional.normalize(right[:, :size], dim=1)
        logits = (recipe.scale * a @ b.T).masked_fill(same, -torch.inf)
        total = total + functional.cross_entropy(logits, target) + functional.cross_entropy(logits.T, target)
    return total / (2 * len(sizes))


def _swap(
    bag: tuple[torch.Tensor, torch.Tensor], weight: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    return bag[0], weight, bag[1]
