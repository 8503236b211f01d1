"""The measures of officials, kept in the graph beside the officials.

Invariants. Loading writes no `Score` and no `Analysis`, and nothing here writes anything else: an official keeps its
properties, and no edge holds it fast. A run is known by what it computed: the same numbers again change nothing.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, LiteralString

import numpy as np
import orjson

from graph.analysis.frame import Frame
from graph.errors import InputError

if TYPE_CHECKING:
    from graph.store import Store, Transaction

_BATCH = 2_000
_FIRST = ("official", "name")
SIZES = ("meetings", "chaired", "degree", "strength", "pagerank", "core", "effective_size", "betweenness")
"""Measures of which more is shown as larger."""
_KNOWN: LiteralString = "MATCH (a:Analysis {key: $run}) RETURN a.key AS run"
_RUN: LiteralString = "CREATE (a:Analysis) SET a = $row"
_SCORES: LiteralString = "UNWIND $rows AS row CREATE (s:Score) SET s = row"
_RUNS: LiteralString = "MATCH (a:Analysis) RETURN a.key AS run, a.parameters AS parameters ORDER BY a.at DESC, a.key"
_READ: LiteralString = "MATCH (s:Score {run: $run}) RETURN properties(s) AS p ORDER BY s.official"
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


def read_scores(store: "Store", run: str | None = None) -> Frame:
    """The scores of a run as they were written, sorted by official; of the latest run where none is named.

    A graph without scores gives an empty frame. Raises ``InputError`` for an unknown run.
    """
    runs = store.read(_RUNS)
    chosen = next((row for row in runs if run in (None, row["run"])), None)
    if chosen is None:
        if run is None:
            return Frame.of({})
        raise InputError(
            f"no run {run!r} is kept in this graph; there are {', '.join(r['run'] for r in runs) or 'none'}"
        )
    rows = [row["p"] for row in store.read(_READ, run=chosen["run"])]
    there = {name for row in rows for name in row} - {"key", "run"}
    names = [*(name for name in _FIRST if name in there), *sorted(there - {*_FIRST})]
    columns: dict[str, Any] = {}
    for name in names:
        values = [row.get(name) for row in rows]
        numbers = any(value is not None for value in values) and not any(isinstance(value, str) for value in values)
        columns[name] = np.array([np.nan if v is None else v for v in values]) if numbers else values
    return Frame.of(orjson.loads(chosen["parameters"]), **columns)


def measures_of(officials: Frame) -> dict[str, dict[str, float]]:
    """The measures by which a picture may size officials, by name and key: what ``graph.viewer.view`` takes.

    Four digits are kept: a picture shows no more, and its file stays small. Measures that a larger dot would turn round
    (constraint: the smaller, the freer) are left out.

    >>> measures_of(Frame.of(official=["a", "b"], pagerank=[0.123456, float("nan")], constraint=[1.0, 2.0]))
    {'pagerank': {'a': 0.1235}}
    """
    if "official" not in officials.columns:
        return {}
    keys = officials["official"].tolist()
    return {
        name: {
            key: value if isinstance(value, int) else float(f"{value:.4g}")
            for key, value in zip(keys, officials[name].tolist(), strict=True)
            if value == value  # noqa: PLR0124 - not NaN
        }
        for name in SIZES
        if name in officials.columns
    }


def circles_of(officials: Frame) -> dict[str, int]:
    """The circle of each official who is in one: what ``graph.viewer.view`` colours by.

    >>> circles_of(Frame.of(official=["a", "b"], circle=[3, -1]))
    {'a': 3}
    """
    if not {"official", "circle"} <= officials.columns.keys():
        return {}
    pairs = zip(officials["official"].tolist(), officials["circle"].tolist(), strict=True)
    return {key: int(circle) for key, circle in pairs if circle >= 0}


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
