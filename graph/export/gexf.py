"""GEXF 1.3, for Gephi: nodes and edges with their dates, so that Gephi's timeline can play them.

Invariant: written by networkx with the namespace that networkx itself reads back; lists and forbidden characters as in
GraphML.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

from graph.export.graphml import whole
from graph.export.plain import plain
from graph.file import replacing

if TYPE_CHECKING:
    from graph.store import Store


def write_gexf(store: "Store", path: Path) -> int:
    """Write the whole graph as GEXF; ``name`` becomes Gephi's label. Returns the number of nodes and edges."""
    network = whole(store)
    out = nx.MultiDiGraph()
    for key, data in network.nodes(data=True):
        kind = data["label"]
        # GEXF has an id of its own: that of a report is kept beside it.
        kept = {"report_id" if k == "id" else k: plain(v) for k, v in data.items() if k != "label"}
        out.add_node(
            plain(key), label=str(kept.get("name") or kept.get("title") or plain(key)), node_label=kind, **kept
        )
    for n, (start, end, data) in enumerate(network.edges(data=True)):
        kept = {k: plain(v) for k, v in data.items() if k not in ("type", "start", "end")}
        out.add_edge(plain(start), plain(end), key=n, id=str(n), edge_type=data["type"], **kept)
    with replacing(path) as file:
        nx.write_gexf(out, file, encoding="utf-8", version="1.2draft")
    return int(out.number_of_nodes() + out.number_of_edges())
