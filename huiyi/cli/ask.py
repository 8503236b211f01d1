"""``huiyi query`` and ``huiyi cypher``: questions of the catalogue, and statements of one's own."""

from typing import Annotated

import typer

from huiyi.cli.output import Format, note, rows
from huiyi.cli.target import GraphOption, opened

FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print the rows.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("query", rich_help_panel="Ask")(query)
    app.command("cypher", rich_help_panel="Ask")(cypher)


def _pairs(given: list[str]) -> dict[str, str]:
    from graph.errors import QueryError

    wrong = [text for text in given if "=" not in text]
    if wrong:
        raise QueryError(f"--param takes name=value, not {', '.join(map(repr, wrong))}")
    return dict(text.split("=", 1) for text in given)


def query(
    name: Annotated[str | None, typer.Argument(help="A question of the catalogue; --list shows all.")] = None,
    param: Annotated[list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE")] = None,
    form: FormatOption = Format.table,
    listing: Annotated[bool, typer.Option("--list", help="List the questions and their parameters.")] = False,
    graph: GraphOption = None,
) -> None:
    """Answer a question of the catalogue: `huiyi query career -p official=雷鸣`."""
    from graph.errors import QueryError
    from queries import catalogue, lookup, run

    if listing:
        columns = ("name", "question", "parameters")
        listed = [
            (q.name, f"{q.question} {q.question_zh}", [n if p.required else f"{n}?" for n, p in q.parameters.items()])
            for q in catalogue().values()
        ]
        rows(columns, listed, form)
        return
    if name is None:
        raise QueryError("which question? `huiyi query --list` shows all")
    given = _pairs(param or [])
    lookup(name).bind(given)  # a wrong parameter is told before a graph is opened
    with opened(graph) as store:
        answer = run(store, name, **given)
    rows(answer.columns, answer.rows, form)


def cypher(
    statement: Annotated[str, typer.Argument(help="A Cypher statement, or - to read it from stdin.")],
    param: Annotated[list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE")] = None,
    form: FormatOption = Format.table,
    write: Annotated[bool, typer.Option("--write", help="Let the statement change the graph.")] = False,
    graph: GraphOption = None,
) -> None:
    """Run a Cypher statement; read-only unless --write. Values that look like JSON are taken as JSON."""
    import sys

    text = sys.stdin.read() if statement == "-" else statement
    parameters = {name: _value(value) for name, value in _pairs(param or []).items()}
    with opened(graph) as store:
        result = store.query(text, parameters, write=write)
    rows(result.columns, result.rows, form)
    if write and form is Format.table:
        note("done")


def _value(text: str) -> object:
    import orjson

    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text
