"""Cases: one file, one county's experience or several after one another."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from ingest.outline import outline
from ingest.report import Case, Reading

TITLE_LONGEST = 45
SHORTEST_CASE = 150  # characters of text under a case's title

# 太白县：“五项举措”筑牢… — a county before a colon on a line of its own opens a case.
_PROVINCES = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|"
    "西藏|陕西|甘肃|青海|宁夏|新疆|兵团"
)
_COUNTY_TITLE = re.compile(
    r"(?m)^#{0,3}\s*(?:案例[一二三四五六七八九十\d]+[：:、\s]*)?"
    rf"(?:[\u4e00-\u9fff]{{1,12}}(?:县|区|市|旗|州|盟)(?:委|委组织部)?|(?:{_PROVINCES})[\u4e00-\u9fff]{{0,6}})[：:][^\n。；]{{4,40}}$"
)
_NUMBERED_CASE = re.compile(r"(?m)^#{0,3}\s*案例[一二三四五六七八九十\d]+[：:、\s][^\n。；]{4,40}$")
_END_OF_LINE = ("。", "，", "；", "：", "！", "？", "、")
# Family names that open a by-line; the two hundred commonest cover nearly every author.
_AUTHOR = re.compile(r"(?:作者|文|通讯员|记者)?[：:/\s]*([\u4e00-\u9fff]{2,4}(?:[\s、][\u4e00-\u9fff]{2,4}){0,3})")
_SURNAMES = set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_SPACES = re.compile(r"[^\S\r\n]+")
# What stands above a title in a bulletin: its name, number, unit.
_MASTHEAD = re.compile(
    r"[^，。]{0,12}(?:简报|通讯|专报|快报|动态|参阅|内参|信息|交流材料|经验材料)|[（(]?(?:总|增刊)?第?\s*\d+\s*期[)）]?.{0,12}"
)
_DATE = re.compile(r"((?:19|20)\d{2}[年.\-/]\s*\d{1,2}(?:[月.\-/]\s*\d{1,2}日?|月)?)")
_SENTENCE = re.compile(r"[^。！？!?\n\t]+(?:[。！？!?]+[”’）》]*|(?=[\n\t])|$)")


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for match in re.finditer(r"[^\n]+", text[start:end]):
        yield start + match.start(), start + match.end(), match[0]


def _bounds(text: str) -> list[tuple[int, int]]:
    """Give the spans of the cases: split at county titles or numbered cases, two at least."""
    end = len(text.rstrip())
    for pattern in (_COUNTY_TITLE, _NUMBERED_CASE):
        starts = [m.start() for m in pattern.finditer(text)]
        starts = [s for s, nxt in pairwise([*starts, end]) if nxt - s >= SHORTEST_CASE]
        if len(starts) > 1:
            return [(s, len(text[:nxt].rstrip())) for s, nxt in pairwise([*starts, end])]
    start = len(text) - len(text.lstrip())
    return [(start, max(start, end))]


def _is_title(line: str) -> bool:
    return 4 <= len(line.lstrip("# ")) <= TITLE_LONGEST and not line.endswith(_END_OF_LINE) and "。" not in line


# The first heading of an outline, and how the line of the second begins: a report may open without a title.
_OPENS_OUTLINE = (
    (re.compile("一[、.．]"), re.compile("^二[、.．]", re.MULTILINE)),
    (re.compile("[（(]一[)）]"), re.compile("^[（(]二[)）]", re.MULTILINE)),
    (re.compile(r"1[、.．](?!\d)"), re.compile(r"^2[、.．](?!\d)", re.MULTILINE)),
)


def _opens_outline(line: str, rest: str) -> bool:
    return any(first.match(line) and second.search(rest) for first, second in _OPENS_OUTLINE)


def _head(text: str, start: int, end: int) -> tuple[tuple[int, int] | None, str | None, str | None, int]:
    """Read title, author and date off the first lines; give them and where the body starts."""
    title = author = date = None
    body = start
    for _, high, line in list(_lines(text, start, end))[:6]:
        words = line.lstrip("# ")
        by_line = _AUTHOR.fullmatch(words.strip("（）()"))
        if title is None and _MASTHEAD.fullmatch(words):
            body = high
            continue
        if title is None and _opens_outline(words, text[high:end]):
            break
        if title is None and _is_title(line) and not _DATE.search(words) and not (by_line and len(words) <= 4):
            title = (high - len(words), high)
        elif author is None and by_line and len(words) <= 20 and by_line[1][0] in _SURNAMES:
            author = by_line[1]
        elif len(words) <= 40 and (found := _DATE.search(words)) and not words.endswith(_END_OF_LINE):
            date = date or found[1]
        elif title is not None and words.startswith(("——", "—")) and _is_title(line):
            pass  # a subtitle
        else:
            break
        body = high
    return title, author, date, body


def sentences(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Give the spans of the sentences in text[start:end], closing marks inside."""
    return tuple(m.span() for m in _SENTENCE.finditer(text, start, end) if m[0].strip())


def _gaps(reading: Reading, raw: str) -> frozenset[int]:
    """Give the places before which the raw text has white space inside a line."""
    steps = enumerate(pairwise(reading.origin[:-1]), 1)
    return frozenset(at for at, (one, other) in steps if other - one > 1 and _SPACES.fullmatch(raw, one + 1, other))


def find_cases(reading: Reading, raw: str = "") -> tuple[Case, ...]:
    """Split a reading text into cases, each with title, author, date, outline and sentences.

    `raw` is the text that was read; without it no heading is known by a space that repair dropped.
    """
    text = reading.text
    cases = []
    for start, end in _bounds(text):
        if end <= start:
            continue
        title, author, date, body = _head(text, start, end)
        if title is not None and not text[body:end].strip():
            title, body = None, start
        cases.append(
            Case(
                start=start,
                end=end,
                body=body,
                title=text[slice(*title)] if title else None,
                title_span=title,
                author=author,
                date=date,
                sections=outline(text, body, end, partial(_gaps, reading, raw) if raw else frozenset),
                sentences=sentences(text, body, end),
            )
        )
    return tuple(cases)
