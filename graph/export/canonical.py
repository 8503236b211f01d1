"""The canonical export: two equal graphs give equal bytes.

Invariant: one JSON object a line, nodes by label and key, edges by type, ends and discriminator, keys of objects
sorted; only what the model declares as a property of the thing itself, nothing of the run or the store.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from graph.file import replacing
from graph.model import EDGES, NODES, columns, edge_type, label

if TYPE_CHECKING:
    from graph.store import Store


def elements(store: "Store") -> Iterator[dict[str, Any]]:
    """Every node, then every edge, in canonical order: ``{"label", "key", …}`` and ``{"type", "start", "end", …}``."""
    for node in NODES:
        name, wanted = label(node), columns(node, canonical=True)
        for key, properties in store.stream(f"MATCH (n:{name}) RETURN n.key AS key, properties(n) AS p ORDER BY key"):
            yield {"label": name, "key": key} | {k: v for k, v in properties.items() if k in wanted}
    for edge in EDGES:
        name, wanted = edge_type(edge), columns(edge, canonical=True)
        for start, end in edge.ends:
            found = store.stream(
                f"MATCH (a:{label(start)})-[r:{name}]->(b:{label(end)}) "
                "RETURN a.key AS start, b.key AS end, properties(r) AS p ORDER BY start, end"
            )
            for one in _settled(found, edge.discriminator):
                yield {"type": name, "start": one[0], "end": one[1]} | {k: v for k, v in one[2].items() if k in wanted}


def gathered(store: "Store") -> tuple[dict[str, dict[str, Any]], dict[str, list[dict[str, Any]]]]:
    """All of it in memory, for formats that nest: nodes by key, edges by type."""
    nodes: dict[str, dict[str, Any]] = {}
    edges: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for element in elements(store):
        if "label" in element:
            nodes[element["key"]] = element
        else:
            edges[element["type"]].append(element)
    return nodes, edges


def _settled(found: Iterator[tuple[Any, ...]], by: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Edges in order of ends, those between the same ends in order of their discriminator."""
    group: list[tuple[Any, ...]] = []
    for row in found:
        if group and group[0][:2] != row[:2]:
            yield from sorted(group, key=lambda r: [str(r[2].get(name, "")) for name in by])
            group = []
        group.append(row)
    yield from sorted(group, key=lambda r: [str(r[2].get(name, "")) for name in by])


def write_jsonl(store: "Store", path: Path) -> int:
    """Write the canonical export; returns the number of lines."""
    count = 0
    with replacing(path) as out:
        for element in elements(store):
            out.write(orjson.dumps(element, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE))
            count += 1
    return count
