"""Head: title, author and date of a case, off its first lines and its last one.

A bulletin (简报) has a masthead above its title: its name and number, the unit that edits it, a date, perhaps a note of
the editor (编者按). Who signs may be a person or a unit (中共柳河县委组织部), below the title or in the last line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

TITLE_LONGEST = 45
SHORTEST_TITLE = 4
BY_LINE_LONGEST = 20
LABELS_LONGEST = 60  # characters of a line of labels (来源：… 作者：…)
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
# 中共柳河县委组织部, 石桥镇党委: a body of a named place; 柳河县建强支部 is what it did.
_DEED = "(?!坚持|推[动进行]|强化|加强|打造|建设|构建|聚焦|提升|深化|助力|服务|建强|做[强优实])"
_UNIT = re.compile(
    rf"(?P<unit>(?:中共)?{_DEED}[\u4e00-\u9fff]{{2,12}}?(?:[省市县区州旗盟镇乡](?![域级])|街道){_DEED}"
    r"[\u4e00-\u9fff]{0,14}?(?:委|部|局|办公室|党委|政府|领导小组|委员会|工委|党校))"
)
# 江西省婺源县秋口镇: a place alone below a title says who reports.
_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,8}?[市州盟])?[\u4e00-\u9fff]{1,8}?[县区市旗](?:[\u4e00-\u9fff]{1,8}?(?:镇|乡|街道|苏木))?(?:[\u4e00-\u9fff]{1,6}(?:村|社区))?"
)
_EDITED_BY = re.compile(rf"{_UNIT.pattern}(?:主?编印?|主办|印发?)?")
_SIGNED = re.compile(
    rf"[（(]?(?:作者单位|作者|供稿单位?|报送单位|撰稿|来源)?[：:\s]*{_UNIT.pattern}\s*(?:供稿|提供|报送)?[）)]?"
)
# What stands above a title: a bulletin's name and number, a label on a line of its own (【基层党建】, （典型案例）).
_MASTHEAD = re.compile(
    r"[^，。]{0,12}(?:简报|通讯|专报|快报|动态|参阅|内参|信息|交流材料|经验材料)|[（(]?(?:\d{4}年)?(?:总|增刊)?第?\s*\d+\s*期[)）]?.{0,12}|"
    r"(?:案例|实践案例|典型案例)\s*[\d一二三四五六七八九十]+|[\u4e00-\u9fff]{1,8}[〔\[（(]\d{4}[〕\]）)]\d+号|"
    r"[（(]?(?:内部(?:资料|文件|刊物)|注意保存|\s)+[)）]?|"
    r"【[\u4e00-\u9fff·]{2,10}】|[（(][\u4e00-\u9fff]{0,6}(?:案例|材料|做法|发言|经验)[)）]"
)
# 临泽县把党支部建在产业链上, below a title that names no place: who did it.
_SUBTITLE = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?:[县市区旗州镇乡村]|街道)(?![域级])[^。]{4,40}|[^。]{4,40}(?:的(?:做法|实践|探索|经验|启示|调查)|纪实|侧记|见闻)"
)
_DATE = re.compile(r"((?:19|20)\d{2}[年.\-/]\s*\d{1,2}(?:[月.\-/]\s*\d{1,2}日?|月)?)")
_ORNAMENT = "★☆■●◆ "
_LABEL = re.compile(rf"[{_ORNAMENT}]+|【[^】]{{2,8}}】|[\u4e00-\u9fff]{{2,6}}\s*[|｜丨]\s*|(?:题目|标题)[：:]\s*")
# What web pages and bulletins put between title and text, and who signs there.
_LABELS = re.compile(
    r"[□■◆●]|(?:来源|作者|文|图|发布(?:时间|日期)?|时间|日期|单位|报送单位|供稿|字号|字体|浏览|阅读|点击|责任编辑|编辑)\s*[：:/|｜\s]|"
    r"(?:本报)?(?:记者|通讯员)\s"
)
_LABELLED = re.compile(
    rf"(?:单位|供稿)[：:]\s*{_UNIT.pattern}(?=\s|$)|(?:作者|撰稿|记者|通讯员|文|[□■◆●])\s*[：:|｜/]?\s*"
    r"(?P<name>[\u4e00-\u9fff]{2,3}(?:[\s、][\u4e00-\u9fff]{2,3}){0,3})(?![\u4e00-\u9fff])"
)
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
    masthead: bool = False


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for match in re.compile(r"[^\n]+").finditer(text, start, end):
        yield match.start(), match.end(), match[0]


def _is_title(line: str) -> bool:
    return (
        SHORTEST_TITLE <= len(line.lstrip("# ")) <= TITLE_LONGEST
        and not line.endswith(_END_OF_LINE)
        and "。" not in line
    )


def _opens_outline(line: str, rest: str) -> bool:
    return any(first.match(line) and second.search(rest) for first, second in _OPENS_OUTLINE)


def _dated(words: str) -> str | None:
    """Give the date of a short line that is no sentence."""
    found = _DATE.search(words) if len(words) <= LABELS_LONGEST and not words.endswith(_END_OF_LINE) else None
    return found[1] if found else None


def _unit(words: str) -> str | None:
    """Give the unit that a line names, alone or beside a date."""
    match = _EDITED_BY.fullmatch(_DATE.sub("", words.strip("（）() ")).strip()) if len(words) <= TITLE_LONGEST else None
    return match["unit"] if match else None


def _person(words: str) -> str | None:
    """Give who signs a line: by his name alone, or with his office before it."""
    bare = words.strip("（）()")
    office = _OFFICE.fullmatch(bare)
    name = office["name"] if office else None
    if name is None and len(words) <= BY_LINE_LONGEST and (by_line := _AUTHOR.fullmatch(bare)):
        name = by_line[1]
    return name if name and name[0] in _SURNAMES else None


def _label(words: str) -> int:
    """Give how many characters of a title's line are a label (【典型案例】, 经验交流｜, 题目：) or ornament."""
    match = _LABEL.match(words)
    return match.end() if match and len(words) - match.end() >= SHORTEST_TITLE else 0


