"""Outline: which words are headings of measures, at which level, under which parent.

`tests/golden/outlines.txt` holds the outlines of the sample reports; after a change that is meant, read
the new ones and freeze them: python -m tests.ingest.test_outline > tests/golden/outlines.txt
"""

import tomllib
from pathlib import Path

import pytest

from ingest.read import read_report, report_of
from ingest.report import RawText

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "outlines.txt"
HEAD = "柳溪县建强支部的三条路\n近年来，柳溪县坚持党建引领，走出了新路。\n"
B = "全县把支部建在产业链上，党员走在前头，干部跑得勤，群众看得见。"
C = "第一年先试三个村，第二年推到二十个村，账上都有了余钱。"


def report(text, form="txt"):
    return report_of(RawText("made." + form, text, form, "utf-8", "0" * 64))


def tree(text, form="txt"):
    """Give the outline as lines, two spaces a level below the first."""
    return ["  " * (s.level - 1) + s.heading for case in report(text, form).cases for s in case.sections]


FLAT = ["建强支部", "育好产业", "用好能人"]
DEEP = ["建强支部", "  选好书记", "  管好党员", "育好产业", "  做强龙头", "  做活合作社"]


@pytest.mark.parametrize(
    "marks",
    [
        ("一、", "二、", "三、"),
        ("（一）", "（二）", "（三）"),
        ("(一)", "(二)", "(三)"),
        ("1.", "2.", "3."),
        ("1．", "2．", "3．"),
        ("1、", "2、", "3、"),
        ("1 ", "2 ", "3 "),
        ("（1）", "（2）", "（3）"),
        ("①", "②", "③"),
        ("一是", "二是", "三是"),
        ("一要", "二要", "三要"),
        ("第一，", "第二，", "第三，"),
        ("第一招：", "第二招：", "第三招："),
        ("第一部分 ", "第二部分 ", "第三部分 "),
        ("做法一：", "做法二：", "做法三："),
        ("经验一：", "经验二：", "经验三："),
    ],
    ids="".join,
)
def test_every_style_of_numbering_counts(marks):
    paragraphs = [f"{mark}{words}。{B}{C}" for mark, words in zip(marks, FLAT, strict=True)]
    assert tree(HEAD + "\n".join(paragraphs)) == FLAT
    lines = [f"{mark}{words}\n{B}{C}" for mark, words in zip(marks, FLAT, strict=True)]
    assert tree(HEAD + "\n".join(lines)) == FLAT


@pytest.mark.parametrize(
    "marks",
    [
        ("（一）", "（二）", "（三）"),
        ("1.", "2.", "3."),
        ("（1）", "（2）", "（3）"),
        ("①", "②", "③"),
        ("一是", "二是", "三是"),
    ],
    ids="".join,
)
def test_some_styles_count_inside_one_paragraph(marks):
    text = "".join(f"{mark}{words}。{B}{C}" for mark, words in zip(marks, FLAT, strict=True))
    assert tree(HEAD + text) == FLAT


@pytest.mark.parametrize("inner", ["（{}）", "{}.", "{}是", "（{}） "])
def test_a_style_inside_another_lies_one_level_below(inner):
    numbers = "12" if "." in inner else "一二"
    one, two = (inner.format(number) for number in numbers)
    text = (
        f"一、建强支部\n{one}选好书记。{B}\n{two}管好党员。{B}\n二、育好产业\n{one}做强龙头。{B}\n{two}做活合作社。{B}"
    )
    assert tree(HEAD + text) == DEEP


def test_three_levels():
    text = (
        f"一、建强支部\n（一）选好书记\n1.从能人里选。{B}\n2.从返乡青年里选。{B}\n（二）管好党员\n"
        f"{B}\n二、育好产业\n{B}"
    )
    assert tree(HEAD + text) == [
        "建强支部",
        "  选好书记",
        "    从能人里选",
        "    从返乡青年里选",
        "  管好党员",
        "育好产业",
    ]


def test_parents_are_the_headings_above():
    text = (
        f"一、建强支部\n（一）选好书记\n{B}\n（二）管好党员\n{B}\n二、育好产业\n（一）做强龙头\n"
        f"{B}\n（二）做活合作社\n{B}"
    )
    (case,) = report(HEAD + text).cases
    assert [s.parent for s in case.sections] == [None, 0, 0, None, 3, 3]


