"""The measures of officials, kept in the graph beside the officials.

Invariants. Loading writes no `Score` and no `Analysis`, and nothing here writes anything else: an official keeps its
properties, and no edge holds it fast. A run is known by what it computed: the same numbers again change nothing.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, LiteralString

import orjson

from graph.analysis.frame import Frame
from graph.errors import InputError

if TYPE_CHECKING:
    from graph.store import Store, Transaction

_BATCH = 2_000
_KNOWN: LiteralString = "MATCH (a:Analysis {key: $run}) RETURN a.key AS run"
_RUN: LiteralString = "CREATE (a:Analysis) SET a = $row"
_SCORES: LiteralString = "UNWIND $rows AS row CREATE (s:Score) SET s = row"
_FORGET: LiteralString = "MATCH (s:Score {run: $run}) DELETE s"
_FORGET_RUN: LiteralString = "MATCH (a:Analysis {key: $run}) DELETE a"


def write_scores(store: "Store", officials: Frame) -> str:
    """Keep one row of measures for each official as a node ``Score`` of its own; the id of the run.

    ``officials`` is the frame of that name that ``analyse`` gives. A node ``Analysis {key, at, officials, parameters}``
    tells what made them (parameters as JSON). Join by ``key``::

        MATCH (s:Score {run: $run}) MATCH (o:Official {key: s.official}) RETURN o.name, s.pagerank

    Merging or parting officials changes their keys: scores tell of the graph they were computed from.

    Raises ``InputError`` where the frame has no column ``official``.
    """
    rows = officials.rows()
    if not rows or "official" not in rows[0]:
        raise InputError(f"scores need a column 'official' and a row at least, not {officials!r}")
    parameters = orjson.dumps(officials.parameters, default=str, option=orjson.OPT_SORT_KEYS)
    run = _digest(parameters, rows)
    about = {
        "key": run,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "officials": len(rows),
        "parameters": parameters.decode(),
    }

    def work(transaction: "Transaction") -> None:
        if transaction.run(_KNOWN, run=run):
            return
        transaction.run(_RUN, row=about)
        for batch in _batches(rows, run):
            transaction.run(_SCORES, rows=batch)

    store.transaction(work)
    return run


def forget_scores(store: "Store", run: str) -> None:
    """Remove a run and its scores; an unknown run is no error."""

    def work(transaction: "Transaction") -> None:
        transaction.run(_FORGET, run=run)
        transaction.run(_FORGET_RUN, run=run)

    store.transaction(work)


def _batches(rows: Sequence[dict[str, Any]], run: str) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(rows), _BATCH):
        yield [
            {"key": f"{run}:{row['official']}", "run": run, **{k: v for k, v in row.items() if v is not None}}
            for row in rows[start : start + _BATCH]
        ]


def _digest(parameters: bytes, rows: Sequence[dict[str, Any]]) -> str:
    found = hashlib.sha256(parameters)
    for row in rows:
        found.update(orjson.dumps(row, default=str, option=orjson.OPT_SORT_KEYS))
    return found.hexdigest()[:16]
