"""Initiatives (名目): named programmes, mechanisms, methods, brands, campaigns.

“头雁放飞”工程, “四乡行动”, 党员联户“1+10+N”制度, 基层党建质量提升工程. Left alone: metaphors
(“主心骨”), generic mechanisms (考核机制), quoted speech.
"""

import re
from functools import cache

from graph.extract.lexicon import alternation, words
from graph.schema import Mention

LONGEST_NAME = 24  # characters between the quotation marks; more is speech

_QUOTED = re.compile(r"“([^“”\n]{2,40})”")
# The content words that may belong to a name before its quotation mark (党员联户“1+10+N”制度).
_BEFORE = re.compile(r"(?:党员联户|主题党日|[\u4e00-\u9fff]{2,6}(?=“[^“”]{1,12}”(?:制度|机制|标准|模式)))$")
_STOP_BEFORE = re.compile(r"[，。；：、！？（）“”\s]|.*[的了到为以按据将对等及和与]")
_GENERIC = re.compile(
    r"^(?:一?系列|各项|相关|有关|专项|重点|重大|具体|上述|这一|该|本|此|长效|激励|考核|考评|培训|监督|保障|管理|工作|运行|协调|联动|责任|奖惩|评价|服务|治理|帮扶|投资|建设|扶贫|产业|惠民|民生|民心|"
    r"基础设施|志愿服务|文体|文化|专题|学习|主题教育|教育|宣传|宣讲|实践|创建|改革|发展|整治|分类管理|日常|联席会议|长期|常态化?|规章|各类|多项|多种|大型|不少|扶持|综合|有效|完善的?|健全的?|科学的?|新的?|利益联结|党内|组织生活|"
    r"组织|基层组织|农村基层组织|乡村治理|农村产权|两级|镇街园区|领导|党组织|有力|国家|党的?|村级?|全[县市区省]|基层|农村|乡村振兴|脱贫攻坚|精准扶贫|三年|五年|十四五|年度|人才|资金|政策|制度|收费|奖补)*$"
)
_UNQUOTED = re.compile(
    r"(?:实施|推行|开展|落实|建立健全|建立起?|健全|完善|实行|启动|深化|推进|执行|探索|创新|构建|组织|制定|打造|搭建)(?:了|好|以)?(?:大力|全面|深入|扎实)?"
    r"((?![“了])[\u4e00-\u9fff（）、\d]{3,26}?(?:工程|行动计划|行动|工作法|工作机制|运行机制|管理机制|备案管理机制|机制|工作制度|制度|积分制管理|积分制)|(?![“了])[\u4e00-\u9fff]{5,20}?(?:系统(?!筹|一|计)|体系(?!统)|平台))(?![\u4e00-\u9fff]{0,2}[”])"
)
_KNOWN = re.compile(
    r"党员积分制(?:管理)?|积分制(?:管理)?|三会一课|主题党日|四议两公开|一事一议|河长制|路长制|林长制|田长制|街长制|党员先锋岗|网格化管理|门前三包|民主评议党员|党群服务中心三年行动"
)
_INSIDE_TAIL = re.compile(
    r"(?:工程|行动|计划|机制|制度|工作法|制|法|论坛|工作室|协会|联盟|超市|大赛|银行|基金|模式|体系|项目|活动|讲堂|课堂|学堂)$"
)
_CODED = re.compile(r"[一二三四五六七八九十两双多百千]|\d|[·+]")


# “四小园”, “三看”: a number and what it counts, introduced by a verb.
_CODED_NAME = re.compile(
    "[一二三四五六七八九十双两多百][\u4e00-\u9fff]{1,3}(?:[一二三四五六七八九十双两多百][\u4e00-\u9fff]{1,3})?"
)
# A code of four or five characters names by itself: 三包一带, 周习月讲, 双网融合, 五强五带头.
_NUMERAL = "[一二三四五六七八九十双两多百千]"
_CODE = re.compile(
    rf"{_NUMERAL}[\u4e00-\u9fff]{{1,2}}{_NUMERAL}[\u4e00-\u9fff]{{1,2}}|[日月周年季常][\u4e00-\u9fff][日月周年季常][\u4e00-\u9fff]|"
    rf"{_NUMERAL}[\u4e00-\u9fff](?:融合|联动|共建|同步|共治|联创|互动|双向|合一|一体)"
)
_CODED_AFTER = re.compile(r"的?[\u4e00-\u9fff]{0,8}(?:路子|模式|体系|机制|格局|改革|工作法)")
_CODED_VERB = re.compile("(?:建设|推进|推行|落实|实行|做到|抓好|开展|打造|坚持|实施)(?:了|好)?$")
_LOOK_BACK = re.compile(r"(?<=[\u4e00-\u9fff]{2})“回头看”")
# A festival is named without quotation marks: 首届黄桃文化节. What stands before belongs to it up to a function word.
_FESTIVAL = re.compile("文化旅游节|文化节|旅游节|采摘节|丰收节|艺术节|美食节|音乐节|开渔节|赏花节|博览会")
_FESTIVAL_NAME = re.compile(r"(?:首届|第[一二三四五六七八九十\d]+届)?[\u4e00-\u9fff·]{2,12}$")
_FESTIVAL_LEAD = re.compile("^.*(?:举办|举行|承办|开展|策划|组织|参加|通过|打造|的|在|次|为|了|和|是)(?=..)")
# 兴边富民行动深入实施: the programme is the subject.
_SUBJECT = re.compile(
    "(?:(?<=[。，；\n])|^)([\u4e00-\u9fff]{4,14}(?:行动|工程|计划))(?=(?:深入|全面|扎实|顺利|有序|持续|加快)?(?:实施|推进|开展|启动))"
)


