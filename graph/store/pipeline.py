"""The statements of one transaction on their way to the server, of which it works on one while we make the next.

Invariants. Statements are sent, run and answered in order. At most one that was sent waits for its answer to be taken;
``flush`` leaves none. An error of the server is raised where the answer is taken, or where the next statement is sent.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import neo4j

_COUNTERS = (
    "nodes_created", "nodes_deleted", "relationships_created", "relationships_deleted", "properties_set",
    "labels_added", "labels_removed", "indexes_added", "indexes_removed", "constraints_added", "constraints_removed",
)  # fmt: skip


class Answer(NamedTuple):
    """What one statement gave."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    changed: dict[str, int]
    """What the server counted; empty where nothing was written."""


Taken = Callable[[Answer], None]


class Pipeline:
    """The statements of one transaction."""

    def __init__(self, raw: neo4j.ManagedTransaction | neo4j.Transaction) -> None:
        self._raw = raw
        self._waiting: tuple[neo4j.Result, Taken] | None = None
        self.counters: dict[str, int] = {}
        """What the server has counted in the whole transaction."""

    def run(self, query: str, parameters: Mapping[str, Any]) -> Answer:
        """Run a statement whose answer is needed now."""
        self.flush()
        return self._answer(self._sent(query, parameters))

    def send(self, query: str, parameters: Mapping[str, Any], taken: Taken) -> None:
        """Send a statement; ``taken`` gets its answer later.

        A server works while its rows are asked for: a statement that should not hold us up must return some.
        """
        result = self._sent(query, parameters)
        self.flush()
        self._waiting = result, taken

    def flush(self) -> None:
        """Take the answer that is waited for."""
        if self._waiting is not None:
            (result, taken), self._waiting = self._waiting, None
            taken(self._answer(result))

    def _sent(self, query: str, parameters: Mapping[str, Any]) -> neo4j.Result:
        return self._raw.run(query, parameters)  # type: ignore[arg-type] # labels and types come from the model

    def _answer(self, result: neo4j.Result) -> Answer:
        columns = result.keys()
        rows = [tuple(record) for record in result]
        counters = result.consume().counters
        changed: dict[str, int] = {}
        if counters.contains_updates:
            changed = {name: value for name in _COUNTERS if (value := getattr(counters, name))}
            for name, value in changed.items():
                self.counters[name] = self.counters.get(name, 0) + value
        return Answer(columns, rows, changed)
