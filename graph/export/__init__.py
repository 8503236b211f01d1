"""A graph out of its store: canonical JSON Lines, GraphML, CSV."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graph.export.canonical import elements, write_jsonl
from graph.export.graphml import write_graphml
from graph.export.table import write_csv

if TYPE_CHECKING:
    from graph.store import Store

FORMATS: Mapping[str, Callable[["Store", Path], int]] = {
    "jsonl": write_jsonl,
    "graphml": write_graphml,
    "csv": write_csv,
}
"""Writers by name: each takes a store and a path, and returns how many elements it wrote."""

__all__ = ["FORMATS", "elements", "write_csv", "write_graphml", "write_jsonl"]
