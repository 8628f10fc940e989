"""Outline: the tree of measures (举措) of one case.

A heading shows itself in one of three ways, and texts mix them: by a marker (一、 （一） 1. 一是 ##),
as a line of its own without a full stop, or as the short lead sentence of a paragraph that stands
parallel to others (see `ingest.leads`). A marker also counts inside a long paragraph.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from ingest import leads
from ingest.report import Section

LONGEST = 50  # characters of a heading
LONGEST_CLAUSE = 28  # characters of a heading that is the first clause of a longer sentence
_OPENING = 20  # characters beyond twice the headline in which news tells it again
_RETOLD = 0.6  # of the headline's character pairs
SHORTEST_BODY = 12  # characters that a heading must govern

_NUMERALS = "一二三四五六七八九十"
_NUMERAL = f"[{_NUMERALS}]{{1,3}}"
# A marker stands at the start of a line or after the end of a sentence or clause.
_PLACE = re.compile(r"[\n。；：！？”’）]\s*|，(?=一[是要])")
_FIRST = frozenset(f"{_NUMERALS}第其（(0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳做举经措探亮路典")
# (style, pattern with the number as group 1, whether it may stand inside a paragraph), outermost first.
_STYLES: tuple[tuple[str, str, bool], ...] = (
    ("part", rf"第({_NUMERAL})(?:部分|章|节)[、：\s]*", False),
    ("case", rf"(?:做法|举措|经验|措施|探索|亮点|路径|典型)({_NUMERAL})[：、]\s*", False),
    ("一、", rf"({_NUMERAL})(?:、|[.．](?!\d))", False),
    ("（一）", rf"[（(]({_NUMERAL})[)）]、?", True),
    ("1.", r"(\d{1,2})(?:[.．、](?![\d])|(?=\s[^\d]))\s*", True),
    ("（1）", r"[（(]?(\d{1,2})[)）]\s*", True),
    ("①", r"([①-⑳])\s*", True),
    ("一是", rf"({_NUMERAL})(?:是(?![否指由在])|要)", True),
    ("第一", rf"第({_NUMERAL})(?:，|、|是|[招关步课]?：)", True),
    ("其一", rf"其({_NUMERAL})(?:，|、|是|：)", True),
)
_HASHES = re.compile(r"(#{1,6})\s+")
_OWN_MARK = re.compile(
    rf"(?:{_NUMERAL}[、.．]|[（(]{_NUMERAL}[)）]、?|\d{{1,2}}[.．、]|[（(]\d{{1,2}}[)）]|第{_NUMERAL}[章节部]分?)\s*"
)
# A paragraph behind the last heading that speaks of what is to come is no part of the last measure.
_PLANS = re.compile("(?<=\n)(?:下一步|下步|下一阶段|下阶段|接下来|今后|未来|展望未来)，")
_STOP = re.compile("[。！？\n；：]")
_LINE_END = tuple("。！？；：，、…")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible heading: its style, its number in the run (0 for unnumbered), offsets."""

    style: str
    number: int
    mark: int
    start: int
    end: int


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _NUMERALS.index(text[-1]) + 1
    return (_NUMERALS.index(tens[0]) + 1 if tens else 1) * 10 + (_NUMERALS.index(ones[0]) + 1 if ones else 0)


@cache
def _patterns() -> list[tuple[str, re.Pattern[str], bool]]:
    return [(style, re.compile(body), inside) for style, body, inside in _STYLES]


@cache
def _headings(name: str) -> re.Pattern[str]:
    """Read data/containers.txt (主要做法: measures stand under it) or data/frames.txt (取得成效: none do)."""
    lines = files("ingest").joinpath(f"data/{name}.txt").read_text("utf-8").splitlines()
    patterns = [line.split("#")[0].strip() for line in lines]
    return re.compile("|".join(f"(?:{p})" for p in patterns if p))


def _heading_end(text: str, start: int, limit: int, *, own_paragraph: bool) -> int | None:
    """Give where the heading's words end that start at `start`, or None where there is no heading."""
    stop = _STOP.search(text, start, limit)
    end = stop.start() if stop else limit
    mark = stop[0] if stop else "\n"
    length = end - start
    if length < 2:  # one character names nothing
        return None
    clause = _clause_end(text, start, end)
    if mark == "；":
        return clause if own_paragraph else None
    if mark == "：" and own_paragraph:
        # 一、把准方向：建强支部堡垒 is one heading where the line ends with it.
        line = text.find("\n", start, limit)
        line = limit if line < 0 else line
        if line - start <= LONGEST and not re.search("[。；！？]", text[start:line]) and text[line - 1] != "：":
            return line
    if length <= LONGEST and (mark != "：" or own_paragraph):
        return end
    return clause if own_paragraph or mark == "。" else None


