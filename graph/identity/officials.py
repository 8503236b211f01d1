"""Mentions become officials: one cluster of sightings is one person.

Invariants. A cluster's key is the id of its earliest sighting, so it stays when newer reports arrive, and every
sighting id resolves for ever. ``cluster`` is a pure function of the sightings of one name and of the decisions:
the order, the batches and the other names of the graph never matter. A decision beats every score.

How: sightings of one name in the same posts at one place without a long break are one *stay*; stays are joined,
the likeliest pair first, while ``evidence`` speaks for it and no rival claims the same; sightings without a post are
then given to the person seen about that place at that time. Joining is by stays, so that a leader with 20,000
sightings costs no more than his dozen of stays.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from graph.identity.agglomeration import Agglomeration
from graph.identity.careers import Career, Comparison, Stay, day_of, spans
from graph.identity.decisions import Decisions, ordered
from graph.identity.evidence import Evidence, reasons
from graph.identity.gatherings import gatherings
from graph.identity.offices import Area, Areas, areas
from graph.identity.presence import Presence
from graph.identity.seats import Seats, Seen, main


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person of one name, shown in posts on a date by a report.

    ``places`` is the territory the report speaks of and its ancestors, the narrowest first (``areas(territory)``);
    ``date`` an ISO prefix; ``company`` the other names in the same report.
    """

    id: str
    report: str
    name: str
    posts: tuple[str, ...] = ()
    places: Areas = ()
    date: str | None = None
    company: frozenset[str] = frozenset()
    sex: str | None = None
    ethnicity: str | None = None


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
    """Who is who among the sightings of one name.

    ``block`` holds all sightings of the name (or of the names that a decision joins), in any order.

    >>> county = (Area("c1", "county", "澄湖区"), Area("p1", "prefecture", "岚州市"))
    >>> block = [Sighting("s1", "r1", "雷鸣", ("区长",), county, "2020-03-01"),
    ...          Sighting("s2", "r2", "雷鸣", ("区委副书记", "区长"), county, "2020-05-02"),
    ...          Sighting("s3", "r3", "雷鸣", (), county, "2020-04-02")]
    >>> cluster(block, Decisions()).clusters
    (Cluster(key='s1', sightings=('s1', 's3', 's2')),)
    >>> [c.key for c in cluster(block, Decisions().differ("s1", "s2")).clusters]
    ['s1', 's2', 's3']
    """
    return _Block(block, decisions).clustering()


