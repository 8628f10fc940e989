"""Nouns of an indicator: what a measure word counts (5个[督导小组]), or a number is said of (5000平方米的[池塘])."""

import re
from functools import cache

import rjieba

from graph.extract.indicator_words import first_words, listed, without

_LIGHT_KINDS = frozenset("dpcu")  # of adverbs, prepositions and the like: 已经, 均已
# What a count counts: the noun phrase after the measure word.
NOUN_LONGEST = 20  # characters of the noun phrase after a measure word
DOES_LONGEST = 16  # characters of what the noun does
NOUN = re.compile(  # also 5G基站, 4A级景区
    rf"(?:\d[A-Z]级?)?(?:[^，。；：！？、\n\t（）(\dx×]|（[\u4e00-\u9fff、]{{1,8}}）(?=[\u4e00-\u9fff]{{2}}|的)){{1,{NOUN_LONGEST}}}"
)
_NOUN_LEAD = re.compile("(?:（[\u4e00-\u9fff]）)?(?:以上|左右|以下|以内)?的?")
_PRICE = re.compile("的(价格|价钱)")
# 80家企业实现上云: what a longer noun does tells which ones are counted.
_DOES = re.compile("实现|参与|进行|开展|得到|获得|受益|摆脱|脱贫|落户|落地|入驻|签约|签订|通过|享受|担任|联系|帮扶")
LONG_NOUN = 6
# 30亩辣椒迎来丰收, 200户村民和…: what follows does not tell which ones are counted.
_TELLS_NOTHING = tuple("、 中 和 可以 共 增加 增长 提高 迎来 遍布 忙着 正在 陆续 相继 纷纷 成为".split())
_NO_NOUN = frozenset("和 与 及 以及 共 共计 中 里 内 时 多".split())
_COUNTERS = set("个名位家户人项件条次期场批类种座栋幢间套台辆处所支对组宗镇村乡县份本部张块片例株棵头只羽尾峰款列")
_PLACES = {"镇", "村", "乡", "县"}
_AFTER_QUALIFIER = re.compile(r"^(?:以上|左右|以下|以内|多|余|不等(?=的))")
BARE = frozenset("村 户 农户 企业 主体 家庭 大户 合作社 社区 人员 项目".split())
# 260个村|集体经济收入全部达到5万元, 46个社区|办公面积均达到1000平方米
_THOSE_HAVE = re.compile(
    "村(?=(?:级?集体(?:经济)?|人均|农民人均)[^，。]{0,6}收入)|"
    "(?:村|社区|乡镇|镇街|街道|企业|合作社|学校)(?=[^，。、的]{0,8}(?:收入|面积|产值|经费|率)(?:(?:全部|全都|均|都|平均)|(?<=率)(?:达到?|为)?\\d))"
)
_AND_PEOPLE = re.compile(r"[、，]?\d[\d.]*[万千]?[余多]?(?:口人|人|名)(?=[\u4e00-\u9fff])")  # 30户|81人住进新社区
# What leads over from a noun to the next number.
_TO_NUMBER = re.compile(
    "(?<=..)(?:[户人亩村]均(?:年|纯|增收|收入|增加|获利|分红)+|已经?有?|[仅共就]?有了?|近|(?<![签预节条公])约|不?超过?|突破|高?达到?|至少|[增升降涨减]?[至到]|不到|不足|(?<![可所足难加])以)+$"
)
_DESCRIBED = re.compile(r"(?:[^，。；、“\d]{2,9}、){1,4}[^，。；、“\d]{2,12}的([^，。；、]{2,12})")
_OF_PEOPLE = "失能|失智|高龄|独居|空巢|留守|残疾|孤寡|困难|低保|特困|脱贫|监测|贫困|低收入|返乡|退役"
_ALIKE = re.compile(f"(?:{_OF_PEOPLE})(?:、(?:{_OF_PEOPLE}))+")
_ARE = re.compile(r"(?:都|的人)?是([^，。；、]{2,8})")
_REACHED = frozenset("目标 任务 目标任务 水平 规模 大关 关口 基础上".split())  # 收入超过80万元的|目标, 突破3万亩|大关
_STANDARD = re.compile("标准(?![化厂间地])")
PART = re.compile("(?:村|户|农户|企业|合作社|社区)(占比|比例|比重)")  # 收入50万元以上的村占比
_USED_FOR = re.compile("(用于[^，。；、]{2,12})")  # 不少于20%用于困难群众帮扶
_WHO_DOES = re.compile(
    "((?![和与及至到])[\u4e00-\u9fff][^，。；：、]{3,15})(?=[，。；：、]|$)"
)  # 90%以上|行政村实现5G网络覆盖
GROWN = re.compile(
    r"(?:以上|左右|多|余)?(?:直接|逐步|快速|迅速|进一步)?(?:增加|提高|提升|上升|攀升|扩增|跃升|猛增|激增|锐减|扩大|发展|缩水|回升|涨|跌|下降|下滑|降低|减少|缩减|缩短|压缩|压减|精简|延长|延伸|拓展|调整|整合|增长|增|升|降|减|壮大|扩)(?:到|至|为)"
)

