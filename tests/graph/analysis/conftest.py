"""The classic small networks, as officials at meetings and as projections."""

import networkx as nx
import numpy as np
import pytest

from graph.analysis import Attendance, Projection


@pytest.fixture(scope="session")
def southern() -> nx.Graph:
    return nx.davis_southern_women_graph()


@pytest.fixture(scope="session")
def women(southern: nx.Graph) -> Attendance:
    """Davis, Gardner and Gardner's 18 women at 14 social events."""
    officials = set(southern.graph["top"])
    return Attendance.of({"official": a, "meeting": b} for a, b in southern.edges if a in officials)


@pytest.fixture(scope="session", params=["karate", "florentine", "women", "sparse"])
def graph(request: pytest.FixtureRequest, southern: nx.Graph) -> nx.Graph:
    """A weighted network with string nodes; the last has isolates and several parts."""
    if request.param == "karate":
        made = nx.karate_club_graph()
    elif request.param == "florentine":
        made = nx.florentine_families_graph()
    elif request.param == "women":
        made = nx.bipartite.collaboration_weighted_projected_graph(southern, southern.graph["top"])
    else:
        made = nx.gnm_random_graph(60, 70, seed=3)
        weights = np.random.default_rng(5).uniform(0.1, 4, 70)
        nx.set_edge_attributes(made, dict(zip(made.edges, weights.tolist(), strict=True)), "weight")
    return nx.relabel_nodes(made, str)


@pytest.fixture(scope="session")
def projection(graph: nx.Graph) -> Projection:
    return Projection.from_networkx(graph)
