"""Which of the gazetteer's names in a text are places: sure ones, and those that the sure ones support."""

from dataclasses import dataclass

from graph.extract.region_lexicon import (
    BEHIND,
    CITY_WORD,
    FAMOUS,
    FULL,
    HIGH_SHORT,
    SHORT,
    TINY,
    TOWN,
    WORDLIKE,
    ZONE,
)
from graph.extract.region_scan import LONGER, MARK, TO_VILLAGE, Hit, lies_in
from graph.gazetteer import Gazetteer

_QUESTION = 60  # a text shorter than this is a question or a title
# Before 和县 these make it "… and the county".
_BEFORE_AND = frozenset("市县区委镇乡村省州盟旗")
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_NATURE = frozenset("山河江湖海岛岭")


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
            hit.accepted = _town_stands(hit, text, places)
    towns = frozenset(hit.name for hit in hits if hit.kind == TOWN and hit.accepted and hit.clean)
    evidence = Evidence(text, places, home, towns, _full_codes(hits, home, places))
    hits = [hit for hit in hits if not _is_village_of(hit, evidence)]
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


def _is_village_of(hit: Hit, evidence: Evidence) -> bool:
    """Say whether a short name goes on to that of a village, of one of the text's counties or known (白水|沟村)."""
    text, places = evidence.text, evidence.places
    if hit.kind not in LONGER or (village := TO_VILLAGE.match(text, hit.end)) is None:
        return False
    name = text[hit.start : village.end()]
    if any(places.has_village(code, name) for code in evidence.codes if not code.endswith("00")):
        return True
    goes_on = not village[0].startswith(("村", "社区"))  # 上海社区 may still be Shanghai's
    return goes_on and hit.before is None and places.known_village(name)


def _town_stands(hit: Hit, text: str, places: Gazetteer) -> bool:
    """Say whether a town's name stands by itself, right behind another place, or right before a village (和平乡兴光村).

    唐镇 stands only behind a full name.
    """
    before = hit.before
    if before is not None and (before.kind in {FULL, TINY} or (before.kind != SHORT and len(hit.name) > 2)):
        return True
    if not hit.wordy:
        return hit.clean or len(hit.name) > 3
    village = TO_VILLAGE.match(text, hit.end) if hit.clean else None
    return village is not None and len(village[0]) > 2 and places.known_village(village[0])


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
        if (hit.kind == FULL and hit.accepted) or (hit.kind == TINY and hit.clean):
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
        of_county = hit.clean and not evidence.codes.isdisjoint(hit.codes)  # 东风镇 in a report of 陇县
        return hit.name in evidence.towns or evidence.home in hit.codes or behind or of_county
    inside = before is not None and behind and before.kind != TOWN and _inside(hit, before, evidence.places)
    if (inside or hit.clean) and _before_its_town(at, hits, evidence.places):
        return True
    if hit.kind == BEHIND:
        return inside and MARK.match(evidence.text, hit.end) is not None
    if inside:
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
    if _before_its_town(at, hits, places):
        return True
    following = hits[at + 1] if at + 1 < len(hits) else None
    if following is None or following.start != hit.end:
        return False
    return hit.kind == CITY_WORD and hit.clean and _inside(following, hit, places)


def _before_its_town(at: int, hits: list[Hit], places: Gazetteer) -> bool:
    """Say whether a town of the county stands right behind its name (会理太平镇)."""
    hit, following = hits[at], hits[at + 1] if at + 1 < len(hits) else None
    if following is None or following.start != hit.end or following.kind != TOWN:
        return False
    return not set(following.codes).isdisjoint(places.successor_code(code) for code in hit.codes)


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
    """Say whether one of a hit's codes, then or now, lies in one of those before it."""
    codes = {now for code in hit.codes for now in (code, places.successor_code(code, hit.name))}
    return lies_in(codes, [places.successor_code(above, before.name) for above in before.codes], places)
