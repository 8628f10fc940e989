"""Page text: a report's raw text laid out for reading, every piece with its raw offset.

Paragraphs come from the reading text (line wraps, page furniture and markup are gone), the characters from the raw
text: what a page shows inside a paragraph is what the file says.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any

from ingest.repair import read
from ingest.report import RawText, squeeze

HIDDEN = frozenset({"furniture", "markup"})  # repairs whose raw characters are no text of the report
NOISE = {"mask": "原文如此，疑为遮盖", "watermark": "原文如此，疑为水印"}
KINDS = {"level": "现状值", "change": "变化量", "share": "占比", "standard": "标准"}
QUALIFIERS = {"approx": "约数", "at_least": "不少于", "at_most": "不超过", "range": "区间"}
TYPES = {
    "region": "地区",
    "model": "模式",
    "initiative": "名目",
    "industry": "产业",
    "honour": "荣誉",
    "problem": "问题",
    "document": "文件",
    "organization": "组织",
}
MASKED = "原文遮盖，不可引用"
NO_YEAR = "年份未载"
MARKED = frozenset({"md", "docx"})  # formats whose text has them
_SIGNS = re.compile(r"^#{1,6}\s+")  # Markdown's heading signs
PREFIX_LONGEST = 6  # characters of numbering (第十二节) before a heading
TITLE_PARAGRAPHS = 4  # a title stands in the first paragraphs

Cell = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Span:
    """A raw range with what it means: `css` is its class on the page, `tip` what a reader is told about it."""

    start: int
    end: int
    css: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters under the same spans; `anchor` is the raw offset that links may point at, or None."""

    text: str
    anchor: int | None
    css: str
    tip: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block; `found` where it lies in the range that the reader came for."""

    start: int
    found: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a heading where `level` is 1, 2, … (0 is the case's title)."""

    start: int
    level: int | None
    sentences: tuple[Sentence, ...]

    @property
    def row(self) -> list[list[Piece]]:
        """Give the cells of a table's row, parted by tabs; none of any other paragraph."""
        cells: list[list[Piece]] = [[]]
        for piece in (piece for sentence in self.sentences for piece in sentence.pieces):
            first, *rest = piece.text.split("\t")
            cells[-1].append(replace(piece, text=first))
            cells += [[replace(piece, text=words, anchor=None)] for words in rest]
        return cells if len(cells) > 1 else []


@dataclass(frozen=True, slots=True)
class Marks:
    """What is laid over a text: spans, offsets that links point at, sentence starts, headings and the range sought."""

    spans: Sequence[Span] = ()
    anchors: frozenset[int] = frozenset()
    sentences: Sequence[int] = ()
    headings: Sequence[tuple[int, int, int]] = ()  # start, end, level
    title: str = ""
    found: tuple[int, int] = (0, 0)
    noise: Sequence[Span] = field(default=())


@lru_cache(maxsize=64)
def paragraphs_of(raw: RawText) -> tuple[tuple[tuple[Cell, ...], ...], tuple[Span, ...]]:
    """Give the paragraphs of a raw text as (raw offset, character) cells, and spans of what is noise in them."""
    reading = read(raw)
    hidden = {at for r in reading.repairs if r.kind in HIDDEN for at in range(r.start, r.end)}
    found, done = [], 0
    for line in reading.text.split("\n"):
        signs = len(line) - len(_SIGNS.sub("", line)) if raw.format in MARKED else 0
        origin = reading.origin[done + signs : done + len(line)]
        spaces = {at for at, char in zip(origin, line[signs:], strict=True) if char.isspace()}
        done += len(line) + 1
        if len(origin):
            found.append(tuple(_cells(raw.text, min(origin), max(origin) + 1, hidden, spaces)))
    noise = tuple(Span(r.start, r.end, "noise", NOISE[r.kind]) for r in reading.repairs if r.kind in NOISE)
    return tuple(cells for cells in found if cells), noise


def _cells(text: str, start: int, end: int, hidden: set[int], spaces: set[int]) -> Iterator[Cell]:
    for at in range(start, end):
        if at not in hidden and (at in spaces or not text[at].isspace()):
            yield at, " " if text[at].isspace() and text[at] != "\t" else text[at]


def clip(paragraphs: Iterable[tuple[Cell, ...]], start: int, end: int) -> list[tuple[Cell, ...]]:
    """Give the cells of the paragraphs that lie in a raw range, empty paragraphs left out."""
    kept = (tuple(cell for cell in cells if start <= cell[0] < end) for cells in paragraphs)
    return [cells for cells in kept if cells]


