"""Where the graph is kept: a Neo4j server, or a folder with the embedded engine, behind one code path."""

from graph.store.counts import Counts
from graph.store.store import DEFAULT_FOLDER, Store, open_store
from graph.store.transaction import Transaction
from graph.store.value import Result

__all__ = ["DEFAULT_FOLDER", "Counts", "Result", "Store", "Transaction", "open_store"]
