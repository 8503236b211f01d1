"""Evidence that two careers of one name are one person's: a flat table of features, each in log-odds.

Invariants. Every feature is a pure, symmetric function of a ``Comparison`` and documents what it rests on; the score
of a pair is the sum of the table, so whoever asks gets the whole reason. Positive speaks for one person. The weights
are orders of magnitude from what is known of careers (terms of about three years, most moves within a prefecture,
steps of one grade), not fitted to a data set.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise, product
from math import exp, log, log1p
from typing import NamedTuple

from graph.identity.names import share
from graph.identity.offices import DEPUTY, HEAD, Areas, same_field

OFFICIALS = 12_000
"""Officials of one province whom its press names in a decade: what makes a share of names an expected number."""
LASTING = 1100.0
"""Days that an office in one place lasts, on average."""
SLACK = 12
"""Days by which a report may be late, or a hand-over may overlap."""

Post = tuple[str, str, int]


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
    company: dict[str, int] = field(default_factory=dict)
    first: int = 0
    last: int = 0
    spells: list[Spell] = field(default_factory=list)
    """The times at one place after another: of the sightings with a post, where there are any."""
    seen: int = 0
    """On how many days: several reports of one meeting show no more than one."""

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
        company = dict(self.company)
        for name, count in other.company.items():
            company[name] = company.get(name, 0) + count
        return Career(
            self.names | other.names, list(stays.values()), self.sexes | other.sexes, self.peoples | other.peoples,
            self.reports | other.reports, company,
        ).summed()  # fmt: skip


def _spells(stays: list[Stay]) -> list[Spell]:
    """Stays in the order of their first days as times at one place."""
    found: list[Spell] = []
    posted = [s for s in stays if s.posts]
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


class Evidence(NamedTuple):
    """One reason: the feature's name, its weight in log-odds, and what it saw."""

    feature: str
    weight: float
    saw: str

    def __str__(self) -> str:
        return f"{self.weight:+.1f} {self.feature}: {self.saw}"


class Step(NamedTuple):
    """From one time at a place to the next: the days between (0 where they overlap), how often seen at either side."""

    before: Spell
    after: Spell
    gap: int
    overlap: bool

    @property
    def relation(self) -> str:
        """How the two places lie to each other."""
        return related(self.before.seat, self.after.seat)


class Comparison:
    """Two careers side by side, and the one career that they would make.

    ``steps`` are the passages that the whole would have and neither part has, ``broken`` those of the parts that it
    would not have: whoever fits between two posts must explain the passage better than the one who stayed away.
    """

    __slots__ = ("a", "b", "broken", "steps", "strays")

    def __init__(self, a: Career, b: Career) -> None:
        self.a, self.b = a, b
        line = sorted([(s.first, s.last, 0, n, s) for n, s in enumerate(a.spells)]
                      + [(s.first, s.last, 1, n, s) for n, s in enumerate(b.spells)], key=lambda item: item[:4])  # fmt: skip
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


# --------------------------------------------------------------------------------------------------- place and post

PLACES: dict[str, tuple[float, float, float]] = {
    "one place": (4.5, 4.0, 3.5), "perhaps one place": (2.5, 2.0, 2.0), "one inside the other": (0.8, 2.2, 2.2),
    "one prefecture": (0.5, 2.3, 1.8), "province and below": (-1.0, 0.3, 1.2), "nation and below": (-1.5, -0.5, 0.5),
    "one province": (-2.5, -0.8, -0.2), "place unknown": (0.0, 0.0, 0.0),
    "places unrelated as far as known": (-1.0, -0.3, 0.0), "two provinces": (-4.0, -3.0, -1.8),
}  # fmt: skip
"""How much likelier a place is for the next post of the same person than for a namesake's: for people of towns and
bureaus, for leaders of counties, for leaders of prefectures and above."""


ONE_PLACE = {"county": 4.3, "prefecture": 3.2, "province": 1.6, "nation": 1.6}
"""What it says to be seen at one and the same place: the more officials it has, the less."""


