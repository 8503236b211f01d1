"""The Cypher that people may rely on: the same statement gives the same rows on every engine.

``probes.cypher`` holds what reads, ``writes.cypher`` what writes.
"""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from graph.errors import StoreError
from graph.store import Store, Transaction, open_store, schema
from graph.store.value import plain
from tests.graph.store.city import EDGES, NODES


class Probe(NamedTuple):
    """Statements, their parameters, the rows of the last one."""

    name: str
    given: dict[str, Any]
    statements: list[str]
    gives: list[list[Any]]


def probes(file: str) -> list[Probe]:
    found: list[Probe] = []
    text = (Path(__file__).parent / file).read_text("utf-8")
    for block in text.split("\n\n")[1:]:
        lines = block.strip().splitlines()
        name = lines.pop(0).removeprefix("// ")
        given = json.loads(lines.pop(0).removeprefix("// given ")) if lines[0].startswith("// given") else {}
        gives = json.loads(lines.pop().removeprefix("// gives "))
        if "day" in given:
            given["day"] = datetime.date.fromisoformat(given["day"])
        found.append(Probe(name, given, "\n".join(lines).split(";\n"), gives))
    return found


READS, WRITES = probes("probes.cypher"), probes("writes.cypher")


@pytest.fixture(
    scope="module",
    params=[
        "embedded",
        pytest.param("neo4j", marks=pytest.mark.neo4j),
        pytest.param("current", marks=pytest.mark.neo4j),
    ],
)
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    if request.param == "embedded":
        target, auth = str(tmp_path_factory.mktemp("city") / "graph"), None
    else:
        target, auth = request.getfixturevalue("neo4j_server" if request.param == "neo4j" else "neo4j_current")
    with open_store(target, auth=auth) as store:
        store.transaction(lambda t: t.run("MATCH (n) WHERE NOT n:Schema DETACH DELETE n"))
        store.transaction(lambda t: t.sync(NODES, EDGES))
        yield store


@pytest.mark.parametrize("probe", READS, ids=[p.name for p in READS])
def test_statement(city: Store, probe: Probe) -> None:
    (statement,) = probe.statements
    assert city.query(statement, probe.given).rows == probe.gives


class _Undone(Exception):  # noqa: N818 - says a state
    """Takes a transaction back."""


def size(store: Store) -> list[dict[str, Any]]:
    return store.read("MATCH (n) WITH count(n) AS nodes MATCH ()-[r]->() RETURN nodes, count(r) AS edges")


@pytest.mark.parametrize("probe", WRITES, ids=[p.name for p in WRITES])
def test_write_and_take_back(city: Store, probe: Probe) -> None:
    before = size(city)
    rows: list[list[Any]] = []

    def work(transaction: Transaction) -> None:
        for statement in probe.statements:
            answer = transaction.run(statement, **probe.given)
            rows[:] = [[plain(value) for value in row.values()] for row in answer]
        raise _Undone

    with pytest.raises(_Undone):
        city.transaction(work)
    assert rows == probe.gives
    assert size(city) == before


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (:Official {key: 'o1', name: '另一人'})",
        "MATCH (o:Official {key: 'o2'}) SET o.key = 'o1'",
        "MATCH (o:Official {key: 'o1'}) DELETE o",
        "CREATE (:Official {key: 'o9'}) WITH 1 AS x MATCH (m:Meeting {key: 'm1'}) DELETE m",
    ],
)
def test_what_would_break_the_graph_is_refused_whole(city: Store, statement: str) -> None:
    before = size(city)
    with pytest.raises(StoreError):
        city.query(statement, write=True)
    assert size(city) == before
    assert city.read("MATCH (o:Official) RETURN count(DISTINCT o.key) AS n") == [{"n": 4}]


def test_constraints_and_indexes_can_be_asked_for_again(city: Store) -> None:
    """Also those of an edge's property; they are there once, and listed by name."""
    wanted = dict(schema.statements())
    assert any("-[r:" in statement for statement in wanted.values())
    for statement in wanted.values():
        city.query(statement, write=True)
    indexes = [row["name"] for row in city.read("SHOW INDEXES")]
    constraints = [row["name"] for row in city.read("SHOW CONSTRAINTS")]
    assert len(indexes) == len(set(indexes))
    assert len(constraints) == len(set(constraints))
    assert wanted.keys() <= {*indexes, *constraints}
