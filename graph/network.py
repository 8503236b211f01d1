"""The graph as networkx objects: everything, or who met whom.

Invariant: edges are read grouped (one row for each node, its edges as a list): a row for each edge would cost four
times as much. Counting all pairs is done here, from one such reading, not in Cypher.
"""

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any, LiteralString

import networkx as nx

from graph.model import EDGES, NODES, edge_type, label

if TYPE_CHECKING:
    from graph.store import Store

_PRESENT: LiteralString = (
    "MATCH (o:Official)-[:ATTENDED]->(m:Meeting) "
    "WHERE ($since = '' OR m.date >= $since) AND ($until = '' OR left(m.date, size($until)) <= $until) "
    "RETURN m.key AS meeting, m.date AS date, collect(o.key) AS officials ORDER BY meeting"
)
_NAMES: LiteralString = "MATCH (o:Official) RETURN o.key AS key, o.name AS name, o.territory AS territory"


def full(store: "Store") -> Any:
    """The whole graph as a ``networkx.MultiDiGraph``.

    Node ids are keys; nodes carry their properties and ``label``, edges theirs and ``type``. Records and the journal
    stay in the store.
    """
    network = nx.MultiDiGraph()
    for node in NODES:
        name = label(node)
        for key, properties in store.stream(f"MATCH (n:{name}) RETURN n.key AS key, properties(n) AS p ORDER BY key"):
            kept = {k: v for k, v in properties.items() if k not in ("key", "record")}
            network.add_node(key, label=name, **kept)
    for edge in EDGES:
        name = edge_type(edge)
        for start, end in edge.ends:
            found = store.stream(
                f"MATCH (a:{label(start)})-[r:{name}]->(b:{label(end)}) "
                "RETURN a.key AS start, collect([b.key, properties(r)]) AS edges ORDER BY start"
            )
            for key, edges in found:
                for other, properties in sorted(edges, key=lambda e: (e[0], str(e[1].get("sighting", "")))):
                    network.add_edge(key, other, type=name, **properties)
    return network


def co_attendance(store: "Store", *, since: str = "", until: str = "", largest: int = 60) -> Any:
    """Who met whom, as an undirected ``networkx.Graph`` of officials.

    An edge carries ``meetings`` (how many were shared) and ``weight``: each shared meeting of k officials adds 1/(k-1),
    so that a rally of 300 does not drown a meeting of 7 (Newman 2001, *Scientific collaboration networks II*). Meetings
    of more than ``largest`` officials are left out. ``since`` and ``until`` are ISO prefixes; undated meetings count
    only where neither is given.
    """
    weight: dict[tuple[str, str], float] = defaultdict(float)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for row in store.read(_PRESENT, since=since, until=until):
        present = sorted(set(row["officials"]))
        if 2 <= len(present) <= largest:
            for pair in combinations(present, 2):
                weight[pair] += 1 / (len(present) - 1)
                shared[pair] += 1
    network = nx.Graph()
    for row in store.read(_NAMES):
        network.add_node(row["key"], name=row["name"], territory=row["territory"])
    for (a, b), value in sorted(weight.items()):
        network.add_edge(a, b, weight=value, meetings=shared[a, b])
    return network
