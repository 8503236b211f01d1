"""A graph out of its store: canonical JSON Lines, tables, network files, other models' entities."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graph.export.bulk import write_bulk
from graph.export.canonical import elements, write_jsonl
from graph.export.ftm import write_ftm
from graph.export.gexf import write_gexf
from graph.export.graphml import write_graphml
from graph.export.parquet import write_parquet
from graph.export.popolo import write_popolo
from graph.export.table import write_csv

if TYPE_CHECKING:
    from graph.store import Store

FORMATS: Mapping[str, Callable[["Store", Path], int]] = {
    "jsonl": write_jsonl,
    "graphml": write_graphml,
    "gexf": write_gexf,
    "csv": write_csv,
    "parquet": write_parquet,
    "popolo": write_popolo,
    "ftm": write_ftm,
    "neo4j-admin": write_bulk,
}
"""Writers by name: each takes a store and a path, and returns how many elements it wrote."""

__all__ = [
    "FORMATS",
    "elements",
    "write_bulk",
    "write_csv",
    "write_ftm",
    "write_gexf",
    "write_graphml",
    "write_jsonl",
    "write_parquet",
    "write_popolo",
]
