"""Cases: where one county's experience begins and ends, its title, author and date."""

import pytest

from ingest.cases import SHORTEST_CASE, find_cases
from ingest.repair import read
from ingest.report import RawText

BODY = "全县把支部建在产业链上，让党员走在前头，干部跑得勤，群众看得见。" * 6
assert len(BODY) > SHORTEST_CASE


def cases(text, form="txt"):
    found = read(RawText("made.txt", text, form, "utf-8", "0" * 64))
    return find_cases(found), found.text


def head(text, form="txt"):
    (case,), _ = cases(text, form)
    return case.title, case.author, case.date


def test_one_file_holds_one_case_unless_it_says_otherwise():
    found, text = cases(f"柳溪县：建强支部\n{BODY}\n{BODY}")
    assert [(case.start, case.end) for case in found] == [(0, len(text))]


def test_two_counties_in_one_file_are_two_cases():
    found, text = cases(f"柳溪县：建强支部兴产业\n{BODY}\n石桥县：聚力治理暖人心\n{BODY}")
    assert [case.title for case in found] == ["柳溪县：建强支部兴产业", "石桥县：聚力治理暖人心"]
    assert found[0].end <= found[1].start
    assert text[found[1].start :].startswith("石桥县：")


@pytest.mark.parametrize("place", ["柳溪县委", "柳溪县委组织部", "江苏柳溪", "柳溪市", "柳溪区", "柳溪旗", "柳溪盟"])
def test_who_a_county_title_may_name(place):
    found, _ = cases(f"{place}：建强支部兴产业\n{BODY}\n{place}：聚力治理暖人心\n{BODY}")
    assert len(found) == 2


def test_numbered_cases_are_cases():
    found, _ = cases(f"案例一：支部领着大家种果\n{BODY}\n案例二：网格连着千家万户\n{BODY}")
    assert [case.title for case in found] == ["案例一：支部领着大家种果", "案例二：网格连着千家万户"]


def test_markdown_titles_split_too():
    found, _ = cases(f"# 柳溪县：建强支部兴产业\n{BODY}\n# 石桥县：聚力治理暖人心\n{BODY}", "md")
    assert [case.title for case in found] == ["柳溪县：建强支部兴产业", "石桥县：聚力治理暖人心"]


def test_a_list_of_titles_without_text_splits_nothing():
    found, _ = cases(f"柳溪县：建强支部兴产业\n石桥县：聚力治理暖人心\n{BODY}")
    assert len(found) == 1


