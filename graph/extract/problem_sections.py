"""Problems that a heading or a sentence announces: what is numbered under 三、存在问题, behind 还存在差距：一是….

The numbered words are taken up to their first mark; the section ends where a heading like its own begins.
"""

import re
from collections.abc import Iterator

from graph.extract.lexicon import unquoted
from graph.schema import Mention

_ANNOUNCED = "(?:问题|困难|短板|不足|差距|挑战|薄弱环节)"
_HEADING = re.compile(
    r"(?m)^[ \t#]*(?P<mark>[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．、])[ \t]*"
    rf"(?:存在|面临|当前|目前|主要|突出|的)*{_ANNOUNCED}(?:[和与及][^\n]{{2,8}})?$"
)
_MARKS = [
    re.compile(rf"(?m)^[ \t#]*{mark}")
    for mark in (r"[一二三四五六七八九十]+、", r"[（(][一二三四五六七八九十]+[）)]", r"\d+[.．、](?!\d)")
]
_ITEM = re.compile(
    r"(?m)(?:^[ \t]*(?:[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、](?!\d)|[一二三四五六七八九]是)|"
    r"(?<=[。；：])[一二三四五六七八九]是)[ \t]*(?P<what>[^，。；：:\n]{4,24})(?=[，。；：:\n])"
)
_SENTENCE = re.compile(rf"(?:存在|面临)[^。：\n]{{0,14}}{_ANNOUNCED}[：:](?P<list>一是[^。\n]{{4,300}})")


def _sections(text: str) -> Iterator[tuple[int, int]]:
    """Give where what is announced stands: after the heading, up to the next one with a mark like its own."""
    for heading in _HEADING.finditer(text):
        following = next(mark for mark in _MARKS if mark.match(heading["mark"])).search(text, heading.end())
        yield heading.end(), following.start() if following else len(text)
    for sentence in _SENTENCE.finditer(text):
        yield sentence.start("list") - 1, sentence.end() + 1


def announced(text: str) -> list[Mention]:
    """Give the problems that are announced as such; offsets count in `text`."""
    found = {}
    for low, high in _sections(text):
        for item in _ITEM.finditer(text, low, high):
            found[item.span("what")] = Mention("problem", *item.span("what"), unquoted(item["what"]))
    return list(found.values())
