"""Words of an indicator: what stands before a number, without what says nothing of what is measured.

The lists are in data/indicator_words.txt. Words are never cut: what is a part of a longer one (就业, 协会) stays.
"""

import re
from functools import cache
from importlib.resources import files
from itertools import accumulate

import rjieba

# What may also begin a word (就业, 有机肥, 共青团).
_MAY_BEGIN = frozenset("且还也又均约近仅就则即再和与及共有已并现")
# Kinds of words (ICTCLAS's letters) that a tail does not cut: 协会, 人均, 公共, 附近, 网上.
_WHOLE_KINDS = frozenset("najbfs")
# 贫困人口由2010年的[52.2万人]: since when belongs to the time.
_FROM = re.compile(
    r"(?:已经?)?(?:由|从)(?:\d{4}年(?:底|末|初|以前)?|过去|[去前上]年(?:同期|底|末)?|年初|现在|目前|如今|原来|当初|以前|最初|起初|刚开始|[^，。]{0,8}(?:[前时]|之初))?的?(?:每[年季月周天日次]|人均)?的?$"
)
# 耗时|由原来的半天压缩到[15分钟]: what it was before, told in words.
_WAS = re.compile(
    "(?:由|从)[^，。；、\\d]{2,10}(?:压缩|缩短|缩减|减少|下降|降低|精简|提高|提升|增加|扩大|拓展)[到至为]?$"
)
_REACHED = re.compile("(?<=[比率量值额入积数例价])达到?$")  # 占比|达, which a segmenter reads as 占|比达
_PREPOSITION = re.compile(
    r"^(对|把|将|与|在|给(?!予)|为|从|由|按照|针对|通过|如|使|让|帮助(?=.{6}))(?:全[市区县镇乡村])?"
)
# 从驻村队员、致富能手中|遴选宣讲员: whom they were chosen from.
_CHOSEN_FROM = re.compile("^从?[^，。；]{3,40}?中(?=遴选|选派|选聘|选拔|选出|招录|招聘|抽调|推选)")
# 农业农村部门|派出指导组: a body that acts.
_ACTOR = re.compile(
    "[^，“”、]{0,12}?(?:部门|单位|公司|集团|银行|政府|党委|支部|委员会|村委会|[财民司公交税海]部|农村部|发改委|国资委|局|(?<![大客餐舞])厅)"
    "(?:已经?|共|还|先后|累计|近日|今年|将|也|都)*(?![的和与、会等]|书记|班子|成员|干部|党员|领导|职工|员工|负责|主任)(?=[\u4e00-\u9fff]{3})"
)
_PLACE = re.compile(
    r"^(?!占|高[出于]|低于|好于|优于)[\u4e00-\u9fff]{2,5}(?:县|(?<!城)市(?![场区民])|(?<!建成)(?<![社小园校厂库灾疫景林山矿片牧地辖老郊])区(?!块)|(?<![城乡村])镇|(?<![返回下入家进离故同])乡(?![村土镇贤亲情愁]))(?![级域委政集]|、[乡镇村])(?=.{3,})"
)
# 贫困人口[已经]减少, 安置[了]村民: words that say nothing of what is measured.
_SAYS_NOTHING = frozenset(
    "了 着 已 已经 共 分别 先后 也 都 又 还 就 将 正 正在 却 竟 竟然 可以 从 经过 进行 连续 我们 其中 原来 "
    "今年 现在 如今".split()
)
_MAY_SAY_NOTHING = frozenset(word[0] for word in _SAYS_NOTHING)
_NO_ADVERB = tuple(
    "还湖 还林 还草 还田 还耕 还湿 还款 还本 还贷 还建 正高级 正科级 正处级 就地 就近 都安 都匀 都昌 都兰".split()
)
AND = re.compile("[、及与]|和(?![谐睦美气平解])")
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"))


