"""Transfer through the command and through HTTP."""

import asyncio
import json

import httpx
import pytest
from typer.testing import CliRunner

from api.cli import app
from ingest.errors import UsageError

NEED = "村集体怎么增收"


def run(*arguments):
    return CliRunner().invoke(app, ["transfer", *map(str, arguments)])


def post(folder, body):
    """Post to the application itself, without a server."""
    from api.http import make_app

    made = make_app(folder)

    async def work():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=made), base_url="http://test") as client:
            return await client.post("/v1/transfer", json=body)

    try:
        return asyncio.run(work())
    finally:
        made.state.shared.library.close()


def test_json_says_the_four_parts_of_a_practice(sample):
    done = run("--need", NEED, "--words", "喀斯特山地，村级债务", "-l", sample, "--json", "-k", 3)
    assert done.exit_code == 0
    answer = json.loads(done.stdout)
    assert answer["anticipated"]
    assert answer["profile"]["terrain"] == "喀斯特山地"
    assert len(answer["hits"]) == 3
    for hit in answer["hits"]:
        assert hit["verdict"] in {"fits", "adapt", "blocked", "unknown"}
        assert hit["end"] > hit["start"]
        assert {"conditions", "text", "outcomes", "replicability", "reasons", "citation"} <= set(hit)
        assert hit["replicability"]["n_counties"] == 1 + len(hit["replicability"]["counties"])


def test_cards_are_printed(sample):
    done = run("--need", NEED, "--region", "贾汪", "-l", sample, "-k", 2)
    assert done.exit_code == 0
    assert all(word in done.stdout for word in ("条件", "做法", "成效", "可复制性", "预期适配", "推断"))


def test_a_profile_file_and_scenarios(sample, tmp_path):
    county = tmp_path / "county.toml"
    county.write_text('terrain = "牧区"\nresources = "返乡青年"\n', "utf-8")
    assert run("--need", NEED, "--profile", county, "-l", sample).exit_code == 0
    listed = tmp_path / "scenarios.jsonl"
    row = {"id": "S1", "need": NEED, "profile": {"terrain": "牧区"}, "relevant": []}
    listed.write_text(json.dumps(row, ensure_ascii=False) + "\n\n", "utf-8")
    done = run("--from", listed, "-l", sample, "-k", 2)
    assert done.exit_code == 0
    answer = json.loads(done.stdout)
    assert answer["id"] == "S1"
    assert {"file", "start", "end", "verdict"} <= set(answer["hits"][0])


@pytest.mark.parametrize(
    "line", ["{}", "no json", '{"need": 1, "profile": {}}', '{"need": "x", "profile": {"a": "b"}}']
)
def test_a_line_that_is_no_scenario_is_named(sample, tmp_path, line):
    listed = tmp_path / "scenarios.jsonl"
    listed.write_text(line + "\n", "utf-8")
    done = run("--from", listed, "-l", sample)
    assert isinstance(done.exception, UsageError)
    assert "line 1" in str(done.exception)


def test_without_a_county_it_is_an_error(sample):
    assert isinstance(run("--need", NEED, "-l", sample).exception, UsageError)


def test_http_answers_typed_and_like_the_command(sample):
    answer = post(sample, {"need": NEED, "profile": {"terrain": "牧区", "问题": ["负债", "没产业"]}, "k": 2})
    assert answer.status_code == 200
    body = answer.json()
    assert body["profile"]["problem"] == "负债，没产业"
    assert len(body["hits"]) == 2
    assert body["hits"][0]["replicability"]["n_counties"] >= 1


@pytest.mark.parametrize(
    "body",
    [
        {"need": NEED},
        {"need": "", "words": "牧区"},
        {"need": NEED, "region": "无此县"},
        {"need": NEED, "profile": {"colour": "red"}},
        {"need": NEED, "words": "牧区", "k": 0},
        {"words": "牧区"},
    ],
)
def test_http_errors_are_problems(sample, body):
    answer = post(sample, body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
