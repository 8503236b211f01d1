"""``huiyi query`` and ``huiyi cypher``: questions of the catalogue, and statements of one's own."""

from pathlib import Path
from typing import Annotated

import typer

from huiyi.cli.complete import complete_parameter, complete_question
from huiyi.cli.files import RowFormat, form_of, hand_over
from huiyi.cli.output import PagerOption, note
from huiyi.cli.target import GraphOption, opened

FormatOption = Annotated[
    RowFormat | None,
    typer.Option(
        "--format", "-f", help="How to give the rows. Default: by the ending of --output, else a table.",
        show_default=False,
    ),
]  # fmt: skip
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write the rows to a file: .csv, .json or .parquet."),
]


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
    name: Annotated[
        str | None,
        typer.Argument(help="A question of the catalogue; --list shows all.", autocompletion=complete_question),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            "-p",
            metavar="NAME=VALUE",
            autocompletion=complete_parameter,
            help="A parameter: an official, group, post or meeting by name, part of it, pinyin or key; a date as 2022, "
            "2022-07 or 2022-07-29. May be repeated.",
        ),
    ] = None,
    form: FormatOption = None,
    output: OutputOption = None,
    pager: PagerOption = True,
    listing: Annotated[
        bool,
        typer.Option("--list", help="List the questions and their parameters; with a word, those that speak of it."),
    ] = False,
    graph: GraphOption = None,
) -> None:
    """Answer a question of the catalogue: `huiyi query career -p official=雷鸣`.

    `huiyi query --list` shows all questions, `huiyi query --list chair` those that speak of it. Three of them:

    who chaired a committee in 2022: `huiyi query who_chaired -p group=秦州区委 -p since=2022 -p until=2022`

    who sat with somebody most often after a promotion: `huiyi query company_in_post -p official=雷鸣 -p post=副市长`

    what changed in a leading group since last year: `huiyi query group_changes -p group=GROUP -p date=2022`
    """
    from graph.errors import QueryError
    from queries import catalogue, lookup, run

    chosen = form_of(form, output)
    if listing:
        columns = ("name", "question", "parameters")
        listed = [
            (q.name, f"{q.question} {q.question_zh}", [n if p.required else f"{n}?" for n, p in q.parameters.items()])
            for q in catalogue().values()
            if name is None or name.lower() in " ".join((q.name, q.question, q.question_zh)).lower()
        ]
        if not listed:
            raise QueryError(f"no question speaks of {name!r}; `huiyi query --list` shows all")
        hand_over(columns, listed, chosen, output, pager=pager)
        return
    if name is None:
        raise QueryError("which question? `huiyi query --list` shows all")
    given = _pairs(param or [])
    lookup(name).bind(given)  # a wrong parameter is told before a graph is opened
    with opened(graph) as store:
        answer = run(store, name, **given)
    hand_over(answer.columns, answer.rows, chosen, output, pager=pager)


def cypher(
    statement: Annotated[str, typer.Argument(help="A Cypher statement, or - to read it from stdin.")],
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="A $parameter of the statement; may be repeated."),
    ] = None,
    form: FormatOption = None,
    output: OutputOption = None,
    pager: PagerOption = True,
    write: Annotated[bool, typer.Option("--write", help="Let the statement change the graph.")] = False,
    graph: GraphOption = None,
) -> None:
    """Run a Cypher statement; read-only unless --write. Values that look like JSON are taken as JSON."""
    import sys

    chosen = form_of(form, output)
    text = sys.stdin.read() if statement == "-" else statement
    parameters = {name: _value(value) for name, value in _pairs(param or []).items()}
    with opened(graph) as store:
        result = store.query(text, parameters, write=write)
    hand_over(result.columns, result.rows, chosen, output, pager=pager)
    if write and chosen is RowFormat.table:
        note("done")


def _value(text: str) -> object:
    import orjson

    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text
