"""Repair: the reading text says the same as the file, and every character of it knows where it came from."""

import unicodedata

import pytest

from ingest.read import read_report
from ingest.repair import read, summary
from ingest.report import RawText


def reading(text, form="txt"):
    return read(RawText("made.txt", text, form, "utf-8", "0" * 64))


def kinds(found):
    return [(repair.kind, repair.to) for repair in found.repairs]


def columns(char):
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def wrapped(paragraph, width, indent="　　"):
    """Break a paragraph at `width` columns as a page does: a closing mark may hang over the edge."""
    lines, used = [""], 0
    for char in indent + paragraph:
        if used + columns(char) > width and char not in "，。；：、！？”）》":
            lines.append("")
            used = 0
        lines[-1] += char
        used += columns(char)
    return lines


PARAGRAPHS = [
    "柳溪县把建强支部放在前头，全县十二个乡镇同时推开，先在三个村里试，再到二十个村里推，干部跑得勤，群众看得见，一年下来"
    "村集体经济收入翻了一番，农户也跟着增收，大家都说这条路走对了，还要接着往前走。",
    "第二年，县里拿出三百万元扶持薄弱村发展大棚蔬菜，每村三十万元，谁干得好就多给，干得不好就收回，村村都争着干，年底一算"
    "账，十个村里有九个账上有了余钱。",
    "如今，群众有事找支部，支部有事找群众，矛盾少了，笑声多了。",
]
PAGE = "\n".join(line for paragraph in PARAGRAPHS for line in wrapped(paragraph, 60))


def test_a_line_wrap_inside_a_word_is_closed():
    assert "三十\n万元" in PAGE
    assert reading(PAGE).text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize("line_end", ["\n\n", "\r\n", "\r\n\r\n", "\r", "\x0b", "\u2028"])
def test_any_line_end_and_blank_lines_between_all_lines_read_the_same(line_end):
    assert reading(PAGE.replace("\n", line_end)).text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize("width", [56, 66, 72, 86])
def test_every_sample_report_comes_back_from_a_page_with_indented_paragraphs(corpus, sources, width):
    wrong = []
    for entry in sources:
        text = read_report(corpus / entry["file"]).reading.text
        if "\t" in text or text.startswith("#"):
            continue  # tables and Markdown are not copied from pages
        first, *rest = text.split("\n")
        page = [*wrapped(first, width, ""), *(line for paragraph in rest for line in wrapped(paragraph, width))]
        if reading("\n".join(page)).text != text:
            wrong.append(entry["file"])
    assert not wrong


@pytest.mark.parametrize("width", [56, 72])
def test_a_page_without_indents_loses_and_gains_no_character(corpus, sources, width):
    for entry in sources:
        text = read_report(corpus / entry["file"]).reading.text
        if "\t" in text or text.startswith("#"):
            continue
        page = "\n".join(line for paragraph in text.split("\n") for line in wrapped(paragraph, width, ""))
        assert "".join(reading(page).text.split()) == "".join(text.split())


def test_short_lines_are_paragraphs_not_wraps():
    text = "柳溪县的做法\n建强支部\n三个村先试。\n育好产业\n十个村跟上。"
    assert reading(text).text == text


def test_white_space_between_chinese_characters_goes_and_between_latin_words_stays():
    text = "目标 明确，责任\u3000到人。推广 GPS 定位，用 e commerce 卖 货，2020 2021 两年"
    assert reading(text).text == "目标明确，责任到人。推广GPS定位，用e commerce卖货，2020 2021两年"


def test_white_space_that_parts_two_halves_of_a_title_stays():
    assert reading("点石成金　柳溪村的“石斛经”\n柳溪村种石斛。").text.startswith("点石成金 柳溪村的“石斛经”\n")


@pytest.mark.parametrize(
    "furniture", ["- 3 -", "— 12 —", "·7·", "15", "第 4 页 共 9 页", "第4页", "3/9", "Page 3 of 9"]
)
def test_page_numbers_go_and_are_listed(furniture):
    found = reading(f"第一段说完了。\n{furniture}\n第二段也说完了。")
    assert found.text == "第一段说完了。\n第二段也说完了。"
    assert kinds(found) == [("furniture", "")]


def test_a_page_number_inside_a_paragraph_does_not_cut_it():
    lines = PAGE.split("\n")
    page = "\n".join([*lines[:2], "— 1 —", *lines[2:]])
    assert reading(page).text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize("line", ["2020年", "第3页说明了做法", "共12个村", "12亩"])
def test_a_line_that_says_something_is_no_page_number(line):
    assert line in reading(f"第一段说完了。\n{line}\n第二段也说完了。").text


def test_a_running_header_goes_but_the_title_stays():
    found = reading("柳溪县经验\n第一段说的是党建。\n柳溪县经验\n第二段说的是治理。\n柳溪县经验\n第三段说的是产业。")
    assert found.text == "柳溪县经验\n第一段说的是党建。\n第二段说的是治理。\n第三段说的是产业。"
    assert kinds(found) == [("furniture", ""), ("furniture", "")]


