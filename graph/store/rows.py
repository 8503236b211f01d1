"""Rows of statements: cut into batches that a server takes well, and refused where no store would take them.

Invariant: what is refused is refused before anything of it is sent.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import orjson

from graph.errors import StoreError
from graph.model import Edge, edge_type, indexes
from graph.parts import parts

ROWS = 5_000
"""Rows that a statement gets at most."""
WRITTEN = 1_000
"""Rows that a writing statement gets at most: while the server writes these, the next are made."""
BYTES = 2_000_000

LONGEST_KEY = 2_000
"""Characters that a property with an index may have: Neo4j's indexes take 8 kB, which is 2,000 of the longest."""

_INDEXED: dict[str, list[str]] = {}
for _element, _column in indexes():
    _INDEXED.setdefault(edge_type(_element) if issubclass(_element, Edge) else _element.__name__, []).append(_column)


def check_lengths(name: str, states: Iterable[dict[str, Any]]) -> None:
    """Raise ``StoreError`` where a property with an index is longer than indexes take."""
    columns = ["key", *_INDEXED.get(name, ())]
    for state in states:
        for column in columns:
            value = state.get(column)
            if isinstance(value, str) and len(value) > LONGEST_KEY:
                raise StoreError(
                    f"{name}.{column} {value[:20]!r}… has {len(value):,} characters; a property with an index "
                    f"takes {LONGEST_KEY:,}"
                )


def key_parts(keys: list[Any]) -> Iterator[list[Any]]:
    """Cut keys into what a reading statement gets."""
    for start in range(0, len(keys), ROWS):
        yield keys[start : start + ROWS]


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Cut rows into batches that a server takes well."""
    rest = iter(rows)
    while batch := list(islice(rest, WRITTEN)):
        if size(batch) <= BYTES:  # one look at all of them is cheaper than one at each
            yield batch
        else:
            yield from parts(batch, WRITTEN, size, BYTES)


def size(row: Any) -> int:
    """Bytes that a row, or rows, take. Raises ``StoreError`` for text that no store takes (half a character)."""
    try:
        return len(orjson.dumps(row))
    except TypeError as error:
        raise StoreError(f"{_refused(row)} cannot be stored: {error}") from None


def _refused(row: Any) -> str:
    """The value that is not taken, as far as it can be told."""
    for value in row if isinstance(row, list | tuple) else row.values() if isinstance(row, dict) else ():
        try:
            orjson.dumps(value)
        except TypeError:
            return _refused(value)
    return ascii(row)[:200]