def test_sub_items_may_stand_under_one_heading_only():
    text = f"一、建强支部\n{B}\n二、育好产业\n{B}\n1.做强龙头。{B}\n2.做活合作社。{B}\n三、用好能人\n{B}"
    assert tree(HEAD + text) == ["建强支部", "育好产业", "  做强龙头", "  做活合作社", "用好能人"]


def test_heading_lines_without_numbers():
    assert tree(HEAD + "\n".join(f"{words}\n{B}" for words in FLAT)) == FLAT


def test_heading_lines_of_two_lines_each():
    heads = [("村企结亲 组织强村", "为乡村发展添动力"), ("农旅一体 融合共进", "为全域旅游打基础")]
    whole = ["村企结亲 组织强村 为乡村发展添动力", "农旅一体 融合共进 为全域旅游打基础"]
    assert tree(HEAD + "\n".join(f"{one}\n{two}\n{B}{C}" for one, two in heads)) == whole
    (first, second), *_ = heads
    alone = f"{HEAD}{first}\n{second}\n{B}{C}\n农旅一体\n{B}{C}"  # one such pair is a title and a heading
    assert tree(alone) == [second, "农旅一体"]


def test_parallel_lead_sentences():
    leads = ["建强支部堡垒", "育好产业链条", "用好能人资源"]
    assert tree(HEAD + "\n".join(f"{words}。{B}{C}" for words in leads)) == leads


def test_leads_with_items_inside_them():
    text = (
        f"建强支部，让发展有主心骨。一是选好书记。{B}二是管好党员。{B}\n"
        f"育好产业，让群众有好收成。一是做强龙头。{B}二是做活合作社。{B}\n"
        f"用好能人，让村庄有带头人。一是引回来。{B}二是留得住。{B}"
    )
    assert tree(HEAD + text) == [
        "建强支部，让发展有主心骨",
        "  选好书记",
        "  管好党员",
        "育好产业，让群众有好收成",
        "  做强龙头",
        "  做活合作社",
        "用好能人，让村庄有带头人",
        "  引回来",
        "  留得住",
    ]


def test_leads_inside_leads():
    text = (
        f"以“人才强乡”为支撑，育好领头雁。选好带头人。{B}{C}引回能干人。{B}{C}\n"
        f"以“产业富乡”为抓手，做大集体账。做强龙头企业。{B}{C}做活合作社。{B}{C}\n"
        f"以“服务暖乡”为保障，聚起千家心。办好小食堂。{B}{C}修好断头路。{B}{C}"
    )
    found = tree(HEAD + text)
    assert [line for line in found if not line.startswith(" ")] == [
        "以“人才强乡”为支撑，育好领头雁",
        "以“产业富乡”为抓手，做大集体账",
        "以“服务暖乡”为保障，聚起千家心",
    ]
    assert "  选好带头人" in found
    assert "  做强龙头企业" in found


def test_one_block_without_paragraphs():
    leads = ["建强支部堡垒", "育好产业链条", "用好能人资源"]
    text = "".join(f"{words}。{B}{C}" for words in leads)
    assert tree(f"柳溪县建强支部的三条路\n近年来，柳溪县走出了新路。{text}") == leads


def test_numbered_items_and_their_items_in_one_block():
    text = f"1.建强支部。一是选好书记。{B}二是管好党员。{B}2.育好产业。一是做强龙头。{B}二是做活合作社。{B}"
    assert tree(HEAD + text) == DEEP


def test_numbering_starts_anew_under_each_heading():
    text = "\n".join(f"{n}、{words}\n1.先试。{B}\n2.再推。{B}" for n, words in zip("一二三", FLAT, strict=True))
    assert tree(HEAD + text) == [
        "建强支部",
        "  先试",
        "  再推",
        "育好产业",
        "  先试",
        "  再推",
        "用好能人",
        "  先试",
        "  再推",
    ]


def test_numbers_beyond_ten():
    numerals = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
    text = "\n".join(f"{n}、第{i}件事\n{B}" for i, n in enumerate(numerals, 1))
    assert tree(HEAD + text) == [f"第{i}件事" for i in range(1, 13)]


