"""Indicators (指标): what a figure measures, in the text's own words.

A count is measured by the noun after its measure word (5个[党建督导小组]), everything else by the words
before the number ([种植面积]6万余亩); lists share a subject (A、B平均年龄37.9岁、44.9岁).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

import rjieba

from graph.extract.context import Frame, clause_bounds, sentence_start
from graph.schema import Figure

_LEAD_WORDS = re.compile(
    r"^(?:(?:[（(]?\d{1,2}[.．、)）](?=[\u4e00-\u9fff])|[①-⑳]|[一二三四五六七八九]是(?=[\u4e00-\u9fff]{3})|力争|不仅(?:为|是)?|不但|为了让?|[现下]?辖(?!区)|目前|到去年|现已?|且|而且|但是?|四年来|[一二三四五六七八九十]+年来|已经?|累计|共计?|一共|总共|全面(?!小康)|先后|近年来?|今年以?来?|去年|当年|同年|其中|同时|并|且|还|也|又|均|约(?!谈)|近|仅|就|则|即|再|每年|当前|截至目前|如今|这里|那里|[村镇乡县]里|当地|此外|另有|以及|和(?!美)|与|及|中(?=[有已，]|$)|"
    r"全[国省市州盟区县旗乡镇村]域?(?!面)|我[省市区县镇乡村]|该[省市区县镇乡村]|现有|拥有|共有|还有|共|有|\d{4}年度?(?:底|末|初)?|\d{1,2}月份?底?|截[至止][^，]{0,12}年?(?:底|末)?|到了?\d{4}年(?:[上下]半年|底)?|[上下]半年|当天|过去|以往|从前|我家?(?![们国省市区县镇乡村])|我们(?![国省市区县镇乡村])|[他她]们?家?|大家|“十[三四五]五”期间?)|[、“”])+"
)
_TAIL_WORDS = re.compile(
    r"(?:(?<![下抵传送])达到?了?|接近|将近|有望|可望|可以?|能|还|只|会|将|已经|由|从|(?<!行)为|是|(?<!拥)有|共计?|(?<!签)约|近|超过?|突破|逾|仅|了|已|累计|合计|总计|分别|各|不足|不到|高达|多达|至少|不少于|不低于|最高|最多|均|在|至|到|就|全部|了?上|以|按|总数|大约|：|:|\(|（|——)+$"
)
# What may also begin a word (就业, 有机肥, 共青团).
_MAY_BEGIN = frozenset("且还也又均约近仅就则即再和与及共有已并")
# Kinds of words (ICTCLAS's letters) that a tail does not cut: 协会, 人均, 公共, 附近, 网上.
_WHOLE_KINDS = frozenset("najbfs")
_LIGHT_KINDS = frozenset("dpcu")  # of adverbs, prepositions and the like: 已经, 均已
# 贫困人口由2010年的[52.2万人]: since when belongs to the time.
_FROM = re.compile(
    r"(?:已经?)?(?:由|从)(?:\d{4}年(?:底|末|初|以前)?|过去|现在|目前|如今|原来|当初|以前|最初|起初|刚开始|[^，。]{0,8}前)?的?(?:每年|人均)?的?$"
)
# 我国|贫困人口, 该|基地面积, 因此|受益的农户: words that point at who is told of, or tie the sentence up.
_POINTERS = re.compile(
    "^(?:我国|各级|这[家个些]?|该|其间|因[此为]|凡|同步|[正被](?=[着加在建整]|农民|企业|群众)|更(?!新)|将(?!军)|共(?=累计)|[以按](?=每))+"
)
_PREPOSITION = re.compile(
    r"^(对|把|将|与|在|给(?!予)|为|从|由|按照|针对|通过|如|使|让|帮助(?=.{6}))(?:全[市区县镇乡村])?"
)
# 农业农村部门|派出指导组: a body that acts.
_ACTOR = re.compile(
    "[^，“”、]{0,12}?(?:部门|单位|公司|集团|银行|政府|党委|支部|委员会|村委会|[财民司公交税海]部|农村部|发改委|国资委|局|厅)"
    "(?:已经?|共|还|先后|累计|近日|今年|将|也|都)*(?![的和与、])(?=[\u4e00-\u9fff]{3})"
)
_COMPARED = re.compile(
    r"(?:实际|名义|[两三]年|年均|平均)*(?:比|较|同比|环比|高于|低于|高出|快于|(?:增长|提高|提升|下降|降低|增加|减少|上升)(?:了|率|幅度?)?$)"
)
# What a count counts: the noun phrase after the measure word.
NOUN_LONGEST = 20  # characters of the noun phrase after a measure word
DOES_LONGEST = 16  # characters of what the noun does
_NOUN = re.compile(
    rf"(?:[^，。；：！？、\n\t（）(\dx×]|（[\u4e00-\u9fff]{{1,8}}）(?=[\u4e00-\u9fff]{{2}})){{1,{NOUN_LONGEST}}}"
)
_NOUN_LEAD = re.compile("(?:（[\u4e00-\u9fff]）)?(?:以上|左右|以下|以内)?的?")
_NOUN_STOP = re.compile(
    r"实现|达到|参与|进行|开展|得到|获得|受益|增收|摆脱|脱贫|抱团|发展(?!项目|中心|基地|资金|规划|公司)|推动|带动|就业(?!岗位|基地|项目|培训|人员|服务)|落户|落地|入驻|进入|纳入|签订|签约|完成|通过|建立|成立|建成|投入|投用|到|在|为|与|和(?!美)|从|被|把|向|对|全部|均|都|已[有经]?|将|可|年(?=均|收|产|销|人)|每[人户家年天月]?|共[计有]?|累计|提供|给予|结成|光荣|牵头|分片|添置|入股|担任|享受|成功|前来|直接|顺利(?:完成)?|选派|报名|挂职|赴|组成|集中|学习(?!活动|中心|小组|班)|扶持(?!项目|资金|政策)|进社区|走上|贴上|增加(?=到|至)|增长(?=到|至)|提高(?=到|至)|迎来|喜迎|遍布|忙着|正在|因此|因而|陆续|相继|纷纷|成为"
)
_PAID = re.compile(
    "(?:左右|以上)?的?([\u4e00-\u9fff]{0,4}?(?:贷款|工资|善款|利润|分红|奖金|补助|补贴|产值))(?=[，。；、]|$)"
)
_PRICE = re.compile("的(价格|价钱)")
# 80家企业实现上云: what a longer noun does tells which ones are counted.
_DOES = re.compile("实现|参与|进行|开展|得到|获得|受益|摆脱|脱贫|落户|落地|入驻|签约|签订|通过|享受|担任|联系|帮扶")
LONG_NOUN = 6
# 30亩辣椒迎来丰收, 200户村民和…: what follows does not tell which ones are counted.
_TELLS_NOTHING = tuple("、 和 可以 共 增加 增长 提高 迎来 遍布 忙着 正在 陆续 相继 纷纷 成为".split())
# 后备力量200人，其中“80后”120人: these words need the thing that is counted; 其中妇女30名 does not.
_OF_THOSE = re.compile(r"[“\d]|.{1,2}$")
_QUOTED = re.compile("“[^”]{1,8}”")
_NO_NOUN = frozenset("共 共计 中 里 内 时 多".split())
_COUNTERS = set("个名位家户人项件条次期场批类种座栋幢间套台辆处所支对组宗镇村乡县份本部张块片例株棵头只羽尾峰款列")
_PLACES = {"镇", "村", "乡", "县"}
_PLACE = re.compile(
    r"^(?!占)[\u4e00-\u9fff]{2,5}(?:县|(?<!城)市(?![场区民])|(?<!建成)(?<![社小园校厂库灾疫景林山矿片牧地辖老郊])区(?!块)|(?<!城)镇|乡(?![村土镇贤亲情愁]))(?![级域委政集])(?=.{3,})"
)
_AFTER_QUALIFIER = re.compile(r"^(?:以上|左右|以下|以内|多|余)")
_AFTER_LAST = re.compile("^(?:以[上下]|左右|以内)?的?")
_BARE = frozenset("村 户 农户 企业 主体 家庭 大户 合作社 社区 人员 项目".split())
_THRESHOLD = re.compile(
    r"(?:及)?以[上下]的?(?:村|户|农户|企业|主体|家庭|大户|合作社|社区|人员|项目)(?=[\d，。；、“达占有共已]|$)"
)
_VILLAGES_EARN = re.compile("村(?:级?集体(?:经济)?|人均|农民人均)[^，。]{0,6}收入")  # 260个|村集体经济收入全部达到5万元
# 人均收入19200元，是2012年的|4.1倍: the same indicator beside an earlier one.
_TIMES_OF = re.compile(r"(?:是|为|相当于|达到?)+(?:\d{4}年|去年|上年|前年|[^，。\d]{0,8}同期)[^，。\d]{0,8}的?")
_AND_PEOPLE = re.compile(r"[、，]?\d[\d.]*[万千]?[余多]?(?:口人|人|名)(?=[\u4e00-\u9fff])")  # 30户|81人住进新社区
# What leads over from a noun to the next number.
_TO_NUMBER = re.compile(
    "(?<=..)(?:已经?有?|[仅共就]?有了?|近|(?<![签预节条公])约|不?超过?|突破|高?达到?|至少|至|到|不到|不足)+$"
)
_UP_TO_NUMBER = re.compile(r"\D+")
_AND = re.compile("[、和及与]")
_DESCRIBED = re.compile(r"(?:[^，。；、“\d]{2,9}、){1,4}[^，。；、“\d]{2,12}的([^，。；、]{2,12})")
_ARE = re.compile(r"(?:都|的人)?是([^，。；、]{2,8})")
# Words before a number that name a measure by themselves: what follows the unit is not needed.
_MEASURES = re.compile(r"(?:面积|产量|产值|收入|资金|投资|总额|规模|长度?|占地|达|销量|产|重|宽|高)$")
_INVESTED = frozenset("投资 总投资 投入 累计投资 共投资 提供 发放 筹集 整合 争取 落实 安排 拨付 捐赠".split())
_GROWN = re.compile(
    r"(?:以上|左右|多|余)?(?:直接|逐步|快速|迅速|进一步)?(?:增加|提高|提升|上升|攀升|扩大|发展|缩水|回升|涨|跌|下降|下滑|降低|减少|缩减|缩短|压减|整合|增长|增|升|降|减|壮大|扩)(?:到|至|为)"
)

# 贫困人口[已经]减少, 安置[了]村民: words that say nothing of what is measured.
_SAYS_NOTHING = frozenset(
    "了 着 已 已经 共 分别 先后 也 都 又 还 就 将 正 正在 却 竟 竟然 可以 从 经过 进行 连续 我们 其中 原来 "
    "今年 现在 如今".split()
)
_MAY_SAY_NOTHING = frozenset(word[0] for word in _SAYS_NOTHING)
_NO_ADVERB = frozenset("就地 就近 都安 都匀 都昌 都兰".split())
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"))

LONGEST = 28  # characters of an indicator's subject
LONGEST_BESIDE_NOUN = 10  # a longer subject says less than a telling noun alone


def _without(opening: re.Pattern[str], words: str) -> str:
    """Give the words without what the pattern matches at their start."""
    match = opening.match(words)
    return words[match.end() :] if match else words


def _first_words(words: str, most: int) -> str:
    """Give the words that stand first and have at most so many characters together."""
    if len(words) <= most:
        return words
    ends = accumulate(map(len, rjieba.cut(words)), initial=0)
    return words[: max(end for end in ends if end <= most)]


def _last_words(words: str, most: int) -> str:
    """Give the words that stand last and have at most so many characters together."""
    if len(words) <= most:
        return words
    starts = accumulate(map(len, rjieba.cut(words)), initial=0)
    start = min(start for start in starts if len(words) - start <= most)
    # （社区）党组织 cut inside its brackets or quotation
    return re.sub("^[^“（]{0,8}[”）](?=.{4})", "", words[start:]).lstrip("、，的")


def _without_lead(words: str) -> str:
    """Give the words without what says when or how many in all before them, the words left whole (就业岗位)."""
    match = _LEAD_WORDS.match(words)
    end = match.end() if match else 0
    while 0 < end < len(words) and words[end - 1] in _MAY_BEGIN and len(rjieba.cut(words[end - 1 : end + 5])[0]) > 1:
        end -= 1
    if end and words[end - 1] == "“" and words.count("”", end) > words.count("“", end):
        end -= 1  # “三北”工程 keeps its mark
    return words[end:]


def _without_tail(words: str) -> str:
    """Give the words without what leads over to the number, the words left whole (合作协会)."""
    match = _TAIL_WORDS.search(words)
    if match is None:
        return words
    at = max(0, match.start() - 5)
    for word, kind in rjieba.tag(words[at:]):
        if at < match.start() < at + len(word) and kind[0] in _WHOLE_KINDS:
            return words[: at + len(word)]
        at += len(word)
    return words[: match.start()]


def _subject(words: str) -> str:
    """Strip from the words before a number what says when, how many in all, or with which preposition."""
    if words.count("“") > words.count("”"):  # 村民一边编筐一边说“一天能挣
        words = words.rpartition("“")[2] or words
    words = words.rpartition("——")[2]
    words = _without_lead(words)
    preposition = _PREPOSITION.match(words)
    if preposition and rjieba.cut(words[:6])[0] == preposition[1]:  # not in 对口帮扶, 从业人员
        words = words[preposition.end() :]
    words = _without(_PLACE, _without_lead(words))
    return _without(_ACTOR, _without_tail(_FROM.sub("", words)).strip("，、的"))


def _noun_phrase(words: str) -> str:
    """Give the noun phrase that words begin with, up to the word that says what it does (社区|参与, not 行|为)."""
    words = _without(_NOUN_LEAD, words)
    at = 0
    for word, kind in rjieba.tag(words):
        stop = _NOUN_STOP.match(words, at)
        if stop and not at and len(stop[0]) >= len(word):
            break  # 500余户抱团发展: no noun stands there
        if stop and at and (len(stop[0]) >= len(word) or kind[0] in _LIGHT_KINDS):
            return words[:at].strip("的")
        at += len(word)
    return words.strip("的")


def _behind_of(after: str, unit: str, subject: str) -> str:
    """Give the noun behind 的 (占地5000平方米的[金色池塘]); none of a threshold, nor behind 占."""
    match = _NOUN.match(after)
    if match is None or (unit in {"%", "‰"} and "占" in subject):  # 海岸线占全国六分之一的山东省
        return ""
    if unit in {"%", "‰"}:  # 80%的村庄实现全覆盖: of a share, what they do tells more than who they are
        return match[0].rstrip("和与及")
    noun = _noun_phrase(match[0])
    return "" if subject and noun in _BARE and unit[:1] not in _COUNTERS else noun  # 村集体收入20万元以上的村


def _noun_after(after: str, unit: str, *, told: bool, subject: str = "") -> str:
    """Give the noun phrase that the measure word counts (5个[党建督导小组]); `told`: the words before say it."""
    after = _without(_AND_PEOPLE, after) if unit == "户" else after
    after = ("人" if unit == "人" and after.startswith("口") else "") + _without(_AFTER_QUALIFIER, after)
    if unit == "个" and _VILLAGES_EARN.match(after):
        return "村"
    if _GROWN.match(after):
        return ""  # 由80公斤提高到380公斤: what follows is the way, not the thing
    if described := _DESCRIBED.match(after):
        # 128名政治素质好、工作作风实的优秀党员干部
        after = described[1]
    if price := _PRICE.match(after):
        return price[1]  # 以5万元的价格卖出
    if after.startswith("的"):
        return _behind_of(after[1:], unit, subject)
    if unit in {"%", "‰"}:
        match = _ARE.match(after)
        return match[1] if match else ""
    counts = not unit or unit[0] in _COUNTERS or unit == "人次"
    if not counts and (told or unit in {"元" if subject else "", "岁", "百分点", "倍", "天"}):
        return ""
    match = _NOUN.match(after)
    if not match:
        return unit if unit in _PLACES else ""
    leads_over = after[match.end() : match.end() + 1].isdigit()
    told_of = _TO_NUMBER.sub("", match[0]) if leads_over else match[0]  # 5个乡镇|近400个贫困村
    words = _noun_phrase(told_of if match.end() < NOUN_LONGEST else _first_words(after, NOUN_LONGEST))
    if words in _NO_NOUN:
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
        words = f"{_first_words(rest, DOES_LONGEST)}的{words}" if not rest.startswith(_TELLS_NOTHING) else words
    return (unit if unit in {"镇", "乡", "县"} else "") + words


def _clause_before(text: str, opening: int, low: int) -> str:
    """Give the subject of the clause before the one that begins at `low`, in the sentence that begins at `opening`."""
    return _subject(text[opening : max(low - 1, 0)].rsplit("，", maxsplit=1)[-1])


def _told_by_last(between: str, unit: str, subject: str, noun: str, last: Figure) -> str | None:
    """Give the indicator of a part of what the figure before counts: 200人，其中“80后”120人，“90后”49人."""
    if last.unit != unit:
        return None
    if "其中" in between and _OF_THOSE.match(subject + noun):
        return subject + noun + _last_words(last.indicator, 12)
    quoted = _QUOTED.match(last.indicator)
    if quoted and not noun and _QUOTED.fullmatch(subject) and between in {f"，{subject}", f"、{subject}"}:
        return subject + last.indicator[quoted.end() :]
    return None


def _of_threshold(text: str, between: str, end: int, unit: str, last: Figure) -> str | None:
    """Give what is counted where a threshold says which, and what the next threshold is of.

    村集体收入达到5万元，其中10万元以上的村|138个、50万元|以上的村12个.
    """
    subject = _subject(_without(_AFTER_LAST, between))
    if subject in _BARE and (which := _THRESHOLD.match(text, last.end)):
        return ("" if last.indicator in _BARE else last.indicator) + text[last.start : which.end()]
    measured = _UP_TO_NUMBER.match(last.indicator)
    if (
        not subject
        and measured
        and _THRESHOLD.match(text, end)
        and (unit == last.unit or measured[0] != last.indicator)
    ):
        return measured[0]
    return None


def indicator(frame: Frame, start: int, end: int, unit: str, last: Figure | None) -> str:
    """Say what is measured in the text's own words: the clause before the number, or the noun after it."""
    text = frame.text
    low, high = clause_bounds(frame, start, end)
    shared = last is not None and last.end > low
    between = text[last.end : start] if shared and last else text[low:start]
    if last and last.end > sentence_start(frame, start) and (told := _of_threshold(text, between, end, unit, last)):
        return told
    if shared and last:
        if _GROWN.match(between):
            return last.indicator  # 由30亩扩大到200亩
        # In a list (A 3个、B 5个) the words since the last figure are this one's.
        between = _without(_AFTER_LAST, between)
        if len(between) <= 2 and not _noun_after(text[end:high], unit, told=False):
            return last.indicator  # 培训13期112人: both count the training
        pieces = _AND.split(between)
        between = pieces[-1] if len(pieces) > 1 or len(between) > 2 else ""
    subject = _subject(between)
    if unit == "元" and (paid := _PAID.match(text, end)):
        every = re.search("每[年月天人户亩]", subject)
        return (every[0] if every else "") + paid[1]  # 每月可以拿到5000元工资
    noun = _noun_after(text[end:high], unit, told=_MEASURES.search(subject) is not None, subject=subject)
    opening = sentence_start(frame, start)
    earlier = last if last is not None and last.end > opening else None  # of this sentence
    if not subject and not noun:
        subject = _last_words(_clause_before(text, opening, low), 16)
    if earlier and (
        (earlier.unit == unit and (not (subject or noun) or _GROWN.match(text[low:start])))
        or (unit in {"倍", "%"} and _TIMES_OF.fullmatch(text, max(low, earlier.end), start))
    ):
        return earlier.indicator  # 人均收入3000元，到了上半年，达到8000元; 由2012年的9%，下降到2016年的3%
    if subject.startswith("占") and not noun:
        before = _clause_before(text, opening, low)
        owner = earlier.indicator if earlier and earlier.end > low - len(before) - 1 else before
        subject = _last_words(owner, LONGEST_BESIDE_NOUN * (2 if _THRESHOLD.search(owner) else 1)) + subject
    if earlier and _COMPARED.match(subject):
        return earlier.indicator + subject
    if last is not None and (told := _told_by_last(text[last.end : start], unit, subject, noun, last)):
        return told
    if unit == "元" and subject in _INVESTED and (rest := _NOUN.match(text[end:high])):
        noun = rest[0]
    if len(noun) >= 4 and (len(subject) > LONGEST_BESIDE_NOUN or subject.endswith("等")):
        subject = ""
    words = _last_words(subject, 24) + noun if noun else _last_words(subject, LONGEST)
    words = words.strip("，、 ").strip()
    told = _without(_POINTERS, words)
    told = _without_lead(told) if told != words else words
    return _balanced(_telling(told if len(told) > 1 else words)) or text[start:end]


