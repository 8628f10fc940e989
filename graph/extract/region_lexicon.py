"""The place-name automaton: every name of the gazetteer that text is searched for, and its kind."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import daachorse

from graph.gazetteer import Gazetteer, gazetteer

# Kinds of names: STOP phrases hold a place name inside; FULL are official; WORDLIKE, TINY official but doubtful;
# HIGH_SHORT, CITY_WORD short ones of provinces and prefectures, sure and doubtful; SHORT, FAMOUS, SHORT_WORD
# those of counties, BEHIND those that are plain words but for right behind the place above (四川会理：); ZONE new areas
# without a code; TOWN, TOWN_WORD towns, sure and doubtful; VILLAGE marks what was found by its last character.
_DATA = Path(__file__).parent / "data"
# Ends of 小城镇, 提高城乡…, 和顺古镇: a class of towns rather than a name.
_CLASSES = frozenset({"城乡", "城镇", "乡镇", "村镇", "小镇", "市镇", "集镇", "古镇", "下乡", "返乡", "回乡", "家乡"})
# 李村镇, 旧城镇 are names of towns; before these, 城镇 and its like are words (新城镇, 进城镇, 同古镇).
_TOWN_LIKE = ("城镇", "村镇", "集镇", "古镇", "市镇")
_NO_NAME = frozenset(
    "一二三五六九万两双半各单大小新老古中高低上下里后边各本全该某每这那名农县省市区是在从到向对以于为与和将把让使被占有"
    "年月日建发开放成来去进出回会同打留合行站解排拖拉游穿演居保通连联所都社域地网电水粮茶"
)
_TOWN_ENDS = ("镇", "乡", "街道", "苏木")
STOP, FULL, WORDLIKE, TINY, HIGH_SHORT, CITY_WORD, SHORT, FAMOUS, TOWN, TOWN_WORD, SHORT_WORD, BEHIND, ZONE, VILLAGE = (
    range(14)
)


def read_words(name: str) -> dict[str, frozenset[str]]:
    """Read a word list: lines `kind word word …`, comments with #; give kind → words."""
    table: dict[str, set[str]] = {}
    for line in (_DATA / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, *words = line.split()
            table.setdefault(kind, set()).update(words)
    return {kind: frozenset(words) for kind, words in table.items()}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The automaton with, by pattern number, the name's kind (see below) and its codes.

    Codes of FULL and SHORT names may be retired ones; those of a TOWN are its counties.
    """

    automaton: daachorse.CharwiseDoubleArrayAhoCorasick
    names: tuple[str, ...]
    kinds: tuple[int, ...]
    places: Gazetteer

    def codes(self, name: str, kind: int) -> tuple[str, ...]:
        """Give the codes that a name of that kind may mean."""
        if kind in {TOWN, TOWN_WORD}:
            return self.places.town_counties(name)
        full, short = self.places.full_names.get(name, ()), self.places.short_names.get(name, ())
        return full if kind in {FULL, WORDLIKE, TINY} and full else short or full


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Build the automaton (about 0.15 s), once."""
    places = gazetteer()
    words = read_words("place_words.txt")
    kinds: dict[str, int] = {}
    for name in (*places.town_codes, *places.town_aliases):
        if name.endswith(_TOWN_ENDS) and (len(name) > 2 or name[1] == "镇"):
            kinds[name] = TOWN_WORD if _is_word(name, words["town"]) else TOWN
    for name, codes in places.short_names.items():
        kind = _short_kind(places, name, codes, words)
        if kind is not None:
            kinds[name] = kind
    for name in places.full_names:
        if len(name) > 1:
            tiny = len(name) == 2 or name in words["tiny"]
            kinds[name] = WORDLIKE if name in words["full"] else TINY if tiny else FULL
    kinds.update(dict.fromkeys(words["zone"], ZONE))
    for name in words["stop"]:
        kinds[name] = STOP
    names = tuple(kinds)
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(names))
    return Lexicon(automaton, names, tuple(kinds.values()), places)


def _is_word(town: str, words: frozenset[str]) -> bool:
    """Say whether the name of a town is a word too, or ends like one (前进街道, 新城镇)."""
    stem = town.removesuffix("街道") if town.endswith("街道") else town[:-1]
    named = len(town) > 2 and town.endswith(_TOWN_LIKE) and town[-3] not in _NO_NAME
    return len(town) == 2 or stem in words or (town[-2:] in _CLASSES and not named)


def _short_kind(places: Gazetteer, name: str, codes: tuple[str, ...], words: dict[str, frozenset[str]]) -> int | None:
    """Give how far a short name can be trusted; None where it is never looked for."""
    high = [code for code in codes if code.endswith("00") and places.is_current(code)]
    if high:
        return CITY_WORD if name in words["city"] else HIGH_SHORT
    if len(name) < 2:
        return None
    if name in words["county"]:
        return BEHIND
    if name in words["weak"]:
        return SHORT_WORD
    return FAMOUS if name in words["famous"] else SHORT
