"""``huiyi load`` and ``huiyi forget``: reports into a graph, and out of it again."""

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from huiyi.cli.extract import LimitOption, MapOption, PublishedOption, reading_of
from huiyi.cli.identity import decisions
from huiyi.cli.output import emit, note, table
from huiyi.cli.target import GraphOption, opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import MeetingReport
    from graph.store import Counts
    from loaders.corpus import Progress, Result


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("load", rich_help_panel="Read and load")(load)
    app.command("forget", rich_help_panel="Read and load")(forget)
    app.command("import", rich_help_panel="Read and load")(import_)
    app.command("copy", rich_help_panel="Read and load")(copy)


def load(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="Documents, folders, records.jsonl, or - (stdin).")
    ],
    graph: GraphOption = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Processes that read. Default: all cores.")
    ] = None,
    rejected: Annotated[Path, typer.Option(help="Where to list what could not be read.")] = Path("rejected.jsonl"),
    columns: MapOption = "",
    published: PublishedOption = None,
    limit: LimitOption = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only reports published on or after this date; undated ones not.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count what would change, and change nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Read reports (or records) and put them into a graph. Twice changes nothing."""
    from graph.load import load as put
    from huiyi.cli.progress import bar
    from huiyi.settings import settings
    from loaders.corpus import marked, read_all

    reading = reading_of(columns, published, limit or [])

    refused: list[dict[str, str | None]] = []
    records = done = 0
    expected: float | None = None
    folder = settings().graph if graph is None else graph
    own = [rejected, *([] if "://" in folder else [Path(folder)])]
    with bar("reading") as shown:

        def reading_on(told: "Progress") -> None:
            nonlocal records, expected
            records = told.records
            expected = records * told.total / told.done if told.total and told.done else None
            shown(told.done, told.total)

        def loading_on(reports: int) -> None:
            nonlocal done
            done += reports
            shown(done, None if expected is None else max(expected, done), "loading", "reports")

        found = read_all(paths, jobs=jobs, reading=reading, leave_out=own, progress=reading_on)
        wanted = (r for r in _records(marked(found), refused) if since is None or (r.source.published or "") >= since)
        first = next(wanted, None)
        counts = None
        if first is not None:  # where there is nothing to load, no graph is made either
            with opened(graph, create=True) as store:
                known = decisions(graph)
                counts = put(store, chain([first], wanted), decisions=known, dry_run=dry_run, progress=loading_on)
    _list_rejected(refused, rejected)
    if as_json:
        emit({"reports": done, "counts": counts.as_dict() if counts else {}, "rejected": refused})
    elif counts:
        _print(counts, "What a load would do" if dry_run else "Loaded")
        note(f"{done} report{'' if done == 1 else 's'} read, {len(refused)} not read")
    if refused:
        one = refused[0]
        more = f" and {len(refused) - 1} more" if len(refused) > 1 else ""
        note(f"huiyi: not read: {one['source']}: {one['reason']}{more}; see {rejected}")
    elif counts is None:
        note(f"huiyi: nothing to load: of {records} reports none was published since {since}")
    if counts is None:
        raise typer.Exit(1)


def forget(
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="Ids of reports, as in their records.")],
    graph: GraphOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Take reports back: exactly what only they supported goes with them."""
    from graph.errors import StoreError
    from graph.load import forget as take

    with opened(graph) as store:
        counts = take(store, ids, decisions=decisions(graph))
    if not counts.removed["Report"]:
        raise StoreError(f"no report here has the id {' or '.join(map(repr, ids))}")
    _tell(counts, as_json, "Taken back")


def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="What `huiyi export` wrote: jsonl, graphml, csv.")],
    graph: GraphOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Put an exported graph into a graph; what is there already stays."""
    from graph.transfer import put, read
    from huiyi.cli.progress import bar

    rows = read(path)
    with opened(graph, create=True) as store, bar("importing", "elements") as shown:
        counts = put(store, rows, progress=_counting(shown))
    _tell(counts, as_json, "Imported")


def copy(
    source: Annotated[str, typer.Argument(help="A folder or address to read from.")],
    target: Annotated[str, typer.Argument(help="A folder or address to write to.")],
    anew: Annotated[
        bool, typer.Option("--renew", help="Load its reports anew: for a graph that an older huiyi made.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Move a graph between stores: everything in SOURCE is put into TARGET."""
    from graph.load import renew
    from graph.store import open_store
    from graph.transfer import copy as carry
    from huiyi.cli.progress import bar
    from huiyi.settings import settings

    known = settings()
    with (
        open_store(source, auth=known.auth(), database=known.database, create=False, older=anew) as one,
        opened(target, create=True) as other,
        bar("copying", "reports" if anew else "elements") as shown,
    ):
        counts = (renew if anew else carry)(one, other, progress=_counting(shown))
    _tell(counts, as_json, "Copied")


def _counting(shown: Callable[..., None]) -> Callable[[int], None]:
    done = 0

    def on(elements: int) -> None:
        nonlocal done
        done += elements
        shown(done, None)

    return on


def _tell(counts: "Counts", as_json: bool, title: str) -> None:
    if as_json:
        emit({"counts": counts.as_dict()})
    else:
        _print(counts, title)


def _records(results: "Iterable[Result]", refused: list[dict[str, str | None]]) -> "Iterator[MeetingReport]":
    for result in results:
        if result.status == "rejected":
            refused.append({"source": result.source, "id": result.id, "reason": result.reason})
        elif (record := result.record) is not None:
            yield record


def _list_rejected(refused: list[dict[str, str | None]], path: Path) -> None:
    import orjson

    from graph.file import replacing

    if refused:
        with replacing(path) as out:
            out.writelines(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in refused)


def _print(counts: "Counts", title: str) -> None:
    kinds = ("inserted", "updated", "unchanged", "removed")
    found = counts.as_dict()
    names = sorted(found, key=lambda name: (name.isupper(), name))
    table(("", *kinds), [(name, *(found[name].get(kind, 0) for kind in kinds)) for name in names], title=title)
