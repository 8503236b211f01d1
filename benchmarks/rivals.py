"""What ours is measured against when loading: the embedded engine's batch importer, and neo4j-graphrag's writer.

Both get their input ready made, in the form that they want; only writing is timed.
"""

import asyncio
from collections.abc import Callable, Iterable
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

from graph.model import EDGES, Edge, Node, edge_type, label
from graph.store import Store

Part = tuple[list[Node], list[Edge]]


def importer(folder: Path, parts: Iterable[Part]) -> Callable[[], int]:
    """The embedded engine's ``graph_batch`` with its own settings, into the closed, empty graph of a folder."""
    import arcadedb  # noqa: PLC0415 - only this way needs it

    vertices: list[tuple[str, list[str], list[dict[str, Any]]]] = []
    edges: list[tuple[str, list[str], list[str], list[dict[str, Any]]]] = []
    for nodes, some in parts:
        by_label: dict[str, list[Node]] = {}
        for node in nodes:
            by_label.setdefault(label(type(node)), []).append(node)
        vertices += [(name, [n.key for n in ns], [n.properties() for n in ns]) for name, ns in by_label.items()]
        by_type: dict[str, list[Edge]] = {}
        for edge in some:
            by_type.setdefault(edge_type(type(edge)), []).append(edge)
        for name, es in by_type.items():
            edges.append((name, [e.start for e in es], [e.end for e in es], [e.properties() for e in es]))

    def work() -> int:
        place: dict[str, str] = {}
        database = arcadedb.open_database(str(folder / "databases" / "kg"))
        for kind in EDGES:
            database.command("sql", f"CREATE EDGE TYPE {edge_type(kind)} IF NOT EXISTS")
        with database.graph_batch() as batch:
            for name, keys, states in vertices:
                place.update(zip(keys, batch.create_vertices(name, states), strict=True))
            for name, starts, ends, states in edges:
                batch.new_edges([place[k] for k in starts], name, [place[k] for k in ends], states)
        database.close()
        return len(place) + sum(len(starts) for _, starts, _, _ in edges)

    return work


def graphrag(store: Store, parts: Iterable[Part]) -> Callable[[], int]:
    """neo4j-graphrag's ``Neo4jWriter`` with its own settings, into an empty server that has APOC.

    Raises ``ImportError`` where the package is not installed.
    """
    writer: Any = import_module("neo4j_graphrag.components.kg_writer")
    types: Any = import_module("neo4j_graphrag.components.types")
    parts = list(parts)
    nodes = [
        types.Neo4jNode(id=n.key, label=label(type(n)), properties=n.properties())
        for n in chain.from_iterable(nodes for nodes, _ in parts)
    ]
    edges = [
        types.Neo4jRelationship(
            start_node_id=e.start, end_node_id=e.end, type=edge_type(type(e)), properties=e.properties()
        )
        for e in chain.from_iterable(some for _, some in parts)
    ]
    graph = types.Neo4jGraph(nodes=nodes, relationships=edges)

    def work() -> int:
        done = asyncio.run(writer.Neo4jWriter(store._driver).run(graph))
        if done.status != "SUCCESS":
            raise RuntimeError(f"Neo4jWriter: {done.metadata}")
        return len(nodes) + len(edges)

    return work
