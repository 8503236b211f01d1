import networkx as nx
import numpy as np
import pytest
from scipy import integrate

from graph.analysis import Attendance, Projection, co_attendance, disparity
from graph.analysis.backbone import significance
from graph.errors import InputError


def as_dict(projection: Projection) -> dict[frozenset[str], float]:
    return {frozenset((r["a"], r["b"])): r["weight"] for r in projection.ties()}


def test_weights_equal_newmans_on_southern_women(women: Attendance, southern: nx.Graph) -> None:
    reference = nx.bipartite.collaboration_weighted_projected_graph(southern, southern.graph["top"])
    expected = {frozenset((a, b)): w for a, b, w in reference.edges(data="weight")}
    found = as_dict(co_attendance(women))
    assert found.keys() == expected.keys()
    assert all(found[pair] == pytest.approx(expected[pair], abs=1e-12) for pair in expected)


def test_it_goes_to_networkx_and_back(projection: Projection) -> None:
    back = Projection.from_networkx(projection.to_networkx())
    assert back.officials == projection.officials
    assert abs(back.matrix - projection.matrix).max() < 1e-15


def test_a_meeting_one_half_life_ago_counts_half_and_the_future_not_at_all() -> None:
    rows = [{"official": o, "meeting": d, "date": d} for o in "ab" for d in ("2022-01-01", "2022-12-31", "2023-06-01")]
    table = Attendance.of([*rows, {"official": "a", "meeting": "undated"}, {"official": "b", "meeting": "undated"}])
    near = co_attendance(table, at="2022-12-31", half_life=364)
    assert near.ties()["weight"].tolist() == pytest.approx([1.5])
    assert near.parameters["undated"] == 1


def test_roles_multiply_and_the_largest_applies() -> None:
    table = Attendance.of(
        [
            {"official": "a", "meeting": "m", "role": "chaired"},
            {"official": "a", "meeting": "m", "role": "spoke"},
            {"official": "b", "meeting": "m", "role": "spoke"},
            {"official": "c", "meeting": "m"},
        ]  # fmt: skip
    )
    found = as_dict(co_attendance(table, roles={"chaired": 3.0, "spoke": 2.0, "attended": 1.0}))
    assert found == pytest.approx({frozenset("ab"): 3.0, frozenset("ac"): 1.5, frozenset("bc"): 1.0})


def test_large_meetings_are_left_out_and_counted() -> None:
    rows = [{"official": f"o{i}", "meeting": "hall"} for i in range(61)]
    near = co_attendance(Attendance.of([*rows, *({"official": o, "meeting": "room"} for o in ("o1", "o2"))]))
    assert near.matrix.nnz == 2
    assert (near.parameters["too_large"], near.parameters["meetings"]) == (1, 1)


def test_the_disparity_filter_is_the_papers_integral(graph: nx.Graph, projection: Projection) -> None:
    """Serrano et al. (2009), eq. 2: α = 1 - (k-1) ∫ (1-x)^(k-2) dx from 0 to the normalised weight."""

    def alpha(node: str, weight: float) -> float:
        k, total = graph.degree(node), graph.degree(node, weight="weight")
        if k < 2:
            return 1.0
        return float(1 - (k - 1) * integrate.quad(lambda x: (1 - x) ** (k - 2), 0, weight / total)[0])

    for row in significance(projection):
        expected = min(alpha(row["a"], row["weight"]), alpha(row["b"], row["weight"]))
        assert row["p"] == pytest.approx(expected, abs=1e-9)


def test_a_backbone_keeps_weights_and_leaves_the_network_alone(projection: Projection) -> None:
    before = projection.matrix.copy()
    spine, strict = disparity(projection, 0.4), disparity(projection, 0.4, both=True)
    assert abs(projection.matrix - before).nnz == 0
    kept, every = as_dict(spine), as_dict(projection)
    assert kept.items() <= every.items()
    assert as_dict(strict).keys() <= kept.keys()
    weak = {frozenset((r["a"], r["b"])) for r in significance(projection) if r["p"] < 0.4}
    assert kept.keys() == weak


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda t: co_attendance(t, half_life=0.0), "half_life"),
        (lambda t: co_attendance(t, roles={"chaired": 2.0}), "roles"),
        (lambda t: disparity(co_attendance(t), 0.0), "alpha"),
    ],
)
def test_wrong_settings_are_refused(call: "object", said: str) -> None:
    assert callable(call)
    with pytest.raises(InputError, match=said):
        call(Attendance.of([{"official": "a", "meeting": "m"}]))


def test_nothing_gives_an_empty_network() -> None:
    near = co_attendance(Attendance.of([]), half_life=100.0)
    assert disparity(near).ties().rows() == []
    assert np.array_equal(near.degrees, [])
