"""The county that a text does not name, inferred from the towns and villages that it does."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.gazetteer import Gazetteer
from graph.gazetteer.places import level_of
from graph.schema import Mention

_LEADERS = 5
_TOLD_OFTEN = 2  # times that a village comes back in a text that is about it


@dataclass(frozen=True, slots=True)
class Inferred:
    """A county, how far its towns and villages speak for it (0 to 1), and why (Chinese)."""

    code: str
    confidence: float
    reasons: tuple[str, ...]


def from_village(mentions: Sequence[Mention], places: Gazetteer) -> Inferred | None:
    """Give the county of the one village that a text comes back to, where it names no town.

    It is the county named that has such a village; where none is named, the only one of the province or
    prefecture named.
    """
    of_level: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.type == "region":
            of_level.setdefault(mention.fields["level"], []).append(mention)
    times = Counter(m.norm for m in of_level.get("village", ()))
    if "town" in of_level or len(times) != 1:
        return None
    ((name, number),) = times.items()
    above = {m.fields["code"] for level in ("city", "province") for m in of_level.get(level, ())} - {None}
    lowest = {code for code in above if not any(code != other and places.within(other, code) for other in above)}
    named = {m.fields["code"] for m in of_level.get("county", ())} - {None}
    inside = named or (places.counties_of(lowest.pop()) if len(lowest) == 1 else ())
    counties = [code for code in inside if places.has_village(code, name)] if number >= _TOLD_OFTEN else []
    if len(counties) != 1:
        return None
    return Inferred(counties[0], 0.6, (f"文中{number}次写到{name}，所写地方中只有该县有此村名",))


@dataclass(slots=True)
class _Support:
    """What speaks for one county: its towns in the text, how many of them the text itself places there, a vote."""

    towns: list[str] = field(default_factory=list)
    coded: int = 0
    votes: int = 0
    villages: list[str] = field(default_factory=list)

    @property
    def weight(self) -> int:
        """Count a town twice, a village once."""
        return 2 * len(self.towns) + len(self.villages) + self.coded


def from_towns(mentions: Sequence[Mention], places: Gazetteer) -> Inferred | None:
    """Infer the county from the towns and villages named; None where the evidence is too thin."""
    regions = [m for m in mentions if m.type == "region"]
    villages = sorted({m.norm for m in regions if m.fields.get("level") == "village"})
    above = {m.fields["code"] for m in regions if m.fields.get("level") in {"province", "city"}} - {None}
    support = _town_support(regions, places) or _village_support(villages, places)
    if above:
        support = {code: one for code, one in support.items() if any(places.within(code, up) for up in above)}
    if not support:
        return None
    leaders = sorted(support, key=lambda code: (-len(support[code].towns), -support[code].votes, code))[:_LEADERS]
    for code in leaders:
        support[code].villages = [name for name in villages if places.has_village(code, name)]
    leaders.sort(key=lambda code: (-support[code].weight, -support[code].votes, code))
    best, rival = support[leaders[0]], support[leaders[1]].weight if len(leaders) > 1 else 0
    alone = [town for town in best.towns if places.town_counties(town) == (leaders[0],)]
    enough = alone or len(best.towns) > 1 or best.weight > 2 or (above and len(support) == 1)
    if best.weight <= rival or not enough:
        return None
    confidence = min(0.99, 0.5 + 0.1 * len(alone) + 0.05 * (best.weight - rival))
    return Inferred(leaders[0], round(confidence, 2), _why(best, alone))


def _why(best: _Support, alone: list[str]) -> tuple[str, ...]:
    parts = (
        (best.towns, "乡镇{}同属该县"),
        (alone, "{}全国仅此一处"),
        (best.villages, "村名{}见于该县"),
    )
    return tuple(form.format("、".join(names)) for names, form in parts if names)


def _town_support(regions: Sequence[Mention], places: Gazetteer) -> dict[str, _Support]:
    """Give the counties that have a town of the text, by name or by the code that the mention bears."""
    support: dict[str, _Support] = {}
    towns = {m.norm: m.fields.get("code") for m in regions if m.fields.get("level") == "town"}
    for name, code in sorted(towns.items()):
        counties = dict.fromkeys(places.town_counties(name), 0)
        if code and level_of(code) == "county":
            counties[code] = 1
        for county, coded in counties.items():
            one = support.setdefault(county, _Support())
            one.towns.append(name)
            one.coded += coded
            one.votes += 10_000 // len(counties)
    return support


def _village_support(villages: list[str], places: Gazetteer) -> dict[str, _Support]:
    """Give the one county that two or more villages found nowhere else lie in."""
    only = [county for county in map(places.village_county, villages) if county]
    return {only[0]: _Support()} if len(only) > 1 and len(set(only)) == 1 else {}
