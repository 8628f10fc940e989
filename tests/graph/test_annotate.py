"""Annotate: the guide's format, raw offsets, and the region of every sample case."""

import json

import pytest

from graph.annotate import annotate, squeeze, to_json
from graph.schema import MENTION_TYPES
from ingest.formats import read_bytes
from ingest.read import report_of

CASE = {"title", "start", "end", "region", "author", "date", "headings", "mentions", "metrics"}
HEADING = {"level", "start", "end", "surface", "parent"}
MENTION = {"type", "start", "end", "surface", "norm"}
METRIC = {
    "start",
    "end",
    "surface",
    "value",
    "unit",
    "indicator",
    "qualifier",
    "kind",
    "high",
    "time",
    "region",
    "redacted",
}
LEVELS = {"province", "city", "county", "town", "village"}


def printed(text, name="made.txt"):
    return to_json(annotate(report_of(read_bytes(text.encode(), name))))


@pytest.fixture(scope="module")
def samples(annotated):
    return {name: to_json(annotation) for name, annotation in annotated.items()}


def items(sample):
    for case in sample["cases"]:
        yield from case["headings"]
        yield from case["mentions"]
        yield from case["metrics"]


def test_the_shape_of_the_guide(samples):
    for sample in samples.values():
        assert set(sample) == {"file", "cases"}
        for case in sample["cases"]:
            assert set(case) >= CASE
            assert set(case["region"]) >= {"name", "code", "redacted"}
            assert all(set(h) == HEADING and h["level"] in {1, 2, 3} for h in case["headings"])
            assert all(set(m) >= MENTION and m["type"] in MENTION_TYPES for m in case["mentions"])
            assert all(set(m) >= METRIC for m in case["metrics"])


def test_the_fields_of_each_type(samples):
    for sample in samples.values():
        for case in sample["cases"]:
            for mention in case["mentions"]:
                if mention["type"] == "region":
                    assert mention["level"] in LEVELS
                    assert mention["code"] is None or (len(mention["code"]) == 6 and mention["code"].isdigit())
                elif mention["type"] == "model":
                    assert mention["kind"] in {"chain", "open", "numeric"}
                    assert mention["components"]
                    assert all(isinstance(part, str) and part for part in mention["components"])
                else:
                    assert mention["norm"].strip()
            for metric in case["metrics"]:
                assert metric["kind"] in {"level", "change", "share", "standard"}
                assert metric["qualifier"] in {None, "approx", "at_least", "at_most", "range"}
                assert (metric["qualifier"] == "range") == (metric["high"] is not None)


def test_every_span_slices_back_to_its_surface(samples, annotated):
    for name, sample in samples.items():
        text = annotated[name].report.raw.text
        for case in sample["cases"]:
            for item in [*case["headings"], *case["mentions"], *case["metrics"]]:
                assert case["start"] <= item["start"] < item["end"] <= case["end"]
                assert squeeze(text[item["start"] : item["end"]]) == item["surface"] != ""


def test_parents_point_at_earlier_headings_of_a_higher_level(samples):
    for sample in samples.values():
        for case in sample["cases"]:
            for number, heading in enumerate(case["headings"]):
                if heading["parent"] is not None:
                    assert heading["parent"] < number
                    assert case["headings"][heading["parent"]]["level"] < heading["level"]


def test_mentions_come_in_text_order(samples):
    for sample in samples.values():
        for case in sample["cases"]:
            places = [(m["start"], m["end"]) for m in case["mentions"]]
            assert places == sorted(places)


def test_it_is_json(samples):
    for sample in samples.values():
        assert json.loads(json.dumps(sample, ensure_ascii=False, allow_nan=False)) == sample


def test_every_sample_case_is_about_the_region_that_its_list_names(samples, sources):
    found = {
        (entry["file"], i): case["region"]
        for entry in sources
        for i, case in enumerate(samples[entry["file"]]["cases"])
    }
    wanted = {(entry["file"], i): case for entry in sources for i, case in enumerate(entry["cases"])}
    assert {key: region["code"] for key, region in found.items()} == {key: case["code"] for key, case in wanted.items()}
    assert {key: region["full_name"] for key, region in found.items()} == {
        key: case["region"] for key, case in wanted.items()
    }
    assert not any(region["inferred"] or region["redacted"] for region in found.values())


def test_a_masked_county_is_inferred_from_its_towns_and_says_so():
    found = printed(
        "党建引领山乡振兴的三条路径\n近年来，xx区坚持党建引领。高虹镇组建联盟，昌化镇白牛村发展电商，太湖源镇成立支部，"
        "天目山镇开展结对，板桥镇上田村传家风。\n各镇的做法都见了成效。\n"
    )
    region = found["cases"][0]["region"]
    assert (region["code"], region["inferred"], region["redacted"]) == ("330112", True, True)
    assert region["reasons"]
    assert 0.5 < region["confidence"] < 1


