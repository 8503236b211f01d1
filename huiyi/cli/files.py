"""Rows as a file: CSV, JSON or Parquet, by the format asked for or by the ending of the file's name.

Invariant: a file is written whole or not at all.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from huiyi.cli.output import Format, as_json, cell, csv_lines, note, rows


class RowFormat(StrEnum):
    """What rows of an answer can be had as."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def form_of(form: RowFormat | None, output: Path | None) -> RowFormat:
    """The format asked for, else that of the file's ending, else a table.

    Raises ``InputError`` where a file has none of them, and where Parquet has no file.

    >>> form_of(None, Path("careers.CSV")), form_of(RowFormat.json, Path("careers.txt")), form_of(None, None)
    (<RowFormat.csv: 'csv'>, <RowFormat.json: 'json'>, <RowFormat.table: 'table'>)
    """
    from graph.errors import InputError

    if output is None:
        if form is RowFormat.parquet:
            raise InputError("parquet is for files: give one, as in -o rows.parquet")
        return form or RowFormat.table
    ending = output.suffix.lower().removeprefix(".")
    chosen = form or (RowFormat(ending) if ending in [*map(str, RowFormat)] else None)
    if chosen is None or chosen is RowFormat.table:
        raise InputError(f"{output}: as what? End it with .csv, .json or .parquet, or say --format")
    if chosen is RowFormat.parquet:
        arrow()  # what is missing is told before a graph is opened
    return chosen


def hand_over(
    columns: Sequence[str],
    values: Sequence[Sequence[Any]],
    form: RowFormat,
    output: Path | None = None,
    *,
    pager: bool = False,
) -> None:
    """Print rows, or write them to a file; ``form`` is that of ``form_of``."""
    if output is None:
        rows(columns, values, Format(form), pager=pager)
        return
    write_rows(columns, values, form, output)
    note(f"{len(values)} row{'' if len(values) == 1 else 's'} written to {output}")


def write_rows(columns: Sequence[str], values: Iterable[Sequence[Any]], form: RowFormat, output: Path) -> None:
    """Write rows to a file; raises ``MissingExtraError`` where Parquet's library is missing."""
    from graph.file import replacing

    if form is RowFormat.parquet:
        library, parquet = arrow()
        by_column = list(zip(*values, strict=True)) or [()] * len(columns)
        made = {column: _column(library, list(found)) for column, found in zip(columns, by_column, strict=True)}
        with replacing(output) as out:
            parquet.write_table(library.table(made), out)
        return
    with replacing(output) as out:
        if form is RowFormat.json:
            out.write(as_json([dict(zip(columns, row, strict=True)) for row in values]))
        else:
            out.writelines(line.encode("utf-8") for line in csv_lines(columns, values))


def arrow() -> tuple[Any, Any]:
    """The library for Parquet; raises ``MissingExtraError`` where it is not installed."""
    from importlib import import_module

    from graph.errors import MissingExtraError

    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise MissingExtraError("Parquet", "parquet") from None


def _column(library: Any, values: list[Any]) -> Any:
    """A typed column; text where nothing is known of it, or where the values are of several kinds."""
    try:
        made = library.array([list(value) if isinstance(value, tuple) else value for value in values])
    except (library.ArrowInvalid, library.ArrowTypeError):
        made = library.array([None if value is None else cell(value) for value in values])
    return made.cast(library.string()) if made.type == library.null() else made
