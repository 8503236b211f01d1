"""The first load of an empty folder, through the embedded engine's own batch importer.

Invariants. The importer knows no transactions: it fills a database that nobody else can reach (``aside``). It takes
elements as long as it is sure of them: nodes, then edges between them, each once. At the first one that it is not sure
of it stops, and leaves that one and all later ones to ``sync``, which looks at what is there. Text that the store
refuses elsewhere is refused here alike.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from graph.errors import StoreError
from graph.model import EDGES, NODES, Edge, Node, edge_type, label
from graph.store.counts import Counts
from graph.store.rows import BYTES, ROWS, check_lengths, size

LIMIT = 1_000_000
"""Elements that one first load takes: what it must remember of each is some 100 bytes. The rest goes by ``sync``."""


class Filled(NamedTuple):
    """What a first load did."""

    counts: Counts
    left: list[Node | Edge]
    """The element at which it stopped; none if the input was at its end."""


def fill(database: Path, elements: Iterator[Node | Edge], progress: Callable[[int], None] | None = None) -> Filled:
    """Fill an empty database (the engine must not have it open) with elements, as far as they go.

    Raises ``StoreError`` for text that cannot be stored, or where the importer fails: what it wrote is then worthless.
    """
    import arcadedb  # noqa: PLC0415 - those who use a server need not load it

    try:
        opened = arcadedb.open_database(str(database))
    except arcadedb.ArcadeDBError as error:
        raise StoreError(f"the batch importer did not start: {error}") from error
    try:
        if any(opened.count_type(label(node)) for node in NODES):  # somebody was quicker
            return Filled(Counts(), [])
        for edge in EDGES:
            opened.command("sql", f"CREATE EDGE TYPE {edge_type(edge)} IF NOT EXISTS")
        # With its log: without, it would not notice that the disk is full, and lose pages in silence.
        with opened.graph_batch(use_wal=True, wal_flush="no") as batch:
            filling = _Filling(batch, progress)
            left = filling.take(elements)
        _compare(opened, filling.counts)
    except arcadedb.ArcadeDBError as error:
        raise StoreError(f"the batch importer failed, and nothing was loaded: {error}") from error
    finally:
        opened.close()
    return Filled(filling.counts, left)


def _compare(opened: Any, counts: Counts) -> None:
    """What was sent is what is there."""
    for name, number in counts.inserted.items():
        there = opened.count_type(name)
        if there != number:
            raise StoreError(f"the batch importer was given {number} {name} and stored {there}")


class _Filling:
    """Elements on their way into one importer."""

    def __init__(self, batch: Any, progress: Callable[[int], None] | None) -> None:
        self._batch, self._progress = batch, progress
        self.counts = Counts()
        self._place: dict[str, dict[str, str]] = {label(node): {} for node in NODES}
        """Label, key, and where the engine put it; empty while it waits."""
        self._edges: set[int] = set()
        """Hashes of the edges: two that clash end the importing, and that is all."""
        self._waiting: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
        self._size = 0

    def take(self, elements: Iterator[Node | Edge]) -> list[Node | Edge]:
        nodes = True
        for number, element in enumerate(elements):
            if number == LIMIT:
                break
            if isinstance(element, Edge):
                if nodes:
                    self._send_nodes()
                    nodes = False
                if not self._edge(element):
                    break
            elif not nodes or not self._node(element):
                break
            if self._size >= BYTES or sum(map(len, self._waiting.values())) >= ROWS:
                (self._send_nodes if nodes else self._send_edges)()
        else:
            (self._send_nodes if nodes else self._send_edges)()
            return []
        (self._send_nodes if nodes else self._send_edges)()
        return [element]

    def _node(self, node: Node) -> bool:
        name = label(type(node))
        places = self._place.get(name)
        if places is None or node.key in places:
            return False
        places[node.key] = ""
        self._wait(name, node.key, "", node.properties())
        return True

    def _edge(self, edge: Edge) -> bool:
        kind = type(edge)
        name = edge_type(kind)
        fits = [
            (start, end)
            for a, b in kind.ends
            if (start := self._place[label(a)].get(edge.start)) and (end := self._place[label(b)].get(edge.end))
        ]
        state = edge.properties()
        identity = hash((name, edge.start, edge.end, *(state.get(d) for d in kind.discriminator)))
        if len(fits) != 1 or identity in self._edges:
            return False
        self._edges.add(identity)
        self._wait(name, *fits[0], state)
        return True

    def _wait(self, name: str, one: str, other: str, state: dict[str, Any]) -> None:
        check_lengths(name, (state,))
        self._size += size(state)
        self._waiting.setdefault(name, []).append((one, other, state))

    def _send_nodes(self) -> None:
        for name, rows in self._waiting.items():
            places = self._batch.create_vertices(name, [state for _, _, state in rows])
            self._place[name].update(zip((key for key, _, _ in rows), places, strict=True))
        self._sent()

    def _send_edges(self) -> None:
        for name, rows in self._waiting.items():
            starts, ends, states = zip(*rows, strict=True)
            self._batch.new_edges(starts, name, ends, states)
        self._sent()

    def _sent(self) -> None:
        number = 0
        for name, rows in self._waiting.items():
            self.counts.inserted[name] += len(rows)
            number += len(rows)
        self._waiting, self._size = {}, 0
        if self._progress and number:
            self._progress(number)


__all__ = ["Filled", "fill"]
