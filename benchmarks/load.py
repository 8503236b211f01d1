"""How fast the stores load, against bare driver code, the engine's own importer and neo4j-graphrag in the same run.

    python -m benchmarks.load [--size 1.0] [--engines neo4j,embedded]
                              [--ways bare,sync,again,read,importer,first,graphrag,flat] [--graphrag-size 0.1]

The graph: 20,000 officials, 50,000 meetings of 500 groups, 500,000 ``ATTENDED``, 50,000 ``CHAIRED``, 50,000
``CONVENED`` (times ``--size``). *bare* sends pre-built rows in batches of 5,000 through ``UNWIND … MERGE … SET`` in
managed transactions and does nothing else. *sync* is ``Transaction.sync`` from model objects, in transactions of 500
meetings; *again* repeats it on the full graph, where nothing changes. *read* reads all attendances grouped by meeting,
through ``Store.stream`` and with the bare driver. *importer* is the embedded engine's ``graph_batch`` with pre-built
rows; *first* is ``Store.load_first`` from model objects. *graphrag* is neo4j-graphrag's ``Neo4jWriter`` (``pip install
neo4j-graphrag``; left out where it is not installed) on a graph of ``--graphrag-size``, with *sync* on the same, and
*write*, ``Store.write``, as ``import`` and ``copy`` use it. *flat* is *sync* from a stream, for its memory (run it
alone). Each engine gets a fresh store for each way; times are wall seconds, CPU seconds of this process (in which the
embedded engine runs), and CPU seconds of the server.
"""

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import neo4j

from benchmarks.rivals import graphrag, importer
from graph.model import Attended, Chaired, Convened, Edge, Group, Meeting, Node, Official, edge_type, label
from graph.store import Counts, Store, Transaction, open_store

ROWS = 5_000
MEETINGS = 500
GROUPED = "MATCH (o:Official)-[:ATTENDED]->(m:Meeting) RETURN m.key AS meeting, collect(o.key) AS officials"

Part = tuple[list[Node], list[Edge]]


def graph(size: float) -> Iterator[Part]:
    """Officials and groups first, then parts of 500 meetings with their edges."""
    dice = random.Random(20310502)
    officials = [f"o{n:06d}" for n in range(int(20_000 * size))]
    groups = [f"g{n:04d}" for n in range(500)]
    yield [Official(key=k, name=f"官员{k}", pinyin=f"guan yuan {k}", reports=1) for k in officials], []
    yield [Group(key=k, name=f"委员会{k}", kind="committee") for k in groups], []
    meetings = int(50_000 * size)
    for first in range(0, meetings, MEETINGS):
        nodes: list[Node] = []
        edges: list[Edge] = []
        for n in range(first, min(first + MEETINGS, meetings)):
            key, report = f"m{n:06d}", f"r{n:06d}"
            nodes.append(
                Meeting(key=key, name=f"第{n}次会议", date=f"20{n % 25:02d}-0{n % 9 + 1}-1{n % 10}", reports=1)
            )
            present = dice.sample(officials, 10)
            edges += [
                Attended(
                    start=o, end=key, reports=(report,), order=place, title="区委书记", sentence=f"第{n}次会议召开。"
                )
                for place, o in enumerate(present, 1)
            ]
            edges.append(Chaired(start=present[0], end=key, reports=(report,), title="区委书记"))
            edges.append(Convened(start=groups[n % 500], end=key, reports=(report,)))
        yield nodes, edges


# ------------------------------------------------------------------------------------------------------------- the ways

Rows = list[tuple[str, list[Any]]]
"""Statements with their rows, ready to send."""


