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
    Node,
    Place,
    Post,
    edge_type,
)

if TYPE_CHECKING:
    from graph.store import Counts, Transaction

_TYPES = {edge_type(edge): edge for edge in EDGES}
_OF_REPORTS = (
    "UNWIND $keys AS key MATCH (a:Report {key: key})-[r:REPORTS]->(b) "
    "RETURN type(r) AS type, key AS start, b.key AS end, r.sighting AS sighting"
)
_OF_MEETINGS = (
    "UNWIND $keys AS key MATCH (b:Meeting {key: key})<-[r:CHAIRED|ATTENDED|SPOKE_AT|CONVENED]-(a) "
    "RETURN type(r) AS type, a.key AS start, key AS end"
)
_OF_OFFICIALS = (
    "UNWIND $keys AS key MATCH (a:Official {key: key})-[r:HOLDS|DIRECTED]->(b) "
    "RETURN type(r) AS type, key AS start, b.key AS end"
)
_JUDGED = (
    "UNWIND $keys AS key MATCH (a:Official {key: key})-[r:SAME_AS|NOT_SAME_AS|MAYBE_SAME_AS]->(b) "
    "RETURN type(r) AS type, key AS start, b.key AS end, r.a AS a, r.b AS b"
)
_LOOSE_POSTS = "UNWIND $keys AS key MATCH (n:Post {key: key}) WHERE NOT EXISTS { (n)<-[:HOLDS]-() } RETURN key"
_LOOSE_GROUPS = (
    "UNWIND $keys AS key MATCH (n:Group {key: key}) WHERE NOT EXISTS { (n)<-[:REPORTS|OF|DIRECTED|PART_OF]-() } "
    "AND NOT EXISTS { (n)-[:CONVENED]->() } RETURN key"
)
_LOOSE_PLACES = (
    "UNWIND $keys AS key MATCH (n:Place {key: key}) WHERE NOT EXISTS { (n)<-[:IN|PART_OF]-() } "
    "AND NOT EXISTS { MATCH (r:Report) WHERE r.place = n.key } RETURN key"
)
_EDGES_OF: dict[type[Node], LiteralString] = {
    Post: "UNWIND $keys AS key MATCH (n:Post {key: key})-[r:OF]->(:Group) "
    "RETURN type(r) AS type, startNode(r).key AS start, endNode(r).key AS end",
    Group: "UNWIND $keys AS key MATCH (n:Group {key: key})-[r:IN|PART_OF|SUCCEEDED]-() "
    "RETURN DISTINCT type(r) AS type, startNode(r).key AS start, endNode(r).key AS end",
    Place: "UNWIND $keys AS key MATCH (n:Place {key: key})-[r:PART_OF|SUCCEEDED]-() "
    "RETURN DISTINCT type(r) AS type, startNode(r).key AS start, endNode(r).key AS end",
}
"""All edges that a body or place may have when nothing holds it any more."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is decided anew, by keys of what is stored: all of these edges are read, and those not wanted removed."""

    reports: Collection[str]
    """Reports with all their mentions."""
    meetings: Collection[str]
    """Meetings with all who took part."""
    officials: Collection[str]
    """Officials with their posts and headships."""
    judged: Collection[str]
    """Officials with the judgements on them."""
    gone: Sequence[Node]
    """Nodes to be taken out."""
    turned: Sequence[Edge]
    """Edges to be taken out, of reports that are not in ``reports``."""


def sync(tx: "Transaction", wanted: Elements, scope: Scope) -> "Counts":
    """Make the scope what is wanted."""
    there = [
        *_edges(tx, _OF_REPORTS, keys=sorted(scope.reports)),
        *_edges(tx, _OF_MEETINGS, keys=sorted(scope.meetings)),
        *_edges(tx, _OF_OFFICIALS, keys=sorted(scope.officials)),
        *_edges(tx, _JUDGED, keys=sorted(scope.judged)),
    ]
    return tx.sync(
        wanted.nodes.values(),
        wanted.edges.values(),
        remove_edges=[*(edge for edge in there if identity(edge) not in wanted.edges), *scope.turned],
        remove_nodes=scope.gone,
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
