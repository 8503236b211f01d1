"""``Transaction.sync``: exact counts, the fewest writes, nothing lost; the same on both engines."""

import random
from typing import Any

import pytest

from graph.errors import StoreError
from graph.model import Attended, Edge, Group, Holds, In, Meeting, Node, Official, PartOf, Place, Post, Report, Reports
from graph.store import Counts, Store
from tests.graph.store.city import EDGES, NODES


def sync(store: Store, *args: Any, **kwargs: Any) -> tuple[Counts, dict[str, int]]:
    def work(t: Any) -> tuple[Counts, dict[str, int]]:
        return t.sync(*args, **kwargs), t.counters

    return store.transaction(work)


def content(store: Store) -> tuple[list[Any], list[Any]]:
    """All nodes and edges of the graph, sorted."""
    nodes = store.read("MATCH (n) WHERE NOT n:Schema RETURN labels(n) AS l, properties(n) AS p")
    edges = store.read("MATCH (a)-[r]->(b) RETURN a.key AS a, type(r) AS t, b.key AS b, properties(r) AS p")
    for row in [*nodes, *edges]:
        row["p"] = dict(sorted(row["p"].items()))
    return sorted(map(repr, nodes)), sorted(map(repr, edges))


def test_counts_are_those_of_the_server(store: Store) -> None:
    counts, counters = sync(store, NODES, EDGES)
    assert counts.total("inserted") == len(NODES) + len(EDGES)
    assert counts.inserted["Official"] == 4
    assert counts.inserted["REPORTS"] == 6
    assert counters["nodes_created"] == len(NODES)
    assert counters["relationships_created"] == len(EDGES)


def test_twice_changes_nothing_and_says_so(store: Store) -> None:
    sync(store, NODES, EDGES)
    before = content(store)
    counts, counters = sync(store, NODES, EDGES)
    assert counts.changed == 0
    assert counts.total("unchanged") == len(NODES) + len(EDGES)
    assert counters == {}
    assert content(store) == before


def test_order_and_batches_do_not_matter(store: Store) -> None:
    sync(store, NODES, EDGES)
    at_once = content(store)
    store.transaction(lambda t: t.run("MATCH (n) WHERE NOT n:Schema DETACH DELETE n"))
    dice = random.Random(7)
    nodes, edges = dice.sample(NODES, len(NODES)), dice.sample(EDGES, len(EDGES))
    for start in range(0, len(nodes), 3):
        sync(store, nodes[start : start + 3])
    for start in range(0, len(edges), 5):
        sync(store, [], edges[start : start + 5])
    assert content(store) == at_once


def test_update_takes_away_what_is_gone(store: Store) -> None:
    sync(store, [Official(key="o1", name="陈立新", sex="男", reports=1), Official(key="o2", name="林晓燕")])
    counts, _ = sync(store, [Official(key="o1", name="陈立新", reports=2), Official(key="o2", name="林晓燕")])
    assert counts.as_dict() == {"Official": {"updated": 1, "unchanged": 1}}
    rows = store.read("MATCH (o:Official {key: 'o1'}) RETURN properties(o) AS p")
    assert rows == [{"p": {"key": "o1", "name": "陈立新", "reports": 2}}]


def test_an_edge_is_updated_in_place(store: Store) -> None:
    sync(store, NODES, EDGES)
    counts, counters = sync(store, [], [Holds(start="o1", end="p1", seen_first="2030-01-01", reports=5)])
    assert counts.as_dict() == {"HOLDS": {"updated": 1}}
    assert "relationships_created" not in counters
    rows = store.read("MATCH (:Official)-[r:HOLDS]->(:Post {key: 'p1'}) RETURN properties(r) AS p")
    assert rows == [{"p": {"seen_first": "2030-01-01", "reports": 5}}]