@lru_cache(maxsize=500_000)
def related(a: Areas, b: Areas) -> str:
    """How two seats lie to each other: a key of ``PLACES``."""
    if not a or not b:
        return "place unknown"
    one, other = a[0], b[0]
    if one.key == other.key:
        return "one place"
    keys_a, keys_b = {x.key for x in a}, {x.key for x in b}
    if one.key in keys_b or other.key in keys_a:
        upper = one if one.key in keys_b else other
        lower = other if upper is one else one
        if upper.level == "nation":
            return "nation and below"
        if upper.level == "province" and lower.level != "prefecture":
            return "province and below"
        return "one inside the other" if upper.level != "province" else "province and below"
    shared = [x for x in a if x.key in keys_b]
    if shared and (one.key.startswith("?") or other.key.startswith("?")) and one.name[-1] == other.name[-1]:
        return "perhaps one place" if shared[0].level == "prefecture" else "places unrelated as far as known"
    if shared and shared[0].level in ("prefecture", "county"):
        return "one prefecture"
    if shared and shared[0].level == "province":
        return "one province"
    provinces = [next((x.key for x in seat if x.level == "province"), None) for seat in (a, b)]
    if None in provinces:
        return "places unrelated as far as known"
    return "two provinces"


_BESIDE: frozenset[frozenset[tuple[str, int]]] = frozenset(
    frozenset(pair)
    for pair in (
        (("committee", 1), ("government", 0)), (("committee", 2), ("government", 0)), (("committee", 2), ("government", 1)),
        (("committee", 2), ("discipline", 0)), (("committee", 2), ("department", 0)), (("committee", 1), ("department", 0)),
        (("committee", 0), ("congress", 0)), (("committee", 2), ("congress", 0)), (("committee", 1), ("committee", 2)),
        (("committee", 2), ("cppcc", 0)), (("committee", 2), ("cppcc", 1)), (("committee", 2), ("town", 0)),
        (("government", 1), ("government", 2)), (("government", 0), ("government", 1)), (("committee", 1), ("discipline", 0)),
        (("government", 2), ("department", 0)), (("committee", 1), ("government", 1)), (("committee", 0), ("committee", 2)),
        (("department", 0), ("cppcc", 1)), (("department", 0), ("congress", 2)), (("department", 0), ("cppcc", 2)),
        (("committee", 1), ("cppcc", 0)), (("committee", 1), ("town", 0)),
    )
)  # fmt: skip
"""Posts that one person holds at the same time at one place (组织部部长 is a 常委, 县长 a 副书记)."""


@lru_cache(maxsize=200_000)
def clash(place: str, a: frozenset[Post], b: frozenset[Post]) -> float:
    """How impossible it is (0..1) that one person holds both sets of posts on the same days."""
    if not a or not b:  # only the report tells where: leaders travel
        travels = {"two provinces": 0.5, "one province": 0.35, "one prefecture": 0.3}.get(place, 0.0)
        return travels if a or b else travels / 2
    if place in ("one province", "two provinces", "one prefecture"):
        loose = any(organ in ("other", "leading") for organ, _, _ in (*a, *b))
        return 0.5 if loose else 1.0
    if place in ("place unknown", "perhaps one place", "places unrelated as far as known"):
        return 0.0 if place != "places unrelated as far as known" else 0.6
    if a & b and place == "one place":
        return 0.0
    worst = 0.0
    for one, other in product(a, b):
        worst = max(worst, _beside(one, other) if place == "one place" else _above(one, other))
        if _joins(one, other) and place == "one place":
            return 0.0
    return worst


def _joins(one: Post, other: Post) -> bool:
    return one[0] == other[0] and one[2] == other[2] and same_field(one[1], other[1]) and one[0] != "other"


