"""The whole catalogue of questions gives the same rows on both engines: values, their types, and their order."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks.world import simulate
from graph.load import load
from graph.model import MeetingReport
from graph.store import Store, open_store
from queries import run
from queries.catalogue import catalogue
from tests.conftest import Given, emptied
from tests.records import example_records, extracted_records

PRESENT = ["苗远山", "郎清河", "景一舟"]
TWICE = {"name": "澄湖区防汛工作会议", "date": "2021-06-03", "groups": ["澄湖区委"], "attended": PRESENT}
MORE: list[dict[str, Any]] = [
    {"id": "odd", "officials": [{"name": "洛青原"}], "meetings": [{"name": "碰头会", "attended": ["洛青原"]}]},
    *(
        {
            "id": f"paper {chair}",
            "source": {"published": "2021-06-04", "territory": "澄湖区"},
            "officials": [{"name": name} for name in PRESENT],
            "meetings": [{**TWICE, "chaired": [chair]}],
        }
        for chair in PRESENT[:2]
    ),
]
"""A meeting without a day and without a chair; one that two papers give different chairs."""
EMPTY = {"groups_without_territory", "order_changes"}
"""Questions to which these reports have no answer; that is the same on both."""
LABELS = {"official": "Official", "group": "Group", "post": "Post", "meeting": "Meeting"}
DATES = ["2021", "2030", "2000-06", "2019-03-05"]


@pytest.fixture(scope="module")
def both(neo4j_server: Given, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    told = [MeetingReport.model_validate(one) for one in (*(t.record for t in simulate(3, 150, crowd=0.3)), *MORE)]
    records = {record.id: record for record in (*example_records(), *extracted_records(), *told)}.values()
    address, auth = neo4j_server
    with (
        open_store(tmp_path_factory.mktemp("both") / "graph") as embedded,
        open_store(address, auth=auth) as server,
    ):
        emptied(server)
        for store in (embedded, server):
            load(store, records)
        yield embedded, server
        emptied(server)


def typed(value: Any) -> Any:
    """With its type beside it: 1, 1.0 and True are equal, and not the same."""
    if isinstance(value, list):
        return [typed(item) for item in value]
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    return type(value).__name__, value


@pytest.mark.neo4j
@pytest.mark.parametrize("name", sorted(catalogue()))
def test_a_question_has_one_answer(both: tuple[Store, Store], name: str) -> None:
    query = catalogue()[name]
    known = {kind: most_told_of(both[0], label) for kind, label in LABELS.items()}
    answered = 0
    for turn in range(4):
        given: dict[str, Any] = {}
        last: Counter[str] = Counter()
        for parameter, about in query.parameters.items():
            kind = str(about.type)
            if kind in known:
                given[parameter] = known[kind][(turn + last[kind]) % len(known[kind])]
                last[kind] += 1
            elif kind == "date" and (about.required or turn):
                given[parameter] = DATES[turn]
            elif about.required:
                given[parameter] = "会议"
        first, second = (run(store, name, **given) for store in both)
        assert typed(first.to_dicts()) == typed(second.to_dicts()), given
        answered += len(first.to_dicts())
    assert (answered == 0) == (name in EMPTY)


def most_told_of(store: Store, label: str) -> list[str]:
    """Names, the most connected first."""
    asked = f"MATCH (n:{label})-[r]-() RETURN n.key AS key, count(r) AS n ORDER BY n DESC, key LIMIT 6"
    return [row[0] for row in store.query(asked).rows]