def test_parallel_edges_are_told_apart(store: Store) -> None:
    nodes = [Report(key="r1", id="x"), Official(key="o1", name="陈立新")]
    sync(store, nodes, [Reports(start="r1", end="o1", sighting=s, name="陈立新") for s in ("a", "b", "c")])
    counts, _ = sync(
        store,
        [],
        [
            Reports(start="r1", end="o1", sighting="b", name="陈主任"),
            Reports(start="r1", end="o1", sighting="d", name="陈"),
        ],
        remove_edges=[Reports(start="r1", end="o1", sighting="c", name="")],
    )
    assert counts.as_dict() == {"REPORTS": {"inserted": 1, "updated": 1, "removed": 1}}
    rows = store.read("MATCH (:Report)-[r:REPORTS]->(:Official) RETURN r.sighting AS s, r.name AS n ORDER BY s")
    assert [(r["s"], r["n"]) for r in rows] == [("a", "陈立新"), ("b", "陈主任"), ("d", "陈")]


def test_ends_of_several_labels_are_found_in_the_graph(store: Store) -> None:
    sync(store, NODES)
    counts, _ = sync(store, [], [PartOf(start="t2", end="t1"), PartOf(start="g3", end="g2")])
    assert counts.inserted["PART_OF"] == 2
    rows = store.read("MATCH (a)-[:PART_OF]->(b) RETURN labels(a) + labels(b) AS l ORDER BY a.key")
    assert [r["l"] for r in rows] == [["Group", "Group"], ["Place", "Place"]]


@pytest.mark.parametrize(
    ("nodes", "edges", "says"),
    [
        ([Official(key="o1", name="陈立新")], [Attended(start="o1", end="m9")], "no Meeting 'm9'"),
        ([Meeting(key="m1", name="会")], [Attended(start="o9", end="m1")], "no Official 'o9'"),
        ([Place(key="t1", name="东港市")], [PartOf(start="t9", end="t1")], "'t9' to 't1': no such ends"),
        ([Place(key="t1", name="东港市")], [In(start="g9", end="t1")], "no Group 'g9'"),
        ([Group(key="x", name="a"), Group(key="x", name="b")], [], "two different states"),
        (
            [Official(key="o1", name="陈"), Post(key="p1", name="书记")],
            [Holds(start="o1", end="p1", reports=1), Holds(start="o1", end="p1", reports=2)],
            "two different states",
        ),
        ([Official(key="o1", name="\ud800")], [], "ud800.* cannot be stored"),
    ],
)
def test_what_cannot_be_is_refused_whole(store: Store, nodes: list[Node], edges: list[Edge], says: str) -> None:
    with pytest.raises(StoreError, match=says):
        sync(store, nodes, edges)
    assert content(store) == ([], [])


def test_removal(store: Store) -> None:
    sync(store, NODES, EDGES)
    at_m4 = [e for e in EDGES if e.end == "m4"]
    m4 = [n for n in NODES if n.key == "m4"]
    with pytest.raises(StoreError, match="Meeting m4… still has edges"):
        sync(store, remove_nodes=m4)
    counts, counters = sync(store, remove_edges=at_m4, remove_nodes=m4)
    assert counts.as_dict() == {"ATTENDED": {"removed": 1}, "Meeting": {"removed": 1}}
    assert counters == {"nodes_deleted": 1, "relationships_deleted": 1}
    counts, _ = sync(store, remove_nodes=m4)
    assert counts.as_dict() == {}


def test_an_edge_may_move_in_one_call(store: Store) -> None:
    sync(store, NODES, EDGES)
    counts, _ = sync(
        store, [], [Attended(start="o4", end="m2", order=3)], remove_edges=[Attended(start="o4", end="m4", order=1)]
    )
    assert counts.as_dict() == {"ATTENDED": {"inserted": 1, "removed": 1}}


