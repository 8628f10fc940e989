"""Export: the graph as GraphML (Gephi, Cytoscape) or JSON Lines; exporters are registered by name."""

import json
from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points
from io import BytesIO
from typing import Any

import networkx as nx

from graph.network import network
from graph.store import Store

Exporter = Callable[[Store], str]


def _flat(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Give a value that GraphML can hold: text, number or truth; nothing for None."""
    return value if isinstance(value, str | int | float | bool) else json.dumps(value, ensure_ascii=False)


def graphml(store: Store) -> str:
    """Give the graph as GraphML; every edge carries its evidence as JSON [[start, end], …]."""
    graph = network(store)
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        plain.add_node(node, **{k: _flat(v) for k, v in data.items() if v is not None})
    for subject, target, key, data in graph.edges(keys=True, data=True):
        plain.add_edge(subject, target, key=key, **{k: _flat(v) for k, v in data.items() if v is not None})
    buffer = BytesIO()
    nx.write_graphml(plain, buffer, encoding="utf-8", named_key_ids=True)
    return buffer.getvalue().decode("utf-8")


def jsonl(store: Store) -> str:
    """Give nodes, then edges, one JSON object a line, keys "node" or "edge"."""
    graph = network(store)
    lines = [
        json.dumps({"node": node, **data}, ensure_ascii=False, sort_keys=True) for node, data in graph.nodes(data=True)
    ]
    lines += [
        json.dumps({"edge": [subject, target], **data}, ensure_ascii=False, sort_keys=True)
        for subject, target, data in graph.edges(data=True)
    ]
    return "\n".join(lines) + "\n"


EXPORTERS: dict[str, Exporter] = {"graphml": graphml, "jsonl": jsonl}


@cache
def exporters() -> dict[str, Exporter]:
    """Give the exporters, those of installed packages (entry point group `jingwei.exporters`) included."""
    return EXPORTERS | {e.name: e.load() for e in sorted(entry_points(group="jingwei.exporters"), key=lambda e: e.name)}
