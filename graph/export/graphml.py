"""GraphML, for networkx, Gephi, yEd and igraph.

Invariant: what GraphML cannot hold is made text the same way everywhere (``plain``), so that an import gets it back.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from graph.export.plain import plain
from graph.file import replacing
from graph.network import full

if TYPE_CHECKING:
    from graph.store import Store


def whole(store: "Store") -> Any:
    """The whole graph as ``graph.network.full`` gives it, with the records of the reports."""
    network = full(store)
    for key, record in store.stream("MATCH (r:Report) WHERE r.record IS NOT NULL RETURN r.key, r.record"):
        network.nodes[key]["record"] = record
    return network


def write_graphml(store: "Store", path: Path) -> int:
    """Write the whole graph as GraphML; returns the number of nodes and edges."""
    network = whole(store)
    out = nx.MultiDiGraph()
    for key, data in network.nodes(data=True):
        out.add_node(plain(key), **{k: plain(v) for k, v in data.items()})
    for start, end, data in network.edges(data=True):
        out.add_edge(plain(start), plain(end), **{k: plain(v) for k, v in data.items()})
    with replacing(path) as file:
        nx.write_graphml(out, file, encoding="utf-8", prettyprint=True)
    return int(out.number_of_nodes() + out.number_of_edges())
