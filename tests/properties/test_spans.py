"""Whatever happens to a text, annotation gives spans that slice back, inside their case, and the same twice."""

import itertools
import json
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.annotate import annotate, squeeze, to_json
from graph.facts import facts_of
from ingest.read import read_report, report_of
from ingest.report import RawText
from search.passages import passages

FULL = str.maketrans(
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%+",
    "０１２３４５６７８９ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ％＋",
)
HALF = str.maketrans("，。；：！？（）", ",.;:!?()")
SPACES = [" ", "\n", "\u3000", "\t", "\r\n", "\u00a0", "\n\n", "\x0b", "\u2028", "\u200b", "\ufeff"]
ODD = [
    *"①²½ªﷺ𠮷ｶ가éЖ🙂\x00\x07\x1b\x7f\ud7ff\ufffe\U000e0001\u0301\u202e",
    "xx",
    "“",
    "”",
    "‘",
    "《",
    "》",
    "（",
    "+",
    "＋",
    "—",
    "第",
    "一是",
    "1.",
    "一、",
    "##",
    "**",
    "十",
    "百",
    "亿",
    "%",
]


@pytest.fixture(scope="module")
def sentences(corpus, sources):
    """The sentences of the sample reports, with the line ends that part headings from text."""
    found = []
    for entry in sources:
        reading = read_report(corpus / entry["file"]).reading.text
        found += [line + "\n" for line in reading.split("\n")]
    return found


def wrap(text, width):
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def mutate(draw, text):
    """Spoil a text in one way."""
    at = draw(st.integers(0, max(0, len(text) - 1)))
    length = draw(st.integers(1, 40))
    part = text[at : at + length]
    kind = draw(st.sampled_from("space odd wrap full half mask cut quotes double traditional decompose crlf".split()))
    if kind == "space":
        return text[:at] + draw(st.sampled_from(SPACES)) + text[at:]
    if kind == "odd":
        return text[:at] + draw(st.sampled_from(ODD)) + text[at:]
    if kind == "wrap":
        return wrap(text, draw(st.integers(5, 60)))
    if kind == "crlf":
        return text.replace("\n", "\r\n")
    if kind == "double":
        return text + text[: at + 200]
    spoiled = {
        "full": lambda: part.translate(FULL),
        "half": lambda: part.translate(HALF),
        "mask": lambda: "".join("x" if char.isdigit() else char for char in part) + "xx",
        "cut": lambda: "",
        "quotes": lambda: part.replace("“", "\0").replace("”", "“").replace("\0", "”"),
        "traditional": lambda: part.translate(
            str.maketrans(
                "们个国学业产发农会与关实进党干贫县区乡镇户厂项亿万",
                "們個國學業產發農會與關實進黨幹貧縣區鄉鎮戶廠項億萬",
            )
        ),
        "decompose": lambda: unicodedata.normalize("NFKD", part),
    }
    return text[:at] + spoiled[kind]() + text[at + length :]


@st.composite
def spoiled(draw, pool):
    count = draw(st.integers(1, 8))
    start = draw(st.integers(0, len(pool) - 1))
    text = "".join(pool[start : start + count])
    for _ in range(draw(st.integers(0, 8))):
        text = mutate(draw, text)
    return text


def check(text, form):
    raw = RawText("made." + form, text, form, "utf-8", "0" * 64)
    annotation = annotate(report_of(raw))
    printed = to_json(annotation)
    assert json.loads(json.dumps(printed, allow_nan=False)) == printed
    for case in printed["cases"]:
        assert 0 <= case["start"] < case["end"] <= len(text)
        for number, heading in enumerate(case["headings"]):
            assert heading["parent"] is None or heading["parent"] < number
        for item in [*case["headings"], *case["mentions"], *case["metrics"]]:
            assert case["start"] <= item["start"] < item["end"] <= case["end"]
            assert item["surface"] == squeeze(text[item["start"] : item["end"]]) != ""
        assert all((m["value"] is None) == m["redacted"] for m in case["metrics"])
    cases = [(case["start"], case["end"]) for case in printed["cases"]]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(cases))
    facts = facts_of(annotation)
    for relation in facts.relations:
        assert relation.evidence or relation.data.get("reason")
        assert all(0 <= a < b <= len(text) for a, b in relation.evidence)
    for passage in passages(annotation):
        assert squeeze(text[passage.start : passage.end])
    assert to_json(annotate(report_of(raw))) == printed


SETTINGS = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@SETTINGS
@given(data=st.data(), form=st.sampled_from(["txt", "txt", "md"]))
def test_spoiled_sample_texts(data, form, sentences):
    check(data.draw(spoiled(sentences)), form)


@SETTINGS
@given(text=st.text(max_size=200), form=st.sampled_from(["txt", "md"]))
def test_any_text_at_all(text, form):
    check(text, form)


GRAMMAR = (
    "一二三十百万亿、（）.1290%xX×+＋—-“”‘’《》是第年个名户元亩村镇县区市省委"
    "党支部合作社工程行动机制获评全国先进文明 \n，。；：#*>"
)


@SETTINGS
@given(text=st.text(alphabet=GRAMMAR, max_size=120), form=st.sampled_from(["txt", "md"]))
def test_texts_of_the_characters_that_the_rules_look_for(text, form):
    check(text, form)


@pytest.mark.parametrize(
    "text",
    [
        "①一\n②二\n",
        "²",
        "1²亩",
        "第²期",
        "（²）",
        "一" * 5000,
        "“" * 500,
        "+" * 500,
        "x" * 2000,
        "1" * 400 + "亩",
        "1" * 400 + "万元",
        "一、" * 500,
        "#" * 300,
        "\n" * 500 + "a",
        "a" + "\x00" * 50,
        "十" * 300 + "元",
        "亿" * 60 + "元",
        "0分之一",
        "1/0",
        "一百分之零",
        "９９９,９９９,９９９亿元",
        "1-" * 300,
        "1、" * 300,
    ],
)
def test_extremes(text):
    check(text, "txt")


@pytest.mark.parametrize(
    "unit",
    [
        "一是做好，",
        "“党支部+合作社”",
        "1.2万元、",
        "徐州市",
        "《办法》",
        "xx区",
        "（一）",
        "1+1+",
        "全国文明村、",
        "比上年增长",
        "2020年",
        "针对",
        "的",
        "党委—",
    ],
)
def test_time_grows_with_the_text_not_with_its_square(unit):
    import time

    def cost(size):
        text = (unit * (size // len(unit) + 1))[:size]
        best = float("inf")
        for _ in range(2):
            begin = time.perf_counter()
            annotate(report_of(RawText("made.txt", text, "txt", "utf-8", "0" * 64)))
            best = min(best, time.perf_counter() - begin)
        return best

    cost(1000)
    assert cost(16_000) < 20 * cost(2000) + 0.3
