"""Places (地名) in a text, from province to village, and the place that a case is about.

    find_regions(text, home=None) -> mentions with norm (today's own name), level and code
    case_region(text, title, mentions, masked=False) -> CaseRegion

Rules: GB/T 2260 codes; what counts as a mention follows the project's annotation guide (places
count inside government and party bodies, honours and titles of documents, not inside names of
companies, universities, banks, co-operatives). Examples: 徐州贾汪区 → 徐州市, 贾汪区;
引导七里川村 → 七里川村; 黔西县 → 黔西市. Left alone: 合作社 (合作市), 富民兴乡, 全市, xx镇.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter

from graph.extract.region_case import case_region
from graph.extract.region_codes import resolve
from graph.extract.region_lexicon import TOWN, VILLAGE, lexicon
from graph.extract.region_lists import find_lists
from graph.extract.region_names import accept
from graph.extract.region_scan import LONGER, Hit, scan
from graph.extract.region_villages import find_villages
from graph.gazetteer import Gazetteer
from graph.schema import Mention

__all__ = ["case_region", "find_regions"]

_ORG = re.compile(
    r"(?:有限(?:责任)?公司|集团|公司|合作社|信用社|联社|大学|交大|师大|学院|职院|农商行|银行|日报|晚报|电视台|卫视|新闻联播)"
)
_ORG_BREAK = re.compile(
    r"[^\w一-龥]|(?<!美)的|[在与和向为把被由对等将给就是有从到]|引进|成立|组建|创办|通过|采取|推行|实施|依托|带动|(?:发展|建设|投资)(?!\Z|控股|股份|投资|建设|集团|管理|实业)|领办|帮扶|"
    r"党建|党校|签|联合(?!\Z)|委|局|政府|农村股份|全村|村民|入股|运用|打造"
)
_ZONE = re.compile(
    r"(?:国家级?)?(?:经济技术|高新技术产业|高新技术|经济|高新|国家高新技术产业)?开发区|高新区|经开区|新区"
)
_CORPS_PART = re.compile(
    r"第[一二三四五六七八九十]{1,3}师|第?[0-9一二三四五六七八九十]{1,4}团(?:场)?|兵团|新疆生产建设兵团"
)

# Radicals that some PDFs give in place of the characters (⻄安): Kangxi ones fold by NFKC, these do not.
_RADICAL = re.compile(r"[\u2e80-\u2fdf]")
_FOLD = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_FOLD |= dict(
    zip(
        map(ord, "⻄⻢⻓⻅⻋⻔⻘⻛⻜⻝⻥⻦⻨⻩⻰⻬⻮⺠⻆⻉⺟⻚"),
        "西马长见车门青风飞食鱼鸟麦黄龙齐齿民角贝母页",
        strict=True,
    )
)


def find_regions(text: str, home: str | None = None) -> list[Mention]:
    """Give the places named in a text, in order, offsets in the text.

    Args:
        text: a case's reading text (no line wraps inside paragraphs).
        home: the six-digit code of the place that the text is about, where it is known.
    """
    words = lexicon()
    places = words.places
    if _RADICAL.search(text):
        text = text.translate(_FOLD)
    hits = accept(scan(text, words), text, places, home)
    resolve(hits, places, home)
    guess = home or _home(hits, places)
    if guess and not home:
        _settle_towns(hits, guess)
    hits = _zones(text, hits)
    lists = find_lists(text, hits, places, guess)
    hits = [hit for hit in hits if hit.kind not in LONGER or not _covered(hit, lists)]
    lists = [hit for hit in lists if not _covered(hit, hits)]
    villages = [hit for hit in find_villages(text, hits, places, guess) if not _covered(hit, lists)]
    towns = [hit for hit in _bare_towns(text, hits) if not _covered(hit, [*lists, *villages])]
    _place_villages(villages, hits, places, guess)
    merged = sorted([*hits, *lists, *villages, *towns], key=lambda hit: hit.start)
    merged = _without_companies(text, merged)
    merged = _with_corps(text, merged)
    return [Mention("region", hit.start, hit.end, hit.norm, {"level": hit.level, "code": hit.code}) for hit in merged]


def _covered(hit: Hit, others: list[Hit]) -> bool:
    return any(other.start < hit.end and hit.start < other.end for other in others)


def _bare_towns(text: str, hits: list[Hit]) -> list[Hit]:
    """Give the towns of the text where they stand without 镇/乡 (多彩郭陆滩): names of three characters and more."""
    found: list[Hit] = []
    for name, hit in {hit.name: hit for hit in hits if hit.kind == TOWN}.items():
        stem = name.removesuffix("街道") if name.endswith("街道") else name[:-1]
        if len(stem) < 3 or stem[-1] in "江河湖山岛桥":
            continue
        at = text.find(stem)
        while at >= 0:
            end = at + len(stem)
            if not text.startswith(name[len(stem) :], end) and not text.startswith(
                ("村", "社区", "山", "湖", "水", "大桥", "派出所", "边境"), end
            ):
                bare = Hit(at, end, stem, TOWN, hit.codes, hit.code, "town", hit.norm, True)
                if not _covered(bare, hits):
                    found.append(bare)
            at = text.find(stem, end)
    return found


def _home(hits: list[Hit], places: Gazetteer) -> str | None:
    """Guess the county that a text is about: its counties, most trusted early and in full, else by its towns."""
    votes: Counter[str] = Counter()
    for hit in hits:
        if hit.level == "county" and hit.code:
            votes[hit.code] += (3 if hit.start < 300 else 2) + (hit.kind not in LONGER)
        elif hit.kind == TOWN and hit.code:
            votes[hit.code] += 1
    if votes:
        return min(votes, key=lambda code: (-votes[code], code))
    options: Counter[str] = Counter()
    for name in {hit.name for hit in hits if hit.kind == TOWN}:
        options.update(places.town_counties(name))
    top = options.most_common(2)
    if top and top[0][1] > 1 and (len(top) == 1 or top[0][1] > top[1][1]):
        return top[0][0]
    return None


def _settle_towns(hits: list[Hit], home: str) -> None:
    for hit in hits:
        if hit.kind == TOWN and home in hit.codes and (hit.code is None or hit.before is None):
            hit.code = home


def _zones(text: str, hits: list[Hit]) -> list[Hit]:
    """Lengthen a county or city that a development zone follows (漯河经济技术开发区): no code of its own."""
    for hit in hits:
        if hit.kind != TOWN and hit.level in {"city", "county"} and not hit.norm.endswith("新区"):
            match = _ZONE.match(text, hit.end)
            if match:
                hit.end = match.end()
                hit.name = hit.norm = text[hit.start : hit.end]
                hit.level, hit.code = "county", None
    return hits


def _place_villages(villages: list[Hit], hits: list[Hit], places: Gazetteer, home: str | None) -> None:
    """Give each village its county's code where the place before it, home or the gazetteer makes it certain."""
    known: dict[str, str] = {}
    counties = {hit.code for hit in hits if hit.level == "county" and hit.code}
    cities = [hit.code for hit in hits if hit.level == "city" and hit.code]
    for hit in villages:
        hit.norm, hit.accepted = hit.name + "道" * hit.name.endswith("街"), True  # 汪集街 is 汪集街道
        before = hit.before
        if before is not None and before.code and before.level in {"county", "town"}:
            hit.code = before.code
        elif before is not None and before.code and hit.level == "village":
            hit.code = _only_county(places, before.code, hit.name)
        if hit.code:
            known.setdefault(hit.name, hit.code)
    for hit in villages:
        before = hit.before
        hit.code = hit.code or known.get(hit.name)
        if hit.code is None and hit.level == "town":
            hit.code = home if counties == {home} else None
        elif hit.code is None and before is not None and before.code and before.level == "town":
            hit.code = before.code
        elif hit.code is None and (before is None or not before.code):
            hit.code = _village_code(hit.name, places, home, counties, cities)