def _run(text: str, style: str, matches: list[re.Match[str]], start: int, end: int) -> list[Candidate]:
    """Give the headings of one run of numbers; items joined by semicolons (一是…；二是…) are none."""
    found = []
    for number, match in enumerate(matches, 1):
        limit = matches[number].start() if number < len(matches) else end
        own = _opens_line(text, match.start(), start)
        stop = _heading_end(text, match.end(), limit, own_paragraph=own)
        if stop is None and not own:
            return []
        line_end = text.find("\n", match.end())
        item_end = min(limit, line_end) if style in {"一是", "第一", "其一"} and line_end >= 0 else limit
        if stop is not None and text[stop : stop + 1] != "\n" and not _governs(text, stop, item_end):
            # 二是人才振兴算本领，参加…加分。: the item is one sentence, its first clause the heading.
            stop = _clause_end(text, match.end(), stop) or stop
        single = len(matches) == 1 and _number(match[1]) == 1
        if stop is not None and (own or not single):
            found.append(Candidate(style, -1 if single else number, match.start(), match.end(), stop))
    clauses = sum(text.startswith("，", item.end) for item in found)
    if 2 * clauses <= len(found):
        return found
    return [replace(item, end=_clause_end(text, item.start, item.end) or item.end) for item in found]


def _clause_end(text: str, start: int, end: int) -> int | None:
    """Give where the first clause ends, where it is long enough to name something and short enough for a heading."""
    comma = text.find("，", start, end)
    return comma if 4 <= comma - start <= LONGEST_CLAUSE else None


def _opens_line(text: str, at: int, start: int) -> bool:
    return at == start or text[at - 1] == "\n" or text[text.rfind("\n", 0, at) + 1 : at].isspace()


def _after_mark(text: str, start: int) -> int:
    """Give where a Markdown heading's words begin, after a number of its own (## 一、…)."""
    mark = _OWN_MARK.match(text, start)
    return mark.end() if mark else start


def _marked(text: str, start: int, end: int) -> list[Candidate]:
    """Find the numbered headings, each in a run that counts from 1."""
    found: list[Candidate] = []
    places = [start, *(m.end() for m in _PLACE.finditer(text, start, end))]
    places = [at for at in places if at < end and text[at] in _FIRST]
    for style, pattern, inside in _patterns():
        run: list[re.Match[str]] = []
        runs = [run]
        for at in places:
            if not inside and not _opens_line(text, at, start):
                continue
            match = pattern.match(text, at, end)
            if match is None:
                continue
            number = _number(match[1])
            if run and number == _number(run[-1][1]) + 1:
                run.append(match)
            elif number == 1 or at == start:  # 六是… at the very start: a chapter of a longer report
                run = [match]
                runs.append(run)
        for matches in runs:
            found += _run(text, style, matches, start, end)
    found += [
        Candidate(
            "#" * len(m[1]),
            0,
            m.start(),
            _after_mark(text, m.end()),
            min(x for x in (text.find("\n", m.end()), end) if x >= 0),
        )
        for m in _HASHES.finditer(text, start, end)
        if m.start() == start or text[m.start() - 1] == "\n"
    ]
    return found


def _lines(text: str, start: int, end: int, taken: set[int]) -> list[Candidate]:
    """Find unnumbered heading lines: short, no full stop, with text after them, two at least."""
    lines = [m.span() for m in re.compile(r"[^\n]+").finditer(text, start, end)]
    bare = [low not in taken and _is_bare(text[low:high]) for low, high in lines]
    # 村企结亲 组织强村 / 为乡村发展添动力: headings of two lines each, as newspapers set them.
    twofold = {
        i
        for i in range(1, len(lines) - 2)
        if bare[i] and bare[i + 1] and lines[i + 1][1] - lines[i][0] <= LONGEST and not (bare[i - 1] or bare[i + 2])
    }
    twofold = twofold if len(twofold) > 1 else set()
    found, retold = [], 0
    for i, (low, high) in enumerate(lines[:-1]):
        if not bare[i] or i - 1 in twofold:
            continue
        last = i + (i in twofold)
        body = text[slice(*lines[last + 1])]
        holds = lines[last + 1][0] in taken  # a numbered heading stands under it
        if not holds and (len(body) < SHORTEST_BODY or re.match(r"#|\|", body)):
            continue
        found.append(Candidate("line", 0, low, _after_mark(text, low), lines[last][1]))
        retold += _retells(body, text[low:high])
    return found if len(found) > 1 and 2 * retold <= len(found) else []


