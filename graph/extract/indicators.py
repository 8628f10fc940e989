"""Indicators (指标): what a figure measures, in the text's own words.

A count is measured by the noun after its measure word (5个[党建督导小组]), everything else by the words
before the number ([种植面积]6万余亩); lists share a subject (A、B平均年龄37.9岁、44.9岁).
"""

import re

from graph.extract.context import Frame, clause_bounds, sentence_start
from graph.extract.figure_times import without_times
from graph.extract.indicator_nouns import BARE, GROWN, NOUN, PART, noun_after, said_of
from graph.extract.indicator_words import AND, balanced, last_words, subject_of, telling, without, without_lead
from graph.schema import Figure

# 我国|贫困人口, 该|基地面积, 因此|受益的农户: words that point at who is told of, or tie the sentence up.
_POINTERS = re.compile(
    "^(?:我国|各级|这[家个些里条座栋]?|该(?:院|所(?!有)|校|站|局|厂|公司|社(?!区))?|其间|因[此为]|凡|同步|[正被](?=[着加在建整]|农民|企业|群众)|更(?!新)|将(?!军)|共(?=累计)|[以按](?=每))+"
)
_COMPARED = re.compile(
    r"(?:实际|名义|[两三]年|年均|平均)*(?:比(?!对(?!照)|例|重|赛|武|拼)|较(?!量)|同比|环比|高于|低于|高出|快于|(?:增长|提高|提升|下降|降低|增加|减少|上升)(?:了|率|幅度?)?$)"
)
_PAID = re.compile(
    "(?:左右|以上)?(?:的(?!标准))?([\u4e00-\u9fff]{0,4}?(?:贷款|工资|善款|利润|分红|奖金|奖励|奖补|补偿|补助|补贴|产值))(?=[，。；、]|$)"
)
_GIVEN = re.compile("(?:(?:一次性|每年|再|另)*给予|一次性)+(每[场次人户亩年月天期])?$")  # 对“金牌院长”|给予2000元奖励
# 后备力量200人，其中“80后”120人: these words need the thing that is counted; 其中妇女30名 does not.
_OF_THOSE = re.compile(r"“|\d[^人员户]*$|.{1,2}$")
_AVERAGE = re.compile("[村户人亩社]均")  # 总收入2.87亿元，村均|127万元
_QUOTED = re.compile("“[^”]{1,8}”")
_AFTER_LAST = re.compile("^(?:以[上下]|左右|以内)?的?")
_THRESHOLD = re.compile(
    r"(?:及)?以[上下]的?(?:村|户|农户|企业|主体|家庭|大户|合作社|社区|人员|项目)(?=[\d，。；、“达占有共已]|$)|(?:及)?以[上下]的?(?=\d+[个户家])"
)
# 人均收入19200元，是2012年的|4.1倍: the same indicator beside an earlier one.
_TIMES_OF = re.compile(r"(?:是|为|相当于|达到?)+(?:\d{4}年|去年|上年|前年|[^，。\d]{0,8}(?:同期|前))[^，。\d]{0,8}的?")
_UP_TO_NUMBER = re.compile(r"\D+")
_GROWS = re.compile("(?<=..)(?:[比较][^，。]{1,8})?(?:年均|同比)?(?:增长|提高|提升|上升|增加|下降|降低|减少)$")
_SINCE_WHEN = re.compile(
    "(?:与[^，。]{1,8}相比(?:实现)?|(?<!相)[比较][^，。]{1,8}|[一两二三四五六七八九十\\d]+年(?:内|间)?)$"
)
# Words before a number that name a measure by themselves: what follows the unit is not needed.
_BEHIND_NUMBER = re.compile("(?![口的以])[^，；。]+(?<![关阶级])")
_COUNTED = re.compile("^.*\\d[余多]?[\u4e00-\u9fff]、(?=[\u4e00-\u9fff]{2})")  # 视频监控1320路、|感知设备
_SUMMED = re.compile("[^等]{2,8}等[^，。]{2,8}$")
_MEASURES = re.compile(r"(?:面积|产量|产值|收入|资金|投资|总额|规模|长度?|占地|达|销量|产|重|宽|高)$")
_GIVEN_TO = re.compile("(?<=..)(?:入股|投入|用于|注入|投向|量化|折股|分配|发放|作为|拨付|存入|转入|捐|全部)")
_INVESTED = frozenset("投资 总投资 设立 投入 累计投资 共投资 提供 发放 筹集 整合 争取 落实 安排 拨付 捐赠".split())
# 龙头企业|及103家合作社, 大班额比例|由2012年…, 全长|约518公里 (not 惠及, 总和, 理由, 就近, 公共).
_LEADS_ON = re.compile(
    "(?:(?<=.)[一总]共|(?<=..)(?:以及|(?<![普涉惠波触顾危提遍])及|(?:\\d[\\d.]*)?(?<![共缓温总饱中祥随])和|(?<![自理缘事交])由|"
    "(?<=[长宽高深重])约|(?<![附就接最靠邻亲临逼远])近|(?<!公)共))$"
)

