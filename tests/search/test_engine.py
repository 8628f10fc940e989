"""The engine: what a person asks and what comes back, the same every time."""

from pathlib import PurePath

import pytest

from ingest.errors import NotFound, UnknownRegion, UsageError
from search.filters import Filters


@pytest.fixture(scope="module")
def ask(library):
    return lambda query, k=10, every=False, **filters: library.search(query, k, Filters(**filters), every=every)


def files(result):
    return [hit.file.rsplit("/", 1)[-1] for hit in result.hits]


def spots(result):
    return [(hit.file, hit.start, hit.end, hit.score) for hit in result.hits]


@pytest.mark.parametrize(
    ("query", "file"),
    [
        ("石斛产业", "xiuying.txt"),
        ("积分制治理", "xinhua.md"),
        ("党支部领办合作社", "yantai.txt"),
        ("普惠金融", "lankao.txt"),
        ("街乡吹哨、部门报到", "pinggu.html"),
        ("幸福村落", "zigui.txt"),
        ("草场入股", "zeku.md"),
        ("花卉种植", "kaiyuan.txt"),
        ("红九条", "pingba.txt"),
        ("三块地改革和战旗村", "pidu.html"),
        ("网格党支部和宅上党小组", "haimen.docx"),
    ],
)
def test_words_find_the_report_that_speaks_of_them(ask, query, file):
    result = ask(query)
    assert result.answerable
    assert file in files(result)[:3]


@pytest.mark.parametrize(
    ("query", "file"),
    [
        (
            "村里账上没一分钱，怎么才能有进项",
            {
                "lankao.txt",
                "yantai.txt",
                "songyuan.txt",
                "kaiyuan.txt",
                "jiawang.txt",
                "xinbarag.docx",
                "pingba.txt",
                "ganzhou.md",
                "taibai-longxian.docx",
                "yingde.pdf",
            },
        ),
        ("大家不愿意一起干，牧民怎么劝", {"zeku.md", "xinbarag.docx"}),
    ],
)
def test_plain_words_find_what_they_mean(ask, query, file):
    assert set(files(ask(query))[:3]) & file


def test_a_quoted_phrase_occurs_in_every_hit(ask):
    result = ask("“四链富民”")
    assert result.hits
    assert all("四链富民" in hit.text.replace("“", "").replace("”", "") for hit in result.hits)


def test_a_quoted_phrase_that_nobody_wrote_is_no_answer(ask):
    result = ask("“没有人写过的一句话”")
    assert not result.answerable
    assert result.notes == ("没有一段含原文“没有人写过的一句话”",)
    assert not any("含原文" in reason for hit in result.hits for reason in hit.reasons)


@pytest.mark.parametrize("mark", ["“{}”", '"{}"', "「{}」", "『{}』"])
def test_the_kind_of_quotation_mark_does_not_matter(ask, mark):
    assert spots(ask(mark.format("四乡行动"))) == spots(ask("“四乡行动”"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("党支部+合作社", "党支部＋合作社"),
        ("2020年的收入", "２０２０年的收入"),
        ("ＧＤＰ增长", "gdp增长"),
        ("发展 石斛 产业", "发展石斛产业"),
    ],
)
def test_width_case_and_white_space_do_not_matter(ask, one, other):
    assert spots(ask(one)) == spots(ask(other))


def test_every_hit_slices_back_and_says_why(ask, library):
    texts = {row["source"]: library.store.text(row["id"]) for row in library.store.reports()}
    for query in ("石斛产业", "怎样管好党员", "党支部+合作社"):
        for hit in ask(query).hits:
            assert "".join(texts[hit.file][hit.start : hit.end].split()) == "".join(hit.text.split())
            assert hit.reasons
            assert PurePath(hit.file).name in hit.citation
            assert all(0 <= a < b <= len(hit.text) for a, b in hit.highlights)


def test_highlights_are_words_of_the_question(ask):
    for hit in ask("石斛产业").hits:
        for start, end in hit.highlights:
            assert set(hit.text[start:end]) <= set("石斛产业")


def test_scores_fall_and_the_best_is_first(ask):
    scores = [hit.score for hit in ask("怎样发展集体经济", 20).hits]
    assert scores == sorted(scores, reverse=True)


def test_no_more_than_k_and_no_padding(ask):
    assert len(ask("怎样发展集体经济", 3).hits) == 3
    assert len(ask("怎样发展集体经济", 1).hits) == 1
    assert len(ask("“四链富民”", 50).hits) < 50


def test_no_two_hits_say_the_same(ask):
    spans = [(hit.file, hit.start, hit.end) for hit in ask("党建引领", 50).hits]
    assert len(spans) == len(set(spans))


def test_a_region_by_name_or_code_prefix(ask):
    for region in ("江苏省", "江苏", "32"):
        result = ask("怎样建强支部", region=region)
        assert result.hits
        assert all(hit.region_code.startswith("32") for hit in result.hits)


def test_filters_are_applied_before_ranking(ask):
    """A filtered search finds ten passages even where the best ten of all lie elsewhere."""
    assert len(ask("石斛产业", 10, region="吉林").hits) > 1
    assert {hit.region_code for hit in ask("石斛产业", 10, region="吉林").hits} == {"220700"}


def test_filters_by_model_industry_problem_and_theme(ask):
    assert set(files(ask("产业", industry="石斛"))) == {"xiuying.txt"}
    assert ask("怎么做", model="党支部+合作社").hits
    assert ask("怎么整顿", problem="软弱涣散").hits
    assert ask("怎么做", theme="产业振兴").hits
    assert ask("怎么做", model="农户+党支部").hits == ()


