"""Initiatives (名目): named programmes, mechanisms, methods, brands, campaigns.

“头雁放飞”工程, “四乡行动”, 党员联户“1+10+N”制度, 基层党建质量提升工程. Left alone: metaphors
(“主心骨”), generic mechanisms (考核机制), quoted speech.
"""

import re
from functools import cache

from graph.extract.honours import BEARER
from graph.extract.initiative_names import find_unquoted
from graph.extract.lexicon import alternation, unquoted, words
from graph.schema import Mention

_SENTENCE_MARK = re.compile("[。！？；：]")
LONGEST_NAME = 24  # characters between the quotation marks; more is speech

_QUOTED = re.compile(r"[“‘]([^“”‘’\n]{2,40})[”’]")
# The content words that may belong to a name before its quotation mark (党员联户“1+10+N”制度).
_BEFORE = re.compile(r"(?:党员联户|主题党日|[\u4e00-\u9fff]{2,6}(?=“[^“”]{1,12}”(?:制度|机制|标准|模式)))$")
_STOP_BEFORE = re.compile(r"[，。；：、！？（）“”\s]|.*[的了到为以按据将对等及和与]")
_INSIDE_TAIL = re.compile(
    r"(?:工程|行动|计划|机制|制度|工作法|制|法|论坛|工作室|协会|联盟|超市|大赛|银行|基金|模式|体系|项目|活动|讲堂|课堂|学堂|菜单|工厂|车间|食堂|学校|书屋|驿站|小屋|(?:治理|积分|服务|健康|监督|一)码|卡|公约|夜校|热线|直通车|经验|议事厅|会客厅|议事会|小院|庭院|生活圈|走廊|大脑|牧场|村寨|示范带|晚会|春晚|村晚|村BA|明白人|(?<![社机学])会|集市|套餐|平台|便民岗|[\u4e00-\u9fff]{2}小镇|教室|[\u4e00-\u9fff]{4}家园|[\u4e00-\u9fffa-z]{2}通|[\u4e00-\u9fff]式扶贫)$"
)
# A body is no programme: “后浪党支部”, “手工社”.
_BODY = re.compile("(?:党支部|党总支|合作社|手工社|公司|委员会|小分队)$")
_CODED = re.compile(r"[一二三四五六七八九十两双多百千]|\d|[·+]")


# “四小园”, “三看”: a number and what it counts, introduced by a verb.
_CODED_NAME = re.compile(
    "[一二三四五六七八九十双两多百][\u4e00-\u9fff]{1,3}(?:[一二三四五六七八九十双两多百][\u4e00-\u9fff]{1,3})?"
)
# A code of four or five characters names by itself: 三包一带, 周习月讲, 双网融合, 五强五带头.
_NUMERAL = "[一二三四五六七八九十双两多百千]"
_CODE = re.compile(
    rf"(?:{_NUMERAL}[\u4e00-\u9fff]{{1,2}}){{2,4}}|[日月周年季常][\u4e00-\u9fff][日月周年季常][\u4e00-\u9fff]|"
    rf"{_NUMERAL}[\u4e00-\u9fff](?:融合|联动|共建|同步|共治|联创|互动|双向|合一|一体)"
)
_LIST_OF_ONES = re.compile("(?:一[\u4e00-\u9fff]{1,2}、){2,}一[\u4e00-\u9fff]{1,2}")  # “一路、一园、一街”
# “三权分置”, “四好农村路”
_NUMERAL_FIRST = re.compile("[三四五六七八九十](?![个名位条项家户年月天次级把])")
_CODED_AFTER = re.compile(r"的?[\u4e00-\u9fff]{0,8}(?:路子|模式|体系|机制|格局|改革|工作法|理念|思路|举措)")
_CODED_VERB = re.compile("(?:建设|推进|推行|落实|实行|做到|抓好|开展|打造|坚持|实施)(?:了|好)?$")