def _only_county(places: Gazetteer, above: str, name: str) -> str | None:
    if above.endswith("0000"):
        return None
    found = [code for code in places.counties_of(above) if places.has_village(code, name)]
    return found[0] if len(found) == 1 else None


def _village_code(name: str, places: Gazetteer, home: str | None, counties: set[str], cities: list[str]) -> str | None:
    if home:
        others = [code for code in counties if code != home and places.has_village(code, name)]
        if places.has_village(home, name) and not others:
            return home
        if len(others) == 1:
            return others[0]
        return home if counties <= {home} else None
    found = {
        code for city in dict.fromkeys(cities) for code in places.counties_of(city) if places.has_village(code, name)
    }
    return next(iter(found)) if len(found) == 1 else None


def _without_companies(text: str, hits: list[Hit]) -> list[Hit]:
    """Drop the places inside names of companies, universities, banks, co-operatives, newspapers."""
    dropped: set[int] = set()
    ends = [hit.end for hit in hits]
    for match in _ORG.finditer(text):
        at = match.start()
        index = bisect_right(ends, at) - 1
        if index < 0 or at - hits[index].end > 16 or _ORG_BREAK.search(text, hits[index].end, at):
            continue
        first = index
        while first and hits[first - 1].end == hits[first].start:
            first -= 1
        hit = hits[index]
        if hit.level in {"town", "village"}:
            if first == index and match.group() in {"合作社", "信用社", "联社"}:
                dropped.add(index)
            continue
        while index >= first and hits[index].level not in {"town", "village"}:
            dropped.add(index)
            index -= 1
    return [hit for index, hit in enumerate(hits) if index not in dropped]


def _with_corps(text: str, hits: list[Hit]) -> list[Hit]:
    """Add 兵团 (province level), its divisions 师 (city) and regiments 团 (town), none with a code."""
    if "兵团" not in text:
        return hits
    extra = []
    for match in _CORPS_PART.finditer(text):
        name = match.group()
        level = "province" if name.endswith("兵团") else "city" if name.endswith("师") else "town"
        norm = "新疆生产建设兵团" if level == "province" else name
        extra.append(Hit(match.start(), match.end(), name, VILLAGE, (), None, level, norm, True))
    kept = [hit for hit in hits if not _covered(hit, extra)]
    return sorted([*kept, *extra], key=lambda hit: hit.start)