def _is_bare(line: str) -> bool:
    """Say whether a line may be a heading by being short and without a full stop."""
    return (
        4 <= len(line) <= LONGEST
        and not line.endswith(_LINE_END)
        and "\t" not in line
        and line[0] not in "（(——"
        and not re.search(r"\d{4}年|^\d+$|[，。；].*[。；]", line)
    )


def _retells(body: str, line: str) -> bool:
    """Say whether a paragraph opens by telling its line again, as news items do under their headlines."""
    pairs = {line[i : i + 2] for i in range(len(line) - 1)}
    opening = body[: 2 * len(line) + _OPENING]
    return sum(pair in opening for pair in pairs) >= _RETOLD * len(pairs)


def _governs(text: str, start: int, end: int) -> bool:
    return len(re.sub(r"\W", "", text[start:end])) >= SHORTEST_BODY


def _nested(found: list[Candidate]) -> list[Candidate]:
    """Put the first heading's style above one that commonly lies above it but stands inside its run here.

    一、…, then lines of their own, 二、…; 第一招：…, then （一） and （二）, 第二招：….
    """
    if not found or found[0].style == "line" or found[0].number < 1:
        return found
    first = found[0].style
    run = [i for i, item in enumerate(found) if item.style == first]
    for low, high in pairwise(run):
        above = [item.style for item in found[low + 1 : high] if _rank(item.style) < _rank(first)]
        if above and found[high].number == found[low].number + 1:
            outer = f"{first} above {min(above, key=_rank)}"
            return [replace(item, style=outer) if item.style == first else item for item in found]
    return found


def _drop_hollow(text: str, found: list[Candidate], end: int) -> list[Candidate]:
    """Drop the headings that govern nothing, and with them their run: the items of a plain list."""
    hollow: set[int] = set()
    runs: list[list[int]] = []
    for i, item in enumerate(found):
        limit = next((o.mark for o in found[i + 1 :] if _rank(o.style) <= _rank(item.style)), end)
        if not _governs(text, item.end, limit):
            hollow.add(i)
        if item.number > 1 and (run := next((r for r in reversed(runs) if found[r[-1]].style == item.style), None)):
            run.append(i)
        else:
            runs.append([i])
    lists = {i for run in runs if 2 * len(hollow & set(run)) > len(run) for i in run}
    # 五是规范竞争，消除隐患。: the short item of a long run has its clause to govern.
    short = {
        i
        for run in runs
        if len(run) > 3 and 3 * len(hollow & set(run)) <= len(run)
        for i in run
        if text.startswith("，", found[i].end)
    }
    return [item for i, item in enumerate(found) if i not in (hollow - short) | lists]


def _is(kind: str, text: str, item: Candidate) -> bool:
    words = text[item.start : item.end].strip("*：: ")
    return not item.style.startswith("lead") and _headings(kind).fullmatch(words) is not None


def _without_framed(text: str, found: list[Candidate]) -> list[Candidate]:
    """Leave out what stands under a heading that frames the report (取得成效), unless nothing else is there."""
    kept: list[Candidate] = []
    frame: Candidate | None = None
    for item in found:
        if frame is None or _rank(item.style) <= _rank(frame.style):
            frame = item if _is("frames", text, item) else None
            kept.append(item)
    measures = any(not _is("frames", text, item) and not _is("containers", text, item) for item in kept)
    return kept if measures else found


