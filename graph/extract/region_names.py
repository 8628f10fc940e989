"""Named places of the gazetteer in a text: which hits are places, and which codes they have."""

import re
from dataclasses import dataclass
from itertools import pairwise

from graph.extract.region_lexicon import (
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
    r"[^一-龥]|[在到从向对为是与和及由据让的了位于进往至跟来日前上间时以将把被使给去赴里内外过离、之自像有如于等即经同近邻靠因说称叫市县区州省盟旗镇乡村道]"
)
_ROAD = re.compile(r"(?:[东南西北中]?路(?!线|径|子)|大道|大街|街(?![道头区巷上])|时间|方言|话|菜|人参|火腿)")
# 武夷山北麓, 巢湖之滨, 沅江两岸: the mountain, lake or river itself.
_LANDSCAPE = re.compile(
    "(?<=山)(?:[东南西北]+[麓坡]|深处|主峰|余脉|支脉|之巅)|"
    "(?<=[湖江河溪海])(?:畔|之[滨畔]|[东南西北两沿]岸|流域|水域|水系|[上中下]游|源头|[干支]流)"
)
_QUESTION = 60  # a text shorter than this is a question or a title
# Counties whose name begins like the end of a town's (GB/T 2260): 南阳|镇平县 is no 南阳镇.
_COUNTY_OF_TOWN = re.compile("乡[城宁]县|镇[原坪安巴平康远雄赉]县|镇江市|镇海区|镇宁布|镇沅彝")
# Before 和县 these make it "… and the county".
_BEFORE_AND = frozenset("市县区委镇乡村省州盟旗")
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_NATURE = frozenset("山河江湖海岛岭")
# A short name that goes on is another place's: 白河社区, 玉屏村, 赤水河; 上海社区 may still be Shanghai's.
_VILLAGE_END = re.compile(r"村(?![民级庄])")
_PLACE_END = re.compile(r"村(?![民级庄])|社区|街道|镇|乡(?!村)|河(?![长道])|湖|山(?!区)")
_LONGER = {HIGH_SHORT: _VILLAGE_END, **dict.fromkeys((CITY_WORD, SHORT, SHORT_WORD, FAMOUS), _PLACE_END)}
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
    ZONE: 3,
    STOP: 4,
}


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
    found = [(-_PRIORITY[kinds[i]], s - e, s, e, i) for s, e, i in lexicon.automaton.find_overlapping(text)]
    if not found:
        return []
    found.sort()
    taken = bytearray(len(text))
    hits: list[Hit] = []
    for _, _, start, end, index in found:
        if taken[start] or taken[end - 1]:
            continue
        kind = kinds[index]
        if not _fits(text, start, end, kind):
            continue
        taken[start:end] = b"\x01" * (end - start)
        if kind != STOP:
            name = names[index]
            hit = Hit(start, end, name, kind, lexicon.codes(name, kind))
            if kind in {TOWN_WORD, SHORT_WORD}:
                hit.kind, hit.wordy = TOWN if kind == TOWN_WORD else SHORT, True
            hits.append(hit)
    hits.sort(key=lambda hit: hit.start)
    for hit, following in pairwise(hits):
        if hit.end == following.start:
            following.before = hit
    for hit in hits:
        hit.clean = hit.start == 0 or bool(_CLEAN.match(text[hit.start - 1]))
    return hits


def _fits(text: str, start: int, end: int, kind: int) -> bool:
    """Say whether a name of that kind can end here: not 贾汪路, 武夷山北麓, 白河社区, 合作市场, 和平区域, 兴隆乡村."""
    if kind in {TOWN, TOWN_WORD}:
        return _town_fits(text, end)
    if kind in _LONGER:
        return not (_ROAD.match(text, end) or _LANDSCAPE.match(text, end) or _LONGER[kind].match(text, end))
    return not (kind == FULL and text[end - 1 : end + 1] in {"市场", "区域", "区间"})


