"""The Cypher that analysts may rely on: the same statement gives the same rows on every engine (``probes.cypher``)."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from graph.store import Store, open_store
from tests.graph.store.city import EDGES, NODES


class Probe(NamedTuple):
    """One statement, its parameters, its rows."""

    name: str
    given: dict[str, Any]
    cypher: str
    gives: list[list[Any]]


def probes() -> Iterator[Probe]:
    text = (Path(__file__).parent / "probes.cypher").read_text("utf-8")
    for block in text.split("\n\n")[1:]:
        lines = block.strip().splitlines()
        name = lines.pop(0).removeprefix("// ")
        given = json.loads(lines.pop(0).removeprefix("// given ")) if lines[0].startswith("// given") else {}
        gives = json.loads(lines.pop().removeprefix("// gives "))
        if "day" in given:
            given["day"] = datetime.date.fromisoformat(given["day"])
        yield Probe(name, given, "\n".join(lines), gives)


PROBES = list(probes())


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


@pytest.mark.parametrize("probe", PROBES, ids=[p.name for p in PROBES])
def test_statement(city: Store, probe: Probe) -> None:
    assert city.query(probe.cypher, probe.given).rows == probe.gives
