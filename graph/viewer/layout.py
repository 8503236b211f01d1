"""Where everything stands in the picture: two levels, communities first and then inside them.

Invariants. The same graph and seed give the same positions; no two nodes lie on each other; nodes without any edge
stand aside, in rows below; communities are circles. Units are pixels at zoom 1. Stress
majorisation (Gansner et al. 2005) places small things, a k-d tree pushes apart what came too close.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

from graph.viewer.communities import Labels, communities

Points = NDArray[np.float64]

SPACING = 46.0
"""Pixels between neighbouring nodes inside a circle, at zoom 1."""

SMALL = 420
"""A connected part up to this size is laid out at one level: it reads better than circles."""

LARGEST = 260
"""Members of one circle at most: beyond it no name in it could be read."""


@dataclass(frozen=True)
class Circle:
    """One community as drawn: centre, radius and number of members."""

    x: float
    y: float
    radius: float
    members: int


@dataclass(frozen=True)
class Layout:
    """Positions of n nodes (n x 2), their communities (0 is the largest) and the circles of these."""

    points: Points
    community: Labels
    circles: tuple[Circle, ...]


def two_level(adjacency: sparse.csr_matrix, *, seed: int = 0) -> Layout:
    """Lay out a graph given as a symmetric matrix of weights.

    >>> path = sparse.csr_matrix(np.eye(3, k=1) + np.eye(3, k=-1))
    >>> two_level(path).points.shape
    (3, 2)
    """
    size = adjacency.shape[0]
    points = np.zeros((size, 2))
    community = np.zeros(size, dtype=np.int64)
    if size:
        community = communities(adjacency, LARGEST, seed=seed)
        parts = csgraph.connected_components(adjacency, directed=False)[1]
        sizes = np.bincount(parts)
        blocks: list[NDArray[np.int64]] = []
        for part in np.lexsort((np.arange(len(sizes)), -sizes)):
            if sizes[part] == 1:
                break
            members = np.flatnonzero(parts == part)
            points[members] = _part(adjacency[members][:, members], community[members], seed)
            blocks.append(members)
        _pack(points, blocks, np.flatnonzero(sizes[parts] == 1))
    return Layout(points, community, circles_of(points, community))


def aligned(points: Points, known: NDArray[np.bool_], old: Points) -> Points:
    """Turn, mirror and shift a layout so that the ``known`` nodes come as near as possible to where they were.

    >>> old = np.array([[1.0, 0.0], [-1.0, 0.0]])
    >>> aligned(np.array([[0.0, 1.0], [0.0, -1.0]]), np.array([True, True]), old).round()
    array([[ 1.,  0.],
           [-1.,  0.]])
    """
    if known.sum() < 2:
        return points
    mine, theirs = points[known], old[known]
    centre, aim = mine.mean(axis=0), theirs.mean(axis=0)
    u, _, v = np.linalg.svd((mine - centre).T @ (theirs - aim))
    turned: Points = (points - centre) @ (u @ v) + aim
    return turned


def _part(adjacency: sparse.csr_matrix, community: Labels, seed: int) -> Points:
    """One connected part, around the origin."""
    size = adjacency.shape[0]
    rng = np.random.default_rng(seed)
    if size <= SMALL:
        return apart(_stress(_distances(adjacency), rng) * SPACING * 1.9, SPACING * 0.8)
    labels = np.unique(community, return_inverse=True)[1]
    count = int(labels.max()) + 1
    sizes = np.bincount(labels)
    radius = SPACING * (0.62 * np.sqrt(sizes) + 0.7)
    centres = circle_centres(between(adjacency, labels, count), radius, rng)
    points = np.zeros((size, 2))
    for c in range(count):
        members = np.flatnonzero(labels == c)
        inner = _stress(_distances(adjacency[members][:, members]), rng)
        points[members] = _disc(inner, radius[c] - SPACING * 0.35)
    _turn(adjacency, labels, points, centres)
    return apart(points + centres[labels], SPACING * 0.55)


def between(adjacency: sparse.csr_matrix, labels: Labels, count: int) -> sparse.coo_matrix:
    """Weights between ``count`` communities.

    >>> between(sparse.csr_matrix(np.eye(3, k=1)), np.array([0, 0, 1]), 2).toarray().tolist()
    [[1.0, 1.0], [0.0, 0.0]]
    """
    member = sparse.csr_matrix((np.ones(len(labels)), (np.arange(len(labels)), labels)), shape=(len(labels), count))
    return (member.T @ adjacency @ member).tocoo()


def circle_centres(weights: sparse.coo_matrix, radius: NDArray[np.float64], rng: np.random.Generator) -> Points:
    """Centres of circles of these radii: those that share much are near, none overlaps another."""
    count = len(radius)
    if count == 1:
        return np.zeros((1, 2))
    off = weights.row != weights.col
    row, col, weight = weights.row[off], weights.col[off], weights.data[off]
    # The more two communities share, the nearer they should be; circles need room of their own in any case.
    closeness = 1 + 0.8 / np.sqrt(1 + weight)
    length = (radius[row] + radius[col]) * closeness
    distance = csgraph.shortest_path(sparse.csr_matrix((length, (row, col)), shape=(count, count)), directed=False)
    known = np.isfinite(distance)
    distance = np.where(known, distance, distance[known].max() + 2 * radius.max())
    points: Points = _stress(distance / radius.mean(), rng) * radius.mean()
    for _ in range(400):
        delta = points[:, None] - points[None]
        gap = np.hypot(delta[..., 0], delta[..., 1])
        np.fill_diagonal(gap, np.inf)
        overlap = np.maximum((radius[:, None] + radius[None]) * 1.12 + SPACING * 0.6 - gap, 0)
        if overlap.max() < 1:
            break
        gap[gap == 0] = 1e-9
        points += ((overlap / gap * 0.3)[..., None] * delta).sum(axis=1)
        points *= 0.9995
    return points


def _distances(adjacency: sparse.csr_matrix) -> NDArray[np.float64]:
    """Steps between all pairs; parts of a community that hang together only outside of it are kept a little apart."""
    steps: NDArray[np.float64] = csgraph.shortest_path(adjacency, directed=False, unweighted=True)
    finite = np.isfinite(steps)
    far = steps[finite].max() + 1 if finite.any() else 1
    return np.where(finite, steps, far)


def _stress(distance: NDArray[np.float64], rng: np.random.Generator, rounds: int = 24) -> Points:
    """Points whose distances in the plane come near the given ones."""
    size = len(distance)
    if size == 1:
        return np.zeros((1, 2))
    square = distance**2
    centred = -0.5 * (square - square.mean(0) - square.mean(1)[:, None] + square.mean())
    values, vectors = np.linalg.eigh(centred) if size <= 60 else _top(centred, rng)
    vectors = vectors * np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(vectors.shape[1])])
    start = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 1e-9))
    points: Points = start + rng.normal(scale=0.35, size=(size, 2))
    weight = 1 / np.maximum(distance, 1e-9) ** 2
    np.fill_diagonal(weight, 0)
    total = weight.sum(axis=1)
    weighted = weight * distance
    for _ in range(rounds):
        reach = np.square(points).sum(axis=1)
        gap = points @ (-2 * points.T)
        gap += reach[:, None]
        gap += reach
        np.sqrt(np.maximum(gap, 1e-9, out=gap), out=gap)
        pull = np.divide(weighted, gap, out=gap)
        points = (weight @ points + pull.sum(axis=1)[:, None] * points - pull @ points) / total[:, None]
    points -= points.mean(axis=0)
    return points


def _top(matrix: NDArray[np.float64], rng: np.random.Generator) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The two leading eigenvectors by orthogonal iteration: enough to start from, far cheaper than all of them."""
    basis = np.linalg.qr(rng.normal(size=(len(matrix), 4)))[0]
    for _ in range(25):
        basis = np.linalg.qr(matrix @ basis)[0]
    values, turn = np.linalg.eigh(basis.T @ matrix @ basis)
    return values, basis @ turn