@pytest.mark.parametrize(
    ("frame", "text"),
    [
        (
            "主要做法",
            "一、工作背景\n{B}\n二、主要做法\n（一）建强支部\n{B}\n（二）育好产业\n{B}\n（三）用好能人\n{B}\n三、取得成效\n{B}",
        ),
        (
            "具体措施",
            "一、基本情况\n{B}\n二、具体措施\n1.建强支部。{B}\n2.育好产业。{B}\n3.用好能人。{B}\n三、几点启示\n{B}",
        ),
        (
            "履职情况和主要成效",
            "一、履职情况和主要成效\n（一）建强支部\n{B}\n（二）育好产业\n{B}\n（三）用好能人\n{B}\n二、下一步打算\n{B}",
        ),
        (
            "主要做法和经验",
            "一、主要做法和经验\n（一）建强支部\n{B}\n（二）育好产业\n{B}\n（三）用好能人\n{B}\n二、下一步打算\n{B}",
        ),
        (
            "存在问题",
            "一、建强支部\n{B}\n二、育好产业\n{B}\n三、用好能人\n{B}\n四、存在问题\n{B}\n五、下一步工作打算\n{B}",
        ),
    ],
)
def test_a_heading_that_only_holds_or_frames_measures_is_none(frame, text):
    found = tree(HEAD + text.format(B=B))
    assert found == FLAT
    assert frame not in found


@pytest.mark.parametrize(
    "frame", ["取得成效", "经验与启示", "存在的主要问题", "下一步工作打算", "对策建议", "基本现状", "合作社基本情况"]
)
def test_what_stands_under_a_heading_that_frames_is_no_measure(frame):
    done = f"一、主要做法\n（一）建强支部\n{B}\n（二）育好产业\n{B}\n"
    assert tree(f"{HEAD}{done}二、{frame}\n（一）面貌变了\n{B}\n（二）口袋鼓了\n{B}") == ["建强支部", "育好产业"]
    # Where nothing else is there, it is what was done.
    assert tree(f"{HEAD}一、{frame}\n（一）面貌变了\n{B}\n（二）口袋鼓了\n{B}") == ["面貌变了", "口袋鼓了"]


def test_plans_in_a_closing_paragraph_are_no_part_of_the_last_measure():
    text = f"{HEAD}一、建强支部\n{B}\n二、育好产业\n{B}\n下一步，全县将把支部建得更强，把产业做得更大。"
    (case,) = report(text).cases
    assert report(text).reading.text[case.sections[-1].end : case.sections[-1].body_end].strip() == B


def test_a_lone_numbered_heading_holds_but_is_no_measure():
    text = f"一、建强支部\n{B}"
    assert tree(HEAD + text) == []


def test_markdown_headings_nest_by_their_hashes():
    text = (
        f"# 柳溪县建强支部的三条路\n\n近年来走出了新路，干部群众都说好。\n\n## 建强支部\n\n{B}\n\n"
        f"### 选好书记\n\n{B}\n\n### 管好党员\n\n{B}\n\n## 育好产业\n\n{B}"
    )
    assert tree(text, "md") == ["建强支部", "  选好书记", "  管好党员", "育好产业"]


def test_a_markdown_heading_keeps_its_words_without_hashes_and_number():
    text = f"# 柳溪县建强支部的三条路\n\n近年来走出了新路。\n\n## 一、建强支部\n\n{B}\n\n## 二、育好产业\n\n{B}"
    assert tree(text, "md") == ["建强支部", "育好产业"]


def test_markdown_items_in_bold_are_headings_too():
    text = (
        f"# 柳溪县的路\n\n近年来走出了新路。\n\n## 建强支部\n\n**一是选好书记。** {B}\n\n"
        f"**二是管好党员。** {B}\n\n## 育好产业\n\n{B}"
    )
    assert tree(text, "md") == ["建强支部", "  选好书记", "  管好党员", "育好产业"]


def test_the_items_of_a_plain_list_are_no_headings():
    text = f"一、建强支部\n{B}\n1.选好支部书记\n2.管好党员队伍\n3.用好村级阵地\n二、育好产业\n{B}"
    assert tree(HEAD + text) == ["建强支部", "育好产业"]


