import networkx as nx
import numpy as np
import pytest

from graph.analysis import Attendance, Projection, Tenures, bodies, counts
from graph.errors import InputError


def test_southern_women_as_published(women: Attendance, southern: nx.Graph) -> None:
    """Davis, Gardner and Gardner (1941): 18 women, 14 events of these sizes, 89 attendances."""
    assert sorted(women.k.tolist()) == [3, 3, 3, 3, 4, 4, 5, 6, 6, 8, 8, 10, 12, 14]
    row = counts.two_mode(women).rows()[0]
    assert (row["officials"], row["meetings"], row["attendances"]) == (18, 14, 89)
    assert row["density"] == pytest.approx(nx.bipartite.density(southern, southern.graph["top"]), abs=1e-12)
    assert row["clustering"] == pytest.approx(nx.bipartite.robins_alexander_clustering(southern), abs=1e-12)
    sizes = counts.sizes(women)
    assert dict(zip(sizes["size"].tolist(), sizes["meetings"].tolist(), strict=True))[3] == 4
    assert sizes["pair_share"].sum() == pytest.approx(1)
    frame = counts.attendance(women)
    assert dict(zip(frame["official"], frame["meetings"].tolist(), strict=True)) == {
        woman: southern.degree(woman) for woman in southern.graph["top"]
    }


def test_roles_and_dates_are_counted() -> None:
    rows = [
        {"official": "a", "meeting": "m1", "role": "chaired", "date": "2022-01-05"},
        {"official": "a", "meeting": "m2", "role": "spoke", "date": "2021-01-05"},
        {"official": "a", "meeting": "m3"},
        {"official": "b", "meeting": "m3"},
    ]
    first, second = counts.attendance(Attendance.of(rows)).rows()
    assert (first["meetings"], first["chaired"], first["spoke"]) == (3, 1, 1)
    assert (first["first"], first["last"], first["mean_size"]) == ("2021-01-05", "2022-01-05", pytest.approx(4 / 3))
    assert (second["first"], second["last"]) == (None, None)


def test_repeated_line_ups_are_exact_sets() -> None:
    held = {"m1": "abc", "m2": "cab", "m3": "abcd", "m4": "abd", "m5": "ab", "m6": "ab"}
    rows = [{"official": o, "meeting": m, "date": f"2022-0{m[1]}-01"} for m, who in held.items() for o in who]
    (row,) = counts.line_ups(Attendance.of(rows)).rows()
    assert row == {
        "officials": ("a", "b", "c"), "size": 3, "meetings": 2, "first": "2022-01-01", "last": "2022-02-01",
    }  # fmt: skip


def test_interlocks_are_shared_persons() -> None:
    held = {"m1": ("g", "ab"), "m2": ("g", "abc"), "m3": ("h", "bcd"), "m4": ("i", "e")}
    rows = [{"official": o, "meeting": m, "group": g} for m, (g, who) in held.items() for o in who]
    (row,) = bodies.interlocks(Attendance.of(rows, names={"g": "区委"})).rows()
    assert (row["a"], row["b"], row["a_name"], row["shared"], row["jaccard"]) == ("g", "h", "区委", 2, 0.5)


def test_shared_posts_come_from_posts() -> None:
    rows = [{"official": o, "post": p, "group": g} for o, p, g in map(tuple, ["a1g", "a2h", "b3h", "b4g", "b5i"])]
    frame = bodies.shared_posts(Tenures.of(rows), minimum=2)
    assert [(r["a"], r["b"], r["shared"]) for r in frame] == [("g", "h", 2)]


def test_mixing_equals_networkx() -> None:
    karate = nx.relabel_nodes(nx.Graph(nx.karate_club_graph()), str)
    club = nx.get_node_attributes(karate, "club")
    unweighted = nx.Graph(karate.edges)
    frame = bodies.mixing(Projection.from_networkx(unweighted), club, permutations=199)
    assert frame["r"][0] == pytest.approx(nx.attribute_assortativity_coefficient(karate, "club"), abs=1e-12)
    assert frame["p"][0] == pytest.approx(1 / 200)
    chance = bodies.mixing(
        Projection.from_networkx(unweighted),
        dict(zip(karate, np.random.default_rng(1).permutation(list(club.values())).tolist(), strict=True)),
        permutations=199,
    )
    assert chance["p"][0] > 0.05
    with pytest.raises(InputError, match="attribute"):
        bodies.mixing(Projection.from_networkx(karate), {"nobody": "x"})
