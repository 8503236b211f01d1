"""Read from a store, the tables are those of the full graph, on both engines."""

from dataclasses import fields

import numpy as np
import pytest

from graph.analysis import Attendance, Tenures, analyse, read_attendance, read_tenures
from graph.load import load
from graph.network import full
from graph.store import Store
from tests.records import example_records


@pytest.fixture
def examples(store: Store) -> Store:
    load(store, example_records())
    return store


def assert_same(one: Attendance | Tenures, other: Attendance | Tenures) -> None:
    for field in fields(one):
        if field.name != "names":
            a, b = getattr(one, field.name), getattr(other, field.name)
            assert np.array_equal(a, b, equal_nan=a.dtype.kind == "M") if isinstance(a, np.ndarray) else a == b


def test_the_same_tables_as_through_networkx(examples: Store) -> None:
    network = full(examples)
    attendance, tenures = read_attendance(examples), read_tenures(examples)
    assert_same(attendance, Attendance.from_graph(network))
    assert_same(tenures, Tenures.from_graph(network))
    assert attendance.shown(attendance.officials) == [network.nodes[key]["name"] for key in attendance.officials]
    assert (attendance.k > 0).sum() == 19


def test_the_examples_show_what_they_were_written_to_show(examples: Store) -> None:
    found = analyse(read_attendance(examples), read_tenures(examples), seeds=3)
    first = found["officials"].rows()[0]
    assert (first["name"], first["meetings"]) in {("沈砚秋", 8), ("贺连城", 8)}
    promoted = [m for m in found["moves"] if m["name"] == "沈砚秋" and m["to_title"] == "副市长"]
    assert [m["from_title"] for m in promoted][:1] == ["书记"]
    assert found["two_mode"]["meetings"].tolist() == [19]


def test_an_empty_store_gives_empty_tables(store: Store) -> None:
    assert len(read_attendance(store)) == len(read_tenures(store)) == 0