def _beside(one: Post, other: Post) -> float:
    """At one place."""
    organs = (one[0], other[0])
    if "leading" in organs or "other" in organs or _joins(one, other):
        return 0.0
    pair = frozenset(((one[0], one[2]), (other[0], other[2])))
    if pair in _BESIDE:
        return 0.0
    if one[0] == other[0] == "department" and same_field(one[1], other[1]):
        return 0.4 if one[1] and other[1] else 0.2
    if "department" in organs and "government" in organs and ("公安" in one[1] or "公安" in other[1]):
        return 0.0
    if one[0] == other[0] != "department":
        return 0.5
    return 0.7


def _above(one: Post, other: Post) -> float:
    """In a place and in one that it lies in: a secretary of a county sits on the committee of the prefecture."""
    organs = (one[0], other[0])
    if "leading" in organs or "other" in organs:
        return 0.0
    light = {("committee", 2), ("government", 1), ("congress", 1), ("cppcc", 1), ("congress", 2), ("cppcc", 2)}
    heavy = {("committee", 0), ("government", 0)}
    roles = {(one[0], one[2]), (other[0], other[2])}
    if roles & light and roles & heavy:
        return 0.0
    if ("committee", 2) in roles:
        return 0.4
    return 0.8


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
            number = entangled(one.days, other.days)
            if number:
                found.append((force, one, other, number))
    return found


