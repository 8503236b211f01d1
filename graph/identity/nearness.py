"""How two seats lie to each other, and whether two offices can be one person's on one day.

Invariants. Symmetric pure functions. The weights are orders of magnitude from what is known of careers, not fitted.
"""

from functools import lru_cache
from itertools import product

from graph.identity.offices import Areas, Post, same_field

PLACE_GRADES = (3.0, 4.0, 5.0, 6.0)
"""Grades from which the next column of ``PLACES`` holds: deputies of counties, their heads, the same of prefectures."""
PLACES: dict[str, tuple[float, float, float, float, float]] = {
    "one place": (4.5, 4.0, 4.0, 3.5, 3.5),
    "perhaps one place": (2.5, 2.0, 2.0, 2.0, 2.0),
    "one inside the other": (0.8, 2.2, 2.2, 2.2, 2.2),
    "one prefecture": (0.5, 2.3, 2.3, 1.8, 1.8),
    "province and below": (-1.0, 0.3, 0.3, 1.2, 1.2),
    "nation and below": (-1.5, -0.5, -0.5, 0.5, 0.5),
    "one province": (-3.0, -1.2, -0.8, 0.2, 0.6),
    "place unknown": (0.0, 0.0, 0.0, 0.0, 0.0),
    "places unrelated as far as known": (-1.0, -0.3, -0.3, 0.0, 0.0),
    "two provinces": (-4.0, -3.0, -3.0, -1.8, -1.4),
}
"""How much likelier a place is for the next post of the same person than for a namesake's: for people of towns and
bureaus, then by ``PLACE_GRADES`` up to leaders of prefectures and above."""


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
    if not one.known or not other.known:
        return _perhaps(a, b, shared[0].level if shared else "")
    if (
        one.level == other.level
        and min(len(a), len(b)) == 1
        and (one.name.endswith(other.name) or other.name.endswith(one.name))
    ):
        return "perhaps one place"  # a namesake of several, and nobody says which
    if shared and shared[0].level in ("prefecture", "county"):
        return "one prefecture"
    if shared and shared[0].level == "province":
        return "one province"
    provinces = [next((x.key for x in seat if x.level == "province"), None) for seat in (a, b)]
    if None in provinces:
        return "places unrelated as far as known"
    return "two provinces"


def _perhaps(a: Areas, b: Areas, shared: str) -> str:
    """Where one of the two is not said: it may be the other, unless the unit or the province is another."""
    one, other = a[0], b[0]
    if one.level == other.level and one.name[-1] == other.name[-1] and shared in ("prefecture", "county"):
        return "perhaps one place"
    provinces = [next((x.key for x in seat if x.level == "province" and x.known), None) for seat in (a, b)]
    if None not in provinces and provinces[0] != provinces[1]:
        return "two provinces"
    if one.level != other.level or one.name[-1] != other.name[-1]:
        return "one prefecture" if shared == "prefecture" else "places unrelated as far as known"
    return "place unknown"


_BESIDE: frozenset[frozenset[tuple[str, int]]] = frozenset(
    frozenset(pair)
    for pair in (
        (("committee", 1), ("government", 0)), (("committee", 2), ("government", 0)), (("committee", 2),
        ("government", 1)),
        (("committee", 2), ("discipline", 0)), (("committee", 2), ("department", 0)), (("committee", 1),
        ("department", 0)),
        (("committee", 0), ("congress", 0)), (("committee", 2), ("congress", 0)), (("committee", 1), ("committee", 2)),
        (("committee", 2), ("cppcc", 0)), (("committee", 2), ("cppcc", 1)), (("committee", 2), ("town", 0)),
        (("government", 1), ("government", 2)), (("government", 0), ("government", 1)), (("committee", 1),
        ("discipline", 0)),
        (("government", 2), ("department", 0)), (("committee", 1), ("government", 1)), (("committee", 0),
        ("committee", 2)),
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
        if joins(one, other) and place == "one place":
            return 0.0
    return worst


def joins(one: Post, other: Post) -> bool:
    """Whether two posts are one, as far as the words tell."""
    return one[0] == other[0] and one[2] == other[2] and same_field(one[1], other[1]) and one[0] != "other"


def _beside(one: Post, other: Post) -> float:
    """At one place."""
    organs = (one[0], other[0])
    if "leading" in organs or "other" in organs or joins(one, other):
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
    light = {("committee", 2), ("government", 1)}
    heavy = {("committee", 0), ("government", 0)}
    roles = {(one[0], one[2]), (other[0], other[2])}
    if roles & light and roles & heavy:
        return 0.0
    if ("committee", 2) in roles:
        return 0.4
    return 0.8
