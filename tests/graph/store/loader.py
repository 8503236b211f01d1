"""A loader to be killed: writes 30 parts, each in one transaction, and says so after each.

    python -m tests.graph.store.loader TARGET [BYTES]

The password of a server is taken from ``LOADER_PASSWORD``. ``BYTES`` is the size that no file of this process may pass:
a disk that is full.
"""

import os
import resource
import sys

import orjson

from graph.errors import StoreError
from graph.model import Attended, Edge, Meeting, Node, Official, Report, Reports
from graph.store import Store, Transaction, open_store

PARTS = 30
SIZE = 25

Part = tuple[list[Node], list[Edge]]


def part(number: int) -> Part:
    """Officials that recur, meetings and a report of its own."""
    report = Report(key=f"r{number}", id=f"report {number}", record="记" * 500)
    nodes: list[Node] = [report]
    edges: list[Edge] = []
    for n in range(SIZE):
        official = Official(key=f"o{(number * 7 + n) % 60}", name=f"官员{(number * 7 + n) % 60}")
        meeting = Meeting(key=f"m{number}-{n % 5}", name="会议", date="2031-05-02")
        nodes += [official, meeting]
        edges.append(Attended(start=official.key, end=meeting.key, order=n, reports=(report.id,)))
        edges.append(Reports(start=report.key, end=official.key, sighting=f"s{number}-{n}", name=official.name))
    return list({(type(n), n.key): n for n in nodes}.values()), edges


def load(store: Store, number: int) -> int:
    """One part; how many elements are new."""

    def work(transaction: Transaction) -> int:
        nodes, edges = part(number)
        return transaction.sync(nodes, edges).total("inserted")

    return store.transaction(work)


def content(store: Store) -> list[str]:
    """The whole graph, without what depends on the run."""
    nodes = store.read("MATCH (n) WHERE NOT n:Schema RETURN labels(n) AS l, properties(n) AS p")
    edges = store.read("MATCH (a)-[r]->(b) RETURN a.key AS a, type(r) AS t, b.key AS b, properties(r) AS p")
    return sorted(orjson.dumps(row, option=orjson.OPT_SORT_KEYS).decode() for row in [*nodes, *edges])


def main() -> int:
    if len(sys.argv) > 2:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
    try:
        password = os.environ.get("LOADER_PASSWORD")
        with open_store(sys.argv[1], auth=("neo4j", password) if password else None) as store:
            for number in range(PARTS):
                load(store, number)
                print(number, flush=True)  # noqa: T201 - the test reads it
    except StoreError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