def entangled(a: list[int], b: list[int]) -> int:
    """The least number of days to strike out until one list lies wholly before the other (give or take ``SLACK``).

    Going away and coming back counts as one.

    >>> entangled([1, 100, 200], [300, 400]), entangled([1, 100, 200], [110, 150]), entangled([1, 50, 99], [20, 70, 120])
    (0, 1, 1)
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


# ---------------------------------------------------------------------------------------------------- the features

Feature = Callable[[Comparison], tuple[float, str] | None]


def rarity(pair: Comparison) -> tuple[float, str] | None:
    """How many other officials of a province bear the name: the rarer, the likelier one person."""
    name = min(pair.a.names)
    if pair.a.names != pair.b.names:
        return -30.0, "two names"
    return worth(name), f"about {namesakes(name):.2g} other officials of a province would bear the name {name}"


def namesakes(name: str) -> float:
    """How many other officials of a province are to be expected under this name."""
    return OFFICIALS * share(name) + 0.02


def worth(name: str, known: int = 0) -> float:
    """What a name is worth as evidence, where ``known`` other bearers of it are certain."""
    return max(-2.5, min(4.0, -log(namesakes(name) + 0.7 * known)))


def place(pair: Comparison) -> tuple[float, str] | None:
    """Town and bureau people stay in their county, leaders of a county in their prefecture; the high ones move about."""
    if not pair.steps:
        options = [
            (
                _weight(related(x.seat, y.seat), min((g for g in (x.grade, y.grade) if g is not None), default=None)),
                x,
                y,
            )
            for x, y in product(pair.a.stays, pair.b.stays)
        ]
        value, x, y = max(options, key=lambda o: o[0])
        return value, f"{related(x.seat, y.seat)}: {_at(x)}, {_at(y)}"
    return _sum(pair, _place)


def _place(step: Step) -> tuple[float, str]:
    grades = [g for g in (step.before.left_grade, step.after.came_grade) if g is not None]
    value = _weight(step.relation, min(grades, default=None))
    if step.relation == "one place":
        value = ONE_PLACE.get(step.before.seat[0].level, value)
    if value > 0 and step.relation != "one place" and not (step.before.left and step.after.came):
        value *= 0.5  # only the report tells where
    if value > 0 and step.overlap and clash(step.relation, step.before.left, step.after.came):
        value = 0.0
    return value, step.relation


def _weight(relation: str, grade: float | None) -> float:
    low, middle, high = PLACES[relation]
    return middle if grade is None else low if grade < 3 else middle if grade < 5 else high


def time(pair: Comparison) -> tuple[float, str] | None:
    """A move lies between two sightings: how long nobody was seen, against how often each is seen usually.

    Seen at the rates a and b, a person who moves once (terms last ``LASTING`` days) leaves a gap g with the likelihood
    h a b (exp(-bg) - exp(-ag)) / (a - b); two persons, the one leaving and the other coming, with h squared. A detour
    through a post that nobody reports on is always possible, so that a long silence is no proof.
    """
    a, b = _rate(pair.a), _rate(pair.b)
    if abs(a - b) < 1e-6:
        b = a * 1.001

    def passed(step: Step) -> tuple[float, str]:
        gap = step.gap + 10
        if step.overlap:
            return 0.0, "at the same time"
        saw = f"{step.gap} days between"
        if step.relation == "one place":
            missing = min(a, b) * min(gap, LASTING)
            return max(-3.0, -0.5 * log1p(max(0.0, missing - 5)) - 0.3 * max(0.0, gap / 365 - 3)), saw
        once = (exp(-b * gap) - exp(-a * gap)) / (a - b) * a * b * LASTING
        return log(once + 0.15 * exp(-gap / 2000)), saw

    return _sum(pair, passed)


def _rate(career: Career) -> float:
    """How often the person is seen, per day."""
    return (career.seen + 0.5) / (career.last - career.first + 250)


def step(pair: Comparison) -> tuple[float, str] | None:
    """Careers climb a grade at a time, or move sideways; and the higher, the fewer namesakes stand there."""
    return _sum(pair, _climb)


def _climb(passage: Step) -> tuple[float, str]:
    before, after = passage.before.left_grade, passage.after.came_grade
    if passage.overlap or before is None or after is None:
        return 0.0, ""
    climbed = after - before
    beyond = climbed - 1.0 - max(0, passage.gap - 700) / 2000
    saw = f"grade {before:g} then {after:g}"
    if beyond > 0:
        return max(-5.0, -0.5 - 2.0 * beyond), saw
    if climbed < 0:
        return max(-4.0, 2.5 * climbed), saw
    chance = 0.6 if climbed == 0 else 0.35
    return log(chance / next(share for grade, share in SHARES if after >= grade)), saw


SHARES: tuple[tuple[float, float], ...] = (
    (8.0, 0.01), (7.0, 0.02), (6.0, 0.04), (5.0, 0.08), (4.0, 0.15), (3.0, 0.35), (2.0, 0.35), (0.0, 0.35),
)  # fmt: skip
"""What part of the officials in the press stand at a grade."""


def front(pair: Comparison) -> tuple[float, str] | None:
    """Whoever goes to the congress or the CPPCC hardly comes back to party or government, or goes elsewhere."""
    return _sum(pair, _front)


def _front(passage: Step) -> tuple[float, str]:
    last, first = ({post[0] for post in posts} for posts in (passage.before.left, passage.after.came))
    if passage.overlap or not last or not first or not last <= {"congress", "cppcc"}:
        return 0.0, ""
    if first & {"committee", "government", "department", "discipline"}:
        return -1.5, "from the congress or the CPPCC back to the front"
    if passage.relation in ("one prefecture", "one province", "two provinces"):
        return -1.0, "from the congress or the CPPCC to that of another place"
    return 0.0, ""


def _sum(pair: Comparison, of: Callable[[Step], tuple[float, str]]) -> tuple[float, str] | None:
    """A feature of passages: those that the whole would have, less those that it would not have any more."""
    value, saw = 0.0, []
    for step in pair.steps:
        found = of(step)
        value += found[0]
        if found[1]:
            saw.append(f"{_spelt(step)}: {found[1]}")
    for step in pair.broken:
        found = of(step)
        value -= found[0]
        if found[0]:
            saw.append(f"instead of {_spelt(step)}: {found[1]}")
    return (value, "; ".join(saw[:4])) if value else None


def post(pair: Comparison) -> tuple[float, str] | None:
    """The same post at the same place within a few years: namesakes do not follow each other in one chair."""
    best: tuple[float, str] | None = None
    for x, y in product(pair.a.stays, pair.b.stays):
        if not x.place or x.place != y.place:
            continue
        for one, other in product(x.posts, y.posts):
            if not _joins(one, other) or (one[0] == "department" and not (one[1] and other[1])):
                continue
            value = 3.0 if one[2] == HEAD else 2.0
            if x.days and y.days:
                value -= max(0, x.days[0] - y.days[-1], y.days[0] - x.days[-1]) / 500
            if value > 0 and (best is None or value > best[0]):
                best = (value, f"{_said(one)} of {x.seat[0].name}")
    return best


def trade(pair: Comparison) -> tuple[float, str] | None:
    """Judges stay judges, and an expert of schools stays with schools."""
    best: tuple[float, str] | None = None
    for x, y in product(pair.a.stays, pair.b.stays):
        if related(x.seat, y.seat) == "one place":
            continue
        for one, other in product(x.posts, y.posts):
            if one[0] == other[0] and one[0] in ("court", "procuratorate", "discipline"):
                return 1.2, f"both of the {one[0]}"
            if one[0] == other[0] == "department" and one[1] and other[1] and same_field(one[1], other[1]):
                return 1.0, f"both in {max(one[1], other[1], key=len)}"
    return best


def clashes(pair: Comparison) -> tuple[float, str] | None:
    """Nobody is in office in two places at once; single strays may be errors of a report."""
    if not pair.strays:
        return None
    value = max(-16.0, -sum(min(12.0, 2.4 * number * force) for force, _, _, number in pair.strays))
    force, one, other, number = max(pair.strays, key=lambda s: (s[0] * s[3], s[3]))
    return value, f"{_at(one)} and {_at(other)} in turns, {number} sightings in the way"


def marks(pair: Comparison) -> tuple[float, str] | None:
    """Sex and nationality, as printed in brackets."""
    value, saw = 0.0, []
    for mine, theirs, alike in ((pair.a.sexes, pair.b.sexes, 1.5), (pair.a.peoples, pair.b.peoples, 2.5)):
        if mine and theirs:
            value += alike if mine & theirs else -8.0
            saw.append(f"{'/'.join(sorted(mine))} and {'/'.join(sorted(theirs))}")
    return (value, "; ".join(saw)) if saw else None


FEATURES: tuple[Feature, ...] = (rarity, place, post, time, step, front, trade, clashes, marks)
"""The whole table: the score of a pair is the sum."""


def score(pair: Comparison) -> float:
    """The log-odds that the two careers are one person's."""
    return sum(found[0] for feature in FEATURES if (found := feature(pair)) is not None)


