"""Layout: which lines make one paragraph, and which are page furniture."""

import pytest

from ingest.layout import WRAP_FEWEST, paragraphs


def grouped(text, **options):
    groups, furniture = paragraphs(text, **options)
    return ["".join(line.text for line in group) for group in groups], [line.text for line in furniture]


# Lines of one width (29 characters) without a mark at the end, as a page breaks them.
ONE = "柳溪县把建强支部放在前头先在三个村里试再到二十个村里推开去"
TWO = "全县的干部跑得勤群众看得见大家都说这一条路走得对还要接着走"
TRI = "县里又拿出一笔钱专门扶持薄弱村发展大棚蔬菜村村都争着往前干"
FOR = "支部书记带着党员先试种第二年农户跟着种第三年全村都种上了瓜"
FIV = "账上有了钱支部说话才有底气修路架灯办食堂老人孩子都能顾得上"
assert {len(line) for line in (ONE, TWO, TRI, FOR, FIV)} == {29}


def test_one_paragraph_a_line():
    text = "第一段说党建。\n第二段说产业。\n第三段说治理。"
    assert grouped(text) == (text.split("\n"), [])


def test_lines_of_one_width_are_one_paragraph():
    text = "\n".join([ONE, TWO, TRI, FOR, "到此为止。"])
    assert grouped(text) == ([text.replace("\n", "")], [])


def test_too_few_lines_say_nothing_of_a_page_width():
    lines = [ONE, TWO, TRI, FOR, FIV][: WRAP_FEWEST - 1]
    assert grouped("\n".join(lines))[0] == lines


def test_a_long_line_that_breaks_off_goes_on_with_the_next():
    half = "柳溪县" + "把支部建在产业链上，" * 8 + "让党员"
    assert grouped(f"{half}\n走在前头。\n另一段。")[0] == [half + "走在前头。", "另一段。"]


def test_a_short_line_without_a_full_stop_is_a_heading_not_a_cut():
    assert grouped("建强支部\n三个村先试。")[0] == ["建强支部", "三个村先试。"]


@pytest.mark.parametrize(
    "heading", ["一、建强支部", "（二）育好产业", "3.用好能人", "# 做法", "第二部分 成效", "12、聚民心"]
)
def test_a_numbered_heading_opens_a_paragraph_on_a_wrapped_page(heading):
    lines = [ONE, TWO, TRI, "到此为止。", heading, FOR, FIV, "说完了。"]
    assert any(group.startswith(heading) for group in grouped("\n".join(lines))[0])


def test_a_number_that_opens_a_wrapped_line_is_no_heading():
    # 1.2 is a decimal, and the line before it is full and without a full stop.
    lines = [ONE, TWO, TRI, "1.2亿元投下去" + FIV[:24], FOR, "说完了。"]
    assert grouped("\n".join(lines))[0] == ["".join(lines)]


def test_an_indented_line_opens_a_paragraph_on_a_wrapped_page():
    lines = ["　　" + ONE[:27], TWO, "到此为止。", "　　" + TRI[:27], FOR, FIV, "说完了。"]
    found = grouped("\n".join(lines))[0]
    assert [group[:4] for group in found] == [ONE[:4], TRI[:4]]


def test_indents_of_spaces_and_tabs_count_too():
    for indent in ("    ", "\t", "\u00a0\u00a0"):
        lines = [indent + ONE[:27], TWO, TRI, indent + FOR[:27], FIV, "说完了。"]
        assert len(grouped("\n".join(lines))[0]) == 2, repr(indent)


def test_markdown_lines_are_kept_as_they_are():
    text = "\n".join([ONE, TWO, TRI, FOR, FIV])
    assert grouped(text, keep_lines=True)[0] == text.split("\n")


def test_a_long_title_goes_on_in_its_second_line():
    page = [ONE, TWO, TRI, FOR, FIV, "说完了。"]
    assert (
        grouped("\n".join(["柳溪县：念好“支部", "经”育出“产业链”", *page]))[0][0] == "柳溪县：念好“支部经”育出“产业链”"
    )


def test_columns_count_not_characters():
    # Digits and Latin letters are half as wide: twice as many fill the same line.
    digits = "二〇二三年收入123456789012元支出098765432109元余下1234567890元"
    lines = [ONE, TWO, digits, TRI, FOR, "说完了。"]
    assert grouped("\n".join(lines))[0] == ["".join(lines)]


def test_furniture_is_given_apart_in_text_order():
    assert grouped("第一段。\n- 1 -\n第二段。\n- 2 -")[1] == ["- 1 -", "- 2 -"]


def test_an_empty_text_has_no_paragraphs():
    assert grouped("") == ([], [])
    assert grouped("\n \n\u3000\n") == ([], [])


def test_short_lines_of_one_width_are_a_list_not_a_page():
    lines = ["党建工作制度", "产业工作制度", "治理工作制度", "服务工作制度", "文化工作制度", "生态工作制度"]
    assert grouped("\n".join(lines))[0] == lines


def test_an_indent_inside_a_line_is_a_lost_line_end():
    text = "县里开了会。\u3000\u3000建强支部。选好带头人，配强班子。\u2003\u2003做优产业。种茶三百亩。"
    found, _ = paragraphs(text)
    assert [[line.text for line in group] for group in found] == [
        ["县里开了会。"],
        ["建强支部。选好带头人，配强班子。"],
        ["做优产业。种茶三百亩。"],
    ]
    assert all(text[line.start : line.end] == line.text for group in found for line in group)