def _disc(points: Points, radius: float) -> Points:
    """Spread points evenly over a disc, keeping their directions and the order of their distances."""
    size = len(points)
    if size <= 2:
        return points * (radius / max(1e-9, float(np.abs(points).max()))) * 0.5
    reach = np.hypot(points[:, 0], points[:, 1])
    rank = np.empty(size)
    rank[np.lexsort((np.arange(size), reach))] = np.arange(size)
    wanted = radius * np.sqrt((rank + 0.5) / size)
    spread: Points = points * (wanted / np.maximum(reach, 1e-9))[:, None]
    return spread


def _turn(adjacency: sparse.csr_matrix, labels: Labels, points: Points, centres: Points) -> None:
    """Turn every circle so that members with edges to other circles stand on the side of these."""
    coo = adjacency.tocoo()
    outside = labels[coo.row] != labels[coo.col]
    row, col = coo.row[outside], coo.col[outside]
    aim = centres[labels[col]] - centres[labels[row]]
    own = points[row, 0] + 1j * points[row, 1]
    wish = aim[:, 0] + 1j * aim[:, 1]
    product = np.conj(own) * wish / np.maximum(np.abs(wish), 1e-9)
    count = len(centres)
    total = np.bincount(labels[row], product.real, count) + 1j * np.bincount(labels[row], product.imag, count)
    turn = np.where(np.abs(total) > 1e-9, total / np.maximum(np.abs(total), 1e-9), 1)
    turned = (points[:, 0] + 1j * points[:, 1]) * turn[labels]
    points[:, 0], points[:, 1] = turned.real, turned.imag


