"""The graph as networkx sees it, built from the store: a MultiDiGraph with evidence on every edge.

Besides what the store holds it carries what follows from it: model EXTENDS model (chain algebra).
"""

from itertools import pairwise, permutations
from typing import Any

import networkx as nx

from graph.roles import extends, same_roles
from graph.store import Store


def network(store: Store) -> "nx.MultiDiGraph[str]":
    """Give the library's graph; nodes carry kind and name, edges predicate, report, inferred and evidence."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in store.rows("SELECT id, kind, name, data FROM entity ORDER BY id"):
        graph.add_node(
            row["id"], kind=row["kind"], name=row["name"], **{f"data_{k}": v for k, v in row["data"].items()}
        )
    evidence: dict[int, list[tuple[int, int]]] = {}
    for row in store.rows("SELECT relation, start, end FROM evidence ORDER BY relation, start"):
        evidence.setdefault(row["relation"], []).append((row["start"], row["end"]))
    for row in store.rows("SELECT id, subject, predicate, object, report, inferred, data FROM relation ORDER BY id"):
        graph.add_edge(
            row["subject"],
            row["object"],
            key=f"{row['predicate']}@{row['report']}",
            predicate=row["predicate"],
            report=row["report"],
            inferred=bool(row["inferred"]),
            evidence=evidence.get(row["id"], []),
            **{f"data_{k}": v for k, v in row["data"].items()},
        )
    _chains(graph)
    return graph


def _chains(graph: "nx.MultiDiGraph[str]") -> None:
    models = [
        (node, tuple(data["data_roles"])) for node, data in graph.nodes(data=True) if data.get("data_kind") == "chain"
    ]
    for (one, longer), (other, shorter) in permutations(models, 2):
        reason = (
            "含其全部角色且次序一致"
            if extends(longer, shorter)
            else "角色相同而次序不同"
            if same_roles(longer, shorter)
            else ""
        )
        if reason:
            predicate = "EXTENDS" if len(longer) > len(shorter) else "REORDERS"
            graph.add_edge(
                one,
                other,
                key=predicate,
                predicate=predicate,
                report="",
                inferred=True,
                evidence=[],
                data_reason=reason,
            )


def neighbours(graph: "nx.MultiDiGraph[str]", node: str) -> list[dict[str, Any]]:
    """Give the edges at a node, both directions, in a fixed order."""
    # A loop is among the outgoing edges already.
    into = [(s, t, d) for s, t, d in graph.in_edges(node, data=True) if s != node]
    out = [(s, t, d) for s, t, d in graph.out_edges(node, data=True)] + into
    edges = [
        {
            "subject": s,
            "subject_name": graph.nodes[s]["name"],
            "predicate": d["predicate"],
            "object": t,
            "object_name": graph.nodes[t]["name"],
            "report": d["report"] or None,
            "inferred": d["inferred"],
            "evidence": [list(span) for span in d["evidence"]],
        }
        for s, t, d in out
    ]
    return sorted(edges, key=lambda e: (e["predicate"], e["subject"], e["object"], e["report"] or ""))


def path(graph: "nx.MultiDiGraph[str]", start: str, goal: str) -> list[dict[str, Any]]:
    """Give a shortest path between two nodes as a list of edges, directions aside; empty where there is none."""
    ways = graph.to_undirected(as_view=True)
    if not nx.has_path(ways, start, goal):
        return []
    nodes = min(nx.all_shortest_paths(ways, start, goal))
    steps = []
    for one, other in pairwise(nodes):
        edges = [e for e in neighbours(graph, one) if {e["subject"], e["object"]} == {one, other}]
        steps.append(edges[0])
    return steps
