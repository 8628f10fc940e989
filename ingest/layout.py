"""Layout: lines become paragraphs.

Three layouts occur: one paragraph a line; hard-wrapped lines (a PDF copied as text, with or without
a blank line after every line); one block. A wrapped text shows itself by many lines of one width.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_ENDS = tuple("。！？；：!?;:…")
_CLOSERS = "”’）)》】』"
# A numbered heading opens a paragraph whatever stands before it.
_OPENS = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、](?!\d)|#{1,6}\s|第[一二三四五六七八九十]{1,3}[章节条部])"
)
_PAGE_NUMBER = re.compile(
    r"(?:[-—–·\s]*\d{1,4}[-—–·\s]*|第\s*\d+\s*页(?:\s*[,，/共]*\s*\d+\s*页)?|Page\s*\d+.*|\d+\s*/\s*\d+)", re.IGNORECASE
)
_DISTRIBUTION = re.compile(
    r"(?:送|报|发|抄送|主送|分送|抄报|共印|印发|主题词|责任编辑|责编|编辑|校对|审核|签发)\s*[：:]|（?共印\d+份"
)
_INDENT = re.compile(r"[ \t]*(?:[\u3000\u2003]{1,}|[ \u00a0]{2,}|\t)")
# A web page copied without its line ends keeps the indents: …增收。　　二是… opens a paragraph.
_LOST_BREAK = re.compile(r"(?<=[。！？”])(?=[\u3000\u2003]{2})")
_SENTENCE = re.compile("[。！？]")

WRAP_NARROWEST = 30  # columns; shorter lines are a list or a form, not a page
WRAP_WIDEST = 120  # columns; a longer line is a paragraph, not a wrapped line
WRAP_SHARE = 0.45  # of the lines are about as wide as the page when text is hard-wrapped
WRAP_FEWEST = 5  # lines: fewer say nothing about a page width
LONG_LINE = 60  # characters: longer than any heading, so without its full stop it was cut
HEADER_REPEATS = 3  # a short line that comes back this often is a running header
HEADER_LONGEST = 40
DISTRIBUTION_LINES = 12  # a distribution list stands in the last lines


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its outer white space; offsets in the raw text."""

    start: int
    end: int
    text: str
    width: int
    indented: bool
    blank_before: bool


