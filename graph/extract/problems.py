"""Problems (问题): what the measures are against — 软弱涣散党组织, 经济薄弱村, 农业大而不强.

Known names come from data/problems.txt; others from the frames 解决…问题, 破解…难题, 针对…不足.
"""

import re
from functools import cache

from graph.extract.lexicon import alternation
from graph.schema import Mention

LONGEST = 26
_FRAME = re.compile(
    r"(?:解决|破解|破除|针对|克服|消除|改变|扭转|攻克|打破|直面|应对|化解)(?:了|好|当地|以往|过去|一些|各类)*"
    r"(?P<what>[^，。；：！？“”]{2,26}?(?:“[^“”]{2,12}”)?[^，。；：！？“”]{0,8}?)(?:的?(?:等?问题|难题|困境|困局|瓶颈|短板|顽疾|局面|现状|状况|矛盾))"
)
_GENERIC = re.compile(
    r"(?:各种|各类|一批|许多|诸多|不少|突出|实际|具体|重点|难点|热点|历史遗留|群众(?:反映|关心|身边)?的?|农技|技术|存在的?|实际困难|发展中的?|新|老|这一|这个|此类|工作中的?|关键|普遍性|生产|生活|矛盾|困难|急难愁盼|遇到的?|发现的?|自身|有效解决)*的?"
)


_NO_STATE = re.compile(r"^\d|^一大?批|就业$|牵肠挂肚|的(?:生活|工作|住房)$")
# “人走房空”“建新不拆旧”现象
_QUOTED_STATE = re.compile(
    r"((?:[“‘][^“”‘’\n]{3,12}[”’][、和及]?)+)等?(?:的)?(?:现象|问题|困境|怪圈|顽疾|难题|矛盾|状况|窘境)"
)
_QUOTED = re.compile("[“‘]([^“”‘’]{3,12})[”’]")
# 集体收入薄弱, 交通不便: a state that is a problem by its own word; what is in that state stands before it.
_STATE = re.compile(
    r"(?:薄弱(?![村环点])|滞后|匮乏|短缺|不便(?![利民])|流失(?!率)|外流|底子薄|收入低|收入微薄|条件较?差|基础较?差|较少(?=，)|"
    r"发展缓慢|销路不畅|无人问津|入不敷出|(?<!克服)困难|困难重重|破旧不堪|年久失修|各自为战|单打独斗)(?=[，。；、])"
)
_IN_STATE = re.compile(
    r"(?:^|[^\u4e00-\u9fff])(?:[\u4e00-\u9fff]{0,4}(?:由于|因为|因|受|曾经?|长期|普遍|存在))?([\u4e00-\u9fff]{2,8})$"
)
# 服务群众难、参与治理难的“两难”问题
_HARD = re.compile(r"难(?:的|等|“[^“”]{1,4}”)*问题")
_HARD_LIST = re.compile(r"(?:[\u4e00-\u9fff]{3,10}难[、和及]){1,4}[\u4e00-\u9fff]{3,10}$")


@cache
def _known() -> re.Pattern[str]:
    return re.compile(alternation("problems"))


# A piece of a list that says no state belongs to the next one: 基础设施、公共服务城高乡低.
_SAYS_STATE = re.compile("[不低弱难差少短缺旧散乱滞慢贵高大小无缓窄薄重穷远脏空老]")


def _states(what: str) -> list[str]:
    pieces: list[str] = []
    for piece in what.split("、"):
        if pieces and not _SAYS_STATE.search(pieces[-1]):
            pieces[-1] += "、" + piece
        else:
            pieces.append(piece)
    return pieces


def find_problems(text: str) -> list[Mention]:
    """Give the problems of `text` in order; offsets count in `text`."""
    found = []
    for match in _FRAME.finditer(text):
        what, start = match["what"], match.start("what")
        if what.endswith("等"):
            what = what[:-1]
        low = start
        for piece in _states(what):
            if len(piece) >= 4 and not _GENERIC.fullmatch(piece) and not _NO_STATE.search(piece):
                found.append(Mention("problem", low, low + len(piece), re.sub("[“”的]$|[“”]", "", piece)))
            low += len(piece) + 1
    for match in _QUOTED_STATE.finditer(text):
        for inner in _QUOTED.finditer(match[1]):
            low = match.start(1) + inner.start(1)
            found.append(Mention("problem", low, low + len(inner[1]), inner[1]))
    for match in _HARD.finditer(text):
        listed = _HARD_LIST.search(text, max(0, match.start() - 50), match.start())
        low = listed.start() if listed else 0
        for piece in re.split("[、和及]", text[low : match.start() + 1]) if listed else ():
            found.append(Mention("problem", low, low + len(piece), piece))
            low += len(piece) + 1
    for match in _STATE.finditer(text):
        if before := _IN_STATE.search(text[max(0, match.start() - 18) : match.start()]):
            start = match.start() - len(before[1])
            found.append(Mention("problem", start, match.end(), text[start : match.end()]))
    for match in _known().finditer(text):
        if not any(match.start() < m.end and m.start < match.end() for m in found):
            found.append(Mention("problem", *match.span(), re.sub("[“”]", "", match[0])))
    found = [m for i, m in enumerate(found) if not any(m.start < o.end and o.start < m.end for o in found[:i])]
    return sorted(found, key=lambda m: (m.start, m.end))
