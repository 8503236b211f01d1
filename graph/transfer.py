"""A graph from one store into another, or out of files that an export wrote.

Invariant: what arrives is what was sent. Elements are the dictionaries of the canonical export; each is checked against
the model before anything is written, nodes come before edges, and a batch is one transaction.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

import orjson
from pydantic import ValidationError

from graph.errors import InputError, MissingExtraError, RecordError
from graph.export.canonical import elements
from graph.export.plain import restored
from graph.model import EDGES, NODES, Edge, Node, columns, edge_type, label

if TYPE_CHECKING:
    from graph.store import Counts, Store

Row = dict[str, Any]
_LONGEST = 2**31 - 1
"""Characters of a field: by itself, ``csv`` takes 131,072, which is less than the record of a long report."""
_NODES = {label(node): node for node in NODES}
_EDGES = {edge_type(edge): edge for edge in EDGES}


def copy(source: "Store", target: "Store", *, progress: Callable[[int], None] | None = None) -> "Counts":
    """Put everything that ``source`` holds into ``target``; what is there already stays."""
    return put(target, elements(source), progress=progress)


def put(store: "Store", rows: Iterable[Row], *, progress: Callable[[int], None] | None = None) -> "Counts":
    """Write elements of the canonical form, nodes first. Raises ``RecordError`` with all faults of a wrong one."""

    rest: Iterator[Node | Edge] = (_element(row, number) for number, row in enumerate(rows, 1))
    counts, left = store.load_first(rest, progress=progress)
    return counts + store.write(chain(left, rest), progress=progress)


def read(path: Path) -> Iterator[Row]:
    """The elements of what ``huiyi export`` wrote: JSON Lines, GraphML, GEXF, CSV (folder or .zip), Parquet (folder).

    Raises ``InputError`` for other files and for what cannot be read, ``RecordError`` for a line that is no element.
    """
    if not path.exists():
        raise InputError(f"{path}: no such file")
    try:
        if path.is_dir():
            return _folder(path)
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                names = [name for name in archive.namelist() if name.endswith(".csv")]
                return _tables({Path(name).stem: archive.read(name).decode("utf-8") for name in names})
        if path.suffix in (".graphml", ".gexf"):
            return _network(path)
    except (zipfile.BadZipFile, UnicodeDecodeError, OSError) as error:
        raise InputError(f"{path}: {error}") from None
    if path.suffix == ".jsonl":
        return _lines(path)
    raise InputError(
        f"{path}: import reads .jsonl, .graphml, .gexf, .zip and folders of CSV or Parquet, as export writes them"
    )


def _folder(path: Path) -> Iterator[Row]:
    if files := sorted(path.glob("*.csv")):
        return _tables({file.stem: file.read_bytes().decode("utf-8") for file in files})
    if files := sorted(path.glob("*.parquet")):
        return _parquet({file.stem: file for file in files})
    raise InputError(f"{path}: a folder without CSV and without Parquet files")


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
    csv.field_size_limit(_LONGEST)
    for name in (*_NODES, *_EDGES):
        kinds = columns(_NODES.get(name) or _EDGES[name])
        for values in csv.DictReader(io.StringIO(texts.get(name, ""), newline="")):
            row: Row = {"label" if name in _NODES else "type": name}
            for column, text in values.items():
                if text != "" and column is not None:
                    row[column] = restored(text, kinds.get(column, "string"))
            yield row


def _parquet(files: dict[str, Path]) -> Iterator[Row]:
    try:
        parquet: Any = import_module("pyarrow.parquet")
    except ImportError:
        raise MissingExtraError("Parquet", "parquet") from None
    for name in (*_NODES, *_EDGES):
        if name not in files:
            continue
        try:
            with parquet.ParquetFile(files[name]) as table:
                for batch in table.iter_batches():
                    for row in batch.to_pylist():
                        known = {k: v for k, v in row.items() if v is not None}
                        yield {"label" if name in _NODES else "type": name} | known
        except (ValueError, OSError) as error:  # pyarrow's own are of these
            raise InputError(f"{files[name]}: {error}") from None


def _network(path: Path) -> Iterator[Row]:
    import networkx as nx  # noqa: PLC0415 - only these formats need it

    gexf = path.suffix == ".gexf"
    try:
        network = nx.read_gexf(path, version="1.2draft") if gexf else nx.read_graphml(path, force_multigraph=True)
    except (ParseError, nx.NetworkXError, LookupError, ValueError) as error:
        raise InputError(f"{path}: this is no {path.suffix[1:]} that can be read: {error}") from None
    for key, given in network.nodes(data=True):
        data = dict(given)
        if gexf:  # where label and id mean something else
            data |= {"label": data.get("node_label"), "id": data.get("report_id")}
        properties = _restored(_NODES.get(data.get("label", "")), data)
        yield {"label": data.get("label"), "key": restored(key, "string"), **properties}
    for start, end, data in network.edges(data=True):
        kind = data.get("edge_type" if gexf else "type", "")
        ends = {"start": restored(start, "string"), "end": restored(end, "string")}
        yield {"type": kind, **ends, **_restored(_EDGES.get(kind), data)}


_OF_THE_FORMAT = frozenset({"label", "type", "id", "node_label", "report_id", "edge_type"})


def _restored(kind: type[Node] | type[Edge] | None, data: Row) -> Row:
    """The properties of an element; one that the model does not know stays, for the model to refuse."""
    kinds = columns(kind) if kind else {}
    return {k: restored(v, kinds.get(k, "string")) for k, v in data.items() if k in kinds or k not in _OF_THE_FORMAT}
