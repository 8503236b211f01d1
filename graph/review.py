"""Judgements of people on who is who: what is unsure, what speaks for and against, and deciding it.

Invariant: a decision names two sightings, never two officials: sightings keep their ids for ever, officials come and go
with decisions. Whoever gives an official means its earliest sighting, whose id is the official's key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, LiteralString

from graph.build import Seen
from graph.claims import sighting
from graph.errors import QueryError
from graph.identity.decisions import Decisions
from graph.identity.evidence import Evidence
from graph.identity.officials import Sighting, explain
from graph.neighbourhood import seen

if TYPE_CHECKING:
    from graph.store import Store

_UNSURE: LiteralString = (
    "MATCH (a:Official)-[x:MAYBE_SAME_AS]->(b:Official) "
    "RETURN a.key AS a, b.key AS b, x.score AS score, x.reasons AS reasons ORDER BY score DESC, a, b LIMIT $limit"
)
_OFFICIAL_OF: LiteralString = (
    "MATCH (:Report)-[s:REPORTS]->(o:Official) WHERE s.sighting = $id RETURN o.key AS key, o.name AS name"
)


@dataclass(frozen=True, slots=True)
class Side:
    """One official of a pair: key, name, and the sightings, earliest first."""

    key: str
    name: str
    sightings: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two officials who may be one: the log-odds, and what speaks for (+) and against (-) it."""

    a: Side
    b: Side
    score: float
    reasons: tuple[str, ...]


def unsure(store: "Store", limit: int = 20) -> list[Pair]:
    """The pairs to be reviewed, the likeliest first, with the evidence of both sides."""
    rows = store.read(_UNSURE, limit=limit)
    return [
        Pair(side(store, row["a"]), side(store, row["b"]), row["score"] or 0.0, tuple(row["reasons"] or ()))
        for row in rows
    ]


def side(store: "Store", key: str) -> Side:
    """An official, by key or by the id of any of its sightings, with all sightings. Raises ``QueryError``."""
    found = store.read(_OFFICIAL_OF, id=key)
    if not found:
        raise QueryError(
            f"no official or sighting has the id {key!r}; `huiyi query profile -p official=NAME` shows keys"
        )
    row = found[0]
    sights = store.transaction(lambda tx: seen(tx, {row["name"]}, ()))
    own = [sight for sight in sights if sight.official == row["key"]]
    own.sort(key=lambda s: (s.edge.date or "~", s.report, s.edge.sighting))
    return Side(row["key"], row["name"], tuple(own))


def reasons(a: Side, b: Side, decisions: Decisions) -> tuple[Evidence, ...]:
    """What speaks for and against two officials being one; people's decisions come first."""
    return explain(_sightings(a.sightings), _sightings(b.sightings), decisions)


def _sightings(sights: Sequence[Seen]) -> list[Sighting]:
    return [sighting(s.edge, s.report, s.company, s.territory) for s in sights]
