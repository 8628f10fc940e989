"""When a figure holds (时间): the time expressions of a text, and the one that a figure's sentence sets.

    截至2023年6月底，建成基地12个 → 截至2023年6月底; 2023年1至9月 → 2023年1至9月; 党的十八大以来 → 党的十八大以来

A time is given as written. Left alone: what a figure is held against (比2019年增长5%), when a thing was founded
(建成于1996年), the year of an honour (荣获2022年度…), ages (今年60岁), dates of documents (2017年中央一号文件) and of
dispatches (8月6日讯).
"""

import re
from bisect import bisect_right

_DASH = "(?:——|[-~—–至到])"
_DIGIT = "[〇零○0一二三四五六七八九]"
_YEAR = f"(?:(?:19|20)\\d{{2}}|二[〇零○0]{_DIGIT}{{2}}|[xX×]{{4}})年"
_COUNT = "[一两三四五六七八九十几\\d]{1,2}"
_MONTH = "(?:1[0-2]|0?[1-9]|[xX×]{1,2})月"
_DAY = "(?:[12]\\d|3[01]|0?[1-9]|[xX×]{1,2})日(?![电讯刊])"
_OF_MONTH = f"{_MONTH}(?:{_DAY}|份?[底末初]|份|[上中下]旬)?"
_QUARTER = "(?:前[两二三]个?|第?[一二三四1-4])季度末?"
_MONTHS = f"前{_COUNT}个?月"
_HALF = "(?:(?<!占)(?<!完成)全年(?!目标|任务|计划)|[上下]半年)"
_OF_YEAR = (
    f"(?:\\d{{1,2}}月?{_DASH}(?={_MONTH}))?{_OF_MONTH}|{_QUARTER}|{_MONTHS}|{_HALF}|"
    "度(?![假过量])|年?[底末初](?![次步期级])|[春夏秋冬][季天]|春节期间"
)
_SINCE = "(?:以来|以前|之前|前(?![后期一二两三四五六七八九十\\d])|期间|间(?![接断隔])|开始(?!的)|起(?=[，,]))"
_FROM_YEAR = f"(?:(?:19|20)\\d{{2}}年?(?:{_OF_YEAR})?{_DASH}(?={_YEAR}))"
_DATED = f"{_YEAR}{_DASH}今(?!年)|{_FROM_YEAR}?{_YEAR}(?:{_OF_YEAR})?{_SINCE}?"
_NOT_AGE = "(?!已?[有是刚整]?经?[\\d一二三四五六七八九十]{1,3}周?岁)"
_NAMED_YEAR = (
    f"(?:今年|去年|前年|上年|明年|(?<![\u4e00-\u9fff])后年|本年)(?![级期后]|的?同期){_NOT_AGE}(?:{_OF_YEAR})?"
    f"(?:来(?![到自了往看说宾参旅]))?{_SINCE}?"
)
_PLAN = "“?十[二三四五]五”?(?:规划)?(?:期间|以来|时期|[末初](?!步))|“十[二三四五]五”(?!规划)"
_NOW = "目前|如今|当前|眼下|现今|现在|现(?<![实发体表]现)(?=有|已|共)"
_LATELY = (
    f"近年来|近几年来?|近{_COUNT}年来?|(?<![第\\d近十这]){_COUNT}年来(?![了到得看说讲自])|过去的?{_COUNT}年[间来]?"
)
_YEARLESS = (
    f"(?<![年\\d第从由到至-])(?:\\d{{1,2}}月?{_DASH}(?={_MONTH}))?{_MONTH}(?!\\d)(?:份?[底末初]|份|[上中下]旬)?{_SINCE}?|(?<![年\\d]){_QUARTER}(?!一)|{_MONTHS}|{_HALF}|"
    "年底|年初以来|“[^”]{1,4}”期间"
)
# The look-ahead turns most characters away before any branch is tried.
_TIME = re.compile(
    "(?=[截一两二三四五六七八九十几\\dxX×今去前上下明后本“目眼当如现过近以换全年第])"
    f"(?:截[至止]到?(?:目前|当前|现在|今日|{_DATED}|{_NAMED_YEAR}|{_OF_MONTH}|年底)|{_DATED}|{_NAMED_YEAR}|{_PLAN}|{_NOW}|"
    f"{_LATELY}|(?<=[\u4e00-\u9fff”])以来|换届后|{_YEARLESS})"
)
_HAS_NO_YEAR = re.compile(_YEARLESS)
_TITLE = 40  # characters of a document's title before a time in it
# 网格化工作开展以来, 自“宅票”机制运行以来: what began belongs to the expression, back to the last mark.
_BEGAN_LONGEST = 20  # characters of what began
_CLAUSE_BEFORE = re.compile(f"[^，。；：！？、（）()\\n]{{2,{_BEGAN_LONGEST}}}$")
_LEADS_TO = re.compile("[^自从]{0,3}(?=自)|[^自从]{0,3}从|[全我该本][省市县区镇乡村州](?=.{2})")
_BEGINS = ("以来", "起", "开始", "至今")
_SELF = frozenset("来各独亲源")  # 来自, 各自
_ALWAYS = re.compile("(?:长期|一直|历史|有史|自古|近代|多年|向)$")
_FOUNDED = re.compile("(?:建成|始建|兴建|成立|创建|创办|组建|注册|出生|竣工|投产|起步|起源)(?:于|在)$")
_OF_ANOTHER = re.compile(
    "中央一号文件|版|(?<=[以之]前)(?:建成|建设|修建|竣工|投用)的|(?:开工|动工|启用|成立|创办)的|[^，。；\\d]{0,4}相比|的?同期"
)  # 2000年以前|建成的老旧小区
_HONOURED = re.compile("(?:荣获|荣膺|获评|入选|[被获](?:评为|评选为|授予|认定为)|授予)$")  # 荣获|2022年度|“最美家庭”
_AGAINST = re.compile("(?:[比较]|相当于|高于|低于|多于|少于|不及)$")
_FROM = frozenset("由从自")
_GREW = re.compile("[长加高升大展降少低短缩减跌涨增扩跃][到至为]")
_AS_MUCH = re.compile("[^，。；]{0,8}的")
# 由|过去的2000元增加到6000元: the time of what a figure grew from.
_ONCE = re.compile("(过去|原来|原先|起初|最初|当初|以前|以往|此前)(?:的|不足|不到|近|约|只有|仅有?)*$")

