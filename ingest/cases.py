"""Cases: one file, one county's experience or several after one another."""

import re
from functools import partial
from itertools import pairwise

from ingest.head import read_head
from ingest.outline import outline
from ingest.report import Case, Reading

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
_SPACES = re.compile(r"[^\S\r\n]+")
# The cells of a table's row are told together.
_SENTENCE = re.compile(r"[^。！？!?\n]+(?:[。！？!?]+[”’）》]*|(?=\n)|$)")


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
        head = read_head(text, start, end)
        if head.title is not None and not text[head.body : end].strip():
            head.title, head.note, head.body = None, None, start
        note = sentences(text, *head.note) if head.note else ()
        cases.append(
            Case(
                start=start,
                end=end,
                body=head.body,
                title=text[slice(*head.title)] if head.title else None,
                title_span=head.title,
                author=head.author,
                date=head.date,
                sections=outline(text, head.body, end, partial(_gaps, reading, raw) if raw else frozenset),
                sentences=(*note, *sentences(text, head.body, end)),
            )
        )
    return tuple(cases)
