"""``huiyi view`` and ``huiyi export``: the graph as a picture, and as files for other tools."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from huiyi.cli.output import note
from huiyi.cli.target import GraphOption, opened


class ExportFormat(StrEnum):
    """What a graph can be exported as."""

    jsonl = "jsonl"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"
    parquet = "parquet"
    popolo = "popolo"
    ftm = "ftm"
    bulk = "neo4j-admin"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("view", rich_help_panel="Show and hand on")(view)
    app.command("export", rich_help_panel="Show and hand on")(export)


def view(
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")] = Path("graph.html"),
    title: Annotated[str, typer.Option(help="Title of the page.")] = "会议 huiyi",
    graph: GraphOption = None,
) -> None:
    """Write the graph as one interactive HTML file that needs no network."""
    from graph.network import full
    from graph.viewer import view as picture

    with opened(graph) as store:
        network = full(store)
    picture(network, title=title).write_html(str(output))
    note(f"open {output} in a browser")


def export(
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="The file to write; for csv a .zip or a folder, for parquet and neo4j-admin a folder.",
        ),
    ],
    form: Annotated[ExportFormat, typer.Option("--format", "-f")] = ExportFormat.jsonl,
    graph: GraphOption = None,
) -> None:
    """Write the graph for other tools; jsonl is canonical: equal graphs give equal bytes."""
    from graph.export import FORMATS

    with opened(graph) as store:
        count = FORMATS[form](store, output)
    note(f"{count} elements written to {output}")
