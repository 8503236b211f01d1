"""The graph as networkx objects: nothing lost, and co-attendance by the book."""

from collections import Counter
from collections.abc import Callable

import networkx as nx
import pytest

from graph.load import build, load
from graph.model import MeetingReport, edge_type, label
from graph.network import co_attendance, full
from graph.store import Store
from tests.records import extracted_records


def test_the_full_network_has_every_node_and_edge(open_empty: Callable[[], Store]) -> None:
    store = open_empty()
    records = extracted_records()
    load(store, records)
    wanted = build(records)
    network = full(store)
    assert Counter(nx.get_node_attributes(network, "label").values()) == Counter(
        label(type(n)) for n in wanted.nodes.values()
    )
    assert Counter(d["type"] for _, _, d in network.edges(data=True)) == Counter(
        edge_type(type(e)) for e in wanted.edges.values()
    )
    chair = next(d for _, _, d in network.edges(data=True) if d["type"] == "CHAIRED")
    assert "主持" in chair["sentence"]
    assert not any("record" in data for _, data in network.nodes(data=True))


def meeting(report: str, day: str, *names: str) -> MeetingReport:
    return MeetingReport.model_validate(
        {
            "id": report,
            "officials": [{"name": name, "posts": [f"青原区{name}局局长"]} for name in names],
            "meetings": [{"name": f"{report}会议", "date": day, "groups": ["青原区政府"], "attended": list(names)}],
        }
    )


def test_each_meeting_adds_one_over_its_size_less_one(open_empty: Callable[[], Store]) -> None:
    store = open_empty()
    load(store, [meeting("甲", "2021-03-01", "王一", "李二"), meeting("乙", "2022-03-01", "王一", "李二", "张三")])
    network = co_attendance(store)
    by_name = {data["name"]: key for key, data in network.nodes(data=True)}
    edge = network.edges[by_name["王一"], by_name["李二"]]
    assert edge["weight"] == pytest.approx(1.5)
    assert edge["meetings"] == 2
    assert network.edges[by_name["王一"], by_name["张三"]]["weight"] == pytest.approx(0.5)
    later = co_attendance(store, since="2022", until="2022-03")
    assert later.edges[by_name["王一"], by_name["李二"]]["meetings"] == 1
    assert co_attendance(store, largest=2).number_of_edges() == 1
    assert co_attendance(store, since="2030").number_of_edges() == 0


def test_who_met_whom_equals_networkx(open_empty: Callable[[], Store]) -> None:
    """Newman's weights, as ``networkx.bipartite`` projects them; counted once who is named twice."""
    store = open_empty()
    load(store, extracted_records())
    attended = [(a, b) for a, b, d in full(store).edges(data=True) if d["type"] == "ATTENDED"]
    officials = {a for a, _ in attended}
    expected = nx.bipartite.collaboration_weighted_projected_graph(nx.Graph(attended), officials)
    found = co_attendance(store, largest=10**6)
    assert {frozenset(e) for e in found.edges} == {frozenset(e) for e in expected.edges}
    for a, b, weight in expected.edges(data="weight"):
        assert found.edges[a, b]["weight"] == pytest.approx(weight, abs=1e-9)
