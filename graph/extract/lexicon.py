"""Word lists: data files with one entry a line, # for comments, read once."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick


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


@cache
def matcher(name: str) -> CharwiseDoubleArrayAhoCorasick:
    """Give what finds the entries of data/NAME.txt in one pass, the longest of several; numbers as in `words`."""
    return CharwiseDoubleArrayAhoCorasick(list(words(name)), MATCH_KIND_LEFTMOST_LONGEST)


class Openers:
    """Patterns that each open with one of some literal words; one pass finds where any of them may begin."""

    def __init__(self, forms: Sequence[tuple[str, str]]) -> None:
        """Take for each pattern its opening words (A|B|C) and the regular expression of what follows them."""
        self._patterns = [re.compile(f"(?:{opening})(?:{rest})") for opening, rest in forms]
        owners: dict[str, list[int]] = {}
        for number, (opening, _) in enumerate(forms):
            for word in opening.split("|"):
                owners.setdefault(word, []).append(number)
        self._owners = list(owners.values())
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(owners))

    def find(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Give the matches with the number of their pattern, from left to right; no pattern overlaps itself."""
        after = [0] * len(self._patterns)
        for start, _, word in sorted(self._automaton.find_overlapping(text)):
            for number in self._owners[word]:
                if start >= after[number] and (match := self._patterns[number].match(text, start)):
                    after[number] = match.end()
                    yield number, match


_MARKS = str.maketrans("", "", "“”‘’")


def unquoted(name: str) -> str:
    """Give a name without quotation marks."""
    return name.translate(_MARKS)
