"""Roles (主体) of models: aliases, broader roles, and the algebra of chains."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files


@cache
def _table() -> tuple[dict[str, str], dict[str, str]]:
    """Give alias → canonical role and role → broader role, from data/roles.txt."""
    canonical: dict[str, str] = {}
    broader: dict[str, str] = {}
    for line in files("graph.extract").joinpath("data/roles.txt").read_text("utf-8").splitlines():
        entry = line.split("#")[0].strip()
        if not entry:
            continue
        head, _, aliases = entry.partition(":")
        name, _, above = (part.strip() for part in head.partition("<"))
        canonical[name] = name
        if above:
            broader[name] = above
        for alias in filter(None, (a.strip() for a in aliases.split(","))):
            canonical.setdefault(alias, name)
    return canonical, broader


def role(name: str) -> str:
    """Give the canonical role of a component as written (群众户 → 农户); an unknown one is its own role."""
    return _table()[0].get(name, name)


def broader(name: str) -> str | None:
    """Give the next broader role (村党支部 → 党支部), or None."""
    return _table()[1].get(name)


def roles(components: Sequence[str]) -> tuple[str, ...]:
    """Give the canonical roles of a chain in order."""
    return tuple(role(component) for component in components)


def extends(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Say whether `longer` keeps all roles of `shorter` in their order and adds to them."""
    if len(longer) <= len(shorter):
        return False
    rest = iter(longer)
    return all(part in rest for part in shorter)


def same_roles(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two chains name the same roles in another order."""
    return tuple(one) != tuple(other) and sorted(one) == sorted(other)
