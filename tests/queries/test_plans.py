"""How the engines go about the questions: each one that is about an entity finds it by an index, and scans nothing.

Planners look at how many there are of each label, so a graph of some size is asked.
"""

import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, LiteralString

import neo4j
import pytest

from benchmarks.large import LargeGraph
from graph.store import Store, Transaction
from queries import Query, catalogue
from queries.find import STEPS

LABELS = {"official": "Official", "group": "Group", "post": "Post", "meeting": "Meeting"}
ANCHORED = [q for q in catalogue().values() if any(p.required and p.type in STEPS for p in q.parameters.values())]
BUSIEST: dict[str, LiteralString] = {
    "official": "MATCH (n:Official)-[r:ATTENDED]->() WITH n, count(r) AS many "
    "RETURN n.key AS key ORDER BY many DESC, key LIMIT 2",
    "group": "MATCH (n:Group)-[r:CONVENED]->() WITH n, count(r) AS many "
    "RETURN n.key AS key ORDER BY many DESC, key LIMIT 2",
    "post": "MATCH (n:Post)<-[r:HOLDS]-() WITH n, count(r) AS many RETURN n.key AS key ORDER BY many DESC, key LIMIT 2",
    "meeting": "MATCH (n:Meeting)<-[r:ATTENDED]-() WITH n, count(r) AS many "
    "RETURN n.key AS key ORDER BY many DESC, key LIMIT 2",
}
SCAN = re.compile(r"scan", re.IGNORECASE)
RUN = re.compile(r"rows")
"""In the embedded engine's plan, a step that was reached."""


def anchors(query: Query) -> list[str]:
    """The labels of what must be given."""
    return [LABELS[p.type] for p in query.parameters.values() if p.required and p.type in STEPS]


class Plans:
    """Asks an engine how it would answer (Neo4j: ``EXPLAIN``), or did (embedded: only ``PROFILE`` names the index)."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.busiest = {kind: [row["key"] for row in store.read(query)] for kind, query in BUSIEST.items()}

    def faults(self, query: Query) -> list[str]:
        """Scans, and labels that no index is used for."""
        used, scans = self._neo4j(query) if self.store.engine == "neo4j" else self._embedded(query)
        return scans + [f"no index on the key of {label}" for label in anchors(query) if label not in used]

    def _values(self, query: Query) -> dict[str, Any]:
        values: dict[str, Any] = {n: "2018" if p.required else p.default for n, p in query.parameters.items()}
        keys = {kind: iter(found) for kind, found in self.busiest.items()}
        return values | {n: [next(keys[p.type])] for n, p in query.parameters.items() if p.type in STEPS}

    def _summary(self, text: str, query: Query) -> neo4j.ResultSummary:
        with self.store._driver.session(database=self.store._database) as session:
            return session.execute_read(lambda t: t.run(text, self._values(query)).consume())

    def _neo4j(self, query: Query) -> tuple[set[str], list[str]]:
        plan = self._summary("EXPLAIN " + query.cypher, query).plan
        assert plan is not None
        found = list(operators(plan))
        seeks = " ".join(details for name, details in found if name.endswith("IndexSeek"))
        return set(re.findall(r":(\w+)\(key\)", seeks)), [f"{n} {details}" for n, details in found if SCAN.search(n)]

    def _embedded(self, query: Query) -> tuple[set[str], list[str]]:
        profile = self._summary("PROFILE " + query.cypher, query).profile
        assert profile is not None
        lines = [line.strip(" +") for line in str(profile["args"]["string-representation"]).splitlines()]
        reached = [line for line in lines if line.startswith("MATCH NODE (") and RUN.search(line)]
        scans = [line for line in reached if re.match(r"MATCH NODE \(\w+:", line) and "[index:" not in line]
        return set(re.findall(r"index[:=] ?(\w+)\[key\]", "\n".join(lines))), scans + [
            s for s in lines if SCAN.search(s)
        ]


def operators(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every operator of Neo4j's tree, with its details."""
    yield plan["operatorType"].partition("@")[0], str(plan["args"].get("Details", ""))
    for child in plan.get("children", ()):
        yield from operators(child)


def test_most_questions_are_about_one_thing() -> None:
    assert len(ANCHORED) >= 30
    assert {label for query in ANCHORED for label in anchors(query)} == set(LABELS.values())


@pytest.mark.slow
def test_what_is_asked_about_is_found_by_its_index(open_empty: Callable[[], Store]) -> None:
    store = open_empty()
    for nodes, edges in LargeGraph(600, 1_000, 9_000).parts():
        store.transaction(partial(Transaction.sync, nodes=nodes, edges=edges))
    plans = Plans(store)
    until = time.monotonic() + 60
    while True:
        faults = {query.name: found for query in ANCHORED if (found := plans.faults(query))}
        if not faults or store.engine != "neo4j" or time.monotonic() > until:
            break
        # The server counts in the background how much is in an index, and thinks it empty until then.
        store.read("CALL db.resampleOutdatedIndexes()")
        time.sleep(2)
        store.read("CALL db.clearQueryCaches()")
    assert faults == {}
    assert plans.faults(catalogue()["not_seen_since"]), "a scan is seen where there is one"