def _balanced(words: str) -> str:
    """Leave out a quotation mark or bracket whose other half was cut off."""
    for opens, closes in _PAIRS:
        more = words.count(opens) - words.count(closes)
        if more:
            at = words.rindex(opens) if more > 0 else words.index(closes)
            words = words[:at] + words[at + 1 :]
    return words


def _telling(words: str) -> str:
    """Leave out the words that say nothing of what is measured."""
    if _MAY_SAY_NOTHING.isdisjoint(words):
        return words
    cut = rjieba.cut(words)
    told = "".join(
        word
        for word, after in zip(cut, [*cut[1:], ""], strict=True)
        if word not in _SAYS_NOTHING or word + after in _NO_ADVERB
    )
    return told if len(told) > 1 else words


LISTED = frozenset("、 和 与 及 以及".split())  # between the figures of a list
_SENTENCE_END = re.compile("[。！？；\n]")
# What several objects are measured by, at the end of their common subject (A、B平均年龄37.9岁、44.9岁).
_MEASURED = re.compile(
    r"(?:平均\w+|人均\w+|户均\w+|年?[总纯]?收入|占比|比例|比重|面积|产量|产值|人数|数量|总数|覆盖率|满意率)$"
)


def share_out(text: str, found: list[Figure]) -> list[Figure]:
    """Give each figure of a list its own object where the subject names as many (镇党委班子、村党组织书记).

    Where it names none, the figures before it are dealt out: 合同额8159亿元，执行额5504亿元，分别增长12.3%和18%.
    """
    shared = list(found)
    at = 0
    while at < len(found):
        end = at + 1
        while (
            end < len(found)
            and found[end].unit == found[at].unit
            and text[found[end - 1].end : found[end].start] in LISTED
        ):
            end += 1
        objects, change = _objects(found[at].indicator)
        if end - at > 1 and len(objects) == end - at:
            for figure, (name, indicator) in zip(range(at, end), objects, strict=True):
                shared[figure] = replace(found[figure], indicator=indicator + change, object=name)
        elif end - at > 1 and at >= end - at and "分别" in text[found[at - 1].end : found[at].start]:
            before = found[2 * at - end : at]
            told = found[at].indicator.removeprefix(before[-1].indicator)
            if told != found[at].indicator and not _SENTENCE_END.search(text, before[0].end, found[at].start):
                for figure, one in zip(range(at, end), before, strict=True):
                    shared[figure] = replace(found[figure], indicator=one.indicator + told.replace("分别", ""))
        at = end
    return shared


