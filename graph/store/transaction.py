"""One managed write transaction: all of it happens, or none.

Invariants. A transaction may be run again from its start after a transient error, so the work done in it must give
the same graph when repeated; ``sync`` does. Text is never formatted from data: values go in as parameters.
"""

from collections.abc import Iterable
from typing import Any, LiteralString

import neo4j

from graph.model import Edge, Node
from graph.store.counts import Counts
from graph.store.pipeline import Pipeline
from graph.store.sync import sync


class Transaction:
    """What the work of ``Store.transaction`` gets. Never made by hand."""

    def __init__(self, raw: neo4j.ManagedTransaction | neo4j.Transaction) -> None:
        self._pipeline = Pipeline(raw)
        self.counters = self._pipeline.counters
        """What the server says that it has changed in this transaction: ``nodes_created``, ``properties_set``…"""
        self.turn = 0
        """Which turn among the exclusive ones this is; 0 for none."""

    def run(self, query: LiteralString, /, **parameters: Any) -> list[dict[str, Any]]:
        """Run one statement; its rows, by column."""
        answer = self._pipeline.run(query, parameters)
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]

    def sync(
        self,
        nodes: Iterable[Node] = (),
        edges: Iterable[Edge] = (),
        *,
        remove_edges: Iterable[Edge] = (),
        remove_nodes: Iterable[Node] = (),
        likely_new: bool = False,
    ) -> Counts:
        """Bring these elements to the given state, and say what that changed.

        Each element is given whole: a property that it does not have is taken away. What is there already is read
        first and only differences are written, so a repeated call writes nothing. Edges to be removed go first, then
        nodes and edges are written, and nodes to be removed go last: they must have lost all their edges by then.
        Of elements to be removed only the key (for edges: the ends and the discriminator) matters. ``likely_new`` is a
        hint that hardly any of the edges is there: they are written at once, and looked at where one was. The result
        is the same, and so are the counts.

        Raises ``StoreError`` where an edge's end is not there, where one element is given in two states, or where a
        node to be removed still has edges.
        """
        return sync(
            self._pipeline, nodes, edges, remove_edges=remove_edges, remove_nodes=remove_nodes, likely_new=likely_new
        )

    def exclusive(self) -> dict[str, Any]:
        """Let no other transaction that calls this run beside this one, from here to the end.

        For work that computes what it writes from what it reads: two such works can then be done at once, by threads
        or by processes, and the graph is that of one after the other. On Neo4j the second waits; the embedded engine
        lets the first to finish win, and the other is done again. Returns what the graph says of itself.
        """
        statement: LiteralString = "MERGE (s:Schema {key: 'schema'}) SET s.turn = coalesce(s.turn, 0) + 1"
        schema: dict[str, Any] = self.run(statement + " RETURN properties(s) AS s")[0]["s"]
        self.turn = schema["turn"]
        return schema