@cache
def listed(kind: str) -> str:
    """Give the words of a kind (lead, tail, stop, acts) as the alternatives of a regular expression."""
    lines = files("graph.extract").joinpath("data/indicator_words.txt").read_text("utf-8").splitlines()
    return "|".join(word for line in lines if line.startswith(f"{kind} ") for word in line.split()[1:])


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(f"^(?:(?:{listed('lead')})|[、“”])+")


@cache
def _tails() -> re.Pattern[str]:
    return re.compile(f"(?:{listed('tail')})+$")


def without(opening: re.Pattern[str], words: str) -> str:
    """Give the words without what the pattern matches at their start."""
    match = opening.match(words)
    return words[match.end() :] if match else words


def first_words(words: str, most: int) -> str:
    """Give the words that stand first and have at most so many characters together."""
    if len(words) <= most:
        return words
    ends = accumulate(map(len, rjieba.cut(words)), initial=0)
    return words[: max(end for end in ends if end <= most)]


def last_words(words: str, most: int) -> str:
    """Give the words that stand last and have at most so many characters together."""
    if len(words) <= most:
        return words
    starts = accumulate(map(len, rjieba.cut(words)), initial=0)
    start = min(start for start in starts if len(words) - start <= most)
    # （社区）党组织 cut inside its brackets or quotation
    return re.sub("^[^“（]{0,8}[”）](?=.{4})", "", words[start:]).lstrip("、，的")


def without_lead(words: str) -> str:
    """Give the words without what says when or how many in all before them, the words left whole (就业岗位)."""
    match = _leads().match(words)
    end = match.end() if match else 0
    # Only words of the dictionary count: a segmenter that guesses reads 现有|镇街 as 现|有镇|街.
    while (
        0 < end < len(words)
        and words[end - 1] in _MAY_BEGIN
        and len(rjieba.cut(words[end - 1 : end + 5], False)[0]) > 1
    ):
        end -= 1
    if end and words[end - 1] == "“" and words.count("”", end) > words.count("“", end):
        end -= 1  # “三北”工程 keeps its mark
    return words[end:]


def without_tail(words: str) -> str:
    """Give the words without what leads over to the number, the words left whole (合作协会)."""
    match = _tails().search(words)
    if match is None:
        return words
    at = max(0, match.start() - 5)
    end = words[at:]
    for word, kind in rjieba.tag(end):
        whole = at < match.start() < at + len(word) and kind[0] in _WHOLE_KINDS
        if whole and word in rjieba.cut(end, False):  # not 额超: a segmenter guesses words that are none
            return words[: at + len(word)]
        at += len(word)
    return words[: match.start()]


def subject_of(words: str) -> str:
    """Strip from the words before a number what says when, how many in all, or with which preposition."""
    if words.count("“") > words.count("”"):  # 村民一边编筐一边说“一天能挣
        words = words.rpartition("“")[2] or words
    words = words.rpartition("——")[2]
    words = without_lead(words)
    preposition = _PREPOSITION.match(words)
    if preposition and rjieba.cut(words[:6])[0] == preposition[1]:  # not in 对口帮扶, 从业人员
        words = words[preposition.end() :]
    words = without(_PLACE, without(_CHOSEN_FROM, without_lead(words)))
    return without(_ACTOR, without_tail(_WAS.sub("", _REACHED.sub("", _FROM.sub("", words)))).strip("，、的"))


def balanced(words: str) -> str:
    """Leave out a quotation mark or bracket whose other half was cut off."""
    for opens, closes in _PAIRS:
        more = words.count(opens) - words.count(closes)
        if more:
            at = words.rindex(opens) if more > 0 else words.index(closes)
            words = words[:at] + words[at + 1 :]
    return words


def telling(words: str) -> str:
    """Leave out the words that say nothing of what is measured."""
    if _MAY_SAY_NOTHING.isdisjoint(words):
        return words
    cut = rjieba.cut(words)
    told = "".join(
        word
        for word, after in zip(cut, [*cut[1:], ""], strict=True)
        if word not in _SAYS_NOTHING or (word + after).startswith(_NO_ADVERB)
    )
    return told if len(told) > 1 else words
