"""Villages, communities and towns by their last character: where the name begins, and its county."""

import re
from bisect import bisect_right
from functools import lru_cache

from graph.extract.region_lexicon import TOWN, read_words
from graph.extract.region_names import Hit
from graph.gazetteer import Gazetteer

VILLAGE = 9
_SUFFIX = re.compile(
    r"(?<![农驻])村(?![级民庄干落镇务风貌财域史企校容里内情容均组际改居屯寨社]|（社|（居)|(?<=[^\W\d])村(?=民[委兵])|社区|嘎查|"
    r"(?<![城乡村集小重])镇(?![村乡区级域长静压定痛])|(?<![城下返回家进入强老兴富])乡(?![村镇亲贤愁土情音下党级里间风])|街道|苏木"
)
_TOWNS = frozenset({"镇", "乡", "街道", "苏木"})
_CLUB = re.compile(r"(?:集体|“?两委|支两委|党|支部|书记|主任|干部|合作|经济|规模|产业|文化|环境|道路|振兴|建设|治理)")
_CALLED = re.compile(r"(?:叫|名为)(?:它|做|作)?([一-龥]{1,7}村)(?=[，。、”（])")
_RUN = re.compile(r"[一-龥·]{1,9}\Z")
_NEVER = re.compile(r"[的了着个各每该这那些所其此您你我他她咱院局]|[第0-9]\Z")
_LIST = re.compile(
    r"、([一-龥]{1,5}?)(?:等(?:地的?)?[0-9一二三四五六七八九十两多余]*个?|(?:[0-9两二三四五六七八九十]+)个?)"
    r"(乡镇|镇|乡|街道|村|社区)(?!级)"
)
_ITEM = re.compile(r"[一-龥]{1,6}\Z")
_SOFT = frozenset("在到从向对为是与和及由据让的了位于进往至跟来以将把被使给去赴过有如像同因说等自经成")


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]:
    """Give the stems that are no names, the pattern of their ends, and of verbs before a name."""
    words = read_words("village_words.txt")
    kinds = sorted(words["kind"], key=len, reverse=True)
    ends = [word for word in (*kinds, *sorted(words["verb"])) if len(word) > 1]
    heads = sorted(words["verb"], key=len, reverse=True)
    return words["kind"], re.compile(f"(?:{'|'.join(ends)})\\Z"), re.compile(f".*(?:{'|'.join(heads)})")


def find_villages(text: str, hits: list[Hit], places: Gazetteer, home: str | None) -> list[Hit]:
    """Give the villages that no gazetteer hit covers; hits are the accepted ones, in order."""
    generic, generic_end, head = _words()
    ends = [hit.end for hit in hits]
    counties = dict.fromkeys([home] if home else [])
    for hit in hits:
        if hit.code and hit.level in {"county", "town"}:
            counties[hit.code] = None
    near = tuple(counties)[:6]
    found: list[Hit] = []
    loose: list[tuple[int, int, str]] = []
    names = {match.group(1) for match in _CALLED.finditer(text)} if "叫" in text or "名为" in text else set()
    for match in _SUFFIX.finditer(text):
        at, end = match.span()
        suffix = match.group()
        index = bisect_right(ends, at) - 1
        if index + 1 < len(hits) and hits[index + 1].start <= at:
            continue
        before = hits[index] if index >= 0 else None
        low = max(0, at - 8, before.end if before else 0)
        if found and found[-1].end > low:
            low = found[-1].end
        run = _RUN.search(text[low:at])
        if run is None:
            continue
        stem = run.group()
        joined = before is not None and before.end == at - len(stem)
        if suffix == "村" and stem[-1] == "乡" and not joined:
            continue
        if suffix in _TOWNS:
            name = _town(stem, suffix, before if joined else None, (generic, generic_end, head), names)
        else:
            name = _named(stem, suffix, before if joined else None, near, places, (generic, generic_end, head), names)
        if name is None:
            loose.append((at, end, stem))
            continue
        if suffix == "村" and text.startswith("村村", end):
            end, name = end + 1, name + "村"
        hit = Hit(end - len(name), end, name, VILLAGE, (), None, "town" if suffix in _TOWNS else "village")
        hit.before = before if before is not None and before.end == hit.start else None
        found.append(hit)
        names.add(name)
    found += _loose(text, loose, names, (generic, generic_end, head))
    found.sort(key=lambda hit: hit.start)
    for hit, following in zip(found, found[1:], strict=False):
        if hit.end == following.start:
            following.before = hit
    return found


Words = tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]


def _town(stem: str, suffix: str, before: Hit | None, words: Words, names: set[str]) -> str | None:
    """Give the name of a town that the gazetteer lacks: behind its county, or of a nationality (…族乡)."""
    generic, generic_end, head = words
    if stem in generic or _NEVER.search(stem) or generic_end.search(stem):
        return None
    if before is not None and before.level in {"county", "city"} and 2 <= len(stem) <= 6 and not head.match(stem):  # noqa: PLR2004
        return stem + suffix
    if stem[-1] == "族" and len(stem) > 3:  # noqa: PLR2004
        return (head.sub("", stem[:-1]) + stem[-1]) + suffix
    return next((stem[cut:] + suffix for cut in range(len(stem)) if stem[cut:] + suffix in names), None)


