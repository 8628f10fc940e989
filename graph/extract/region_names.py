"""Named places of the gazetteer in a text: which hits are places, and which codes they have."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from graph.extract.region_lexicon import (
    CITY_WORD,
    FAMOUS,
    FULL,
    HIGH_SHORT,
    SHORT,
    STOP,
    TINY,
    TOWN,
    TOWN_WORD,
    WORDLIKE,
    Lexicon,
)
from graph.gazetteer import Gazetteer
from graph.gazetteer.places import level_of, parent_codes

# What may stand before a name that begins there: no Chinese character, or one that ends a phrase.
_CLEAN = re.compile(
    r"[^一-龥]|[在到从向对为是与和及由据让的了位于进往至跟来日前上间时以将把被使给去赴里内外过离、之自像有如于等即经同近邻靠因说称叫市县区州省盟旗镇乡村道]"
)
_ROAD = re.compile(r"(?:[东南西北中]?路(?!线|径|子)|大道|大街|街(?![道头区巷上])|时间|方言|话|菜|人参|火腿)")
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
        if kind in {TOWN, TOWN_WORD} and not _town_fits(text, start, end):
            continue
        if kind in {HIGH_SHORT, CITY_WORD, SHORT, FAMOUS} and _ROAD.match(text, end):
            continue
        if kind == FULL and text[end - 1] == "市" and text.startswith("场", end):
            continue
        taken[start:end] = b"\x01" * (end - start)
        if kind != STOP:
            name = names[index]
            hit = Hit(start, end, name, kind, lexicon.codes(name, kind))
            if kind == TOWN_WORD:
                hit.kind, hit.wordy = TOWN, True
            hits.append(hit)
    hits.sort(key=lambda hit: hit.start)
    for hit, following in zip(hits, hits[1:], strict=False):
        if hit.end == following.start:
            following.before = hit
    for hit in hits:
        hit.clean = hit.start == 0 or bool(_CLEAN.match(text[hit.start - 1]))
    return hits


def _town_fits(text: str, start: int, end: int) -> bool:
    """Say whether 镇/乡 ends a name here: not 兴隆乡村, 新建镇村; a short one must begin cleanly."""
    following = text[end : end + 2]
    last = text[end - 1]
    if last in "乡镇" and following[:1] == "村" and following != "村民":
        return False
    if last == "乡" and following[:1] in set("镇亲贤风土愁情音间"):
        return False
    return not (following[:1] in set("区域") and last == "镇")


def decide(hits: list[Hit], text: str, places: Gazetteer, home: str | None) -> None:
    """Accept or drop each hit and give the accepted ones code, level and norm."""
    for hit in hits:
        hit.accepted = hit.kind in {FULL, HIGH_SHORT, FAMOUS}
        if hit.kind == TOWN:
            joined = hit.before is not None and hit.before.kind != SHORT
            hit.accepted = joined or (not hit.wordy and (hit.clean or len(hit.name) > 3))  # noqa: PLR2004
    known = {hit.name for hit in hits if hit.accepted and (hit.kind != TOWN or hit.clean)}
    evidence = _full_codes(hits, home, places)
    for _ in range(2):
        for at, hit in enumerate(hits):
            if not hit.accepted:
                hit.accepted = _supported(at, hits, text, places, known, evidence, home)
    _resolve(hits, text, places, home)


def _full_codes(hits: list[Hit], home: str | None, places: Gazetteer) -> set[str]:
    """Give the codes, then and now, of the places that the text names in full, and of home."""
    codes = {home} if home else set()
    for hit in hits:
        if hit.kind == FULL and hit.accepted:
            codes.update(hit.codes)
            codes.update(places.successor_code(code, hit.name) for code in hit.codes)
    return codes


def _supported(
    at: int, hits: list[Hit], text: str, places: Gazetteer, known: set[str], evidence: set[str], home: str | None
) -> bool:
    """Say whether the text around a doubtful name makes it a place."""
    hit = hits[at]
    before = hit.before
    inside = before is not None and before.accepted and before.kind != TOWN and _inside(hit, before, places)
    if hit.kind == TOWN:
        return hit.name in known or (home is not None and home in hit.codes) or (before is not None and before.accepted)
    if inside:
        return True
    if hit.kind == WORDLIKE:
        return bool(home and home in hit.codes and len(hit.name) > 2) or _listed(at, hits, text)  # noqa: PLR2004
    if hit.kind == TINY:
        return (
            (hit.clean and not text[: hit.start].endswith(("市", "县", "区", "委"))) or bool(home and home in hit.codes)
        )
    now = {places.successor_code(code) for code in hit.codes}
    if evidence.intersection(hit.codes) or evidence & now:
        return True
    if hit.kind == CITY_WORD and hit.clean and _city_follows(at, hits, places):
        return True
    following = hits[at + 1] if at + 1 < len(hits) else None
    if following is not None and following.start == hit.end and following.kind == TOWN:
        return bool(now & set(following.codes))
    return len(hit.name) > 1 and _listed(at, hits, text)


def _city_follows(at: int, hits: list[Hit], places: Gazetteer) -> bool:
    following = hits[at + 1] if at + 1 < len(hits) else None
    return following is not None and following.start == hits[at].end and _inside(following, hits[at], places)


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


def _resolve(hits: list[Hit], text: str, places: Gazetteer, home: str | None) -> None:
    """Choose the codes: containment before the name, then places of the text, then home."""
    hits[:] = [hit for hit in hits if hit.accepted]
    context: Counter[str] = Counter()
    for hit in hits:
        now = {places.successor_code(code, hit.name) for code in hit.codes}
        if hit.kind != TOWN and len(now) == 1:
            context[next(iter(now))] += 1
    if home:
        context[home] += 2
        for above in parent_codes(home):
            context[above] += 1
    towns = Counter(code for hit in hits if hit.kind == TOWN and len(hit.codes) <= 8 for code in set(hit.codes))  # noqa: PLR2004
    fixed: dict[str, str | None] = {}
    for hit in hits:
        if hit.before is not None and not hit.before.accepted:
            hit.before = None
        hit.code = _choose(hit, context, towns, places, home, fixed.get(hit.name))
        if hit.code and (hit.before is not None or hit.name not in fixed):
            fixed[hit.name] = hit.code
    for hit in hits:
        if hit.code is None and hit.name in fixed:
            hit.code = fixed[hit.name]
        _name(hit, places)


def _choose(
    hit: Hit, context: Counter[str], towns: Counter[str], places: Gazetteer, home: str | None, same: str | None
) -> str | None:
    """Give the code of today that fits best; a town's only where it is certain."""
    if hit.kind == TOWN:
        return _choose_town(hit, context, places, home, same)
    now_of = {code: places.successor_code(code, hit.name) for code in hit.codes}
    before = hit.before.code if hit.before is not None else None
    if hit.kind in {HIGH_SHORT, CITY_WORD} or hit.name.endswith("市"):
        high = sorted(
            {now for code, now in now_of.items() if now.endswith("00") and places.is_current(now) and code == now},
            key=lambda now: (
                not (before and before != now and places.within(now, before)),
                now.rstrip("0") != now[:2],
                now,
            ),
        )
        if high and not (before and not any(places.within(now, before) for now in high)):
            return high[0]
    options: dict[str, int] = {}
    for code, now in now_of.items():
        score = 2 * (now == code) + 6 * (now == code and places.name(code) == hit.name)
        score -= 20 * (not places.is_current(now))
        above = hit.before
        while above is not None:
            score += 40 * bool(above.code and above.code != now and places.within(now, above.code))
            above = above.before
        score += 30 * (now == home) + 25 * (now == same) + min(context[now], 5) + 3 * min(towns[now], 3)
        for up in parent_codes(now):
            score += 8 if context[up] and not up.endswith("0000") else 4 * bool(context[up])
        options[now] = max(score, options.get(now, -99))
    best = max(options.values())
    top = [code for code, score in options.items() if score == best]
    return top[0] if len(top) == 1 else None