def outline(text: str, start: int, end: int, gaps: Callable[[], Collection[int]] = frozenset) -> tuple[Section, ...]:
    """Give the measures of the case text[start:end] as a flat list of sections with parents.

    `gaps` gives the places before which the raw text has a space.
    """
    found = _marked(text, start, end)
    # A heading inside another heading's words (1.一是…) belongs to the outer one.
    found.sort(key=lambda c: (c.mark, -c.end))
    found = [c for i, c in enumerate(found) if not any(o.mark <= c.mark and c.start < o.end for o in found[:i])]
    taken = {position for c in found for position in (c.mark, c.start, c.mark + 1)}
    found = _nested(sorted(found + _lines(text, start, end, taken), key=lambda c: c.start))
    found = _drop_hollow(text, found, end)
    if found and all(_rank(c.style) > _rank("lead") for c in found):
        # 建强支部，让…有“主心骨”。一是… 二是…: the paragraphs' leads stand above the items inside them.
        openings, _ = leads.find(text, start, end)
        if openings and openings[0][0] < found[0].mark:
            found = sorted(found + [Candidate("lead", 0, a, a, b) for a, b in openings], key=lambda c: c.start)
    ranked = _levels(text, _without_framed(text, found))
    ranked = _with_leads(text, start, end, ranked, gaps)
    last = max((item.end for _, item in ranked), default=start)
    plans = _PLANS.search(text, last, end)
    return _sections(text, ranked, plans.start() if plans else end)


def _levels(text: str, found: list[Candidate]) -> list[tuple[int, Candidate]]:
    """Give each heading its level: a style first seen inside another style lies one level below it."""
    # What only holds or frames measures is none: 主要做法, 下一步打算, a lone 一、.
    containers = [
        item.number < 0 or (len(found) > 1 and (_is("frames", text, item) or _is("containers", text, item)))
        for item in found
    ]
    stack: list[str] = []
    ranked = []
    for item, container in zip(found, containers, strict=True):
        style = ("container " if container else "") + item.style
        if style in stack:
            del stack[stack.index(style) + 1 :]
        else:
            while stack and (_rank(stack[-1]) >= _rank(style)):
                stack.pop()
            stack.append(style)
        level = sum(not s.startswith("container") for s in stack)
        ranked.append((0 if container else level, item))
    return ranked


def _rank(style: str) -> float:
    style = style.removeprefix("container ")
    _, above, inner = style.partition(" above ")
    if above:
        return _rank(inner) - 0.5
    if style.startswith("#"):
        return len(style) - 10
    order = ["part", "line", "case", "一、", "（一）", "1.", "（1）", "①", "lead", "一是", "第一", "其一"]
    return order.index(style)


def _with_leads(
    text: str, start: int, end: int, ranked: list[tuple[int, Candidate]], gaps: Callable[[], Collection[int]]
) -> list[tuple[int, Candidate]]:
    """Add the parallel lead sentences: below the deepest headings, or as the outline itself."""
    if not any(level for level, _ in ranked):
        first, inner = leads.find(text, start, end, gaps=gaps)
        tops = [(1, Candidate("lead", 0, a, a, b)) for a, b in first]
        subs = [(2, Candidate("lead", 0, a, a, b)) for a, b in inner]
        return sorted(ranked + tops + subs, key=lambda pair: pair[1].start)
    added = []
    for i, (level, item) in enumerate(ranked):
        limit = ranked[i + 1][1].mark if i + 1 < len(ranked) else end
        deeper = i + 1 < len(ranked) and ranked[i + 1][0] > level
        if level and not deeper:
            first, inner = leads.find(text, item.end, limit, top=False)
            added += [(level + 1, Candidate("lead", 0, a, a, b)) for a, b in [*first, *inner]]
    return sorted(ranked + added, key=lambda pair: pair[1].start)


def _sections(text: str, ranked: list[tuple[int, Candidate]], end: int) -> tuple[Section, ...]:
    sections: list[Section] = []
    open_at: list[tuple[int, int]] = []
    for i, (level, item) in enumerate(ranked):
        if not level:
            open_at.clear()
            continue
        while open_at and open_at[-1][0] >= level:
            open_at.pop()
        body_end = next((other.mark for other_level, other in ranked[i + 1 :] if other_level <= level), end)
        words = text[item.start : item.end]
        low = item.start + len(words) - len(words.lstrip("*# 　"))
        high = item.end - (len(words) - len(words.rstrip("*：: ")))
        heading = text[low:high].replace("\n", " ")
        parent = open_at[-1][1] if open_at else None
        sections.append(Section(min(level, 3), heading, item.mark, low, high, body_end, parent))
        open_at.append((level, len(sections) - 1))
    return tuple(sections)
