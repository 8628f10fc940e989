"""A Word file with a table and styled headings on the pages: cells stay cells, figures tell their row."""

import csv
import io

import docx
import pytest
from fastapi.testclient import TestClient

from api.http import make_app
from api.library import Library


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    document = docx.Document()
    document.add_heading("陇县：产业带动群众增收", level=0)
    document.add_paragraph("近年来，陕西省宝鸡市陇县发展奶畜产业，各镇情况见下表。")
    told = ["乡镇", "存栏（只）", "东风镇", "12,000", "八渡镇", "8000"]
    table = document.add_table(rows=3, cols=2)
    for cell, words in zip((c for row in table.rows for c in row.cells), told, strict=True):
        cell.text = words
    for heading in ("健全工作机制", "强化要素保障"):
        document.add_heading(heading, level=1)
        document.add_paragraph("县上成立工作专班，每月调度，累计解决问题，群众满意度不断提升。")
    document.save(folder / "report.docx")
    with Library(folder / "library", create=True) as library:
        library.build([folder / "report.docx"])
    return TestClient(make_app(folder / "library"), headers={"accept": "text/html"})


def test_a_case_shows_a_table_and_headings_without_signs(client):
    (case,) = client.get("/v1/cases").json()["items"]
    page = client.get(f"/case/{case['id']}").text
    assert page.count("<td>") >= 6
    assert "<td>乡镇</td>" in page
    assert "# 健全" not in page
    assert "健全工作机制" in page


def test_figures_tell_their_object_and_their_row(client):
    rows = list(csv.DictReader(io.StringIO(client.get("/figures.csv").text.lstrip("\ufeff"))))
    assert [(row["指标"], row["对象"], row["写法"], row["单位"], row["地点"], row["原句"]) for row in rows] == [
        ("存栏", "东风镇", "12,000", "只", "东风镇", "东风镇｜12,000"),
        ("存栏", "八渡镇", "8000", "只", "八渡镇", "八渡镇｜8000"),
    ]
    items = client.get("/v1/metrics", headers={"accept": "application/json"}).json()["items"]
    assert [item["object"] for item in items] == ["东风镇", "八渡镇"]