SHORTEST_DEED = 4
LONGEST = 28  # characters of an indicator's subject
LONGEST_BESIDE_NOUN = 10  # a longer subject says less than a telling noun alone


def _clause_before(frame: Frame, opening: int, low: int) -> str:
    """Give the subject of the clause before the one that begins at `low`, in the sentence that begins at `opening`."""
    words = without_times(frame.text, frame.times, opening, max(low - 1, opening))
    return subject_of(words.replace("；", "，").rsplit("，", maxsplit=1)[-1])


def _own_words(between: str) -> str:
    """Give of the words between two figures of a list those of the second: 评出最美楼栋36个、|和谐家庭420户."""
    pieces = AND.split(between)
    if _SUMMED.match(pieces[-1]) or "）" in pieces[-1]:
        return between  # 42家企业解决用地、用工、融资等问题193个: a list that is one
    return pieces[-1] if len(pieces) > 1 or len(between) > 2 else ""


def _left_unsaid(frame: Frame, opening: int, low: int, earlier: Figure | None) -> str:
    """Give what a number without words of its own is of: what the figure before grew, or the clause before tells."""
    beside = earlier is not None and earlier.kind == "change" and low - earlier.end <= 1
    if earlier and beside and (grown := _GROWS.search(earlier.indicator)):
        return earlier.indicator[: grown.start()]  # 人均收入…，年均增长20%，力争突破|3万元
    rest = frame.text[earlier.end : max(low - 1, 0)] if earlier else "，"
    if _BEHIND_NUMBER.fullmatch(rest) and len(words := subject_of(rest)) >= SHORTEST_DEED:
        return last_words(words, 16)  # 按增量部分的10%奖励村干部，最高不超过|5万元
    return last_words(_clause_before(frame, opening, low), 16)


def _owner(before: str, subject: str, low: int, earlier: Figure | None) -> str:
    """Give what a share or an area is of (占全国6%, 占地30亩): what the clause before counts or is told of."""
    beside = earlier is not None and earlier.end > low - len(before) - 1
    if subject.startswith("占地") and (beside or subject.startswith("占地面积")) and not subject.startswith("占地区"):
        return ""  # 总投资300亿元，占地8000亩
    owner = earlier.indicator if earlier and beside else before.removesuffix("之一")
    return last_words(owner, LONGEST_BESIDE_NOUN * (2 if _THRESHOLD.search(owner) else 1)).removeprefix("是")


def without_since(words: str) -> str:
    """Give an indicator without what it is held against: 产值|较上年, 产值|两年."""
    return _SINCE_WHEN.sub("", words) or words


def _told_by_last(between: str, unit: str, subject: str, noun: str, last: Figure) -> str | None:
    """Give the indicator of a part of what the figure before counts: 200人，其中“80后”120人，“90后”49人."""
    if last.unit != unit:
        return None
    if "其中" in between and _OF_THOSE.match(subject + noun) and not _MEASURES.search(subject):
        return subject + noun + last_words(last.indicator, 12)
    alike = len(subject) <= 3 and last.indicator[len(subject) - 1 : len(subject)] == subject[-1:] != ""
    if alike and not noun and between == f"、{subject}" and len(last.indicator) > len(subject):
        return subject + last.indicator[len(subject) :]  # 其中公办18家、民办|13家
    quoted = _QUOTED.match(last.indicator)
    if quoted and not noun and _QUOTED.fullmatch(subject) and between in {f"，{subject}", f"、{subject}"}:
        return subject + last.indicator[quoted.end() :]
    return None