def pieces(cells: Sequence[Cell], marks: Marks) -> tuple[Piece, ...]:
    """Cut cells where the spans over them change, and at every anchor."""
    offsets = [at for at, _ in cells]
    cover: list[list[Span]] = [[] for _ in cells]
    for span in (*marks.spans, *marks.noise):
        for i in range(bisect_left(offsets, span.start), bisect_left(offsets, span.end)):
            cover[i].append(span)
    cuts = [i for i in range(1, len(cells)) if offsets[i] in marks.anchors or cover[i] != cover[i - 1]]
    found = []
    for low, high in pairwise((0, *cuts, len(cells))):
        inner = sorted(cover[low], key=lambda span: span.end - span.start)
        found.append(
            Piece(
                "".join(char for _, char in cells[low:high]),
                offsets[low] if offsets[low] in marks.anchors else None,
                " ".join(dict.fromkeys(span.css for span in inner)),
                "\n".join(dict.fromkeys(span.tip for span in inner if span.tip)),
            )
        )
    return tuple(found)


def _sentences(cells: Sequence[Cell], marks: Marks) -> tuple[Sentence, ...]:
    low, high = marks.found
    found = []
    for _, group in groupby(cells, key=lambda cell: bisect_right(marks.sentences, cell[0])):
        part = list(group)
        inside = part[0][0] < high and part[-1][0] >= low
        found.append(Sentence(part[0][0], inside, pieces(part, marks)))
    return tuple(found)


def _split(cells: tuple[Cell, ...], marks: Marks) -> Iterator[tuple[Cell, ...]]:
    """Cut a paragraph before each sentence that opens with a heading, so that every measure has its own."""
    offsets = [at for at, _ in cells]
    cuts = set()
    for start, *_ in marks.headings:
        if offsets[0] < start <= offsets[-1]:
            opening = bisect_right(marks.sentences, start) - 1
            sentence = marks.sentences[opening] if opening >= 0 else start
            at = bisect_left(offsets, sentence)
            if 0 <= bisect_left(offsets, start) - at <= PREFIX_LONGEST:
                cuts.add(at)
    for low, high in pairwise(sorted({0, len(cells)} | cuts)):
        yield cells[low:high]


def _level(cells: Sequence[Cell], marks: Marks) -> int | None:
    """Give the level of a block that is nothing but a heading, else None."""
    for start, end, level in marks.headings:
        before = sum(at < start for at, _ in cells)
        after = sum(at >= end for at, _ in cells)
        if before <= PREFIX_LONGEST and after <= 1 and before + after < len(cells):
            return level
    return None


def layout(paragraphs: Iterable[tuple[Cell, ...]], marks: Marks) -> list[Block]:
    """Lay paragraphs out as blocks of sentences of pieces."""
    found = []
    title = squeeze(marks.title)
    first_heading = min((start for start, *_ in marks.headings), default=1 << 60)
    for number, paragraph in enumerate(paragraphs):
        text = squeeze("".join(char for _, char in paragraph))
        if title and number < TITLE_PARAGRAPHS and text in title and paragraph[0][0] < first_heading:
            found.append(Block(paragraph[0][0], 0, _sentences(paragraph, marks)))
            title = title.replace(text, "", 1)
            continue
        found += [
            Block(cells[0][0], _level(cells, marks), _sentences(cells, marks)) for cells in _split(paragraph, marks)
        ]
    return found


# --- what readers are told --------------------------------------------------------------------


def number(value: float) -> str:
    """Write a value for people: 50000000.0 → 50,000,000; 37.9 → 37.9."""
    return f"{value:,.12g}"


def when(time: str | None) -> str:
    """Give a figure's time; where the text gives no year, say so."""
    if not time:
        return NO_YEAR
    return time if any(char.isdigit() for char in time) else f"{time}（{NO_YEAR}）"


def base_value(row: dict[str, Any]) -> str:
    """Give a figure's value in its base unit, or that it is masked."""
    if row["redacted"] or row["value"] is None:
        return MASKED
    upper = f"—{number(row['high'])}" if row["high"] is not None else ""
    return f"{number(row['value'])}{upper} {row['unit']}"


def figure_span(row: dict[str, Any]) -> Span:
    """Give the span of a figure with its value, kind, qualifier and time as the tip."""
    parts = [KINDS.get(row["kind"], row["kind"]), base_value(row)]
    if row["qualifier"]:
        parts.append(QUALIFIERS.get(row["qualifier"], row["qualifier"]))
    parts.append(when(row["time"]))
    tip = f"数字　{' · '.join(parts)}" + (f"\n指标　{row['indicator']}" if row["indicator"] else "")
    return Span(row["start"], row["end"], "fig masked" if row["redacted"] else f"fig fig-{row['kind']}", tip)


def mention_span(row: dict[str, Any]) -> Span:
    """Give the span of a mention with its type and normal form as the tip."""
    return Span(row["start"], row["end"], f"m m-{row['type']}", f"{TYPES.get(row['type'], row['type'])}　{row['norm']}")
