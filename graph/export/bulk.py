"""Files for ``neo4j-admin database import``: the first load of hundreds of millions of edges, server down.

Invariant: headers and types come from the model; ids are our keys, one id space for each label. The import tool knows
no escape for what stands between the items of a list, so that is a control character that no text has (U+001F, made
for this); should an item have it all the same, it is left out.
"""

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.file import replacing
from graph.model import EDGES, NODES, Kind, columns, edge_type, label

if TYPE_CHECKING:
    from graph.store import Store

_BETWEEN = "\x1f"
_TYPES: dict[Kind, str] = {
    "string": "string",
    "integer": "long",
    "float": "double",
    "boolean": "boolean",
    "strings": "string[]",
}


def write_bulk(store: "Store", folder: Path) -> int:
    """Write CSV files and ``import.args``, which lists the arguments for the import tool; returns the number of rows.

    Run then, with the server down:
    ``neo4j-admin database import full neo4j $(cat import.args)`` inside ``folder``.
    """
    count = 0
    arguments = ["--multiline-fields=true", "--array-delimiter=U+001F"]
    for node in NODES:
        name, kinds = label(node), columns(node)
        header = [f"key:ID({name})" if c == "key" else f"{c}:{_TYPES[k]}" for c, k in kinds.items()]
        found = store.stream(f"MATCH (n:{name}) RETURN properties(n) AS p ORDER BY p.key")
        rows = ([_cell(p.get(c)) for c in kinds] for (p,) in found)
        written = _write(folder / f"{name}.csv", header, rows)
        if written:
            arguments.append(f"--nodes={name}={name}.csv")
        count += written
    for edge in EDGES:
        name, kinds = edge_type(edge), columns(edge)
        for start, end in edge.ends:
            header = [
                f":START_ID({label(start)})",
                f":END_ID({label(end)})",
                *(f"{c}:{_TYPES[k]}" for c, k in kinds.items()),
            ]
            found = store.stream(
                f"MATCH (a:{label(start)})-[r:{name}]->(b:{label(end)}) "
                "RETURN a.key AS start, b.key AS end, properties(r) AS p ORDER BY start, end"
            )
            rows = ([a, b, *(_cell(p.get(c)) for c in kinds)] for a, b, p in found)
            file = f"{label(start)}-{name}-{label(end)}.csv"
            written = _write(folder / file, header, rows)
            if written:
                arguments.append(f"--relationships={name}={file}")
            count += written
    with replacing(folder / "import.args") as out:
        out.write("\n".join(arguments).encode() + b"\n")
    return count


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return _BETWEEN.join(str(item).replace(_BETWEEN, "") for item in value)
    return value


def _write(path: Path, header: list[str], rows: Any) -> int:
    count = 0
    with replacing(path) as out:
        text = io.TextIOWrapper(out, encoding="utf-8", newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow(row)
            count += 1
        text.flush()
        text.detach()
    return count
