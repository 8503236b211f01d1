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
    count: int = 0

    def summed(self) -> "Career":
        """Set what follows from the stays."""
        self.stays.sort(key=lambda s: (s.days[0] if s.days else 9_999_999, s.place, sorted(s.posts)))
        dated = [s for s in self.stays if s.days]
        self.first = dated[0].days[0] if dated else 0
        self.last = max((s.days[-1] for s in dated), default=0)
        self.count = sum(s.count for s in self.stays)
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


class Evidence(NamedTuple):
    """One reason: the feature's name, its weight in log-odds, and what it saw."""

    feature: str
    weight: float
    saw: str

    def __str__(self) -> str:
        return f"{self.weight:+.1f} {self.feature}: {self.saw}"


class Step(NamedTuple):
    """From one career to the other: the stay before, the stay after, the days between (0 where they overlap)."""

    before: Stay
    after: Stay
    gap: int
    overlap: bool


class Comparison:
    """Two careers side by side. ``steps`` are the passages from the one to the other in the order of time."""

    __slots__ = ("a", "b", "near", "steps", "strays")

    def __init__(self, a: Career, b: Career) -> None:
        self.a, self.b = a, b
        self.steps = _steps(a, b)
        near = min(self.steps, key=lambda s: (s.gap, -PLACES[related(s.before.seat, s.after.seat)]), default=None)
        self.near: Step | None = near
        """The passage with the least time between."""
        self.strays = _strays(a, b)


# --------------------------------------------------------------------------------------------------- place and post

PLACES: dict[str, float] = {
    "one place": 4.0, "perhaps one place": 2.0, "one inside the other": 2.0, "one prefecture": 1.6,
    "province and below": 0.6, "nation and below": 0.3, "one province": -0.7, "place unknown": 0.0,
    "places unrelated as far as known": 0.0, "two provinces": -2.5,
}  # fmt: skip
"""How much likelier a place is for the next post of the same person than for a namesake's."""


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
    if shared and (one.key.startswith("?") or other.key.startswith("?")) and one.level == other.level:
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
        return {"one place": 0.0, "two provinces": 0.5, "one province": 0.35, "one prefecture": 0.3}.get(place, 0.0)
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

    >>> entangled([1, 100, 200], [300, 400]), entangled([1, 100, 200], [110, 120, 130]), entangled([1, 9], [5])
    (0, 1, 0)
    """
    return min(_after(a, b), _after(b, a))


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


def _steps(a: Career, b: Career) -> list[Step]:
    line = sorted(
        ((s.days[0], s.days[-1], side, n, s) for side, c in ((0, a), (1, b)) for n, s in enumerate(c.stays) if s.days),
        key=lambda item: item[:4],
    )
    found: list[Step] = []
    reach: dict[int, tuple[int, Stay]] = {}
    for first, last, side, _, stay in line:
        before = reach.get(1 - side)
        if before is not None:
            gap = first - before[0]
            found.append(Step(before[1], stay, max(0, gap), gap < -SLACK))
        if side not in reach or last >= reach[side][0]:
            reach[side] = (last, stay)
    return found


# ---------------------------------------------------------------------------------------------------- the features

Feature = Callable[[Comparison], tuple[float, str] | None]


def rarity(pair: Comparison) -> tuple[float, str] | None:
    """How many other officials of a province bear the name: the rarer, the likelier one person."""
    name = min(pair.a.names)
    if pair.a.names != pair.b.names:
        return -30.0, "two names"
    others = OFFICIALS * share(name) + 0.02
    return max(
        -2.5, min(4.0, -log(others))
    ), f"about {others:.2g} other officials of a province would bear the name {name}"


def place(pair: Comparison) -> tuple[float, str] | None:
    """People move within their prefecture, and seldom far."""
    options = [(PLACES[related(x.seat, y.seat)], x, y) for x, y in product(pair.a.stays, pair.b.stays)]
    if not options:
        return None
    if pair.near is not None:
        relation = related(pair.near.before.seat, pair.near.after.seat)
        best = max(options, key=lambda o: o[0])
        value = PLACES[relation]
        if best[0] > value:
            value = (value + best[0]) / 2
        return value, f"{relation}: {_at(pair.near.before)}, {_at(pair.near.after)}"
    value, x, y = max(options, key=lambda o: o[0])
    return value, f"{related(x.seat, y.seat)}: {_at(x)}, {_at(y)}"


def time(pair: Comparison) -> tuple[float, str] | None:
    """A move takes place between two sightings: the one career ends about when the other begins, or too soon."""
    step = pair.near
    if step is None or step.overlap:
        return None
    relation = related(step.before.seat, step.after.seat)
    if relation == "one place" and (
        step.before.posts & step.after.posts or not step.before.posts or not step.after.posts
    ):
        return (
            (-0.4 * max(0.0, step.gap / 365 - 2), f"{step.gap} days between sightings in the same place")
            if step.gap > 730
            else None
        )
    moved = log(1 - exp(-(step.gap + 40) / LASTING))
    near = -log(min(1.0, (step.gap + 90) / LASTING))
    vanished = sum(min(0.5 * log(max(1, c.count)), near, 2.0) for c in (pair.a, pair.b))
    value = moved + vanished
    if step.gap > 6 * 365:
        value -= (step.gap / 365 - 6) * 0.3
    return value, f"{step.gap} days between the last sighting of the one and the first of the other"


def step(pair: Comparison) -> tuple[float, str] | None:
    """Careers climb a grade at a time, or move sideways."""
    passage = pair.near
    if passage is None or passage.overlap or passage.before.grade is None or passage.after.grade is None:
        return None
    climbed = passage.after.grade - passage.before.grade
    allowed = 1.0 + passage.gap / 1100
    if 0 <= climbed <= allowed:
        value = 0.6
    elif climbed > allowed:
        value = max(-3.0, 0.4 - 1.0 * (climbed - allowed))
    else:
        value = max(-3.0, 0.5 + 1.0 * climbed)
    return value, f"grade {passage.before.grade:g} then {passage.after.grade:g}"


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


FEATURES: tuple[Feature, ...] = (rarity, place, time, step, trade, clashes, marks)
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
