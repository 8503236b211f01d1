"""Pairs of careers that need not be weighed: their score is certainly below what makes a difference.

Invariant. A pair that is left out has a score of at most ``FLOOR``, and below that nobody asks how low: who is who is
the same with the screen as without. Most pairs of a name that is borne all over the country are such pairs.

What is bounded is a pair with one passage, from one province to another: all of the one career lies in another province
than all of the other, and its last time at a place began before the other's first.
"""

from typing import NamedTuple

from graph.identity.careers import SLACK, Career, Comparison, Spell
from graph.identity.evidence import TRADES, climb, rarity, rate, silence, weight
from graph.identity.offices import same_field

FLOOR = -3.0
"""Log-odds up to which two careers are apart, and no rivals for a third either."""
_TRADE, _COMPANY, _MARKS = 1.2, 4.0, 4.0
"""The most that these features say for a pair."""


class Outline(NamedTuple):
    """What bounds the score of a career with another."""

    rarity: float
    """What the name says."""
    province: str
    """The province in which all of it lies."""
    first: Spell
    last: Spell
    rate: float
    trades: frozenset[str]
    """Organs whose people stay in their trade; of departments the fields."""
    placed: bool
    company: frozenset[str]
    marked: bool


def outline(career: Career) -> Outline | None:
    """What bounds the score of a career; None for one that is always to be weighed."""
    provinces = {next((x.key for x in stay.seat if x.level == "province" and x.known), "") for stay in career.stays}
    if len(provinces) != 1 or "" in provinces or not career.spells:
        return None
    posts = {post for stay in career.stays for post in stay.posts if post[0] in TRADES}
    worth = rarity(Comparison(career, career, spelt=False))
    return Outline(
        worth[0] if worth else 0.0, provinces.pop(), career.spells[0], career.spells[-1], rate(career),
        frozenset(field if organ == "department" else organ for organ, field, _ in posts),
        career.placed, career.company, bool(career.sexes or career.peoples),
    )  # fmt: skip


def hopeless(a: Outline | None, b: Outline | None) -> bool:
    """Whether the score of two careers is at most ``FLOOR``; False where that is not certain."""
    if a is None or b is None or a.province == b.province:
        return False
    if a.last.first < b.first.first:
        before, after = a.last, b.first
    elif b.last.first < a.first.first:
        before, after = b.last, a.first
    else:
        return False
    left, came = before.left_grade, after.came_grade
    lower = came if left is None or (came is not None and came < left) else left
    total = max(a.rarity, b.rarity) + weight("two provinces", lower)
    if a.marked and b.marked:
        total += _MARKS
    if not (a.placed and b.placed) and not a.company.isdisjoint(b.company):
        total += _COMPANY
    gap = after.first - before.last
    if gap >= -SLACK:  # else the two overlap, which says nothing for them
        if left is not None and came is not None:
            total += climb(left, came, max(0, gap))
        total += silence(a.rate, b.rate, max(0, gap))
    return total + _TRADE <= FLOOR or (total <= FLOOR and not _traded(a.trades, b.trades))


def _traded(a: frozenset[str], b: frozenset[str]) -> bool:
    return any(same_field(one, other) for one in a for other in b)
