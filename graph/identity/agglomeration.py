"""Joining careers under constraints: the likeliest pair first, while the evidence speaks for it.

Invariants. The result depends on the careers and on the decided pairs, not on the order in which they come (ties go
to the earlier). What is decided the same is joined before anything else; what is decided to differ, or stands in one
report twice, is never joined. A pair is not joined while a *rival* claims one of the two about as strongly and cannot
be the other's: with two persons of one name in sight, what fits both is left to review.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations
from math import exp, log1p

from graph.identity.careers import Career, Comparison
from graph.identity.evidence import score
from graph.identity.screen import FLOOR, Outline, hopeless, outline

JOIN = 0.5
"""Log-odds from which two careers are one person's: chosen for a precision of pairs of 0.99."""
APART = -2.0
"""Log-odds below which two careers are taken for two persons: rivals for a third."""
UNSURE = -2.0
"""Log-odds from which two officials are worth a look."""
MOST_UNSURE = 5
"""Unsure pairs kept for one official."""
Near = Mapping[int, Mapping[int, float]]
"""Each career, and the scores with those that are not certainly apart from it."""


class Agglomeration:
    """The careers of one block, being joined."""

    def __init__(
        self,
        careers: list[Career],
        same: Iterable[tuple[int, int]] = (),
        differ: Iterable[tuple[int, int]] = (),
        met: Iterable[tuple[int, int]] = (),
    ) -> None:
        self._careers: dict[int, Career] = dict(enumerate(careers))
        self._members: dict[int, list[int]] = {i: [i] for i in self._careers}
        self._differ: dict[int, set[int]] = {i: set() for i in self._careers}
        self._scores: dict[tuple[int, int], float] = {}
        """Of each pair that is not simply two persons: what is not in it is at most ``FLOOR``."""
        self._near: dict[int, dict[int, float]] = {i: {} for i in self._careers}
        """The same by career."""
        self._outlines: dict[int, Outline | None] = {}
        self._weighed: set[int] = set()
        for a, b in differ:
            self._differ[a].add(b)
            self._differ[b].add(a)
        for a, b in same:
            x, y = self._root(a), self._root(b)
            if x != y:
                self._merge(x, y, rescore=False)
        for a, b in met:
            x, y = self._root(a), self._root(b)
            if x != y and y not in self._differ[x] and not self._careers[x].reports & self._careers[y].reports:
                self._merge(x, y, rescore=False)

    def run(self) -> list[list[int]]:
        """Join all that belongs together; the members of each group, in the order of ``careers()``."""
        self._outlines = {i: outline(career) for i, career in self._careers.items()}
        for a, b in combinations(sorted(self._careers), 2):
            if a not in self._weighed or b not in self._weighed:
                self._weigh(a, b)
        while (best := self._best()) is not None:
            self._merge(*best)
        return [sorted(self._members[i]) for i in sorted(self._careers)]

    def follow(self, other: "Agglomeration") -> "Agglomeration":
        """Take over what another has weighed, whose ``careers()`` came first among those of this one."""
        place = {i: n for n, i in enumerate(sorted(other._careers)) if self._careers.get(n) is other._careers[i]}
        self._weighed = set(place.values())
        for (a, b), value in other._scores.items():
            if a in place and b in place:
                self._keep(place[a], place[b], value)
        return self

    def careers(self) -> list[Career]:
        """The careers as joined so far."""
        return [self._careers[i] for i in sorted(self._careers)]

    def unsure(self) -> list[tuple[float, int, int]]:
        """Pairs worth a look: score and the places in ``careers()``; of each official the likeliest few."""
        place = {i: n for n, i in enumerate(sorted(self._careers))}
        kept: list[tuple[float, int, int]] = []
        seen: dict[int, int] = dict.fromkeys(self._careers, 0)
        for value, a, b in sorted(((v, a, b) for (a, b), v in self._scores.items()), key=lambda x: (-x[0], x[1], x[2])):
            if value < UNSURE:
                break
            if b in self._differ[a] or seen[a] >= MOST_UNSURE or seen[b] >= MOST_UNSURE:
                continue
            seen[a] += 1
            seen[b] += 1
            kept.append((value, place[a], place[b]))
        return kept

    # ------------------------------------------------------------------------------------------------- joining

    def _root(self, index: int) -> int:
        return next(i for i, members in self._members.items() if index in members)

    def _weigh(self, a: int, b: int) -> None:
        """Keep the score of a pair, if it is above ``FLOOR``."""
        if hopeless(self._outlines[a], self._outlines[b]):
            return
        one, other = self._careers[a], self._careers[b]
        if b in self._differ[a] or one.reports & other.reports:
            return
        found = score(Comparison(one, other, spelt=False))
        if found > FLOOR:
            self._keep(a, b, found)

    def _keep(self, a: int, b: int, value: float) -> None:
        """Note the score of a pair."""
        self._scores[min(a, b), max(a, b)] = self._near[a][b] = self._near[b][a] = value

    def _forget(self, a: int) -> None:
        """Drop what is kept of a career's pairs."""
        for b in self._near[a]:
            del self._scores[min(a, b), max(a, b)], self._near[b][a]
        self._near[a] = {}

    def _merge(self, a: int, b: int, *, rescore: bool = True) -> None:
        a, b = min(a, b), max(a, b)
        self._careers[a] = self._careers[a].joined(self._careers.pop(b))
        self._members[a] += self._members.pop(b)
        self._differ[a] |= self._differ.pop(b)
        for others in self._differ.values():
            if b in others:
                others.discard(b)
                others.add(a)
        if rescore:
            self._outlines[a] = outline(self._careers[a])
            self._forget(a)
            self._forget(b)
            for c in self._careers:
                if c != a:
                    self._weigh(min(a, c), max(a, c))

    def _best(self) -> tuple[int, int] | None:
        """The pair to be joined next."""
        hopeful = sorted((-v, pair) for pair, v in self._scores.items() if v >= JOIN)
        if not hopeful:
            return None
        for negative, pair in hopeful:
            if -negative - _rivalry(self._near, *pair) >= JOIN:
                return pair
        return None


def _rivalry(near: Near, a: int, b: int) -> float:
    """How strongly somebody who cannot be the one claims the other, unless he is as well claimed elsewhere."""
    return log1p(
        max(
            sum(
                exp(min(30.0, value)) / (1 + _elsewhere(near, rival, one, other))
                for rival, value in sorted(near[other].items())
                if rival != one and near[one].get(rival, FLOOR) < APART
            )
            for one, other in ((a, b), (b, a))
        )
    )


def _elsewhere(near: Near, rival: int, one: int, other: int) -> float:
    """How strongly a rival is claimed by those who cannot be the one whom he claims."""
    return sum(
        exp(min(30.0, value))
        for third, value in sorted(near[rival].items())
        if third not in (one, other) and value > -1.0 and near[other].get(third, FLOOR) < APART
    )
