"""Problems (问题): what the measures are against — 软弱涣散党组织, 经济薄弱村, 农业大而不强.

Known names come from data/problems.txt; others from the frames 解决…问题, 破解…难题, 针对…不足.
"""

import re
from functools import cache

from graph.extract.lexicon import alternation
from graph.schema import Mention

LONGEST = 26
_FRAME = re.compile(
    r"(?:有效|切实|着力|重点|逐步|及时|坚决|集中|全面)?(?:解决|破解|破除|针对|克服|消除|改变|扭转|攻克|打破|直面|应对|化解)(?:了|好|当地|以往|过去|一些|各类)*"
    r"(?P<what>[^，。；：！？“”]{2,26}?(?:“[^“”]{2,12}”)?[^，。；：！？“”]{0,8}?)(?:的?(?:等?问题|难题|困境|困局|瓶颈|短板|顽疾|局面|现状|状况|矛盾))"
)
_GENERIC = re.compile(
    r"(?:各种|各类|一批|许多|诸多|不少|突出|实际|具体|重点|难点|热点|历史遗留|群众(?:反映|关心|身边)?的?|农技|技术|存在的?|实际困难|发展中的?|新|老|这一|这个|此类|工作中的?|关键|普遍性|生产|生活|矛盾|困难|急难愁盼|遇到的?|发现的?|自身|有效解决)*的?"
)


@cache
def _known() -> re.Pattern[str]:
    return re.compile(alternation("problems"))


def find_problems(text: str) -> list[Mention]:
    """Give the problems of `text` in order; offsets count in `text`."""
    found = []
    for match in _FRAME.finditer(text):
        what, start = match["what"], match.start("what")
        if what.endswith("等"):
            what = what[:-1]
        low = start
        for piece in re.split("、", what):
            if len(piece) >= 4 and not _GENERIC.fullmatch(piece):
                found.append(Mention("problem", low, low + len(piece), re.sub("[“”的]$|[“”]", "", piece)))
            low += len(piece) + 1
    for match in _known().finditer(text):
        if not any(match.start() < m.end and m.start < match.end() for m in found):
            found.append(Mention("problem", *match.span(), re.sub("[“”]", "", match[0])))
    return sorted(found, key=lambda m: (m.start, m.end))
