"""Careers: what is taken for one person so far, and two of them side by side.

Invariants. A career is the same whatever the order in which its sightings came. A stay is one set of posts at one
place, a spell all of the time at one place until another begins; steps lead from spell to spell.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise, product
from typing import NamedTuple

from graph.identity.nearness import clash, related
from graph.identity.offices import Areas, Post

SLACK = 12
"""Days by which a report may be late, or a hand-over may overlap."""


@dataclass(eq=False, slots=True)
class Stay:
    """One person in one set of posts at one place: the days on which he was seen there, sorted."""

    seat: Areas
    posts: frozenset[Post]
    grade: float | None
    days: list[int]
    count: int

    @property
    def place(self) -> str:
        """Key of the place; "" where unknown."""
        return self.seat[0].key if self.seat else ""


class Spell(NamedTuple):
    """A time at one place: first and last day seen, and the posts and grades at either end."""

    seat: Areas
    first: int
    last: int
    came: frozenset[Post]
    came_grade: float | None
    left: frozenset[Post]
    left_grade: float | None

    def to(self, stay: Stay) -> "Spell":
        """With a later stay at the same place."""
        first, last = stay.days[0], stay.days[-1]
        came, grade = self.came, self.came_grade
        if not came or (grade is None and stay.posts):
            came, grade = stay.posts, stay.grade
        left, left_grade = self.left, self.left_grade
        if stay.posts and (last >= self.last or not left) and (stay.grade is not None or left_grade is None):
            left, left_grade = stay.posts, stay.grade
        return Spell(self.seat, min(self.first, first), max(self.last, last), came, grade, left, left_grade)


@dataclass(eq=False, slots=True)
class Career:
    """What is taken for one person so far: the stays, and what reports say of the person besides."""

    names: frozenset[str]
    stays: list[Stay]
    sexes: frozenset[str] = frozenset()
    peoples: frozenset[str] = frozenset()
    reports: frozenset[str] = frozenset()
    """Reports that name two persons of this name: no two careers that share one can be one person's."""
    company: frozenset[str] = frozenset()
    """Who was named beside the person: kept while it is unsure where he sits."""
    first: int = 0
    last: int = 0
    spells: list[Spell] = field(default_factory=list)
    """The times at one place after another: of the sightings with a post, where there are any."""
    seen: int = 0
    """On how many days: several reports of one meeting show no more than one."""

    @property
    def placed(self) -> bool:
        """Whether some report says in what post and where the person sits."""
        return any(s.posts and s.seat and s.seat[0].known for s in self.stays)

    def summed(self) -> "Career":
        """Set what follows from the stays."""
        self.stays.sort(key=lambda s: (s.days[0] if s.days else 9_999_999, s.place, sorted(s.posts)))
        dated = [s for s in self.stays if s.days]
        self.first = dated[0].days[0] if dated else 0
        self.last = max((s.days[-1] for s in dated), default=0)
        self.seen = len({day for s in dated for day in s.days})
        self.spells = _spells(dated)
        return self

    def joined(self, other: "Career") -> "Career":
        """The two as one."""
        stays: dict[tuple[str, frozenset[Post]], Stay] = {}
        for stay in (*self.stays, *other.stays):
            known = stays.get((stay.place, stay.posts))
            if known is None:
                stays[stay.place, stay.posts] = stay
            else:
                days = sorted([*known.days, *stay.days])
                grades = [g for g in (known.grade, stay.grade) if g is not None]
                stays[stay.place, stay.posts] = Stay(
                    known.seat, known.posts, max(grades, default=None), days, known.count + stay.count
                )
        return Career(
            self.names | other.names, list(stays.values()), self.sexes | other.sexes, self.peoples | other.peoples,
            self.reports | other.reports, self.company | other.company,
        ).summed()  # fmt: skip


def _spells(stays: list[Stay]) -> list[Spell]:
    """Stays in the order of their first days as times at one place."""
    found: list[Spell] = []
    posted = [s for s in stays if s.posts and s.seat and s.seat[0].known] or [s for s in stays if s.posts]
    for stay in posted or stays:
        if found and found[-1].seat and stay.seat and found[-1].seat[0].key == stay.seat[0].key:
            found[-1] = found[-1].to(stay)
        else:
            found.append(Spell(stay.seat, stay.days[0], stay.days[-1], stay.posts, stay.grade, stay.posts, stay.grade))
    if posted:  # a sighting without a post lengthens the time at its place, and tells of no other
        for stay in stays:
            if not stay.posts and stay.seat:
                for n, spell in enumerate(found):
                    free = (n == 0 or found[n - 1].last < stay.days[0]) and (
                        n + 1 == len(found) or found[n + 1].first > stay.days[-1]
                    )
                    if spell.seat and spell.seat[0].key == stay.seat[0].key and free:
                        found[n] = spell._replace(
                            first=min(spell.first, stay.days[0]), last=max(spell.last, stay.days[-1])
                        )
                        break
    return found


