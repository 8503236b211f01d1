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
            for unit in dict.fromkeys(o.seat[0].name[-1] for o in held if o.seat and not o.seat[0].known):
                found = {
                    seat
                    for office in held
                    if office.seat and not office.seat[0].known and office.seat[0].name[-1] == unit
                    for seat, days in terms.get(office.post, {}).items()
                    if seat[0].known and seat[0].name[-1] == unit and within(days, day - ABOUT, day + ABOUT)
                }
                if len({seat[0].key for seat in found}) == 1:
                    self._seated(i, unit, max(found, key=lambda c: (len(c), c)))

    def _seated(self, i: int, unit: str, seat: Areas) -> None:
        """Say of a sighting where that is what it calls the county or the city."""
        self.held[i] = tuple(
            o.at(seat) if o.seat and not o.seat[0].known and o.seat[0].name[-1] == unit else o for o in self.held[i]
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
        """A bare ``市长`` may be that of the city below the prefecture, or of the prefecture itself.

        In a report of a city that is a county's equal he may be the prefecture's on a visit, in one of the prefecture
        the city's who came to town: whichever the name is seen as for sure about that time, and the oftener.
        """
        below = {i for i, s in enumerate(seen) if self.held[i] and _city(s.posts, self.places[i])}
        above = {i for i, s in enumerate(seen) if self.held[i] and _prefecture(s.posts, self.places[i])}
        if not below and not above:
            return
        terms = self._terms(sorted(set(range(len(seen))) - below - above))
        mine = self._terms(sorted(above))
        found = {}
        for i in sorted(below | above):
            day = self._days[i]
            if day is None:
                continue
            around = (day - ABOUT, day + ABOUT)

            def often(office: Office, seat: Areas, *where: Terms, around: tuple[int, int] = around) -> int:
                return sum(within(days, *around) for t in where for s, days in t.get(office.post, {}).items()
                           if s[0].key == seat[0].key)  # fmt: skip

            if i in below:
                seats = [self.places[i][1:]]
            else:
                seats = sorted(
                    {s for o in main(self.held[i]) for s in terms.get(o.post, {}) if _lies_in(s, self.places[i])}
                )
            for seat in seats:
                other = offices(seen[i].posts, seat)
                there = sum(often(o, seat, terms, mine) for o in main(other) if o.seat and o.place == seat[0].key)
                here = sum(often(o, o.seat, terms, mine) for o in main(self.held[i]) if o.seat)
                if there > here - (i in above):
                    found[i] = other
        for i, other in found.items():
            self.held[i] = other


Terms = dict[Post, dict[Areas, list[int]]]
"""On which days each post is seen at each place, sorted."""


def _lies_in(city: Areas, prefecture: Areas) -> bool:
    """Whether a place is a city below this prefecture."""
    return len(city) > 1 and city[0].level == "county" and city[0].name[-1] == "市" and city[1].key == prefecture[0].key


def _prefecture(posts: tuple[str, ...], places: Areas) -> bool:
    """Whether the report is of a prefecture that is a city, whose name the posts leave out."""
    bare = bool(places) and places[0].level == "prefecture" and places[0].name[-1] == "市" and places[0].known
    return bare and any("市" in p[:3] for p in posts) and all(p[:1] == "市" or "市" not in p[2:-1] for p in posts)


def _open(chain: Areas) -> bool:
    """Whether it is not said what the widest place of a chain lies in."""
    return bool(chain) and chain[0].known and chain[-1] != NATION and chain[-1].level != "province"


def _city(posts: tuple[str, ...], places: Areas) -> bool:
    """Whether the report is of a city below the prefecture, whose name the posts leave out."""
    if len(places) < 2:
        return False
    here, above = places[:2]
    both = here.level == "county" and above.level == "prefecture" and here.name[-1] == above.name[-1] == "市"
    return both and any("市" in p[:3] for p in posts) and not any(p[:2] in here.name for p in posts)


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
