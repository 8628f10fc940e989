"""The place that a case is about: named, or inferred from its towns and villages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from graph.gazetteer import Gazetteer, gazetteer
from graph.gazetteer.places import level_of
from graph.schema import Mention

_LEAD = 300
_SURE = 0.6


@dataclass(frozen=True, slots=True)
class CaseRegion:
    """The place whose experience a case reports.

    Attributes:
        name: its own official name; empty where unknown.
        full_name: with its ancestors' names before it.
        code: six digits, or None where the evidence does not carry one.
        level: province, city or county; empty where unknown.
        inferred: True where the text does not name it.
        confidence: 0 to 1.
        reasons: what speaks for it, in Chinese.
    """

    name: str
    full_name: str
    code: str | None
    level: str
    inferred: bool
    confidence: float
    reasons: tuple[str, ...]


UNKNOWN = CaseRegion("", "", None, "", False, 0.0, ("文中没有可定位的地名",))


def case_region(text: str, title: str | None, mentions: Sequence[Mention], masked: bool = False) -> CaseRegion:
    """Give the place that a case is about, in order of trust: title, lead, majority, towns.

    Args:
        text: the case's reading text.
        title: its title, if it has one.
        mentions: the case's region mentions (others are ignored), offsets in the text.
        masked: whether the text masks its places (xx区).
    """
    places = gazetteer()
    regions = [m for m in mentions if m.type == "region" and m.fields.get("code")]
    named = [m for m in regions if m.fields["level"] == "county"]
    if named:
        return _from_counties(text, title, named, places)
    inferred = _from_towns(mentions, places)
    if inferred is not None and (masked or inferred.confidence >= _SURE or not regions):
        return inferred
    cities = [m for m in regions if m.fields["level"] in {"city", "province"}]
    if cities and not masked:
        return _from_cities(text, title, cities, places)
    return UNKNOWN


def _place(code: str, places: Gazetteer, inferred: bool, confidence: float, reasons: tuple[str, ...]) -> CaseRegion:
    place = places.place(code)
    if place is None:
        return UNKNOWN
    return CaseRegion(place.name, place.full_name, code, place.level, inferred, round(confidence, 2), reasons)


def _rank(text: str, title: str | None, mentions: Sequence[Mention]) -> tuple[str, float, tuple[str, ...]]:
    """Give the code with most trust, the trust and why."""
    in_title = len(title or "")
    head = (title or "") if title and text.lstrip().startswith(title[:6]) else ""
    votes: Counter[str] = Counter()
    reasons: dict[str, dict[str, None]] = {}
    for mention in mentions:
        code = mention.fields["code"]
        surface = text[mention.start : mention.end]
        if title and (surface in title) and (not head or mention.start <= in_title + 2):
            votes[code] += 12
            reasons.setdefault(code, {})[f"标题写明{surface}"] = None
        elif mention.start < in_title + _LEAD:
            votes[code] += 4
            reasons.setdefault(code, {})[f"开头写明{surface}"] = None
        elif mention.start > len(text) - 60:
            votes[code] += 2
            reasons.setdefault(code, {})[f"落款或结尾写明{surface}"] = None
        else:
            votes[code] += 1
        if mention.start < in_title + _LEAD:
            votes[code] += 2 * (mention is mentions[0])
    code = min(votes, key=lambda c: (-votes[c], c))
    total = sum(votes.values())
    times = sum(1 for mention in mentions if mention.fields["code"] == code)
    why = (*reasons.get(code, {}), f"全文提及{times}次")
    return code, votes[code] / total, why


def _from_counties(text: str, title: str | None, named: Sequence[Mention], places: Gazetteer) -> CaseRegion:
    code, share, reasons = _rank(text, title, named)
    return _place(code, places, False, 0.5 + share / 2, reasons)


def _from_cities(text: str, title: str | None, named: Sequence[Mention], places: Gazetteer) -> CaseRegion:
    lower = [m for m in named if m.fields["level"] == "city"] or list(named)
    code, share, reasons = _rank(text, title, lower)
    return _place(code, places, False, 0.4 + share / 2, reasons)


def _from_towns(mentions: Sequence[Mention], places: Gazetteer) -> CaseRegion | None:
    """Infer the county from the towns and villages named; None where the evidence is too thin."""
    towns = sorted({m.norm for m in mentions if m.type == "region" and m.fields.get("level") == "town"})
    villages = sorted({m.norm for m in mentions if m.type == "region" and m.fields.get("level") == "village"})
    above = {m.fields["code"] for m in mentions if m.type == "region" and m.fields.get("level") in {"province", "city"}}
    above.discard(None)
    votes: Counter[str] = Counter()
    support: dict[str, list[str]] = {}
    for town in towns:
        counties = places.town_counties(town)
        for code in counties:
            votes[code] += 10_000 // len(counties)
            support.setdefault(code, []).append(town)
    coded: Counter[str] = Counter()
    for code, name in {(m.fields.get("code"), m.norm) for m in mentions if m.type == "region"}:
        if code and name in towns and level_of(code) == "county":
            votes[code] += 10_000
            coded[code] += 1
            if name not in support.setdefault(code, []):
                support[code].append(name)
    if not votes:
        counties_of = {places.village_county(name) for name in villages} - {None}
        if len(counties_of) == 1 and len(villages) > 1:
            for code in counties_of:
                votes[str(code)] += 4_000
                support[str(code)] = []
    if not votes:
        return None
    inside = {code: n for code, n in votes.items() if any(places.within(code, up) for up in above)}
    if above and not inside:
        return None
    pool = inside or dict(votes)
    leaders = sorted(pool, key=lambda code: (-len(support[code]), -pool[code], code))[:5]
    known = {code: [name for name in villages if places.has_village(code, name)] for code in leaders}
    weight = {code: 2 * len(support[code]) + len(known[code]) + coded[code] for code in leaders}
    leaders.sort(key=lambda code: (-weight[code], -pool[code], code))
    best = leaders[0]
    own = weight[best]
    rival = max((weight[code] for code in leaders[1:]), default=0)
    unique = [town for town in support[best] if places.town_counties(town) == (best,)]
    if own <= rival or not (unique or len(support[best]) > 1 or (inside and len(inside) == 1) or own > 2):  # noqa: PLR2004
        return None
    confidence = min(0.99, 0.5 + 0.1 * len(unique) + 0.05 * (own - rival))
    reasons = [f"乡镇{'、'.join(support[best])}同属该县"] if support[best] else []
    if unique:
        reasons.append(f"{'、'.join(unique)}全国仅此一处")
    if known[best]:
        reasons.append(f"村名{'、'.join(known[best])}见于该县")
    return _place(best, places, True, confidence, tuple(reasons))