class Step(NamedTuple):
    """From one time at a place to the next: the days between (0 where they overlap), how often seen at either side."""

    before: Spell
    after: Spell
    gap: int
    overlap: bool

    @property
    def handover(self) -> bool:
        """Whether the one time begins and ends before the other, the overlap being the lesser part of both."""
        overlap = self.before.last - self.after.first
        lesser = min(self.before.last - self.before.first, self.after.last - self.after.first)
        return self.before.last < self.after.last and 2 * overlap < lesser

    @property
    def relation(self) -> str:
        """How the two places lie to each other."""
        return related(self.before.seat, self.after.seat)


class Comparison:
    """Two careers side by side, and the one career that they would make.

    ``steps`` are the passages that the whole would have and neither part has, ``broken`` those of the parts that it
    would not have: whoever fits between two posts must explain the passage better than the one who stayed away.
    """

    __slots__ = ("a", "b", "broken", "spelt", "steps", "strays")

    def __init__(self, a: Career, b: Career, *, spelt: bool = True) -> None:
        self.a, self.b = a, b
        self.spelt = spelt
        """Whether somebody will read the reasons: to spell them out takes longer than to weigh them."""
        line = sorted([(s.first, s.last, 0, n, s) for n, s in enumerate(a.spells)]
                      + [(s.first, s.last, 1, n, s) for n, s in enumerate(b.spells)],
                      key=lambda item: item[:4])  # fmt: skip
        self.steps: list[Step] = []
        kept: set[tuple[int, int]] = set()
        for (_, _, side, n, before), (_, _, other, _, after) in pairwise(line):
            if side == other:
                kept.add((side, n))
            else:
                self.steps.append(_step(before, after))
        self.broken: list[Step] = [
            _step(before, after)
            for side, career in ((0, a), (1, b))
            for n, (before, after) in enumerate(pairwise(career.spells))
            if (side, n) not in kept
        ]
        self.strays = _strays(a, b)


def _step(before: Spell, after: Spell) -> Step:
    gap = after.first - before.last
    return Step(before, after, max(0, gap), gap < -SLACK)


SAME_DAY = 1
"""How many stray sightings a day in both places weighs."""


def _strays(a: Career, b: Career) -> list[tuple[float, Stay, Stay, int]]:
    """Where the two are in two places at once: weight, the stays, and how many sightings stand in the way."""
    found: list[tuple[float, Stay, Stay, int]] = []
    if not a.last or not b.last or a.first > b.last or b.first > a.last:
        return found
    for one, other in product(a.stays, b.stays):
        if not one.days or not other.days or one.days[0] > other.days[-1] or other.days[0] > one.days[-1]:
            continue
        force = clash(related(one.seat, other.seat), one.posts, other.posts)
        if force:
            # A hand-over may take days, but nobody sits in two far places on one and the same day.
            number = entangled(one.days, other.days) + SAME_DAY * len(set(one.days) & set(other.days))
            if number:
                found.append((force, one, other, number))
    return found


def entangled(a: list[int], b: list[int]) -> int:
    """The least number of days to strike out until one list lies wholly before the other (give or take ``SLACK``).

    Going away and coming back counts as one.

    >>> entangled([1, 100, 200], [300, 400]), entangled([1, 100, 200], [110, 150])
    (0, 1)
    >>> entangled([1, 50, 99], [20, 70, 120])
    2
    """
    return min(_after(a, b), _after(b, a), _outside(a, b) + 1, _outside(b, a) + 1)


def _outside(inner: list[int], outer: list[int]) -> int:
    """Days to strike out so that all of ``inner`` lies in one gap of ``outer``: somebody who left and came back."""
    gaps: dict[int, int] = {}
    for day in inner:
        at = bisect_left(outer, day)
        gaps[at] = gaps.get(at, 0) + 1
    return len(inner) - max(gaps.values())


def _after(early: list[int], late: list[int]) -> int:
    """Days to strike out so that ``early`` is over when ``late`` begins."""
    most = min(len(early), len(late))
    best = most
    step = max(1, len(late) // 64)
    for i in range(0, min(len(late), most * step) + 1, step):
        if i >= best:
            break
        if i == len(late):
            best = min(best, i)
            break
        best = min(best, i + len(early) - bisect_right(early, late[i] + SLACK))
    return best


def day_of(text: str | None) -> int | None:
    """An ISO prefix as a day; the middle of the month where the day is unknown; None for less.

    >>> day_of("2022-07-29") - day_of("2022-07"), day_of("2022"), day_of("07-29")
    (14, None, None)
    """
    if text is None or len(text) < 7 or text[4] != "-":
        return None
    try:
        return date(int(text[:4]), int(text[5:7]), int(text[8:10]) if len(text) >= 10 else 15).toordinal()
    except ValueError:
        return None


def spans(days: Iterable[int], gap: int) -> list[list[int]]:
    """Sorted days cut wherever more than ``gap`` days lie between two."""
    ordered = sorted(days)
    cuts = [0, *(i + 1 for i, (x, y) in enumerate(pairwise(ordered)) if y - x > gap), len(ordered)]
    return [ordered[x:y] for x, y in pairwise(cuts) if x < y]


def within(days: list[int], low: int, high: int) -> int:
    """How many of the sorted days lie from ``low`` to ``high``."""
    return bisect_right(days, high) - bisect_left(days, low)
