"""Figures (数字): quantities with value, unit, qualifier and kind.

Takes the reading text, gives `Figure`s. 6万余亩 → 60000 亩, at_least; 近1.08万件 → 10800 件, approx;
下降6.4岁 → -6.4 岁, change; xx.x万元 → null 元, redacted. Left alone: 358工程, 2020年, 第三, 5A级, “四乡行动”.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from graph.extract import context, indicator_lists, indicators
from graph.extract.figure_tables import table_figures
from graph.extract.numbers import Number, arabic_number, chinese_number, fraction, multiplier
from graph.schema import Figure

_CN = "零〇一二两三四五六七八九十百千万亿"
_ARABIC = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?(?!\d)|\d{1,15}(?:\.\d{1,9})?(?!\d)"  # more digits are no count
_MASK = r"[xX×*]+(?:\.[xX×*]+)?"
_TO = "(?:——|--|[-~—–至到])"  # between the ends of a range
_POINT = "点[零〇一二三四五六七八九]{1,3}"  # of 三点五, before what it counts
_SCALE = "万亿|千万|百万|十万|亿|万|千(?![瓦伏克米])|百"
_MORE = "[余多来]|几(?=[百千万亿])"
TITLE_LONGEST = 60  # characters of a document's title
# Latin digits standing in a code (A4, 1+1, 5G, v2) are no quantity.
_BEFORE = r"(?:(?<![\d.A-Za-z+#＃第])|(?<=[比长]\+))"


@cache
def _units() -> dict[str, str]:
    """Map each measure word to its base unit."""
    units = {}
    for line in files("graph.extract").joinpath("data/units.txt").read_text("utf-8").splitlines():
        entry = line.split("#")[0].strip()
        if entry:
            word, _, base = (part.strip() for part in entry.partition("="))
            units[word] = base or word
    return units


def _base(unit: str) -> str:
    """Give the base unit of a measure word; 个亿 is a multiplier without one."""
    return "" if unit in _HUNDRED_MILLIONS else _units().get(unit, unit)


@cache
def _generic() -> re.Pattern[str]:
    lines = files("graph.extract").joinpath("data/generic_counts.txt").read_text("utf-8").splitlines()
    return re.compile("|".join(sorted(filter(None, (line.split("#")[0].strip() for line in lines)))))


@cache
def _pattern() -> re.Pattern[str]:
    unit = "|".join(sorted(map(re.escape, _units()), key=lambda u: (-len(u), u)))
    number = (
        r"(?:(?P<yi>\d+)亿零?(?=\d))?(?:(?P<wan>\d+)万(?=\d[千亿]|\d{4}亿))?(?:(?P<qian>\d)千(?=\d百))?"
        rf"(?P<num>{_ARABIC}|{_MASK})(?P<in>{_MORE})?(?P<scale>{_SCALE})?(?P<post>[余多来])?"
    )
    high = (
        rf"(?:(?P<scale0>{_SCALE})?(?P<own>(?:元|亩|公斤|斤|吨|平方米|[个人户名件])(?={_TO}))?(?P<to>{_TO}|、)(?P<high>{_ARABIC}|{_MASK})(?!年)(?P<scale2>{_SCALE})?"
        r"(?P<post2>[余多])?)?"
    )
    # The look-ahead turns most characters away before any alternative is tried.
    return re.compile(
        rf"(?=[\dxX×*{_CN}半翻])(?:{_BEFORE}(?P<percent>(?P<pnum>{_ARABIC}|{_MASK})(?:%?(?P<pto>{_TO})(?P<phigh>{_ARABIC}|{_MASK}))?(?P<punit>%|‰))"
        rf"|{_BEFORE}(?P<arabic>{number}{high}(?P<unit>(?!群众|村民)(?:个多?亿(?![吨千百亩])|{unit})|(?=[\u4e00-\u9fff，。；、”])))"
        rf"|(?P<fraction>(?:(?<![\d/])[1-9]/[2-9]\d?(?![\d/月])|百分之(?:[\d.]+|[{_CN}]+(?:{_POINT})?)|[{_CN}\d]+分之[{_CN}\d]+|(?<![{_CN}收养年建落组完构变])[一二两三四五六七八九\d]成半?(?!都(?!是|有|在)|[立员本为长果品功])"
        rf"|(?<![另多])一半|半数(?=以)))"
        rf"|(?<![{_CN}第])(?P<ntens>[二三四五六七八九]?十(?=..[^十百千]))?(?P<near>[一二两三四五六七八九]{{2}})(?P<nscale>[十百千万]*)(?P<nunit>{unit})(?!间)"
        rf"|(?<![{_CN}第几数\d好])(?P<cn>[{_CN}]+(?:{_POINT}(?=[万亿亩元吨倍米斤]|公[里斤顷]|平方|个百分点|个多?亿))?)(?P<cnpost>[余多来])?(?P<cnscale>[万亿])?(?P<cnpost2>[余多])?(?P<cnunit>(?!群众)(?:个多?亿(?![吨千百亩])|{unit})|(?=(?:农村|贫困|返乡)?(?:人口|农民|群众|村民|劳动力|游客|果农|牧民|职工|党员)))"
        r"|(?<=[近超破达过约逾上])(?P<round>[十百千万]?亿|[百千]万)(?=[，。；、！”]|$|国债|产值)"
        rf"|(?P<half>半)(?P<hunit>亩|斤|吨|公里)(?![之])"
        rf"|翻了?(?P<nearly>近|约)?(?P<double>[一两二三四五六])?番)"
    )


_DATE_AFTER = re.compile(
    r"年|月|日|号|时(?!间)|点|分(?![之公])|世纪|届|后(?=[党青年干农大创村新、”“]|”)|A|a|级|师|团|路|楼|室|线|#|\+|/|:|：\d|%"
)
_LOCATES = re.compile(r"(?:海拔|距离?|相距|离(?:县|市|镇|村|城)[^，。]{0,6}|远|落差|高差|总高差)[^，。；]{0,8}$")
_QUOTED_NAME = re.compile(r"“[^“”]{0,8}$")
_STAND_ALONE_CN = {"百", "千", "万", "亿", "十万", "百万", "千万", "上千", "上万"}
_COUNTED_BY_LEVEL = frozenset("个 家 名 项 支 处 所".split())
# Measure words of a round number only behind 上, 近, 超 …: 上千棵, 近百条.
_ROUND_ONLY = frozenset("棵 美元 吨 公斤 条 辆 套 项 位".split())
_ROUNDED = frozenset("名 户 人 亩 元 个 家 件 场 羽 尾 只 头 株 斤 棒".split())
_TIME_UNITS = {"天", "个月", "小时", "分钟", "个工作日", "工作日", "课时", "学时"}
_TIME_CUE = re.compile(
    r"不少于|不低于|不超过|至少|缩短|压缩|压减|控制在|限时|时限|期限|用时|耗时|时长|提前|累计|天气|无霜期|优良|时间|学时|平均|培训|免费开放"
)
_POINTS = re.compile("积|加|扣|满分|分数|得分|评分|奖")
# 两位数, 二期工程, 七人制, 六次全会, 二十个年头, 五个季度: the unit and what must not follow it.
_NO_COUNTS = (
    ("位", "数"),
    ("期", ("工", "项目", "间")),
    ("人", "制"),
    ("部", "门"),
    ("单", "位"),
    ("千伏", tuple("输特变线第及联直")),
    ("轮", ("车", "摩托", "电动", "土地承包", "承包", "延包")),
    ("次", ("全会", "列车", "产业")),
    ("个", ("年头", "季度", "多月", "小时", "多小时", "半小时", "体户", "体工商", "体种", "体经")),
    ("处", ("漏风", "奔", "打听", "打工", "寻", "找", "借", "求", "流浪", "碰壁")),
    ("头", "旱"),
)
_ASSEMBLIES = ("人大", "政协", "代表大会", "委员会", "党代会")
_PLACES_OF_MONEY = frozenset("村户镇乡县")
_PLACE_UNITS = {"镇", "村", "乡", "县", "市", "省"}
# Measure words that with a Chinese number make a name or an idiom (三组, 一笔).
_NAMING = frozenset("班 级 面 道 节 口 口人 片 组 层 笔 门 站 单 起 队 部 例".split())
_COUNTED = frozenset("笔 起 例 口 口人".split())  # of these so many are counted: 三百多笔
_MANY = 20
_HUNDRED_MILLIONS = ("个亿", "个多亿")
_PEOPLE = re.compile("(?:当地|贫困|返乡)?(?:村民|农民|群众|牧民|居民)")
_TOGETHER = re.compile("组团|连片|联合|抱团|联建|联动|合并")  # 四村组团发展: villages that are counted
SHARED_LONGEST = 40  # characters from 分别 to the last number of its list
_SHARED = re.compile("分别[^，。；：\\d]{0,14}((?:\\d+(?:\\.\\d+)?[万亿]?[、和与及])+)$")
_SCALED = re.compile("(\\d+(?:\\.\\d+)?)([万亿]?)")
# A small Chinese number before these is an idiom or an article (一项, 一户一策), not a count.
_ARTICLES = {"一", "百", "零", "亿万"}


def find_figures(text: str, names: Sequence[tuple[int, int]] = ()) -> list[Figure]:
    """Give the figures of `text` in order; offsets count in `text`.

    `names` are spans in which numbers count nothing, in order: places (三家村, 八棵树镇).
    """
    starts = [start for start, _ in names]
    found: list[Figure] = []
    frame = context.frame(text)
    for match in _pattern().finditer(text):
        number = _read(text, match)
        if number is None or _RATE_BASE.match(text, number.start):
            continue
        if not (_in_title(text, number.start) or _within(number, names, starts)):
            for beside in _of_one_unit(text, number):
                if found and found[-1].end > beside.start:
                    found.pop()  # 20万: read without its 元
                found.append(_figure(frame, beside, found[-1] if found else None))
            found.append(_figure(frame, number, found[-1] if found else None))
    return table_figures(text, indicator_lists.share_out(text, found), find_figures)


def _of_one_unit(text: str, number: Number) -> list[Number]:
    """Give the numbers that have their unit from the last of their list: 分别增长3.9、5.1|和6个百分点."""
    if number.high is not None or text[number.start - 1 : number.start] not in indicator_lists.LISTED:
        return []
    earlier = _SHARED.search(text, max(0, number.start - SHARED_LONGEST), number.start)
    scaled = _SCALED.match(text, number.start)
    if earlier is None or scaled is None:
        return []
    return [
        Number(part.start(), part.end(), arabic_number(part[1], multiplier(part[2] or scaled[2])), number.unit)
        for part in _SCALED.finditer(text, earlier.start(1), number.start)
    ]


def _within(number: Number, names: Sequence[tuple[int, int]], starts: list[int]) -> bool:
    """Say whether a number begins inside one of the names."""
    at = bisect_right(starts, number.start) - 1
    return at >= 0 and number.start < names[at][1]


def _in_title(text: str, at: int) -> bool:
    """Say whether a place is inside the title of a document (《乡村人才引育十条》)."""
    opening = text.rfind("《", max(0, at - TITLE_LONGEST), at)
    return opening >= 0 and text.find("》", opening, at) < 0 and text.find("》", at, at + TITLE_LONGEST) >= 0


def _figure(frame: context.Frame, number: Number, last: Figure | None) -> Figure:
    """Put a figure together from the number and what surrounds it; `last` is the figure before it."""
    text = frame.text
    start, end, unit, value = number.start, number.end, number.unit, number.value
    low, _ = context.clause_bounds(frame, start, end)
    near, after = text[max(0, start - 20) : start].rstrip("-+"), text[end : end + 14]
    sort, sign = context.kind(unit, near, after, text[low:start], text[context.sentence_start(frame, start) : start])
    if text.startswith("翻", start) and sort != "standard":
        sort, sign = "change", 1
    words = indicators.indicator(frame, start, end, unit, last)
    if text.startswith("翻", start):
        words = indicators.without_since(words)
    if last and last.unit == unit and text[last.end : start] in indicator_lists.LISTED:
        # 平均年龄37.9岁、44.9岁，比上届下降3.5岁、4岁: a list shares kind, sign and indicator.
        sort, sign, words = last.kind, -1 if (last.value or 0) < 0 else 1, last.indicator
    return Figure(
        start=start,
        end=end,
        value=value * sign if value is not None and sort == "change" else value,
        unit=unit,
        indicator=words,
        kind=sort,
        qualifier=context.qualifier(near, after, number.inside, ranged=number.high is not None),
        high=number.high,
        scale=number.scale,
        time=context.time_of(frame, start),
        redacted=value is None,
    )


def _neighbours(match: re.Match[str]) -> Number | None:
    """Give the range that two neighbouring digits are: 五六千元, 两三百户, 十五六个."""
    low, high = (chinese_number(digit) or 0 for digit in match["near"])
    if high - low != 1 or not (match["ntens"] or match["nscale"]) or match["nunit"] in {"岁", "周岁"}:
        return None
    above = chinese_number(match["ntens"] or "零") or 0
    scale = multiplier(match["nscale"])
    start = match.start("ntens" if match["ntens"] else "near")
    unit = _units()[match["nunit"]]
    return Number(start, match.end("nunit"), (above + low) * scale, unit, (above + high) * scale)


def _read(text: str, match: re.Match[str]) -> Number | None:
    """Give the number that a match holds, None where it is no quantity."""
    if match["percent"]:
        value = _value(match["pnum"], 1)
        if value is not None and _MINUS.match(text, max(0, match.start() - 2)):
            value = -value
        high = _value(match["phigh"], 1)
        return Number(*match.span("percent"), value, match["punit"], high, 1 if value is None else None)
    if match["arabic"]:
        return _arabic(text, match)
    if match["fraction"]:
        value = fraction(match["fraction"])
        if tens := _TENS.fullmatch(match["fraction"]):
            low, high = (10 * (chinese_number(digit) or 0) for digit in tens.groups())
            return Number(*match.span("fraction"), low, "%", high) if high - low == 10 else None
        halved = match["fraction"] == "一半"
        if value is None or (halved and not _HALF.search(text[max(0, match.start() - 12) : match.start()])):
            return None
        return Number(*match.span("fraction"), value, "%")
    if match["near"]:
        return _neighbours(match)
    if match["cn"]:
        return _chinese(text, match)
    if match["round"]:  # 产值突破百亿，
        return Number(*match.span(), chinese_number(match["round"]), "")
    if match["half"]:
        return Number(*match.span(), 0.5, match["hunit"])
    doubled = chinese_number(match["double"] or "一") or 1
    return Number(*match.span(), 2.0**doubled, "倍", inside="approx" if match["nearly"] else None)


_MINUS = re.compile("[\u4e00-\u9fff，、]-")  # 同比增长-3.2%
# 每10万人, 每百户, 每万名老人: what a rate is counted by, no count.
_RATE_BASE = re.compile("(?<=每)(?:10*[百千万亿]*|[十百千万亿]+)(?:人|名|户|位|家|口|平方公里)")
_POINTS_TOO = re.compile(r"[和、与及][\d.]+个百分点")  # 提高3.5个和6个百分点
_PER = re.compile("/(?:小时|公斤|千克|斤|吨|亩|人|户|平方米|公顷|年|月|天|头|只|株|度|千瓦时)")
_TENS = re.compile("百分之([二三四五六七八])([三四五六七八九])十")  # 百分之七八十
_HALF = re.compile(r"(?:占比|比例)(?:为|达到?)?$|[占近超过达到足少了]$|占[^，。；]{1,10}的?$|比例|份额")


def _value(number: str | None, scale: int) -> float | None:
    if number is None or not number[0].isdigit():
        return None
    return arabic_number(number, scale)


def _with_parts(match: re.Match[str], value: float | None, scale: int) -> float | None:
    """Give the value with the parts before it: 2亿5千万元, 24万8009亿元, 2万5千户, 3千5百万元."""
    if value is None:
        return None
    sizes = {"yi": 100_000_000, "wan": 10_000 * (scale if scale > 10_000 else 1), "qian": 10 * scale}
    return value + sum(float(match[part]) * size for part, size in sizes.items() if match[part])


def _arabic(text: str, match: re.Match[str]) -> Number | None:
    unit, number = match["unit"], match["num"]
    start, end = match.span("arabic")
    masked = not number[0].isdigit()
    scale = multiplier(match["scale"] or "")
    before = text[max(0, start - 14) : start]
    after = text[end : end + 5]
    if unit in _HUNDRED_MILLIONS:
        scale = 100_000_000
    elif not unit:
        # A multiplier or the people counted stand for the missing measure word.
        counted = match["scale"] or match["scale2"] or _PEOPLE.match(after)  # 301万农村劳动力, 200多村民
        if masked or not counted or _DATE_AFTER.match(after) or match["to"]:
            return None
    elif (unit == "度" and scale == 1) or not _unit_holds(
        unit, masked=masked, before=before, after=after, number=number
    ):
        return None
    high = match["high"]
    if high and match["to"] == "、" and not _adjacent(number, high):
        return _second(text, match)
    value = _value(number, scale)
    value = _with_parts(match, value, scale)
    top = None
    if high:
        top_scale = multiplier(match["scale2"] or "")
        if not (match["scale"] or match["own"]) and top_scale > 1:
            value = _value(number, top_scale)
        top = _value(high, top_scale if match["scale2"] else scale)
        if value is not None and top is not None and top <= value:
            return _second(text, match)
    more = match["in"] or match["post"] or match["post2"]
    inside = "at_least" if more in {"余", "多"} or unit == "个多亿" else "approx" if more else None
    masked_scale = max(scale, multiplier(match["scale2"] or "")) if value is None else None
    unit = "百分点" if unit == "个" and _POINTS_TOO.match(text, end) else _base(unit)
    if per := _PER.match(text, end):
        end, unit = per.end(), unit + per[0]  # 48元/吨
    return Number(start, end, value, unit, top, masked_scale, inside)


def _second(text: str, match: re.Match[str]) -> Number | None:
    """Two numbers that are no range (2019—3户, 8、120个): read the second alone."""
    again = _pattern().match(text, match.start("high"))
    return _read(text, again) if again and again["arabic"] and not again["high"] else None


def _adjacent(low: str, high: str) -> bool:
    """4、5千元: neighbouring digits are a range; 2、10个 is a list."""
    return low.isdigit() and high.isdigit() and int(high) - int(low) == 1 and len(low) == 1


def _unit_holds(unit: str, *, masked: bool, before: str, after: str, number: str) -> bool:
    """Say whether number + unit is a quantity here and not part of a name, a date or a place."""
    if unit in _PLACE_UNITS and (masked or len(number) > 4 or "." in number):
        return False
    if unit in {"米", "公里", "千米", "斤", "度"} and _LOCATES.search(before):
        return False
    if unit in {"岁", "周岁"}:
        return "平均" in before or bool(context.CHANGE.search(before)) or bool(re.search(r"岁、$", before))
    if unit in _TIME_UNITS:
        told = _TIME_CUE.search(before) and not re.search("[这近那]$|(?<!提)前$", before)  # 这两天
        return bool(told) and not after.startswith("后")
    if unit == "块" and not re.match("[，。；、！？”增涨到的以左]|$", after):
        return False
    if any(unit == word and after.startswith(rest) for word, rest in _NO_COUNTS):
        return False
    if unit == "次" and after.startswith("会议") and before.endswith(_ASSEMBLIES):
        return False  # 十二届全国人大五次会议
    if after.startswith("级") and unit not in _COUNTED_BY_LEVEL:
        return False  # 10万吨级码头, 千亿元级产业集群
    if (unit == "个" and re.match(r"\d+%", after)) or (number == "二" and unit in {"次", "期", "批", "类"}):
        return False  # 三个100%; 二期工程, 二次改造: an ordinal, a count is 两次
    if unit == "分":
        return (
            bool(_POINTS.search(before)) and not re.match("[之钟别散析工]", after) and before[-1:] not in {"时", "点"}
        )
    return not (unit == "名" and before.endswith("前"))


def _loose(text: str, match: re.Match[str]) -> Number | None:
    """Give a round number used as a loose count: 千名机关党员干部, 上千棵."""
    words, unit = match["cn"], match["cnunit"]
    start, end = match.start("cn"), match.end("cnunit")
    if words == "万" and unit == "元" and text[end : end + 2] in {"以上", "左右"}:
        return Number(start, end, 10_000.0, "元")
    about = text[start - 1 : start] in set("超上近过达逾破")
    if not about and (unit in _ROUND_ONLY or (len(words) == 1 and unit in {"元", "人", "个", "家"})):
        return None
    if unit not in _ROUND_ONLY and unit not in _ROUNDED:
        return None
    named = text[start - 1] in "家村户乡山" or (unit == "元" and text[end : end + 1] in _PLACES_OF_MONEY)
    if named or _QUOTED_NAME.search(text[max(0, start - 10) : start]):
        return None  # 千家万户, 千村万户, 百万元村
    inside = "at_least" if match["cnpost"] else "approx"
    return Number(start, end, chinese_number(words), _base(unit), inside=inside)


def _chinese(text: str, match: re.Match[str]) -> Number | None:
    words, unit = match["cn"], match["cnunit"]
    start, end = match.start("cn"), match.end("cnunit")
    if words in _STAND_ALONE_CN:
        return _loose(text, match)
    scale = 100_000_000 if unit in _HUNDRED_MILLIONS else multiplier(match["cnscale"] or "")
    if words[-1] in "万亿" and match["cnscale"]:
        return None
    value = chinese_number(words)
    if value is None or words.startswith("零"):
        return None
    before, after = text[max(0, start - 14) : start], text[end : end + 4]
    if unit in _NAMING and not (unit in _COUNTED and value >= _MANY):
        return None
    if unit in _PLACE_UNITS and not _TOGETHER.match(after):
        return None
    doubled = words == "一" and unit == "倍" and context.CHANGE.search(before)  # 增加了一倍
    if (words in _ARTICLES or (value == 1 and scale == 1)) and not doubled and scale == 1:
        return None
    if not unit and value * scale < 10_000:  # 一万多贫困人口 has no measure word, 三农民 is none
        return None
    if _QUOTED_NAME.search(before) or "“" in text[max(0, start - 1) : start]:
        return None
    if unit in {"个", "项", "条", "种", "类", "大", "张", "本", "支", "次", "份", "批"} and _generic().match(after):
        return None
    if after.startswith(("”", "’", "一体")) or not _unit_holds(
        unit, masked=False, before=before, after=after, number=words
    ):
        return None
    more = match["cnpost"] or match["cnpost2"]
    inside = "at_least" if more in {"余", "多"} or unit == "个多亿" else "approx" if more else None
    return Number(start, end, value * scale, _base(unit), inside=inside)
