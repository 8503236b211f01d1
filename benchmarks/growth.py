"""Adding to a large graph, and the same graph whatever the batches: what loading costs when much is there already.

    python -m benchmarks.growth --reports 100000              # add 100 reports to a graph of 100,000 (several minutes)
    python -m benchmarks.growth --same 2000                   # 1, 7, 100 batches and two processes: one export
    python -m benchmarks.growth --resolve 60000               # who is who in 60,000 reports: time and memory

The reports are simulated, 20,000 of each province. The large graph is built in memory and loaded at once (it equals
what ``load`` keeps); the reports to be added are the last of one of the provinces, as news are. What is timed is
``graph.load.load`` on the embedded engine: reading the neighbourhood, deciding anew, writing the difference.
"""

import argparse
import gc
import hashlib
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path

from benchmarks.world import simulate
from graph.build import Elements
from graph.claims import claims
from graph.export import write_jsonl
from graph.identity.decisions import Decisions
from graph.load import build, load
from graph.model import Edge, MeetingReport, Node
from graph.resolve import resolve_people, seen_in
from graph.store import Store, Transaction, open_store

PROVINCES = ("甘肃省", "河南省", "四川省", "湖南省", "山东省", "云南省", "江西省", "陕西省", "广东省", "辽宁省")
EACH = 20_000
ADDED = 100
_OTHERS = "MATCH (o:Official) WHERE NOT o.name IN $names RETURN o.key AS key, o.reports AS reports ORDER BY key"
_SIGHTINGS = "MATCH (o:Official)<-[s:REPORTS]-(:Report) WHERE o.name IN $names RETURN count(s) AS n"


def records(count: int) -> Iterator[MeetingReport]:
    """Reports of one province after the other, each with an id of its own."""
    for number, province in enumerate(PROVINCES):
        for told in simulate(number + 1, min(EACH, count - number * EACH), real=province):
            yield MeetingReport.model_validate({**told.record, "id": f"{province} {told.record['id']}"})
        if (number + 1) * EACH >= count:
            return


def names_of(said: Sequence[MeetingReport]) -> list[str]:
    """Whom the reports name."""
    return sorted({official.name for record in said for official in record.officials})


def grow(reports: int, times: int) -> None:
    """Print what it costs to add 100 reports, ``times`` times."""
    everything = list(records(reports + ADDED * times))
    last = min(EACH, len(everything))
    parts = everything[last - ADDED * times : last]
    start = time.perf_counter()
    wanted = build(everything[: last - ADDED * times] + everything[last:])
    built = len(everything) - len(parts)
    del everything  # what a load does not hold should not slow down its memory
    print(f"{built} reports built in {time.perf_counter() - start:.0f} s", flush=True)
    with tempfile.TemporaryDirectory() as folder, open_store(folder) as store:
        start = time.perf_counter()
        _filled(store, wanted)
        print(f"loaded at once in {time.perf_counter() - start:.0f} s", flush=True)
        del wanted
        gc.collect()
        gc.freeze()  # nor should what making the graph has left in caches
        for n in range(times):
            part = parts[n * ADDED : (n + 1) * ADDED]
            names = names_of(part)
            others = store.read(_OTHERS, names=names)
            sightings = store.read(_SIGHTINGS, names=names)[0]["n"]
            start, worked = time.perf_counter(), time.process_time()
            counts = load(store, part)
            took, worked = time.perf_counter() - start, time.process_time() - worked
            untouched = others == store.read(_OTHERS, names=names)
            print(
                f"{ADDED} more: {took:.2f} s ({worked:.2f} s CPU), {len(names)} names with {sightings} sightings, "
                f"{counts.changed} elements changed, other names untouched: {untouched}",
                flush=True,
            )


def _filled(store: Store, wanted: Elements) -> None:
    """Everything, as an import does it: a million elements through the batch importer, the others in transactions."""
    rest: Iterator[Node | Edge] = chain(wanted.nodes.values(), wanted.edges.values())
    _, left = store.load_first(rest)
    rest = chain(left, rest)
    while part := list(islice(rest, 20_000)):
        nodes, edges = [e for e in part if isinstance(e, Node)], [e for e in part if isinstance(e, Edge)]
        store.transaction(partial(Transaction.sync, nodes=nodes, edges=edges))


def resolve(reports: int) -> None:
    """Print what deciding who is who costs, without a store: seconds of one core, and the most memory ever held."""
    sights = [seen for record in records(reports) for seen in seen_in(claims(record))]
    for part in (sights[: len(sights) // 2], sights):
        start = time.process_time()
        persons = len(set(resolve_people(part, Decisions()).key_of.values()))
        took = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{len(part)} sightings: {persons} officials in {took:.1f} s of one core, {peak:.0f} MB", flush=True)


# ------------------------------------------------------------------------------------------------- one graph, any way


def same(reports: int) -> bool:
    """Whether 1, 7 and 100 batches, in other orders, and two processes on one folder give one export, byte for byte."""
    said = list(records(reports))
    digests = {}
    for batches in (1, 7, 100):
        shuffled = random.Random(batches).sample(said, len(said))
        digests[f"{batches} batches"] = _digest(shuffled, -(-len(said) // batches))
    digests["two processes"] = _two(said)
    for way, found in digests.items():
        print(f"{way:15}{found}")
    print(f"{reports} reports: {'one graph' if len(set(digests.values())) == 1 else 'NOT one graph'}")
    return len(set(digests.values())) == 1


def _digest(said: Sequence[MeetingReport], batch: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        with open_store(folder) as store:
            load(store, said, batch=batch)
        return _export(folder)


def _export(folder: str) -> str:
    target = Path(folder) / "graph.jsonl"
    with open_store(folder) as store:
        write_jsonl(store, target)
    return hashlib.sha256(target.read_bytes()).hexdigest()


def _two(said: Sequence[MeetingReport]) -> str:
    """Two processes load every other report each, into one folder, whoever gets it."""
    with tempfile.TemporaryDirectory() as folder:
        context = multiprocessing.get_context("spawn")
        workers = [context.Process(target=_half, args=(folder, said[n::2])) for n in (0, 1)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return _export(folder)


def _half(folder: str, said: Sequence[MeetingReport]) -> None:
    with open_store(folder) as store:
        load(store, said, batch=100)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description="what loading costs as it grows")
    parser.add_argument("--reports", type=int, help="add 100 reports to a graph of so many")
    parser.add_argument("--times", type=int, default=3, help="how often 100 are added")
    parser.add_argument(
        "--same", type=int, metavar="REPORTS", help="compare exports of 1, 7, 100 batches, two processes"
    )
    parser.add_argument("--resolve", type=int, metavar="REPORTS", help="who is who among so many, without a store")
    given = parser.parse_args()
    if given.resolve:
        resolve(given.resolve)
    if given.reports:
        grow(given.reports, given.times)
    return 0 if not given.same or same(given.same) else 1


if __name__ == "__main__":
    sys.exit(main())
