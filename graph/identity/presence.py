"""Who was about: a sighting without a post goes to the person seen at that place, at that time, in that company.

Invariant. Each sighting is judged alone, against the careers as they are, so the order never matters.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from math import exp, log

from graph.identity.careers import Career, Stay
from graph.identity.evidence import known_by, softplus, worth
from graph.identity.nearness import related
from graph.identity.offices import Areas

_NEAR: dict[str, float] = {
    "one place": 4.0, "perhaps one place": 2.5, "one inside the other": 2.0, "one prefecture": -1.5,
    "province and below": 0.3, "nation and below": -1.0, "one province": -2.5, "place unknown": -0.5,
    "places unrelated as far as known": -1.5, "two provinces": -4.0,
}  # fmt: skip
"""How much likelier a report of a place names, without a post, somebody of a place so related than a stranger."""
ENOUGH = 1.0
_COLLEAGUE, _COMPANY = 2.0, 5.0
"""Log-odds of one colleague with an uncommon name seen beside both, and the most that company can say."""
_TOGETHER = 700
"""Days after which having sat with somebody says nothing any more."""
_AWAY = 1.3
"""Log-odds lost by a year between the sighting and the time at the place."""


class Presence:
    """The careers of one block, asked who was where."""

    def __init__(self, careers: list[Career], beside: Iterable[tuple[int, int | None, frozenset[str]]] = ()) -> None:
        """``beside``: the number of the career, the day, and who was named beside it, of each sighting with a post."""
        self._stays: dict[str, list[tuple[int, Stay]]] = defaultdict(list)
        self._all: list[tuple[int, Stay]] = []
        self._names = [c.names for c in careers]
        for number, career in enumerate(careers):
            for stay in career.stays:
                self._all.append((number, stay))
        self._beside: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        if len(careers) > 1:
            for number, day, company in beside:
                if day is not None:
                    for colleague in company:
                        self._beside[colleague][number].append(day)
            for by_career in self._beside.values():
                for days in by_career.values():
                    days.sort()

    def owner(self, name: str, places: Areas, day: int | None, company: frozenset[str] = frozenset()) -> int | None:
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
        for number, value in self._colleagues(day, company).items():
            if number in best:
                best[number] += value
        prior = worth(name)
        ranked = sorted(((v + prior, -n) for n, v in best.items()), reverse=True)
        value, number = ranked[0]
        rival = sum(exp(min(30.0, v)) for v, _ in ranked[1:])
        return -number if value - softplus(log(rival) if rival > 0 else -99.0) >= ENOUGH else None

    def _colleagues(self, day: int | None, company: frozenset[str]) -> dict[int, float]:
        """What those named beside the sighting say for each career that was seen beside them about that time."""
        said: dict[int, float] = defaultdict(float)
        for colleague in sorted(company):
            for number, days in self._beside.get(colleague, {}).items():
                if day is None:
                    said[number] += 0.5 * _COLLEAGUE * known_by(colleague)
                else:
                    at = bisect_left(days, day)
                    away = min(abs(d - day) for d in days[max(0, at - 1) : at + 1])
                    said[number] += max(0.0, 1 - away / _TOGETHER) * _COLLEAGUE * known_by(colleague)
        return {number: min(_COMPANY, value) for number, value in said.items()}


def _time(stay: Stay, day: int | None) -> float:
    if day is None or not stay.days:
        return 0.0
    away = max(0, stay.days[0] - day, day - stay.days[-1])
    return 1.0 if away <= 60 else max(-4.0, 0.8 - _AWAY * away / 365)
