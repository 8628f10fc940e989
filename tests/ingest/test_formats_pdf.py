"""PDF: lines page by page; encrypted, scanned and damaged files say so. The files are written by hand."""

import io

import pypdf
import pytest

from ingest.errors import DamagedFile, EncryptedFile, NoTextLayer, TooLarge
from ingest.formats import limits, read_bytes, read_file

FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
    "/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000>>]>>"
)


def pdf(*pages, font=FONT):
    """Write a PDF: each page a list of lines, 16 points apart."""
    bodies = ["<</Type/Catalog/Pages 2 0 R>>", "", font, "<</Font<</F 3 0 R>>>>"]
    kids = []
    for lines in pages:
        shown = "".join(
            f"BT /F 12 Tf 72 {760 - 16 * i} Td <{line.encode('utf-16-be').hex()}> Tj ET\n"
            for i, line in enumerate(lines)
        )
        kids.append(f"{len(bodies) + 1} 0 R")
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources 4 0 R/Contents {len(bodies) + 2} 0 R>>"
        )
        bodies.append(f"<</Length {len(shown)}>>stream\n{shown}endstream")
    bodies[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(bodies) + 1
    trailer = f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()


PAGES = (["太白县：聚力打造“红色引擎”", "近年来，太白县坚持党建引领，投入", "3.05亿元。"], ["二、强化保障。"])


def encrypted(user_password):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(*PAGES)))
    writer.encrypt(user_password, owner_password="owner", algorithm="AES-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_lines_and_pages_in_order(tmp_path):
    path = tmp_path / "wrong.txt"
    path.write_bytes(pdf(*PAGES))
    raw = read_file(path)
    assert raw.text == "\n".join(PAGES[0] + PAGES[1])
    assert (raw.format, raw.encoding) == ("pdf", None)


def test_rubbish_before_the_header():
    assert read_bytes(b"\r\n\0junk\n" + pdf(*PAGES), "a.pdf").format == "pdf"


def test_a_password():
    with pytest.raises(EncryptedFile, match=r"a\.pdf: .*password"):
        read_bytes(encrypted("secret"), "a.pdf")
    # One with only an owner's password opens for everyone.
    assert read_bytes(encrypted(""), "a.pdf").text.startswith("太白县")


def test_a_scan_names_its_pages():
    with pytest.raises(NoTextLayer, match="any of its 2 pages") as caught:
        read_bytes(pdf([], []), "scan.pdf")
    assert "OCR" in caught.value.hint
    with pytest.raises(NoTextLayer, match="its one page"):
        read_bytes(pdf([" "]), "scan.pdf")


def test_fonts_without_characters_are_no_text():
    silent = FONT.replace("UniGB-UCS2-H", "Identity-H").replace("GB1", "Identity")
    with pytest.raises(NoTextLayer, match="which characters"):
        read_bytes(pdf(*PAGES, font=silent), "a.pdf")


def test_one_scanned_page_among_others_is_fine():
    assert read_bytes(pdf(["一"], [], ["三"]), "a.pdf").text == "一\n\n三"


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\n1 0 obj\n<<", pdf(*PAGES)[:300]])
def test_damage(data):
    with pytest.raises((DamagedFile, NoTextLayer)) as caught:
        read_bytes(data, "a.pdf")
    assert caught.value.where == "a.pdf"
    assert caught.value.hint


def test_limits(monkeypatch):
    monkeypatch.setattr(limits, "MAX_PAGES", 1)
    with pytest.raises(TooLarge, match="2 pages, the limit is 1"):
        read_bytes(pdf(*PAGES), "a.pdf")
    monkeypatch.setattr(limits, "MAX_PAGES", 9)
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 10)
    with pytest.raises(TooLarge, match="the limit is 10"):
        read_bytes(pdf(*PAGES), "a.pdf")


def test_the_parser_is_quiet(caplog, capsys):
    read_bytes(pdf(*PAGES), "a.pdf")
    assert not caplog.records
    assert capsys.readouterr() == ("", "")
