"""The value types of the ingest room.

Offsets: everything in Jingwei that leaves the program counts in `RawText.text` (the decoded
file, nothing cleaned). Inside ingest/ and the extractors, offsets count in `Reading.text`, the
repaired text; `Reading.raw_span` is the one bridge between the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawText:
    """A file as decoded.

    Attributes:
        source: the path as given.
        text: the decoded text, untouched (a BOM and carriage returns stay in it).
        format: txt, md, html, docx or pdf.
        encoding: the codec that decoded it; None where the format decides (docx, pdf).
        digest: SHA-256 of the file's bytes, hexadecimal; the report's id comes from it.
    """

    source: str
    text: str
    format: str
    encoding: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class Repair:
    """One change that the reading text makes: raw [start, end) reads as `to`."""

    kind: str
    start: int
    end: int
    to: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The repaired text and its map back.

    Attributes:
        text: paragraphs joined by newlines; no line wraps, half-width digits, one kind of plus.
        origin: for each character of `text` its raw offset (neighbours may be swapped where a
            quotation mark was displaced); one more entry closes the text.
        repairs: what was changed, in raw order (line wraps are not listed one by one).
    """

    text: str
    origin: Sequence[int]
    repairs: tuple[Repair, ...]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the smallest raw span that holds reading characters [start, end)."""
        if end <= start:
            return self.origin[start], self.origin[start]
        first = self.origin[start]
        last = self.origin[end - 1]
        if first > last or end - start < 3:  # a swap can only touch the two ends
            window = self.origin[start:end]
            first, last = min(window), max(window)
        else:
            first = min(first, self.origin[start + 1])
            last = max(last, self.origin[end - 2])
        return first, last + 1


@dataclass(frozen=True, slots=True)
class Section:
    """A measure's heading and what it governs (offsets in the reading text).

    `start`/`end` are the heading's own words, `mark` where its number begins (一、), or `start`; the body
    runs from `end` to `body_end`, the next heading of the same or a higher level. `parent` is an index
    into the case's sections.
    """

    level: int
    heading: str
    mark: int
    start: int
    end: int
    body_end: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """One county's experience inside a file (offsets in the reading text).

    `body` is where the text begins after title, author and date.
    """

    start: int
    end: int
    body: int
    title: str | None
    title_span: tuple[int, int] | None
    author: str | None
    date: str | None
    sections: tuple[Section, ...]
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A file read: its raw text, its reading text and the cases found in it."""

    raw: RawText
    reading: Reading
    cases: tuple[Case, ...]


def squeeze(text: str) -> str:
    """Drop all white space, as `surface` does (white space = anything for which str.isspace() is true)."""
    return "".join(text.split())
