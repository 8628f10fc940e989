"""Word documents (.docx): body text in order, with the numbers that Word shows but does not store.

A heading that only its style tells (标题 2, without a number) is marked as in Markdown: ## 选优配强.

Read straight from the package's XML by local names, so that "strict" documents and those of WPS
are read alike, and only three parts are unpacked. Tracked insertions are kept, deletions are not;
headers, footers, notes and comments are no part of the report's text.
"""

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ingest.errors import DamagedFile, EncryptedFile, TooLarge
from ingest.formats import limits
from ingest.formats.numbering import Numbering
from ingest.formats.wordxml import attribute, children, local, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_MARK = "EncryptedPackage".encode("utf-16-le")
_MAIN = "/officeDocument"
_HINT = "open it in Word or WPS and save it again as .docx"
_MAX_MEMBERS = 20_000
_HEADING, _DEEPEST = 50, 6  # characters of a heading; marks of the deepest one
# A number typed by hand says more than the style; a line that ends in a full stop is a sentence.
_TELLS_ITSELF = re.compile("\\s*(?:[一二三四五六七八九十]{1,3}[、.．是]|[第（(#\\d①-⑳]|案例)|.*[。；：]\\s*$")
# Fallback repeats what Choice holds for old programs; rt is the reading above a character.
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SKIPPED = frozenset("del moveFrom Fallback rt pPr rPr tblPr tblGrid trPr tcPr sectPr instrText delText".split())


def read(data: bytes, source: str) -> tuple[str, None]:
    """Give the paragraphs, one a line, table rows with cells joined by tabs.

    Raises:
        EncryptedFile: the package is an encrypted one.
        DamagedFile: it is no zip file, or a part is missing or broken.
        TooLarge: it unpacks to more than is safe to hold.
    """
    if data.startswith(OLE_MAGIC):
        raise EncryptedFile(
            "the document needs a password", where=source, hint="open it, remove the password and save it again"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_size(package, source)
            main = _main_part(package)
            document = parse(_part(package, main))
            folder = PurePosixPath(main).parent
            styles, numbers = (_optional(package, str(folder / name)) for name in ("styles.xml", "numbering.xml"))
    except zipfile.BadZipFile as error:
        raise DamagedFile("not a readable .docx package", where=source, hint=_HINT) from error
    except (KeyError, ValueError, NotImplementedError, RuntimeError, OSError, EOFError, SyntaxError) as error:
        # RuntimeError: an encrypted zip member; SyntaxError: XML that lxml refuses; OSError and
        # EOFError: cut or broken compressed data.
        raise DamagedFile(f"a part cannot be read: {error}", where=source, hint=_HINT) from error
    numbering = Numbering(styles, numbers)
    lines: list[str] = []
    for body in children(document, "body"):
        lines += _blocks(body, numbering)
    title = next((at for at, line in enumerate(lines) if line), 0)
    lines[title : title + 1] = [line.lstrip("# ") for line in lines[title : title + 1]]  # the first line says so itself
    return "\n".join(lines), None


def _check_size(package: zipfile.ZipFile, source: str) -> None:
    members = package.infolist()
    total = sum(member.file_size for member in members)
    tight = any(
        member.file_size > limits.RATIO_FLOOR and member.file_size > limits.MAX_RATIO * max(member.compress_size, 1)
        for member in members
    )
    if total > limits.MAX_UNPACKED or len(members) > _MAX_MEMBERS or tight:
        raise TooLarge(
            f"the package unpacks to {total:,} bytes in {len(members):,} parts; the limits are {limits.MAX_UNPACKED:,} "
            f"bytes, {_MAX_MEMBERS:,} parts and {limits.MAX_RATIO} times the packed size",
            where=source,
            hint="save only the text as a new .docx",
        )


def _main_part(package: zipfile.ZipFile) -> str:
    """Give the main document's name; relations name it, and it need not be word/document.xml."""
    for relation in parse(_part(package, "_rels/.rels")):
        if str(relation.get("Type", "")).endswith(_MAIN):
            return str(relation.get("Target", "")).lstrip("/")
    raise KeyError("main document")


def _optional(package: zipfile.ZipFile, name: str) -> "_Element | None":
    return parse(_part(package, name)) if name in package.namelist() else None


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    try:
        return package.read(name)
    except zlib.error as error:
        raise ValueError(f"{name}: {error}") from error


def _blocks(parent: "_Element", numbering: Numbering) -> "Iterator[str]":
    for child in parent:
        name = local(child)
        if name == "p":
            yield from _paragraph(child, numbering)
        elif name == "tbl":
            yield from _table(child, numbering)
        elif name and name not in _SKIPPED:  # sdt, customXml, ins and the like only wrap
            yield from _blocks(child, numbering)


def _paragraph(paragraph: "_Element", numbering: Numbering) -> "Iterator[str]":
    """Give the paragraph's line (more, where it holds line breaks), then its text boxes."""
    words: list[str] = []
    boxes: list[_Element] = []
    _inline(paragraph, words, boxes)
    text, label = "".join(words), numbering.label(paragraph)
    level = None if label else numbering.outline_level(paragraph)
    if level is not None and len(text.strip()) <= _HEADING and not _TELLS_ITSELF.match(text):
        label = "#" * min(level + 1, _DEEPEST) + " "
    yield label + text if text.strip() else ""
    for box in boxes:
        yield from _blocks(box, numbering)


def _inline(parent: "_Element", words: list[str], boxes: "list[_Element]") -> None:
    for child in parent:
        name = local(child)
        if name == "t":
            words.append("".join(child.itertext()))
        elif name == "txbxContent":
            boxes.append(child)
        elif name in _SIGNS:
            # A page or column break says nothing about the text.
            words.append(_SIGNS[name] if attribute(child, "type") in {None, "textWrapping"} else "")
        elif name and name not in _SKIPPED:
            _inline(child, words, boxes)


def _table(table: "_Element", numbering: Numbering) -> "Iterator[str]":
    for row in _inside(table, "tr"):
        cells = [list(_blocks(cell, numbering)) for cell in _inside(row, "tc")]
        if len(cells) == 1:  # a lone cell is layout: a frame around the text
            yield from cells[0]
        elif cells:
            yield "\t".join(" ".join(" ".join(cell).split()) for cell in cells)


def _inside(parent: "_Element", name: str) -> "Iterator[_Element]":
    """Give the rows of a table or the cells of a row, also those in content controls."""
    for child in parent:
        if local(child) == name:
            yield child
        elif local(child) in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _inside(child, name)
