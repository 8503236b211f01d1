"""Many elements on their way into a graph: in many transactions, on a server by several writers at once.

Invariants. A window of elements is written before the next; in it nodes come before edges. Two writers never have the
same node in hand: nodes are shared out by key, edges by the keys of both ends, in rounds in which every writer has
starts and ends of its own. So they neither wait for each other nor meet in a dead-lock, and two states of one element
arrive in the order in which they came.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING
from zlib import crc32

from graph.model import Edge, Node
from graph.parts import parts
from graph.store.counts import Counts
from graph.store.transaction import Transaction

if TYPE_CHECKING:
    from graph.store.store import Store

WRITERS = 2
"""Writers on a server: one of them has the server commit while the other has it write."""
BATCH = 20_000
"""Elements in a transaction; of edges that several writers share, half as many."""
BYTES = 4_000_000
"""Characters in a transaction: servers limit its memory, and the records of 20,000 reports are 100 MB."""

Elements = list[Node | Edge]
Progress = Callable[[int], None]


def write(store: "Store", elements: Iterable[Node | Edge], *, likely_new: bool, progress: Progress | None) -> Counts:
    """See ``Store.write``; ``likely_new``: the graph is empty."""
    writers = WRITERS if store.engine == "neo4j" else 1
    total = Counts()
    with ThreadPoolExecutor(writers, thread_name_prefix="huiyi-writer") as pool:
        under_way: list[Future[list[tuple[int, Counts]]]] = []

        def finish() -> None:
            nonlocal total
            while under_way:
                for number, counts in under_way.pop(0).result():
                    total += counts
                    if progress:
                        progress(number)

        for window in parts(elements, writers * BATCH, _length, writers * BYTES):
            for turn in _turns(window, writers):
                finish()
                under_way += [pool.submit(_written, store, share, likely_new) for share in turn if share]
        finish()
    return total


def _written(store: "Store", share: Elements, likely_new: bool) -> list[tuple[int, Counts]]:
    """Write one share: how many elements each transaction took, and what it did."""
    return [
        (len(part), store.transaction(partial(_sync, part=part, likely_new=likely_new)))
        for part in parts(share, BATCH, _length, BYTES)
    ]


def _sync(transaction: Transaction, part: Elements, likely_new: bool) -> Counts:
    nodes = [e for e in part if isinstance(e, Node)]
    edges = [e for e in part if isinstance(e, Edge)]
    return transaction.sync(nodes, edges, likely_new=likely_new)


def _turns(window: Elements, writers: int) -> Iterator[list[Elements]]:
    """What the writers do at the same time, turn by turn: a share for each of them."""
    if writers == 1:
        yield [window]
        return
    nodes: list[Elements] = [[] for _ in range(writers)]
    edges: list[list[Elements]] = [[[] for _ in range(writers)] for _ in range(writers)]
    for element in window:
        if isinstance(element, Edge):
            edges[_writer(element.start, writers)][_writer(element.end, writers)].append(element)
        elif isinstance(element, Node):
            nodes[_writer(element.key, writers)].append(element)
    turns = [nodes, *([edges[n][(n + turn) % writers] for n in range(writers)] for turn in range(writers))]
    yield from (turn for turn in turns if any(turn))


def _writer(key: str, writers: int) -> int:
    """Which writer has a node in hand: always the same one, in any process."""
    return crc32(key.encode("utf-8", "surrogatepass")) % writers


def _length(element: Node | Edge) -> int:
    return sum(len(v) for v in vars(element).values() if isinstance(v, str))