def test_a_colon_in_running_text_splits_nothing():
    found, _ = cases(f"{BODY}\n柳溪县：“我们把支部建在产业链上。”\n{BODY}\n石桥县：说到做到。\n{BODY}")
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"柳溪县建强支部的三条路\n{BODY}", ("柳溪县建强支部的三条路", None, None)),
        (f"柳溪县建强支部的三条路\n何国平\n{BODY}", ("柳溪县建强支部的三条路", "何国平", None)),
        (f"柳溪县建强支部的三条路\n（何国平 李小芳）\n{BODY}", ("柳溪县建强支部的三条路", "何国平 李小芳", None)),
        (f"柳溪县建强支部的三条路\n作者：何国平\n{BODY}", ("柳溪县建强支部的三条路", "何国平", None)),
        (f"柳溪县建强支部的三条路\n2021年5月6日\n{BODY}", ("柳溪县建强支部的三条路", None, "2021年5月6日")),
        (f"柳溪县建强支部的三条路\n2021-05-06\n{BODY}", ("柳溪县建强支部的三条路", None, "2021-05-06")),
        (f"柳溪县建强支部的三条路\n来源：柳溪发布 2021年5月\n{BODY}", ("柳溪县建强支部的三条路", None, "2021年5月")),
        (f"柳溪县建强支部的三条路\n——石桥镇党委\n{BODY}", ("柳溪县建强支部的三条路", None, None)),
        (f"组工信息\n第12期\n柳溪县建强支部的三条路\n{BODY}", ("柳溪县建强支部的三条路", None, None)),
        (
            f"党建工作简报\n（总第108期）\n2021年5月\n柳溪县建强支部的三条路\n{BODY}",
            ("柳溪县建强支部的三条路", None, "2021年5月"),
        ),
        (
            f"工 作 简 报\n第12期\n中共柳溪县委组织部          2023年8月15日\n柳溪县建强支部的三条路\n{BODY}",
            ("柳溪县建强支部的三条路", "中共柳溪县委组织部", "2023年8月15日"),
        ),
        (
            f"组工信息\n（内部资料 注意保存）\n柳溪县委组织部编\n柳溪县建强支部的三条路\n{BODY}",
            ("柳溪县建强支部的三条路", "柳溪县委组织部", None),
        ),
        (
            f"柳溪县建强支部的三条路\n中共石桥镇委员会\n{BODY}",
            ("柳溪县建强支部的三条路", "中共石桥镇委员会", None),
        ),
        (f"支部建强三条路\n江苏省柳溪县石桥镇\n{BODY}", ("支部建强三条路", "江苏省柳溪县石桥镇", None)),
        (f"柳溪县建强支部的三条路\n推动县级政府\n{BODY}", ("柳溪县建强支部的三条路", None, None)),
        (f"柳溪县建强支部的三条路\n{BODY}\n（柳溪县委组织部供稿）", ("柳溪县建强支部的三条路", "柳溪县委组织部", None)),
        (f"基层党建工作交流材料\n{BODY}", ("基层党建工作交流材料", None, None)),
        (
            f"2023年抓党建工作述职报告\n中共牡丹镇委书记 李明\n（2023年12月20日）\n{BODY}",
            ("2023年抓党建工作述职报告", "李明", "2023年12月20日"),
        ),
        (f"【典型案例】柳溪县建强支部\n{BODY}", ("柳溪县建强支部", None, None)),
        (f"【基层党建】\n柳溪县建强支部\n{BODY}", ("柳溪县建强支部", None, None)),
        (f"（典型案例）\n柳溪县建强支部\n{BODY}", ("柳溪县建强支部", None, None)),
        (f"经验交流｜柳溪县建强支部\n{BODY}", ("柳溪县建强支部", None, None)),
        (f"★柳溪县建强支部★\n作者 | 何国平\n{BODY}", ("柳溪县建强支部", "何国平", None)),
        (f"案例12\n柳溪县建强支部\n{BODY}", ("柳溪县建强支部", None, None)),
        (f"柳溪信息\n2023年第12期（总第356期）\n柳溪县建强支部\n{BODY}", ("柳溪县建强支部", None, None)),
        (
            f"柳溪县建强支部\n发布时间：2023-05-12 来源：柳溪日报 作者：何国平\n{BODY}",
            ("柳溪县建强支部", "何国平", "2023-05-12"),
        ),
        (f"柳溪县建强支部\n来源：柳溪日报 记者 何国平\n{BODY}", ("柳溪县建强支部", "何国平", None)),
        (f"柳溪县建强支部\n2023年5月12日 字号：大 中 小\n{BODY}", ("柳溪县建强支部", None, "2023年5月12日")),
        (f"柳溪县建强支部\n□ 何国平 李小芳\n{BODY}", ("柳溪县建强支部", "何国平 李小芳", None)),
        (f"柳溪县建强支部\n■本报记者 何国平\n{BODY}", ("柳溪县建强支部", "何国平", None)),
        (f"柳溪县建强支部\n文/何国平 图/李小芳\n{BODY}", ("柳溪县建强支部", "何国平", None)),
        (
            f"题目：柳溪县建强支部\n单位：中共柳溪县委组织部\n时间：2023年5月\n{BODY}",
            ("柳溪县建强支部", "中共柳溪县委组织部", "2023年5月"),
        ),
        (
            f"中共柳溪县委员会\n关于推进乡村治理情况的报告\n柳委〔2023〕15号\n{BODY}",
            ("关于推进乡村治理情况的报告", "中共柳溪县委员会", None),
        ),
        (BODY, (None, None, None)),
        (f"{BODY}\n柳溪县建强支部的三条路", (None, None, None)),
        ("柳溪县建强支部的三条路", (None, None, None)),
        (f"# 柳溪县建强支部的三条路\n{BODY}", ("柳溪县建强支部的三条路", None, None)),
    ],
)
def test_title_author_and_date_are_read_off_the_first_lines(text, expected):
    assert head(text, "md" if text.startswith("#") else "txt") == expected