Times = list[tuple[int, int]]


def times_of(text: str) -> Times:
    """Give the spans of the time expressions of a text, in order."""
    times = []
    for match in _TIME.finditer(text):
        start = match.start()
        low = max(0, start - _TITLE)
        if text.rfind("《", low, start) > text.rfind("》", low, start):
            continue  # 《2030年前碳达峰研究》
        if match[0] == "以来":
            began = _CLAUSE_BEFORE.search(text, max(0, start - _BEGAN_LONGEST), start)
            if began is None or _ALWAYS.search(text, max(0, start - 2), start):
                continue
            start = began.start()
            if began[0].count("“") > began[0].count("”"):
                start += began[0].rindex("“") + 1
            if lead := _LEADS_TO.match(text, start, match.start()):
                start = lead.end()
        if text[start - 1 : start] == "自" and match[0].endswith(_BEGINS) and text[start - 2 : start - 1] not in _SELF:
            start -= 1
        times.append((start, match.end()))
    return times


def _held_against(text: str, low: int, high: int) -> bool:
    """Say whether a time is another thing's: 比2019年增长5%, 是2012年的4.1倍 (not 二是今年新增), 建成于1996年."""
    if _FOUNDED.search(text, max(0, low - 6), low) or _OF_ANOTHER.match(text, high):
        return True  # 小区建成于1996年，居民自筹资金86万元
    if _AGAINST.search(text, max(0, low - 3), low):
        return True
    if text[high - 1] == "度" and _HONOURED.search(text, max(0, low - 5), low):
        return True
    return text[low - 1 : low] == "是" and _AS_MUCH.match(text, high) is not None


def _set_aside(text: str, low: int, high: int, start: int) -> bool:
    """Say whether what a time [low, high) is of ends before `start`: “2023年…情况”发布会上, 在去年…基础上，."""
    if text.count("”", high, start) > text.count("“", high, start):
        return True
    return text[low - 1 : low] == "在" and text.find("基础上，", high, start) >= 0


def _since(text: str, low: int, high: int, start: int) -> bool:
    """Say whether a time is that of the figure that this one grew from: 从2019年的1.1万元增长到|2.03万元."""
    return text[low - 1 : low] in _FROM and _GREW.search(text, high, start) is not None


def time_of(text: str, times: Times, opening: int, start: int) -> str | None:
    """Give the time of a figure at `start` in the sentence that begins at `opening`, or None.

    It is the last expression before the figure that is its own; one with a year goes first (2023年…，8月…).
    """
    if once := _ONCE.search(text, max(opening, start - 8), start):
        return once[1]
    yearless = None
    for at in range(bisect_right(times, (start, 0)) - 1, -1, -1):
        low, high = times[at]
        if low < opening:
            break
        if high > start or _set_aside(text, low, high, start):
            continue
        if _held_against(text, low, high) or _since(text, low, high, start):
            continue
        if not _HAS_NO_YEAR.fullmatch(text, low, high):
            return text[low:high]
        yearless = yearless or text[low:high]
    return yearless


def without_times(text: str, times: Times, low: int, high: int) -> str:
    """Give the words of [low, high) without the time expressions, but for what a figure is held against."""
    kept, done = [], low
    for at in range(bisect_right(times, (low, 0)), len(times)):
        start, end = times[at]
        if end > high:
            break
        told_with = text[start - 1 : start] in _FROM or text[start:end] == "现"  # 现有 is left to the words
        if not (told_with or _held_against(text, start, end)):
            before = text[done:start] if start > done else ""
            kept.append(before if _GREW.search(before[-2:]) else before.rstrip("到至在"))
            done = max(done, end)
    return "".join([*kept, text[done:high]])