# “线上学技术，线下搞实践”的方式
_WAY = re.compile("的?[\u4e00-\u9fff]{0,8}?(?:方式|办法|模式|工作法|思路|路子|路径|机制|设想|理念|市场定位)")
# “信用村镇创建”为抓手: what serves as the means of a measure.
_SERVES = re.compile("为(?:支撑|基础|重点|抓手|载体|纽带|契机|主题)")
# “接诉即办”是快速响应机制, “新民大米快递”被评为…, “新民记”正式上线
_IS_ONE = re.compile(
    "是[^，。“”]{0,14}?(?:机制|模式|平台|品牌|工程)|被[^，。“”]{0,12}?(?:评为|列为|列入|确定为|授予)|(?:正式)?(?:上线|启用|揭牌|启动|开通)"
)
# 通过“以购代捐”助力: a phrase that says how.
_MEANS = re.compile("(?:通过|采取|采用|借助|凭借|依托|运用|践行)(?:了)?$")
_PHRASE = re.compile(
    "(?![^“”]*(?:产业|[个名位户家人亩尾]$))[\u4e00-\u9fff]{4,8}|[\u4e00-\u9fff]{3,4}(?:、[\u4e00-\u9fff]{3,4}){1,3}"
)
# 名为“绿水集市”, 党建品牌“红帆汇盟”: a noun or a verb that says that a name follows.
_NAMED = re.compile(
    "(?:第[一二三四五六七八九十]+届|名为|名叫|名字，?叫|叫做|命名为|取名为?|定名为|品牌|项目|工程|活动|机制|平台|口号|主题)$"
)
# 按照“因村选人”原则, 围绕“选优配强”目标: what is asked for names no programme.
_DEMAND = re.compile("的?(?:要求|目标|原则|标准|方针)")
_TITLE = re.compile(f"(?:国家|省|市|县|区)级|全国|[\u4e00-\u9fff]{{2,8}}{BEARER}$")
_SET_AFTER = re.compile("为(?:主要)?(?:内容|载体|抓手)|(?:四|三|五|六|七|八)?(?:行动|工程)|等")


@cache
def _head() -> re.Pattern[str]:
    modifiers = (
        "(?:党组织|基层党组织|党建|富民|惠农|治理|服务|工作|管理|标准化建设|志愿服务|主题|教育|实践|创建|评选|"
        "结对共建|帮扶|村社|环境改善|志愿者?|党员|社会)*"
    )
    # Any words may stand between the name and a strong head: “农商杯”乡贤助共富创业创新大赛.
    strong = "三年行动计划|行动计划|行动|工程|大赛|计划|活动|机制|制度|体系|品牌|项目|工作法|论坛|集市|改革|结对共建"
    # A weaker head stands close to the name: “一长三员”网格服务队伍.
    weak = "任务|队伍|职责|格局|思路|模式|路子|网络|考评|路径|建设|库"
    between = (
        r"(?!时期|期间|以来|积极|努力|带头|主动|引进|争取|领办|实施|承接|谋划|发展|班子)"
        r"(?:(?!为(?!民)|[的和与等及让使将把并是])[\u4e00-\u9fff]){1,15}?(?:“[^“”]{1,4}”[\u4e00-\u9fff]{1,6}?)?"
    )
    return re.compile(
        rf"{modifiers}(?:{alternation('initiative_heads')})(?<!制(?=[衣造作药品定度鞋]))|{between}(?:{strong})|(?:(?![的和与等为及让使将把输提])[\u4e00-\u9fff]){{1,6}}?(?:{weak})(?=[，。；、作要逐基初已正形\s]|$)"
    )


@cache
def _listed_head() -> re.Pattern[str]:
    return re.compile(
        rf"等?(?:{alternation('initiative_heads')})|[两三四五六七八九十]大[\u4e00-\u9fff]{{0,4}}?(?:计划|工程|行动|品牌|体系)|等[\u4e00-\u9fff]{{0,8}}?(?:品牌|产品|活动|工程|机制|制度|模式|行动|项目|载体|做法|工作法)"
    )


_LIST_BEFORE = re.compile("(?:“[^“”]{2,24}”[、和及与，]?(?:党员|村级|镇级|过)?)+$")
_FILL_ENDS = tuple("了好起出批员级过以")
_FILLER = re.compile("(?:了|好|起|出)?(?:一大?批[\u4e00-\u9fff]{0,2}|党员|村级|镇级|过|以)?$")


