"""The gazetteer's names in a text: hits that do not overlap, each where a name of its kind can stand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from graph.extract.region_lexicon import (
    BEHIND,
    CITY_WORD,
    FAMOUS,
    FULL,
    HIGH_SHORT,
    SHORT,
    SHORT_WORD,
    STOP,
    TINY,
    TOWN,
    TOWN_WORD,
    WORDLIKE,
    ZONE,
    Lexicon,
)
from graph.gazetteer import Gazetteer

# What may stand before a name that begins there: no Chinese character, or one that ends a phrase.
_CLEAN = re.compile(
    r"(?:\A|[^一-龥]|中共|[在到从向对为是与和及由据让的了位于进往至跟来日前上间时以将把被使给去赴里内外过离之自像有如于等即经同近邻靠因说称叫市县区州省盟旗镇乡村道])\Z"
)
_ROAD = re.compile(
    r"(?:[东南西北中]?路(?!线|径|子|[桥南北](?:区|[：:]))|大道|大街|街(?![道头区巷上])|时间|方言|话|菜|人参|火腿)"
)
# 武夷山北麓, 巢湖之滨, 沅江两岸: the mountain, lake or river itself.
_LANDSCAPE = re.compile(
    "(?<=山)(?:[东南西北]+[麓坡]|深处|主峰|余脉|支脉|之巅)|"
    "(?<=[湖江河溪海])(?:湾?畔|之[滨畔]|[东南西北两沿]岸|流域|水域|水系|[上中下]游|源头|[干支]流)"
)
# 五营|子村, 广东|山村: a village's name that begins like a county's.
TO_VILLAGE = re.compile(r"[一-龥]{0,4}?(?:村(?![民级官务干])|社区)")
# 武汉市民: the people of 武汉 (not 武汉市民政局).
_CITIZENS = re.compile("市民(?![政族乐主间营办委兵警宗革盟建用企法])")
# 四川会理：, 湖南长沙、海南文昌: a mark behind a name that is a plain word.
MARK = re.compile(r"[：:、，。；）)”｜|\s]|\Z")
# A short name that goes on is another place's: 白河社区, 玉屏村, 赤水河; 上海社区 may still be Shanghai's.
# 控|江西三村, 延吉一村 (义乌|七一村, 田阳|五村镇): quarters of a city are counted.
_VILLAGE_END = re.compile(r"(?:(?!七一|八一|五一|五四)[东南西北]?[一二三四五六七八九十]{1,2}|新)?村(?![民级庄镇村])")
_PLACE_END = re.compile(rf"{_VILLAGE_END.pattern}|社区|街道|镇|乡(?!村)|河(?![长道])|湖|山(?!区)")
_ABOVE = frozenset({FULL, HIGH_SHORT, CITY_WORD})
_SHORT = frozenset({SHORT, SHORT_WORD, FAMOUS, BEHIND})
LONGER = {HIGH_SHORT: _VILLAGE_END, **dict.fromkeys((CITY_WORD, SHORT, SHORT_WORD, FAMOUS), _PLACE_END)}
_PRIORITY = {
    FULL: 3,
    WORDLIKE: 2,
    TINY: 2,
    TOWN: 3,
    TOWN_WORD: 2,
    HIGH_SHORT: 2,
    CITY_WORD: 2,
    FAMOUS: 2,
    SHORT: 1,
    SHORT_WORD: 1,
    BEHIND: 0,
    ZONE: 3,
    STOP: 4,
}


Span = tuple[int, int]


@dataclass(slots=True)
class Hit:
    """A place name at [start, end): its kind, what codes it may have, and what was decided."""

    start: int
    end: int
    name: str
    kind: int
    codes: tuple[str, ...]
    code: str | None = None
    level: str = ""
    norm: str = ""
    accepted: bool = False
    clean: bool = False
    wordy: bool = False
    before: "Hit | None" = None


def scan(text: str, lexicon: Lexicon) -> list[Hit]:
    """Give the hits that do not overlap, in order: stop phrases and full names before short ones."""
    kinds, names = lexicon.kinds, lexicon.names
    matches = lexicon.automaton.find_overlapping(text)
    if not matches:
        return []
    joined, crossed = _joined(text, matches, lexicon)
    found = [(-_PRIORITY[kinds[i]], s - e, s, e, i) for s, e, i in matches if (s, e) not in crossed]
    found.sort()
    taken = bytearray(len(text))
    hits: list[Hit] = []
    for _, _, start, end, index in found:
        if taken[start] or taken[end - 1]:
            continue
        kind = kinds[index]
        if (start, end) not in joined and not _fits(text, start, end, kind):
            continue
        taken[start:end] = b"\x01" * (end - start)
        if kind != STOP:
            name = names[index]
            last = end - 1 if kind == FULL and _CITIZENS.match(text, end - 1) else end
            hit = Hit(start, last, name, kind, lexicon.codes(name, kind))
            if kind in {TOWN_WORD, SHORT_WORD}:
                hit.kind, hit.wordy = TOWN if kind == TOWN_WORD else SHORT, True
            hits.append(hit)
    hits.sort(key=lambda hit: hit.start)
    for hit, following in pairwise(hits):
        if hit.end == following.start:
            following.before = hit
    hits = [hit for hit in hits if not _opens_village(text, hit)]
    for hit in hits:
        hit.clean = _CLEAN.search(text, max(0, hit.start - 2), hit.start) is not None
    return hits


def _opens_village(text: str, hit: Hit) -> bool:
    """Say whether a name behind a town's is the beginning of a village's: 沙海镇|五营子村."""
    behind_town = hit.before is not None and hit.before.kind == TOWN
    return behind_town and hit.kind not in {TOWN, FULL, ZONE} and TO_VILLAGE.match(text, hit.end) is not None


def _joined(text: str, matches: list[tuple[int, int, int]], lexicon: Lexicon) -> tuple[set[Span], set[Span]]:
    """Give the names with a place of their own behind them, and those that run from one into the other.

    湖南|安乡县 is no 南安乡, 安顺|镇宁： no 安顺镇.
    """
    kinds, names, places = lexicon.kinds, lexicon.names, lexicon.places
    by_start: dict[int, list[tuple[int, int]]] = {}
    for start, end, index in matches:
        by_start.setdefault(start, []).append((end, index))
    joined, crossed = set(), set()
    for start, end, index in matches:
        behind = [
            (last, at)
            for last, at in (by_start.get(end, ()) if kinds[index] in _ABOVE else ())
            if kinds[at] in {FULL, TINY, WORDLIKE} or (kinds[at] in _SHORT and MARK.match(text, last))
        ]
        for whole, at in behind:
            if lies_in(lexicon.codes(names[at], kinds[at]), lexicon.codes(names[index], kinds[index]), places):
                joined.add((start, end))
                crossed |= {
                    (low, last)
                    for low in range(start, end)
                    for last, _ in by_start.get(low, ())
                    if last > end and (low > start or last < whole)
                }
    return joined, crossed


def lies_in(codes: Iterable[str], above: Iterable[str], places: Gazetteer) -> bool:
    """Say whether one of the codes lies in one of those above."""
    return any(places.within(code, up) and code != up for code in codes for up in above)


def _fits(text: str, start: int, end: int, kind: int) -> bool:
    """Say whether a name of that kind can end here: not 贾汪路, 武夷山北麓, 白河社区, 合作市场, 和平区域, 兴隆乡村."""
    if kind in {TOWN, TOWN_WORD}:
        return _town_fits(text, end)
    if kind in LONGER:
        return not (_ROAD.match(text, end) or _LANDSCAPE.match(text, end) or LONGER[kind].match(text, end))
    if kind == TINY and text.startswith("上海", start - 1):
        return False  # 上|海城市
    return not (kind == FULL and text[end - 1 : end + 1] in {"市场", "区域", "区间"})


def _town_fits(text: str, end: int) -> bool:
    """Say whether 镇/乡 ends a name here: not 兴隆乡村, 新建镇村."""
    following = text[end : end + 2]
    last = text[end - 1]
    if last in "乡镇" and following[:1] == "村" and following != "村民":
        return False
    if last == "乡" and following[:1] in set("镇亲贤风土愁情音间"):
        return False
    return not (following[:1] in set("区域") and last == "镇")