def test_more_rows_than_one_statement_takes(store: Store) -> None:
    number = 6_000
    nodes: list[Node] = [Meeting(key=f"m{n:05d}", name=f"第{n}次会") for n in range(number)]
    nodes += [Official(key=f"o{n}", name="陈立新") for n in range(20)]
    edges = [Attended(start=f"o{n % 20}", end=f"m{n:05d}", order=n) for n in range(number)]
    counts, _ = sync(store, nodes, edges)
    assert counts.total("inserted") == 2 * number + 20
    counts, _ = sync(store, nodes, edges)
    assert counts.total("unchanged") == 2 * number + 20


def test_rows_larger_than_one_statement_takes(store: Store) -> None:
    nodes = [Report(key=f"r{n}", id=str(n), record="记" * 300_000) for n in range(5)]
    counts, _ = sync(store, nodes)
    assert counts.inserted["Report"] == 5
    assert store.read("MATCH (r:Report) RETURN sum(size(r.record)) AS n") == [{"n": 1_500_000}]


def test_any_sequence_of_states_ends_in_the_last(store: Store) -> None:
    """Random states after random states: the graph is always exactly the wanted one, the counts always add up."""
    dice = random.Random(20310620)
    people, meetings = [f"o{n}" for n in range(6)], [f"m{n}" for n in range(5)]
    nodes: list[Node] = [Official(key=k, name=k) for k in people]
    nodes += [Meeting(key=k, name=k) for k in meetings]
    nodes.append(Report(key="r", id="r"))
    sync(store, nodes)
    now: dict[tuple[str, ...], Edge] = {}
    for _ in range(12):
        then: dict[tuple[str, ...], Edge] = {}
        for _ in range(dice.randrange(25)):
            a, m, s = dice.choice(people), dice.choice(meetings), dice.choice("xyz")
            if dice.random() < 0.5:
                then[a, m] = Attended(start=a, end=m, order=dice.choice([None, 1, 2]))
            else:
                then[a, s] = Reports(start="r", end=a, sighting=f"{a}{s}", name=dice.choice("甲乙"))
        gone = [edge for i, edge in now.items() if i not in then]
        counts, _ = sync(store, [], then.values(), remove_edges=gone)
        assert counts.total("removed") == len(gone)
        assert counts.total("inserted") == len(then.keys() - now.keys())
        assert counts.total("unchanged") == sum(now.get(i) == e for i, e in then.items())
        rows = store.read("MATCH (a)-[r]->(b) RETURN a.key AS a, b.key AS b, properties(r) AS p")
        there = sorted(repr((r["a"], r["b"], sorted(r["p"].items()))) for r in rows)
        assert there == sorted(repr((e.start, e.end, sorted(e.properties().items()))) for e in then.values())
        now = then


def test_likely_new_is_a_hint_only(store: Store) -> None:
    """Edges that were there, the same or other, and such as were not: graph and counts are those without the hint."""
    sync(store, NODES, [edge for n, edge in enumerate(EDGES) if n % 3])
    other = [Attended(start="o1", end="m1", order=9), *EDGES[1:]]
    counts, counters = sync(store, NODES, other, likely_new=True)
    assert counts.total("inserted") == counters["relationships_created"] == len(EDGES[::3])
    assert counts.total("unchanged") == len(NODES) + len(EDGES) - len(EDGES[::3])
    counts, _ = sync(store, [], EDGES, likely_new=True)
    assert counts.as_dict()["ATTENDED"] == {"updated": 1, "unchanged": 8}
    assert counts.changed == 1
    rows = store.read("MATCH (:Official {key: 'o1'})-[r:ATTENDED]->(:Meeting {key: 'm1'}) RETURN properties(r) AS p")
    assert rows == [{"p": {"order": 1, "reports": ["dg-1"], "derived": False}}]
    sync(store, remove_edges=EDGES)
    counts, _ = sync(store, [], EDGES, likely_new=True)
    assert counts.total("inserted") == len(EDGES)
    with pytest.raises(StoreError, match="no Meeting 'm9'"):
        sync(store, [], [Attended(start="o1", end="m9")], likely_new=True)
