"""Everything that the script needs to know about one picture, as plain data.

Invariant: equal pictures give equal data; text is carried as it is and never joined to markup.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graph.viewer.arrange import kind_of
from graph.viewer.cut import AT_MEETING
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
    data, place = tables(nodes, edge_rows(viewer.edges, viewer.node_map), tuple(LOOK["nodes"]), tuple(LOOK["edges"]))
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
        "circle": [viewer.circles.get(key, -1) for key in keys] if viewer.circles else [],
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


def edge_rows(edges: Sequence[Row], nodes: Mapping[Any, Row]) -> list[Row]:
    """Edges as the tables take them.

    A sighting that says no more than an edge at a meeting (the same report, sentence and post) keeps its ends only:
    the script reads the rest off that edge.
    """
    said: dict[tuple[Any, str], list[Mapping[str, Any]]] = defaultdict(list)
    for e in edges:
        if e.get("kind") in AT_MEETING:
            own = e.get("properties", {})
            for report in own.get("reports") or ():
                said[e["from"], report].append({**own, "date": nodes[e["to"]].get("properties", {}).get("date")})
    rows = []
    for e in edges:
        kind = str(e.get("kind") or e.get("label") or "LINK")
        own = e.get("properties", {})
        if e.get("title"):
            own = {"note": str(e["title"]), **own}
        if kind == "REPORTS":
            own = _sighting(own, e, nodes, said)
        rows.append({"from": e["from"], "to": e["to"], "kind": kind, "properties": own})
    return rows


def _sighting(
    own: Mapping[str, Any],
    edge: Row,
    nodes: Mapping[Any, Row],
    said: Mapping[tuple[Any, str], Sequence[Mapping[str, Any]]],
) -> Mapping[str, Any]:
    report = nodes[edge["from"]].get("properties", {}).get("id") or edge["from"]
    left_out = {"name"} if own.get("name") == nodes[edge["to"]]["label"] else set()
    told = [t for t in said.get((edge["to"], report), ()) if t.get("sentence") == own.get("sentence")]
    if told and set(own.get("posts") or ()) <= {t.get("title") for t in told}:
        left_out |= {"posts", "sentence"}
        left_out |= {"date"} if own.get("date") == told[0]["date"] else set()
    return {k: v for k, v in own.items() if k not in left_out}
