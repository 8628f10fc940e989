"""The network: the store's graph with evidence on every edge, chain algebra, neighbours and paths."""

import networkx as nx
import pytest

from graph.annotate import annotate
from graph.facts import facts_of
from graph.network import neighbours, network, path
from graph.store import Store
from ingest.formats import read_bytes
from ingest.read import report_of

TEXTS = [
    "贾汪区的做法\n江苏省徐州市贾汪区推行“党支部+合作社+农户”模式，发展草莓。\n",
    "陇县的做法\n陕西省宝鸡市陇县推行“支部+专业合作社+群众户+电商”模式，发展苹果。\n",
    "太白县的做法\n陕西省宝鸡市太白县推行“合作社+党支部+农户”模式，也推行“党支部+农户”模式。\n",
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("net") / "library.db")
    for number, text in enumerate(TEXTS):
        annotation = annotate(report_of(read_bytes(text.encode(), f"{number}.txt")))
        with store.transaction():
            store.put(annotation, facts_of(annotation))
    yield network(store)
    store.close()


def between(graph, one, other):
    return {data["predicate"] for data in (graph.get_edge_data(one, other) or {}).values()}


def test_it_is_a_multigraph_of_named_things(graph):
    assert isinstance(graph, nx.MultiDiGraph)
    assert all({"kind", "name"} <= set(data) for _, data in graph.nodes(data=True))


def test_every_edge_has_evidence_or_is_inferred(graph):
    assert all(data["evidence"] or data["inferred"] for *_, data in graph.edges(data=True))


def test_a_longer_chain_extends_the_shorter_ones(graph):
    longest, chain, short = "model:党支部+合作社+农户+电商", "model:党支部+合作社+农户", "model:党支部+农户"
    assert between(graph, longest, chain) == {"EXTENDS"}
    assert between(graph, longest, short) == {"EXTENDS"}
    assert between(graph, chain, short) == {"EXTENDS"}
    assert between(graph, short, chain) == set()


def test_the_same_roles_in_another_order_are_reordered_not_extended(graph):
    one, other = "model:党支部+合作社+农户", "model:合作社+党支部+农户"
    assert between(graph, one, other) == {"REORDERS"}
    assert between(graph, other, one) == {"REORDERS"}


def test_two_counties_meet_in_the_roles_that_they_share(graph):
    assert {s for s, _, d in graph.in_edges("role:农户", data=True) if d["predicate"] == "HAS_ROLE"} >= {
        "model:党支部+合作社+农户",
        "model:党支部+合作社+农户+电商",
    }


def test_neighbours_are_both_directions_in_a_fixed_order(graph):
    found = neighbours(graph, "model:党支部+合作社+农户")
    assert {"APPLIES", "HAS_ROLE", "EXTENDS"} <= {edge["predicate"] for edge in found}
    assert found == sorted(found, key=lambda e: (e["predicate"], e["subject"], e["object"], e["report"] or ""))
    assert {edge["subject"] for edge in found} - {"model:党支部+合作社+农户"}
    assert {edge["object"] for edge in found} - {"model:党支部+合作社+农户"}
    assert set(found[0]) == {
        "subject",
        "subject_name",
        "predicate",
        "object",
        "object_name",
        "report",
        "inferred",
        "evidence",
    }


def test_a_lonely_node_has_no_neighbours(graph):
    lonely = graph.copy()
    lonely.add_node("x", kind="role", name="x")
    assert neighbours(lonely, "x") == []


def test_a_path_joins_two_counties_step_by_step(graph):
    steps = path(graph, "region:320305", "region:610327")
    assert steps
    ends = ["region:320305"]
    for step in steps:
        ends.append(step["object"] if step["subject"] == ends[-1] else step["subject"])
        assert {step["subject"], step["object"]} == set(ends[-2:])
    assert ends[-1] == "region:610327"
    assert len(steps) == nx.shortest_path_length(graph.to_undirected(), "region:320305", "region:610327")


def test_a_path_to_itself_and_one_that_is_not_there_have_no_steps(graph):
    assert path(graph, "region:320305", "region:320305") == []
    lonely = graph.copy()
    lonely.add_node("x", kind="role", name="x")
    assert path(lonely, "region:320305", "x") == []


def test_the_same_store_gives_the_same_network(library):
    from graph.network import network as build

    one, other = build(library.store), build(library.store)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))


def test_the_network_has_all_that_the_store_has(library):
    graph = library.network()
    counts = library.store.counts()
    assert graph.number_of_nodes() == counts["entity"]
    stored = [data for *_, data in graph.edges(data=True) if data["predicate"] not in {"EXTENDS", "REORDERS"}]
    assert len(stored) == counts["relation"]


def test_a_place_lies_within_a_larger_one(library):
    """Regression: the chain of ancestors was hung up in reverse, and 江苏省 lay WITHIN 徐州市."""
    size = {"village": 0, "town": 1, "county": 2, "city": 3, "province": 4}
    graph = library.network()
    wrong = [
        (graph.nodes[one]["name"], graph.nodes[other]["name"])
        for one, other, data in graph.edges(data=True)
        if data["predicate"] == "WITHIN"
        and size[graph.nodes[one]["data_level"]] >= size[graph.nodes[other]["data_level"]]
    ]
    assert wrong == []


def test_a_county_lies_within_its_prefecture_and_that_within_its_province(library):
    graph = library.network()
    assert "WITHIN" in between(graph, "region:320305", "region:320300")
    assert "WITHIN" in between(graph, "region:320300", "region:320000")
    assert "WITHIN" not in between(graph, "region:320305", "region:320000")
