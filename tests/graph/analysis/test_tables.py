import random
from itertools import permutations
from typing import Any

import networkx as nx
import numpy as np
import pytest

from graph.analysis import Attendance, Tenures
from graph.analysis.tables import to_day
from graph.errors import InputError

ROWS: list[dict[str, Any]] = [
    {"official": "o1", "meeting": "m1", "role": "chaired", "date": "2022-07-29", "order": 1, "groups": ["g2", "g1"]},
    {"official": "o1", "meeting": "m1", "role": "spoke"},
    {"official": "o2", "meeting": "m1", "order": 2},
    {"official": "o2", "meeting": "m2", "date": "2022-08"},
    {"official": "o3", "meeting": "m2", "role": "spoke"},
    {"official": "o3", "meeting": "m3", "date": "08-02"},
]


def same(a: Attendance, b: Attendance) -> bool:
    arrays = ("official", "meeting", "role", "order", "date", "host_group", "host_meeting")
    keys = (a.officials, a.meetings, a.groups) == (b.officials, b.meetings, b.groups)
    return keys and all(np.array_equal(getattr(a, n), getattr(b, n), equal_nan=n == "date") for n in arrays)


def test_rows_of_one_person_at_one_meeting_are_one() -> None:
    table = Attendance.of(ROWS)
    assert len(table) == 5
    assert table.role.tolist() == [7, 1, 1, 3, 1]
    assert table.k.tolist() == [2, 2, 1]
    assert [table.groups[g] if g >= 0 else None for g in table.group] == ["g2", None, None]
    assert table.year.tolist() == [2022, 2022, 0]


def test_the_order_of_rows_does_not_matter() -> None:
    table = Attendance.of(ROWS)
    assert all(same(table, Attendance.of(list(rows))) for rows in list(permutations(ROWS))[::37])


def test_a_graph_gives_the_same_table_as_its_rows() -> None:
    graph = nx.MultiDiGraph()
    for key, label in (("o1", "Official"), ("o2", "Official"), ("o3", "Official"), ("g1", "Group"), ("g2", "Group")):
        graph.add_node(key, label=label, name=f"name of {key}")
    for key, date in (("m1", "2022-07-29"), ("m2", "2022-08"), ("m3", None)):
        graph.add_node(key, label="Meeting", name=key, **({"date": date} if date else {}))
    edges = [("g1", "m1", "CONVENED", 2), ("g2", "m1", "CONVENED", 1), ("o1", "m1", "ATTENDED", 1)]
    edges += [("o2", "m1", "ATTENDED", 2), ("o1", "m1", "CHAIRED", 1), ("o1", "m1", "SPOKE_AT", 5)]
    edges += [("o2", "m2", "ATTENDED", 0), ("o3", "m2", "ATTENDED", 0), ("o3", "m2", "SPOKE_AT", 1)]
    edges += [("o3", "m3", "ATTENDED", 0)]
    random.Random(4).shuffle(edges)
    for start, end, kind, order in edges:
        graph.add_edge(start, end, type=kind, **({"order": order} if order else {}))
    table = Attendance.from_graph(graph)
    assert same(table, Attendance.of(ROWS))
    assert table.shown(["o1", "unknown"]) == ["name of o1", "unknown"]


def test_posts_know_their_group_and_territory() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("o", label="Official", name="沈砚秋")
    graph.add_node("p", label="Post", name="桐浦区委书记", title="书记")
    graph.add_node("g", label="Group", name="桐浦区委", territory="桐浦区", level="county")
    graph.add_edge("o", "p", type="HOLDS", seen_first="2021-03-17", seen_last="2022-07-08", end_date="2022-07-08")
    graph.add_edge("p", "g", type="OF")
    tenures = Tenures.from_graph(graph)
    assert (tenures.official, tenures.group, tenures.territory, tenures.level) == (
        ("o",),
        ("g",),
        ("桐浦区",),
        ("county",),
    )
    assert tenures.days.tolist() == [478]


def test_windows_keep_all_keys_and_leave_undated_out() -> None:
    table = Attendance.of(ROWS)
    part = table.between("2022-08-01", "2022-09-01")
    assert part.officials == table.officials
    assert part.k.tolist() == [0, 2, 0]
    assert table.between().k.tolist() == [2, 2, 0]


@pytest.mark.parametrize(
    ("date", "day"), [("2022", "2022-07-01"), ("2022-02", "2022-02-15"), (None, "NaT"), ("7", "NaT")]
)
def test_a_partial_date_stands_for_its_middle(date: str | None, day: str) -> None:
    assert str(to_day(date)) == day


def test_an_unknown_role_is_named() -> None:
    with pytest.raises(InputError, match="invited"):
        Attendance.of([{"official": "o", "meeting": "m", "role": "invited"}])


def test_nothing_gives_empty_tables() -> None:
    assert len(Attendance.of([])) == len(Tenures.of([])) == 0
    assert Attendance.of([]).incidence().shape == (0, 0)
