"""Positions: nothing on anything else, the same every time, communities that are communities."""

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from scipy import sparse
from scipy.spatial import cKDTree

from benchmarks.fictional import network
from graph.viewer.arrange import symmetric
from graph.viewer.communities import capped, communities
from graph.viewer.layout import LARGEST, SPACING, aligned, two_level
from graph.viewer.timeline import time_layout
from graph.viewer.viewer import view


def matrix(graph: "nx.Graph[int]") -> sparse.csr_matrix:
    return symmetric(sorted((min(e), max(e)) for e in graph.edges), graph.number_of_nodes())


@pytest.mark.parametrize("size", [1, 2, 3, 30, 400, 2000])
def test_no_two_nodes_lie_on_each_other(size: int) -> None:
    found = two_level(matrix(nx.gnm_random_graph(size, size * 2, seed=3)))
    assert found.points.shape == (size, 2)
    assert np.isfinite(found.points).all()
    if size > 1:
        near = cKDTree(found.points).query(found.points, k=2)[0][:, 1]
        assert (near < SPACING * 0.35).mean() <= 0.02


def test_the_same_graph_has_the_same_positions() -> None:
    graph = matrix(nx.gnm_random_graph(700, 1500, seed=5))
    assert (two_level(graph).points == two_level(graph).points).all()


def test_an_empty_graph_has_no_positions() -> None:
    assert two_level(sparse.csr_matrix((0, 0))).points.shape == (0, 2)


def test_nodes_without_edges_stand_below_all_others() -> None:
    graph = nx.barbell_graph(6, 0)
    graph.add_nodes_from(range(12, 20))
    points = two_level(matrix(graph)).points
    assert points[12:, 1].min() > points[:12, 1].max()


def test_planted_communities_are_found_and_stand_apart() -> None:
    graph = nx.planted_partition_graph(8, 70, 0.15, 0.002, seed=1)
    found = two_level(matrix(graph))
    assert len({int(c) for c in found.community}) == 8
    for block in range(8):
        assert len(set(found.community[block * 70 : block * 70 + 70].tolist())) == 1
    for i, a in enumerate(found.circles):
        for b in found.circles[i + 1 :]:
            assert np.hypot(a.x - b.x, a.y - b.y) > 0.9 * (a.radius + b.radius) - SPACING


def test_edges_are_short_against_chance() -> None:
    graph = nx.planted_partition_graph(12, 60, 0.12, 0.001, seed=2)
    points = two_level(matrix(graph)).points
    ends = np.array(list(graph.edges))
    mean = np.hypot(*(points[ends[:, 0]] - points[ends[:, 1]]).T).mean()
    rng = np.random.default_rng(0)
    pairs = rng.integers(0, len(points), (5000, 2))
    assert mean < 0.4 * np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T).mean()


@pytest.mark.parametrize("graph", [nx.star_graph(900), nx.complete_graph(600), nx.path_graph(1000)])
def test_no_circle_is_larger_than_can_be_read(graph: "nx.Graph[int]") -> None:
    found = communities(matrix(graph), LARGEST)
    assert np.bincount(found).max() <= LARGEST
    assert (np.diff(np.bincount(found)) <= 0).all()


def test_splitting_keeps_everyone() -> None:
    found = capped(sparse.csr_matrix((10, 10)), np.zeros(10, dtype=np.int64), 4)
    assert sorted(np.bincount(found).tolist()) == [2, 4, 4]


def test_a_turned_layout_is_turned_back() -> None:
    rng = np.random.default_rng(4)
    old = rng.normal(size=(30, 2)) * 100
    turned = old @ np.array([[0.0, 1.0], [-1.0, 0.0]]) + 50
    assert np.allclose(aligned(turned, np.ones(30, dtype=bool), old), old)


def test_time_runs_from_left_to_right_and_lanes_do_not_overlap() -> None:
    nodes = [{"kind": "Meeting"} for _ in range(40)] + [{"kind": "Official"}] * 3
    dates: list[str | None] = [f"20{10 + i // 4}-{1 + 3 * (i % 4):02d}" for i in range(40)]
    points, years = time_layout(nodes, [(40, 0), (41, 39), (42, 0), (42, 39)], [*dates, None, None, None])
    assert all(a < b for a, b in pairwise(points[:40, 0]))
    assert points[40, 0] < points[42, 0] < points[41, 0]
    assert points[40:, 1].min() > points[:40, 1].max()
    assert [words for _, words in years] == [str(year) for year in range(2011, 2020)]


def test_a_graph_of_thousands_is_laid_out_in_circles() -> None:
    found = view(network(2000)).layout()
    assert len(found.circles) > 8
    assert found.community.max() >= len(found.circles) - 1