def test_a_running_header_above_another_title_goes_everywhere():
    found = reading(
        "柳溪县党建简讯\n建强支部的三条路\n第一段说完了。\n柳溪县党建简讯\n第二段说完了。\n柳溪县党建简讯\n第三段说完了。"
    )
    assert found.text == "建强支部的三条路\n第一段说完了。\n第二段说完了。\n第三段说完了。"


def test_a_line_that_comes_twice_is_no_running_header():
    text = "柳溪县经验\n第一段说完了。\n柳溪县经验\n第二段说完了。"
    assert reading(text).text == text


@pytest.mark.parametrize(
    "footer",
    [
        "送：各乡镇党委，县直各单位",
        "报：市委组织部\n送：各乡镇党委\n发：各村党支部",
        "主送：市委办公室\n抄送：各县区",
        "印发：县委办公室\n（共印50份）",
        "责任编辑：何某某",
    ],
)
def test_the_distribution_list_at_the_end_is_not_read(footer):
    found = reading(f"柳溪县经验\n全县的做法是先建支部。\n后来又兴产业。\n{footer}\n")
    assert found.text == "柳溪县经验\n全县的做法是先建支部。\n后来又兴产业。"
    assert {repair.kind for repair in found.repairs} == {"furniture"}


def test_a_distribution_word_in_the_middle_of_a_report_stays():
    text = "柳溪县经验\n送：技术到田头\n干部带着专家走进大棚。\n群众学会了管护。\n产量涨了三成。\n人人都说好。"
    assert "送：技术到田头" in reading(text).text


@pytest.mark.parametrize("stamp", ["baoku1893", "docin", "DOC88", "wenmi2020"])
def test_a_watermark_stamped_into_the_text_becomes_one_mark(stamp):
    found = reading(f"全县收入达到{stamp}万元，比上年多。")
    assert found.text == "全县收入达到x万元，比上年多。"
    assert kinds(found) == [("watermark", "x")]


@pytest.mark.parametrize(
    ("masked", "word"),
    [
        ("示xx村", "示范村"),
        ("示XX户", "示范户"),
        ("模××作用", "模范作用"),
        ("规**建设", "规范建设"),
        ("师xx性", "师范性"),
    ],
)
def test_a_masked_syllable_of_a_known_word_is_read(masked, word):
    found = reading(f"这是全省的{masked}。")
    assert found.text == f"这是全省的{word}。"
    assert kinds(found) == [("mask", "范")]


@pytest.mark.parametrize("masked", ["xx村", "表示xx村要改", "xx.x万元", "示xxx村"])
def test_a_masked_name_or_figure_stays_masked(masked):
    assert "x" in reading(f"在{masked}，大家都说好。").text


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("村里有“，议事会”。", "村里有，“议事会”。"),
        ("镇上有“乡贤协会“”乡贤工作室”。", "镇上有“乡贤协会”“乡贤工作室”。"),
        ("目前“，乡贤协会“”乡贤工作室”都有。", "目前，“乡贤协会”“乡贤工作室”都有。"),
        ("一个“。党建链”。", "一个。“党建链”。"),
    ],
)
def test_displaced_quotation_marks_are_put_back(written, read_as):
    found = reading(written)
    assert found.text == read_as
    assert {repair.kind for repair in found.repairs} == {"quote"}


@pytest.mark.parametrize("text", ["推行“一村一策”“一户一案”。", "他说“好”，她说“行”。", "“甲”、“乙”"])
def test_quotation_marks_in_place_stay(text):
    assert reading(text).text == text


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("⻄安的⻔店", "西安的门店"),
        ("⺠主⻅⻓", "民主见长"),
        ("２０２０年投入１２．５万元，占３０％", "2020年投入12.5万元，占30%"),
        ("党支部＋合作社﹢农户", "党支部+合作社+农户"),
        ("1～3项", "1~3项"),
        ("「党建」", "“党建”"),
        ("\uf9db先", "率先"),
    ],
)
def test_compatibility_characters_read_as_the_plain_ones(written, read_as):
    found = reading(written)
    assert found.text == read_as
    assert {repair.kind for repair in found.repairs} == {"compatibility"}


def test_half_width_marks_beside_chinese_become_full_width():
    text = "全县有村(社区)12个,镇(街道)3个;其中:甲村"
    assert reading(text).text == "全县有村（社区）12个，镇（街道）3个；其中：甲村"


@pytest.mark.parametrize("text", ["共12,345元", "比分是3:2", "用C++(新版)写"])
def test_half_width_marks_inside_numbers_and_latin_words_stay(text):
    assert reading(text).text.replace("（", "(").replace("）", ")") == text
    assert "，" not in reading(text).text
    assert "：" not in reading(text).text


def test_every_half_width_mark_that_was_changed_is_listed():
    found = reading("全县有村(社区)12个,镇(街道)3个;其中:甲村")
    assert sum(repair.kind == "half-width" for repair in found.repairs) == 7