def prepared(size: float) -> Rows:
    """Everything that bare code sends: nodes by label, then edges by type."""
    nodes: dict[str, list[Any]] = {}
    edges: dict[tuple[str, str, str], list[Any]] = {}
    for part_nodes, part_edges in graph(size):
        for node in part_nodes:
            nodes.setdefault(label(type(node)), []).append({"key": node.key, "props": node.properties()})
        for edge in part_edges:
            (start, end), *_ = type(edge).ends
            row = {"start": edge.start, "end": edge.end, "props": edge.properties()}
            edges.setdefault((label(start), edge_type(type(edge)), label(end)), []).append(row)
    statements: Rows = []
    for name, rows in nodes.items():
        text = f"UNWIND $rows AS row MERGE (n:{name} {{key: row.key}}) SET n += row.props"
        statements += [(text, rows[at : at + ROWS]) for at in range(0, len(rows), ROWS)]
    for (start_label, kind, end_label), rows in edges.items():
        text = (
            f"UNWIND $rows AS row MATCH (a:{start_label} {{key: row.start}}) MATCH (b:{end_label} {{key: row.end}}) "
            f"MERGE (a)-[r:{kind}]->(b) SET r += row.props"
        )
        statements += [(text, rows[at : at + ROWS]) for at in range(0, len(rows), ROWS)]
    return statements


def bare(store: Store, statements: Rows) -> int:
    """Bare driver code: one managed transaction for each batch."""

    def send(transaction: neo4j.ManagedTransaction, text: str, rows: list[Any]) -> None:
        transaction.run(text, rows=rows).consume()

    with store._driver.session(database=store._database) as session:
        for text, rows in statements:
            session.execute_write(send, text, rows)
    return sum(len(rows) for _, rows in statements)


def sync(store: Store, parts: Iterable[Part]) -> int:
    """Ours."""
    total = Counts()
    for nodes, edges in parts:
        total += store.transaction(partial(Transaction.sync, nodes=nodes, edges=edges))
    sys.stdout.write(f"            inserted {total.total('inserted'):,}, unchanged {total.total('unchanged'):,}\n")
    return total.total("inserted") + total.total("unchanged")


def first(store: Store, elements: Iterator[Node | Edge]) -> int:
    """Ours, into an empty folder."""
    counts, left = store.load_first(elements)
    if left:
        raise RuntimeError(f"left over: {left}")
    return counts.total("inserted")


def write(store: Store, elements: Iterable[Node | Edge]) -> int:
    """Ours, by several writers."""
    return store.write(elements).total("inserted")


def read(store: Store) -> int:
    """All attendances, through the store."""
    return sum(len(officials) for _, officials in store.stream(GROUPED))


def read_bare(store: Store) -> int:
    """The same with the driver alone."""

    def work(transaction: neo4j.ManagedTransaction) -> int:
        return sum(len(officials) for _, officials in transaction.run(GROUPED))

    with store._driver.session(database=store._database) as session:
        return session.execute_read(work)


def timed(name: str, work: Callable[[], int]) -> float:
    """Run, print, and give the wall time."""
    wall, cpu, server = time.perf_counter(), time.process_time(), server_cpu()
    done = work()
    wall, cpu, server = time.perf_counter() - wall, time.process_time() - cpu, server_cpu() - server
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    of_server = f"  server {server:6.2f} CPU s" if server else ""
    sys.stdout.write(f"  {name:<9} {wall:7.2f} s  {cpu:7.2f} CPU s{of_server}  {done / wall:9,.0f}/s  peak {peak} MB\n")
    sys.stdout.flush()
    return wall


servers: list[int] = []
"""The process of the server that runs, if one does."""


