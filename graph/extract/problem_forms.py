"""Problems by the words that open them: what is lacking, what is caused, what a measure answers.

Each form is its opening words, what follows them, and what of the match is the problem: all of it, a
group, each piece of a listed group, or the match with the words before it.
"""

import re
from collections.abc import Iterator
from functools import cache

from graph.extract.lexicon import Openers, unquoted
from graph.schema import Mention

_HAN = "[\u4e00-\u9fff]"
_STATES = "恶劣的|贫瘠的|艰苦的|落后的|脆弱的|薄弱的|简陋的|破旧的|滞后的"
_CLAUSE_ENDS = "问题|困境|困局|现状|状况|局面|情况(?!下)|村"
_THINGS = (
    "经验|技能|供暖|土地|形成|产业|项目|资源|集体|资金|技术|销路|市场|人才|规模|门路|出路|动力|积极性|信心|活动场所|办公场所|阵地|"
    "主导产业|支柱产业|特色产业|经济来源|收入来源|稳定收入|致富路子|硬化路|钱办事|人办事|章理事"
)
_KINDS = "(?:情况|问题|行为|现象|困难|难题|困境|挑战|矛盾)"
_LACK_ENDS = rf"(?=[，。；、！”\n]|等|严重|制约|的(?:{_CLAUSE_ENDS}))"
_LIST = r"[^，。；！？\n]{4,50}?"

_WHOLE = (
    # 缺乏就业机会, 没有形成规模效益: what is lacking
    (
        "很难|难以|不敢轻易|没有足够|没有足够的|未形成",
        f"(?!想象|相信|置信|忘|复制|发现|替代){_HAN}{{2,12}}(?=[，。；”])",
    ),
    ("没办法|无法|没法", f"{_HAN}{{3,10}}(?=[，。；])"),
    ("找不到|年轻人找不到|农民找不到|村民找不到|群众找不到|企业找不到", f"(?!北){_HAN}{{1,8}}?(?=[，。；、！”]|而|的)"),
    (
        "缺乏|缺少|紧缺|欠缺|短缺|没什么|没有什么|毫无",
        f"(?!事){_HAN}{{1,10}}?{_LACK_ENDS}",
    ),
    ("缺", f"(?=[人钱水地技资劳路]){_HAN}{{1,10}}?{_LACK_ENDS}"),
    (
        "没有|没|无",
        rf"(?:(?<=没有){_HAN}{{2,4}}(?=经验|技能|设施))?(?:任何)?(?:{_THINGS}){_HAN}{{0,8}}?"
        rf"(?=[，。；、！”\n]|等|的(?:{_CLAUSE_ENDS}|农民|群众))",
    ),
    # 恶劣的自然条件, 人均耕地不足半亩
    (_STATES, "(?:自然|地理|居住|办学|生态|基础|交通|村容)?(?:条件|环境|设施|基础|土地|房屋|面貌|校舍)"),
    (
        "人均耕地|人均土地|人均收入|人均纯收入",
        rf"(?![从由就]){_HAN}{{0,3}}?(?<![从由])(?:不足|不到|只有|仅有?)[\d.半一两二三四五六七八九十]+[多余]?(?:亩|分|元)",
    ),
    # 应享未享, 漏报漏发, 乱砍滥伐, 地少石头多, 形不成产业
    ("应享|应补|应改|应纳|应保", "未[享补改纳保]"),
    ("漏报|漏发|漏登|漏缴|错报|错发|错登|错缴", "[漏错][报发登缴]"),
    ("乱|滥", f"{_HAN}[乱滥]{_HAN}(?=[，。、]|现象|等)"),
    ("地少|田少|土少", f"{_HAN}{{1,2}}多"),
    ("形不成", f"{_HAN}{{2,8}}(?=[，。；])"),
)
# 村道一直未能打通, 经济发展却没有起色, 精神文化上出现了短板, 县级财政压力增大: what is in that state stands before it.
_BEHIND = (
    ("一直|始终|迟迟", f"(?:未能|没能|没有|未|无法|难以|不能|得不到){_HAN}{{1,8}}(?=[，。；、”])"),
    ("却没有|却没|却缺|却找不到|却卖不", f"(?!闲){_HAN}{{2,8}}(?=[，。；])"),
    ("出现短板|出现了短板|存在短板", ""),
    ("压力", "(?:空前|持续|不断)?(?:加大|增大|很大|较大|剧增|倍增)"),
)
# 电信诈骗层出不穷: often only what is a trouble itself.
_OFTEN = (("层出不穷|屡见不鲜|高发|频发|多发|时有发生|一度高发|一度频发|一度多发", ""),)
_GROUP = (
    # 整治污染, 围绕水土气污染防治, 减少卖不出去的风险, 增加销售压力, 遭遇洪涝灾害, 造成生蚝减产
    ("整治|治理|防治|遏制", f"(?P<what>{_HAN}{{0,4}}污染)"),
    (
        "围绕|开展|建立|推进|加强|强化|做好",
        f"(?P<what>{_HAN}{{2,6}}(?:污染|隐患))(?=防治|治理|排查|整治)",
    ),
    ("减少|降低|面临|避免", f"了?(?P<what>{_HAN}{{3,10}}风险)(?=[，。、])"),
    ("增加|加大|带来|减轻|缓解", f"了?(?P<what>{_HAN}{{2,8}}压力)(?=[，。；])"),
    ("遭遇|克服|应对|抵御", f"(?:了|严重|特大|罕见|的)*(?P<what>{_HAN}{{2}}灾害)"),
    (
        "导致|造成|致使",
        f"(?<![打改建创制]造成)了?(?:大家的|村民的)?(?P<what>(?!严重|较大|一定){_HAN}{{4,12}})(?=[，。；])",
    ),
)
# 由于规模小、布局散、链条短，: a cause that names bad states, one each.
_CAUSES = (("由于|因为|受制于|苦于|囿于", f"(?P<what>{_HAN}{{2,10}}(?:[、又和及]{_HAN}{{2,8}}){{0,8}})(?=[，。；])"),)
# 针对灾情较重、涉及救助补偿量大面广的实际: what a measure answers, each piece that ends in a bad state.
_FITS = (
    (
        "针对",
        r"(?P<what>[^。；！？“”\n]{4,50}?)(?:等特点|等(?:突出|一系列|共性|现实|实际)(?:问题|困难)|等?的(?:实际情况|实际|特点|情况|现状|状况|实情|症结|弊端))",
    ),
)
# 是否有“死人领补贴”、优亲厚友等情况, 造成了矿区沙化、环境破坏等诸多问题
_LISTED = (
    ("是否有|是否存在", r"(?P<what>[^。；！？\n]{4,80}?)等(?:情况|问题|行为)"),
    ("存在|出现", f"(?:了|着|的)?(?P<what>{_LIST})(?:等(?:情况|问题|行为|现象)|的情况)"),
    (
        "面临|面对|造成|带来|导致|引发|产生|遭遇",
        f"(?:了|着)?(?P<what>{_LIST})等的?(?:诸多|种种|各种|一系列|许多|众多|不少|突出)?{_KINDS}",
    ),
    ("破除|整治|抵制|遏制|革除", "(?P<what>[\u4e00-\u9fff、“”]{4,30}?)等(?:陈规陋习|不良风气|歪风|陋习|现象|行为)"),
)
_ALL = (_WHOLE, _BEHIND, _OFTEN, _GROUP, _CAUSES, _FITS, _LISTED)
_BAD = re.compile("[不没难缺差低弱小少短散窄薄旧乱滞慢贵重穷大远杂]")
_BEFORE = re.compile(f"{_HAN}{{2,8}}$")
_TROUBLES = ("诈骗", "乱象", "问题", "矛盾", "纠纷", "案件", "案例")


