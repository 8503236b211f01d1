"""The graph as networkx objects: everything, or who met whom.

Invariant: edges are read grouped (one row for each node, its edges as a list): a row for each edge would cost four
times as much. Counting all pairs is done here, from one such reading, not in Cypher.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, LiteralString

import networkx as nx
import numpy as np
from scipy import sparse

from graph.model import EDGES, NODES, edge_type, label

if TYPE_CHECKING:
    from graph.store import Store

_PRESENT: LiteralString = (
    "MATCH (o:Official)-[:ATTENDED]->(m:Meeting) "
    "WHERE ($since = '' OR m.date >= $since) AND ($until = '' OR left(m.date, size($until)) <= $until) "
    "RETURN o.key AS official, collect(m.key) AS meetings"
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
    present = dict(store.stream(_PRESENT, since=since, until=until))
    meetings = {key: n for n, key in enumerate(sorted({key for keys in present.values() for key in keys}))}
    officials = sorted(present)
    network = nx.Graph()
    for row in store.read(_NAMES):
        network.add_node(row["key"], name=row["name"], territory=row["territory"])
    network.add_edges_from(
        (officials[a], officials[b], {"weight": weight, "meetings": shared})
        for a, b, weight, shared in _pairs(
            [[meetings[m] for m in present[o]] for o in officials], len(meetings), largest
        )
    )
    return network


def _pairs(attended: list[list[int]], meetings: int, largest: int) -> Iterator[tuple[int, int, float, int]]:
    """Two who met, their weight and how many meetings they shared; from the numbers of the meetings of each."""
    who = np.repeat(np.arange(len(attended)), [len(numbers) for numbers in attended])
    where = np.fromiter((n for numbers in attended for n in numbers), dtype=np.int64, count=len(who))
    there = sparse.csr_matrix((np.ones(len(who)), (who, where)), shape=(len(attended), meetings))
    there.data[:] = 1  # one who is named twice is there once
    size = np.asarray(there.sum(axis=0)).ravel()
    there = there[:, (size >= 2) & (size <= largest)]
    share = sparse.diags_array(1 / (np.asarray(there.sum(axis=0)).ravel() - 1))
    weight, shared = (sparse.triu(m @ there.T, k=1, format="csr") for m in (there @ share, there))
    weight.sort_indices()
    shared.sort_indices()
    rows = np.repeat(np.arange(weight.shape[0]), np.diff(weight.indptr))
    yield from zip(
        rows.tolist(), weight.indices.tolist(), weight.data.tolist(), shared.data.astype(int).tolist(), strict=True
    )
