"""The place that a case is about: named, or inferred from its towns and villages."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from graph.gazetteer import Gazetteer, gazetteer
from graph.gazetteer.places import level_of
from graph.schema import CaseRegion, Mention

_LEAD = 300
_TAIL = 60
_OPENING = 80  # characters that hold a headline, with what stands before it
_SURE = 0.6
_LEADERS = 5
_ROUND = 4  # prefectures of one province that make a round-up
_MOST = 0.5  # of the places lie in one province when a text is about it
_OURS = re.compile("[我全][县区市旗州]")
_PARAGRAPH = 40  # characters: a shorter first paragraph is a title or a by-line


UNKNOWN = CaseRegion(None, None, None, None, False, 0.0, ("文中没有可定位的地名",))


def case_region(text: str, title: str | None, mentions: Sequence[Mention], masked: bool = False) -> CaseRegion:
    """Give the place that a case is about, in order of trust: title, lead, majority, towns.

    Args:
        text: the case's reading text.
        title: its title, if it has one.
        mentions: the case's region mentions (others are ignored), offsets in the text.
        masked: whether the text masks its places (xx区).
    """
    places = gazetteer()
    coded = [m for m in mentions if m.type == "region" and m.fields.get("code")]
    regions = [m for m in coded if not _NOT_WHERE.match(text, m.end)] or coded
    regions = [m for m in regions if not _is_venue(text, m, regions)]
    if ours := _our_province(text, regions, places):
        return ours
    named = [m for m in regions if m.fields["level"] == "county"]
    headline = _before_colon(text, title, regions) or _who_helps(text, regions)
    if headline:
        return _from_mentions(text, title, headline, places)
    if not masked and (village := _from_village(text, title, mentions, regions, places)):
        return village
    broad = [] if masked else _alone_in_lead(text, title, regions) or _broad(text, title, regions)
    if broad:
        return _from_mentions(text, title, broad, places)
    round_up = _round_up(regions, places)
    if round_up is not None and not title:
        return round_up
    if named:
        return _spread(text, title, named, regions, places) or _from_mentions(text, title, named, places)
    inferred = _from_towns(mentions, places)
    higher = [] if masked else [m for m in regions if m.fields["level"] in {"city", "province"}]
    if inferred is not None and (not higher or inferred.confidence >= _SURE):
        return inferred
    for level in ("city", "province"):
        of_level = [m for m in higher if m.fields["level"] == level]
        if of_level:
            return _from_mentions(text, title, of_level, places)
    return UNKNOWN


# 太原8月6日讯: where the report was sent from; 井冈山精神, 遵义会议: what once happened there.
_NOT_WHERE = re.compile(
    r"\d{1,2}月\d{1,2}日(?:讯|电|消息)|精神|会师|起义|战役|整风|会议(?!中心|室|厅)|革命(?!老区|烈士|纪念)"
)
_OUR_PROVINCE = re.compile("我省")
# 首届无锡市大赛决赛在惠山区举行: where something takes place that belongs to a higher place.
_VENUE = re.compile("[^，。；\n]{0,8}?(?:举行|召开|举办|开幕)")
# 建行安顺市分行, 襄阳市委编办: the place of a body need not be the one told of.
_BODY_AFTER = re.compile("委[组宣统编政农]|[\u4e00-\u9fff]{0,6}(?:局|厅|分行|支行|公司|集团|大学|学院|日报)")
_LEVELS = ("county", "town", "village")
_TOLD_OFTEN = 3  # times that a village comes back in a text that is about it


def _is_venue(text: str, mention: Mention, regions: Sequence[Mention]) -> bool:
    """Say whether a place is only where an event of a higher place is held, which the text has named before."""
    code, start = mention.fields["code"], mention.start
    return (
        text[start - 1 : start] == "在"
        and _VENUE.match(text, mention.end) is not None
        and any(
            m.end < start - 1 and m.fields["code"] != code and Gazetteer.within(code, m.fields["code"]) for m in regions
        )
    )


def _our_province(text: str, regions: Sequence[Mention], places: Gazetteer) -> CaseRegion | None:
    """Give the province of a text that opens with 我省: the one it names first, or that of all its places."""
    counties = {m.fields["code"] for m in regions if m.fields["level"] == "county"}
    if not regions or len(counties) == 1 or _OURS.search(text) or not _OUR_PROVINCE.search(text, 0, _LEAD):
        return None
    first = regions[0]
    provinces = {m.fields["code"][:2] for m in ([first] if first.fields["level"] == "province" else regions)}
    if len(provinces) != 1:
        return None
    return _place(provinces.pop() + "0000", places, True, 0.7, ("开头写“我省”，所提地名在此省",))


def _from_village(
    text: str, title: str | None, mentions: Sequence[Mention], regions: Sequence[Mention], places: Gazetteer
) -> CaseRegion | None:
    """Give the county of the one village that a text comes back to.

    It is the county named that has such a village; where none is named, the only one of the province or
    prefecture named.
    """
    of_level = {
        level: [m for m in mentions if m.type == "region" and m.fields.get("level") == level] for level in _LEVELS
    }
    times = Counter(m.norm for m in of_level["village"])
    if of_level["town"] or len(times) != 1:
        return None
    ((name, number),) = times.items()
    above = {m.fields["code"] for m in regions if m.fields["level"] in {"city", "province"}}
    lowest = {code for code in above if not any(code != other and places.within(other, code) for other in above)}
    named = {m.fields["code"] for m in of_level["county"]} - {None}
    inside = named or (places.counties_of(lowest.pop()) if len(lowest) == 1 else ())
    counties = [code for code in inside if places.has_village(code, name)] if number >= _TOLD_OFTEN else []
    if len(counties) != 1:
        return None
    if named:
        return _from_mentions(text, title, [m for m in of_level["county"] if m.fields["code"] == counties[0]], places)
    return _place(counties[0], places, True, 0.6, (f"文中{number}次写到{name}，所写地方中只有该县有此村名",))


_OPENS_TITLE = re.compile("(?:委|委组织部|政府)?[：:]")


def _before_colon(text: str, title: str | None, regions: Sequence[Mention]) -> list[Mention]:
    """Give the mentions of the place that stands before the colon of a title (云南：做优做强特色产业)."""
    for mention in regions:
        if title and text.startswith(title) and mention.end < len(title) and _OPENS_TITLE.match(text, mention.end):
            return [m for m in regions if m.fields["code"] == mention.fields["code"]]
    return []


# 威海市工商联赴青海省门源县开展对口支援: the text is about who goes, not about where.
_HELPS = re.compile(
    "[^，。；！？\n]{0,14}?(?:赴|前往|走进|与)(?=[^，。；！？\n]{2,24}?(?:开展|进行|举行|签订)?[^，。；！？\n]{0,4}(?:对口支援|对口帮扶|结对帮扶|对口协作|扶贫协作|东西部协作))"
)


def _who_helps(text: str, regions: Sequence[Mention]) -> list[Mention]:
    """Give the mentions of the place whose people go to help one of another province."""
    for mention, other in pairwise(regions):
        across = mention.fields["code"][:2] != other.fields["code"][:2]
        helps = _HELPS.match(text, mention.end) if across and mention.start < _OPENING else None
        if helps and helps.end() <= other.start <= helps.end() + 1:
            return [m for m in regions if m.fields["code"] == mention.fields["code"]]
    return []


def _spread(
    text: str, title: str | None, named: Sequence[Mention], regions: Sequence[Mention], places: Gazetteer
) -> CaseRegion | None:
    """Judge a text that names several counties once each: the province that most of its places lie in, or none.

    None (go on) where a county comes back, the title names one, or the text says 我县 and the like.
    """
    times = Counter(m.fields["code"] for m in named)
    if len(times) < _ROUND - 1 or max(times.values()) > 1 or _OURS.search(text):
        return None
    if title and any(text[m.start : m.end] in title for m in named):
        return None
    provinces = Counter(m.fields["code"][:2] for m in regions)
    top, number = min(provinces.items(), key=lambda pair: (-pair[1], pair[0]))
    if len(provinces) == 1:
        return None
    if number > _MOST * sum(provinces.values()):
        reasons = (f"文中{len(times)}个县各提及一次，地名多数在此",)
        return _place(top + "0000", places, True, 0.5, reasons)
    return CaseRegion(None, None, None, None, False, 0.0, (f"文中并列{len(provinces)}省的地方，没有哪个为主",))


def _round_up(regions: Sequence[Mention], places: Gazetteer) -> CaseRegion | None:
    """Give the province of a text that goes round its prefectures and dwells in none (a work report's chapter)."""
    cities = Counter(m.fields["code"][:4] for m in regions if not m.fields["code"].endswith("0000"))
    provinces = {city[:2] for city in cities}
    if len(cities) < _ROUND or len(provinces) != 1 or max(cities.values()) > 0.5 * sum(cities.values()):
        return None
    if any(m.fields["level"] in {"town", "village"} for m in regions):
        return None
    reasons = (f"文中走过同省{len(cities)}个市，没有哪个占半数",)
    return _place(provinces.pop() + "0000", places, True, 0.6, reasons)


def _alone_in_lead(text: str, title: str | None, regions: Sequence[Mention]) -> list[Mention]:
    """Give the mentions of the one place that the first paragraph names, where a title names none.

    A news item opens with the place that it is about (西藏建立…机制); the counties that follow are its examples.
    """
    if title and any(text[m.start : m.end] in title for m in regions):
        return []
    begin = len(title) if title and text.startswith(title) else 0
    stop = next((m.start() for m in re.finditer("\n", text) if m.start() - begin >= _PARAGRAPH), -1)
    if stop < 0:
        return []
    codes = {m.fields["code"] for m in regions if m.start < stop}
    lowest = {c for c in codes if not any(c != other and Gazetteer.within(other, c) for other in codes)}
    if len(lowest) != 1 or _one_county(regions, lowest):
        return []
    return [m for m in regions if m.fields["code"] in lowest]


def _one_county(regions: Sequence[Mention], lowest: set[str]) -> bool:
    """Say whether all that a text tells of a province lies in one county, which it names oftener."""
    counties = Counter(m.fields["code"] for m in regions if m.fields["level"] == "county")
    of_province = sum(m.fields["code"] in lowest for m in regions)
    return len(counties) == 1 and max(counties.values()) >= max(_TOLD_OFTEN, of_province)


def _broad(text: str, title: str | None, regions: Sequence[Mention]) -> list[Mention]:
    """Give the mentions of the prefecture or province that the text is about, if it is about one.

    A place counts where no lower one follows it (赣州 in 江西赣州在…, not in 赣州市兴国县…). A prefecture
    wins where the first sentence names it and no county, a province where it outnumbers all else.
    """
    starts = {m.start for m in regions}
    free = [m for m in regions if m.end not in starts and not _BODY_AFTER.match(text, m.end)]
    counts = Counter(m.fields["code"] for m in free)
    counties = [m for m in free if m.fields["level"] == "county"]
    if any(title and text[m.start : m.end] in title for m in counties):
        return []
    lower = Counter(m.fields["code"] for m in free if m.fields["level"] not in {"city", "province"})
    most = max(lower.values(), default=0)
    begin = len(title or "") if title and text.startswith(title) else 0
    stop = text.find("。", begin)
    first = [m for m in free if m.start < (stop if stop > 0 else _LEAD)]
    if not any(m.fields["level"] not in {"city", "province"} for m in first):
        cities = {m.fields["code"] for m in first if m.fields["level"] == "city"}
        provinces = {code[:2] for code in cities}
        if len(cities) > 1 and len(provinces) == 1:  # 在云南大理、昆明调研
            return [m for m in regions if m.fields["code"] == f"{min(provinces)}0000"]
        for mention in first:
            names = sum(
                m.fields["level"] == "county" for m in counties if m.fields["code"][:4] == mention.fields["code"][:4]
            )
            if mention.fields["level"] == "city" and counts[mention.fields["code"]] >= max(2, names):
                return [m for m in regions if m.fields["code"] == mention.fields["code"]]
    for code, number in counts.most_common(1):
        if code.endswith("0000") and number >= max(4, 3 * most):
            return [m for m in regions if m.fields["code"] == code]
    return []


def _place(code: str, places: Gazetteer, inferred: bool, confidence: float, reasons: tuple[str, ...]) -> CaseRegion:
    place = places.place(code)
    if place is None:
        return UNKNOWN
    return CaseRegion(place.name, place.full_name, code, place.level, inferred, round(confidence, 2), reasons)


def _rank(text: str, title: str | None, mentions: Sequence[Mention]) -> tuple[str, float, tuple[str, ...]]:
    """Give the code with most trust, its share of the trust and why."""
    begin = len(title) if title and text.startswith(title) else 0
    votes: Counter[str] = Counter()
    reasons: dict[str, dict[str, None]] = {}
    for mention in mentions:
        code, surface = mention.fields["code"], text[mention.start : mention.end]
        weight, where = _trust(mention, surface, title, begin, len(text))
        votes[code] += weight + 2 * (mention is mentions[0] and mention.start < begin + _LEAD)
        if where:
            reasons.setdefault(code, {})[f"{where}写明{surface}"] = None
    code = min(votes, key=lambda option: (-votes[option], option))
    times = sum(1 for mention in mentions if mention.fields["code"] == code)
    return code, votes[code] / sum(votes.values()), (*reasons.get(code, {}), f"全文提及{times}次")


def _trust(mention: Mention, surface: str, title: str | None, begin: int, size: int) -> tuple[int, str]:
    """Weigh a mention by where it stands: title, lead, signature, anywhere; the title may stand in the text."""
    if title and surface in title and (not begin or mention.start < begin):
        return 12, "标题"
    if mention.start < begin + _LEAD:
        return 4, "开头"
    return (2, "落款或结尾") if mention.start > size - _TAIL else (1, "")


def _from_mentions(text: str, title: str | None, named: Sequence[Mention], places: Gazetteer) -> CaseRegion:
    code, share, reasons = _rank(text, title, named)
    return _place(code, places, False, 0.5 + share / 2, reasons)


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


def _from_towns(mentions: Sequence[Mention], places: Gazetteer) -> CaseRegion | None:
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
    return _place(leaders[0], places, True, confidence, _why(best, alone))


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
