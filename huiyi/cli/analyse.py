"""``huiyi analyse``: every measure of a graph at once, or one of them, printed, kept in files or beside the graph.

Invariant: what is kept beside the graph touches no node that loading writes; loading and exporting never see it.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from huiyi.cli.complete import complete_measure
from huiyi.cli.files import RowFormat, arrow, write_rows
from huiyi.cli.output import Format, PagerOption, as_json, emit, note, rows, tables
from huiyi.cli.results import SHOWN_IN
from huiyi.cli.target import GraphOption, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.analysis import Frame

_HEAD = 5
_OVERVIEW = ("name", "meetings", "chaired", "degree", "strength", "constraint", "circle")
"""Of the twenty columns on officials, what an overview shows."""
_WHO = ("official", "name")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("analyse", rich_help_panel="Ask")(analyse)


def analyse(
    measure: Annotated[
        list[str] | None,
        typer.Option(
            "--measure",
            "-m",
            metavar="NAME",
            help="A result or measure, shown whole; may be repeated.",
            autocompletion=complete_measure,
        ),
    ] = None,
    listing: Annotated[
        bool, typer.Option("--list", help="List the measures: what they mean, formula, caveat.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FOLDER", help="Write a file for each result.")
    ] = None,
    form: Annotated[
        RowFormat, typer.Option("--format", "-f", help="How to print the rows; with -o: csv, json or parquet files.")
    ] = RowFormat.table,
    pager: PagerOption = True,
    write: Annotated[
        bool, typer.Option("--write", help="Keep the measures of officials in the graph, as nodes of their own.")
    ] = False,
    graph: GraphOption = None,
) -> None:
    """Compute who meets whom, circles, precedence, turnover, careers: `huiyi analyse -m pagerank`."""
    from graph import analysis
    from graph.errors import InputError

    if form is RowFormat.parquet:
        if output is None or listing:
            raise InputError("parquet is for the files of -o FOLDER")
        arrow()  # what is missing is told before anything is computed
    if listing:
        listed = [{"shown in": SHOWN_IN.get(row["measure"], "(Python)"), **row} for row in analysis.measure_table()]
        columns = ("measure", "shown in", "definition", "formula", "reference", "caveat")
        rows(columns, [[row[name] for name in columns] for row in listed], Format(form), pager=pager)
        return
    single = len(measure or ()) == 1
    if form is RowFormat.csv and output is None and not single:
        raise InputError("several results are no CSV: name one with --measure, or a folder with -o")
    _check_names(measure or [])
    with opened(graph) as store:
        found = analysis.analyse(analysis.read_attendance(store), analysis.read_tenures(store))
        if write:
            key = analysis.write_scores(store, found["officials"])
            note(f"{len(found['officials'])} nodes Score of run {key} kept in the graph")
    names = dict(zip(found["officials"]["official"].tolist(), found["officials"]["name"].tolist(), strict=True))
    whole = {name: _choose(found, name) for name in measure or found}
    chosen = ((name, _named(frame, names)) for name, frame in whole.items())  # with names one by one: they are large
    if output is not None:
        _files(output, chosen, RowFormat.csv if form is RowFormat.table else form)
    elif form is RowFormat.json:
        made = {name: {"parameters": frame.parameters, "rows": frame.rows()} for name, frame in chosen}
        emit(next(iter(made.values()))["rows"] if single else made)
    elif form is RowFormat.csv:
        ((_, frame),) = chosen
        rows([*frame.columns], [[*row.values()] for row in frame], Format.csv)
    else:
        tables((_shown(name, frame, whole=bool(measure)) for name, frame in chosen), pager=pager)


def _columns() -> dict[str, str]:
    """Measures that are a column of the table of officials, under the name of the column."""
    renamed = {"core_number": "core", "find_circles": "circle"}
    return {renamed.get(name, name): name for name, place in SHOWN_IN.items() if place == "officials"} | {
        "core_number": "core_number"
    }


def _check_names(wanted: "Sequence[str]") -> None:
    """Wrong names are told before anything is computed."""
    from difflib import get_close_matches

    from graph.analysis import measure_table
    from graph.errors import InputError

    known = sorted({*SHOWN_IN, *SHOWN_IN.values(), *_columns()})
    wrong = [name for name in wanted if name not in known]
    if not wrong:
        return
    modules = {row["measure"]: row["module"] for row in measure_table()}
    said = []
    for name in wrong:
        close = get_close_matches(name, known, 3)
        hint = f"is for Python only: {modules[name]}.{name}" if name in modules else "is no measure"
        said.append(f"{name!r} {hint}" + (f"; did you mean {', '.join(close)}?" if close else ""))
    raise InputError(f"--measure: {'; '.join(said)}; `huiyi analyse --list` shows all")


def _choose(found: "Mapping[str, Frame]", name: str) -> "Frame":
    """A result by its name, or the column of the table of officials that a measure is, largest first."""
    from graph.analysis import Frame

    place = name if name in found else SHOWN_IN.get(name, name)
    if place not in found:  # about posts, and no official holds one
        return Frame.of({})
    whole = found[place]
    column = "core" if name == "core_number" else name
    if place == "officials" and column in whole.columns:
        kept = (*_WHO, column, *(c for c in whole.columns if c == f"{column}_error"))
        return Frame({c: whole[c] for c in kept}, whole.parameters).sort(f"-{column}", "official")
    return whole


def _named(frame: "Frame", names: "Mapping[str, str]") -> "Frame":
    """Pairs and sets of officials with their names beside the keys."""
    from graph.analysis import Frame

    columns: dict[str, Any] = {}
    for column, values in frame.columns.items():
        columns[column] = values
        if column in ("a", "b") and f"{column}_name" not in frame.columns:
            columns[f"{column}_name"] = [names.get(key, key) for key in values.tolist()]
        elif column == "officials" and values.dtype == object:  # a set of keys in each row; elsewhere a number
            columns["officials_name"] = [tuple(names.get(key, key) for key in row) for row in values]
    return Frame.of(frame.parameters, **columns)


def _shown(name: str, frame: "Frame", *, whole: bool) -> tuple[list[str], list[list[Any]], str]:
    """A table for people: names instead of keys, four digits."""
    columns = [
        c
        for c in frame.columns
        if f"{c}_name" not in frame.columns and not (c == "official" and len(frame.columns) > 1)
    ]
    if name == "officials" and not whole:
        columns = [*_OVERVIEW]
    shown = frame if whole else frame.head(_HEAD)
    values = [[_digits(row[c]) for c in columns] for row in shown]
    more = "" if len(shown) == len(frame) else f", the first {len(shown)}"
    return columns, values, f"{name}: {len(frame)} row{'' if len(frame) == 1 else 's'}{more}"


def _digits(value: Any) -> Any:
    """Four significant digits are more than such data bear.

    >>> _digits(0.123456), _digits(1234.5), _digits(7), _digits(None)
    (0.1235, 1234.0, 7, None)
    """
    return float(f"{value:.4g}") if isinstance(value, float) else value


def _files(folder: Path, frames: "Iterable[tuple[str, Frame]]", form: RowFormat) -> None:
    """One file for each result, and the parameters that made them."""
    from graph.errors import InputError
    from graph.file import replacing

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: no folder can be made there: {error.strerror or error}") from None
    made = {}
    for name, frame in frames:
        write_rows([*frame.columns], ([*row.values()] for row in frame), form, folder / f"{name}.{form}")
        made[name] = frame.parameters
    with replacing(folder / "parameters.json") as out:
        out.write(as_json(made))
    note(f"{len(made)} result{'' if len(made) == 1 else 's'} and their parameters written to {folder}")
