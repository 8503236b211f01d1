"""Every exact measure equals networkx to 1e-9 on Southern Women, Karate, the Florentine families and a sparse graph."""

from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx
import numpy as np
import pytest

from graph.analysis import Projection, betweenness
from graph.analysis import centrality as our
from graph.errors import InputError

SAME: dict[str, tuple[Callable[[Projection], Any], Callable[[nx.Graph], Mapping[str, float]]]] = {
    "degree": (our.degree, lambda g: dict(g.degree())),
    "strength": (our.strength, lambda g: dict(g.degree(weight="weight"))),
    "pagerank": (our.pagerank, lambda g: nx.pagerank(g, tol=1e-15, max_iter=10_000)),
    "core": (our.core_number, nx.core_number),
    "constraint": (our.constraint, lambda g: nx.constraint(g, weight="weight")),
    # With nodes given: its all-nodes variant (3.6.1) divides by the maximum of the wrong end.
    "effective": (our.effective_size, lambda g: nx.effective_size(g, nodes=list(g), weight="weight")),
    "clustering": (our.clustering, nx.clustering),
    "betweenness": (lambda p: betweenness(p, sources=None)["betweenness"], nx.betweenness_centrality),
}


@pytest.mark.parametrize("measure", SAME)
def test_equal_to_networkx(measure: str, graph: nx.Graph, projection: Projection) -> None:
    ours, theirs = SAME[measure]
    expected = theirs(graph)
    found = dict(zip(projection.officials, ours(projection).tolist(), strict=True))
    assert found == pytest.approx({key: float(value) for key, value in expected.items()}, abs=1e-9, nan_ok=True)


def test_published_values() -> None:
    florence = Projection.from_networkx(nx.florentine_families_graph())
    between = dict(zip(florence.officials, betweenness(florence, sources=None)["betweenness"].tolist(), strict=True))
    assert between["Medici"] == pytest.approx(47.5 / 91)  # Wasserman and Faust (1994), table 5.1: 0.522
    karate = Projection.from_networkx(nx.karate_club_graph())
    assert our.core_number(karate).max() == 4
    assert int((our.core_number(karate) == 4).sum()) == 10


@pytest.mark.parametrize("seed", range(5))
def test_a_sample_stays_within_its_error_for_everybody(seed: int) -> None:
    network = Projection.from_networkx(nx.barabasi_albert_graph(400, 2, seed=seed))
    exact = betweenness(network, sources=None)
    assert exact["error"].max() == 0
    sample = betweenness(network, sources=150, seed=seed)
    gap = np.abs(sample["betweenness"] - exact["betweenness"])
    assert (gap <= sample["error"]).all()
    top = np.argsort(-exact["betweenness"])[:20]
    assert (gap[top] <= 5 * sample["se"][top]).all()
    again = betweenness(network, sources=150, seed=seed)
    assert np.array_equal(sample["betweenness"], again["betweenness"])


def test_wrong_settings_are_refused() -> None:
    network = Projection.from_networkx(nx.path_graph(4))
    with pytest.raises(InputError, match="sources"):
        betweenness(network, sources=1)
    with pytest.raises(InputError, match="settle"):
        our.pagerank(Projection.from_networkx(nx.star_graph(4)), steps=1)
