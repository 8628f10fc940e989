"""The numbers that Word shows before paragraphs but keeps out of their text (一、 （一） 1.).

Rules of ECMA-376 part 1, 17.9: a paragraph, or its style, names a list (numId) and a level; the
list leads to an abstract one whose levels say how to count and how to write it. Lists with one
abstract list count together unless one says where to start over.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.formats.numerals import written
from ingest.formats.wordxml import attribute, child, children, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_MOST = 100_000  # a start number beyond this is damage, not a list
_STYLE_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and looks."""

    form: str
    label: str
    start: int
    suffix: str
    style: str | None


class Numbering:
    """Gives each paragraph its visible number; ask once for every paragraph, in document order.

    Args:
        styles: the styles part, or None.
        numbers: the numbering part, or None.
    """

    def __init__(self, styles: "_Element | None", numbers: "_Element | None") -> None:
        """Read the definitions; missing or odd ones only mean fewer labels."""
        self._styles = {attribute(style, "styleId"): style for style in children(styles, "style")}
        self._default = next(
            (attribute(s, "styleId") for s in children(styles, "style") if _is_default(s)),
            None,
        )
        abstracts = {attribute(a, "abstractNumId"): a for a in children(numbers, "abstractNum")}
        self._lists: dict[str, tuple[str, dict[int, Level]]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        for num in children(numbers, "num"):
            num_id, abstract_id = attribute(num, "numId"), value(num, "abstractNumId")
            if num_id is None or abstract_id is None or abstract_id not in abstracts:
                continue
            levels = _levels(abstracts[abstract_id])
            for override in children(num, "lvlOverride"):
                depth = _depth(attribute(override, "ilvl"))
                levels |= _levels(override)
                if (start := number(override, "startOverride")) is not None:
                    self._restarts.setdefault(num_id, {})[depth] = min(start, _MOST)
            self._lists[num_id] = (abstract_id, levels)
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, paragraph: "_Element") -> str:
        """Give the paragraph's number as Word shows it, "" where it has none or a bullet."""
        num_id, depth = self._place(child(paragraph, "pPr"))
        if num_id is None or num_id not in self._lists:
            return ""
        abstract_id, levels = self._lists[num_id]
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract_id, {})
        for at, start in self._restarts.pop(num_id, {}).items():
            counts.pop(at, None)
            levels[at] = _with_start(levels.get(at, level), start)
        counts[depth] = counts[depth] + 1 if depth in counts else level_start(levels, depth)
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        if level.form in {"bullet", "none"}:
            return ""
        text = _PLACE.sub(lambda m: _count(levels, counts, int(m[1]) - 1), level.label)
        # A tab after 一、 or （一） is only a gap; after a bare digit it keeps 1 and 2024年 apart.
        gap = level.suffix == "space" or (level.suffix == "tab" and text[-1:].isalnum())
        return text + " " if text and gap else text

    def outline_level(self, paragraph: "_Element") -> int | None:
        """Give the level of a heading, 0 to 8, by the paragraph or its style's chain; None for body text."""
        properties = child(paragraph, "pPr")
        level, style_id = number(properties, "outlineLvl"), value(properties, "pStyle") or self._default
        for _ in range(_STYLE_CHAIN):
            if level is not None or style_id not in self._styles:
                break
            style = self._styles[style_id]
            level, style_id = number(style, "pPr", "outlineLvl"), value(style, "basedOn")
        return level if level is not None and level < _LEVELS else None

    def _place(self, properties: "_Element | None") -> tuple[str | None, int]:
        """Give list and level of a paragraph: its own, or those of its style's chain."""
        own = child(properties, "numPr")
        num_id, depth = value(own, "numId"), value(own, "ilvl")
        style_id = value(properties, "pStyle") or self._default
        first = style_id
        for _ in range(_STYLE_CHAIN):
            if num_id is not None or style_id not in self._styles:
                break
            style = self._styles[style_id]
            inherited = child(style, "pPr", "numPr")
            num_id = value(inherited, "numId")
            depth = depth if depth is not None else value(inherited, "ilvl")
            style_id = value(style, "basedOn")
        if num_id in self._lists and value(own, "numId") is None:
            for at, level in self._lists[num_id][1].items():  # a level may name the style it is for
                if level.style is not None and level.style == first:
                    return num_id, at
        return num_id, _depth(depth)


def level_start(levels: dict[int, Level], depth: int) -> int:
    """Give the number a level begins with."""
    return levels[depth].start if depth in levels else 1


def _count(levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
    level = levels.get(depth)
    return written(counts.get(depth, level_start(levels, depth)), level.form) if level else ""


def _with_start(level: Level, start: int) -> Level:
    return Level(level.form, level.label, start, level.suffix, level.style)


def _is_default(style: "_Element") -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true"}


def _depth(text: str | None) -> int:
    return min(int(text), _LEVELS - 1) if text is not None and text.isascii() and text.isdecimal() else 0


def _levels(parent: "_Element") -> dict[int, Level]:
    levels = {}
    for lvl in children(parent, "lvl"):
        start = number(lvl, "start")
        levels[_depth(attribute(lvl, "ilvl"))] = Level(
            form=value(lvl, "numFmt") or "decimal",
            label=value(lvl, "lvlText") or "",
            start=min(start, _MOST) if start is not None else 1,
            suffix=value(lvl, "suff") or "tab",
            style=value(lvl, "pStyle"),
        )
    return levels