def reasons(pair: Comparison) -> tuple[Evidence, ...]:
    """What speaks for and against, the heaviest first."""
    found = [Evidence(f.__name__, said[0], said[1]) for f in FEATURES if (said := f(pair)) is not None]
    return tuple(sorted(found, key=lambda e: -abs(e.weight)))


def softplus(x: float) -> float:
    """log(1 + e^x)."""
    return x if x > 30 else log1p(exp(x))


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


def _at(stay: Stay) -> str:
    where = stay.seat[0].name if stay.seat else "place unknown"
    what = "/".join(sorted({_said(p) for p in stay.posts})) or "no post"
    when = f" {date.fromordinal(stay.days[0])}…{date.fromordinal(stay.days[-1])}" if stay.days else ""
    return f"{where} ({what}){when}"


def _spelt(step: Step) -> str:
    def name(spell: Spell) -> str:
        return spell.seat[0].name if spell.seat else "place unknown"

    return f"{name(step.before)} …{date.fromordinal(step.before.last)}, {name(step.after)} {date.fromordinal(step.after.first)}…"


def _said(post: Post) -> str:
    rank = {HEAD: "head", DEPUTY: "deputy"}.get(post[2], "member")
    return f"{rank} {post[1] or post[0]}"


def spans(days: Iterable[int], gap: int) -> list[list[int]]:
    """Sorted days cut wherever more than ``gap`` days lie between two."""
    ordered = sorted(days)
    cuts = [0, *(i + 1 for i, (x, y) in enumerate(pairwise(ordered)) if y - x > gap), len(ordered)]
    return [ordered[x:y] for x, y in pairwise(cuts) if x < y]


def within(days: list[int], low: int, high: int) -> int:
    """How many of the sorted days lie from ``low`` to ``high``."""
    return bisect_right(days, high) - bisect_left(days, low)
