"""Villages, communities and towns by their last character: where the name begins, and its county."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from graph.extract.region_lexicon import VILLAGE, read_words
from graph.extract.region_scan import Hit
from graph.gazetteer import Gazetteer

# Each branch begins with its literal, so that the search skips to it.
_SUFFIX = re.compile(
    r"村(?<![农驻]村)(?![级民官庄干落镇务风貌财域史企校容里内情容均组际改屯寨社]|规民约|行[”’]|晚[”’之]|居(?!住)|（社|（居)|村(?=民[委兵])|社区|嘎查|"
    r"镇(?<![城乡村集小重名古]镇)(?![村乡区级域长静压定痛])|乡(?<![城下返回家进入强老兴富故]乡)(?![村镇亲贤愁土情音下党级里间风])|街(?:道|(?![道头区巷上边]))|苏木"
)
_VILLAGE_NEXT = re.compile(r"[一-龥]{2,4}(?:村|社区)(?![级民])")
_NEAR = 6  # counties whose villages are looked through
_TOWNS = frozenset({"镇", "乡", "街道", "街", "苏木"})
_CLUB = re.compile(r"(?:集体|“?两委|支两委|党|支部|书记|主任|干部|合作|经济|规模|产业|文化|环境|道路|振兴|建设|治理)")
_NATIONS = "(?:[藏回苗彝壮满侗瑶白傣黎畲水土羌]|朝鲜|蒙古|布依|土家|哈萨克)族"
_NATION = re.compile(f"{_NATIONS}乡$")
_NATION_VILLAGE = re.compile(f"{_NATIONS}村")
_CALLED = re.compile(r"(?:叫|名为)(?:它|做|作)?((?![一-龥]{0,6}的)[一-龥]{1,7}村)(?=[，。、”（])")
_RUN = re.compile(r"[一-龥·]{1,9}\Z")
_NEVER = re.compile(r"[的了着个各每该这那些所其此您你我他她咱院局]|政协|纪委|人大|[第0-9]\Z")
_SOFT = frozenset("在到从向对为是与和及由据让的了位于进往至跟来以将把被使给去赴过有如像同因说等自经成")


@dataclass(frozen=True, slots=True)
class Stems:
    """What the characters before 村 may be: words that are no names, ends of such words, verbs before a name."""

    generic: frozenset[str]
    generic_end: re.Pattern[str]
    head: re.Pattern[str]

    def unnamed(self, stem: str) -> bool:
        """Say whether a stem is a kind of village or no noun at all."""
        return stem in self.generic or self.head.fullmatch(stem) is not None

    def barred(self, stem: str) -> bool:
        """Say whether a stem holds what no name holds."""
        return self.generic_end.search(stem) is not None or _NEVER.search(stem) is not None

    def bare(self, stem: str) -> str:
        """Give a stem without the verbs and particles before the name; one character stays."""
        return self.head.sub("", stem[:-1]) + stem[-1]


@lru_cache(maxsize=1)
def _stems() -> Stems:
    words = read_words("village_words.txt")
    kinds = sorted(words["kind"], key=lambda word: (-len(word), word))
    heads = sorted(words["verb"], key=lambda word: (-len(word), word))
    ends = [word for word in (*kinds, *heads) if len(word) > 1]
    return Stems(words["kind"], re.compile(f"(?:{'|'.join(ends)})\\Z"), re.compile(f".*(?:{'|'.join(heads)})"))


@dataclass(slots=True)
class Search:
    """The state of one text's search: its accepted places, the counties near, and the names found so far."""

    text: str
    hits: list[Hit]
    places: Gazetteer
    near: tuple[str, ...]
    names: set[str]
    found: list[Hit]
    loose: list[tuple[int, int, str]]


def find_villages(text: str, hits: list[Hit], places: Gazetteer, home: str | None) -> list[Hit]:
    """Give the villages and towns that no gazetteer hit covers; hits are the accepted ones, in order."""
    counties = dict.fromkeys([home] if home else [])
    counties.update((hit.code, None) for hit in hits if hit.code and hit.level in {"county", "town"})
    names = {match.group(1) for match in _CALLED.finditer(text)} if "叫" in text or "名为" in text else set()
    search = Search(text, hits, places, tuple(counties)[:_NEAR], names, [], [])
    ends = [hit.end for hit in hits]
    for match in _SUFFIX.finditer(text):
        index = bisect_right(ends, match.start()) - 1
        if index + 1 >= len(hits) or hits[index + 1].start > match.start():
            _take(search, match, hits[index] if index >= 0 else None)
    search.found += _loose(search)
    search.found.sort(key=lambda hit: hit.start)
    for hit, following in pairwise(search.found):
        if hit.end == following.start:
            following.before = hit
    return search.found


