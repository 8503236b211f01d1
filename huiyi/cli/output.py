"""Printing rows: as a table for people, as CSV or JSON for programs.

Invariant: results go to stdout, everything else (progress, notes, errors) to stderr.
"""

import csv
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal

import orjson
import typer

if TYPE_CHECKING:
    from rich.console import Console

_SHORT = 18
"""A column of texts up to this wide is never folded."""
_NARROWEST = 16
"""A column of longer texts is folded to no less than this."""
_GAP = 3
_WIDE = 2_000
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
"""Bold and italic: not every pager takes them."""


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"


PagerOption = Annotated[
    bool, typer.Option("--pager/--no-pager", help="Page tables that are longer than the screen (with $PAGER).")
]


def rows(columns: Sequence[str], values: Sequence[Sequence[Any]], form: Format, *, pager: bool = False) -> None:
    """Print rows in the form asked for; with ``pager`` a table longer than the screen is paged."""
    if form is Format.json:
        emit([dict(zip(columns, row, strict=True)) for row in values])
    elif form is Format.csv:
        sys.stdout.writelines(csv_lines(columns, values))
    else:
        table(columns, values, pager=pager)


def emit(value: Any) -> None:
    """Print a value as JSON, UTF-8 whatever the terminal says."""
    sys.stdout.flush()
    sys.stdout.buffer.write(as_json(value))
    sys.stdout.buffer.flush()


def as_json(value: Any) -> bytes:
    """JSON for people and programs: indented, ends with a line feed."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE, default=str)


def csv_lines(columns: Sequence[str], values: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The lines of a CSV file, the heads first.

    >>> list(csv_lines(["name", "posts"], [["俞伯衡", ["区长", "副书记"]]]))
    ['name,posts\\n', '俞伯衡,区长、副书记\\n']
    """
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    for row in (columns, *([cell(value) for value in row] for row in values)):
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def table(
    columns: Sequence[str], values: Sequence[Sequence[Any]], title: str | None = None, *, pager: bool = False
) -> None:
    """Print a table whose columns stand straight with Chinese in them; row by row where the terminal is too narrow."""
    tables([(columns, values, title)], pager=pager)
    if title is None:
        note(f"{len(values)} row{'' if len(values) == 1 else 's'}")


def tables(shown: Iterable[tuple[Sequence[str], Sequence[Sequence[Any]], str | None]], *, pager: bool = False) -> None:
    """Print tables one below the other; with ``pager``, what is longer than the screen is paged (``$PAGER``)."""
    from rich.console import Console

    # Into a file or a pipe a line may be as long as it is.
    console = Console(width=None if sys.stdout.isatty() else _WIDE)
    pager = pager and sys.stdin.isatty() and sys.stdout.isatty()
    with console.capture() as captured:
        for columns, values, title in shown:
            _print(console, columns, values, title)
    text = captured.get()
    if pager and text.count("\n") >= console.height:
        import pydoc

        os.environ.setdefault("LESSCHARSET", "utf-8")
        pydoc.pager(_STYLE.sub("", text))
    else:
        sys.stdout.write(text)
        sys.stdout.flush()


def _print(
    console: "Console", columns: Sequence[str], values: Sequence[Sequence[Any]], title: str | None = None
) -> None:
    from rich import box
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    texts = [[cell(value) for value in row] for row in values]
    widths = [max([cell_len(c), *(cell_len(row[n]) for row in texts)]) for n, c in enumerate(columns)]
    wanted = sum(min(width, _NARROWEST if width > _SHORT else width) + _GAP for width in widths)
    if wanted > console.width:
        grid = Table(box=box.SIMPLE_HEAD, show_header=False, pad_edge=False)
        grid.add_column(no_wrap=True, style="bold")
        grid.add_column(overflow="fold")
        for row in texts:
            for column, text in zip(columns, row, strict=True):
                if text:
                    grid.add_row(column, Text(text))
            grid.add_section()
    else:
        grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for n, column in enumerate(columns):
            numbers = bool(values) and all(isinstance(row[n], int | float) or row[n] is None for row in values)
            align: Literal["left", "right"] = "right" if numbers else "left"
            grid.add_column(column, justify=align, overflow="fold", no_wrap=widths[n] <= _SHORT)
        for row in texts:
            grid.add_row(*map(Text, row))
    if title is not None:  # a title of the grid's own would be folded to the width of the grid
        console.print(Text(title, style="italic"))
    console.print(grid)


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
