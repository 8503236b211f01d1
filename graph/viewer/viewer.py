"""The viewer: a pyvis ``Network`` that writes one offline file and keeps everything that it is given.

Invariants. Both edges of a pair are kept; positions are computed here, physics is off; nothing in the file comes from
outside; the same nodes and edges give the same bytes. pyvis's calls work (``add_node``, ``add_edge``, ``nodes``,
``edges``, ``write_html``), so that any pyvis graph can be opened with it.
"""

import json
import os
import webbrowser
from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import Any

import networkx as nx
import numpy as np
from pyvis.network import Network
from scipy import sparse

from graph.errors import InputError
from graph.viewer.layout import Layout, aligned, circles_of, two_level
from graph.viewer.page import page, part, script, style, vis_network, write
from graph.viewer.payload import Row, packed, tables

LOOK: dict[str, Any] = json.loads(part("look.json"))
"""How kinds of nodes and edges look: colours of both schemes, shape, dash, names in both languages."""

PYVIS_SHAPES = {"circle": "dot", "page": "square"}


class Viewer(Network):  # type: ignore[misc]  # pyvis carries no types
    """A picture of a graph, made to be written as one HTML file.

    ``title`` heads the page. ``language`` is ``"en"`` or ``"zh"``: where the page starts; the reader can switch.
    ``hidden`` names kinds of nodes or edges that are switched off at first. ``colour`` is ``"type"`` or
    ``"community"``; ``size`` is ``"degree"``, ``"reports"`` or the name of a measure. ``focus`` (and ``second``) are
    ids selected at first. ``measures`` maps a name to a number per node id. ``story`` is a list of steps
    (see ``graph.viewer.story``). ``positions`` are positions of an earlier picture: the new one is turned to them.

    >>> viewer = Viewer("Example")
    >>> viewer.add_node("a", label="区委"); viewer.add_node("b", label="常委会会议")
    >>> viewer.add_edge("a", "b"); viewer.add_edge("a", "b", kind="CONVENED")
    >>> viewer.num_edges(), viewer.generate_html() == viewer.generate_html()
    (2, True)
    """

    def __init__(
        self,
        title: str = "",
        *,
        language: str = "en",
        hidden: Collection[str] = ("Report",),
        colour: str = "type",
        size: str = "degree",
        focus: object = None,
        second: object = None,
        measures: Mapping[str, Mapping[Any, float]] | None = None,
        story: Sequence[Mapping[str, Any]] = (),
        positions: Mapping[Any, tuple[float, float]] | None = None,
        seed: int = 0,
    ) -> None:
        super().__init__(height="100vh", width="100%", directed=True, heading=title, cdn_resources="in_line")
        if language not in ("en", "zh"):
            raise InputError(f"language {language!r}: give 'en' or 'zh'")
        self.language = language
        self.hidden = sorted(hidden)
        self.colour = colour
        self.sizing = size
        self.focus = focus
        self.second = second
        self.measures = {name: dict(values) for name, values in sorted((measures or {}).items())}
        self.story = [dict(step) for step in story]
        self.positions = dict(positions or {})
        self.seed = seed
        self.links: list[dict[str, Any]] = []
        self.options = {"physics": {"enabled": False}}  # a dict: pyvis's own option object strips spaces in strings

    # -------------------------------------------------------------------------------------------- pyvis's own calls

    def add_node(self, n_id: Any, label: str | None = None, shape: str = "dot", color: str = "", **more: Any) -> None:
        """Add a node as pyvis does; ``kind`` (Official, Meeting…) and ``properties`` say more about it."""
        if n_id in self.node_map:
            return
        node = {"id": n_id, "label": str(n_id) if label is None else str(label), "shape": shape, **more}
        if color:
            node["color"] = color
        self.nodes.append(node)
        self.node_ids.append(n_id)
        self.node_map[n_id] = node

    def add_edge(self, source: Any, to: Any, **options: Any) -> None:
        """Add an edge; a second one between the same nodes is kept."""
        missing = [n for n in (source, to) if n not in self.node_map]
        if missing:
            raise InputError(f"edge {source!r} -> {to!r}: no node {', '.join(map(repr, missing))}; add_node it first")
        self.edges.append({"from": source, "to": to, "arrows": "to", **options})

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The whole page as text; the arguments are pyvis's and change nothing here."""
        data = self._data()
        self.html = page(
            part("template.html"),
            {"title": self.heading or "huiyi", "language": self.language, "data": packed(data)},
            scripts=(vis_network(), script()),
            style=style(),
        )
        return str(self.html)

    def write_html(
        self, name: str | os.PathLike[str], local: bool = True, notebook: bool = False, open_browser: bool = False
    ) -> None:
        """Write the file, whole or not at all, in UTF-8; ``open_browser`` then opens it."""
        write(name, self.generate_html())
        if open_browser:
            webbrowser.open("file://" + os.path.abspath(name))

    def _repr_html_(self) -> str:
        """Shown inline by notebooks: a frame of its own, so that page and notebook leave each other alone."""
        return (
            f'<iframe srcdoc="{escape(self.generate_html())}" title="{escape(self.heading)}" loading="lazy" '
            'sandbox="allow-scripts allow-downloads allow-popups" '
            'style="width:100%;height:640px;border:1px solid #ccc;border-radius:6px"></iframe>'
        )

    # ------------------------------------------------------------------------------------------------- to the payload

    def layout(self) -> Layout:
        """Positions in the order of ``nodes``: those given with ``x`` and ``y`` stay, the rest is computed."""
        place = {node["id"]: i for i, node in enumerate(self.nodes)}
        order = sorted(range(len(self.nodes)), key=lambda i: (self._kind(self.nodes[i]), str(self.nodes[i]["id"])))
        aside = {i for i in order if self._kind(self.nodes[i]) in self.hidden}
        drawn = [i for i in order if i not in aside]
        row = {i: r for r, i in enumerate(drawn)}
        pairs = {
            (min(a, b), max(a, b))
            for e in self.edges
            if (a := row.get(place[e["from"]], -1)) >= 0 and (b := row.get(place[e["to"]], -1)) >= 0 and a != b
        }
        found = two_level(_symmetric(sorted(pairs), len(drawn)), seed=self.seed)
        drawn_points = found.points
        if self.positions:
            known = np.array([self.nodes[i]["id"] in self.positions for i in drawn], dtype=bool)
            old = np.array([self.positions.get(self.nodes[i]["id"], (0.0, 0.0)) for i in drawn], dtype=float)
            drawn_points = aligned(drawn_points, known, old.reshape(-1, 2))
        points = np.zeros((len(self.nodes), 2))
        community = np.zeros(len(self.nodes), dtype=np.int64)
        points[drawn], community[drawn] = drawn_points, found.community
        given = [i for i in drawn if "x" in self.nodes[i] and "y" in self.nodes[i]]
        for i in given:
            points[i] = float(self.nodes[i]["x"]), float(self.nodes[i]["y"])
        self._beside(aside, place, points, community)
        circles = circles_of(drawn_points, found.community) if self.positions else found.circles
        return Layout(points, community, circles)

    def _beside(self, aside: set[int], place: dict[Any, int], points: Any, community: Any) -> None:
        """Kinds that are off at first stand near what they are about, a little off, each in its own direction."""
        about: dict[int, list[int]] = {i: [] for i in aside}
        for e in self.edges:
            a, b = place[e["from"]], place[e["to"]]
            if a in about and b not in aside:
                about[a].append(b)
            if b in about and a not in aside:
                about[b].append(a)
        for turn, i in enumerate(sorted(aside, key=lambda i: str(self.nodes[i]["id"]))):
            near = about[i] or [0]
            angle = turn * 2.399963  # golden angle
            points[i] = points[near].mean(axis=0) + 26 * np.array([np.cos(angle), np.sin(angle)])
            community[i] = community[min(near)]

    def _data(self) -> Row:
        layout = self.layout()
        nodes = [
            {
                "id": node["id"],
                "name": str(node["label"]),
                "kind": self._kind(node),
                "x": float(x),
                "y": float(y),
                "community": int(c),
                "properties": {**({"note": node["title"]} if node.get("title") else {}), **node.get("properties", {})},
            }
            for node, (x, y), c in zip(self.nodes, layout.points, layout.community, strict=True)
        ]
        edges = [
            {"from": e["from"], "to": e["to"], "kind": str(e.get("kind", "")) or str(e.get("label", "")) or "LINK",
             "properties": {**({"note": e["title"]} if e.get("title") else {}), **e.get("properties", {})}}
            for e in self.edges
        ]  # fmt: skip
        data, place = tables(nodes, edges, tuple(LOOK["nodes"]), tuple(LOOK["edges"]))
        data["look"] = LOOK
        data["words"] = json.loads(part("words.json"))
        data["circles"] = [[round(c.x), round(c.y), round(c.radius)] for c in layout.circles]
        data["links"] = self.links
        data["title"] = self.heading
        data["measures"] = {
            name: [values.get(i) for i in sorted(place, key=lambda key: place[key])]
            for name, values in self.measures.items()
        }
        data["start"] = {
            "language": self.language,
            "hidden": self.hidden,
            "colour": self.colour,
            "size": self.sizing,
            "focus": place.get(self.focus, -1),
            "second": place.get(self.second, -1),
        }
        data["story"] = [
            {**step, "nodes": sorted(place[n] for n in step.get("nodes", ()) if n in place)} for step in self.story
        ]
        return data

    @staticmethod
    def _kind(node: Mapping[str, Any]) -> str:
        return str(node.get("kind") or node.get("group") or "Node")


