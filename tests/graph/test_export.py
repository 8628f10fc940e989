"""Export: GraphML that networkx reads back, JSON Lines that say the same."""

import io
import json
import subprocess
import sys
import xml.etree.ElementTree as ET

import networkx as nx
import pytest

from ingest.errors import UsageError


@pytest.fixture(scope="module")
def graph(library):
    return library.network()


def test_graphml_is_read_back_whole(library, graph):
    back = nx.read_graphml(io.BytesIO(library.export("graphml").encode()), force_multigraph=True)
    assert set(back.nodes) == set(graph.nodes)
    assert sorted((s, t, k) for s, t, k in back.edges(keys=True)) == sorted(
        (s, t, k) for s, t, k in graph.edges(keys=True)
    )
    for node, data in graph.nodes(data=True):
        assert (back.nodes[node]["kind"], back.nodes[node]["name"]) == (data["kind"], data["name"])
    for subject, target, key, data in graph.edges(keys=True, data=True):
        read = back.edges[subject, target, key]
        assert read["predicate"] == data["predicate"]
        assert json.loads(read["evidence"]) == [list(span) for span in data["evidence"]]


def test_graphml_is_xml_with_directed_edges(library):
    tree = ET.fromstring(library.export("graphml"))
    assert tree.find("{*}graph").get("edgedefault") == "directed"


def test_a_masked_value_is_left_out_of_graphml_not_zero(library, graph):
    back = nx.read_graphml(io.BytesIO(library.export("graphml").encode()), force_multigraph=True)
    for node, data in graph.nodes(data=True):
        if data["kind"] == "metric":
            assert back.nodes[node].get("data_value") == data["data_value"]


def test_json_lines_hold_the_same_graph(library, graph):
    rows = [json.loads(line) for line in library.export("jsonl").splitlines()]
    assert [row["node"] for row in rows if "node" in row] == list(graph.nodes)
    edges = [row for row in rows if "edge" in row]
    assert len(edges) == graph.number_of_edges()
    assert all(row["evidence"] or row["inferred"] for row in edges)


def test_exports_are_the_same_every_time(library):
    assert library.export("jsonl") == library.export("jsonl")
    assert library.export("graphml") == library.export("graphml")


def test_exports_do_not_depend_on_the_process(sample, library):
    code = f"from api.library import Library; import sys; sys.stdout.write(Library({str(sample)!r}).export('graphml'))"
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        )
        assert done.stdout == library.export("graphml")


def test_an_unknown_format_is_named_with_the_known_ones(library):
    with pytest.raises(UsageError) as caught:
        library.export("xlsx")
    assert "graphml" in str(caught.value)
    assert "jsonl" in str(caught.value)


def test_control_characters_in_a_name_do_not_break_the_xml(tmp_path):
    from api.library import Library

    path = tmp_path / "a.txt"
    path.write_text(
        "贾汪区的\x0b做法\n江苏省徐州市贾汪区推行“头\x07雁\x1b放飞”工程，带动30户。\ufffe大家都说好。\n"
        + "干部跑得勤。" * 60,
        "utf-8",
    )
    with Library(tmp_path / "library", create=True) as made:
        summary = made.build([tmp_path / "a.txt"])
        assert not summary.failed
        ET.fromstring(made.export("graphml"))
        made.export("jsonl")