def apart(points: Points, least: float, *, fixed: NDArray[np.bool_] | None = None) -> Points:
    """Push apart nodes nearer than ``least``; those that are ``fixed`` do not move.

    >>> apart(np.array([[0.0, 0.0], [1.0, 0.0]]), 10.0, fixed=np.array([True, False])).round().tolist()
    [[0.0, 0.0], [10.0, 0.0]]
    """
    points = points.copy()
    free = np.ones(len(points)) if fixed is None else np.where(fixed, 0.0, 2.0)
    for _ in range(60):
        pairs = cKDTree(points).query_pairs(least * 0.98, output_type="ndarray")
        if fixed is not None:
            pairs = pairs[~(fixed[pairs[:, 0]] & fixed[pairs[:, 1]])]
        if not len(pairs):
            break
        a, b = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].T
        delta = points[a] - points[b]
        gap = np.hypot(delta[:, 0], delta[:, 1])
        same = gap < 1e-6
        angle = (a[same] * 2.399963 + b[same]) % (2 * np.pi)  # golden angle: points on one spot leave in all directions
        delta[same] = np.column_stack((np.cos(angle), np.sin(angle)))
        gap[same] = 1
        push = delta / gap[:, None] * ((least - np.where(same, 0, gap)) * 0.5)[:, None]
        np.add.at(points, a, push * 0.9 * free[a, None])
        np.add.at(points, b, -push * 0.9 * free[b, None])
    return points


def _pack(points: Points, blocks: list[NDArray[np.int64]], alone: NDArray[np.int64]) -> None:
    """Put connected parts in rows, the largest first, and nodes without edges in a grid below all."""
    gap = SPACING * 2.2
    area, width = 0.0, 0.0
    extents = []
    for members in blocks:
        low, high = points[members].min(axis=0), points[members].max(axis=0)
        points[members] -= low
        extents.append(high - low)
        area += float(np.prod(high - low + gap))
        width = max(width, float(high[0] - low[0]))
    width = max(width, 1.5 * np.sqrt(area), SPACING * 8)
    left = top = tallest = 0.0
    for members, extent in zip(blocks, extents, strict=True):
        if left and left + extent[0] > width:
            left, top, tallest = 0.0, top + tallest + gap, 0.0
        points[members] += (left, top)
        left, tallest = left + float(extent[0]) + gap, max(tallest, float(extent[1]))
    bottom = top + tallest + (gap if blocks else 0)
    across = max(1, int(width // (SPACING * 1.3)))
    place = np.arange(len(alone))
    points[alone] = np.column_stack((place % across, place // across)) * SPACING * 1.3 + (0, bottom)
    points -= (points.min(axis=0) + points.max(axis=0)) / 2


def circles_of(points: Points, community: Labels) -> tuple[Circle, ...]:
    """The circle around each community of at least two, in the order of their numbers.

    >>> circles_of(np.array([[0.0, 0.0], [6.0, 8.0]]), np.array([0, 0]))[0].x
    3.0
    """
    circles = []
    for c, members in enumerate(np.bincount(community)):
        if members < 2:
            break  # communities are numbered by size: only single nodes follow
        inside = points[community == c]
        centre = (inside.min(axis=0) + inside.max(axis=0)) / 2
        reach = float(np.hypot(*(inside - centre).T).max())
        circles.append(Circle(float(centre[0]), float(centre[1]), reach + SPACING * 0.5, int(members)))
    return tuple(circles)