def _take(search: Search, match: re.Match[str], before: Hit | None) -> None:
    """Look at one 村, 社区, 镇 …: keep the name that it ends, or its stem for later."""
    text, suffix, (at, end) = search.text, match.group(), match.span()
    low = max(0, at - 8, before.end if before else 0, search.found[-1].end if search.found else 0)
    run = _RUN.search(text[low:at])
    if run is None:
        return
    stem = run.group()
    joined = before if before is not None and before.end == at - len(stem) else None
    country = suffix == "村" and stem[-1] == "乡"  # 数字乡村; a name only right behind a town (东风镇下乡村)
    if country and (joined is None or joined.level != "town" or len(stem) > 2):
        return
    if suffix in _TOWNS:
        name = _town(stem, suffix, joined, search, _leads(text, low + run.start(), end))
    else:
        name = _village(stem, suffix, joined, search)
    if name is None:
        search.loose.append((at, end, stem))
        return
    if suffix == "村" and text.startswith("村村", end):
        end, name = end + 1, name + "村"
    elif suffix == "村" and (nation := _NATION_VILLAGE.match(text, end)):
        end, name = nation.end(), name + nation[0]  # 龙村瑶族村
    hit = _hit(end, name, suffix)
    hit.before = before if before is not None and before.end == hit.start else None
    search.found.append(hit)
    search.names.add(name)
    if name.endswith("族乡"):
        search.names.add(_NATION.sub("乡", name))


def _leads(text: str, start: int, end: int) -> bool:
    """Say whether a village follows a would-be town, or it is one item of a list (龙泉镇、王平镇等地)."""
    item = text[max(0, start - 1) : start] == "、" and text[end : end + 1] in {"、", "和", "等", "，", "。"}
    return item or _VILLAGE_NEXT.match(text, end) is not None


def _hit(end: int, name: str, suffix: str) -> Hit:
    level = "town" if suffix in _TOWNS else "village"
    return Hit(end - len(name), end, name, VILLAGE, (), None, level)


def _found_before(stem: str, suffix: str, search: Search) -> str | None:
    """Give the longest name of the text that the run ends with."""
    return next((stem[cut:] + suffix for cut in range(len(stem)) if stem[cut:] + suffix in search.names), None)


def _town(stem: str, suffix: str, before: Hit | None, search: Search, leads: bool) -> str | None:
    """Give a town that the gazetteer lacks: behind its county, of a nationality (…族乡), or leading on."""
    if suffix == "街":  # 新洲区汪集街: a 街道, cut short
        own = before is not None and before.code in search.places.town_counties(f"{stem}街道")
        return stem + suffix if own else _found_before(stem, suffix, search)
    stems = _stems()
    if stem in stems.generic or stems.barred(stem) or "村" in stem or "集团" in stem:
        return None
    if before is not None and before.level in {"county", "city"} and 2 <= len(stem) <= 6 and not stems.head.match(stem):
        return stem + suffix
    if stem[-1] == "族" and len(stem) > 3:
        return stems.bare(stem) + suffix
    rest = stems.bare(stem)
    if leads and before is None and 2 <= len(rest) <= 3 and not stems.unnamed(rest):
        return rest + suffix
    return _found_before(stem, suffix, search)


def _village(stem: str, suffix: str, before: Hit | None, search: Search) -> str | None:
    """Give the village's name at the end of a run of characters, or None; `before` ends where the run begins."""
    stems, places = _stems(), search.places
    again = _found_before(stem, suffix, search)
    if again:
        return again
    owner = before.code if before is not None else None
    # 东风镇文明村 may be one, 同心镇那柯里村 is; 贾汪区示范村 is not
    if owner and before is not None and before.level == "town" and places.has_village(owner, stem + suffix):
        return stem + suffix
    if stems.unnamed(stem):
        return None
    if before is not None and len(stem) <= 4 and not stems.head.match(stem) and not stems.generic_end.search(stem):
        return None if _NEVER.search(stem) else stem + suffix
    near = (owner, *search.near) if owner else search.near
    return _near(stem, suffix, near, places) or _anywhere(stem, suffix, before, places)


def _near(stem: str, suffix: str, counties: tuple[str, ...], places: Gazetteer) -> str | None:
    """Give the longest end of the run that is a village of a county of the text."""
    generic = _stems().generic
    for cut in range(len(stem)):
        rest = stem[cut:]
        if rest in generic or (cut and len(rest) == 1 and stem[cut - 1] not in _SOFT):
            continue
        if any(places.has_village(code, rest + suffix) for code in counties):
            return rest + suffix
    return None


def _anywhere(stem: str, suffix: str, before: Hit | None, places: Gazetteer) -> str | None:
    """Give the run, without verbs before it, where it is a village's name somewhere in the country."""
    stems = _stems()
    if before is not None and not stems.barred(stem) and ("·" in stem or places.known_village(stem + suffix)):
        return stem + suffix
    rest = stems.bare(stem)
    named = len(rest) > 1 and rest not in stems.generic and not stems.generic_end.search(rest)
    return rest + suffix if named and suffix != "社区" and places.known_village(rest + suffix) else None


def _loose(search: Search) -> list[Hit]:
    """Give the rest: names found elsewhere in the text, and stems that come back behind clean borders."""
    text, stems = search.text, _stems()
    counts: Counter[str] = Counter()
    for at, end, stem in search.loose:
        begin = at - len(stem)
        whole = begin == 0 or not "一" <= text[begin - 1] <= "龥"
        if whole or not (text[at:end] == "村" and _CLUB.match(text, end)):
            counts[stems.bare(stem) + text[at:end]] += 1
    hits = []
    for at, end, stem in search.loose:
        suffix, rest = text[at:end], stems.bare(stem)
        name = _found_before(stem, suffix, search)
        comes_back = counts[rest + suffix] > 1 and 1 < len(rest) <= 7
        if name is None and comes_back and not stems.unnamed(rest) and not stems.barred(rest):
            name = rest + suffix
        if name is not None:
            hits.append(_hit(end, name, suffix))
    return hits
