"""Moves (一招): the single steps of a measure, the unit that is judged for transfer.

A passage packs several steps; one may fit a county and its neighbour not. A move is a run of whole sentences of one
passage of up to LONGEST characters. A sentence that only lists names is a move of its own: nothing can be said of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.store import Store

LONGEST = 180  # characters; from 170 to 210 the ranking of moves hardly changes
SHORTEST = 24  # below it a sentence (a heading: 一是创新网格组织体系。) goes with the next
_QUOTED = re.compile("[“《][^”》]{1,24}[”》]")
_NAME = r"[\u4e00-\u9fff]{0,6}[“《](?!\d+后)[^”》]{2,24}[”》][\u4e00-\u9fff]{0,4}?"
_LIST = re.compile(
    rf"{_NAME}(?:[、，和及]?{_NAME}){{2,}}等[\u4e00-\u9fff]{{0,6}}(?:品牌|典型|模式|经验|做法|机制|工程|举措|案例|样板)"
)
LEFT = 60  # characters beside the list of names up to which a sentence only lists names
# Words of doing and counted results: a sentence that holds one says more than names.
_HOW = re.compile(
    r"通过|采取|由[^，。]{2,14}(?:负责|牵头|担任)|按照|建立|组建|明确|定期|每[年季月周]|"
    r"\d[余多万亿]*(?:个|名|人|户|元|亩|家|件|次|场|村|%)"
)
# A name coined with a number (三树三争, 富村十条) promises items; they are told by a list before it, in what follows
# it, or by its own characters coming back (一长三员: 总网格长由…，网格员由…). 一 alone and 第一 promise nothing.
_COINED = re.compile(r"“(?P<name>[^”，。、+＋]{0,8}[二三四五六七八九十百2-9\d][^”，。、+＋]{0,8})”")
_NUMERALS = "一二三四五六七八九十百0123456789"
_TOLD = re.compile(r"[\u4e00-\u9fff]{0,8}(?:（|，即|：|，[一1]是)")
_TELLS = re.compile("、[^，。]*$")


@dataclass(frozen=True, slots=True)
class Move:
    """A step of a measure: its text without white space, and where each character stands in the raw text."""

    passage: int
    text: str
    origin: tuple[int, ...]

    @property
    def start(self) -> int:
        """First raw offset."""
        return self.origin[0]

    @property
    def end(self) -> int:
        """Raw offset after the last character."""
        return self.origin[-1] + 1

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Give the raw span of text[start:end]."""
        return self.origin[start], self.origin[end - 1] + 1


def names_in(text: str) -> list[str]:
    """Give the quoted names of a text, without their quotation marks."""
    return [match[0][1:-1] for match in _QUOTED.finditer(text)]


def only_names(text: str) -> bool:
    """Say whether a sentence only lists names of practices (涌现出“甲”机制、“乙”工程、“丙”等), without what is done."""
    listed = _LIST.search(text)
    return listed is not None and len(text) - len(listed[0]) <= LEFT and not _HOW.search(_QUOTED.sub("", text))


def bare_names(text: str) -> list[str]:
    """Give the names coined with a number (“富村十条”) whose items the text does not tell."""
    bare = []
    for match in _COINED.finditer(text):
        rest = text[match.end() :]
        letters = set(match["name"]) - set(_NUMERALS)
        comes_back = letters and all(rest.count(letter) >= 2 for letter in letters)
        if not (
            comes_back or _TOLD.match(rest) or _TELLS.search(text, 0, match.start()) or match["name"].endswith("后")
        ):
            bare.append(match["name"])
    return bare


def moves(store: Store, passage: int, case: str, start: int, end: int) -> list[Move]:
    """Cut a passage (raw offsets) into moves, in text order."""
    sentences = store.rows(
        "SELECT max(start, ?) AS start, min(end, ?) AS end FROM sentence "
        "WHERE case_id = ? AND start < ? AND end > ? ORDER BY start",
        start, end, case, end, start,
    )  # fmt: skip
    raw = store.rows(
        "SELECT substr(r.text, ? + 1, ?) AS text FROM report r JOIN cases c ON c.report = r.id WHERE c.id = ?",
        start, end - start, case,
    )[0]["text"]  # fmt: skip
    return [_move(passage, raw, start, spans) for spans in _packed(raw, start, sentences) if spans]


def _bare(text: str) -> str:
    return "".join(text.split())


def _packed(raw: str, start: int, sentences: Sequence[dict[str, int]]) -> list[tuple[int, int]]:
    packed: list[tuple[int, int]] = []
    alone = False  # the last pack is a list of names
    for sentence in sentences:
        low, high = sentence["start"], sentence["end"]
        text = _bare(raw[low - start : high - start])
        if not text:
            continue
        listed = only_names(text)
        so_far = _bare(raw[packed[-1][0] - start : packed[-1][1] - start]) if packed else ""
        fits = len(so_far) + len(text) <= LONGEST or len(so_far) < SHORTEST or len(text) < SHORTEST
        if packed and fits and not (listed or alone):
            packed[-1] = (packed[-1][0], high)
        else:
            packed.append((low, high))
        alone = listed
    return packed


def _move(passage: int, raw: str, start: int, span: tuple[int, int]) -> Move:
    low, high = span
    origin = tuple(at for at in range(low, high) if not raw[at - start].isspace())
    return Move(passage, "".join(raw[at - start] for at in origin), origin)