def _of_threshold(text: str, between: str, end: int, unit: str, last: Figure) -> str | None:
    """Give what is counted where a threshold says which, and what the next threshold is of.

    村集体收入达到5万元，其中10万元以上的村|138个、50万元|以上的村12个.
    """
    subject = subject_of(without(_AFTER_LAST, between))
    if (part := PART.fullmatch(subject)) and (which := _THRESHOLD.match(text, last.end)):
        return re.split(r"\d", last.indicator, maxsplit=1)[0] + text[last.start : which.end()] + part[1]
    if (not subject or subject in BARE) and (which := _THRESHOLD.match(text, last.end)):
        return ("" if last.indicator in BARE else last.indicator) + text[last.start : which.end()].rstrip("的")
    measured = _UP_TO_NUMBER.match(last.indicator)
    if (
        not subject
        and measured
        and _THRESHOLD.match(text, end)
        and (unit == last.unit or measured[0] != last.indicator)
    ):
        return measured[0]
    return None


def _money(text: str, start: int, end: int, high: int, subject: str) -> str | None:
    """Give what a sum is where the words behind it say so: 每月可以拿到5000元工资, 将480万元帮扶资金入股公司."""
    if paid := _PAID.match(text, end):
        if given := _GIVEN.search(subject):
            return last_words(subject[: given.start()], 16) + (given[1] or "") + paid[1]
        every = re.search("每[年月天人户亩]", subject)
        return (every[0] if every else "") + paid[1]
    if text[start - 1 : start] in {"将", "把"} and (given := NOUN.match(text[end:high])):
        return _GIVEN_TO.split(given[0], maxsplit=1)[0]
    return None


def indicator(frame: Frame, start: int, end: int, unit: str, last: Figure | None) -> str:
    """Say what is measured in the text's own words: the clause before the number, or the noun after it."""
    text = frame.text
    low, high = clause_bounds(frame, start, end)
    shared = last is not None and last.end > low
    between = without_times(text, frame.times, last.end if shared and last else low, start)
    if last and last.end > sentence_start(frame, start) and (told := _of_threshold(text, between, end, unit, last)):
        return told
    if shared and last:
        if GROWN.match(between):
            return last.indicator  # 由30亩扩大到200亩
        # In a list (A 3个、B 5个) the words since the last figure are this one's.
        between = without(_AFTER_LAST, between)
        if len(between) <= 2 and not noun_after(text[end:high], unit, told=False):
            return last.indicator  # 培训13期112人: both count the training
        between = _own_words(between)
    subject = subject_of(_COUNTED.sub("", between))
    of_thing = said_of(text[end:high], unit, subject)
    if told := of_thing or (_money(text, start, end, high, subject) if unit == "元" else None):
        return told
    noun = noun_after(text[end:high], unit, told=_MEASURES.search(subject) is not None, subject=subject)
    opening = sentence_start(frame, start)
    earlier = last if last is not None and last.end > opening else None  # of this sentence
    if not subject and not noun:
        subject = _left_unsaid(frame, opening, low, earlier)
    if earlier and (
        (earlier.unit == unit and (not (subject or noun) or GROWN.match(text[low:start])))
        or (unit in {"倍", "%"} and _TIMES_OF.fullmatch(text, max(low, earlier.end), start))
    ):
        return earlier.indicator  # 人均收入3000元，到了上半年，达到8000元; 由2012年的9%，下降到2016年的3%
    if subject.startswith("占") and not noun:
        subject = _owner(_clause_before(frame, opening, low), subject, low, earlier) + subject
    if earlier and (_COMPARED.match(subject) or (earlier.unit == unit and _AVERAGE.fullmatch(subject) and not noun)):
        return earlier.indicator.removesuffix(subject) + subject
    if last is not None and (told := _told_by_last(text[last.end : start], unit, subject, noun, last)):
        return told
    if unit == "元" and subject in _INVESTED and (rest := NOUN.match(text[end:high])) and len(rest[0]) > 1:
        noun = rest[0]
    if len(noun) >= 4 and (len(subject) > LONGEST_BESIDE_NOUN or subject.endswith("等")):
        subject = ""
    words = last_words(subject, 24) + noun if noun else last_words(subject, LONGEST)
    words = words.strip("，、 ").strip()
    words = _LEADS_ON.sub("", telling(words))
    told = without(_POINTERS, words).lstrip("的")
    told = without_lead(told) if told != words else words
    return balanced(told if len(told) > 1 else words) or text[start:end]
