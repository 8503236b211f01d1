"""Evidence that two careers of one name are one person's: a flat table of features, each in log-odds.

Invariants. Every feature is a pure, symmetric function of a ``Comparison`` and documents what it rests on; the score
of a pair is the sum of the table, so whoever asks gets the whole reason. Positive speaks for one person. The weights
are orders of magnitude from what is known of careers (terms of about three years, most moves within a prefecture,
steps of one grade), not fitted to a data set.
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from itertools import product
from math import exp, log, log1p
from typing import NamedTuple

from graph.identity.careers import Career, Comparison, Spell, Stay, Step
from graph.identity.names import share
from graph.identity.nearness import ONE_PLACE, PLACE_GRADES, PLACES, clash, joins, related
from graph.identity.offices import DEPUTY, HEAD, Areas, Post, counties, same_field

OFFICIALS, COUNTIES = 12_000, 90
"""Officials of a province of so many counties whom its press names in a decade: a share of names as a number."""
LASTING = 1100.0
"""Days that an office in one place lasts, on average."""


class Evidence(NamedTuple):
    """One reason: the feature's name, its weight in log-odds, and what it saw."""

    feature: str
    weight: float
    saw: str

    def __str__(self) -> str:
        return f"{self.weight:+.1f} {self.feature}: {self.saw}"


Feature = Callable[[Comparison], tuple[float, str] | None]


def rarity(pair: Comparison) -> tuple[float, str] | None:
    """How many other officials of a province bear the name: the rarer, the likelier one person.

    Counted by three quarters: the shares come from the parts of the name, and some pairs of parts are in fashion.
    """
    name = min(pair.a.names)
    if pair.a.names != pair.b.names:
        return -30.0, "two names"
    return 0.75 * worth(name), f"about {namesakes(name):.2g} other officials of a province would bear the name {name}"


def namesakes(name: str) -> float:
    """How many other officials of a province are to be expected under this name."""
    return OFFICIALS * share(name) + 0.02


def known_by(colleague: str) -> float:
    """How well one knows somebody by a colleague of this name: a common name may be another's."""
    return 1.0 if namesakes(colleague) < 0.5 else 0.4


def worth(name: str) -> float:
    """What a name is worth as evidence."""
    return max(-2.5, min(4.0, -log(namesakes(name))))


