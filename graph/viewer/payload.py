"""The data inside the file: tables of columns, packed.

Invariants. The same nodes and edges give the same bytes, whatever order they come in. Every string is stored once.
Nodes are sorted by kind and id, edges by kind, ends and content; edges name their ends by row number; numbers that
grow are kept as steps. Nothing is
HTML here: the script puts strings into text nodes only.
"""

import base64
import gzip
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

Row = dict[str, Any]
T = TypeVar("T")

UNSHOWN = frozenset({
    "key", "label", "type", "record", "sha256", "text_sha256", "extractor", "sentence_start", "sentence_end",
    "sighting", "names", "block", "lineage",
})  # fmt: skip
"""Properties that nobody reads in a picture: keys, hashes, offsets, the record itself."""


class Strings:
    """Every distinct string once, in order of first use."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._place: dict[str, int] = {}

    def place(self, text: str) -> int:
        """Row of this text."""
        found = self._place.get(text)
        if found is None:
            found = self._place[text] = len(self.texts)
            self.texts.append(text)
        return found


def tables(
    nodes: Iterable[Row], edges: Iterable[Row], order: Sequence[str], edge_order: Sequence[str]
) -> tuple[Row, dict[Any, int]]:
    """Sort nodes and edges into one table per kind; also gives the row number of each node id.

    A node has ``id``, ``name``, ``kind``, ``x``, ``y``, ``community``, ``properties``; an edge ``from``, ``to``,
    ``kind``, ``properties``.
    """
    rank = {kind: i for i, kind in enumerate(order)}
    rows = sorted(nodes, key=lambda n: (rank.get(n["kind"], len(rank)), n["kind"], str(n["id"])))
    place = {node["id"]: i for i, node in enumerate(rows)}
    strings = Strings()
    node_tables = []
    for kind, members in _runs(rows, lambda n: n["kind"]):
        table: Row = {"kind": kind, "count": len(members)}
        table["id"] = steps(strings.place(str(n["id"])) for n in members)
        table["name"] = steps(strings.place(n["name"]) for n in members)
        table["x"] = [round(n["x"]) for n in members]
        table["y"] = [round(n["y"]) for n in members]
        table["community"] = [n["community"] for n in members]
        table["columns"] = _columns([n["properties"] for n in members], strings, skip={"name"})
        node_tables.append(table)
    edge_rank = {kind: i for i, kind in enumerate(edge_order)}
    links = [(e["kind"], place[e["to"]], place[e["from"]], e["properties"]) for e in edges]
    twins = Counter(link[:3] for link in links)
    # By the end, not by the start: edges at one meeting share reports and sentences, and so pack well.
    links.sort(
        key=lambda e: (edge_rank.get(e[0], len(edge_rank)), *e[:3], _canonical(e[3]) if twins[e[:3]] > 1 else "")
    )
    edge_tables = []
    for kind, found in _runs(links, lambda e: e[0]):
        table = {"kind": kind, "count": len(found)}
        table["to"] = steps(e[1] for e in found)
        table["from"] = steps(e[2] for e in found)
        table["columns"] = _columns([e[3] for e in found], strings)
        edge_tables.append(table)
    return {"nodes": node_tables, "edges": edge_tables, "strings": strings.texts}, place


def steps(numbers: Iterable[int]) -> list[int]:
    """The first number, then the differences: small, alike, and so well packed.

    >>> steps([5, 6, 8])
    [5, 1, 2]
    """
    found = list(numbers)
    return [b - a for a, b in zip([0, *found], found, strict=False)]


def packed(data: Mapping[str, Any]) -> str:
    """JSON, gzip, base64: what the script unpacks with ``DecompressionStream``.

    >>> packed({"a": 1}) == packed({"a": 1})
    True
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode("utf-8", "replace"), 7, mtime=0)).decode("ascii")


def _runs(rows: Iterable[T], kind: Callable[[T], str]) -> list[tuple[str, list[T]]]:
    return [(name, list(members)) for name, members in groupby(rows, kind)]


def _columns(rows: list[Mapping[str, Any]], strings: Strings, skip: Iterable[str] = ()) -> Row:
    """One column for each property that any row has: ``s`` one string each, ``l`` and ``n`` several, ``v`` as it is."""
    left_out = UNSHOWN.union(skip)
    names = sorted({name for row in rows for name in row} - left_out)
    columns: Row = {}
    for name in names:
        values = [_plain(row.get(name)) for row in rows]
        kinds = {type(v) for v in values} - {type(None)}
        if not kinds:
            continue
        if kinds == {str}:
            columns[name] = {"s": steps(-1 if v is None else strings.place(v) for v in values)}
        elif kinds == {list}:
            counts = [len(v or ()) for v in values]
            columns[name] = {"l": steps(strings.place(str(x)) for v in values for x in v or ()), "n": counts}
        else:
            columns[name] = {"v": [str(v) if isinstance(v, list) else v for v in values]}
    return columns


def _plain(value: object) -> Any:
    """A value as JSON knows it; empty things are nothing."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return value or None
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list | tuple | set | frozenset):
        return list(value) if not isinstance(value, set | frozenset) else sorted(value, key=str)
    return str(value)


def _canonical(properties: Mapping[str, Any]) -> str:
    return repr(sorted((k, str(v)) for k, v in properties.items()))
