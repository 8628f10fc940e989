"""Places in lists with a shared head: 常乐、悦来、四甲三镇; 黄泥、文明、天桥等村."""

import re

from graph.extract.region_lexicon import SHORT, TOWN, VILLAGE
from graph.extract.region_scan import Hit
from graph.gazetteer import Gazetteer
from graph.gazetteer.places import level_of

_LIST = re.compile(
    r"、([一-龥]{1,5}?)(?:等(?:地的?)?[0-9一二三四五六七八九十两多余]*个?|(?:[0-9两二三四五六七八九十]+)个?)"
    r"(乡镇|镇街|镇|乡村|乡|街道|村|社区|县市区|县区|区县|县市|市县|(?:县|(?<!地)区)(?![级域内块间划位长委]))(?!级)"
)
_TOWNS = {"镇": ("镇",), "乡": ("乡",), "乡镇": ("镇", "乡"), "镇街": ("镇", "街道"), "街道": ("街道",)}
_COUNTIES = frozenset({"县", "区", "县市区", "县区", "区县", "县市", "市县"})
_ITEM = re.compile(r"[一-龥]{1,6}\Z")


def find_lists(text: str, hits: list[Hit], places: Gazetteer, home: str | None) -> list[Hit]:
    """Give the places of lists with a shared head: 常乐、悦来、四甲三镇; 黄泥、文明、天桥等村."""
    found: list[Hit] = []
    if "、" not in text:
        return found
    codes = dict.fromkeys([home] if home else [])
    codes.update((hit.code, None) for hit in hits if hit.code and hit.level in {"county", "town"})
    above = [hit.code for hit in hits if hit.code and hit.level in {"province", "city"}]
    for match in _LIST.finditer(text):
        suffix = match.group(2)
        items = [*_items_before(text, match.start()), match.span(1)]
        inside = above if suffix in _COUNTIES else [code for code in codes if code]
        found += _list_items(text, items, suffix, inside, places)
    return found


def _items_before(text: str, at: int) -> list[tuple[int, int]]:
    """Give the spans of the list's items that end at an offset, leftmost first."""
    items: list[tuple[int, int]] = []
    while True:
        run = _ITEM.search(text[max(0, at - 6) : at])
        if run is None:
            break
        items.append((at - len(run.group()), at))
        at -= len(run.group())
        if at == 0 or text[at - 1] != "、":
            break
        at -= 1
    return items[::-1]


def _list_items(text: str, items: list[tuple[int, int]], suffix: str, codes: list[str], places: Gazetteer) -> list[Hit]:
    """Give the items as places where most of them are known ones."""
    known: list[Hit] = []
    for number, (start, end) in enumerate(items):
        for cut in range(start, end - 1) if number == 0 else (start,):
            hit = _known_item(text[cut:end], suffix, codes, places)
            if hit is not None:
                hit.start, hit.end = cut, end
                known.append(hit)
                break
    return known if len(known) * 2 >= len(items) and len(items) > 1 else []


def _known_item(stem: str, suffix: str, codes: list[str], places: Gazetteer) -> Hit | None:
    """Give the item as a county, town or village that the gazetteer knows, offsets still open."""
    if suffix in _COUNTIES:
        return _known_county(stem, codes, places)
    if suffix in _TOWNS:
        for ending in _TOWNS[suffix]:
            counties = places.town_counties(stem + ending)
            inside = [code for code in codes if code in counties]
            if inside or len(counties) == 1:
                code = (inside or list(counties))[0]
                return Hit(0, 0, stem + ending, TOWN, counties, code, "town", stem + ending, True)
        return None
    suffix = suffix.removeprefix("乡")
    for code in codes:
        if places.has_village(code, stem + suffix):
            return Hit(0, 0, stem + suffix, VILLAGE, (), code, "village", stem + suffix, True)
    return None


def _known_county(stem: str, above: list[str], places: Gazetteer) -> Hit | None:
    """Give the county of that short name in one of the prefectures or provinces above (咸阳市旬邑、武功等县区)."""
    for code in places.short_names.get(stem, ()):
        now = places.successor_code(code, stem)
        if level_of(now) == "county" and any(places.within(now, up) for up in above):
            return Hit(0, 0, stem, SHORT, (now,), now, "county", places.name(now), True)
    return None