@cache
def _openers() -> tuple[Openers, tuple[int, ...]]:
    forms = [form for forms in _ALL for form in forms]
    return Openers(forms), tuple(kind for kind, forms in enumerate(_ALL) for _ in forms)


def _pieces(match: re.Match[str], forms: tuple[tuple[str, str], ...]) -> Iterator[Mention]:
    """Give the pieces of a list, where a cause or an answer those that say a bad state."""
    low = match.start("what")
    for piece in re.split("(以及|甚至|”“|[、又和及])", match["what"]):
        bad = forms is _LISTED or _BAD.search(piece[-3:] if forms is _FITS else piece[1:])
        if len(piece.strip("“”")) > 2 and bad and not piece.endswith("同"):
            yield Mention("problem", low, low + len(piece), unquoted(piece))
        low += len(piece)


def find_told(text: str) -> list[Mention]:
    """Give the problems that opening words tell, by form and then by place; they may overlap."""
    openers, kinds = _openers()
    found: list[tuple[int, Mention]] = []
    for number, match in openers.find(text):
        forms = _ALL[kinds[number]]
        if forms in (_CAUSES, _FITS, _LISTED):
            found += [(number, piece) for piece in _pieces(match, forms)]
            continue
        low, high = match.span("what" if forms is _GROUP else 0)
        if forms in (_BEHIND, _OFTEN):
            before = _BEFORE.search(text, max(0, low - 8), low)
            if before is None or (forms is _OFTEN and not before[0].endswith(_TROUBLES)):
                continue
            low = before.start()
        found.append((number, Mention("problem", low, high, text[low:high])))
    return [mention for _, mention in sorted(found, key=lambda pair: pair[0])]
