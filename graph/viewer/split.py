"""A graph too large for one page: an overview of circles, and a page for each circle.

Invariants. At most ``CIRCLES`` circles; every node that is drawn is in exactly one page as its own, and as a guest in
pages whose members it touches; a page holds the reports that prove its edges. Links are relative, so that file and
folder can move together. A page never holds more nodes than one page can draw.
"""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.analysis.louvain import by_size, louvain
from graph.viewer.arrange import kind_of, symmetric
from graph.viewer.communities import Labels, capped
from graph.viewer.data import LOOK, frame, node_row
from graph.viewer.layout import SPACING, between, circle_centres
from graph.viewer.payload import Row, tables

if TYPE_CHECKING:
    from graph.viewer.viewer import Viewer

CIRCLES = 500
GUESTS = 400
LISTED = ("Official", "Group", "Place")
"""Kinds whose names the overview can find."""


def overview(viewer: "Viewer", path: Path, limit: int) -> tuple[Row, list[tuple[Path, "Viewer"]]]:
    """Data of the overview page, and the viewers of the pages with their paths (in ``<name>_files``)."""
    hidden = set(viewer.hidden)
    order = sorted(viewer.nodes, key=lambda node: (kind_of(node), str(node["id"])))
    drawn = [node for node in order if kind_of(node) not in hidden]
    row = {node["id"]: i for i, node in enumerate(drawn)}
    ends = [(row[e["from"]], row[e["to"]]) for e in viewer.edges if e["from"] in row and e["to"] in row]
    adjacency = symmetric(sorted({(min(a, b), max(a, b)) for a, b in ends if a != b}), len(drawn))
    labels = _circles(capped(adjacency, louvain(adjacency, viewer.seed), limit - GUESTS, seed=viewer.seed), limit)
    sizes = np.bincount(labels)
    radius = SPACING * (0.62 * np.sqrt(sizes) + 2)
    weights = between(adjacency, labels, len(sizes))
    centres = circle_centres(weights, radius, np.random.default_rng(viewer.seed))
    folder = path.with_name(f"{path.stem}_files")
    files = [folder / f"{c + 1:03d}.html" for c in range(len(sizes))]
    degree = np.diff(adjacency.indptr)
    names = [_names(drawn, np.flatnonzero(labels == c), degree) for c in range(len(sizes))]
    listed = [i for i, node in enumerate(drawn) if kind_of(node) in LISTED]
    rows = []
    for i in listed:
        own = drawn[i].get("properties", {})
        few = {k: own[k] for k in ("pinyin", "spelled", "territory", "aliases") if own.get(k)}
        x, y = centres[labels[i]]
        rows.append(node_row({**drawn[i], "properties": few}, float(x), float(y), int(labels[i])))
    data, place = tables(rows, [], tuple(LOOK["nodes"]), tuple(LOOK["edges"]))
    data["circles"] = [[round(x), round(y), round(r)] for (x, y), r in zip(centres.tolist(), radius, strict=True)]
    data["years"] = []
    data["links"] = [
        {"file": f"{folder.name}/{file.name}", "name": names[c][0], "people": names[c][1:], "nodes": int(sizes[c])}
        for c, file in enumerate(files)
    ]
    data["bundles"] = [
        {"a": int(a), "b": int(b), "edges": int(w)}
        for a, b, w in sorted(zip(weights.row, weights.col, weights.data, strict=True))
        if a < b
    ]
    pages = _pages(viewer, drawn, labels, names)
    for page in pages:
        page.home = f"../{path.name}"
    return data | frame(viewer, place), list(zip(files, pages, strict=True))


def _circles(labels: Labels, limit: int) -> Labels:
    """Small communities share a circle, so that there are at most ``CIRCLES`` and no thousand of one node."""
    sizes = np.bincount(labels)
    target = np.arange(len(sizes))
    current, room = -1, 0
    for c in range(len(sizes)):
        if c < CIRCLES // 2 and sizes[c] >= 12:
            continue
        if room < sizes[c]:
            current, room = c, max(int(sizes[c]), min(limit - GUESTS, int(sizes[c:].sum() / (CIRCLES // 2)) + 200))
        target[c] = current
        room -= int(sizes[c])
    return by_size(target[labels])


def _names(drawn: list[Row], members: Any, degree: Any) -> list[str]:
    """What a circle is called: its best connected body or place, then two officials."""
    best = sorted(members, key=lambda i: (-degree[i], i))
    body = next((str(drawn[i]["label"]) for i in best if kind_of(drawn[i]) in ("Group", "Place")), None)
    people = [str(drawn[i]["label"]) for i in best if kind_of(drawn[i]) == "Official"]
    return [body or (people[0] if people else str(drawn[best[0]]["label"])), *people[:2]]


def _pages(viewer: "Viewer", drawn: list[Row], labels: Labels, names: list[list[str]]) -> list["Viewer"]:
    """One viewer for each circle: its members, the guests they touch, and what is beside them."""
    circle = {node["id"]: int(c) for node, c in zip(drawn, labels, strict=True)}
    guests: list[Counter[Any]] = [Counter() for _ in names]
    beside: list[set[Any]] = [set() for _ in names]
    for e in viewer.edges:
        a, b = circle.get(e["from"]), circle.get(e["to"])
        for mine, theirs, other in ((a, b, e["to"]), (b, a, e["from"])):
            if mine is not None and theirs is None:
                beside[mine].add(other)
            elif mine is not None and mine != theirs:
                guests[mine][other] += 1
    shown = []
    for c in range(len(names)):
        best = sorted(guests[c].items(), key=lambda item: (-item[1], str(item[0])))[:GUESTS]
        shown.append({key for key, _ in best} | beside[c])
    for key, c in circle.items():
        shown[c].add(key)
    pages = []
    for c, keys in enumerate(shown):
        page = type(viewer)(
            f"{viewer.heading} · {names[c][0]}", language=viewer.language, hidden=viewer.hidden, colour=viewer.colour,
            size=viewer.sizing, measures=viewer.measures, circles=viewer.circles, seed=viewer.seed,
        )  # fmt: skip
        for key in sorted(keys, key=str):
            node = viewer.node_map[key]
            page.nodes.append(node)
            page.node_ids.append(key)
            page.node_map[key] = node
        pages.append(page)
    for e in viewer.edges:
        for at in {circle.get(e["from"], -1), circle.get(e["to"], -1)} - {-1}:
            if e["from"] in pages[at].node_map and e["to"] in pages[at].node_map:
                pages[at].edges.append(e)
    return pages
