"""Mentions become officials: one cluster of sightings is one person.

Invariants. A cluster's key is the id of its earliest sighting, so it stays when newer reports arrive, and every
sighting id resolves for ever. ``cluster`` is a pure function of the sightings of one name and of the decisions:
the order, the batches and the other names of the graph never matter.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from graph.identity.decisions import Decisions


class Area(NamedTuple):
    """A territory as the scorer sees it: key, level (``county``, ``prefecture``, ``province``, ``nation``…), name."""

    key: str
    level: str
    name: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person of one name, shown in posts on a date by a report.

    ``places`` is the territory the report speaks of and its ancestors, the narrowest first; ``date`` an ISO prefix;
    ``company`` the other names in the same report.
    """

    id: str
    report: str
    name: str
    posts: tuple[str, ...] = ()
    places: tuple[Area, ...] = ()
    date: str | None = None
    company: frozenset[str] = frozenset()


class Cluster(NamedTuple):
    """One official: the key, and the ids of all its sightings, earliest first."""

    key: str
    sightings: tuple[str, ...]


class Unsure(NamedTuple):
    """Two officials who may be one: keys in order, the score (log-odds), and what speaks for and against."""

    a: str
    b: str
    score: float
    reasons: tuple[str, ...]


class Clustering(NamedTuple):
    """What one name comes to: officials by key, and the pairs to be reviewed."""

    clusters: tuple[Cluster, ...]
    unsure: tuple[Unsure, ...]


def sighting_id(report: str, name: str, number: int = 0) -> str:
    """The id of a mention. ``number`` counts the persons of one name within the report, from 0.

    >>> sighting_id("r1", "雷鸣") == sighting_id("r1", "雷鸣", 0) != sighting_id("r1", "雷鸣", 1)
    True
    """
    return blake2b("\x1f".join((report, name, str(number))).encode(), digest_size=8).hexdigest()


def blocks(sightings: Iterable[Sighting], decisions: Decisions) -> list[list[Sighting]]:
    """Sightings by name: what is clustered together. A decision "same" on two names makes one block of them."""
    by_name: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_name[sighting.name].append(sighting)
    if decisions.joined:
        name_of = {s.id: s.name for group in by_name.values() for s in group if decisions.concerns(s.id)}
        for a, b in sorted(decisions.joined):
            if a in name_of and b in name_of and name_of[a] != name_of[b]:
                into, out = sorted((name_of[a], name_of[b]))
                by_name[into] += by_name.pop(out)
                name_of = {k: into if v == out else v for k, v in name_of.items()}
    return [by_name[name] for name in sorted(by_name)]


def cluster(block: Sequence[Sighting], decisions: Decisions) -> Clustering:
    """Who is who among the sightings of one name."""
    ordered = sorted(set(block), key=_order)
    root = {s.id: s.id for s in ordered}

    def find(x: str) -> str:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    members: dict[str, list[Sighting]] = {s.id: [s] for s in ordered}

    def merge(a: str, b: str, *, decided: bool = False) -> None:
        one, other = sorted((find(a), find(b)))
        if one == other:
            return
        if not decided:
            reports = {s.report for s in members[one]}
            if any(s.report in reports for s in members[other]):
                return
        root[other] = one
        members[one] += members.pop(other)

    for a, b in sorted(decisions.joined):
        if a in root and b in root:
            merge(a, b, decided=True)
    first: dict[tuple[str, str], str] = {}
    for sighting in ordered:
        for area in sighting.places[:1]:
            merge(first.setdefault((sighting.name, area.key), sighting.id), sighting.id)
    clusters = []
    for group in members.values():
        group.sort(key=_order)
        clusters.append(Cluster(group[0].id, tuple(s.id for s in group)))
    return Clustering(tuple(sorted(clusters)), ())


def _order(sighting: Sighting) -> tuple[str, str, str]:
    return sighting.date or "~", sighting.report, sighting.id
