"""What surrounds a number: qualifier, kind, indicator, time and place of a figure.

The rules read the clause that holds the number; the indicator keeps the text's own words.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from graph.extract.numbers import Number
from graph.schema import Figure

_APPROX = re.compile(r"(?:近|约|大约|将近|接近|大概|大致|差不多)$")
_AT_LEAST = re.compile(r"(?:超|超过|突破|逾|不少于|不低于|至少|高于|多于|最少|最低|上|过)(?:了)?$")
_AT_MOST = re.compile(r"(?:不足|不到|不超过|不高于|不多于|最多|至多|最高|(?<!不)低于|(?<!不)少于|未达到?|控制在)$")
_AFTER_LEAST = re.compile(r"(?:及|或|\(含\)|（含）)?以上|开外|有余|之多")
_AFTER_MOST = re.compile(r"(?:及|或)?(?:以下|以内|之内)")
_AFTER_APPROX = re.compile(r"左右|上下|光景")

_RISE = "增长|提高|提升|上升|增加|净增|增|升|涨|上涨|扩大|高出|多出|翻"
_FALL = "下降|降低|减少|缩短|压减|压缩|下滑|回落|降|减|跌|缩减|(?<![至不最])少"
CHANGE = re.compile(rf"(?:(?P<rise>{_RISE})|(?P<fall>{_FALL}))(?:了|超过?|约|近|达|逾|不足|不到|突破|幅度?|率)*$")
_RATE = re.compile(r"(?:(?P<rise>增幅|增速|涨幅|增长率|升幅)|(?P<fall>降幅|跌幅|降低率))(?:[^，。；\d]{0,4})$")
_REACHED = re.compile(
    r"(?:增长|提高|提升|上升|增加|增|升|涨|扩大|下降|降低|减少|缩短|压减|压缩|降|减|达|发展|扩展|扩)[到至为]$"
)
_STANDARD = re.compile(
    r"不少于|不低于|不超过|不高于|要求|规定|控制在|任务指标|指标任务|限额|按照?[^，。；]{0,10}$|(?:联系|开展|召开|组织|培训|走访|配备|学习)[^，]{0,6}至少|"
    r"每[月季年周人户亩][^，。；“”]{0,8}(?:下发|召开|补助|补贴|奖励|给予|缴纳|收取)|"
    r"(?:补助|补贴|奖励|奖补|资助)(?:标准|金)?(?:为|每[^，。；]{0,6})$|标准(?:为|是)?$"
)
# A plan holds for the rest of its sentence (将培育…100家，打造…100条); a forecast (预计) is none.
_PLAN = re.compile(
    r"计划(?!”)|(?<![比虚])拟(?!人)|力争|目标是|承诺要?让|到20[2-9]\d年|将(?=新?建|打造|培育|投入|开展|实施|实现|带动|建成)"
)
_NO_PLAN = re.compile(r"，有|预计|预期|已|了|目前|截至|累计")
_PRICE_AFTER = re.compile(r"的?[^，。；]{0,4}(?:价格|单价|收购价)")
_STANDARD_AFTER = re.compile(
    r"(?:左右|以上|以内|以下)?(?:的?(?:标准|比例|要求|目标|指标|具体指标|任务)|为标准|为目标|标准)"
)
_THRESHOLD = re.compile(r"(?:及)?以[上下]的?(?=[“‘\u4e00-\u9fff]{0,8}(?:村|户|企业|主体|人员|党员|项目|农户|居民|社))")

_THRESHOLD_UNITS = {"元", "亩", "吨", "平方米", "岁"}
_CLAUSE = re.compile(r"[，。；：！？\n\t]")
_LEAD_WORDS = re.compile(
    r"^(?:(?:目前|现已?|已经?|累计|共计?|一共|总共|全面|先后|近年来?|今年以?来?|去年|当年|同年|其中|同时|并|且|还|也|又|均|约|近|仅|就|则|即|再|每年|当前|截至目前|如今|此外|另有|以及|和|与|及|中|"
    r"全[国省市州盟区县旗乡镇村]域?(?!面)|我[省市区县镇乡村]|该[省市区县镇乡村]|现有|拥有|共有|共|有|\d{4}年度?(?:底|末|初)?|\d{1,2}月份?底?|截[至止][^，]{0,12}年?(?:底|末)?|“十[三四五]五”期间?)|[、“”])+"
)
_TAIL_WORDS = re.compile(
    r"(?:达到?了?|为|是|有|共计?|约|近|超过?|突破|逾|仅|了|已|累计|合计|总计|分别|各|不足|不到|高达|多达|至少|不少于|不低于|最高|最多|均|在|至|到|就|以|按|总数|大约|：|:|\(|（|——)+$"
)
_PREPOSITION = re.compile(r"^(?:对|把|将|与|在|给|为|从|由|按照|针对|通过|如|使|让|帮助(?=.{6}))(?:全[市区县镇乡村])?")
_COMPARED = re.compile(r"(?:比|较|同比|环比|增长|提高|提升|下降|降低|增加|减少|上升)")
# What a count counts: the noun phrase after the measure word.
_NOUN = re.compile(r"[^，。；：！？、\n\t（(\d]{1,16}")
_NOUN_STOP = re.compile(
    r"(?:以上|左右|以下|以内)?(?:的)?(?P<np>.*?)(?:(?<=.)(?:实现|达到|参与|进行|开展|得到|获得|受益|增收|脱贫|抱团|发展|推动|带动|就业|落户|落地|入驻|进入|纳入|签订|签约|完成|通过|建立|成立|建成|投入|投用|到|在|为|与|和|从|被|把|向|对|全部|均|都|已|将|可|年|每|共|累计|，)|$)"
)
_COUNTERS = set("个名位家户人项件条次期场批类种座栋幢间套台辆处所支对组宗镇村乡县份本部张块片例株棵头只羽")
_TIME = re.compile(
    r"截[至止](?:目前|今年[^，。]{0,6}|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|初)?|x+年(?:x+月)?底?)|"
    r"(?:19|20)\d{2}年(?:度|上半年|下半年|\d{1,2}月(?:\d{1,2}日)?(?:份)?|前?[一二三四]季度|底|末|初|以来)?|今年(?:以来|上半年|\d{1,2}月)?|去年|前年|近[三两五几\d]年来?|“十[二三四五]五”(?:期间|以来)?|"
    r"(?:开展|实施|启动|成立|运行)以来|换届后|目前|如今|(?<!实)(?<!发)(?<!体)(?<!表)现(?=有|已|共)"
)


CLAUSE_LONGEST = 60  # characters looked back for the start of a clause
SENTENCE_LONGEST = 400  # characters looked back for the start of a sentence
_SINCE = re.compile(r"[^，。；\n]{2,12}$")


@dataclass(frozen=True, slots=True)
class Frame:
    """A text with where its sentences and clauses end and its time expressions, each found once."""

    text: str
    sentences: list[int]
    clauses: list[int]
    times: list[tuple[int, int]]


def frame(text: str) -> Frame:
    """Find the marks and time expressions of a text."""
    times = []
    for match in _TIME.finditer(text):
        start = match.start()
        if match[0].endswith("以来") and not match[0].startswith(("今", "1", "2", "“")):
            # 网格化工作开展以来: what began belongs to the expression.
            before = _SINCE.search(text, max(0, start - 12), start)
            start = before.start() if before else start
        times.append((start, match.end()))
    return Frame(
        text,
        [m.end() for m in re.finditer("[。！？\n]", text)],
        [m.end() for m in _CLAUSE.finditer(text)],
        times,
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
        if (change := CHANGE.search(before) or _RATE.search(before)) and not re.search(
            r"新增(?:了|超过?|约|近|达)*$", before
        ):
            fall = change["fall"]
            if not (
                unit not in {"%", "百分点", "岁", "倍", "元", "亩", "个", "吨", "公斤"} and change["rise"] == "增加"
            ):
                return "change", -1 if fall else 1
        if unit == "百分点" or (
            unit == "倍" and re.search("是|为|相当于", before[-4:]) is None and CHANGE.search(before)
        ):
            return "change", 1
    if (unit in _THRESHOLD_UNITS and _THRESHOLD.match(after)) or _STANDARD_AFTER.match(after):
        return "standard", 1
    if _STANDARD.search(clause_before) and not _PRICE_AFTER.match(after):
        return "standard", 1
    if (plan := _PLAN.search(sentence_before)) and not _NO_PLAN.search(sentence_before, plan.start()):
        return "standard", 1
    if unit in {"%", "‰"}:
        return "share", 1
    return "level", 1


def _strip_lead(words: str) -> str:
    return _LEAD_WORDS.sub("", words)


def _noun_after(after: str, unit: str) -> str:
    """Give the noun phrase that the measure word counts: 5个[党建督导小组]，."""
    after = re.sub(r"^(?:以上|左右|以下|以内|多|余)", "", after)
    if after.startswith("的"):
        # 占地5000平方米的金色池塘
        match = _NOUN.match(after[1:])
        return match[0] if match else ""
    if not unit or (unit[0] not in _COUNTERS and unit != "人次"):
        return ""
    match = _NOUN.match(after)
    if not match:
        return unit if unit in {"镇", "村", "乡", "县"} else ""
    noun = _NOUN_STOP.match(match[0])
    words = (noun["np"] if noun else match[0]).strip("的")
    if (
        after[match.end() :].startswith("（")
        and words == match[0]
        and (bracket := re.match(r"（[^）]{1,10}）", after[match.end() :]))
    ):
        words += bracket[0]
    return (unit if unit in {"镇", "乡", "县"} else "") + words


def indicator(frame: Frame, start: int, end: int, unit: str, last: Figure | None) -> str:
    """Say what is measured in the text's own words: the clause before the number, or the noun after it."""
    text = frame.text
    low, high = clause_bounds(frame, start, end)
    noun = _noun_after(text[end:high], unit)
    shared = last is not None and last.end > low
    between = text[last.end : start] if shared and last else text[low:start]
    if shared and last:
        # In a list (A 3个、B 5个) the words since the last figure are this one's.
        between = re.sub(r"^(?:以[上下]|左右|以内)?的?", "", between)
        if len(between) <= 2 and not noun:  # 培训13期112人: both count the training
            return last.indicator
        pieces = re.split("[、和及]", between)
        between = pieces[-1] if len(pieces) > 1 or len(between) > 2 else ""
    subject = _TAIL_WORDS.sub("", _PREPOSITION.sub("", _strip_lead(between)).strip("，、的"))
    if not subject and not noun:
        subject = _strip_lead(text[sentence_start(frame, start) : max(low - 1, 0)].rsplit("，", maxsplit=1)[-1])[-16:]
    if _COMPARED.match(subject) and last is not None and last.end > sentence_start(frame, start):
        return last.indicator + subject
    if last is not None and last.unit == unit and "其中" in text[last.end : start] and subject + noun:
        return subject + noun + last.indicator[-12:]
    if (
        unit == "元"
        and subject in {"投资", "总投资", "投入", "累计投资", "共投资"}
        and (rest := _NOUN.match(text[end:high]))
    ):
        noun = rest[0]
    words = (subject[-24:] + noun) if noun else subject[-28:]
    return words.strip("，、 ").strip() or text[start:end]


