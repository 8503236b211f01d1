"""A graph from one store into another, or out of files that an export wrote.

Invariant: what arrives is what was sent. Elements are the dictionaries of the canonical export; each is checked against
the model before anything is written, nodes come before edges, and a batch is one transaction.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from pydantic import ValidationError

from graph.errors import InputError, RecordError
from graph.export.canonical import elements
from graph.export.lists import split_list
from graph.model import EDGES, NODES, Edge, Node, columns, edge_type, label

if TYPE_CHECKING:
    from graph.store import Counts, Store

Row = dict[str, Any]
BATCH = 20_000
_NODES = {label(node): node for node in NODES}
_EDGES = {edge_type(edge): edge for edge in EDGES}


def copy(source: "Store", target: "Store", *, progress: Callable[[int], None] | None = None) -> "Counts":
    """Put everything that ``source`` holds into ``target``; what is there already stays."""
    return put(target, elements(source), progress=progress)


def put(store: "Store", rows: Iterable[Row], *, progress: Callable[[int], None] | None = None) -> "Counts":
    """Write elements of the canonical form, nodes first. Raises ``RecordError`` with all faults of a wrong one."""

    rest: Iterator[Node | Edge] = (_element(row, number) for number, row in enumerate(rows, 1))
    total, left = store.load_first(rest, progress=progress)
    rest = chain(left, rest)
    while made := list(islice(rest, BATCH)):
        nodes = [e for e in made if isinstance(e, Node)]
        edges = [e for e in made if isinstance(e, Edge)]
        total += store.transaction(lambda tx, n=nodes, e=edges: tx.sync(n, e))  # type: ignore[misc]
        if progress:
            progress(len(made))
    return total


def read(path: Path) -> Iterator[Row]:
    """The elements of a file that ``huiyi export`` wrote: ``.jsonl``, ``.graphml``, ``.zip`` or a folder of CSV.

    Raises ``InputError`` for other files, ``RecordError`` for a line that is no element.
    """
    if not path.exists():
        raise InputError(f"{path}: no such file")
    if path.is_dir():
        files = sorted(path.glob("*.csv"))
        if not files:
            raise InputError(f"{path}: a folder without CSV files")
        return _tables({file.stem: file.read_bytes().decode("utf-8") for file in files})
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            found = {Path(n).stem: archive.read(n).decode("utf-8") for n in archive.namelist() if n.endswith(".csv")}
        return _tables(found)
    if path.suffix == ".graphml":
        return _graphml(path)
    if path.suffix == ".jsonl":
        return _lines(path)
    raise InputError(f"{path}: import reads .jsonl, .graphml, .zip and folders of CSV, as `huiyi export` writes them")


def _element(row: Row, number: int) -> Node | Edge:
    kind: type[Node] | type[Edge] | None = _NODES.get(row.get("label", "")) or _EDGES.get(row.get("type", ""))
    if kind is None:
        raise RecordError(
            f"element {number}", [f"neither label nor type is known: {row.get('label') or row.get('type')}"]
        )
    try:
        return kind.model_validate({k: v for k, v in row.items() if k not in ("label", "type")})
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_url=False)]
        raise RecordError(f"element {number}", faults) from None


def _lines(path: Path) -> Iterator[Row]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = orjson.loads(line)
            except orjson.JSONDecodeError as error:
                raise RecordError(f"{path}:{number}", [f"not JSON: {error}"]) from None
            if not isinstance(row, dict):
                raise RecordError(f"{path}:{number}", ["not an object"])
            yield row


def _tables(texts: dict[str, str]) -> Iterator[Row]:
    for name in (*_NODES, *_EDGES):
        kinds = columns(_NODES.get(name) or _EDGES[name])
        for values in csv.DictReader(io.StringIO(texts.get(name, ""), newline="")):
            row: Row = {"label" if name in _NODES else "type": name}
            for column, text in values.items():
                if text != "" and column is not None:
                    row[column] = _typed(kinds.get(column, "string"), text)
            yield row


def _typed(kind: str, text: str) -> Any:
    if kind == "strings":
        return split_list(text)
    if kind == "boolean":
        return text == "True"
    return {"integer": int, "float": float}.get(kind, str)(text)


def _graphml(path: Path) -> Iterator[Row]:
    import networkx as nx  # noqa: PLC0415 - only this format needs it

    network = nx.read_graphml(path, force_multigraph=True)
    for key, data in network.nodes(data=True):
        kind = _NODES.get(data.get("label", ""))
        yield {"label": data.get("label"), "key": key, **_lists(kind, data, "label")}
    for start, end, data in network.edges(data=True):
        kind_of_edge = _EDGES.get(data.get("type", ""))
        yield {"type": data.get("type"), "start": start, "end": end, **_lists(kind_of_edge, data, "type")}


def _lists(kind: type[Node] | type[Edge] | None, data: Row, without: str) -> Row:
    kinds = columns(kind) if kind else {}
    return {
        k: split_list(v) if kinds.get(k) == "strings" else v
        for k, v in data.items()
        if k not in (without, "id") or k in kinds
    }
