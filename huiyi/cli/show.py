"""``huiyi view`` and ``huiyi export``: the graph as a picture, and as files for other tools."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

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


class Subject(StrEnum):
    """What a picture starts from."""

    all = "all"
    official = "official"
    meeting = "meeting"
    group = "group"
    between = "between"
    period = "period"


_NAMES = {
    Subject.all: 0,
    Subject.official: 1,
    Subject.meeting: 1,
    Subject.group: 1,
    Subject.between: 2,
    Subject.period: 2,
}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("view", rich_help_panel="Show and hand on")(view)
    app.command("site", rich_help_panel="Show and hand on")(site)
    app.command("export", rich_help_panel="Show and hand on")(export)


def view(
    subject: Annotated[Subject, typer.Argument(help="What to start from.")] = Subject.all,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME…", help="Whom or what: one name, two for between, two dates for period."),
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")] = Path("graph.html"),
    title: Annotated[str | None, typer.Option(help="Title of the page.")] = None,
    steps: Annotated[int, typer.Option(min=1, max=3, help="How far around an official.")] = 2,
    by_time: Annotated[bool, typer.Option("--by-time", help="Dates from left to right.")] = False,
    story: Annotated[Path | None, typer.Option(help="Guided steps: a YAML file, see docs/viewer.md.")] = None,
    size: Annotated[
        str, typer.Option(help="degree, reports, or a measure that `huiyi analyse --write` kept: pagerank, strength…")
    ] = "degree",
    colour: Annotated[str, typer.Option(help="type, community, or circle (of `huiyi analyse --write`).")] = "type",
    language: Annotated[str, typer.Option(help="en or zh, to start with.")] = "en",
    graph: GraphOption = None,
) -> None:
    """Write the graph, or what matters for a question, as one interactive HTML file that needs no network.

    `huiyi view official 雷鸣`, `huiyi view between 雷鸣 王永刚`, `huiyi view period 2021 2022-06`, `huiyi view`.
    """
    from graph.analysis import circles_of, measures_of, read_scores
    from graph.errors import QueryError
    from graph.network import full
    from graph.viewer import cut
    from graph.viewer import view as picture
    from graph.viewer.story import read_story
    from queries.find import find, resolve

    given = names or []
    if len(given) != _NAMES[subject]:
        raise QueryError(f"view {subject} takes {_NAMES[subject]} names, not {len(given)}; see `huiyi view --help`")
    with opened(graph) as store:
        scores = read_scores(store)
        measures, circles = measures_of(scores), circles_of(scores)
        if not scores.columns and (size not in ("degree", "reports") or colour == "circle"):
            raise QueryError("this graph keeps no measures yet: run `huiyi analyse --write`, then view it")
        network = full(store)
        if subject in (Subject.official, Subject.meeting, Subject.group):
            given = [resolve(store, subject, "NAME", given[0])[0]]
        elif subject is Subject.between:
            given = [(find(store, "official", name) or [name])[0] for name in given]
    more: dict[str, Any] = {"measures": measures, "circles": circles, "size": size, "colour": colour}
    shown = network
    if subject is Subject.official:
        more["focus"] = cut.key_of(network, given[0], "Official")
        shown = cut.official(network, more["focus"], steps=steps)
    elif subject is Subject.meeting:
        more["focus"] = cut.key_of(network, given[0], "Meeting")
        shown = cut.meeting(network, more["focus"])
    elif subject is Subject.group:
        more["focus"] = cut.key_of(network, given[0], "Group")
        shown = cut.group(network, more["focus"])
    elif subject is Subject.between:
        more["focus"], more["second"] = (cut.key_of(network, name, "Official", "Group") for name in given)
        shown = cut.between(network, more["focus"], more["second"])
    elif subject is Subject.period:
        shown = cut.period(network, *given)
    if story is not None:
        more["story"] = read_story(story, network)
    heading = title or " – ".join(names or []) or "会议 huiyi"
    picture(shown, title=heading, by_time=by_time, language=language, **more).write_html(str(output))
    note(f"open {output} in a browser")


def site(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")] = Path("site"),
    title: Annotated[str, typer.Option(help="Title of the site.")] = "会议 huiyi",
    language: Annotated[str, typer.Option(help="en or zh.")] = "en",
    graph: GraphOption = None,
) -> None:
    """Write a small static site: a page for each official, group, post and meeting, all linked, with search."""
    from graph.network import full
    from graph.site import write_site

    with opened(graph) as store:
        network = full(store)
    written = write_site(network, output, title=title, language=language)
    files = f"files written: {written.changed}, removed: {written.removed}"
    note(f"{written.pages} pages in {output}; {files}; open {output / 'index.html'}")


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
