"""Where the people of one name sit: what one sighting leaves open, the others of the name may say.

Invariants. A pure function of the sightings of one block, whatever their order. What a report says itself is kept; only
what it leaves open is filled in, and only where the block has one answer: the city of an unlisted county, which
城关区 is meant, whose 县长 somebody is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graph.identity.careers import within
from graph.identity.offices import DEPTH, NATION, Area, Areas, Office, Post, offices
from graph.places.names import short_name

ABOUT = 400
"""Days around a sighting in which the same post is taken for the same term."""


class Seen(NamedTuple):
    """One sighting: posts as written, the territory of its report and what that lies in, the day."""

    posts: tuple[str, ...]
    places: Areas
    day: int | None


class Seats:
    """The sightings of a block as read: the territory of each, and the offices of each."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        self.places = [s.places for s in seen]
        self.held = [offices(s.posts, s.places) if s.posts else () for s in seen]
        self._days = [s.day for s in seen]
        self._complete()
        self._name()
        self._find()
        self._visits(seen)

    # ------------------------------------------------------------------------------------------- what a place lies in

    def _complete(self) -> None:
        """Give each place that no list knows the place above it that most of the sightings name."""
        votes: dict[str, Counter[Area]] = defaultdict(Counter)
        open_ends = False
        for i in range(len(self.held)):
            for chain in {self.places[i], *(o.seat for o in self.held[i])}:
                open_ends = open_ends or _open(chain)
                for lower, upper in zip(chain, chain[1:], strict=False):
                    if upper.known:
                        votes[lower.key][upper] += 1
        if not open_ends or not votes:
            return
        above = {key: max(found, key=lambda a: (found[a], a)) for key, found in votes.items()}

        def whole(chain: Areas) -> Areas:
            while _open(chain) and chain[-1].key in above:
                upper = above[chain[-1].key]
                if DEPTH.get(upper.level, 9) >= DEPTH.get(chain[-1].level, 9):
                    break
                chain = (*chain, upper)
            return chain

        self._replace({chain: whole(chain) for chain in self._chains() if _open(chain)})

    def _chains(self) -> set[Areas]:
        return {c for i in range(len(self.held)) for c in (self.places[i], *(o.seat for o in self.held[i])) if c}

    def _replace(self, by: dict[Areas, Areas]) -> None:
        self.places = [by.get(p, p) for p in self.places]
        self.held = [tuple(o._replace(seat=by.get(o.seat, o.seat)) for o in held) for held in self.held]

    def _name(self) -> None:
        """A district of a name that several bear is the one where the block knows one only."""
        known: dict[tuple[str, str], set[Areas]] = defaultdict(set)
        chains = self._chains()
        for chain in chains:
            if len(chain) > 1 and chain[0].known:
                known[chain[0].level, short_name(chain[0].name.removeprefix(chain[1].name))].add(chain)
        by = {}
        for chain in chains:
            alone = len(chain) == 1 and chain[0].known
            found = known.get((chain[0].level, short_name(chain[0].name)), set()) if alone else set()
            if len({c[0].key for c in found}) == 1:
                by[chain] = max(found, key=lambda c: (len(c), c))
        self._replace(by)

    # ---------------------------------------------------------------------------------------------- whose post it is

    def _find(self) -> None:
        """A post of some county is that of the county where the name holds this very post about that time."""
        terms = self._terms(o for o in range(len(self.held)))
        for i, held in enumerate(self.held):
            day = self._days[i]
            if day is None or not held or all(o.seat and o.seat[0].known for o in held):
                continue
            found: set[Areas] = set()
            unit = ""
            for office in held:
                if office.seat and not office.seat[0].known:
                    unit = unit or office.seat[0].name[-1]
                    found |= {
                        seat
                        for seat, days in terms.get(office.post, {}).items()
                        if seat[0].known and seat[0].name[-1] == unit and within(days, day - ABOUT, day + ABOUT)
                    }
            if len({seat[0].key for seat in found}) == 1:
                seat = max(found, key=lambda c: (len(c), c))
                self.held[i] = tuple(
                    o._replace(seat=seat) if o.seat and not o.seat[0].known and o.seat[0].name[-1] == unit else o
                    for o in held
                )
                if self.places[i] and not self.places[i][0].known and self.places[i][0].level == seat[0].level:
                    self.places[i] = seat

    def _terms(self, indices: Iterable[int]) -> dict[Post, dict[Areas, list[int]]]:
        """On which days each post is seen at each place, sorted."""
        terms: dict[Post, dict[Areas, list[int]]] = defaultdict(lambda: defaultdict(list))
        for i in indices:
            day = self._days[i]
            if day is not None:
                for office in self.held[i]:
                    if office.seat:
                        terms[office.post][office.seat].append(day)
        for by_seat in terms.values():
            for days in by_seat.values():
                days.sort()
        return terms

    def _visits(self, seen: Sequence[Seen]) -> None:
        """In a report of a city that is a county's equal, ``市委书记`` may be the prefecture's secretary on a visit.

        He is, where the name is seen in that very post of the prefecture about that time.
        """
        doubtful = {i for i, s in enumerate(seen) if self.held[i] and _city(s)}
        if not doubtful:
            return
        terms = self._terms(sorted(set(range(len(seen))) - doubtful))
        for i in sorted(doubtful):
            day = self._days[i]
            other = offices(seen[i].posts, self.places[i][1:])
            if day is not None and any(
                within(days, day - ABOUT, day + ABOUT)
                for office in main(other)
                for seat, days in terms.get(office.post, {}).items()
                if office.seat and seat[0].key == office.place
            ):
                self.held[i] = other


def _open(chain: Areas) -> bool:
    """Whether it is not said what the widest place of a chain lies in."""
    return bool(chain) and chain[0].known and chain[-1] != NATION and chain[-1].level != "province"


def _city(sighting: Seen) -> bool:
    """Whether the report is of a city below the prefecture, whose name the posts leave out."""
    if len(sighting.places) < 2:
        return False
    here, above = sighting.places[:2]
    both = here.level == "county" and above.level == "prefecture" and here.name[-1] == above.name[-1] == "市"
    return both and any("市" in p[:3] for p in sighting.posts) and not any(p[:2] in here.name for p in sighting.posts)


def main(held: tuple[Office, ...]) -> tuple[Office, ...]:
    """The offices at the place where somebody really sits: the deepest; duties on coordinating bodies only if alone.

    >>> city = (Area("p1", "prefecture", "岚州市"),)
    >>> posts = ("市委常委", "澄湖区委书记", "区安委会主任")
    >>> [o.organ for o in main(offices(posts, (Area("c1", "county", "澄湖区"), *city)))]
    ['committee']
    """
    firm = [o for o in held if o.organ != "leading"] or list(held)
    if not firm:
        return ()
    deepest = max(firm, key=lambda o: (len(o.seat), o.organ != "other", o.place))
    return tuple(o for o in firm if o.place == deepest.place)
