"""Extractors: plain functions from text to mentions, one module each.

`EXTRACTORS` is the registry: name → function. The spaCy pipeline runs them on reports
(`graph.pipeline`), the search runs the same functions on a question without loading spaCy.
A package adds its own under the entry point group `jingwei.extractors`.
"""

from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points

from graph.extract.documents import find_documents
from graph.extract.honours import find_honours
from graph.extract.industries import find_industries
from graph.extract.initiatives import find_initiatives
from graph.extract.models import find_models
from graph.extract.organizations import find_organizations
from graph.extract.problems import find_problems
from graph.extract.regions import find_regions
from graph.schema import Mention

Extractor = Callable[[str], list[Mention]]

EXTRACTORS: dict[str, Extractor] = {
    "region": find_regions,
    "model": find_models,
    "initiative": find_initiatives,
    "industry": find_industries,
    "honour": find_honours,
    "problem": find_problems,
    "organization": find_organizations,
    "document": find_documents,
}


@cache
def extractors() -> dict[str, Extractor]:
    """Give all extractors, the built-in ones first, then those of installed packages by name."""
    added = {
        entry.name: entry.load() for entry in sorted(entry_points(group="jingwei.extractors"), key=lambda e: e.name)
    }
    return EXTRACTORS | added


def extract(text: str) -> list[Mention]:
    """Run every extractor on a short text (a question); mentions in text order."""
    found = [mention for function in extractors().values() for mention in function(text)]
    return sorted(found, key=lambda m: (m.start, m.end, m.type))
