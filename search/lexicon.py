"""The lexicon of plain talk and officialese: 没钱 ↔ 集体经济薄弱, 跑腿 ↔ 代办 (data/plain_official.tsv).

A question in plain talk is expanded by the official terms of the phrases in it; a hit that holds such a
term says so in its reasons.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from search.words import normal


@dataclass(frozen=True, slots=True)
class Entry:
    """One idea: ways to say it plainly, ways to say it officially, what it is about."""

    plain: tuple[str, ...]
    official: tuple[str, ...]
    kind: str


def entries() -> Iterator[Entry]:
    """Give the lexicon's entries in file order."""
    text = files("search").joinpath("data/plain_official.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    for row in csv.DictReader(lines, delimiter="\t"):
        yield Entry(tuple(row["plain"].split("|")), tuple(row["official"].split("|")), row["kind"])


@cache
def _plain() -> tuple[CharwiseDoubleArrayAhoCorasick, list[tuple[str, ...]]]:
    official: dict[str, dict[str, None]] = {}
    for entry in entries():
        for phrase in entry.plain:
            official.setdefault(normal(phrase), {}).update(dict.fromkeys(entry.official))
    return (
        CharwiseDoubleArrayAhoCorasick(list(official), MATCH_KIND_LEFTMOST_LONGEST),
        [tuple(terms) for terms in official.values()],
    )


def expand(question: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give the plain phrases of a question with their official terms, in text order."""
    matcher, official = _plain()
    text = normal(question)
    return tuple((text[start:end], official[number]) for start, end, number in matcher.find(text))


FIELD_WORDS_ENOUGH = 6  # different words of the field from which a passage is fully of the field


@cache
def _field_words() -> tuple[str, ...]:
    lines = files("search").joinpath("data/field_words.txt").read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def field_prior(text: str) -> float:
    """Give how much a passage is of the field, 0..1, by the number of different field words in it."""
    return min(1.0, sum(word in text for word in _field_words()) / FIELD_WORDS_ENOUGH)