def time_of(frame: Frame, start: int) -> str | None:
    """Give the time expression that the figure's sentence sets before it, or None."""
    at = bisect_right(frame.times, (start, 0)) - 1
    if at < 0 or frame.times[at][0] < sentence_start(frame, start):
        return None
    low, high = frame.times[at]
    return frame.text[low:high] if high <= start else None


def figure(frame: Frame, number: Number, last: Figure | None) -> Figure:
    """Put a figure together from the number and what surrounds it; `last` is the figure before it."""
    text = frame.text
    start, end, unit, value = number.start, number.end, number.unit, number.value
    low, _ = clause_bounds(frame, start, end)
    near, after = text[max(0, start - 20) : start], text[end : end + 14]
    sort, sign = kind(unit, near, after, text[low:start], text[sentence_start(frame, start) : start])
    words = indicator(frame, start, end, unit, last)
    if last and last.unit == unit and text[last.end : start] == "、":
        # 平均年龄37.9岁、44.9岁，比上届下降3.5岁、4岁: a list shares kind, sign and indicator.
        sort, sign, words = last.kind, -1 if (last.value or 0) < 0 else 1, last.indicator
    return Figure(
        start=start,
        end=end,
        value=value * sign if value is not None and sort == "change" else value,
        unit=unit,
        indicator=words,
        kind=sort,
        qualifier=qualifier(near, after, number.inside, ranged=number.high is not None),
        high=number.high,
        scale=number.scale,
        time=time_of(frame, start),
        redacted=value is None,
    )


