"""CSV: one file for each label and each edge type, in a zip archive or a folder.

Invariant: the columns are those of the model in the order of their declaration, whatever the data; lists and what
a table cannot hold are made text (``plain``); the same graph gives the same bytes.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.export.canonical import elements
from graph.export.plain import plain
from graph.file import replacing
from graph.model import EDGES, NODES, columns, edge_type, label

if TYPE_CHECKING:
    from graph.store import Store

_HEADERS = {
    **{label(node): list(columns(node, canonical=True)) for node in NODES},
    **{edge_type(edge): ["start", "end", *columns(edge, canonical=True)] for edge in EDGES},
}
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_csv(store: "Store", path: Path) -> int:
    """Write ``path``: a zip archive if its name ends in .zip, else a folder. Returns the number of rows."""
    count = 0
    if path.suffix != ".zip":
        for name, text, rows in _files(store):
            with replacing(path / name) as out:
                out.write(text)
            count += rows
        return count
    with replacing(path) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text, rows in _files(store):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text, zipfile.ZIP_DEFLATED)
            count += rows
    return count


def _files(store: "Store") -> Iterator[tuple[str, bytes, int]]:
    texts: dict[str, tuple[io.StringIO, Any]] = {}
    counts = dict.fromkeys(_HEADERS, 0)
    for name, header in _HEADERS.items():
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, header, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        texts[name] = text, writer
    for element in elements(store):
        name = element.get("label") or element["type"]
        texts[name][1].writerow({k: plain(v) for k, v in element.items()})
        counts[name] += 1
    for name, (text, _) in texts.items():
        yield f"{name}.csv", text.getvalue().encode("utf-8"), counts[name]
