"""The place that a case is about: named, or inferred from what lies in it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from graph.extract.region_rank import Options, options_of, shares
from graph.extract.region_towns import Inferred, from_towns, from_village
from graph.gazetteer import Gazetteer, gazetteer
from graph.schema import CaseRegion, Mention

_LEAD = 300
_TAIL = 60
_OPENING = 80  # characters that hold a headline, with what stands before it
_LOW = frozenset({"town", "village"})
_SHOWN = 5  # names in a reason
_PROVINCE = re.compile("[\u4e00-\u9fff]{2,7}?(?:省|自治区)")
_BY_BODY = 0.7  # confidence in a county that only a body's name tells
_LONGEST = 8  # characters of a place that opens a name

UNKNOWN = CaseRegion(None, None, None, None, False, 0.0, ("文中没有可定位的地名",))


def case_region(text: str, title: str | None, mentions: Sequence[Mention], masked: bool = False) -> CaseRegion:
    """Give the place that a case is about, with its probability among all that the text points at.

    The place before a title's colon, or the one whose people help another province, is the case's; else
    `region_rank` weighs what the text names, and what its towns, zones and organisations give away.

    Args:
        text: the case's reading text.
        title: its title, if it has one.
        mentions: the case's places and organisations (others are ignored), offsets in the text.
        masked: whether the text masks its places (xx区): a county is named, or inferred from its towns.
    """
    places = gazetteer()
    regions = _where(text, mentions)
    headline = _before_colon(text, title, regions) or _who_helps(text, regions)
    if headline:
        return _named(headline[0].fields["code"], 1.0, text, title, headline)
    inferred = _inferred(mentions, places)
    if masked:
        regions = [m for m in regions if m.fields["level"] == "county"]
        if not regions:
            return _place(inferred[0].code, True, inferred[0].confidence, inferred[0].reasons) if inferred else UNKNOWN
    by_share = shares(options_of(text, title, regions, _hints(text, mentions, inferred, places)))
    code = min(by_share, key=lambda option: (-by_share[option], option or ""))
    if code is None:
        provinces = {m.fields["code"][:2] for m in regions}
        why = (f"文中并列{len(provinces)}省的地方，没有哪个为主",) if provinces else UNKNOWN.reasons
        return CaseRegion(None, None, None, None, False, 0.0, why)
    named = [m for m in regions if m.fields["code"] == code and m.fields["level"] not in _LOW]
    if named:
        return _named(code, by_share[code], text, title, named)
    why = next((one.reasons for one in inferred if one.code == code), ()) or _why_inside(code, mentions, places)
    return _place(code, True, by_share[code], why)


# 太原8月6日讯: where the report was sent from; 井冈山精神, 遵义会议: what once happened there.
_NOT_WHERE = re.compile(
    r"\d{1,2}月\d{1,2}日(?:讯|电|消息)|精神|会师|起义|战役|整风|会议(?!中心|室|厅)|革命(?!老区|烈士|纪念)"
)
# 首届无锡市大赛决赛在惠山区举行: where something takes place that belongs to a higher place.
_VENUE = re.compile("[^，。；\n]{0,8}?(?:举行|召开|举办|开幕)")


def options_of_case(text: str, title: str | None, mentions: Sequence[Mention]) -> Options:
    """Give what `case_region` chooses from where nothing is masked, for training."""
    places = gazetteer()
    return options_of(text, title, _where(text, mentions), _hints(text, mentions, _inferred(mentions, places), places))


def _inferred(mentions: Sequence[Mention], places: Gazetteer) -> list[Inferred]:
    return [one for one in (from_towns(mentions, places), from_village(mentions, places)) if one]


def _coded(mentions: Sequence[Mention]) -> list[Mention]:
    return [m for m in mentions if m.type == "region" and m.fields.get("code")]


def _where(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Give the mentions of places with a code that can be where a text takes place."""
    regions = [m for m in _coded(mentions) if not _NOT_WHERE.match(text, m.end)]
    return [m for m in regions if not _is_venue(text, m, regions)]


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


