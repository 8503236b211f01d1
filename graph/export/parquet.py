"""Parquet: one file for each label and each edge type, in a folder, typed as the model says.

Invariant: the columns are those of the model, present even where nothing fills them; lists are lists.
"""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import MissingExtraError
from graph.export.canonical import elements
from graph.file import replacing
from graph.model import EDGES, NODES, Kind, columns, edge_type, label

if TYPE_CHECKING:
    from graph.store import Store

_ROWS = 50_000


def write_parquet(store: "Store", folder: Path) -> int:
    """Write ``folder/Official.parquet``, ``folder/ATTENDED.parquet``…; returns the number of rows.

    Needs the extra ``[parquet]`` (pyarrow).
    """
    try:
        arrow: Any = import_module("pyarrow")
        parquet: Any = import_module("pyarrow.parquet")
    except ImportError:
        raise MissingExtraError("Parquet", "parquet") from None
    types: dict[Kind, Any] = {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "float": arrow.float64(),
        "boolean": arrow.bool_(),
        "strings": arrow.list_(arrow.string()),
    }
    count = 0
    rest = iter(elements(store))
    pending = next(rest, None)
    for name, kinds in _tables():
        schema = arrow.schema([(column, types[kind]) for column, kind in kinds.items()])
        with replacing(folder / f"{name}.parquet") as out, parquet.ParquetWriter(out, schema) as writer:
            rows: list[dict[str, Any]] = []
            while pending is not None and (pending.get("label") or pending.get("type")) == name:
                rows.append(pending)
                pending = next(rest, None)
                if len(rows) == _ROWS:
                    writer.write_table(arrow.Table.from_pylist(rows, schema=schema))
                    count += len(rows)
                    rows = []
            writer.write_table(arrow.Table.from_pylist(rows, schema=schema))
            count += len(rows)
    return count


def _tables() -> Iterable[tuple[str, dict[str, Kind]]]:
    """Names and columns, in the order of the canonical export."""
    for node in NODES:
        yield label(node), columns(node, canonical=True)
    for edge in EDGES:
        yield edge_type(edge), {"start": "string", "end": "string", **columns(edge, canonical=True)}