def test_items_joined_by_semicolons_are_no_headings():
    text = f"一、建强支部\n{B}做到：一是选好书记；二是管好党员；三是用好阵地。{B}\n二、育好产业\n{B}"
    assert tree(HEAD + text) == ["建强支部", "育好产业"]


@pytest.mark.parametrize(
    "text",
    [
        "柳溪村的瓜熟了\n清晨，何国平走进大棚。“今年的瓜比去年甜。”他说。\n记者看到，棚里挂满了瓜。村民说，一年能挣三万元。\n"
        "何国平今年五十岁，种了二十年瓜。他从前在外打工，三年前回到村里。\n太阳升起来，瓜车开出了村。",
        "柳溪县获评先进\n日前，柳溪县获评全省先进县。据了解，全县共有十二个乡镇。\n县委书记表示，成绩来之不易。\n下一步，柳溪县将继续努力。",
        "全县投入3.5亿元，其中：1.2亿元用于产业，2.3亿元用于道路。群众说好，干部也说好，大家都盼着来年再修一条路。",
        "这件事一是否认不了，二是否定不了。第一时间赶到现场的是党员，第二天到的是干部，第三天群众也来了。",
        "",
    ],
    ids=["story", "news", "decimals", "idioms", "nothing"],
)
def test_running_text_has_no_headings(text):
    assert tree(text) == []


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("一、建强支部：", "建强支部"),
        ("一、 建强支部", "建强支部"),
        ("一、建强支部。", "建强支部"),
        ("一、把准方向：建强支部堡垒", "把准方向：建强支部堡垒"),
        ("一、建强支部，夯实“硬堡垒”", "建强支部，夯实“硬堡垒”"),
        ("一、“四个一”建强支部", "“四个一”建强支部"),
    ],
)
def test_a_heading_is_its_words_without_number_and_closing_mark(line, heading):
    assert tree(f"{HEAD}{line}\n{B}\n二、育好产业\n{B}") == [heading, "育好产业"]


def test_an_item_of_one_sentence_has_its_first_clause_as_heading():
    text = (
        f"一、定好标准\n{B}\n一是产业振兴算干劲，主动发展产业、扩大产业规模的可以加分。\n"
        f"二是人才振兴算本领，参加经营管理培训、掌握实用技能的可以加分。\n二、把好关口\n{B}"
    )
    assert tree(HEAD + text) == ["定好标准", "  产业振兴算干劲", "  人才振兴算本领", "把好关口"]


def test_items_of_one_sentence_inside_a_paragraph_are_treated_alike():
    text = (
        "一、定好标准。一是产业振兴算干劲，主动发展产业、扩大产业规模的可以加分。"
        "二是人才振兴算本领，参加经营管理培训、掌握实用技能的可以加分。\n"
        f"二、把好关口。{B}"
    )
    found = tree(HEAD + text)
    assert ("  产业振兴算干劲" in found) == ("  人才振兴算本领" in found)
    assert not [line for line in found if "可以加分" in line]


def test_a_run_of_numbers_begins_at_one():
    assert tree(f"{HEAD}{B}\n二是后来的事。{B}\n三是再后来的事。{B}") == []


def test_a_number_left_over_is_not_part_of_a_heading():
    # An excerpt whose numbering begins later.
    assert tree(f"{HEAD}十、建强支部\n{B}\n十一、育好产业\n{B}") in ([], ["建强支部", "育好产业"])


def test_a_heading_governs_to_the_next_of_its_level_or_higher():
    made = report(f"{HEAD}一、建强支部\n（一）选好书记\n{B}\n（二）管好党员\n{C}\n二、育好产业\n{B}")
    (case,) = made.cases
    text = made.reading.text
    bodies = [text[s.end : s.body_end].strip() for s in case.sections]
    assert bodies[0].startswith("（一）选好书记")
    assert bodies[0].endswith(C)
    assert bodies[1:] == [B, C, B]