# 总投资3000万元的|冷链物流园: a measure said of a thing.
_SAID_OF = re.compile(
    "(?:[一二三四五]期)?(?:(?:项目|计划|政府)?总?投资额?|全长|总长|总里程|占地(?:面积)?|设计时速|年?总?产值|年产|年?总?产量|总?价值|"
    "(?:总|建筑|种植|栽培|养殖|林地|耕地|水域|流域|规划|单体|管理)*面积|年?(?:生产|加工|储存|储藏|处理)能力)$"
)
_BESIDE = "、[^，。；：、\\d]{1,8}[\\d.]+[万亿千百余多]*(?:亩|元|吨|平方米|公里|米)"  # 占地300亩、投资2000万元|的产业园
_THING = re.compile(f"(?:左右|以上|以下|以内)?(?:{_BESIDE})*的([^，。；：！？、\n\t（）(\\dx×]{{2,24}})")
_NO_THING = ("能力", "速度", "基础", "规模", "水平", "目标", "标准")

_AND_MORE = re.compile(
    "(?:以?及(?!时|以[上下内])|与|和(?![美谐平睦]))(?=[^，。；、\\d的]{1,12}\\d)"
)  # 合作社16家|及大户5户


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(listed("acts"))


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(listed("stop"))


def said_of(after: str, unit: str, subject: str) -> str | None:
    """Give a thing with the measure that is said of it (冷链物流园总投资), or None where no such form stands there."""
    measure, thing = _SAID_OF.search(subject), _THING.match(after)
    if measure is None or thing is None or unit in {"%", "‰"} or thing[1].startswith(_NO_THING):
        return None
    at = 0
    for word, kind in rjieba.tag(thing[1]):
        if at > 1 and (kind == "p" or _acts().match(thing[1], at)):
            break  # 冷链物流园|建成投产, 水渠|终于贯通
        at += len(word)
    noun = _noun_phrase(thing[1][:at]).removesuffix("上")
    return noun + measure[0] if len(noun) > 1 else None


def _noun_phrase(words: str) -> str:
    """Give the noun phrase that words begin with, up to the word that says what it does (社区|参与, not 行|为)."""
    words = without(_NOUN_LEAD, words)
    at = 0
    for word, kind in rjieba.tag(words):
        if word == "中" and at > 1 and not words.startswith("的", at + 1):
            return words[:at]  # 37个项目|中真正落地的
        stop = _stop().match(words, at)
        if stop and not at and len(stop[0]) >= len(word):
            break  # 500余户抱团发展: no noun stands there
        if stop and at and (len(stop[0]) >= len(word) or kind[0] in _LIGHT_KINDS):
            return words[:at].strip("的")
        at += len(word)
    return words.strip("的")