def _choose_town(hit: Hit, context: Counter[str], places: Gazetteer, home: str | None, same: str | None) -> str | None:
    """Give a town's county: the one written before it, else the text's, else the country's only one."""
    before = hit.before.code if hit.before is not None else None
    options = {places.successor_code(code) for code in hit.codes}
    if before and level_of(before) == "county":
        return before
    if before:
        inside = sorted(code for code in options if places.within(code, before))
        return inside[0] if len(inside) == 1 else home if home in inside else same if same in inside else None
    if same:
        return same
    if home in options:
        return home
    named = sorted(code for code in options if context[code])
    if named:
        return named[0] if len(named) == 1 else None
    around = sorted(code for code in options if any(context[up] and up[2:] != "0000" for up in parent_codes(code)))
    if around:
        return around[0] if len(around) == 1 else None
    known = [code for code in context if context[code]]
    if known and not any(places.within(code, up) for code in options for up in known if up.endswith("0000")):
        counties = [code for code in known if level_of(code) == "county"]
        return counties[0] if len(counties) == 1 else None
    return next(iter(options)) if len(options) == 1 else None


def _name(hit: Hit, places: Gazetteer) -> None:
    """Set level and norm (today's own name)."""
    if hit.kind == TOWN:
        hit.level, hit.norm = "town", places.town_name(hit.name, hit.code)
        return
    code = hit.code or hit.codes[0]
    now = places.successor_code(code, hit.name)
    place = places.place(now)
    hit.level = level_of(now)
    hit.norm = place.name if place else hit.name


def hit_ending_at(ends: list[int], hits: list[Hit], offset: int) -> Hit | None:
    """Give the last hit that ends at or before an offset."""
    at = bisect_right(ends, offset) - 1
    return hits[at] if at >= 0 else None
