"""Reading files: what a file really is, limits, plug-ins; and that nothing but InputError comes out."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import formats
from ingest.errors import EmptyFile, InputError, TooLarge, UnknownFormat, UsageError
from ingest.formats import limits, read_bytes, read_file, sniff
from ingest.report import RawText

REPORT = (
    "太白县：聚力打造乡村振兴“红色引擎”\r\n　　近年来，全县坚持党建引领，投入3.05亿元，\r\n带动12个村、368户增收。\n"
)
PAGE = f"<html><head><title>题目</title></head><body><p>{REPORT}</p></body></html>"


def test_markdown_stays_source():
    text = "# 题目\r\n\r\n- **一**是[链接](http://a.cn)\r\n\\# 不是标题\r\n"
    raw = read_bytes(text.encode(), "a.md")
    assert (raw.text, raw.format) == (text, "md")
    assert sniff(b"# a\n\n## b\n", "noname") == "md"
    assert sniff(b"# a\n\n## b\n", "a.txt") == "txt"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.docx", "a"])
def test_a_page_is_a_page_whatever_its_name(name):
    assert sniff(PAGE.encode(), name) == "html"
    assert sniff(PAGE.encode("utf-16"), name) == "html"


def test_suffix_decides_between_texts_only():
    piece = "<p>一段</p>\n".encode()
    assert sniff(piece, "a.html") == "html"
    assert sniff(piece, "a.txt") == "txt"
    assert sniff(REPORT.encode(), "a.html") == "txt"
    assert sniff(REPORT.encode(), "a.pdf") == "txt"
    assert sniff("文中提到 %PDF-1.4 的格式".encode(), "a.txt") == "txt"


@pytest.mark.parametrize(
    "data", [b"", b"  \r\n\t ", "\ufeff\n".encode(), "　\u200b\n".encode(), b"<html><body></body></html>"]
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_nothing_in_it(data, name):
    with pytest.raises(EmptyFile) as caught:
        read_bytes(data, name)
    assert caught.value.where == name
    assert caught.value.hint


def zipped(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return buffer.getvalue()


FOREIGN = {
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG", "OCR"),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG", "OCR"),
    "bmp": (b"BM\x36\0\0\0\0\0\0\0", "BMP", "OCR"),
    "rtf": (b"{\\rtf1\\ansi abc}", ".rtf", ".docx"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".doc, .wps", "save as .docx"),
    "xlsx": (zipped("[Content_Types].xml", "xl/workbook.xml"), "Excel", ".docx"),
    "pptx": (zipped("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint", ".docx"),
    "odt": (zipped("mimetype", "content.xml"), "OpenDocument", ".docx"),
    "ofd": (zipped("OFD.xml"), "OFD", "PDF"),
    "zip": (zipped("a.txt"), ".zip", "unpack"),
    "gz": (b"\x1f\x8b\x08\0abc", ".gz", "unpack"),
    "xml": (b"<?xml version='1.0'?><pkg/>", "XML", ".docx"),
    "mht": (b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related\n\nx", ".mht", ".html"),
    "noise": (bytes(range(256)) * 8, "binary", ".docx"),
    "nuls": (b"\0" * 400, "binary", ".docx"),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_foreign_formats_say_what_to_do(kind):
    data, what, hint = FOREIGN[kind]
    with pytest.raises(UnknownFormat) as caught:
        read_bytes(data, "报告.txt")
    assert what in caught.value.what
    assert hint in caught.value.hint
    assert caught.value.where == "报告.txt"


def test_a_text_may_begin_like_a_picture():
    assert read_bytes("BM工程建设".encode(), "a.txt").text == "BM工程建设"


def test_read_file_keeps_path_and_digest(tmp_path):
    path = tmp_path / "经验.txt"
    path.write_bytes(REPORT.encode())
    raw = read_file(path)
    assert raw == read_bytes(REPORT.encode(), str(path))
    assert len(raw.digest) == 64


def test_paths_that_are_no_files(tmp_path):
    for path in (tmp_path, tmp_path / "none.txt", "a\0b", "/dev/zero"):
        with pytest.raises(InputError) as caught:
            read_file(path)
        assert caught.value.where
        assert caught.value.hint


def test_too_large_is_refused_before_reading(tmp_path, monkeypatch):
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(limits.DEFAULT_MAX_BYTES + 1)  # a hole: no disk, and no memory if unread
    with pytest.raises(TooLarge, match="67,108,865 bytes, the limit is 67,108,864"):
        read_file(path)
    monkeypatch.setenv("JINGWEI_MAX_BYTES", "10")
    with pytest.raises(TooLarge, match="the limit is 10"):
        read_bytes(REPORT.encode(), "a.txt")
    monkeypatch.setenv("JINGWEI_MAX_BYTES", "64M")
    with pytest.raises(UsageError, match="JINGWEI_MAX_BYTES"):
        read_bytes(REPORT.encode(), "a.txt")


def test_too_much_text(monkeypatch):
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 20)
    with pytest.raises(TooLarge, match="the limit is 20"):
        read_bytes(REPORT.encode(), "a.txt")


class Point:
    def __init__(self, name, load):
        self.name, self.load = name, load


@pytest.fixture
def plug_in(monkeypatch):
    """Install plug-ins for one test: name to what the entry point loads."""

    def install(**loads):
        points = [Point(name, load) for name, load in loads.items()]
        monkeypatch.setattr(formats, "entry_points", lambda group: points if group == formats.GROUP else [])
        formats.plug_ins.cache_clear()

    yield install
    formats.plug_ins.cache_clear()


def test_a_plug_in_reads_its_format(plug_in):
    mine = formats.Reader("wp", lambda data, name: data.startswith(b"WP"), lambda data, source: ("文字", None))
    plug_in(wp=lambda: mine)
    raw = read_bytes(b"WP\0\0", "a.txt")
    assert (raw.format, raw.text) == ("wp", "文字")
    assert read_bytes(REPORT.encode(), "a.txt").format == "txt"


def test_plug_ins_that_fail_are_named(plug_in):
    def broken():
        raise ImportError("no module")

    plug_in(bad=broken)
    with pytest.raises(UsageError, match="plug-in bad"):
        read_bytes(b"a", "a.txt")
    plug_in(odd=lambda: 3)
    with pytest.raises(UsageError, match="plug-in odd"):
        read_bytes(b"a", "a.txt")

    def reads_badly(data, source):
        raise IndexError("oops")

    plug_in(wp=lambda: formats.Reader("wp", lambda data, name: True, reads_badly))
    with pytest.raises(InputError, match="IndexError"):
        read_bytes(b"a", "a.txt")


def test_importing_loads_no_parser():
    code = "import sys, ingest.formats; print(sorted({m.partition('.')[0] for m in sys.modules}))"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert "'ingest'" in done.stdout
    assert not any(f"'{name}'" in done.stdout for name in ("lxml", "docx", "pdfplumber", "pdfminer"))


STARTS = [
    b"",
    b"%PDF-1.4\n1 0 obj<<",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<html><body><p>",
    b"\xff\xfe",
    b"\xfe\xff",
]
NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a", ""])


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(STARTS),
    st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda t: t.encode("utf-8", "ignore"))),
    NAMES,
)
def test_any_bytes_give_a_text_or_an_input_error(start, rest, name):
    try:
        raw = read_bytes(start + rest, name)
    except InputError as error:
        assert error.what
        assert error.hint
        assert error.where == name
    else:
        assert isinstance(raw, RawText)
        if raw.format in {"txt", "md"}:
            assert raw.text == (start + rest).decode(raw.encoding)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_utf8_text_comes_back_whole(text):
    data = text.encode()
    try:
        raw = read_bytes(data, "a.txt")
    except InputError as error:
        assert isinstance(error, EmptyFile | UnknownFormat)  # white space, or e.g. "{\\rtf"
    else:
        assert raw.text == text or raw.format == "html"