def view(network: nx.MultiDiGraph, *, title: str = "", **options: Any) -> Viewer:
    """A picture of a network as ``graph.network`` gives it; ``options`` are those of ``Viewer``.

    Node ids are keys; the attribute ``label`` says the kind, an edge's ``type`` its kind; all other attributes are
    shown in the page. The network is not changed.

    >>> network = nx.MultiDiGraph()
    >>> network.add_node("o1", label="Official", name="雷鸣"); network.add_node("m1", label="Meeting", name="推进会")
    >>> _ = network.add_edge("o1", "m1", type="CHAIRED", sentence="雷鸣主持会议。")
    >>> view(network, title="推进会").num_nodes()
    2
    """
    viewer = Viewer(title, **options)
    shapes = {kind: PYVIS_SHAPES.get(look["shape"], look["shape"]) for kind, look in LOOK["nodes"].items()}
    for key, attributes in network.nodes(data=True):
        kind = str(attributes.get("label") or "Node")
        viewer.add_node(key, name_of(key, attributes), shapes.get(kind, "dot"), kind=kind, properties=attributes)
    viewer.edges.extend(
        {"from": a, "to": b, "arrows": "to", "kind": str(attributes.get("type") or "LINK"), "properties": attributes}
        for a, b, attributes in network.edges(data=True)
    )
    return viewer


def name_of(key: object, attributes: Mapping[str, Any]) -> str:
    """What a node is called: its name, a report's title, else its id.

    >>> name_of("r1", {"title": "区委召开会议"}), name_of("x", {})
    ('区委召开会议', 'x')
    """
    return str(attributes.get("name") or attributes.get("title") or attributes.get("id") or key)


def _symmetric(pairs: Sequence[tuple[int, int]], size: int) -> sparse.csr_matrix:
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    both = np.concatenate((ends, ends[:, ::-1]))
    return sparse.csr_matrix((np.ones(len(both)), (both[:, 0], both[:, 1])), shape=(size, size))
