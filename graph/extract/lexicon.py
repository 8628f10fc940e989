"""Word lists: data files with one entry a line, # for comments, read once."""

import re
from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> tuple[str, ...]:
    """Give the entries of data/NAME.txt, longest first, so that an alternation prefers the longest."""
    lines = files("graph.extract").joinpath(f"data/{name}.txt").read_text("utf-8").splitlines()
    entries = {line.split("#")[0].strip() for line in lines}
    return tuple(sorted(filter(None, entries), key=lambda w: (-len(w), w)))


@cache
def alternation(name: str) -> str:
    """Give the entries of data/NAME.txt as a regular expression; entries are literal words."""
    return "|".join(map(re.escape, words(name)))


_MARKS = str.maketrans("", "", "“”‘’")


def unquoted(name: str) -> str:
    """Give a name without quotation marks."""
    return name.translate(_MARKS)