TRADITIONAL = "柳溪縣推進農村產業發展，實現農民增收，黨員幹部帶頭，縣鄉兩級聯動，貧困戶脫貧。"


def test_traditional_characters_read_as_simplified_ones():
    found = reading(TRADITIONAL)
    assert found.text == "柳溪县推进农村产业发展，实现农民增收，党员干部带头，县乡两级联动，贫困户脱贫。"
    assert len(found.origin) == len(found.text) + 1
    assert list(found.origin[:-1]) == list(range(len(TRADITIONAL)))


def test_a_simplified_text_with_one_traditional_name_stays():
    text = "柳溪县的「張記」老店" + "传下来了。" * 60
    assert "張記" in reading(text).text


def test_a_byte_order_mark_and_control_characters_are_dropped_and_listed():
    found = reading("\ufeff柳溪\u200b县\x00的\x07做法\u00ad")
    assert found.text == "柳溪县的做法"
    assert kinds(found) == [("invisible", "")] * 5


def test_markdown_marks_go_and_headings_keep_theirs():
    text = (
        "# 柳溪县\n\n> 导语\n\n- 一是**建强**支部\n* 二是`用好`人\n\n"
        "见[材料](http://a.cn/b)和![图](a.png)。\n\n## 做法\n"
    )
    assert reading(text, "md").text == "# 柳溪县\n导语\n一是建强支部\n二是用好人\n见材料和。\n## 做法"
    assert reading("一个**两个**", "txt").text == "一个**两个**"


@pytest.mark.parametrize("text", ["", " ", "\n\n\u3000", "\ufeff", "-1-", "x", "“", "”“"])
def test_the_smallest_texts_are_read(text):
    found = reading(text)
    assert len(found.origin) == len(found.text) + 1
    assert found.origin[-1] == len(text)


def explained(found, text):
    """Give the reading characters whose raw character is another and that no repair accounts for."""
    covered = set()
    for repair in found.repairs:
        covered.update(range(repair.start, repair.end))
    return [
        (i, char, text[found.origin[i]])
        for i, char in enumerate(found.text)
        if text[found.origin[i]] != char and found.origin[i] not in covered and char not in "\n "
    ]


MESSY = (
    "\ufeff柳溪縣經驗\r\n\r\n　　柳溪县在⻄边，有村(社区)１２个,镇3个;示xx村５个，收入baoku12万元。\r\n— 1 —\r\n"
    "　　目前“，乡贤协会“”乡贤工作室”都有，党支部＋合作社，增收3 成。\r\n送：各乡镇\r\n"
)


def test_every_reading_character_points_at_the_same_raw_character_or_a_listed_repair(corpus, sources):
    assert explained(reading(MESSY), MESSY) == []
    for entry in sources:
        report = read_report(corpus / entry["file"])
        assert explained(report.reading, report.raw.text) == [], entry["file"]


def test_nothing_is_lost_but_white_space_and_what_is_listed(corpus, sources):
    for entry in sources:
        report = read_report(corpus / entry["file"])
        text, found = report.raw.text, report.reading
        kept = set(found.origin[:-1])
        for repair in found.repairs:
            kept.update(range(repair.start, repair.end))
        lost = [text[i] for i in range(len(text)) if i not in kept and not text[i].isspace()]
        assert lost == [], entry["file"]


def test_origins_ascend_but_where_a_quotation_mark_was_moved(corpus, sources):
    for entry in sources:
        found = read_report(corpus / entry["file"]).reading
        assert list(found.origin) == sorted(found.origin), entry["file"]
    moved = reading("村里有“，议事会”。").origin
    assert sorted(moved) == list(range(len(moved)))


def test_a_raw_span_slices_to_what_was_read():
    found = reading(PAGE)
    for words in ("村集体经济收入", "三百万元", "第二年", "笑声多了"):
        at = found.text.index(words)
        start, end = found.raw_span(at, at + len(words))
        assert "".join(PAGE[start:end].split()) == words


def test_a_raw_span_holds_a_moved_quotation_mark_on_either_side():
    text = "目前“，乡贤协会“”乡贤工作室”都有。"
    found = reading(text)
    for words in ("“乡贤协会”", "乡贤协会", "“乡贤工作室”", "，“乡贤", "前，", "”“"):
        at = found.text.index(words)
        start, end = found.raw_span(at, at + len(words))
        assert not set(words) - set(text[start:end])
        assert end - start <= len(words) + 2


def test_an_empty_raw_span_is_a_place():
    found = reading("柳溪县的做法")
    assert found.raw_span(3, 3) == (3, 3)
    assert found.raw_span(6, 6) == (6, 6)


def test_the_summary_counts_repairs_by_kind():
    assert summary(reading("第一段说完了，⻄边⻄边。\n- 3 -\n第二段示xx村。")) == {
        "compatibility": 2,
        "furniture": 1,
        "mask": 1,
    }


def test_reading_is_the_same_every_time():
    assert reading(MESSY.replace("縣經驗", "县经验")) == reading(MESSY.replace("縣經驗", "县经验"))