# What several objects are measured by, at the end of their common subject (A、B平均年龄37.9岁、44.9岁).
_MEASURED = re.compile(
    r"(?:平均\w+|人均\w+|户均\w+|年?[总纯]?收入|占比|比例|比重|面积|产量|产值|人数|数量|总数|覆盖率|满意率)$"
)


def share_out(text: str, found: list[Figure]) -> list[Figure]:
    """Give each figure of a list its own object where the subject names as many (镇党委班子、村党组织书记)."""
    shared = list(found)
    at = 0
    while at < len(found):
        end = at + 1
        while (
            end < len(found)
            and found[end].unit == found[at].unit
            and text[found[end - 1].end : found[end].start] == "、"
        ):
            end += 1
        objects, change = _objects(found[at].indicator)
        if end - at > 1 and len(objects) == end - at:
            for figure, (name, indicator) in zip(range(at, end), objects, strict=True):
                shared[figure] = replace(found[figure], indicator=indicator + change, object=name)
        at = end
    return shared


def _objects(indicator: str) -> tuple[list[tuple[str, str]], str]:
    """Take 镇党委班子、村党组织书记平均年龄[比上届下降] apart: objects with their indicators, and the rest."""
    compared = re.search(r"(?:比|较|同比|环比)[^、]*$", indicator)
    words, change = (indicator[: compared.start()], compared[0]) if compared else (indicator, "")
    measured = _MEASURED.search(words)
    if measured is None or "、" not in words:
        return [], ""
    names = words[: measured.start()].split("、")
    return [(name, name + measured[0]) for name in names if name], change