# 聊城高新区, 兰州新区: a zone without a code of its own lies in the prefecture that it is named by.
_ZONE = re.compile("[\u4e00-\u9fff]*(?:开发区|高新区|经开区|新区)")


def _named_after(mention: Mention, places: Gazetteer) -> str | None:
    """Give the code of the place that a zone without a code or an organisation opens its name with, if there is one."""
    if mention.type == "organization":
        return _place_at_start(mention.norm, places, "city", "county")
    zone = mention.type == "region" and not mention.fields.get("code") and _ZONE.fullmatch(mention.norm)
    return _place_at_start(mention.norm, places, "city") if zone else None


def _place_at_start(name: str, places: Gazetteer, *levels: str) -> str | None:
    """Give the code of the place of these levels that a name begins with, if it is the only one so called."""
    for length in range(min(len(name) - 1, _LONGEST), 1, -1):
        found = [place.code for place in places.resolve(name[:length]) if place.level in levels]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def opening_body(text: str, title: str | None, mentions: Sequence[Mention]) -> CaseRegion | None:
    """Give the county that a body named in the opening tells with its province (吉林省梨树县凤凰山合作社典型案例)."""
    places = gazetteer()
    opening = (len(title) if title and text.startswith(title) else 0) + _OPENING
    for mention in mentions:
        province = _PROVINCE.match(mention.norm) if mention.type == "organization" and mention.start < opening else None
        if province is None:
            continue
        inside = {place.code[:2] for place in places.resolve(province[0]) if place.level == "province"}
        code = _place_at_start(mention.norm[province.end() :], places, "city", "county")
        if code and code[:2] in inside:
            return _place(code, True, _BY_BODY, (f"开头的{mention.norm}以此地命名",))
    return None


def _hints(
    text: str, mentions: Sequence[Mention], inferred: Sequence[Inferred], places: Gazetteer
) -> dict[str, set[str]]:
    """Give what a text points at without naming it: by towns, a village, zones, organisations (铜鼓县供电公司)."""
    named_after = [(m.type, code) for m in mentions if (code := _named_after(m, places))]
    return {
        "its towns": {one.code for one in inferred},
        "sent from": {m.fields["code"] for m in _coded(mentions) if _NOT_WHERE.match(text, m.end)},
        "zone": {code for kind, code in named_after if kind == "region"},
        "body": {code for kind, code in named_after if kind == "organization"},
    }


def _named(code: str, confidence: float, text: str, title: str | None, mentions: Sequence[Mention]) -> CaseRegion:
    """Give a place that the text names, with where it does."""
    begin = len(title) if title and text.startswith(title) else 0
    where: dict[str, None] = {}
    for mention in mentions:
        surface = text[mention.start : mention.end]
        if title and surface in title and (not begin or mention.start < begin):
            where[f"标题写明{surface}"] = None
        elif mention.start < begin + _LEAD:
            where[f"开头写明{surface}"] = None
        elif mention.start > len(text) - _TAIL:
            where[f"落款或结尾写明{surface}"] = None
    return _place(code, False, confidence, (*where, f"全文提及{len(mentions)}次"))


def _why_inside(code: str, mentions: Sequence[Mention], places: Gazetteer) -> tuple[str, ...]:
    """Say which of the names in the text give a place away that it does not name."""
    inside = [m.norm for m in mentions if m.type == "region" and places.within(m.fields.get("code") or "-", code)]
    called = [m.norm for m in mentions if _named_after(m, places) == code]
    parts = ((inside, "文中地名{}在此"), (called, "{}以此地命名"))
    return tuple(form.format("、".join(list(dict.fromkeys(names))[:_SHOWN])) for names, form in parts if names)


def _place(code: str, inferred: bool, confidence: float, reasons: tuple[str, ...]) -> CaseRegion:
    place = gazetteer().place(code)
    if place is None:
        return UNKNOWN
    return CaseRegion(place.name, place.full_name, code, place.level, inferred, round(confidence, 2), reasons)