def invariants(made):
    text = made.reading.text
    for case in made.cases:
        last = -1
        for number, section in enumerate(case.sections):
            assert text[section.start : section.end] == section.heading
            assert case.body <= section.start < section.end <= section.body_end <= case.end
            assert section.start > last
            last = section.start
            assert 1 <= section.level <= 3
            if section.parent is None:
                continue
            above = case.sections[section.parent]
            assert section.parent < number
            assert above.start < section.start
            assert section.body_end <= above.body_end
            assert above.level < section.level or section.level == 3


def test_the_sample_outlines_hold_together(corpus, sources):
    for entry in sources:
        invariants(read_report(corpus / entry["file"]))


def blocks(text):
    """Cut the golden file into file name → its lines."""
    found = {}
    for block in text.split("== ")[1:]:
        name, _, lines = block.partition("\n")
        found[name.strip()] = lines.rstrip().split("\n")
    return found


def outline_of(path):
    lines = []
    for case in read_report(path).cases:
        lines.append(f"# {case.title}")
        lines += ["  " * section.level + section.heading for section in case.sections]
    return lines


@pytest.mark.parametrize("name", sorted(blocks(GOLDEN.read_text("utf-8"))))
def test_sample_outline(name, corpus):
    assert outline_of(corpus / name) == blocks(GOLDEN.read_text("utf-8"))[name]


def test_every_sample_report_has_a_golden_outline(sources):
    assert sorted(blocks(GOLDEN.read_text("utf-8"))) == sorted(entry["file"] for entry in sources)


# How reports number: the sign of the first, second … item; outermost first, 一是 and plain lines under any.
SIGNS = {
    "一、": "一、 二、 三、",
    "一.": "一. 二. 三.",
    "第一，": "第一， 第二， 第三，",
    "第一招：": "第一招： 第二招： 第三招：",
    "（一）": "（一） （二） （三）",
    "1.": "1. 2. 3.",
    "1、": "1、 2、 3、",
    "（1）": "（1） （2） （3）",
    "①": "① ② ③",
    "一是": "一是 二是 三是",
    "其一，": "其一， 其二， 其三，",
    "": "",
}
RANKS = [["一、", "一.", "第一，", "第一招："], ["（一）"], ["1.", "1、"], ["（1）"], ["①"], ["一是"], ["其一，"], [""]]
NESTED = [
    (outer, inner)
    for at, outers in enumerate(RANKS)
    for outer in outers
    for inners in RANKS[at + 1 :]
    for inner in inners
] + [("", inner) for inner in ("（一）", "1.", "（1）", "一是")]
OUTER = ("坚持高位推动，压实主体责任", "聚焦产业发展，拓宽增收渠道", "创新工作机制，强化要素保障")
INNER = (
    ("健全工作体系", "强化教育培训", "完善考核机制"),
    ("推行积分管理", "壮大集体经济", "拓展销售渠道"),
    ("抓实阵地建设", "优化服务流程", "严格责任落实"),
)
BODIES = (
    "全县抽调干部组成工作专班，深入各村开展调研，制定实施方案，明确任务分工和时间节点。",
    "各乡镇结合实际，细化措施，推动工作落地见效。",
    "通过召开院坝会、入户走访等方式，广泛征求意见，及时回应群众关切。",
)


@pytest.mark.parametrize("own_lines", [True, False])
@pytest.mark.parametrize(("outer", "inner"), NESTED)
def test_two_levels_of_any_numbering(outer, inner, own_lines):
    lines = ["聚力打造乡村振兴“红色引擎”", "近年来，某县坚持党建引领乡村振兴，取得明显成效。"]
    signs, inner_signs = (SIGNS[sign].split() or ["", "", ""] for sign in (outer, inner))
    for sign, heading, below in zip(signs, OUTER, INNER, strict=True):
        lines.append(sign + heading)
        for inner_sign, one, body in zip(inner_signs, below, BODIES, strict=True):
            told = own_lines or not inner_sign
            lines += [inner_sign + one, body] if told else [f"{inner_sign}{one}。{body}"]
    expected = [line for top, below in zip(OUTER, INNER, strict=True) for line in (top, *(f"  {one}" for one in below))]
    assert tree("\n".join(lines)) == expected


if __name__ == "__main__":
    for listed in tomllib.loads((ROOT / "corpus" / "sources.toml").read_text("utf-8"))["report"]:
        print(f"== {listed['file']}\n" + "\n".join(outline_of(ROOT / "corpus" / listed["file"])) + "\n")


