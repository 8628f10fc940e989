"""The documentation is run: every example of docs/extractors.md gives what it says, every extractor has a section."""

import re
import types
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

from graph import extract, pipeline
from graph.annotate import annotate
from graph.extract import EXTRACTORS
from graph.extract.conditions import find_conditions
from graph.extract.figures import find_figures
from graph.schema import Figure
from graph.tagger.model import tagger
from ingest.read import read_report_bytes

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "extractors.md"
HEAD = "| text | gives |\n|---|---|\n"
NOTHING = "nothing"


@cache
def sections():
    """Give the page's sections by the first word of their heading."""
    parts = re.split(r"(?m)^## ", PAGE.read_text("utf-8"))[1:]
    return {part.split()[0]: part for part in parts}


def examples():
    """Give (kind, text, what the page says it gives)."""
    for kind, section in sections().items():
        for table in section.split(HEAD)[1:]:
            for row in table.split("\n\n")[0].strip().splitlines():
                text, gives = row.strip("|").split(" | ")
                yield kind, text.strip().replace("⏎", "\n"), gives.strip()


def null(value):
    return "null" if value is None else value


def figure(text, f):
    parts = [f"{null(f.value) if f.value is None else f'{f.value:.10g}'} {f.unit} {f.kind}"]
    parts += [f.qualifier] if f.qualifier else []
    parts += [f"high {f.high:.10g}"] if f.high is not None else []
    parts += [f"masked ×{f.scale}"] if f.redacted else []
    return f"{text[f.start : f.end]} → {' '.join(parts)} ｜ {f.indicator}"


def case(region):
    return [f"{region.full_name} {region.code}{' inferred' if region.inferred else ''}"] if region.name else []


SHOWN = {
    "region": lambda m: f"{m.norm} {m.fields['level']} {null(m.fields['code'])}",
    "model": lambda m: f"{m.fields['kind']}: {', '.join(m.fields['components'])}",
    "honour": lambda m: f"{m.norm}, {null(m.fields['level'])}, {null(m.fields['year'])}",
}


def given(kind, text):
    """Run an extractor and show what it gives as the page does."""
    if kind == "figure":
        found = [figure(text, f) for f in find_figures(text)]
    elif kind == "condition":
        found = [text[slice(*span)] for span in find_conditions(text, 0, len(text))]
    elif kind == "tagger":
        mentions = pipeline.pipeline()(text).user_data["mentions"]
        in_order = sorted(mentions, key=lambda m: m.start)
        found = [f"{text[m.start : m.end]} → {m.type}" for m in in_order if m.type in tagger()[0].kinds]
    elif kind in {"outline", "case"}:
        report = read_report_bytes(text.encode(), "example.txt")
        if kind == "case":
            found = [shown for c in annotate(report).cases for shown in case(c.region)]
        else:
            found = [f"{s.level} {s.heading}" for c in report.cases for s in c.sections]
    else:
        show = SHOWN.get(kind, lambda m: m.norm)
        found = [f"{text[m.start : m.end]} → {show(m)}" for m in EXTRACTORS[kind](text)]
    return "；".join(found) or NOTHING


@pytest.mark.parametrize(("kind", "text", "gives"), list(examples()))
def test_an_example_gives_what_the_page_says(kind, text, gives):
    assert given(kind, text) == gives


def test_every_extractor_has_a_section_with_three_examples_and_one_left_alone():
    for kind in [*EXTRACTORS, "figure", "case", "condition", "outline", "tagger"]:
        assert kind in sections(), f"docs/extractors.md has no section on {kind}"
        shown = [gives for name, _, gives in examples() if name == kind]
        assert sum(gives != NOTHING for gives in shown) >= 3, kind
        assert NOTHING in shown, kind


def test_every_field_of_a_figure_is_documented():
    for field in fields(Figure):
        assert field.name in {"start", "end"} or f"`{field.name}`" in sections()["figure"], field.name


def test_the_example_of_an_extractor_of_ones_own_runs(monkeypatch):
    code = re.search(r"```python\n(.*?)```", sections()["Adding"], re.DOTALL)[1]
    module = types.ModuleType("my_package")
    exec(code, module.__dict__)  # the page's own words
    entry = types.SimpleNamespace(name="distance", load=lambda: module.find_distances)
    monkeypatch.setattr(extract, "entry_points", lambda group: [entry] if group == "jingwei.extractors" else [])
    for kept in (extract.extractors, pipeline.pipeline):
        kept.cache_clear()
    try:
        text = "小村距县城18公里，山路难走。"
        mentions = annotate(read_report_bytes(text.encode(), "example.txt")).cases[0].mentions
        assert [(m.norm, text[m.start : m.end]) for m in mentions if m.type == "distance"] == [
            ("18公里", "距县城18公里")
        ]
    finally:
        for kept in (extract.extractors, pipeline.pipeline):
            kept.cache_clear()


@pytest.mark.parametrize("page", ["extractors.md", "peers.md"])
def test_links_of_a_page_lead_somewhere(page):
    text = (ROOT / "docs" / page).read_text("utf-8")
    anchors = {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in re.findall(r"(?m)^#+ (.*)$", text)}
    for link in re.findall(r"\]\(([^)]+)\)", text):
        if link.startswith("#"):
            assert link[1:] in anchors, link
        elif "://" not in link:
            assert (ROOT / "docs" / link.split("#")[0]).exists(), link
