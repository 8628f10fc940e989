"""What bytes are, told by the bytes: a .txt that is really a PDF is a PDF."""

import io
import re
import zipfile
from pathlib import PurePath

from ingest.errors import UnknownFormat
from ingest.formats import docx, html

_PDF = re.compile(rb"%PDF-\d")
_PDF_WITHIN = 1024  # readers accept rubbish before the header, ISO 32000-1 annex H.3.4.1
_MARKDOWN = re.compile(r"^#{1,6} \S", re.MULTILINE)
_PICTURE = "recognise its text first (OCR) and save that as .txt or .docx"
_UNPACK = "unpack it and give the files inside"
_RESAVE = "open it and save it as .docx"
# Foreign formats by their first bytes: what it is, what to do.
_SIGNATURES = (
    (b"{\\rtf", "an .rtf document", _RESAVE),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)", _PICTURE),
    (b"\xff\xd8\xff", "a picture (JPEG)", _PICTURE),
    (b"GIF87a", "a picture (GIF)", _PICTURE),
    (b"GIF89a", "a picture (GIF)", _PICTURE),
    (b"BM", "a picture (BMP)", _PICTURE),
    (b"II*\0", "a picture (TIFF)", _PICTURE),
    (b"MM\0*", "a picture (TIFF)", _PICTURE),
    (b"RIFF", "a picture, sound or film", _PICTURE),
    (b"Rar!\x1a\x07", "a .rar archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a .7z archive", _UNPACK),
    (b"\x1f\x8b", "a .gz archive", _UNPACK),
    (b"BZh", "a .bz2 archive", _UNPACK),
    (b"\xfd7zXZ\0", "an .xz archive", _UNPACK),
    (b"SQLite format 3\0", "a database", "give the documents, not a database"),
    (b"\x7fELF", "a program", "give a document"),
)
_BINARY_ONLY = frozenset({b"BM", b"BZh", b"RIFF"})  # a text may begin with these letters
# Office packages by a folder inside: what it is.
_PACKAGES = (
    ("xl/", "an Excel workbook", "save the sheet's text as .docx or .txt"),
    ("ppt/", "a PowerPoint presentation", "save its outline as .docx or .txt"),
    ("content.xml", "an OpenDocument file", "save it as .docx"),
    ("OFD.xml", "an OFD document", "print it to PDF or save it as .docx"),
    ("META-INF/container.xml", "an e-book (.epub)", "save the chapter as .docx or .txt"),
)
# Text that is no report whatever it says.
_DATA = frozenset({".json", ".jsonl", ".csv", ".tsv", ".toml", ".yaml", ".yml", ".xml", ".py", ".log", ".ini"})
_WORD = frozenset({".docx", ".docm", ".dotx"})
_XML = re.compile(r"(?:\ufeff)?\s*<\?xml\b")
_MAIL = re.compile(
    r"(?:\ufeff|\s)*(?:From:|MIME-Version:|Subject:)[^\n]*\n(?:[^\n]*\n){0,15}?Content-Type:\s*multipart/",
    re.IGNORECASE,
)


def built_in(data: bytes, name: str) -> str:
    """Give the built-in format that the bytes have: pdf, docx, html, md or txt.

    Raises:
        UnknownFormat: something else; the hint says what to do with it.
        UndecodableText: text in no supported encoding.
    """
    suffix = PurePath(name.replace("\0", "")).suffix.lower()
    if _is_pdf(data):
        return "pdf"
    if data.startswith(docx.OLE_MAGIC):
        return _ole(data, name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data, name, suffix)
    _refuse_foreign(data, name)
    if suffix in _DATA:
        raise UnknownFormat(
            f"data, not a report ({suffix})", where=name, hint="give the report's text as .txt or .docx"
        )
    return _text(data, name, suffix)


def _is_pdf(data: bytes) -> bool:
    if data.startswith(b"%PDF-"):
        return True
    return b" obj" in data and _PDF.search(data[:_PDF_WITHIN]) is not None


def _ole(data: bytes, name: str) -> str:
    if docx.ENCRYPTED_MARK in data:
        return "docx"  # whose reader says that it is encrypted
    raise UnknownFormat(
        "an old Office or WPS document (.doc, .wps, .xls, .ppt)", where=name, hint="open it and save as .docx"
    )


def _package(data: bytes, name: str, suffix: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        # Broken: still a .docx if it says so, and its reader names the damage.
        names = ["word/"] if suffix in _WORD or b"word/" in data else []
    if any(member.startswith("word/") for member in names):
        return "docx"
    for mark, what, hint in _PACKAGES:
        if any(member.startswith(mark) for member in names):
            raise UnknownFormat(what, where=name, hint=hint)
    if suffix in _WORD:
        return "docx"  # whose reader says what is missing
    raise UnknownFormat("a .zip archive", where=name, hint=_UNPACK)


def _refuse_foreign(data: bytes, name: str) -> None:
    for mark, what, hint in _SIGNATURES:
        if data.startswith(mark) and (mark not in _BINARY_ONLY or b"\0" in data[:64]):
            raise UnknownFormat(what, where=name, hint=hint)


def _text(data: bytes, name: str, suffix: str) -> str:
    page, _ = html.decode(data, name)
    if html.looks_like(page) or (suffix in {".html", ".htm", ".xhtml", ".shtml"} and html.has_tags(page)):
        return "html"
    if _XML.match(page):
        raise UnknownFormat("an XML file", where=name, hint="save the document as .docx or .txt")
    if _MAIL.match(page[:4096]):
        raise UnknownFormat("a saved web page (.mht) or mail", where=name, hint="save it as .html or .txt")
    if suffix in {".md", ".markdown", ".mkd"}:
        return "md"
    return "md" if suffix != ".txt" and len(_MARKDOWN.findall(page)) > 1 else "txt"