def test_headings_that_ran_into_the_next_sentence():
    text = (
        "近年来，柳河镇下功夫抓教育，成效明显。抓学习，促管理“细水长流”“大爷，给您送书来了。”志愿者每周上门三次，风里来雨里去，从不间断。"
        "抓制度，促管理“坚如磐石”在村民王大叔家中，党员们每月围坐在一起学习讨论，记录写得满满当当。"
        "抓特色，促管理“历久常新”村里把老祠堂改成了学堂，请来三位老党员讲过去的故事，年轻人也爱来听。"
    )
    assert tree(text) == ["抓学习，促管理“细水长流”", "抓制度，促管理“坚如磐石”", "抓特色，促管理“历久常新”"]


def test_run_on_headings_with_a_mark_inside():
    text = (
        "石山所念好“五字经”。以“摸”为先导织密“排查网”该所民警走进村寨，与村干部一道摸清底数，建起三百份台账，逐户回访。"
        "以“察”为根基织密“监督网”在摸排的基础上，民警与网格员一同巡查，发现隐患当场记录，当天处理，不留尾巴。"
        "以“宣”为桥梁织密“防护网”加大宣传力度，把反诈课开进学校和集市，一年讲了四十场，听众超过六千人。"
    )
    assert tree(text) == ["以“摸”为先导织密“排查网”", "以“察”为根基织密“监督网”", "以“宣”为桥梁织密“防护网”"]


def test_bare_phrases_of_one_block_are_headings():
    text = (
        "万元村健全保洁机制。党员引领躬身示范。在环境整治工作中，村党总支引领党员冲在前面，清除路侧杂草，打扫公厕卫生，带动了许多群众。"
        "配齐配强保洁队伍。为做好常态化保洁和长效管护，村里配备了十二名保洁员，制定统一的保洁服，每天巡查两次，每周评比一次。"
        "调动群众齐抓共管。面对部分村民不理解，村组织干部走村入户宣传，讲清道理，请大家一起打扫房前屋后，共同守护家园。"
    )
    assert tree(text) == ["党员引领躬身示范", "配齐配强保洁队伍", "调动群众齐抓共管"]


def test_the_short_item_of_a_long_run_is_a_heading_too():
    text = (
        "要做好四件事：一是加快推广信息技术，让农户学会用手机管大棚，做到每个村都有能手。"
        "二是加强宽带和冷链建设，解决农产品卖不出去的难题，让好产品有好价钱。"
        "三是鼓励社会力量发展各种亲农惠农的业态和模式，满足农民多样化的需求，带动更多人就业。四是规范竞争秩序，消除安全隐患。"
    )
    assert tree(text) == [
        "加快推广信息技术",
        "加强宽带和冷链建设",
        "鼓励社会力量发展各种亲农惠农的业态和模式",
        "规范竞争秩序",
    ]


def test_what_a_speaker_says_in_each_paragraph_is_no_heading():
    said = ("王大山强调，要办好合作社", "王大山强调，要修好进村路", "王大山强调，要管好大棚")
    assert tree(HEAD + "\n".join(f"{words}。{B}{C}" for words in said)) == []


def test_couplets_of_one_block_are_headings():
    text = (
        "石山镇做好治理文章。社情民意，凝聚治理共识。镇里开展进社区活动，听取居民的想法，收到建议一百多条，逐条登记办理，结果都在村里公开。"
        "群策群力，共绘生态画卷。三支队伍带动群众清理河道和沿岸，一个夏天清出两百车垃圾，岸边种上了树，村里干净了许多。"
        "提升技能，拓宽就业链。村里办了三期月嫂培训，六十名妇女拿到证书，一半人已经在县城找到活，其余的在家门口上班。"
    )
    assert tree(text) == ["社情民意，凝聚治理共识", "群策群力，共绘生态画卷", "提升技能，拓宽就业链"]