def test_too_little_evidence_stays_unknown():
    region = printed("建强支部的三条路径\n近年来，xx区坚持党建引领，走出了新路，干部群众都说好。\n")["cases"][0][
        "region"
    ]
    assert (region["name"], region["code"], region["inferred"]) == (None, None, False)


def test_a_place_inside_a_sentence_goes_to_its_figures():
    found = printed("贾汪区的做法\n江苏省徐州市贾汪区发展草莓。潘安湖街道马庄村种了30亩草莓。全区共有草莓500亩。\n")
    assert [(m["surface"], m["region"]) for m in found["cases"][0]["metrics"]] == [("30亩", "马庄村"), ("500亩", None)]


def test_a_number_in_the_name_of_a_place_counts_nothing():
    found = printed("腾冲的做法\n云南省腾冲市清水镇三家村建成凉亭三座。\n")
    assert [m["surface"] for m in found["cases"][0]["metrics"]] == ["三座"]


def test_a_mention_broken_over_lines_keeps_the_break_inside_its_span():
    text = "\n".join(
        [
            "　　柳溪县把建强支部放在前头，全县十二个乡镇同时推开，推行“党支部＋合",
            "作社＋农户”模式，先在三个村里试，再到二十个村里推，一共带动了1",
            "200户，干部跑得勤，群众看得见，大家都说这条路走对了，还要接着往前",
            "走下去，把产业做大，把队伍建强，把村子管好，让日子过得更加红火，让",
            "村里的老人孩子都能过上好日子，账上有了余钱，说话办事才更有底气。",
        ]
    )
    (case,) = printed(text)["cases"]
    model = next(m for m in case["mentions"] if m["type"] == "model")
    assert text[model["start"] : model["end"]] == "党支部＋合\n作社＋农户"
    assert (model["surface"], model["norm"]) == ("党支部＋合作社＋农户", "党支部+合作社+农户")
    figure = next(m for m in case["metrics"] if m["unit"] == "户")
    assert (figure["surface"], figure["value"]) == ("1200户", 1200)
    assert text[figure["start"] : figure["end"]] == "1\n200户"


def test_annotating_twice_gives_the_same(corpus):
    from ingest.read import read_report

    once, again = (to_json(annotate(read_report(corpus / "taibai-longxian.docx"))) for _ in range(2))
    assert once == again


def test_the_spacy_doc_holds_the_same_spans(corpus):
    from graph.pipeline import pipeline

    text = "柳溪县推行“党支部+合作社”模式，带动30户。"
    doc = pipeline()(text)
    assert doc.text == text
    assert [(s.start_char, s.end_char) for s in doc.spans["model"]] == [
        (m.start, m.end) for m in doc.user_data["mentions"] if m.type == "model"
    ]
    assert [s.text for s in doc.spans["figure"]] == ["30户"]


def test_the_pipeline_has_every_extractor():
    from graph.extract import extractors
    from graph.pipeline import pipeline

    assert pipeline().pipe_names == [*(f"jingwei_{kind}" for kind in extractors()), "jingwei_tagger", "jingwei_figures"]


def test_a_question_goes_through_the_same_functions():
    from graph.extract import extract

    text = "江苏徐州贾汪区推行“党支部+合作社”模式种草莓"
    assert {(m.type, m.norm) for m in extract(text)} >= {
        ("region", "贾汪区"),
        ("model", "党支部+合作社"),
        ("industry", "草莓"),
    }


def test_a_county_that_only_a_body_in_the_opening_tells_is_inferred():
    text = (
        "合作社带出致富路\n——吉林省梨树县凤凰山农机农民专业合作社典型案例\n合作社现有成员176户，经营土地1.35万亩。"
        + "社员增收。" * 30
    )
    (case,) = annotate(report_of(read_bytes(text.encode(), "made.txt"))).cases
    assert (case.region.code, case.region.inferred) == ("220322", True)
    assert "吉林省梨树县" in case.region.reasons[0]


def test_the_numbers_of_a_chain_are_its_name():
    text = (
        "实行“1名科级领导+1名帮扶干部+1名网格员”包联，全省打造1300个互联网+农业示范基地，保底租金每亩30元。"
        + "村民增收。" * 30
    )
    (case,) = annotate(report_of(read_bytes(text.encode(), "made.txt"))).cases
    assert [f.value for f in case.figures] == [1300, 30]
