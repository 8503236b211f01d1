"""Every measure is held against something that is not ours: networkx, a paper's value, or scipy.

``HELD_AGAINST`` says where, and a measure that is missing from it fails. What no other file holds against networkx on
the classic networks is held here: the ties between groups, what persists from window to window, repeated line-ups.
"""

import ast
from collections import Counter
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest

from graph.analysis import Attendance, bodies, counts, measure_table
from graph.analysis.change import persistence
from graph.analysis.project import co_attendance
from graph.analysis.tables import Tenures

HELD_AGAINST = {
    "co_attendance": "test_project.test_weights_equal_newmans_on_southern_women",
    "significance": "test_project.test_the_disparity_filter_is_the_papers_integral",
    "disparity": "test_project.test_a_backbone_keeps_weights_and_leaves_the_network_alone",
    "find_circles": "test_circles.test_karate_reaches_the_known_optimum",
    "modularity_of": "test_circles.test_modularity_equals_networkx",
    "degree": "test_centrality.test_equal_to_networkx",
    "strength": "test_centrality.test_equal_to_networkx",
    "pagerank": "test_centrality.test_equal_to_networkx",
    "core_number": "test_centrality.test_equal_to_networkx",
    "constraint": "test_centrality.test_equal_to_networkx",
    "effective_size": "test_centrality.test_equal_to_networkx",
    "clustering": "test_centrality.test_equal_to_networkx",
    "betweenness": "test_centrality.test_equal_to_networkx",
    "attendance": "test_counts.test_southern_women_as_published",
    "sizes": "test_counts.test_southern_women_as_published",
    "two_mode": "test_counts.test_southern_women_as_published",
    "line_ups": "test_references.test_line_ups_equal_a_count_of_sets",
    "interlocks": "test_references.test_interlocks_equal_networkx_overlap",
    "shared_posts": "test_references.test_shared_posts_equal_networkx_projection",
    "mixing": "test_counts.test_mixing_equals_networkx",
    "persistence": "test_references.test_what_persists_equals_sets_of_edges",
    "comings_and_goings": "test_change.test_comings_and_goings_of_one_body",
    "spring_rank": "test_precedence.test_spring_rank_has_least_energy",
    "bradley_terry": "test_precedence.test_bradley_terry_as_published",
    "order_of_precedence": "test_precedence.test_the_ranks_of_the_simulated_province_are_found_from_ten_meetings",
    "order_changes": "test_precedence.test_a_turn_is_found_with_its_dates",
    "sequences": "test_careers.test_posts_follow_in_order",
    "moves": "test_careers.test_a_move_is_from_the_post_left_last_and_posts_held_together_are_none",
    "transitions": "test_careers.test_transitions_between_levels",
    "survival": "test_careers.test_survival_as_published",
    "time_in_post": "test_careers.test_a_spell_that_runs_to_the_end_of_the_reports_is_not_ended",
    "moved_together": "test_careers.test_who_moved_together",
    "expected_company": "test_company.test_mantel_haenszel_as_published",
}
"""For each measure the test that holds it against the reference (of counts of careers: against a hand count)."""


def test_every_measure_is_held_against_a_reference() -> None:
    assert set(HELD_AGAINST) == set(measure_table()["measure"])
    written = {
        f"{path.stem}.{node.name}"
        for path in Path(__file__).parent.glob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert set(HELD_AGAINST.values()) <= written


@pytest.fixture(scope="session")
def hosted(southern: nx.Graph) -> Attendance:
    """The Southern Women, each event a body of its own that met once."""
    women = set(southern.graph["top"])
    return Attendance.of({"official": a, "meeting": b, "group": b} for a, b in southern.edges if a in women)


def test_interlocks_equal_networkx_overlap(hosted: Attendance, southern: nx.Graph) -> None:
    """Breiger (1974) made them of these data: the events' overlap is the women's matrix the other way round."""
    events = southern.graph["bottom"]
    shared = nx.bipartite.weighted_projected_graph(southern, events)
    jaccard = nx.bipartite.overlap_weighted_projected_graph(southern, events, jaccard=True)
    frame = bodies.interlocks(hosted)
    assert {frozenset((r["a"], r["b"])) for r in frame} == {frozenset(edge) for edge in shared.edges}
    for row in frame:
        assert row["shared"] == shared[row["a"]][row["b"]]["weight"]
        assert row["jaccard"] == pytest.approx(jaccard[row["a"]][row["b"]]["weight"], abs=1e-9)


def test_shared_posts_equal_networkx_projection(southern: nx.Graph) -> None:
    women = set(southern.graph["top"])
    held = Tenures.of({"official": a, "post": f"{a} {b}", "group": b} for a, b in southern.edges if a in women)
    shared = nx.bipartite.weighted_projected_graph(southern, southern.graph["bottom"])
    frame = bodies.shared_posts(held)
    found = {frozenset((r["a"], r["b"])): r["shared"] for r in frame}
    assert found == {frozenset((a, b)): weight for a, b, weight in shared.edges(data="weight")}


def test_line_ups_equal_a_count_of_sets(southern: nx.Graph) -> None:
    """Karate's maximal cliques as meetings, some of them held again and again."""
    cliques = sorted(map(sorted, nx.find_cliques(nx.karate_club_graph())))
    held = [clique for n, clique in enumerate(cliques) for _ in range(1 + n % 4)]
    table = Attendance.of({"official": str(o), "meeting": f"m{m}"} for m, who in enumerate(held) for o in who)
    expected = Counter(frozenset(map(str, who)) for who in held if len(who) >= 3)
    found = {frozenset(row["officials"]): row["meetings"] for row in counts.line_ups(table)}
    assert found == {who: n for who, n in expected.items() if n >= 2}


def test_what_persists_equals_sets_of_edges(southern: nx.Graph) -> None:
    """The fourteen events spread over four years: Jaccard's index of the years' projections, made by networkx."""
    women, events = set(southern.graph["top"]), sorted(southern.graph["bottom"], key=lambda e: int(e[1:]))
    year = {event: 2019 + n // 4 for n, event in enumerate(events)}
    table = Attendance.of(
        {"official": a, "meeting": b, "date": f"{year[b]}-05-01"} for a, b in southern.edges if a in women
    )
    ties = []
    for each in sorted({*year.values()}):
        part = southern.subgraph([*women, *(e for e in events if year[e] == each)])
        projected = nx.bipartite.projected_graph(part, women)
        ties.append({frozenset(edge) for edge in projected.edges})
    frame = persistence(table)
    assert frame["ties"].tolist() == [len(edges) for edges in ties]
    for row, (before, now) in zip(frame.rows()[1:], zip(ties, ties[1:], strict=False), strict=True):
        assert row["jaccard"] == pytest.approx(len(before & now) / len(before | now), abs=1e-9)
        assert row["kept"] == pytest.approx(len(before & now) / len(before), abs=1e-9)


def test_weights_of_all_pairs_equal_newmans_sum(hosted: Attendance, southern: nx.Graph) -> None:
    """By the paper's formula, pair by pair (Newman 2001, eq. 2)."""
    near = {frozenset((r["a"], r["b"])): r["weight"] for r in co_attendance(hosted).ties()}
    for a, b in combinations(sorted(southern.graph["top"]), 2):
        expected = sum(1 / (southern.degree(e) - 1) for e in set(southern[a]) & set(southern[b]))
        assert near.get(frozenset((a, b)), 0.0) == pytest.approx(expected, abs=1e-9)
