"""The part of a graph that a batch decides about, and making it what it should be.

Invariant: within the scope nothing stays that is not wanted; outside of it nothing changes. Bodies and places are
shared by everybody: they are only swept away when a report was taken back or replaced and nothing holds them any more.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, LiteralString

from graph.build import Elements, bodies_of, identity
from graph.claims import Claims
from graph.model import (
    EDGES,
    Edge,
    Group,
    Meeting,
    Node,
    Official,
    Place,
    Post,
    Report,
    edge_type,
)

if TYPE_CHECKING:
    from graph.store import Counts, Transaction

_TYPES = {edge_type(edge): edge for edge in EDGES}
_OF_REPORTS = (
    "MATCH (a:Report)-[r:REPORTS]->(b) WHERE a.key IN $reports "
    "RETURN type(r) AS type, a.key AS start, b.key AS end, r.sighting AS sighting"
)
_OF_MEETINGS = (
    "MATCH (a)-[r:CHAIRED|ATTENDED|SPOKE_AT|CONVENED]->(b:Meeting) WHERE b.key IN $meetings "
    "RETURN type(r) AS type, a.key AS start, b.key AS end"
)
_OF_NAMES = (
    "MATCH (a:Official)-[r:HOLDS|DIRECTED|SAME_AS|NOT_SAME_AS|MAYBE_SAME_AS]->(b) WHERE a.name IN $names "
    "RETURN type(r) AS type, a.key AS start, b.key AS end, r.a AS a, r.b AS b"
)
_OFFICIALS = "MATCH (o:Official) WHERE o.name IN $names RETURN o.key AS key"
_LOOSE_POSTS = "MATCH (n:Post) WHERE n.key IN $keys AND NOT EXISTS { (n)<-[:HOLDS]-() } RETURN n.key AS key"
_LOOSE_GROUPS = (
    "MATCH (n:Group) WHERE n.key IN $keys AND NOT EXISTS { (n)<-[:REPORTS|OF|DIRECTED|PART_OF]-() } "
    "AND NOT EXISTS { (n)-[:CONVENED]->() } RETURN n.key AS key"
)
_LOOSE_PLACES = (
    "MATCH (n:Place) WHERE n.key IN $keys AND NOT EXISTS { (n)<-[:IN|PART_OF]-() } "
    "AND NOT EXISTS { MATCH (r:Report) WHERE r.place = n.key } RETURN n.key AS key"
)
_EDGES_OF: dict[type[Node], LiteralString] = {
    Post: "MATCH (n:Post)-[r:OF]->(:Group) WHERE n.key IN $keys "
    "RETURN type(r) AS type, startNode(r).key AS start, endNode(r).key AS end",
    Group: "MATCH (n:Group)-[r:IN|PART_OF|SUCCEEDED]-() WHERE n.key IN $keys "
    "RETURN DISTINCT type(r) AS type, startNode(r).key AS start, endNode(r).key AS end",
    Place: "MATCH (n:Place)-[r:PART_OF|SUCCEEDED]-() WHERE n.key IN $keys "
    "RETURN DISTINCT type(r) AS type, startNode(r).key AS start, endNode(r).key AS end",
}
"""All edges that a body or place may have when nothing holds it any more."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Reports (keys), names and meetings (keys) that are decided anew, with all their edges."""

    reports: Collection[str]
    names: Collection[str]
    meetings: Collection[str]


def sync(tx: "Transaction", wanted: Elements, scope: Scope, gone: Collection[str]) -> "Counts":
    """Make the scope what is wanted; ``gone`` are the reports (keys) to be taken out."""
    there = [
        *_edges(tx, _OF_REPORTS, reports=sorted(scope.reports)),
        *_edges(tx, _OF_MEETINGS, meetings=sorted(scope.meetings)),
        *_edges(tx, _OF_NAMES, names=sorted(scope.names)),
    ]
    officials = [row["key"] for row in tx.run(_OFFICIALS, names=sorted(scope.names))]
    nodes: list[Node] = [Report(key=key, id="") for key in sorted(gone)]
    nodes += [Official(key=key, name="") for key in officials if key not in wanted.nodes]
    nodes += [Meeting(key=key, name="") for key in scope.meetings if key not in wanted.nodes]
    return tx.sync(
        wanted.nodes.values(),
        wanted.edges.values(),
        remove_edges=[edge for edge in there if identity(edge) not in wanted.edges],
        remove_nodes=nodes,
    )


def sweep(tx: "Transaction", former: Iterable[Claims]) -> "Counts":
    """Take away posts, groups and places that only what these reports said before had held."""
    from graph.store import Counts  # noqa: PLC0415 - the driver is imported by those who load

    bodies = Elements()
    for said in former:
        bodies |= bodies_of(said)
    total = Counts()
    for label, query in ((Post, _LOOSE_POSTS), (Group, _LOOSE_GROUPS), (Place, _LOOSE_PLACES)):
        keys = sorted(key for key, node in bodies.nodes.items() if isinstance(node, label))
        while loose := [row["key"] for row in tx.run(query, keys=keys)]:
            # One that held another may be loose next: a leading group, then its committee.
            total += tx.sync(
                remove_edges=_edges(tx, _EDGES_OF[label], keys=loose),
                remove_nodes=[label(key=k, name="") for k in loose],
            )
    return total


def _edges(tx: "Transaction", query: LiteralString, **parameters: Sequence[str]) -> list[Edge]:
    if not all(parameters.values()):
        return []
    return [_bare(_TYPES[row["type"]], row) for row in tx.run(query, **parameters)]


def _bare(kind: type[Edge], row: dict[str, str]) -> Edge:
    """An edge with only what makes it the same edge: that is what a removal looks at."""
    required = {name: "" for name, field in kind.model_fields.items() if field.is_required()}
    by = {name: row[name] for name in kind.discriminator}
    return kind(**{**required, **by, "start": row["start"], "end": row["end"]})


__all__ = ["Scope", "sweep", "sync"]