def _named(  # noqa: PLR0911, PLR0913 - one return a rule, in order of trust
    stem: str,
    suffix: str,
    before: Hit | None,
    near: tuple[str, ...],
    places: Gazetteer,
    words: Words,
    names: set[str],
) -> str | None:
    """Give the village's name at the end of a run of characters, or None; `before` ends where the run begins."""
    generic, generic_end, head = words
    for cut in range(len(stem)):
        if stem[cut:] + suffix in names:
            return stem[cut:] + suffix
    if stem in generic or head.fullmatch(stem):
        owner = before.code if before is not None and before.level == "town" else None
        return stem + suffix if owner and places.has_village(owner, stem + suffix) else None
    owner = before.code if before is not None else None
    if before is not None and len(stem) <= 4 and not head.match(stem) and not generic_end.search(stem):  # noqa: PLR2004
        if _NEVER.search(stem) or (stem[-1] == "乡" and (len(stem) > 2 or before.level != "town")):  # noqa: PLR2004
            return None
        return stem + suffix
    around = (owner, *near) if owner else near
    for cut in range(len(stem)):
        rest = stem[cut:]
        if rest in generic or (cut and len(rest) == 1 and stem[cut - 1] not in _SOFT):
            continue
        if any(places.has_village(code, rest + suffix) for code in around if code):
            return rest + suffix
    if generic_end.search(stem) or _NEVER.search(stem):
        return None
    if before is not None and len(stem) <= 8 and ("·" in stem or places.known_village(stem + suffix)):  # noqa: PLR2004
        return stem + suffix
    rest = head.sub("", stem[:-1]) + stem[-1]
    if suffix != "社区" and rest not in generic and len(rest) > 1 and places.known_village(rest + suffix):
        return rest + suffix
    return None


def _loose(text: str, loose: list[tuple[int, int, str]], names: set[str], words: Words) -> list[Hit]:
    """Give the rest: names found elsewhere in the text, and stems that come back behind clean borders."""
    generic, generic_end, head = words
    counts: dict[str, int] = {}
    for at, end, stem in loose:
        rest = (head.sub("", stem[:-1]) + stem[-1]) + text[at:end]
        begin = at - len(stem)
        whole = begin == 0 or not "一" <= text[begin - 1] <= "龥"
        if whole or not (text[at:end] == "村" and _CLUB.match(text, end)):
            counts[rest] = counts.get(rest, 0) + 1
    hits = []
    for at, end, stem in loose:
        suffix = text[at:end]
        name = next((stem[cut:] + suffix for cut in range(len(stem)) if stem[cut:] + suffix in names), None)
        rest = head.sub("", stem[:-1]) + stem[-1]
        if name is None and counts.get(rest + suffix, 0) > 1 and 1 < len(rest) <= 7:  # noqa: PLR2004
            if (
                rest not in generic
                and not head.fullmatch(rest)
                and not generic_end.search(rest)
                and not _NEVER.search(rest)
            ):
                name = rest + suffix
        if name is not None:
            hits.append(Hit(end - len(name), end, name, VILLAGE, (), None, "town" if suffix in _TOWNS else "village"))
    return hits


def find_lists(text: str, hits: list[Hit], places: Gazetteer, home: str | None) -> list[Hit]:
    """Give the places of lists with a shared head: 常乐、悦来、四甲三镇; 黄泥、文明、天桥等村."""
    found: list[Hit] = []
    if "、" not in text:
        return found
    codes = dict.fromkeys([home] if home else [])
    codes.update((hit.code, None) for hit in hits if hit.code and hit.level in {"county", "town"})
    for match in _LIST.finditer(text):
        suffix = match.group(2)
        end = match.end(1)
        items = [(match.start(1), end)]
        at = match.start()
        while True:
            run = _ITEM.search(text[max(0, at - 6) : at])
            if run is None:
                break
            items.append((at - len(run.group()), at))
            at -= len(run.group())
            if at == 0 or text[at - 1] != "、":
                break
            at -= 1
        items.reverse()
        found += _list_items(text, items, suffix, [code for code in codes if code], places)
    return found


def _list_items(text: str, items: list[tuple[int, int]], suffix: str, codes: list[str], places: Gazetteer) -> list[Hit]:
    """Give the items as places where most of them are known ones."""
    town = suffix in {"镇", "乡", "乡镇", "街道"}
    known: list[Hit] = []
    for number, (start, end) in enumerate(items):
        for cut in range(start, end - 1) if number == 0 else (start,):
            hit = _known_item(text[cut:end], suffix, town, codes, places)
            if hit is not None:
                hit.start, hit.end = cut, end
                known.append(hit)
                break
    return known if len(known) * 2 >= len(items) and len(items) > 1 else []


def _known_item(stem: str, suffix: str, town: bool, codes: list[str], places: Gazetteer) -> Hit | None:
    if town:
        for ending in ("镇", "乡") if suffix == "乡镇" else (suffix,):
            counties = places.town_counties(stem + ending)
            inside = [code for code in counties if code in codes]
            if inside or len(counties) == 1:
                return Hit(
                    0, 0, stem + ending, TOWN, counties, (inside or list(counties))[0], "town", stem + ending, True
                )
        return None
    for code in codes:
        if places.has_village(code, stem + suffix):
            return Hit(0, 0, stem + suffix, VILLAGE, (), code, "village", stem + suffix, True)
    return None
