"""What surrounds a number: clause and sentence, qualifier, kind and time of a figure."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from graph.extract import figure_times

_APPROX = re.compile(r"(?:近|约|大约|将近|接近|大概|大致|差不多)有?$")
_AT_LEAST = re.compile(
    r"(?:超|超过|突破|逾|不少于|不低于|至少(?:[会将能]?有)?|高于|多于|最少|最低|(?<!以)上|(?<![经做翻通走跑去来看有养吃用卖])(?<!(?<!播)种)过)(?:了)?$|"
    r"(?:不低于|不少于)[^，。；\d]{1,17}的$"
)
_AT_MOST = re.compile(
    r"(?:不足|不到|不超过|不高于|不多于|最多|至多|最多只?[能可][^，。；\d]{0,3}|(?:不超过|不高于|(?<!不)低于|不足)[^，。；\d]{1,10}的|最高(?:给予|可|补贴|补助|奖励|奖补|贷款|获得|享受|申请|资助)*|(?<!不)低于|(?<!不)少于|未达到?|控制在)$"
)
_AFTER_LEAST = re.compile(r"(?:及|或|\(含\)|（含）)?以上|开外|有余|之多|多(?=[，。；、])")
_AFTER_MOST = re.compile(r"(?:及|或)?(?:以下|以内|之内)")
_AFTER_APPROX = re.compile(r"左右|上下|光景")

_RISE = "增长|提高|提升|上升|增加|净增|增|升|涨|上涨|扩大|高出|多出|翻"
_FALL = "下降|降低|降价|减少|缩短|压减|压缩|下滑|回落|降|减|跌|缩减|少(?<![至不最]少)"
# Each branch begins with its literal, so that the search skips to it; group 1 tells rise from fall.
CHANGE = re.compile(rf"({_RISE}|{_FALL})(?:了|超过?|约|近|高?达到?|逾|不足|不到|突破|幅度?|率)*$")
_RATE = re.compile(r"(增幅|增速|涨幅|增长率|升幅|降幅|跌幅|降低率|[同环]比$)(?:[^，。；\d]{0,4})$")
_FALLS = frozenset([*_FALL.split("|")[:-1], "少", "降幅", "跌幅", "降低率"])
_NEWLY = re.compile("新增(?:了|超过?|约|近|达)*$")
_COMPARED = re.compile(
    "[同环]比增加|[比较](?:\\d{4}年|[上去前]年|上月|年初|[^，。；、\\d]{0,4}前)[^，。；、\\d]{0,4}(?:净)?增加"
)  # 比2019年增加12家 (not 岗位增加12个)
_GROWING_UNITS = frozenset(["%", "百分点", "岁", "倍", "元", "亩", "个", "吨", "公斤"])
# 托管费比市场价低[15%], 高出全县平均水平[210斤]: how far a value is from another.
_AGAINST = re.compile(
    "(?:(?:(?<![占同环对])比(?![例重率])|较(?![高大多少]))[^，。；、\\d]{2,14}(低|少|高|多)出?|(高)出[^，。；\\d]{2,10})(?:了|约|近|达|整整)?$"
)
_REACHED = re.compile(
    r"(?:增长|提高|提升|上升|增加|增|升|涨|扩大|下降|降低|减少|缩短|压减|压缩|降|减|达|发展|扩展|扩)[到至为]$"
)
_STANDARD = re.compile(
    r"不少于|不低于|不超过|不高于|须(?!要)[^，。；\d]{0,6}$|要求|规定|控制在|任务指标|指标任务|限额|按(?![时期质压需劳摩])照?[^，。；]{0,10}$|(?:联系|开展|召开|组织|培训|走访|配备|学习)[^，]{0,6}至少|"
    r"每[月季年周人户亩生名位家村][^，。；“”]{0,8}(?:下发|召开|补助|补贴|奖励|给予|缴纳|收取)|"
    r"(?:补助|补贴|奖励|奖补|资助)(?:标准|金)?(?:为|每[^，。；]{0,6})$|最高(?:给予|可|补贴|补助|奖励|奖补|享受|申请|资助)+$|(?<![方家业体])标准(?:为|是|达到?|提高到)?(?:每[人亩户月年])*(?:补助|补贴)?$|(?:最多|最高)只?[能可](?:[^，。；]{0,3}[贷借领获补])[^，。；]{0,4}$|每$|任务面积$"
)
# A plan holds for the rest of its sentence (将培育…100家，打造…100条); a forecast (预计) is none.
_PLAN = re.compile(
    r"计划(?=》)|(?<!行动)(?<!培养)(?<!提升)(?<!支持)计划(?![”的，。、]|启动|实施以来)|(?<![比虚])拟(?!人)|力争|目标是|承诺要?让|(?:明年|后年)将(?!近)|到20[2-9]\d年(?=[^。；]{0,24}(?:将|力争|实现|建成|达到?|基本|突破))|将(?=在$|再?(?:减贫|开工|修建|增设|完成|签约|新增|推广|培训|举办|组织|选派|扶持)|发放|达到|新?建|打造|培育|投入|开展|实施|实现|带动|建成)"
)
_FORECAST = re.compile("预[计期][^。；]{0,20}$")
_NO_PLAN = re.compile(r"，有|预计|预期|已|了|目前|截至|累计")
_OFFERED = re.compile("(?:政策|凡是?)[^。；]{0,40}(?:补贴|补助|奖励)$")  # 凡新办…，给予补贴30万元
_PRICE_AFTER = re.compile(r"的?[^，。；]{0,4}(?:价格|单价|收购价)")
_STANDARD_AFTER = re.compile(
    r"(?:左右|以上|以内|以下)?(?:的?(?:标准|比例|要求|目标|指标|具体指标|任务)|为标准|为目标|标准)"
)
_THRESHOLD = re.compile(
    r"(?:及)?以[上下]的?(?=[“‘\u4e00-\u9fff]{0,8}(?:村|户|企业|主体|人员|党员|项目|农户|居民|社)|\d+[个户家名])"
)

# 自付超过5000元的脱贫户, 其中50万元以上的19个: who is meant, not what was reached.
_BOUND = re.compile("(?:超过?|[高低]于|不足|不到|少于|不满|突破)$")
_OF_WHOM = re.compile("的[^，。；、对]{0,3}?(?:村|户|企业|主体|家庭|人员|党员|居民|群众|职工|患者|老人|社区)")
_INDEX = re.compile("指数[为是]?(?:[升降]至|达到?)?$")  # 景气指数为52%
_AS_GROWTH = re.compile("(?:左右|以上)?的(?:年均)?(?:增长|增幅|增速)")  # 实现年均20%的增长
_MORE_MONEY = re.compile("增[收产](?:近|约|超过?|达)?$")  # 果农增收10%以上
_THRESHOLD_UNITS = {"元", "亩", "吨", "平方米", "岁", "分"}
_CLAUSE = re.compile(r"[，。；：！？\n\t]")
CLAUSE_LONGEST = 60  # characters looked back for the start of a clause
SENTENCE_LONGEST = 400  # characters looked back for the start of a sentence


@dataclass(frozen=True, slots=True)
class Frame:
    """A text with where its sentences and clauses end and its time expressions, each found once."""

    text: str
    sentences: list[int]
    clauses: list[int]
    times: figure_times.Times


def frame(text: str) -> Frame:
    """Find the marks and time expressions of a text."""
    return Frame(
        text,
        [m.end() for m in re.finditer("[。！？\n]", text)],
        [m.end() for m in _CLAUSE.finditer(text)],
        figure_times.times_of(text),
    )


def clause_bounds(frame: Frame, start: int, end: int) -> tuple[int, int]:
    """Give the clause around [start, end): between marks that end one (、 does not)."""
    at = bisect_right(frame.clauses, start)
    low = max(frame.clauses[at - 1] if at else 0, start - CLAUSE_LONGEST)
    at = bisect_right(frame.clauses, end)
    return low, frame.clauses[at] - 1 if at < len(frame.clauses) else len(frame.text)


def sentence_start(frame: Frame, at: int) -> int:
    """Give where the sentence that holds `at` begins."""
    number = bisect_right(frame.sentences, at)
    return max(frame.sentences[number - 1] if number else 0, at - SENTENCE_LONGEST)


def qualifier(before: str, after: str, inside: str | None, *, ranged: bool) -> str | None:
    """Give range, at_least, at_most, approx or None from the words around the number."""
    if ranged:
        return "range"
    if _AT_MOST.search(before) or _AFTER_MOST.match(after):
        return "at_most"
    if _APPROX.search(before) and inside != "at_least":
        return "approx"
    if _AFTER_APPROX.match(after):
        return "approx"
    if _AT_LEAST.search(before) or _AFTER_LEAST.match(after) or inside == "at_least":
        return "at_least"
    return inside


def kind(unit: str, before: str, after: str, clause_before: str, sentence_before: str) -> tuple[str, int]:
    """Give the kind of a figure and the sign of a change."""
    if not _REACHED.search(before):
        change = CHANGE.search(before) or _RATE.search(before)
        created = unit == "个" and re.match("[\u4e00-\u9fff]", after)  # 增加了200个岗位
        grown = (unit in _GROWING_UNITS and not created) or change is None or change[1] != "增加"
        grown = grown or _COMPARED.search(before) is not None
        if change and not _NEWLY.search(before) and grown:
            return "change", -1 if change[1] in _FALLS else 1
        if against := _AGAINST.search(clause_before[-24:]):
            return "change", -1 if against[1] in ("低", "少") else 1
        if unit == "百分点" or (
            unit == "倍" and re.search("是|为|相当于", before[-4:]) is None and CHANGE.search(before)
        ):
            return "change", 1
    if unit in _THRESHOLD_UNITS and (_THRESHOLD.match(after) or (_BOUND.search(before) and _OF_WHOM.match(after))):
        return "standard", 1
    if _STANDARD_AFTER.match(after):
        return "standard", 1
    if (_STANDARD.search(clause_before) or _OFFERED.search(sentence_before)) and not _PRICE_AFTER.match(after):
        return "standard", 1
    plan = _PLAN.search(sentence_before)
    forecast = plan and (
        _FORECAST.search(sentence_before[: plan.start()]) or _NO_PLAN.search(sentence_before, plan.start())
    )
    if plan and not forecast:
        return "standard", 1
    if unit in {"%", "‰"}:
        if _AS_GROWTH.match(after) or _MORE_MONEY.search(before):
            return "change", 1
        return ("level", 1) if _INDEX.search(clause_before) else ("share", 1)
    return "level", 1


def time_of(frame: Frame, start: int) -> str | None:
    """Give the time expression that the figure's sentence sets before it, or None."""
    return figure_times.time_of(frame.text, frame.times, sentence_start(frame, start), start)
