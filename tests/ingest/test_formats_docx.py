"""Word documents: order, tables, numbers that are not stored, tracked changes, and what must be refused."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.errors import DamagedFile, EmptyFile, EncryptedFile, TooLarge
from ingest.formats import limits, read_bytes, read_file, sniff
from ingest.formats.numerals import written
from ingest.read import report_of

W = nsdecls("w")


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read_lines(document):
    return [line for line in read_bytes(saved(document), "a.docx").text.split("\n") if line]


def report():
    document = docx.Document()
    document.add_heading("太白县：聚力打造“红色引擎”", level=0)
    document.add_heading("一、强化引领", level=1)
    document.add_paragraph("近年来，投入3.05亿元。")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ["指标", "数值", "村数", "12\n个"], strict=True
    ):
        cell.text = text
    document.add_paragraph("二、强化保障")
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    return document


LINES = [
    "太白县：聚力打造“红色引擎”",
    "一、强化引领",
    "近年来，投入3.05亿元。",
    "指标\t数值",
    "村数\t12 个",
    "二、强化保障",
]


def test_order_tables_no_furniture(tmp_path):
    path = tmp_path / "报告.txt"  # a wrong suffix does not matter
    path.write_bytes(saved(report()))
    raw = read_file(path)
    assert [line for line in raw.text.split("\n") if line] == LINES
    assert (raw.format, raw.encoding) == ("docx", None)


def test_a_lone_cell_is_a_frame():
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "第一段"
    cell.add_paragraph("第二段")
    assert read_lines(document) == ["第一段", "第二段"]


def test_tracked_changes_breaks_and_boxes():
    document = docx.Document()
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent></w:pict>"
    document.element.body.insert(
        0,
        parse_xml(f"""<w:p {W}>
      <w:r><w:t>增收</w:t></w:r>
      <w:del w:id="1" w:author="x"><w:r><w:delText>旧</w:delText></w:r></w:del>
      <w:ins w:id="2" w:author="x"><w:r><w:t>新</w:t></w:r></w:ins>
      <w:hyperlink>
        <w:r><w:t>链接</w:t><w:tab/><w:t>后</w:t><w:br w:type="page"/><w:br/><w:t>下行</w:t></w:r></w:hyperlink>
      <w:r><w:ruby><w:rt><w:r><w:t>jin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>经</w:t></w:r></w:rubyBase></w:ruby></w:r>
      <w:r>{box}</w:r></w:p>"""),
    )
    assert read_lines(document) == ["增收新链接\t后", "下行经", "框里"]


def define(document, number, *levels, start=None):
    """Add a list: levels are (format, label) from the outermost."""
    root = document.part.numbering_part.element
    parts = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{label}"/></w:lvl>'
        for i, (form, label) in enumerate(levels)
    )
    if levels:
        root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="{number}">{parts}</w:abstractNum>'))
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
    abstract = number if levels else number - 1
    root.append(parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'))


def numbered(document, text, number, level=0):
    paragraph = document.add_paragraph(text)
    numbers = f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(numbers))


def test_automatic_numbers_become_visible():
    document = docx.Document()
    define(
        document, 70, ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%1.%3"), ("bullet", "·")
    )
    define(document, 71, start=1)
    for text, level in [("甲", 0), ("乙", 1), ("丙", 1), ("丁", 2), ("戊", 0), ("己", 1), ("点", 3)]:
        numbered(document, text, 70, level)
    numbered(document, "重来", 71)
    numbered(document, "不编号", 0)
    assert read_lines(document) == [
        "一、甲", "（一）乙", "（二）丙", "一.1 丁", "二、戊", "（一）己", "点", "一、重来", "不编号",
    ]  # fmt: skip


def test_numbers_that_come_with_a_style():
    document = docx.Document()
    define(document, 80, ("decimal", "第%1章"))
    style = document.styles["Heading 1"].element.get_or_add_pPr()
    style.append(parse_xml(f'<w:numPr {W}><w:numId w:val="80"/></w:numPr>'))
    document.add_heading("组织", level=1)
    document.add_heading("产业", level=1)
    assert read_lines(document) == ["第1章 组织", "第2章 产业"]


@pytest.mark.parametrize(
    ("count", "form", "sign"),
    [
        (10, "chineseCounting", "十"), (12, "chineseCountingThousand", "十二"), (20, "japaneseCounting", "二十"),
        (105, "chineseCounting", "一百零五"), (3, "chineseLegalSimplified", "叁"), (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"), (2, "ideographTraditional", "乙"), (4, "lowerRoman", "iv"),
        (9, "upperRoman", "IX"), (28, "upperLetter", "BB"), (7, "decimalZero", "07"), (12, "decimalFullWidth", "１２"),
        (0, "chineseCounting", "0"), (5, "someNewFormat", "5"), (20, "ideographDigital", "二〇"),
    ],
)  # fmt: skip
def test_numerals(count, form, sign):
    assert written(count, form) == sign


def rewritten(change):
    """Save the report with its parts changed: name and bytes to bytes, None to drop it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(report()))) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (part := change(name, old.read(name))) is not None:
                new.writestr(name, part)
    return buffer.getvalue()


