"""``huiyi extract``: reports in, records out; or one report shown with everything that was read in it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from huiyi.cli.output import note

if TYPE_CHECKING:
    from loaders.documents import Reading
    from loaders.extraction import Summary
    from loaders.extractor import Extractor

_SHOWN = 5


MapOption = Annotated[
    str, typer.Option("--map", metavar="FIELD=COLUMN,…", help="Columns of JSONL and CSV: text=正文,published=日期")
]
PublishedOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="Day of publication of texts that state none: 2022-07-30")
]
LimitOption = Annotated[
    list[str] | None, typer.Option(metavar="NAME=NUMBER", help="Change a limit: document_bytes=64MB")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("extract", rich_help_panel="Read and load")(extract)


def extract(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…", help="txt, html, pdf, docx, jsonl, json, csv, zip, warc; folders of them; - is stdin."
        ),
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Records, one JSON object a line; - is stdout.")
    ] = "-",
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Processes that read. Default: all cores.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Keep what the output holds and go on: texts read already are skipped.")
    ] = False,
    columns: MapOption = "",
    published: PublishedOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the text with every mention marked and why; -o x.html: as a page.")
    ] = False,
    rejected: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What could not be read, and why. Default: rejected.jsonl beside the output"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a summary as JSON (to stderr if -o is -).")] = False,
    extractor: Annotated[
        str, typer.Option(metavar="NAME", help="rules, llm (see docs/extract.md), or your own: module:object")
    ] = "rules",
    limit: LimitOption = None,
) -> None:
    """Read meeting reports into records: who, which posts, which meetings, and the sentences that prove it."""
    from loaders.extractor import extractor_named

    reading = reading_of(columns, published, limit or [])
    reader = extractor_named(extractor)
    if explain:
        _explain(paths, output, reading, reader)
        return
    _extract(paths, output, jobs, resume, reading, reader, rejected, as_json)


def reading_of(columns: str, published: str | None, limits: list[str]) -> "Reading":
    """How inputs are read, as the options of a command say."""
    from graph.errors import InputError
    from loaders.documents import Limits, Reading, column_map, iso_date

    day = iso_date(published) if published else None
    if published and day is None:
        raise InputError(f"--published {published!r}: write YYYY-MM-DD, YYYY-MM or YYYY")
    return Reading(Limits().with_settings(limits), column_map(columns), day)


def _extract(
    paths: list[str],
    output: str,
    jobs: int | None,
    resume: bool,
    reading: "Reading",
    reader: "Extractor",
    rejected: Path | None,
    as_json: bool,
) -> None:
    from huiyi.cli.progress import bar
    from loaders.extraction import extract_all, rejected_beside

    rejected = rejected or rejected_beside(output)

    try:
        with bar("reading") as shown:
            summary = extract_all(
                paths,
                output,
                resume=resume,
                rejected=rejected,
                jobs=jobs,
                extractor=reader,
                reading=reading,
                progress=lambda p: shown(p.done, p.total),
            )
    except KeyboardInterrupt:
        if Path(f"{output}.part").exists():
            note("huiyi: what was read is kept; go on with the same command and --resume")
        raise
    if as_json:
        _print_json(summary, to_stderr=output == "-")
    _tell(summary, output, rejected, quiet=as_json)
    if not summary.done:
        raise typer.Exit(1)


def _print_json(summary: "Summary", *, to_stderr: bool) -> None:
    import orjson

    counts = {"read": summary.read, "skipped": summary.skipped, "rejected": len(summary.rejected)}
    stream = sys.stderr if to_stderr else sys.stdout
    stream.write(orjson.dumps({"counts": counts, "rejected": summary.reasons()}).decode() + "\n")


def _tell(summary: "Summary", output: str, rejected: Path, *, quiet: bool) -> None:
    """One line on stderr on what could not be read, one on what was written."""
    from loaders.explain.marks import printable

    refused = summary.rejected
    if refused:
        first = printable(f"{refused[0].source}: {refused[0].reason}")
        if len(refused) == 1 and not summary.done:
            note(f"huiyi: {first}")
        else:
            more = f" and {len(refused) - 1} more" if len(refused) > 1 else ""
            note(f"huiyi: not read: {first}{more}; see {rejected}")
    if output != "-" and not quiet and summary.done:
        skipped = f", {summary.skipped} skipped" if summary.skipped else ""
        note(f"{_count(summary.read, 'record')} written to {output}{skipped}")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _explain(paths: list[str], output: str, reading: "Reading", reader: "Extractor") -> None:
    from graph.errors import InputError
    from loaders.explain import explain_page, explain_terminal
    from loaders.explain.marks import printable
    from loaders.extractor import complete
    from loaders.inputs import units

    found = [one for unit in units(paths, reading) for one in unit.read(reading)]
    documents = [one.document for one in found if one.document is not None]
    explained = [(document, complete(reader.extract(document), document, reader)) for document in documents]
    faults = [f"{one.source}: {one.reason}" for one in found if one.reason]
    if not explained:
        raise InputError(printable(faults[0]) if faults else "nothing to explain")
    for fault in faults[:_SHOWN]:
        note(f"huiyi: {printable(fault)}")
    if output == "-":
        explain_terminal(explained)
    else:
        from loaders.records import write_whole

        write_whole(Path(output), [explain_page(explained).encode("utf-8")])
        note(f"{_count(len(explained), 'report')} explained in {output}")