class _Block:
    """The work on one block; indices count the sightings in the order of date, report and id."""

    def __init__(self, block: Sequence[Sighting], decisions: Decisions) -> None:
        self.sightings = sorted({s.id: s for s in block}.values(), key=_order)
        self.decisions = decisions
        self.days = [day_of(s.date) for s in self.sightings]
        twice = {r for r, n in Counter((s.report, s.name) for s in self.sightings).items() if n > 1}
        self.alone = [(s.report, s.name) in twice or decisions.concerns(s.id) for s in self.sightings]
        seats = Seats([Seen(s.posts, s.places, day) for s, day in zip(self.sightings, self.days, strict=True)])
        self.held, self.places = seats.held, seats.places
        self.gatherings = list(gatherings([
            None if alone else (s.name, day, s.report, s.company)
            for s, day, alone in zip(self.sightings, self.days, self.alone, strict=True)
        ]))  # fmt: skip
        self.twice = [s.report if (s.report, s.name) in twice else None for s in self.sightings]

    def clustering(self) -> Clustering:
        pieces, bare = self._pieces()
        joiner = Agglomeration([self._career(p) for p in pieces], *self._decided(pieces), self._met(pieces))
        groups = [sorted(i for p in group for i in pieces[p]) for group in joiner.run()]
        groups, left = self._attend(groups, joiner.careers(), bare)
        if left:
            pieces = [*groups, *self._stretches(left)]
            joiner = Agglomeration(
                [*joiner.careers(), *map(self._career, pieces[len(groups) :])],
                *self._decided(pieces),
                self._met(pieces),
            ).follow(joiner)
            groups = [sorted(i for p in group for i in pieces[p]) for group in joiner.run()]
        keys = [self.sightings[group[0]].id for group in groups]
        clusters = tuple(
            sorted(Cluster(k, tuple(self.sightings[i].id for i in g)) for k, g in zip(keys, groups, strict=True))
        )
        careers = joiner.careers()
        unsure = []
        for score, x, y in joiner.unsure():
            a, b = ordered(keys[x], keys[y])
            said = tuple(map(str, reasons(Comparison(careers[x], careers[y]))))
            unsure.append(Unsure(a, b, round(score, 2), said))
        return Clustering(clusters, tuple(sorted(unsure)))

    # ------------------------------------------------------------------------------------------------- stays

    def _pieces(self) -> tuple[list[list[int]], list[int]]:
        """Sightings with a post, by posts and place without a break of three years; and those without a post."""
        by_office: dict[tuple[object, ...], list[int]] = defaultdict(list)
        pieces: list[list[int]] = []
        bare: list[int] = []
        for i, sighting in enumerate(self.sightings):
            held = main(self.held[i])
            if self.alone[i]:
                pieces.append([i])
            elif not held:
                bare.append(i)
            else:
                by_office[sighting.name, held[0].place, frozenset(o.post for o in held)].append(i)
        for members in by_office.values():
            pieces += self._cut(members, 3 * 365)
        return sorted(pieces), bare

    def _stretches(self, bare: list[int]) -> list[list[int]]:
        """Sightings without a post, by the place of the report without a break of a year."""
        by_place: dict[tuple[str, str], list[int]] = defaultdict(list)
        for i in bare:
            places = self.places[i]
            by_place[self.sightings[i].name, places[0].key if places else ""].append(i)
        return sorted(piece for members in by_place.values() for piece in self._cut(members, 365))

    def _cut(self, members: list[int], gap: int) -> list[list[int]]:
        dated = [i for i in members if self.days[i] is not None]
        undated = [i for i in members if self.days[i] is None]
        if not dated:
            return [members]
        pieces: list[list[int]] = []
        starts = {part[0] for part in spans((self.days[i] or 0 for i in dated), gap)}
        seen: set[int] = set()
        for i in dated:
            day = self.days[i] or 0
            if day in starts and day not in seen:
                seen.add(day)
                pieces.append([])
            pieces[-1].append(i)
        if len(pieces) == 1:
            pieces[0] += undated
        elif undated:
            pieces.append(undated)
        return pieces

    def _career(self, piece: list[int]) -> Career:
        """A piece as the beginning of a career."""
        held = main(self.held[piece[0]])
        seat = held[0].seat if held else self.places[piece[0]]
        grades = [o.grade for o in self.held[piece[0]] if o.grade is not None]
        days = [d for i in piece if (d := self.days[i]) is not None]
        stay = Stay(seat, frozenset(o.post for o in held), max(grades, default=None), days, len(piece))
        members = [self.sightings[i] for i in piece]
        return Career(
            frozenset(s.name for s in members), [stay], frozenset(s.sex for s in members if s.sex),
            frozenset(s.ethnicity for s in members if s.ethnicity), frozenset(r for i in piece if (r := self.twice[i])),
            frozenset[str]().union(*(s.company for s in members)),
        ).summed()  # fmt: skip

    def _decided(self, pieces: list[list[int]]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """The decisions as pairs of pieces: the same, and not the same."""
        of = {self.sightings[i].id: n for n, piece in enumerate(pieces) for i in piece if self.alone[i]}
        same = [(of[a], of[b]) for a, b in sorted(self.decisions.joined) if a in of and b in of]
        differ = [(of[a], of[b]) for a, b in sorted(self.decisions.differing) if a in of and b in of]
        return same, differ

    def _met(self, pieces: list[list[int]]) -> list[tuple[int, int]]:
        """Pairs of pieces seen in one gathering: two tellings of it, each by its own words for the post."""
        of = {i: n for n, piece in enumerate(pieces) for i in piece}
        return sorted({(of[a], of[b]) for a, b in self.gatherings if a in of and b in of and of[a] != of[b]})

    def _attend(
        self, groups: list[list[int]], careers: list[Career], bare: list[int]
    ) -> tuple[list[list[int]], list[int]]:
        """Give the sightings without a post to whoever was about; returns the groups, and what nobody claims."""
        if not bare or not groups:
            return groups, bare
        met: dict[int, set[int]] = defaultdict(set)
        of = {i: n for n, group in enumerate(groups) for i in group}
        for a, b in self.gatherings:
            for one, other in ((a, b), (b, a)):
                if one not in of and other in of:
                    met[one].add(of[other])
        presence = Presence(
            careers, ((n, self.days[i], self.sightings[i].company) for n, group in enumerate(groups) for i in group)
        )
        left: list[int] = []
        more: dict[int, list[int]] = defaultdict(list)
        for i in bare:
            sighting = self.sightings[i]
            owner: int | None
            if len(met[i]) == 1:
                owner = min(met[i])
            else:
                owner = presence.owner(sighting.name, self.places[i], self.days[i], sighting.company)
            (left if owner is None else more[owner]).append(i)
        for owner, members in more.items():
            groups[owner] = sorted(groups[owner] + members)
        return groups, left


def explain(a: Sequence[Sighting], b: Sequence[Sighting], decisions: Decisions) -> tuple[Evidence, ...]:
    """What speaks for and against two officials being one, given all sightings of each; decisions come first.

    >>> place = (Area("c1", "county", "澄湖区"),)
    >>> one = [Sighting("s1", "r1", "雷鸣", ("区长",), place, "2020-03-01")]
    >>> two = [Sighting("s2", "r2", "雷鸣", ("区委书记",), place, "2021-05-02")]
    >>> [e.feature for e in explain(one, two, Decisions().differ("s1", "s2", by="me", at="2024-01-01"))][0]
    'decision'
    """
    said = []
    for line in decisions.history(*(s.id for s in a)):
        ids = {line.a, line.b}
        if ids & {s.id for s in b} and decisions.verdict(line.a, line.b) == line.verdict:
            who = f"{line.by or 'somebody'} decided {line.verdict}" + (f": {line.note}" if line.note else "")
            said.append(
                Evidence("decision", 99.0 if line.verdict == "same" else -99.0, f"{who} ({line.at or 'no date'})")
            )
    return (*said, *reasons(Comparison(career(a), career(b))))


def career(sightings: Sequence[Sighting]) -> Career:
    """The sightings of one official as a career."""
    block = _Block(sightings, Decisions())
    pieces, bare = block._pieces()
    whole = [block._career(piece) for piece in (*pieces, *block._stretches(bare))]
    found = whole[0]
    for other in whole[1:]:
        found = found.joined(other)
    return found


def _order(sighting: Sighting) -> tuple[str, str, str]:
    return sighting.date or "~", sighting.report, sighting.id


__all__ = [
    "Area", "Cluster", "Clustering", "Sighting", "Unsure", "areas", "blocks", "career", "cluster", "explain",
    "sighting_id",
]  # fmt: skip