def test_the_number_of_a_document_below_its_title_is_no_text():
    (case,), text = cases(f"中共柳溪县委员会\n关于推进乡村治理情况的报告\n柳委〔2023〕15号\n{BODY}")
    assert text[case.sentences[0][0] : case.sentences[0][1]].startswith("全县")


def test_a_paragraph_is_no_title():
    assert head("柳溪县把支部建在产业链上，让党员走在前头。\n" + BODY)[0] is None
    assert (
        head(
            "柳溪县把支部建在产业链上，让党员走在前头，干部跑得勤，群众看得见，大家都说这条路走对了还要走下去\n" + BODY
        )[0]
        is None
    )


@pytest.mark.parametrize(("one", "two"), [("一、", "二、"), ("（一）", "（二）"), ("1.", "2.")])
def test_the_first_heading_of_an_outline_is_no_title(one, two):
    assert head(f"{one}选好带头人\n{BODY}\n{two}建好合作社\n{BODY}")[0] is None


def test_a_numbered_line_that_nothing_follows_may_be_a_title():
    assert head(f"一、选好带头人\n{BODY}\n{BODY}")[0] == "一、选好带头人"


def test_four_characters_may_be_a_title_or_an_author():
    assert head(f"张弛有度\n{BODY}")[:2] in {("张弛有度", None), (None, "张弛有度")}


def test_the_body_begins_after_the_head():
    (case,), text = cases(f"组工信息\n柳溪县建强支部的三条路\n何国平\n2021年5月\n{BODY}")
    assert text[case.body :].strip() == BODY
    assert case.title_span is not None
    assert text[slice(*case.title_span)] == case.title


def test_a_second_line_of_the_title_is_no_heading():
    body = "柳溪县有一百二十个村，过去支部散、产业弱。" * 4
    text = f"红色引擎带动振兴\n柳溪县把支部建在产业链上\n{body}\n建强组织\n{body}\n发展产业\n{body}"
    (case,), text = cases(text)
    assert [text[s.start : s.end] for s in case.sections] == ["建强组织", "发展产业"]
    # Where more lines are like it they are headings, each with its text.
    text = f"红色引擎带动振兴\n柳溪镇建强组织\n{body}\n石桥镇发展产业\n{body}\n河西镇改善民生\n{body}"
    (case,), text = cases(text)
    assert len(case.sections) == 3


def test_an_editors_note_above_the_title_stays_in_the_text():
    (case,), text = cases(f"工作简报\n【编者按】柳溪县探索了新路，供学习借鉴。\n柳溪县建强支部的三条路\n{BODY}")
    assert case.title == "柳溪县建强支部的三条路"
    assert text[slice(*case.sentences[0])] == "【编者按】柳溪县探索了新路，供学习借鉴。"
    assert text[slice(*case.sentences[1])].startswith("全县")
    (untitled,), text = cases(f"【编者按】柳溪县探索了新路，供学习借鉴。\n{BODY}")
    assert (untitled.title, untitled.body) == (None, 0)


def test_sentences_cover_the_body_and_keep_their_closing_marks():
    (case,), text = cases("柳溪县建强支部的三条路\n他说：“走对了！”大家笑了。真的吗？！\n最后一句。")
    said = [text[a:b] for a, b in case.sentences]
    assert said == ["他说：“走对了！”", "大家笑了。", "真的吗？！", "最后一句。"]


def test_sentences_lose_nothing_but_line_ends(corpus, sources):
    from ingest.read import read_report

    for entry in sources:
        report = read_report(corpus / entry["file"])
        text = report.reading.text
        for case in report.cases:
            said = "".join(text[a:b] for a, b in case.sentences)
            assert "".join(said.split()) == "".join(text[case.body : case.end].split()), entry["file"]


def test_the_sample_reports_have_the_cases_and_titles_that_their_list_names(corpus, sources):
    from ingest.read import read_report

    for entry in sources:
        found = read_report(corpus / entry["file"]).cases
        assert len(found) == len(entry["cases"]), entry["file"]
        titles = "；".join("".join((case.title or "").split()) for case in found)
        assert titles == "".join(entry["title"].split()), entry["file"]