def test_a_lead_sentence_may_speak_of_work():
    text = (
        "石山镇这样做。\n稳定就业渠道。镇里办起三家车间，六十名妇女在家门口上班，月月有工资，年底还有分红。\n"
        "拓宽增收渠道。村里种上三百亩油茶，合作社统一收购，户均增收两千元，荒坡变了样。\n"
        "打通销售渠道。镇里请来两家电商，一年卖出三万斤茶油，直播间就设在村委会里，老人也来看。"
    )
    assert tree(text) == ["稳定就业渠道", "拓宽增收渠道", "打通销售渠道"]


def test_headlines_that_the_news_tells_again_are_none():
    text = (
        "柳河下游防洪工程开工建设\n柳河下游防洪工程今天开工建设，工程涉及两省八百公里河道的治理。\n"
        "青川少年宫实现乡村全覆盖\n近日，青川发布消息，少年宫实现了乡村全覆盖，惠及三万名孩子。"
    )
    assert tree(text) == []


def test_sentences_numbered_with_yao():
    text = (
        "意见强调，一要确保粮食安全，抓好粮食和重要农产品生产，扎实推进新一轮千亿斤粮食产能提升行动，加强耕地保护和质量提升。"
        "二要提升产业水平，促进农村一二三产业融合发展，推动特色产业提质增效，强化农民增收举措，完善联农带农机制，拓宽增收渠道。"
    )
    assert tree(text) == ["确保粮食安全", "提升产业水平"]


def test_short_sentences_that_open_nearly_every_paragraph_are_headings():
    body = "柳河镇把村里的老祠堂改成了集市，每月初一开门，卖菜的、修伞的、问政策的都来，一上午能来两三百人。"
    text = (
        "柳河镇办起了党群集市，干部和群众坐到了一起。\n"
        f"凝聚集体智慧，创新善治路径。{body}\n凸显便民服务的真情与温度。{body}\n碰撞创业智慧，凝聚干事合力。{body}"
    )
    assert tree(text) == ["凝聚集体智慧，创新善治路径", "凸显便民服务的真情与温度", "碰撞创业智慧，凝聚干事合力"]


TOLD = "镇里请来师傅上门教手艺，学成的人回村带徒弟，一年里带出三十多个能手。"


@pytest.mark.parametrize(
    "heads",
    [
        ("敲响开场锣，早早布置人手", "走在难事前，件件盯住进度", "拿稳硬尺子，样样量出高低"),  # of one shape
        ("为住户送一份便利", "为环卫工添一份清凉", "为孩子加一份陪伴"),  # one first character, about one length
    ],
)
def test_short_sentences_of_one_block_that_are_of_one_shape_are_headings(heads):
    text = "柳溪镇的做法有三条，都从小事做起，大家看得见。" + "".join(f"{head}。{TOLD}" for head in heads)
    assert tree(text) == list(heads)


def test_the_caption_of_a_picture_before_a_heading_is_none_of_its_words():
    heads = ["田头讲课聚人心", "广场唱戏添人气", "院里看病暖人情"]
    text = "柳溪镇办起红色课堂，大家都来听，一场接着一场。"
    text += "".join(f"{head}。{TOLD}课堂现场（通讯员供图）" for head in heads)
    assert tree(text) == heads


def test_headings_of_two_clauses_that_ran_on_are_as_long_as_each_other():
    heads = ["汇聚老兵之力，守护山林安宁", "凝聚老兵之情，守护孤老安康", "积聚老兵之智，守护少年安全"]
    bodies = [f"老党员{TOLD}", f"退休教师{TOLD}", f"街坊们{TOLD}"]
    opening = "柳溪社区的老人闲不住，办了不少实事，大家都夸好。"
    text = opening + "".join(head + body for head, body in zip(heads, bodies, strict=True))
    assert tree(text) == heads


def test_sentences_that_report_a_meeting_are_none():
    text = "柳溪镇开了会，传达了上级的精神，布置了全年的工作。"
    text += "".join(f"会议指出，{what}{TOLD}" for what in ("完善村规民约", "健全议事章程", "建设清洁庭院"))
    assert tree(text) == []


def test_in_a_long_block_equal_shape_is_chance():
    heads = ["敲响开场锣，早早布置人手", "走在难事前，件件盯住进度", "拿稳硬尺子，样样量出高低"]
    assert tree("".join(f"{head}。{TOLD * 50}" for head in heads)) == []