def place(pair: Comparison) -> tuple[float, str] | None:
    """People of bureaus stay in their county, leaders of counties in their prefecture; the high ones move about."""
    if not pair.steps:
        options = [
            (
                weight(related(x.seat, y.seat), min((g for g in (x.grade, y.grade) if g is not None), default=None))
                - _crowd(related(x.seat, y.seat), x.seat),
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
    value = weight(step.relation, min(grades, default=None)) - _crowd(step.relation, step.before.seat)
    if step.relation == "one place":
        value = ONE_PLACE.get(step.before.seat[0].level, value)
    if value > 0 and step.relation != "one place" and not (step.before.left and step.after.came):
        value *= 0.5  # only the report tells where
    if value > 0 and step.overlap and clash(step.relation, step.before.left, step.after.came):
        value = 0.0
    return value, step.relation


def _crowd(relation: str, seat: Areas) -> float:
    """What the size of the province says: the more counties, the more namesakes beyond the prefecture."""
    return 0.75 * log(counties(seat, COUNTIES) / COUNTIES) if relation == "one province" else 0.0


def weight(relation: str, grade: float | None) -> float:
    """What a place says that lies so to the one before, for somebody of this grade."""
    weights = PLACES[relation]
    return weights[2 if grade is None else bisect_right(PLACE_GRADES, grade)]


def time(pair: Comparison) -> tuple[float, str] | None:
    """A move lies between two sightings: how long nobody was seen, against how often each is seen usually.

    Seen at the rates a and b, a person who moves once (terms last ``LASTING`` days) leaves a gap g with the likelihood
    h a b (exp(-bg) - exp(-ag)) / (a - b); two persons, the one leaving and the other coming, with h squared. A detour
    through a post that nobody reports on is always possible, so that a long silence is no proof.
    """
    a, b = rate(pair.a), rate(pair.b)

    def passed(step: Step) -> tuple[float, str]:
        gap = step.gap + 10
        if step.overlap:
            return -0.7 * (step.relation != "one place"), "at the same time"
        saw = f"{step.gap} days between"
        if step.relation == "one place":
            missing = min(a, b) * min(gap, LASTING)
            return max(-6.0, -0.5 * log1p(max(0.0, missing - 5)) - 0.8 * max(0.0, gap / 365 - 3)), saw
        return silence(a, b, step.gap), saw

    return _sum(pair, passed)


def silence(a: float, b: float, days: int) -> float:
    """What so many days between two places say, of people seen at the rates ``a`` and ``b`` there."""
    gap = days + 10
    if abs(a - b) < 1e-6:
        b = a * 1.001
    once = (exp(-b * gap) - exp(-a * gap)) / (a - b) * a * b * LASTING
    return log(once + 0.3 * exp(-gap / 2000))


def rate(career: Career) -> float:
    """How often the person is seen, per day."""
    return (career.seen - 0.5) / (career.last - career.first + 350)


def step(pair: Comparison) -> tuple[float, str] | None:
    """Careers climb a grade at a time, or move sideways; and the higher, the fewer namesakes stand there."""
    return _sum(pair, _climb)


def _climb(passage: Step) -> tuple[float, str]:
    before, after = passage.before.left_grade, passage.after.came_grade
    if before is None or after is None or (passage.overlap and not (passage.handover and after < before)):
        return 0.0, ""
    return climb(before, after, passage.gap), f"grade {before:g} then {after:g}"


def climb(before: float, after: float, days: int) -> float:
    """What it says to stand at one grade, and at another so many days later."""
    climbed = after - before
    beyond = climbed - 1.0 - max(0, days - 700) / 2000
    if beyond > 0:
        return max(-6.5, -0.65 - 2.6 * beyond)
    if climbed < 0:
        return max(-6.5, 4.5 * climbed)
    chance = 0.6 if climbed == 0 else 0.35
    return 1.3 * log(chance / next(share for grade, share in SHARES if after >= grade))


SHARES: tuple[tuple[float, float], ...] = (
    (8.0, 0.01), (7.0, 0.02), (6.0, 0.04), (5.0, 0.08), (4.0, 0.15), (3.0, 0.35), (2.0, 0.35), (0.0, 0.35),
)  # fmt: skip
"""What part of the officials in the press stand at a grade."""


def front(pair: Comparison) -> tuple[float, str] | None:
    """Whoever goes to the congress or the CPPCC hardly comes back to party or government, or goes elsewhere."""
    return _sum(pair, _front)


def _front(passage: Step) -> tuple[float, str]:
    last, first = ({post[0] for post in posts} for posts in (passage.before.left, passage.after.came))
    heads = any(post[2] == HEAD for post in passage.before.left)
    if (passage.overlap and not passage.handover) or not last or not first or not last <= {"congress", "cppcc"}:
        return 0.0, ""
    away = passage.relation in ("one prefecture", "one province", "two provinces")
    if first & {"committee", "government", "department", "discipline"}:
        value = (-3.0 if heads else -2.0) - (1.0 if away and passage.relation != "one prefecture" else 0.0)
        return value, "from the congress or the CPPCC back to the front"
    if away:
        return -2.0, "from the congress or the CPPCC to that of another place"
    return 0.0, ""


def _sum(pair: Comparison, of: Callable[[Step], tuple[float, str]]) -> tuple[float, str] | None:
    """A feature of passages: those that the whole would have, less those that it would not have any more."""
    value, saw = 0.0, []
    for step in pair.steps:
        found = of(step)
        value += found[0]
        if found[1] and pair.spelt:
            saw.append(f"{_spelt(step)}: {found[1]}")
    for step in pair.broken:
        found = of(step)
        value -= found[0]
        if found[0] and pair.spelt:
            saw.append(f"instead of {_spelt(step)}: {found[1]}")
    return (value, "; ".join(saw[:4])) if value else None


def post(pair: Comparison) -> tuple[float, str] | None:
    """The same post at the same place within a few years: namesakes do not follow each other in one chair."""
    best: tuple[float, str] | None = None
    for x, y in product(pair.a.stays, pair.b.stays):
        relation = related(x.seat, y.seat)
        if relation not in ("one place", "perhaps one place", "place unknown"):
            continue
        for one, other in product(x.posts, y.posts):
            if not joins(one, other) or (one[0] == "department" and not (one[1] and other[1])):
                continue
            value = 4.5 if one[2] == HEAD else 3.0
            if relation != "one place":
                value /= 2
            if x.days and y.days:
                value -= max(0, x.days[0] - y.days[-1], y.days[0] - x.days[-1]) / 330
            if value > 0 and (best is None or value >= best[0]):
                found = value, f"{_said(one)} of {x.seat[0].name if x.seat else 'a place unknown'}"
                best = found if best is None else max(best, found)
    return best


TRADES = frozenset({"court", "procuratorate", "discipline", "department"})
"""Organs whose people stay in their trade."""


def trade(pair: Comparison) -> tuple[float, str] | None:
    """Judges stay judges, and an expert of schools stays with schools."""
    found: list[tuple[float, str]] = []
    for x, y in product(pair.a.stays, pair.b.stays):
        for one, other in product(x.posts, y.posts):
            if one[0] != other[0] or one[0] not in TRADES or related(x.seat, y.seat) == "one place":
                continue
            if one[0] != "department":
                found.append((1.2, f"both of the {one[0]}"))
            elif one[1] and other[1] and same_field(one[1], other[1]):
                found.append((1.0, f"both in {max(one[1], other[1], key=lambda field: (len(field), field))}"))
    return max(found, default=None)


def clashes(pair: Comparison) -> tuple[float, str] | None:
    """Nobody is in office in two places at once; single strays may be errors of a report."""
    if not pair.strays:
        return None
    value = max(-20.0, -sum(min(15.0, 3.1 * number * force) for force, _, _, number in pair.strays))
    force, one, other, number = max(pair.strays, key=lambda s: (s[0] * s[3], s[3]))
    return value, f"{_at(one)} and {_at(other)} in turns, {number} sightings in the way"


def company(pair: Comparison) -> tuple[float, str] | None:
    """Where it is not said where somebody sits, those named beside him tell: colleagues appear together again."""
    if pair.a.placed and pair.b.placed:
        return None
    shared = sorted(pair.a.company & pair.b.company, key=lambda name: (namesakes(name), name))
    if not shared:
        return None
    value = sum(map(known_by, shared[:6]))
    return min(4.0, value), f"both beside {', '.join(shared[:3])}"


def marks(pair: Comparison) -> tuple[float, str] | None:
    """Sex and nationality, as printed in brackets."""
    value, saw = 0.0, []
    for mine, theirs, alike in ((pair.a.sexes, pair.b.sexes, 1.5), (pair.a.peoples, pair.b.peoples, 2.5)):
        if mine and theirs:
            value += alike if mine & theirs else -8.0
            saw.append(f"{'/'.join(sorted(mine))} and {'/'.join(sorted(theirs))}")
    return (value, "; ".join(saw)) if saw else None


FEATURES: tuple[Feature, ...] = (rarity, place, post, time, step, front, trade, clashes, company, marks)
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


def _at(stay: Stay) -> str:
    where = stay.seat[0].name if stay.seat else "place unknown"
    what = "/".join(sorted({_said(p) for p in stay.posts})) or "no post"
    when = f" {date.fromordinal(stay.days[0])}…{date.fromordinal(stay.days[-1])}" if stay.days else ""
    return f"{where} ({what}){when}"


def _spelt(step: Step) -> str:
    def name(spell: Spell) -> str:
        return spell.seat[0].name if spell.seat else "place unknown"

    left, came = date.fromordinal(step.before.last), date.fromordinal(step.after.first)
    return f"{name(step.before)} …{left}, {name(step.after)} {came}…"


def _said(post: Post) -> str:
    rank = {HEAD: "head", DEPUTY: "deputy"}.get(post[2], "member")
    return f"{rank} {post[1] or post[0]}"