def _bare(name: str) -> str:
    return re.sub("[“”‘’]", "", name)


def _festivals(text: str) -> list[Mention]:
    found = []
    for match in _FESTIVAL.finditer(text):
        name = _FESTIVAL_NAME.search(text, max(0, match.start() - 14), match.start())
        if name is None:
            continue
        words = _FESTIVAL_LEAD.sub("", text[name.start() : match.end()])
        if len(words) > len(match[0]) + 1:
            found.append(Mention("initiative", match.end() - len(words), match.end(), words))
    return found


# “线上学技术，线下搞实践”的方式
_WAY = re.compile("的?(?:方式|办法|服务模式|模式|工作法)")
_SET_AFTER = re.compile("为(?:主要)?(?:内容|载体|抓手)|(?:四|三|五|六|七|八)?(?:行动|工程)|等")


@cache
def _head() -> re.Pattern[str]:
    modifiers = (
        "(?:党组织|基层党组织|党建|富民|惠农|治理|服务|工作|管理|标准化建设|志愿服务|主题|教育|实践|创建|评选|"
        "结对共建|帮扶|村社|环境改善|志愿者?|党员|社会)*"
    )
    # Any words may stand between the name and a strong head: “农商杯”乡贤助共富创业创新大赛.
    strong = "三年行动计划|行动计划|行动|工程|大赛|计划|活动|机制|制度|体系|品牌|项目|工作法|论坛"
    between = (
        r"(?!积极|努力|带头|主动|引进|争取|领办|实施|承接|谋划|发展|班子)"
        r"(?:(?![的和与等为及让使将把])[\u4e00-\u9fff]){1,12}?(?:“[^“”]{1,4}”[\u4e00-\u9fff]{1,6}?)?"
    )
    return re.compile(
        f"{modifiers}(?:{alternation('initiative_heads')})(?<!制(?=[衣造作药品定度鞋]))|{between}(?:{strong})"
    )


@cache
def _listed_head() -> re.Pattern[str]:
    return re.compile(
        rf"等?(?:{alternation('initiative_heads')})|等[\u4e00-\u9fff]{{0,8}}?(?:品牌|产品|活动|工程|机制|制度|模式|行动|项目|载体|做法|工作法)"
    )


_LIST_BEFORE = re.compile("(?:“[^“”]{2,24}”[、和及与，]?(?:党员|村级|镇级|过)?)+$")
_FILLER = re.compile("(?:了|好|起|出)?(?:党员|村级|镇级|过|以)?$")


def _introduced(before: str) -> bool:
    """Say whether the words before a quotation introduce a name: 推行, 创新实施, 举办了, also “A”、 of a list."""
    if before.endswith(("”", "、", "和", "及", "与", "过")):
        before = _LIST_BEFORE.sub("", before)
    verbs = words("initiative_verbs")
    return before.endswith(verbs) or _FILLER.sub("", before, 1).endswith(verbs)


def _is_metaphor(name: str) -> bool:
    return name in _metaphors()


@cache
def _metaphors() -> frozenset[str]:
    return frozenset(words("metaphors"))


def _list_ends(text: str, quotes: list[re.Match[str]]) -> list[int]:
    """Give for each quotation the last one of the list that it stands in (itself where it stands alone)."""
    last = list(range(len(quotes)))
    for i in range(len(quotes) - 2, -1, -1):
        if text[quotes[i].end() : quotes[i + 1].start()] in {"", "、", "和", "及", "与"}:
            last[i] = last[i + 1]
    return last


