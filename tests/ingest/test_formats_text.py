"""Encodings of plain text: exact, strict, and told apart."""

import codecs

import pytest

from ingest.errors import UndecodableText
from ingest.formats import read_bytes
from ingest.formats.text import plausibility

REPORT = (
    "太白县：聚力打造乡村振兴“红色引擎”\r\n　　近年来，全县坚持党建引领，投入3.05亿元，\r\n带动12个村、368户增收。\n"
)
TRADITIONAL = "近年來，本縣堅持黨建引領鄉村振興，建立「黨支部＋合作社＋農戶」模式，帶動兩千餘戶群眾增收。"


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_text_is_exactly_what_the_codec_decodes(codec, mark):
    data = (mark + REPORT).encode(codec)
    raw = read_bytes(data, "报告.txt")
    assert (raw.text, raw.encoding, raw.format) == (mark + REPORT, codec, "txt")
    assert raw.text == data.decode(codec)


def test_big5_is_told_from_gb18030():
    raw = read_bytes(TRADITIONAL.encode("big5"), "a.txt")
    assert (raw.text, raw.encoding) == (TRADITIONAL, "big5")


def test_gb18030_of_rare_characters_and_four_bytes():
    text = "镕堃㙍𠮷家村党支部书记王堃带领群众增收，人均3万元。"
    assert read_bytes(text.encode("gb18030"), "a.txt").text == text


@pytest.mark.parametrize("size", [6, 12, 40])
def test_short_pieces_of_gb18030_and_utf8(size):
    for start in range(0, len(REPORT) - size):
        piece = REPORT[start : start + size]
        for codec in ("utf-8", "gb18030"):
            assert read_bytes(piece.encode(codec), "a.txt").text == piece


def test_a_broken_byte_is_named_never_replaced():
    with pytest.raises(UndecodableText, match="broken byte at 30"):
        read_bytes(REPORT.encode()[:30] + b"\xff" + REPORT.encode()[30:], "a.txt")
    with pytest.raises(UndecodableText):
        read_bytes(REPORT.encode("gb18030") + b"\xff\xff", "a.txt")
    with pytest.raises(UndecodableText, match="says utf-16-le"):
        read_bytes(codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le") + b"\x00", "a.txt")


def test_plausibility_separates_right_from_wrong_codecs():
    assert plausibility(REPORT) > 0.97
    assert plausibility(REPORT.encode().decode("gb18030", "ignore")) < 0.9
    assert plausibility(TRADITIONAL.encode("big5").decode("gb18030", "ignore")) < 0.6
    assert plausibility(" \n") == 0.0
