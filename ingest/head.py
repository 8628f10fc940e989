"""Head: title, author and date of a case, off its first lines and its last one.

A bulletin (简报) has a masthead above its title: its name and number, the unit that edits it, a date, perhaps a note of
the editor (编者按). Who signs may be a person or a unit (中共柳河县委组织部), below the title or in the last line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TITLE_LONGEST = 45
FIRST_LINES = 8  # that a head has at most
NOTE_LONGEST = 600  # characters of an editor's note

_END_OF_LINE = ("。", "，", "；", "：", "！", "？", "、")
# Family names that open a by-line; the two hundred commonest cover nearly every author.
_AUTHOR = re.compile(r"(?:作者|文|通讯员|记者)?[：:/\s]*([\u4e00-\u9fff]{2,4}(?:[\s、][\u4e00-\u9fff]{2,4}){0,3})")
# 中共牡丹镇委书记 李明: who he is before his name.
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,18}(?:书记|主任|局长|部长|镇长|乡长|县长|区长|市长|主席|站长|校长|院长)\s?(?P<name>[\u4e00-\u9fff]{2,3})"
)
_SURNAMES = set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
# 中共柳河县委组织部, 石桥镇党委: a body of a named place.
_UNIT = re.compile(
    r"(?P<unit>(?:中共)?(?!坚持|推[动进行]|强化|加强|打造|建设|构建|聚焦|提升|深化|助力|服务|建强|做[强优实])[\u4e00-\u9fff]{2,12}?"
    r"(?:[省市县区州旗盟镇乡](?![域级])|街道)[\u4e00-\u9fff]{0,14}?(?:委|部|局|办公室|党委|政府|领导小组|委员会|工委|党校))"
)
# 江西省婺源县秋口镇: a place alone below a title says who reports.
_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,8}?[市州盟])?[\u4e00-\u9fff]{1,8}?[县区市旗](?:[\u4e00-\u9fff]{1,8}?(?:镇|乡|街道|苏木))?(?:[\u4e00-\u9fff]{1,6}(?:村|社区))?"
)
_EDITED_BY = re.compile(rf"{_UNIT.pattern}(?:主?编印?|主办|印发?)?")
_SIGNED = re.compile(
    rf"[（(]?(?:作者单位|作者|供稿单位?|报送单位|撰稿|来源)?[：:\s]*{_UNIT.pattern}\s*(?:供稿|提供|报送)?[）)]?"
)
# What stands above a title in a bulletin: its name and number.
_MASTHEAD = re.compile(
    r"[^，。]{0,12}(?:简报|通讯|专报|快报|动态|参阅|内参|信息|交流材料|经验材料)|[（(]?(?:总|增刊)?第?\s*\d+\s*期[)）]?.{0,12}|"
    r"[（(]?(?:内部(?:资料|文件|刊物)|注意保存|\s)+[)）]?"
)
_DATE = re.compile(r"((?:19|20)\d{2}[年.\-/]\s*\d{1,2}(?:[月.\-/]\s*\d{1,2}日?|月)?)")
_NOTE = re.compile(r"[【\[（(]?\s*编\s*者\s*按|[【\[（(]?按语?(?:[】\]）)]|[：:])")
# The first heading of an outline, and how the line of the second begins: a report may open without a title.
_OPENS_OUTLINE = (
    (re.compile("一[、.．]"), re.compile("^二[、.．]", re.MULTILINE)),
    (re.compile("[（(]一[)）]"), re.compile("^[（(]二[)）]", re.MULTILINE)),
    (re.compile(r"1[、.．](?!\d)"), re.compile(r"^2[、.．](?!\d)", re.MULTILINE)),
)


@dataclass(slots=True)
class Head:
    """What the first lines of a case say; `body` is where its text begins, `note` an editor's note above the title."""

    body: int
    title: tuple[int, int] | None = None
    author: str | None = None
    date: str | None = None
    note: tuple[int, int] | None = None


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for match in re.compile(r"[^\n]+").finditer(text, start, end):
        yield match.start(), match.end(), match[0]


def _is_title(line: str) -> bool:
    return 4 <= len(line.lstrip("# ")) <= TITLE_LONGEST and not line.endswith(_END_OF_LINE) and "。" not in line


def _opens_outline(line: str, rest: str) -> bool:
    return any(first.match(line) and second.search(rest) for first, second in _OPENS_OUTLINE)


def _unit(words: str) -> str | None:
    """Give the unit that a line names, alone or beside a date."""
    match = _EDITED_BY.fullmatch(_DATE.sub("", words.strip("（）() ")).strip()) if len(words) <= TITLE_LONGEST else None
    return match["unit"] if match else None


def read_head(text: str, start: int, end: int) -> Head:
    """Read title, author and date of the case text[start:end]."""
    head = Head(start)
    note: tuple[int, int] | None = None
    masthead: tuple[int, int] | None = None
    lines = list(_lines(text, start, end))
    for low, high, line in lines[:FIRST_LINES]:
        words = line.lstrip("# ")
        by_line = _AUTHOR.fullmatch(words.strip("（）()"))
        dated = _DATE.search(words) if len(words) <= TITLE_LONGEST and not words.endswith(_END_OF_LINE) else None
        if head.title is None and _MASTHEAD.fullmatch(words):
            masthead = (high - len(words), high) if words.endswith("材料") else masthead
        elif head.title is None and note is None and high - low <= NOTE_LONGEST and _NOTE.match(words):
            note = (low, high)
            continue
        elif head.title is None and _opens_outline(words, text[high:end]):
            break
        elif head.title and head.author is None and _PLACE.fullmatch(words):
            head.author = words
        elif (head.title or dated or head.body > start) and (unit := _unit(words)):
            head.author = head.author or unit
            head.date = head.date or (dated[1] if dated else None)
        elif head.title is None and _is_title(line) and not dated and not (by_line and len(words) <= 4):
            head.title, head.note = (high - len(words), high), note
        elif (
            head.title
            and head.author is None
            and (holder := _OFFICE.fullmatch(words.strip("（）()")))
            and (holder["name"][0] in _SURNAMES)
        ):
            head.author = holder["name"]
        elif head.author is None and by_line and len(words) <= 20 and by_line[1][0] in _SURNAMES:
            head.author = by_line[1]
        elif dated:
            head.date = head.date or dated[1]
        elif head.title is None or not (words.startswith(("——", "—")) and _is_title(line)):  # not a subtitle
            break
        head.body = high
    head.title = head.title or masthead  # 基层党建工作交流材料, and no other title below
    if head.author is None and len(lines) > 1 and (signed := _SIGNED.fullmatch(lines[-1][2])):
        head.author = signed["unit"]
    return head