def test_strict_documents_read_alike():
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    data = rewritten(lambda name, part: part.replace(transitional, b"http://purl.oclc.org/ooxml/wordprocessingml/main"))
    assert [line for line in read_bytes(data, "a.docx").text.split("\n") if line] == LINES


def test_a_password():
    stream = "EncryptedPackage".encode("utf-16-le")
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + stream + b"\0" * 96
    with pytest.raises(EncryptedFile, match=r"密\.docx: .*password"):
        read_bytes(data, "密.docx")


def test_bombs(monkeypatch):
    bomb = rewritten(lambda name, part: b" " * (16 * limits.MIB) if name == "word/document.xml" else part)
    assert len(bomb) < limits.MIB
    with pytest.raises(TooLarge, match="200 times"):
        read_bytes(bomb, "a.docx")
    monkeypatch.setattr(limits, "MAX_UNPACKED", 1000)
    with pytest.raises(TooLarge, match="the limits are 1,000"):
        read_bytes(saved(report()), "a.docx")


def test_entities_do_not_expand():
    billion = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    head = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"

    def change(name, part):
        if name != "word/document.xml":
            return part
        return head + billion + part.partition(b"?>")[2].replace("近年来".encode(), b"&b;")

    assert "aaaa" not in read_bytes(rewritten(change), "a.docx").text


WHOLE = saved(report())


@pytest.mark.parametrize(
    "data",
    [
        WHOLE[: len(WHOLE) // 2],
        b"PK\x03\x04" + b"word/" + b"\xff" * 50,
        WHOLE[:200] + b"\0" * 300 + WHOLE[500:],
        rewritten(lambda name, part: None if name == "word/document.xml" else part),
        rewritten(lambda name, part: None if name == "_rels/.rels" else part),
        rewritten(lambda name, part: part[:-20] if name == "word/document.xml" else part),
        rewritten(lambda name, part: part[:-20] if name == "word/numbering.xml" else part),
    ],
    ids=["cut", "fake", "hole", "no document", "no relations", "bad xml", "bad numbering"],
)
def test_damage(data):
    assert sniff(data, "a.docx") == "docx"
    with pytest.raises(DamagedFile) as caught:
        read_bytes(data, "a.docx")
    assert caught.value.where == "a.docx"
    assert caught.value.hint


def test_no_text():
    with pytest.raises(EmptyFile):
        read_bytes(saved(docx.Document()), "a.docx")


def test_headings_that_only_their_style_tells():
    document = docx.Document()
    document.add_heading("聚力打造“红色引擎”", level=0)
    told = (
        (1, "坚持高位推动"),
        (2, "健全工作体系"),
        (None, "全县抽调干部，深入各村开展调研。"),
        (2, "强化教育培训"),
        (None, "各乡镇结合实际，推动工作落地见效。"),
        (1, "二、聚焦产业发展"),
        (None, "户户有产业，人人有事做，年年有分红。"),
        (3, "这一句只是用了标题的样式，并不是标题。"),
    )
    for level, text in told:
        document.add_heading(text, level) if level else document.add_paragraph(text)
    raw = read_bytes(saved(document), "a.docx")
    lines = [line for line in raw.text.split("\n") if line]
    assert lines[:4] == ["聚力打造“红色引擎”", "# 坚持高位推动", "## 健全工作体系", "全县抽调干部，深入各村开展调研。"]
    assert lines[-3:] == [
        "二、聚焦产业发展",
        "户户有产业，人人有事做，年年有分红。",
        "这一句只是用了标题的样式，并不是标题。",
    ]
    (case,) = report_of(raw).cases
    assert [(s.level, s.heading) for s in case.sections][:3] == [
        (1, "坚持高位推动"),
        (2, "健全工作体系"),
        (2, "强化教育培训"),
    ]
