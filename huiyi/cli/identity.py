"""``huiyi identity``: who is who, as people see it."""

from typing import TYPE_CHECKING, Annotated

import typer

from huiyi.cli.output import Format, emit, note, rows, table
from huiyi.cli.target import GraphOption, opened

if TYPE_CHECKING:
    from graph.identity.decisions import Decisions
    from graph.review import Side
    from graph.store import Store

app = typer.Typer(
    no_args_is_help=True, help="Who is who: unsure pairs, decisions, and why.", rich_markup_mode="markdown"
)

A = Annotated[str, typer.Argument(help="Key of an official, id of a sighting, or a name that only one bears.")]
B = Annotated[str, typer.Argument(help="The other.")]
NoteOption = Annotated[str | None, typer.Option("--note", help="Why, for whoever reads the file later.")]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print the rows.")]


def register(main: typer.Typer) -> None:
    """Add the commands."""
    main.add_typer(app, name="identity", rich_help_panel="Ask")


@app.command()
def review(
    limit: Annotated[int, typer.Option(min=1, help="How many pairs.")] = 10,
    form: FormatOption = Format.table,
    graph: GraphOption = None,
) -> None:
    """List the unsure pairs, likeliest first, with reasons and the evidence of both sides."""
    from graph.review import unsure

    with opened(graph) as store:
        pairs = unsure(store, limit)
    if form is Format.json:
        emit([{"a": _json(p.a), "b": _json(p.b), "score": p.score, "reasons": p.reasons} for p in pairs])
        return
    columns = ("name", "a", "b", "score", "reasons", "a_seen", "b_seen")
    listed = [(p.a.name, p.a.key, p.b.key, p.score, p.reasons, _seen(p.a), _seen(p.b)) for p in pairs]
    rows(columns, listed, form)


@app.command()
def sightings(official: A, form: FormatOption = Format.table, graph: GraphOption = None) -> None:
    """List the sightings of an official: their ids are what decisions name."""
    with opened(graph) as store:
        one = _side(store, official)
    columns = ("id", "date", "territory", "posts", "report", "sentence")
    listed = [
        (s.edge.sighting, s.edge.date, s.edge.territory, s.edge.posts, s.report, s.edge.sentence) for s in one.sightings
    ]
    rows(columns, listed, form)


@app.command()
def same(
    a: A,
    b: B,
    why: NoteOption = None,
    other_name: Annotated[
        bool, typer.Option("--other-name", help="One person under two names: a former name…")
    ] = False,
    graph: GraphOption = None,
) -> None:
    """Decide that two are one official."""
    _decide("same", a, b, why, graph, other_name=other_name)


@app.command()
def differ(a: A, b: B, why: NoteOption = None, graph: GraphOption = None) -> None:
    """Decide that two are not one official; to part one, give the ids of two of its sightings."""
    _decide("differ", a, b, why, graph)


@app.command()
def undo(a: A, b: B, why: NoteOption = None, graph: GraphOption = None) -> None:
    """Take back what was decided on two sightings."""
    _decide("undo", a, b, why, graph)


@app.command()
def explain(a: A, b: B, form: FormatOption = Format.table, graph: GraphOption = None) -> None:
    """Say what speaks for (+) and against (-) two officials being one."""
    from graph.review import reasons

    with opened(graph) as store:
        found = reasons(_side(store, a), _side(store, b), _known(store, graph))
    rows(("feature", "weight", "saw"), [(e.feature, round(e.weight, 2), e.saw) for e in found], form)
    if form is Format.table:
        note(f"sum {sum(e.weight for e in found):+.1f} (log-odds)")


@app.command()
def history(
    official: Annotated[str | None, typer.Argument(help="Only decisions on this official; all without.")] = None,
    form: FormatOption = Format.table,
    graph: GraphOption = None,
) -> None:
    """List the decisions, oldest first."""
    wanted: tuple[str, ...] = ()
    if official is not None:
        with opened(graph) as store:
            wanted = tuple(s.edge.sighting for s in _side(store, official).sightings)
    lines = (decisions(graph) or _nothing()).history(*wanted)
    rows(("at", "verdict", "a", "b", "by", "note"), [(d.at, d.verdict, d.a, d.b, d.by, d.note) for d in lines], form)


def _decide(verdict: str, a: str, b: str, why: str | None, graph: str | None, *, other_name: bool = False) -> None:
    import getpass

    from graph.load import decide
    from huiyi.settings import settings

    path = settings().decisions_of(graph)
    with opened(graph) as store:
        known = _known(store, graph)
        one, other = _sighting(store, a), _sighting(store, b)
        if verdict == "same" and not other_name:
            _refuse_two_names(store, one, other)
        decided: Decisions = getattr(known, verdict)(one, other, by=getpass.getuser(), note=why)
        counts = decide(store, decided)
        decided.save(path)
    note(f"{verdict} {one} {other}: kept in {path}")
    if counts.changed:
        found = counts.as_dict()
        kinds = ("inserted", "updated", "removed")
        listed = [
            (name, *(found[name].get(kind, 0) for kind in kinds)) for name in found if set(found[name]) & set(kinds)
        ]
        table(("", *kinds), listed, title="What that changed")


def decisions(graph: str | None) -> "Decisions | None":
    """What people have decided on this graph so far; None where there is no file: what the graph follows then holds."""
    from graph.identity.decisions import Decisions
    from huiyi.settings import settings

    path = settings().decisions_of(graph)
    return Decisions.load(path) if path.exists() else None


def _nothing() -> "Decisions":
    from graph.identity.decisions import Decisions

    return Decisions()


def _known(store: "Store", graph: str | None) -> "Decisions":
    """The decisions of the file, else those that the graph follows."""
    from graph.neighbourhood import stored_decisions

    found = decisions(graph)
    return found if found is not None else store.transaction(stored_decisions)


def _refuse_two_names(store: "Store", one: str, other: str) -> None:
    from graph.errors import QueryError
    from graph.neighbourhood import names_of

    names = store.transaction(lambda tx: names_of(tx, (one, other)))
    if len(set(names.values())) > 1:
        both = " and ".join(names.values())
        raise QueryError(f"{both} are two names; if one person bears both, say so with --other-name")


def _side(store: "Store", text: str) -> "Side":
    from graph.review import side
    from queries.find import resolve

    return side(store, resolve(store, "official", "official", text)[0])


def _sighting(store: "Store", text: str) -> str:
    """The sighting meant: that of the id given, else the earliest of the official given."""
    from queries.find import resolve

    key = resolve(store, "official", "official", text)[0]
    known = store.read(
        "MATCH (:Report)-[s:REPORTS]->(:Official) WHERE s.sighting = $id RETURN s.sighting AS id", id=text
    )
    return text if known else key


def _seen(one: "Side") -> list[str]:
    return [f"{s.edge.date or '?'} {'、'.join(s.edge.posts) or '(no post)'}" for s in one.sightings[:6]]


def _json(one: "Side") -> dict[str, object]:
    return {
        "key": one.key,
        "name": one.name,
        "sightings": [
            {
                "id": s.edge.sighting, "date": s.edge.date, "territory": s.edge.territory, "posts": s.edge.posts,
                "report": s.report, "sentence": s.edge.sentence,
            }
            for s in one.sightings
        ],
    }  # fmt: skip
