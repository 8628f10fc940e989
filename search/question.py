"""Question: what a query holds — quoted phrases, words, places, and names that the graph knows."""

import re
from dataclasses import dataclass

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from graph.extract.models import find_models
from graph.extract.regions import find_regions
from graph.facts import entity_of
from graph.store import Store
from ingest.errors import UsageError
from ingest.repair import simplify
from search.lexicon import expand
from search.words import bigrams, is_terse, normal, words

LONGEST = 2000  # characters of a question; longer ones are cut and say so
NAMED_KINDS = ("initiative", "industry", "problem", "organization", "honour", "document", "role")
_QUOTES = str.maketrans("「」『』﹁﹂", "“”“”“”")
_STRUCTURAL = re.compile(
    "标题|提纲|纲目|框架|排比|对仗|分几[块条步]|分哪几|哪几[条项个](?:方面|举措|做法|措施)|几个方面"
)
_QUOTED = re.compile(r"[“\"]([^“”\"]{2,60})[”\"]")


@dataclass(frozen=True, slots=True)
class Question:
    """A query understood.

    `entities` are ids of graph entities named in it, `regions` codes of places, `expansions` plain phrases
    with their official terms, `exact` phrases that must occur (quotation marks aside), `terse` whether it
    names things instead of asking, `structural` whether it asks for headings (一组排比的小标题), `cut` whether
    the text was too long.
    """

    text: str
    words: tuple[str, ...]
    grams: tuple[str, ...]
    exact: tuple[str, ...]
    entities: tuple[str, ...]
    regions: tuple[str, ...]
    expansions: tuple[tuple[str, tuple[str, ...]], ...]
    terse: bool
    structural: bool
    cut: bool


class Names:
    """The names of the graph's entities, found in a question in one pass."""

    def __init__(self, store: Store) -> None:
        """Read the names from the store."""
        marks = ",".join("?" * len(NAMED_KINDS))
        rows = store.rows(f"SELECT id, name FROM entity WHERE kind IN ({marks}) ORDER BY id", *NAMED_KINDS)  # noqa: S608 - marks only
        named: dict[str, list[str]] = {}
        for row in rows:
            name = normal(row["name"])
            if len(name) > 1:
                named.setdefault(name, []).append(row["id"])
        self._ids = list(named.values())
        self._matcher = CharwiseDoubleArrayAhoCorasick(list(named), MATCH_KIND_LEFTMOST_LONGEST) if named else None

    def find(self, text: str) -> list[str]:
        """Give the ids of the entities whose names occur in `text`."""
        if self._matcher is None:
            return []
        return [entity for _, _, i in self._matcher.find(normal(text)) for entity in self._ids[i]]


def understand(text: str, names: Names) -> Question:
    """Take a query apart.

    Raises:
        UsageError: nothing to search for is in it (empty, or punctuation only).
    """
    cut = len(text) > LONGEST
    text = simplify(text[:LONGEST].strip()).translate(_QUOTES)
    if not re.search(r"\w", text):
        raise UsageError(
            "the query is empty", where="query", hint="type a problem, a practice, a place or a figure, in plain words"
        )
    found = find_models(text.replace("＋", "+"))
    regions = [m for m in find_regions(text) if m.fields.get("code")]
    entities = [entity_of(m).id for m in found] + names.find(text)
    return Question(
        text=text,
        words=tuple(words(text)),
        grams=tuple(bigrams(text)),
        exact=tuple(normal(phrase) for phrase in _QUOTED.findall(text)),
        entities=tuple(dict.fromkeys(entities)),
        regions=tuple(dict.fromkeys(m.fields["code"] for m in regions)),
        expansions=expand(text),
        terse=is_terse(text),
        structural=_STRUCTURAL.search(text) is not None,
        cut=cut,
    )