def test_an_unknown_region_is_an_error_with_suggestions(ask):
    with pytest.raises(UnknownRegion) as caught:
        ask("党建", region="贾旺区")
    assert "贾汪区" in str(caught.value)


def test_a_known_region_without_reports_has_no_hits(ask):
    result = ask("党建", region="西藏")
    assert (result.answerable, result.hits) == (False, ())


@pytest.mark.parametrize("query", ["", "   ", "？", "“”"])
def test_an_empty_query_is_an_error(ask, query):
    with pytest.raises(UsageError):
        ask(query)


@pytest.mark.parametrize(
    "query",
    [
        "怎样发展村级集体经济，" * 1000,
        '" OR 1=1 --',
        "NEAR(党 支部)",
        "words:党 AND grams:*",
        "党*",
        "^党",
        "(党支部",
        "党支部 NOT 合作社",
        "a\"b'c`d",
        "'; DROP TABLE report; --",
        "🙂 怎样管好党员 🙂",
        "\x00党\x07员\ufeff",
        "軟弱渙散黨組織怎麼整頓",
        "How do villages earn money?",
        "C++ 与 C#",
        "党" * 300,
        "%",
        "党\n员\r\n管\t理",
        "1",
        "3.05亿元",
        "ﷺ",
        "𠮷野家",
        "e\u0301",
    ],
    ids=range(23),
)
def test_no_query_breaks_the_search(ask, library, query):
    before = library.store.counts()
    try:
        result = ask(query)
    except UsageError as error:
        assert error.hint
    else:
        assert len(result.hits) <= 10
        assert result.query == query
    assert library.store.counts() == before


def test_a_cut_question_says_so(ask):
    assert ask("怎样发展村级集体经济，" * 1000).notes
    assert ask("怎样发展村级集体经济").notes == ()


def test_traditional_characters_find_the_same_reports(ask):
    assert files(ask("軟弱渙散黨組織怎麼整頓"))[:1] == files(ask("软弱涣散党组织怎么整顿"))[:1]


@pytest.mark.parametrize(
    "query",
    [
        "量子计算机的纠错码怎么设计",
        "火星探测器着陆",
        "How to bake sourdough bread",
    ],
)
def test_what_the_library_does_not_speak_of_is_not_answered(ask, query):
    assert not ask(query).answerable


def test_the_same_question_gives_the_same_answer(ask, sample):
    from api.library import Library

    once, again = ask("怎样管好党员", 20), ask("怎样管好党员", 20)
    assert once == again
    with Library(sample) as reopened:
        assert reopened.search("怎样管好党员", 20) == once


def test_the_order_of_building_does_not_change_the_answer(tmp_path, corpus, sources):
    from api.library import Library

    answers = []
    names = [entry["file"] for entry in sources][:6]
    for number, order in enumerate((names, names[::-1])):
        with Library(tmp_path / str(number), create=True) as made:
            for name in order:
                made.add([corpus / name])
            answers.append(made.search("怎样管好党员", 20))
    assert spots(answers[0]) == spots(answers[1])


def test_everything_above_the_line(ask):
    some, every = ask("党支部领办合作社", 3), ask("党支部领办合作社", 3, every=True)
    assert len(every.hits) > len(some.hits) == 3
    assert spots(every)[:3] == spots(some)


def test_within_looks_only_into_what_answered_the_earlier_query(library):
    earlier = {hit.id for hit in library.search("合作社", every=True).hits}
    found = library.search("分红", 20, within="合作社")
    assert found.hits
    assert {hit.id for hit in found.hits} <= earlier
    assert "只在“合作社”的结果中找" in found.notes
    assert {hit.id for hit in library.search("分红", 20).hits} - earlier


def test_within_what_has_no_answer_is_empty(library):
    assert not library.search("分红", within="量子计算机的纠错码怎么设计").answerable


@pytest.mark.parametrize("most", [1, 2])
def test_one_county_does_not_fill_the_list(library, most):
    hits = library.search("党支部领办合作社", 15, per_county=most).hits
    counties = [hit.region_code or hit.case for hit in hits]
    assert len(hits) == 15
    assert max(counties.count(county) for county in counties) == most


def test_more_like_a_passage_leaves_it_out(library):
    first, second = library.search("老人腿脚不便，谁替他跑腿办手续", 2).hits
    found = library.like(first.id, 5)
    assert found.answerable
    assert len(found.hits) == 5
    assert first.id not in {hit.id for hit in found.hits}
    assert library.like(second.id, 5).hits != found.hits


def test_like_an_unknown_passage_says_so(library):
    with pytest.raises(NotFound, match="no passage"):
        library.like("nobody")


def test_a_plain_phrase_of_the_lexicon_is_asked_of_the_field(library):
    assert library.search("喝酒办席攀比怎么管").answerable


def test_a_reason_is_given_once(library):
    hits = library.search("吉林省松原市松原市的合作社怎么分红", 5).hits
    assert any("地区：松原市" in hit.reasons for hit in hits)
    assert all(len(hit.reasons) == len(set(hit.reasons)) for hit in hits)


def test_a_question_for_headings_keeps_their_set_whole(library):
    hits = library.search("党支部领办合作社的小标题怎么排", 8).hits
    case = hits[0].case
    rows = library.store.rows(
        "SELECT beside.heading FROM section beside LEFT JOIN section s ON s.id = ? "
        "WHERE beside.case_id = ? AND beside.parent IS s.parent ORDER BY beside.start",
        hits[0].measure,
        case,
    )
    shown = "\n".join(hit.text for hit in hits if hit.case == case)
    assert len(rows) > 1
    assert all(row["heading"] in shown for row in rows)
