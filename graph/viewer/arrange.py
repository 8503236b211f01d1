"""From nodes and edges as pyvis keeps them to positions: which layout, and what stands aside.

Invariants. The same nodes and edges give the same positions, in whatever order they come. Nodes with ``x`` and ``y``
stay where they are. Kinds that are switched off at first take no room: they stand beside what they are about.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from graph.viewer.communities import Labels
from graph.viewer.layout import SPACING, Circle, Points, aligned, apart, circles_of, two_level
from graph.viewer.timeline import time_layout

_GOLDEN = 2.399963  # the golden angle: neighbours on a spiral never line up


@dataclass(frozen=True)
class Arrangement:
    """Position and community of every node, the circles, and the years of a time layout as (x, words)."""

    points: Points
    community: Labels
    circles: tuple[Circle, ...]
    years: Sequence[tuple[float, str]] = ()


def kind_of(node: Mapping[str, Any]) -> str:
    """The kind of a node: ours, else pyvis's group."""
    return str(node.get("kind") or node.get("group") or "Node")


def arrange(
    nodes: Sequence[Mapping[str, Any]],
    edges: Sequence[Mapping[str, Any]],
    *,
    hidden: Collection[str] = (),
    positions: Mapping[Any, tuple[float, float]] | None = None,
    by_time: bool = False,
    seed: int = 0,
) -> Arrangement:
    """Place the nodes; ``positions`` are those of an earlier picture, to which the new one is turned."""
    place = {node["id"]: i for i, node in enumerate(nodes)}
    order = sorted(range(len(nodes)), key=lambda i: (kind_of(nodes[i]), str(nodes[i]["id"])))
    turn = {i: r for r, i in enumerate(order)}
    drawn = [i for i in order if kind_of(nodes[i]) not in hidden]
    row = {i: r for r, i in enumerate(drawn)}
    ends = [(place[e["from"]], place[e["to"]]) for e in edges]
    pairs = sorted({(min(row[a], row[b]), max(row[a], row[b])) for a, b in ends if a in row and b in row and a != b})
    found = two_level(symmetric(pairs, len(drawn)), seed=seed)
    spots: Points = found.points
    years: Sequence[tuple[float, str]] = ()
    if by_time:
        spots, years = time_layout(
            [{"kind": kind_of(nodes[i])} for i in drawn], pairs, [_date(nodes[i]) for i in drawn]
        )
    elif positions:
        spots = _kept(spots, [positions.get(nodes[i]["id"]) for i in drawn], pairs)
    points = np.zeros((len(nodes), 2))
    community = np.zeros(len(nodes), dtype=np.int64)
    points[drawn], community[drawn] = spots, found.community
    for i in drawn:
        if "x" in nodes[i] and "y" in nodes[i]:
            points[i] = float(nodes[i]["x"]), float(nodes[i]["y"])
    inside = [(turn[a], turn[b]) for a, b in ends]
    ranked, circle = points[order], community[order]
    _beside([turn[i] for i in order if i not in row], inside, ranked, circle)
    points[order], community[order] = ranked, circle
    circles = () if by_time else circles_of(points[drawn], found.community)
    return Arrangement(points, community, circles, years)


def symmetric(pairs: Sequence[tuple[int, int]], size: int) -> sparse.csr_matrix:
    """A symmetric 0/1 matrix of these pairs.

    >>> symmetric([(0, 1)], 2).toarray().tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    both = np.concatenate((ends, ends[:, ::-1]))
    return sparse.csr_matrix((np.ones(len(both)), (both[:, 0], both[:, 1])), shape=(size, size))


def _kept(points: Points, old: Sequence[tuple[float, float] | None], pairs: Sequence[tuple[int, int]]) -> Points:
    """Positions that keep to earlier ones.

    Where most nodes were there before, these stay exactly where they were and the new ones come to stand beside what
    they touch; else the new layout is only turned to the old one.
    """
    known = np.array([spot is not None for spot in old], dtype=bool)
    earlier = np.array([spot or (0.0, 0.0) for spot in old], dtype=float).reshape(-1, 2)
    spots = aligned(points, known, earlier)
    if known.sum() < 0.5 * len(known):
        return spots
    spots[known] = earlier[known]
    about: dict[int, list[int]] = {}
    for a, b in pairs:
        for new, there in ((a, b), (b, a)):
            if not known[new] and known[there]:
                about.setdefault(new, []).append(there)
    for new, beside in about.items():
        spots[new] = spots[beside].mean(axis=0) + (SPACING, 0)
    return apart(spots, SPACING * 0.55, fixed=known)


def _beside(aside: Sequence[int], ends: Sequence[tuple[int, int]], points: Points, community: Labels) -> None:
    """Put each near what it is about, on a spiral around it, so that several at one node do not lie on each other."""
    about: dict[int, set[int]] = {i: set() for i in aside}
    for a, b in ends:
        if a in about and b not in about:
            about[a].add(b)
        if b in about and a not in about:
            about[b].add(a)
    turn: dict[int, int] = {}
    for i in aside:
        near = sorted(about[i])
        anchor = near[0] if near else -1
        step = turn[anchor] = turn.get(anchor, 0) + 1
        reach = 22 + 5 * np.sqrt(step)
        middle = points[near].mean(axis=0) if near else np.zeros(2)
        points[i] = middle + reach * np.array([np.cos(step * _GOLDEN), np.sin(step * _GOLDEN)])
        community[i] = community[anchor] if near else 0


def _date(node: Mapping[str, Any]) -> str | None:
    own = node.get("properties", {})
    found = own.get("date") or own.get("published") or own.get("seen_first")
    return str(found) if found else None
