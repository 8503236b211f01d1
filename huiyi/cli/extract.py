"""``huiyi extract``: reports in, records out; or one report shown with everything that was read in it."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from huiyi.cli.output import note

if TYPE_CHECKING:
    from loaders.corpus import Result
    from loaders.documents import Reading
    from loaders.extractor import Extractor

_SHOWN = 5


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
    columns: Annotated[
        str, typer.Option("--map", metavar="FIELD=COLUMN,…", help="Columns of JSONL and CSV: text=正文,published=日期")
    ] = "",
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of publication of texts that state none: 2022-07-30")
    ] = None,
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
    limit: Annotated[
        list[str] | None, typer.Option(metavar="NAME=NUMBER", help="Change a limit: document_bytes=64MB")
    ] = None,
) -> None:
    """Read meeting reports into records: who, which posts, which meetings, and the sentences that prove it."""
    from loaders.extractor import extractor_named

    reading = _reading(columns, published, limit or [])
    reader = extractor_named(extractor)
    if explain:
        _explain(paths, output, reading, reader)
        return
    _extract(paths, output, jobs, resume, reading, reader, rejected, as_json)


def _reading(columns: str, published: str | None, limits: list[str]) -> "Reading":
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
    from loaders.corpus import marked, read_all
    from loaders.records import RecordFile
    from loaders.reprints import Reprints, trace_of, with_reprint

    rejected = rejected or Path("-" if output == "-" else output).with_name("rejected.jsonl")
    ours = [rejected, Path(output)]
    refused: list[Result] = []
    counts = {"read": 0, "given": 0, "rejected": 0, "skipped": 0}
    try:
        with RecordFile(output, resume=resume) as out, bar("reading") as shown:
            results = read_all(
                paths,
                jobs=jobs,
                extractor=reader,
                reading=reading,
                records=False,
                done=out.done,
                leave_out=[*ours, *(path.with_name(path.name + ".part") for path in ours)],
                progress=lambda p: shown(p.done, p.total),
            )
            reprints = Reprints()
            for kept in out.kept():
                reprints.add(trace_of(kept))
            for result in marked(results) if output == "-" else results:
                reprints.add(result.trace)
                counts[result.status] += 1
                if result.line is not None:
                    out.write(result.line)
                elif result.status == "rejected":
                    refused.append(result)
            if counts["read"] or counts["skipped"]:
                out.finish(partial(with_reprint, originals=reprints.originals()))
            else:
                out.give_up()
    except KeyboardInterrupt:
        if output != "-" and out.written:
            note(f"huiyi: {out.written} records are kept; go on with the same command and --resume")
        raise
    _report(counts, refused, rejected, output, as_json)
    if not counts["read"] and not counts["skipped"]:
        raise typer.Exit(1)


def _report(counts: dict[str, int], refused: "list[Result]", rejected: Path, output: str, as_json: bool) -> None:
    """Say what became of the inputs: one line a person can read, the reasons in the file of rejected ones."""
    import orjson

    from loaders.records import write_whole

    rows = [{"source": result.source, "id": result.id, "reason": result.reason} for result in refused]
    single = sum(counts.values()) == 1  # its fault is told in full on stderr
    if rejected.exists() or (rows and not single):
        write_whole(rejected, [orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows])
    if as_json:
        stream = sys.stderr if output == "-" else sys.stdout
        stream.write(orjson.dumps({"counts": counts, "rejected": rows}).decode() + "\n")
    if refused and single:
        note(f"huiyi: {refused[0].source}: {refused[0].reason}")
        return
    if refused:
        more = f" and {len(refused) - 1} more" if len(refused) > 1 else ""
        note(f"huiyi: not read: {refused[0].source}: {refused[0].reason}{more}; see {rejected}")
    if output != "-" and not as_json and counts["read"] + counts["skipped"]:
        skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
        note(f"{counts['read']} record{'' if counts['read'] == 1 else 's'} written to {output}{skipped}")


def _explain(paths: list[str], output: str, reading: "Reading", reader: "Extractor") -> None:
    from graph.errors import InputError
    from loaders.explain import explain_page, explain_terminal
    from loaders.extractor import complete
    from loaders.inputs import units

    found = [one for unit in units(paths, reading) for one in unit.read(reading)]
    documents = [one.document for one in found if one.document is not None]
    explained = [(document, complete(reader.extract(document), document, reader)) for document in documents]
    faults = [f"{one.source}: {one.reason}" for one in found if one.reason]
    if not explained:
        raise InputError(faults[0] if faults else "nothing to explain")
    for fault in faults[:_SHOWN]:
        note(f"huiyi: {fault}")
    if output == "-":
        explain_terminal(explained)
    else:
        from loaders.records import write_whole

        write_whole(Path(output), [explain_page(explained).encode("utf-8")])
        note(f"{len(explained)} report{'' if len(explained) == 1 else 's'} explained in {output}")