def _introduced(before: str) -> bool:
    """Say whether the words before a quotation introduce a name: 推行, 创新实施, 举办了, also “A”、 of a list."""
    if before.endswith(("”", "、", "和", "及", "与", "过")):
        before = _LIST_BEFORE.sub("", before)
    verbs = words("initiative_verbs")
    filled = before.endswith(_FILL_ENDS) or "批" in before[-3:]
    return before.endswith(verbs) or (filled and _FILLER.sub("", before, count=1).endswith(verbs))


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
        if (len(name) > LONGEST_NAME and not _is_parallel(name)) or _SENTENCE_MARK.search(name):
            continue
        head = _head().match(text, end)
        before = text[max(0, start - 24) : start]
        introduced = _introduced(before)
        # “A”“B”、“C”等活动: the head after the last name makes names of all.
        listed = bool(last[i] > i or text.startswith("等", end)) and (
            _listed_head().match(text, quotes[last[i]].end()) is not None
        )
        parted = "，" in name or "、" in name
        even = len({len(part) for part in name.split("、")}) == 1
        by_means = even and _MEANS.search(before) is not None and _PHRASE.fullmatch(name) is not None
        sentence_like = parted and not head and not introduced and not by_means
        # A stock label names something only with a telling head (“第一书记”选派帮扶制度).
        stock = _is_metaphor(name) and (not head or head.end() - head.start() < 4 or name == "两委")
        demand = not head and _DEMAND.match(text, quotes[last[i]].end()) is not None
        title = not head and _TITLE.match(name) is not None  # 争创“省级卫生镇”: an honour
        plain = (
            stock or title or demand or (sentence_like and not _WAY.match(text, end)) or _BODY.search(name) is not None
        )
        if plain or (
            "+" in name
            and not (name[0].isdigit() and name.endswith("模式"))
            and not (
                head
                and (
                    name[0].isdigit()
                    or name.endswith("+")
                    or head[0].endswith(("体系", "平台", "行动", "工程", "活动", "机制"))
                )
            )
        ):
            continue
        if parted and not head and _WAY.match(text, end):
            found.append(Mention("initiative", start + 1, end - 1, name))
            continue
        if head:
            low = start
            extra = _BEFORE.search(before)
            if extra and not introduced and not _STOP_BEFORE.match(extra[0]):
                low = start - len(extra[0])
            found.append(Mention("initiative", low, head.end(), unquoted(text[low : head.end()])))
        elif (
            listed
            or _NAMED.search(before)
            or _IS_ONE.match(text, end)
            or _LIST_OF_ONES.fullmatch(name)
            or (len(name) > 3 and _SERVES.match(text, end))
            or by_means
            or any(_twins(name, quotes[j][1]) for j in (i - 1, i + 1) if _adjoin(quotes, i, j))
            or (introduced and (len(name) > 2 or _CODED.search(name)))
            or _INSIDE_TAIL.search(name)
            or (_CODED_NAME.fullmatch(name) and (_CODED_VERB.search(before) or _CODED_AFTER.match(text, end)))
            or _CODE.fullmatch(name)
            or (_NUMERAL_FIRST.match(name) and 4 <= len(name) <= 6)
        ):
            found.append(Mention("initiative", start + 1, end - 1, name))
    return found


def _adjoin(quotes: list[re.Match[str]], i: int, j: int) -> bool:
    """Say whether two quotations stand side by side, without a word between them (“张榜求才”“带编引才”)."""
    low, high = min(i, j), max(i, j)
    return low >= 0 and high < len(quotes) and quotes[low].end() == quotes[high].start()


def _twins(name: str, other: str) -> bool:
    """Say whether two phrases are of one make: as long, four characters or more, and alike in one place."""
    return len(name) == len(other) >= 4 and _PHRASE.fullmatch(name) is not None and any(map(str.__eq__, name, other))


def _is_parallel(name: str) -> bool:
    """Say whether a name is a list of equal parts (培训强农、村点惠农、平台联农)."""
    parts = name.split("、")
    return len(parts) > 2 and len({len(part) for part in parts}) == 1


def _set_inside(name: str, start: int, after: str) -> list[Mention]:
    """Give the members of a set named in one quotation: “人才强乡、组织固乡、富民兴乡”为主要内容."""
    if "、" not in name:
        return []
    pieces = name.split("、")
    if not _is_parallel(name) or len(pieces[0]) < 3 or not _SET_AFTER.match(after):
        return []
    found, low = [], start
    for piece in pieces:
        found.append(Mention("initiative", low, low + len(piece), piece))
        low += len(piece) + 1
    return found if len(pieces[0]) <= 6 else []


def _again(text: str, found: list[Mention]) -> list[Mention]:
    """Give the other places of the names found: quoted again, or without marks where the name says enough."""
    names = {m.norm for m in found if "“" not in text[m.start : m.end]}
    # “宅上党小组”建设 … 以“宅上党小组”为单位: the name without the head that it bore.
    headed = (_QUOTED.match(text, m.start) for m in found)
    names |= {q[1] for q in headed if q and len(q[1]) > 3 and not _is_metaphor(q[1]) and "+" not in q[1]}
    again = [Mention("initiative", q.start(1), q.end(1), q[1]) for q in _QUOTED.finditer(text) if q[1] in names]
    telling = [name for name in names if len(name) > 4 or _CODED_NAME.fullmatch(name) or _INSIDE_TAIL.search(name)]
    for name in sorted(telling, key=lambda name: (-len(name), name)):
        at = text.find(name)
        while at >= 0:
            again.append(Mention("initiative", at, at + len(name), name))
            at = text.find(name, at + len(name))
    return again


def find_initiatives(text: str) -> list[Mention]:
    """Give the named initiatives of `text` in order; offsets count in `text`."""
    found = _quoted(text)
    taken = bytearray(len(text))

    def take(mention: Mention) -> None:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)

    for mention in found:
        take(mention)
    for mention in [*_again(text, found), *find_unquoted(text)]:
        if 1 not in taken[mention.start : mention.end]:
            found.append(mention)
            take(mention)
    return sorted(found, key=lambda m: (m.start, m.end))
