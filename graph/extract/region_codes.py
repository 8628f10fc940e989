"""Codes for accepted place names: containment before the name, the text's other places, its home."""

from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest

from graph.extract.region_lexicon import CITY_WORD, HIGH_SHORT, TOWN
from graph.extract.region_scan import Hit
from graph.gazetteer import Gazetteer
from graph.gazetteer.places import level_of, parent_codes

_LONG = 5  # characters of a town's name that only one county of the country has, whatever else the text names
_FEW = 8  # a town's name in more counties than this says nothing about which is meant


@dataclass(frozen=True, slots=True)
class Context:
    """What a text's places say.

    Attributes:
        home: the code of the place that the text is about, where known.
        named: how often each sure code is named.
        towns: how many mentions of towns speak for a county.
        kin: how many sure places lie in a prefecture (four digits).
    """

    places: Gazetteer
    home: str | None
    named: Counter[str]
    towns: Counter[str]
    kin: Counter[str]


def resolve(hits: list[Hit], places: Gazetteer, home: str | None) -> None:
    """Give each hit its code of today (None where it is not certain), level and norm."""
    context = Context(places, home, Counter(), Counter(), Counter())
    for hit in hits:
        if hit.kind == TOWN:
            if len(hit.codes) <= _FEW:
                context.towns.update(set(hit.codes))
            continue
        now = {places.successor_code(code, hit.name) for code in hit.codes}
        if len(now) == 1:
            context.named[next(iter(now))] += 1
            context.kin[next(iter(now))[:4]] += 1
    if home:
        context.named.update({home: 2, **dict.fromkeys(parent_codes(home), 1)})
    fixed: dict[str, str | None] = {}
    for hit, following in zip_longest(hits, hits[1:]):
        same = fixed.get(hit.name)
        if hit.kind == TOWN:
            hit.code = _town_code(hit, context, same)
        else:
            own = (
                following.codes if following is not None and following.before is hit and following.kind == TOWN else ()
            )
            hit.code = _code(hit, context, same, own)
        if hit.code and (hit.before is not None or hit.name not in fixed):
            fixed[hit.name] = hit.code
    for hit in hits:
        hit.code = hit.code or fixed.get(hit.name)
        _name(hit, places)


def _code(hit: Hit, context: Context, same: str | None, towns: tuple[str, ...]) -> str | None:
    """Give the code that fits a county or higher place best, None where two fit alike; `towns`: of a town behind it."""
    if not hit.codes or (same and hit.before is None):
        return same
    places = context.places
    now_of = {code: places.successor_code(code, hit.name) for code in hit.codes}
    if hit.kind in {HIGH_SHORT, CITY_WORD} or hit.name.endswith("市"):
        high = _high(hit, {now for code, now in now_of.items() if code == now}, places)
        if high:
            return high
    options: dict[str, int] = {}
    for code, now in now_of.items():
        own = places.name(code) if now == code else ""
        # 盘山 is 盘山县 rather than what was called so once, 井陉 not 井陉矿区.
        score = 2 * (now == code) + 6 * (own == hit.name) + 3 * (own[:-1] == hit.name)
        score += _fit(hit, now, context, same) + 15 * (now in towns)
        options[now] = max(score, options.get(now, score))
    best = max(options.values())
    top = [code for code, score in options.items() if score == best]
    return top[0] if len(top) == 1 else None


def _high(hit: Hit, codes: set[str], places: Gazetteer) -> str | None:
    """Give the province or prefecture that a name means first of all (吉林, 海南, 毕节市), if it can stand here."""
    high = sorted(code for code in codes if code.endswith("00") and places.is_current(code))
    before = hit.before.code if hit.before is not None else None
    if before:
        high = [code for code in high if places.within(code, before) and code != before]
    return min(high, key=lambda code: (not code.endswith("0000"), code), default=None)


_LEVELS = 4  # a name has at most province, prefecture, county and town before it


def _fit(hit: Hit, code: str, context: Context, same: str | None) -> int:
    """Weigh how well a code fits: the places right before the name, then home, then the rest of the text."""
    score = 30 * (code == context.home) + 25 * (code == same)
    score += min(context.named[code], 5) + 3 * min(context.towns[code], 3)
    score += 2 * min(context.kin[code[:4]], 2)
    score -= 20 * (not context.places.is_current(code))
    above = hit.before
    for _ in range(_LEVELS):
        if above is None:
            break
        score += 40 * bool(above.code and above.code != code and context.places.within(code, above.code))
        above = above.before
    for up in parent_codes(code):
        if context.named[up]:
            score += 4 if up.endswith("0000") else 8
    return score


def _town_code(hit: Hit, context: Context, same: str | None) -> str | None:
    """Give a town's county: the one written before it, else the text's, else the country's only one."""
    places = context.places
    before = hit.before.code if hit.before is not None else None
    options = sorted({places.successor_code(code) for code in hit.codes})
    if before and level_of(before) == "county":
        return before
    if before:
        options = [code for code in options if places.within(code, before)]
        if len(options) == 1:
            return options[0]
    elif same:
        return same
    for likely in (context.home, same):
        if likely in options:
            return likely
    if before:
        return None
    if len(options) == 1 and len(hit.name) >= _LONG:
        return options[0]  # 延吉新村街道: nowhere else
    return _lone_town(options, context)


def _lone_town(options: list[str], context: Context) -> str | None:
    """Give the county of a town that stands alone, from the places of the text; None where they disagree."""
    named = [code for code in options if context.named[code]]
    around = [code for code in options if context.named[code[:4] + "00"]]
    near = named or around
    if near:
        return near[0] if len(near) == 1 else None
    known = [code for code, count in context.named.items() if count]
    provinces = [code for code in known if code.endswith("0000")]
    if known and not any(context.places.within(code, up) for code in options for up in provinces):
        counties = [code for code in known if level_of(code) == "county"]
        return counties[0] if len(counties) == 1 else None
    return options[0] if len(options) == 1 else None


def _name(hit: Hit, places: Gazetteer) -> None:
    """Set level and norm (today's own name)."""
    if hit.kind == TOWN:
        hit.level, hit.norm = "town", places.town_name(hit.name, hit.code)
        return
    if not hit.codes:
        hit.level, hit.norm = "county", hit.name
        return
    now = places.successor_code(hit.code or hit.codes[0], hit.name)
    hit.level, hit.norm = level_of(now), places.name(now) or hit.name
