"""Everything that the script needs to know about one picture, as plain data.

Invariant: equal pictures give equal data; text is carried as it is and never joined to markup.
"""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graph.viewer.arrange import kind_of
from graph.viewer.page import part
from graph.viewer.payload import Row, tables

if TYPE_CHECKING:
    from graph.viewer.viewer import Viewer

LOOK: dict[str, Any] = json.loads(part("look.json"))
"""How kinds of nodes and edges look: colours of both schemes, shape, dash, names in both languages."""


def data_of(viewer: "Viewer") -> Row:
    """The data of a picture that is drawn in full."""
    found = viewer.layout()
    nodes = [
        node_row(node, float(x), float(y), int(c))
        for node, (x, y), c in zip(viewer.nodes, found.points, found.community, strict=True)
    ]
    data, place = tables(nodes, _edge_rows(viewer.edges), tuple(LOOK["nodes"]), tuple(LOOK["edges"]))
    data["circles"] = [[round(c.x), round(c.y), round(c.radius)] for c in found.circles]
    data["years"] = [[round(x), words] for x, words in found.years]
    data["links"], data["bundles"] = [], []
    return data | frame(viewer, place)


def frame(viewer: "Viewer", place: dict[Any, int]) -> Row:
    """What surrounds the tables: words, looks, where the page starts. ``place`` is the row of each node id."""
    keys = sorted(place, key=lambda key: place[key])
    return {
        "title": viewer.heading,
        "home": viewer.home,
        "look": LOOK,
        "words": json.loads(part("words.json")),
        "measures": {name: [values.get(key) for key in keys] for name, values in viewer.measures.items()},
        "start": {
            "language": viewer.language,
            "hidden": viewer.hidden,
            "colour": viewer.colour,
            "size": viewer.sizing,
            "focus": place.get(viewer.focus, -1),
            "second": place.get(viewer.second, -1),
        },
        "story": [
            {
                "title": str(step.get("title", "")),
                "caption": str(step.get("caption", "")),
                "nodes": sorted(place[n] for n in step.get("nodes", ()) if n in place),
            }
            for step in viewer.story
        ],
    }


def node_row(node: Row, x: float, y: float, community: int) -> Row:
    """A node as the tables take it."""
    note = {"note": str(node["title"])} if node.get("title") else {}
    return {
        "id": node["id"],
        "name": str(node["label"]),
        "kind": kind_of(node),
        "x": x,
        "y": y,
        "community": community,
        "properties": {**note, **node.get("properties", {})},
    }


def _edge_rows(edges: Sequence[Row]) -> list[Row]:
    rows = []
    for e in edges:
        note = {"note": str(e["title"])} if e.get("title") else {}
        kind = str(e.get("kind") or e.get("label") or "LINK")
        rows.append({"from": e["from"], "to": e["to"], "kind": kind, "properties": {**note, **e.get("properties", {})}})
    return rows
