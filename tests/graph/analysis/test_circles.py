from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from graph.analysis import Projection, find_circles
from graph.analysis.circles import _compare
from graph.analysis.louvain import louvain, modularity_of
from graph.errors import InputError


def test_modularity_equals_networkx(graph: nx.Graph, projection: Projection) -> None:
    for seed in range(3):
        label = louvain(projection.matrix, seed)
        sets = [{o for o, c in zip(projection.officials, label, strict=True) if c == k} for k in range(label.max() + 1)]
        for resolution in (1.0, 0.6):
            expected = nx.community.modularity(graph, sets, resolution=resolution)
            assert modularity_of(projection.matrix, label, resolution) == pytest.approx(expected, abs=1e-9)


def test_karate_reaches_the_known_optimum() -> None:
    """0.41979 is the largest modularity there is without weights: Brandes et al. (2008), On modularity clustering."""
    network = nx.Graph(nx.karate_club_graph().edges)
    found = find_circles(Projection.from_networkx(network), seeds=40)
    assert found.modularity == pytest.approx(0.4197896, abs=1e-6)
    assert len(set(found.label.tolist())) == 4


def test_as_good_as_networkx(graph: nx.Graph, projection: Projection) -> None:
    theirs = max(nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=s)) for s in range(10))
    assert find_circles(projection, seeds=10).modularity >= theirs - 0.01


def test_planted_circles_are_found_and_connected() -> None:
    network = nx.planted_partition_graph(10, 40, 0.3, 0.005, seed=2)
    found = find_circles(Projection.from_networkx(network), seeds=5)
    planted = np.array([network.nodes[n]["block"] for n in network])
    assert _compare(planted, found.label)[1] > 0.99
    for circle in set(found.label.tolist()):
        assert nx.is_connected(network.subgraph(np.flatnonzero(found.label == circle).tolist()))
    frame = found.frame()
    assert frame["core"].mean() > 0.99
    assert (np.diff(frame["circle"]) >= 0).all()


def test_the_same_seeds_give_the_same_circles(projection: Projection) -> None:
    first, second = (find_circles(projection, seeds=4) for _ in range(2))
    assert np.array_equal(first.label, second.label)
    assert np.array_equal(first.stability, second.stability, equal_nan=True)


def test_who_has_no_tie_is_in_no_circle() -> None:
    network = nx.complete_graph(4)
    network.add_node(9)
    found = find_circles(Projection.from_networkx(network), seeds=2)
    assert found.label.tolist() == [0, 0, 0, 0, -1]
    assert found.frame()["size"].tolist() == [1, 4, 4, 4, 4]
    assert found.runs["circles"].tolist() == [1, 1]
    assert found.frame()["core"].tolist() == [False, True, True, True, True]


def test_stability_and_agreement_are_what_they_say() -> None:
    best, other = np.array([0, 0, 0, 1, 1, 2]), np.array([0, 0, 1, 1, 1, 2])
    share, agreement = _compare(best, other)
    assert share.tolist() == [0.5, 0.5, 0.0, 1.0, 1.0, 1.0]
    together = [(best[i] == best[j], other[i] == other[j]) for i, j in combinations(range(6), 2)]
    both, one, two = (sum(c) for c in zip(*((a and b, a, b) for a, b in together), strict=True))
    chance = one * two / len(together)
    assert agreement == pytest.approx((both - chance) / ((one + two) / 2 - chance))


def test_at_least_one_seed() -> None:
    with pytest.raises(InputError, match="seed"):
        find_circles(Projection.from_networkx(nx.path_graph(3)), seeds=0)