def _town_fits(text: str, end: int) -> bool:
    """Say whether 镇/乡 ends a name here: not 兴隆乡村, 新建镇村."""
    following = text[end : end + 2]
    last = text[end - 1]
    if last in "乡镇" and following[:1] == "村" and following != "村民":
        return False
    if last == "乡" and following[:1] in set("镇亲贤风土愁情音间"):
        return False
    if _COUNTY_OF_TOWN.match(text, end - 1):
        return False
    return not (following[:1] in set("区域") and last == "镇")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a text offers to judge doubtful names by.

    Attributes:
        home: the code of the place that the text is about, where known.
        towns: names of towns that stand somewhere with clean borders.
        codes: codes, then and now, of home, of places named in full, and of the prefectures.
    """

    text: str
    places: Gazetteer
    home: str | None
    towns: frozenset[str]
    codes: frozenset[str]


def accept(hits: list[Hit], text: str, places: Gazetteer, home: str | None) -> list[Hit]:
    """Give the hits that are places: sure ones first, then those that the sure ones support."""
    for hit in hits:
        hit.accepted = hit.kind in {FULL, HIGH_SHORT, FAMOUS, ZONE}
        if hit.kind == TOWN:
            hit.accepted = _town_stands(hit)
    towns = frozenset(hit.name for hit in hits if hit.kind == TOWN and hit.accepted and hit.clean)
    evidence = Evidence(text, places, home, towns, _full_codes(hits, home, places))
    _trust_short(hits, text)
    for _ in range(2):
        for at, hit in enumerate(hits):
            if not hit.accepted:
                hit.accepted = _supported(at, hits, evidence)
    accepted = [hit for hit in hits if hit.accepted]
    for hit in accepted:
        if hit.before is not None and not hit.before.accepted:
            hit.before = None
    return accepted


def _town_stands(hit: Hit) -> bool:
    """Say whether a town's name stands by itself or right behind another place (唐镇 only behind a full name)."""
    before = hit.before
    if before is not None and (before.kind in {FULL, TINY} or (before.kind != SHORT and len(hit.name) > 2)):
        return True
    return not hit.wordy and (hit.clean or len(hit.name) > 3)


def _trust_short(hits: list[Hit], text: str) -> None:
    """Accept a county's short name without more ado where it is long (门头沟), or in a question."""
    question = len(text) < _QUESTION
    for hit in hits:
        long = len(hit.name) > 2 and hit.name[-1] not in _NATURE
        if hit.kind == SHORT and hit.clean and not hit.wordy and (long or question):
            hit.accepted = True


def _full_codes(hits: list[Hit], home: str | None, places: Gazetteer) -> frozenset[str]:
    """Give the codes, then and now, of home, the places named in full and the prefectures."""
    codes = {home} if home else set()
    for hit in hits:
        if hit.kind == FULL and hit.accepted:
            codes.update(hit.codes)
            codes.update(places.successor_code(code, hit.name) for code in hit.codes)
        elif hit.kind in {HIGH_SHORT, FAMOUS} and hit.accepted:
            codes.update(code for code in hit.codes if code.endswith("00"))
    return frozenset(codes)


def _supported(at: int, hits: list[Hit], evidence: Evidence) -> bool:
    """Say whether the text around a doubtful name makes it a place."""
    hit, before = hits[at], hits[at].before
    behind = before is not None and before.accepted
    if hit.kind == TOWN:
        return hit.name in evidence.towns or evidence.home in hit.codes or behind
    if before is not None and behind and before.kind != TOWN and _inside(hit, before, evidence.places):
        return True
    if hit.kind == TINY:
        prefix = evidence.text[max(0, hit.start - 1) : hit.start]
        return evidence.home in hit.codes or (hit.clean and prefix not in _BEFORE_AND)
    if _listed(at, hits, evidence.text):
        return True
    if hit.kind == WORDLIKE:
        above = any(code[:4] + "00" in evidence.codes for code in hit.codes)
        return (above or evidence.home in hit.codes) and len(hit.name) > 2 and hit.clean
    return _short_supported(at, hits, evidence)


def _short_supported(at: int, hits: list[Hit], evidence: Evidence) -> bool:
    """Say whether a short name has its full name or its prefecture in the text, or a place of its own right behind."""
    hit, places = hits[at], evidence.places
    now = {places.successor_code(code) for code in hit.codes}
    if evidence.codes.intersection(hit.codes) or evidence.codes & now:
        return True
    if hit.clean and not hit.wordy and any(_prefecture(code) in evidence.codes for code in now):
        return True  # 龙岩市…，在漳平
    following = hits[at + 1] if at + 1 < len(hits) else None
    if following is None or following.start != hit.end:
        return False
    if following.kind == TOWN:
        return bool(now & set(following.codes))
    return hit.kind == CITY_WORD and hit.clean and _inside(following, hit, places)


def _prefecture(code: str) -> str:
    """Give the code of the prefecture, or municipality, that a county lies in."""
    return code[:2] + "0000" if code[:2] in _MUNICIPALITIES else code[:4] + "00"


def _listed(at: int, hits: list[Hit], text: str) -> bool:
    """Say whether an accepted place of a county's rank or higher stands beside it in a list."""
    hit = hits[at]
    for other in hits[max(0, at - 1) : at + 2]:
        if other is not hit and other.accepted and other.kind != TOWN:
            gap = text[other.end : hit.start] if other.start < hit.start else text[hit.end : other.start]
            if gap in {"、", "和", "及"}:
                return True
    return False


def _inside(hit: Hit, before: Hit, places: Gazetteer) -> bool:
    """Say whether one of a hit's codes lies in one of those before it."""
    for code in hit.codes:
        for now in {code, places.successor_code(code, hit.name)}:
            for above in before.codes:
                if places.within(now, places.successor_code(above, before.name)) and now != above:
                    return True
    return False