def _behind_of(after: str, unit: str, subject: str) -> str:
    """Give the noun behind 的 (占地5000平方米的[金色池塘]); none of a threshold, nor behind 占."""
    match = NOUN.match(after)
    # 海岸线占全国六分之一的山东省, 排名前10%的优先
    if match is None or (unit in {"%", "‰"} and ("占" in subject or subject.endswith("前"))):
        return ""
    if unit in {"%", "‰"}:  # 80%的村庄实现全覆盖: of a share, what they do tells more than who they are
        return match[0].rstrip("和与及")
    noun = _noun_phrase(match[0])
    if _STANDARD.match(noun):
        return "标准"  # 每平方米不高于300元的标准给予补助
    if subject and (noun in _REACHED or PART.match(noun)):
        return ""  # 经营性收入50万元以上的村占比
    return "" if subject and noun in BARE and unit[:1] not in _COUNTERS else noun  # 村集体收入20万元以上的村


def _form(after: str, unit: str) -> str | None:
    """Give the noun where a form tells it: who has what, people of several kinds, a price."""
    if unit in {"个", "家", "所"} and (those := _THOSE_HAVE.match(after)):
        return those[0]
    if alike := _ALIKE.match(after):  # 1216名失能、高龄参保人
        return alike[0] + _noun_phrase(first_words(after[alike.end() :], DOES_LONGEST))
    price = _PRICE.match(after)
    return price[1] if price else None  # 以5万元的价格卖出


def noun_after(after: str, unit: str, *, told: bool, subject: str = "") -> str:
    """Give the noun phrase that the measure word counts (5个[党建督导小组]); `told`: the words before say it."""
    after = without(_AND_PEOPLE, after) if unit == "户" else after
    after = ("人" if unit == "人" and after.startswith("口") else "") + without(_AFTER_QUALIFIER, after)
    if unit == "省" and after.startswith("（"):
        after = after.partition("）")[2]  # 28省（区、市）
    if form := _form(after, unit):
        return form
    if GROWN.match(after) or _AND_MORE.match(after):
        return ""  # 由80公斤提高到380公斤: what follows is the way, not the thing
    if described := _DESCRIBED.match(after):
        # 128名政治素质好、工作作风实的优秀党员干部
        after = described[1]
    if after.startswith("的"):
        return _behind_of(after[1:], unit, subject)
    if unit in {"%", "‰"}:
        match = _ARE.match(after) or _USED_FOR.match(after) or (None if subject else _WHO_DOES.match(after))
        return match[1] if match else ""
    counts = not unit or unit[0] in _COUNTERS or unit == "人次"
    if not counts and (told or unit in {"元" if subject else "", "岁", "百分点", "倍", "天"}):
        return ""
    match = NOUN.match(after)
    if not match or unit == "村":  # 四村组团发展
        does = first_words(match[0], DOES_LONGEST) + "的" if match else ""
        return does + unit if unit in _PLACES else ""
    leads_over = after[match.end() : match.end() + 1].isdigit()
    told_of = _TO_NUMBER.sub("", match[0]) if leads_over else match[0]  # 5个乡镇|近400个贫困村
    words = _noun_phrase(told_of if match.end() < NOUN_LONGEST else first_words(after, NOUN_LONGEST))
    if words in _NO_NOUN or (told and words in _REACHED):
        return ""  # 两批共30名, 20多户中
    whole = words == told_of
    if len(words) > 2 and words.endswith("中") and rjieba.cut(words)[-1] == "中":
        words = words[:-1]  # 24个贫困村|中，
    if whole and (bracket := re.match(r"（[^）]{1,10}）", after[match.end() :])):
        words += bracket[0]
    elif (
        len(words) <= (LONG_NOUN if _DOES.match(told_of, len(words)) else 3)
        and not whole
        and (rest := told_of[len(words) :].strip("的"))
    ):
        # 44个村参与乡村振兴工作: a bare noun says too little without what it does.
        words = (
            f"{first_words(rest, DOES_LONGEST).rstrip('的')}的{words}" if not rest.startswith(_TELLS_NOTHING) else words
        )
    return (unit if unit in {"镇", "乡", "县"} else "") + words
