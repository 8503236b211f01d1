"""Who was about: a sighting without a post goes to the person seen at that place at that time.

Invariant. Each sighting is judged alone, against the careers as they are, so the order never matters.
"""

from collections import defaultdict
from math import exp, log

from graph.identity.careers import Career, Stay
from graph.identity.evidence import softplus, worth
from graph.identity.nearness import related
from graph.identity.offices import Areas

_NEAR: dict[str, float] = {
    "one place": 4.0, "perhaps one place": 2.5, "one inside the other": 2.0, "one prefecture": -1.5,
    "province and below": 0.3, "nation and below": -1.0, "one province": -2.5, "place unknown": -0.5,
    "places unrelated as far as known": -1.5, "two provinces": -4.0,
}  # fmt: skip
"""How much likelier a report of a place names, without a post, somebody of a place so related than a stranger."""
ENOUGH = 1.0
_AWAY = 1.3
"""Log-odds lost by a year between the sighting and the time at the place."""


class Presence:
    """The careers of one block, asked who was where."""

    def __init__(self, careers: list[Career]) -> None:
        self._stays: dict[str, list[tuple[int, Stay]]] = defaultdict(list)
        self._all: list[tuple[int, Stay]] = []
        self._names = [c.names for c in careers]
        for number, career in enumerate(careers):
            for stay in career.stays:
                self._all.append((number, stay))

    def owner(self, name: str, places: Areas, day: int | None) -> int | None:
        """The number of the career that a sighting without a post belongs to; None where it may be another's."""
        best: dict[int, float] = {}
        for number, stay in self._all:
            if name not in self._names[number]:
                continue
            value = _NEAR[related(places, stay.seat)] + _time(stay, day)
            if value > best.get(number, -99.0):
                best[number] = value
        if not best:
            return None
        prior = worth(name)
        ranked = sorted(((v + prior, -n) for n, v in best.items()), reverse=True)
        value, number = ranked[0]
        rival = sum(exp(min(30.0, v)) for v, _ in ranked[1:])
        return -number if value - softplus(log(rival) if rival > 0 else -99.0) >= ENOUGH else None


def _time(stay: Stay, day: int | None) -> float:
    if day is None or not stay.days:
        return 0.0
    away = max(0, stay.days[0] - day, day - stay.days[-1])
    return 1.0 if away <= 60 else max(-4.0, 0.8 - _AWAY * away / 365)