def _objects(indicator: str) -> tuple[list[tuple[str, str]], str]:
    """Take 镇党委班子、村党组织书记平均年龄[比上届下降] apart: objects with their indicators, and the rest."""
    compared = re.search(r"(?:比|较|同比|环比)[^、]*$", indicator)
    words, change = (indicator[: compared.start()], compared[0]) if compared else (indicator, "")
    measured = _MEASURED.search(words)
    if measured is None or not _AND.search(words):
        return [], ""
    names = re.split("[、和与及]", words[: measured.start()])
    # 城镇人均收入和农村人均收入: each names its own measure
    return [(name, name if _MEASURED.search(name) else name + measured[0]) for name in names if name], change


# 随着2020年石桥村|贫困人口: what may stand before a place that opens an indicator, and after it.
_BEFORE_PLACE = r"(?:仅|其中|在|而|随着|\d{4}年|目前|位于|截至|，|——|今年|去年|全|由|从)*"
_AFTER_PLACE = "(?:[的、和]|地区|境内|全[县市区]|等地)?"


def without_places(figures: Sequence[Figure], places: Iterable[str]) -> list[Figure]:
    """Take the places that an indicator opens with out of it (石桥村高标准农田 → 高标准农田).

    Args:
        figures: the figures of a case.
        places: the surfaces of its mentions of places.
    """
    names = "|".join(map(re.escape, sorted(set(places), key=lambda name: (-len(name), name))))
    if not names:
        return list(figures)
    opening = re.compile(f"{_BEFORE_PLACE}(?:(?:{names}){_AFTER_PLACE})+")
    return [replace(figure, indicator=_after_place(figure.indicator, opening)) for figure in figures]


def _after_place(words: str, opening: re.Pattern[str]) -> str:
    match = opening.match(words)
    rest = _without_lead(words[match.end() :].lstrip("的，、")) if match else ""
    return rest if len(rest) > 1 else words
