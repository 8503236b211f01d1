"""Printing rows: as a table for people, as CSV or JSON for programs.

Invariant: results go to stdout, everything else (progress, notes, errors) to stderr.
"""

import csv
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import orjson


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"


def rows(columns: Sequence[str], values: Sequence[Sequence[Any]], form: Format) -> None:
    """Print rows in the form asked for."""
    if form is Format.json:
        objects = [dict(zip(columns, row, strict=True)) for row in values]
        emit(objects)
    elif form is Format.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([cell(value) for value in row] for row in values)
    else:
        table(columns, values)


def emit(value: Any) -> None:
    """Print a value as JSON, UTF-8 whatever the terminal says."""
    out = orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE, default=str)
    sys.stdout.flush()
    sys.stdout.buffer.write(out)
    sys.stdout.buffer.flush()


def table(columns: Sequence[str], values: Sequence[Sequence[Any]], title: str | None = None) -> None:
    """Print a table whose columns stand straight with Chinese in them."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for n, column in enumerate(columns):
        numbers = bool(values) and all(isinstance(row[n], int | float) or row[n] is None for row in values)
        grid.add_column(column, justify="right" if numbers else "left", overflow="fold")
    for row in values:
        grid.add_row(*(Text(cell(value)) for value in row))
    console = Console(soft_wrap=False)
    console.print(grid)
    if title is None:
        count = len(values)
        print(f"{count} row{'' if count == 1 else 's'}", file=sys.stderr)  # noqa: T201 - what a command line does


def cell(value: Any) -> str:
    """One value as text: lists with 、 between, nothing for None.

    >>> cell(["甲", "乙"]), cell(None), cell(2)
    ('甲、乙', '', '2')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return ", ".join(f"{k}: {cell(v)}" for k, v in value.items())
    if isinstance(value, list | tuple):
        return "、".join(cell(item) for item in value)
    return str(value)


def note(text: str) -> None:
    """One line to stderr."""
    print(text, file=sys.stderr)  # noqa: T201 - what a command line does
