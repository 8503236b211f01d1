"""GraphML, for networkx, Gephi, yEd and igraph.

Invariant: what GraphML cannot hold is made text the same way everywhere: lists are joined by "; ", characters that XML
forbids are left out.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from graph.export.file import replacing
from graph.export.lists import join_list
from graph.network import full

if TYPE_CHECKING:
    from graph.store import Store

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(value: Any) -> Any:
    """A value as GraphML takes it.

    >>> plain(["甲", "乙\\x01"])
    '甲; 乙'
    """
    if isinstance(value, list | tuple):
        return join_list(str(plain(item)) for item in value)
    return _FORBIDDEN.sub("", value) if isinstance(value, str) else value


def write_graphml(store: "Store", path: Path) -> int:
    """Write the whole graph as GraphML; returns the number of nodes and edges."""
    network = full(store)
    for _, data in network.nodes(data=True):
        data.update({k: plain(v) for k, v in data.items()})
    for _, _, data in network.edges(data=True):
        data.update({k: plain(v) for k, v in data.items()})
    with replacing(path) as out:
        nx.write_graphml(network, out, encoding="utf-8", prettyprint=True)
    return int(network.number_of_nodes() + network.number_of_edges())