def _quoted(text: str) -> list[Mention]:
    found = []
    quotes = list(_QUOTED.finditer(text))
    last = _list_ends(text, quotes)
    for i, quote in enumerate(quotes):
        name, (start, end) = quote[1], quote.span()
        found += _set_inside(name, start + 1, text[end : end + 8])
        if len(name) > LONGEST_NAME or re.search("[。！？；：]", name):
            continue
        head = _head().match(text, end)
        before = text[max(0, start - 24) : start]
        introduced = _introduced(before)
        # “A”“B”、“C”等活动: the head after the last name makes names of all.
        listed = bool(last[i] > i or text.startswith("等", end)) and (
            _listed_head().match(text, quotes[last[i]].end()) is not None
        )
        sentence_like = re.search("[，、]", name) is not None and not head and not introduced
        # A stock label names something only with a telling head (“第一书记”选派帮扶制度).
        stock = _is_metaphor(name) and (not head or head.end() - head.start() < 4)
        plain = stock or (sentence_like and not _WAY.match(text, end))
        if plain or ("+" in name and not (head and name[0].isdigit())):
            continue
        if "，" in name and not head and _WAY.match(text, end):
            found.append(Mention("initiative", start + 1, end - 1, name))
            continue
        if head:
            low = start
            extra = _BEFORE.search(before)
            if extra and not introduced and not _STOP_BEFORE.match(extra[0]):
                low = start - len(extra[0])
            found.append(Mention("initiative", low, head.end(), _bare(text[low : head.end()])))
        elif (
            listed
            or (introduced and (len(name) > 2 or _CODED.search(name)))
            or _INSIDE_TAIL.search(name)
            or (_CODED_NAME.fullmatch(name) and (_CODED_VERB.search(before) or _CODED_AFTER.match(text, end)))
            or _CODE.fullmatch(name)
        ):
            found.append(Mention("initiative", start + 1, end - 1, name))
    return found


def _set_inside(name: str, start: int, after: str) -> list[Mention]:
    """Give the members of a set named in one quotation: “人才强乡、组织固乡、富民兴乡”为主要内容."""
    if "、" not in name:
        return []
    pieces = name.split("、")
    if len(pieces) < 3 or not _SET_AFTER.match(after) or {len(p) for p in pieces} - {len(pieces[0])}:
        return []
    found, low = [], start
    for piece in pieces:
        found.append(Mention("initiative", low, low + len(piece), piece))
        low += len(piece) + 1
    return found if len(pieces[0]) <= 6 else []


def _unquoted(text: str) -> list[Mention]:
    found = []
    for match in _UNQUOTED.finditer(text):
        name = match[1]
        start = match.start(1)
        # The name begins after the last clause mark or function word.
        cut = max(
            (m.end() for m in re.finditer(r"的|[和与及、](?=[^、]*$)|推行|实施|开展|建立|探索|完善", name[:-2])),
            default=0,
        )
        cut = cut if len(name) - cut >= 5 else 0
        # 培训机制和考核机制: two names; the first stood before the cut and is generic, or has been found itself.
        inner = re.search("(?:机制|制度|工程|行动)[和与及、]", name[cut:-2])
        cut += inner.end() if inner else 0
        core = re.sub(
            r"(?:工程|行动计划|行动|工作法|(?:工作|运行|管理)?机制|(?:工作)?制度|积分制管理|积分制|新?体系|系统|平台)$",
            "",
            name[cut:],
        )
        if "的" in name[cut:]:
            cut = name.rindex("的") + 1
            core = re.sub("(?:机制|制度|体系|系统|平台|工程|行动)$", "", name[cut:])
        if (
            re.search("[一二三四五六七八九十]项(?:机制|制度)$|当作|作为", name)
            or _GENERIC.fullmatch(core)
            or len(core) < 3
            or name.endswith("长效机制")
        ):
            continue
        found.append(Mention("initiative", start + cut, match.end(1), name[cut:]))
    return found


def find_initiatives(text: str) -> list[Mention]:
    """Give the named initiatives of `text` in order; offsets count in `text`."""
    found = _quoted(text)
    # A name once introduced is the same name wherever it is quoted again.
    names = {m.norm for m in found if "“" not in text[m.start : m.end]}
    again = [Mention("initiative", q.start(1), q.end(1), q[1]) for q in _QUOTED.finditer(text) if q[1] in names]
    subjects = [Mention("initiative", *m.span(1), m[1]) for m in _SUBJECT.finditer(text)]
    known = [Mention("initiative", *m.span(), m[0]) for m in _KNOWN.finditer(text)]
    known += [
        Mention("initiative", m.start() - 2, m.end(), _bare(text[m.start() - 2 : m.end()]))
        for m in _LOOK_BACK.finditer(text)
    ]
    for mention in [*again, *_festivals(text), *subjects, *_unquoted(text), *known]:
        if not any(mention.start < other.end and other.start < mention.end for other in found):
            found.append(mention)
    return sorted(found, key=lambda m: (m.start, m.end))