def server_cpu() -> float:
    """CPU seconds of the server so far; 0 where there is none, or no ``/proc``."""
    path = Path(f"/proc/{servers[-1]}/stat") if servers else Path()
    if not path.is_file():
        return 0.0
    fields = path.read_text("ascii", "replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def fresh(engine: str, *, with_apoc: bool = False) -> Iterator[Store]:
    """An empty store; ``with_apoc``: on a server that has these procedures."""
    with ExitStack() as stack:
        target = engine
        if engine == "embedded":
            target = str(Path(stack.enter_context(tempfile.TemporaryDirectory())) / "graph")
        elif engine == "neo4j":
            from tests.neo4j_server import Neo4jServer, apoc  # noqa: PLC0415 - needs Java, and only this engine does

            server = Neo4jServer(heap="1g", quick=False, plugins=apoc() if with_apoc else None)
            target = stack.enter_context(server).url
            assert server.process is not None
            servers.append(server.process.pid)
            stack.callback(servers.pop)
        yield stack.enter_context(open_store(target))


def run(engine: str, size: float, ways: list[str]) -> None:
    """One engine, all ways."""
    sys.stdout.write(f"{engine}\n")
    seconds: dict[str, float] = {}
    if "bare" in ways:
        statements = prepared(size)
        with fresh(engine) as store:
            seconds["bare"] = timed("bare", partial(bare, store, statements))
        del statements
    if "sync" in ways:
        parts = list(graph(size))
        with fresh(engine) as store:
            seconds["sync"] = timed("sync", partial(sync, store, parts))
            if "again" in ways:
                timed("again", partial(sync, store, parts))
            if "read" in ways:
                ours = timed("read", partial(read, store))
                theirs = timed("bare read", partial(read_bare, store))
                sys.stdout.write(f"  reading takes {ours / theirs:.2f} x the bare driver's time\n")
    if engine == "embedded" and "importer" in ways:
        parts = list(graph(size))
        with fresh(engine) as store:
            folder = Path(store.target)
            work = importer(folder, parts)
            store.close()
            seconds["importer"] = timed("importer", work)
        del work
    if engine == "embedded" and "first" in ways:
        parts = list(graph(size))
        elements = iter([e for part in parts for e in part[0]] + [e for part in parts for e in part[1]])
        with fresh(engine) as store:
            seconds["first"] = timed("first", partial(first, store, elements))
    if "flat" in ways:
        with fresh(engine) as store:
            timed("flat", partial(sync, store, graph(size)))  # model objects made on the way: nothing is kept
    if {"bare", "sync"} <= seconds.keys():
        sys.stdout.write(f"  sync: {seconds['bare'] / seconds['sync']:.2f} x the speed of bare driver code\n")
    if {"importer", "first"} <= seconds.keys():
        ratio = seconds["importer"] / seconds["first"]
        sys.stdout.write(f"  first load: {ratio:.2f} x the speed of the engine's batch importer\n")


def beside_graphrag(size: float) -> None:
    """neo4j-graphrag's writer and ours on the same, smaller graph; both on a server with APOC."""
    sys.stdout.write(f"neo4j, beside neo4j-graphrag, size {size}\n")
    seconds: dict[str, float] = {}
    with fresh("neo4j", with_apoc=True) as store:
        try:
            work = graphrag(store, graph(size))
        except ImportError:
            sys.stdout.write("  graphrag  not installed: pip install neo4j-graphrag\n")
            return
        seconds["graphrag"] = timed("graphrag", work)
    parts = list(graph(size))
    with fresh("neo4j", with_apoc=True) as store:
        seconds["sync"] = timed("sync", partial(sync, store, parts))
    elements = [e for part in parts for e in part[0]] + [e for part in parts for e in part[1]]
    with fresh("neo4j", with_apoc=True) as store:
        seconds["write"] = timed("write", partial(write, store, elements))
    for way in ("sync", "write"):
        ratio = seconds["graphrag"] / seconds[way]
        sys.stdout.write(f"  {way}: {ratio:.1f} x the speed of neo4j-graphrag's Neo4jWriter\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=float, default=1.0)
    parser.add_argument("--engines", default="neo4j,embedded", help="neo4j, embedded, or the address of a server")
    parser.add_argument("--ways", default="bare,sync,again,read,importer,first,graphrag")
    parser.add_argument("--graphrag-size", type=float, default=0.1)
    given = parser.parse_args()
    ways = given.ways.split(",")
    for engine in given.engines.split(","):
        run(engine, given.size, ways)
        if engine == "neo4j" and "graphrag" in ways:
            beside_graphrag(given.graphrag_size)


if __name__ == "__main__":
    main()
