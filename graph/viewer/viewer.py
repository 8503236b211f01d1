"""The viewer: a pyvis ``Network`` that writes one offline file and keeps everything that it is given.

Invariants. Both edges of a pair are kept; positions are computed here, physics is off; nothing in the file comes from
outside; the same nodes and edges give the same bytes. pyvis's calls work (``add_node``, ``add_edge``, ``nodes``,
``edges``, ``write_html``), so that any pyvis graph can be opened with it. More nodes than ``LIMIT`` are never drawn in
one page: they become an overview and one page for each community.
"""

import os
import webbrowser
from collections.abc import Collection, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import networkx as nx
from pypinyin import lazy_pinyin
from pyvis.network import Network

from graph.errors import InputError
from graph.viewer.arrange import Arrangement, arrange, kind_of
from graph.viewer.data import LOOK, data_of
from graph.viewer.page import page, part, script, style, vis_network, write
from graph.viewer.payload import Row, packed
from graph.viewer.split import overview

LIMIT = 30_000
"""Nodes that one page draws at most: measured, see ``benchmarks/viewer.py``."""

SPELLED = frozenset({"Official", "Group", "Place", "Post"})
PYVIS_SHAPES = {"circle": "dot", "page": "square"}


class Viewer(Network):  # type: ignore[misc]  # pyvis carries no types
    """A picture of a graph, made to be written as one HTML file.

    ``title`` heads the page. ``language`` is ``"en"`` or ``"zh"``: where the page starts; the reader can switch.
    ``hidden`` names kinds of nodes or edges that are switched off at first; left out, these are the reports, and in
    graphs of more than 250 nodes posts and places too. ``colour`` is ``"type"``, ``"community"`` or ``"circle"``;
    ``size`` is ``"degree"``, ``"reports"`` or the name of a measure. ``focus`` (and ``second``) are ids selected at
    first. ``measures`` maps a name to a number per node id, ``circles`` a node id to the number of its circle: as
    ``graph.analysis.measures_of`` and ``circles_of`` give them. ``story`` is a list of steps (``graph.viewer.story``).
    ``by_time`` puts dates from left to right. ``positions`` are positions of an earlier picture: the new one is turned
    to them, so that what was known stays where it was as far as it can.

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
        hidden: Collection[str] | None = None,
        colour: str = "type",
        size: str = "degree",
        focus: object = None,
        second: object = None,
        measures: Mapping[str, Mapping[Any, float]] | None = None,
        circles: Mapping[Any, int] | None = None,
        story: Sequence[Mapping[str, Any]] = (),
        positions: Mapping[Any, tuple[float, float]] | None = None,
        by_time: bool = False,
        seed: int = 0,
    ) -> None:
        super().__init__(height="100vh", width="100%", directed=True, heading=title, cdn_resources="in_line")
        if language not in ("en", "zh"):
            raise InputError(f"language {language!r}: give 'en' or 'zh'")
        colours = ("type", "community", *(("circle",) if circles else ()))
        if colour not in colours:
            raise InputError(f"colour {colour!r}: give one of {', '.join(colours)}")
        measures = dict(sorted((measures or {}).items()))
        if size not in ("degree", "reports", *measures):
            raise InputError(f"size {size!r}: give one of {', '.join(('degree', 'reports', *measures))}")
        self.language = language
        self.chosen_hidden = hidden
        self.colour = colour
        self.sizing = size
        self.focus = focus
        self.second = second
        self.measures = measures
        self.circles = dict(circles or {})
        self.story = [dict(step) for step in story]
        self.positions = dict(positions or {})
        self.by_time = by_time
        self.seed = seed
        self.home = ""
        self.toggle_physics(False)  # positions are computed here; pyvis's options change nothing in our page

    # -------------------------------------------------------------------------------------------- pyvis's own calls

    def add_node(
        self, n_id: Any, label: str | None = None, shape: str = "dot", color: str = "", **options: Any
    ) -> None:
        """Add a node as pyvis does; ``kind`` (Official, Meeting…) and ``properties`` say more about it."""
        if n_id in self.node_map:
            return
        node = {"id": n_id, "label": str(n_id) if label is None else str(label), "shape": shape, **options}
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
        """The whole page as text, for up to ``LIMIT`` nodes; the arguments are pyvis's and change nothing here."""
        if self.drawn() > LIMIT:
            raise InputError(
                f"{self.drawn():,} nodes are more than one page can draw ({LIMIT:,}): write_html writes an overview "
                "with a page for each community; or cut first (graph.viewer.cut)"
            )
        self.html = self.rendered(data_of(self))
        return str(self.html)

    def write_html(
        self, name: str | os.PathLike[str], local: bool = True, notebook: bool = False, open_browser: bool = False
    ) -> None:
        """Write the file, whole or not at all, in UTF-8; ``open_browser`` then opens it.

        Above ``LIMIT`` nodes the file is an overview; the pages of the communities stand in a folder beside it.
        """
        if self.drawn() > LIMIT:
            data, pages = overview(self, Path(name), LIMIT)
            for path, viewer in pages:
                write(path, viewer.generate_html())
            write(name, self.rendered(data))
        else:
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

    # ------------------------------------------------------------------------------------------------------- our own

    @property
    def hidden(self) -> list[str]:
        """Kinds that are switched off at first."""
        if self.chosen_hidden is not None:
            return sorted(self.chosen_hidden)
        many = sum(kind_of(node) != "Report" for node in self.nodes) > 250
        return ["Place", "Post", "Report"] if many and not self.by_time else ["Report"]

    def drawn(self) -> int:
        """How many nodes the picture shows at first."""
        hidden = set(self.hidden)
        return sum(kind_of(node) not in hidden for node in self.nodes)

    def layout(self) -> Arrangement:
        """Positions in the order of ``nodes``; hand them to the next picture as ``positions`` to keep them stable."""
        return arrange(
            self.nodes, self.edges, hidden=self.hidden, positions=self.positions, by_time=self.by_time, seed=self.seed
        )

    def places(self) -> dict[Any, tuple[float, float]]:
        """Position of each node by id: what ``positions`` takes."""
        points = self.layout().points
        return {node["id"]: (float(x), float(y)) for node, (x, y) in zip(self.nodes, points, strict=True)}

    def rendered(self, data: Row) -> str:
        """The page around data."""
        return page(
            part("template.html"),
            {"title": self.heading or "huiyi", "language": self.language, "data": packed(data)},
            scripts=(vis_network(), script()),
            style=style(),
        )


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
        name = name_of(key, attributes)
        shown = dict(attributes)
        if kind in SPELLED and not attributes.get("pinyin"):
            shown["spelled"] = " ".join(lazy_pinyin(name))
        viewer.add_node(key, name, shapes.get(kind, "dot"), kind=kind, properties=shown)
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