def _above(head: Head, words: str, following: str) -> bool:
    """Read a line above the title: masthead, or the unit that edits, with its date; say whether it is one."""
    if _MASTHEAD.fullmatch(words):
        return True
    date, unit = _dated(words), _unit(words)
    heads_on = head.masthead or (_is_title(following) and not _dated(following))
    if unit and (date or heads_on):
        head.author, head.date = head.author or unit, head.date or date
        return True
    return False


def _below(head: Head, words: str) -> bool:
    """Read a line below the title: its number, who reports and when, labels, a subtitle; say whether it is one."""
    if _MASTHEAD.fullmatch(words):
        return True
    date = _dated(words)
    author = (words if _PLACE.fullmatch(words) else None) or _unit(words) or _person(words)
    labels = _LABELS.match(words) is not None and len(words) <= LABELS_LONGEST and not words.endswith(_END_OF_LINE)
    if labels and author is None:
        signed = _LABELLED.search(words)
        author = (signed["unit"] or signed["name"]) if signed else None
    if not (author or date or labels):
        return words.startswith(("——", "—")) and _is_title(words)
    head.author, head.date = head.author or author, head.date or date
    return True


def _subtitle(words: str, title: str, after: Iterator[str]) -> bool:
    """Say whether a line below the title is its second half: the only line of its kind, and the text follows."""
    if not (_is_title(words) and _SUBTITLE.fullmatch(words)) or _SUBTITLE.fullmatch(title):
        return False
    return len(next(after, "")) > TITLE_LONGEST and not any(
        _is_title(line) and _SUBTITLE.fullmatch(line) for line in after
    )


def read_head(text: str, start: int, end: int) -> Head:
    """Read title, author and date of the case text[start:end]."""
    head = Head(start)
    note: tuple[int, int] | None = None
    masthead: tuple[int, int] | None = None
    lines = list(_lines(text, start, end))
    for number, (low, high, line) in enumerate(lines[:FIRST_LINES]):
        words = line.lstrip("# ")
        following = lines[number + 1][2] if number + 1 < len(lines) else ""
        if head.title:
            after = (line for *_, line in islice(lines, number + 1, None))
            if not _below(head, words) and not _subtitle(words, text[slice(*head.title)], after):
                break
        elif _above(head, words, following):
            head.masthead = True
            masthead = (high - len(words), high) if words.endswith("材料") else masthead
        elif note is None and high - low <= NOTE_LONGEST and _NOTE.match(words):
            note = (low, high)
            continue
        elif _opens_outline(words, text[high:end]):
            break
        elif _is_title(line) and not _dated(words) and not (len(words) <= SHORTEST_TITLE and _AUTHOR.fullmatch(words)):
            label = _label(words)
            tail = len(words) - len(words.rstrip(_ORNAMENT))
            head.title, head.note = (high - len(words) + label, high - tail), note
        elif not (_person(words) or _dated(words)):
            break
        else:
            head.author, head.date = head.author or _person(words), head.date or _dated(words)
        head.body = high
    head.title = head.title or masthead  # 基层党建工作交流材料, and no other title below
    if head.author is None and len(lines) > 1 and (signed := _SIGNED.fullmatch(lines[-1][2])):
        head.author = signed["unit"]
    return head