def _width(text: str) -> int:
    # GB18030 spends two bytes on what is two columns wide (four on rare characters: near enough).
    return len(text) if text.isascii() else len(text.encode("gb18030", "replace"))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines of a text as (start, words), also those whose line end was lost before an indent."""
    for match in re.finditer(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+", text):
        if "\u3000\u3000" not in match[0] and "\u2003\u2003" not in match[0]:
            yield match.start(), match[0]
            continue
        start = match.start()
        for piece in _LOST_BREAK.split(match[0]):
            yield start, piece
            start += len(piece)


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    blank = False
    for at, line in _pieces(text):
        stripped = line.strip()
        breaks = text.count("\n", lines[-1].end if lines else 0, at)
        if not stripped:
            blank = True
            continue
        start = at + len(line) - len(line.lstrip())
        blank = blank or breaks > 1
        # The indent takes its part of the page's width.
        width = _width(line.rstrip()) if len(stripped) <= WRAP_WIDEST else len(stripped)
        lines.append(Line(start, start + len(stripped), stripped, width, bool(_INDENT.match(line)), blank))
        blank = False
    return lines


def _furniture(lines: list[Line]) -> set[int]:
    """Find page numbers, running headers and the distribution list at the end."""
    found = {i for i, line in enumerate(lines) if _PAGE_NUMBER.fullmatch(line.text)}
    seen = Counter(line.text for line in lines if len(line.text) <= HEADER_LONGEST and not line.text.endswith("。"))
    headers = {text for text, n in seen.items() if n >= HEADER_REPEATS}
    first: set[str] = set()
    for i, line in enumerate(lines):
        if line.text in headers:
            # Its first occurrence may be the title itself, unless another title follows.
            following = lines[i + 1].text if i + 1 < len(lines) else ""
            titled = len(following) <= HEADER_LONGEST and not _complete(following)
            if line.text in first or titled:
                found.add(i)
            first.add(line.text)
    for i, line in enumerate(lines[-DISTRIBUTION_LINES:], max(0, len(lines) - DISTRIBUTION_LINES)):
        if not _DISTRIBUTION.match(line.text):
            continue
        tail = [other for other in lines[i + 1 :] if not _DISTRIBUTION.match(other.text)]
        if len(tail) <= 2 and not any(_SENTENCE.search(other.text) for other in tail):
            found.update(range(i, len(lines)))
            break
    return found


def _page_width(lines: list[Line]) -> int | None:
    """Give the width in columns that the lines were wrapped at, or None."""
    widths = sorted(line.width for line in lines)
    if len(widths) < WRAP_FEWEST:
        return None
    page = widths[int(len(widths) * 0.9)]
    near = sum(page * 0.88 <= width <= page * 1.12 for width in widths)
    return page if WRAP_NARROWEST <= page <= WRAP_WIDEST and near >= len(widths) * WRAP_SHARE else None


def _complete(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(_ENDS) or text.endswith(_ENDS)


def paragraphs(text: str, *, keep_lines: bool = False) -> tuple[list[list[Line]], list[Line]]:
    """Group the lines of `text` into paragraphs; give them and the lines that are page furniture.

    `keep_lines` is for formats whose line ends mean something (Markdown headings and lists).
    """
    every = _lines(text)
    furniture = _furniture(every)
    lines = [line for i, line in enumerate(every) if i not in furniture]
    page = None if keep_lines else _page_width(lines)
    spaced = sum(line.blank_before for line in lines[1:]) >= 0.6 * max(1, len(lines) - 1)
    # Where some lines are indented and most are not, the indented ones open paragraphs.
    marks_paragraphs = 0 < sum(line.indented for line in lines) <= 0.6 * len(lines)
    groups: list[list[Line]] = []
    for i, line in enumerate(lines):
        wrapped_title = i == 1 and page is not None and _title_goes_on(lines)
        if groups and (
            wrapped_title or _continues(groups[-1][-1], line, page, spaced=spaced, marks_paragraphs=marks_paragraphs)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups, [every[i] for i in sorted(furniture)]


def _title_goes_on(lines: list[Line]) -> bool:
    """Say whether the second line is the rest of a title too long for the page: a large font holds fewer characters.

    Its mark: the first line breaks off inside a quotation or after a dash, or one word runs over the break.
    """
    first, second = lines[0].text, lines[1].text
    if _complete(first) or _complete(second) or _OPENS.match(second) or len(second) > LONG_LINE:
        return False
    open_quote = first.count("“") > first.count("”")
    dash = re.search("——[^—]{0,4}$", first) is not None
    return open_quote or dash


def _continues(before: Line, line: Line, page: int | None, *, spaced: bool, marks_paragraphs: bool) -> bool:
    """Say whether `line` goes on with the paragraph of the line `before`."""
    if before.text.startswith("#") or line.text.startswith("#"):
        return False
    if page is None:
        # One paragraph a line; one that breaks off in mid-sentence after other sentences was cut by a page.
        cut = len(before.text) > LONG_LINE or "。" in before.text
        return cut and not _complete(before.text) and not _OPENS.match(line.text)
    if line.indented and (marks_paragraphs or not before.indented):
        return False
    full = before.width >= page * 0.86
    if _OPENS.match(line.text) and (_complete(before.text) or not full or not line.text[0].isdigit()):
        return False
    if _complete(before.text):
        # A paragraph may end anywhere; only a line with no room left is taken to go on.
        return before.width >= page - 3 and not (line.blank_before and not spaced)
    return full
