"""Precedence: in what order a body lists its people, and how sure that is.

Invariants: only the order inside one list is used, never between lists; a meeting belongs to the body in charge of it;
officials listed in no common list, even through others, are not compared (another ``part``).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.analysis.frame import Frame
from graph.analysis.ranking import bradley_terry, parts, spring_rank
from graph.analysis.tables import Attendance, Floats, Ints
from graph.errors import InputError


@dataclass(frozen=True, eq=False)
class Pairs:
    """Who stood before whom: one entry for each pair of each list; ``group`` is the body in charge."""

    group: Ints
    meeting: Ints
    ahead: Ints
    behind: Ints

    def where(self, mask: NDArray[np.bool_]) -> "Pairs":
        """Some of the entries."""
        return Pairs(self.group[mask], self.meeting[mask], self.ahead[mask], self.behind[mask])


def pairs(table: Attendance, cap: int = 60) -> Pairs:
    """All ordered pairs of all lists of names, of at most ``cap`` names each (the first ones), sorted by group.

    >>> rows = [{"official": o, "meeting": "m", "order": i, "group": "g"} for i, o in enumerate("bca", 1)]
    >>> found = pairs(table := Attendance.of(rows))
    >>> [(table.officials[i], table.officials[j]) for i, j in zip(found.ahead, found.behind)]
    [('b', 'c'), ('c', 'a'), ('b', 'a')]
    """
    group = table.group
    listed = np.flatnonzero((table.order > 0) & (group[table.meeting] >= 0))
    listed = listed[np.lexsort((table.order[listed], table.meeting[listed]))]
    meeting, official, order = table.meeting[listed], table.official[listed], table.order[listed]
    place = np.arange(len(listed)) - np.searchsorted(meeting, meeting)
    keep = place < cap
    meeting, official, order = meeting[keep], official[keep], order[keep]
    upper, lower = [], []
    for step in range(1, min(cap, len(meeting))):
        first = np.flatnonzero((meeting[:-step] == meeting[step:]) & (order[:-step] < order[step:]))
        if not len(first) and not (meeting[:-step] == meeting[step:]).any():
            break
        upper.append(first)
        lower.append(first + step)
    a = np.concatenate(upper) if upper else np.empty(0, dtype=np.int64)
    b = np.concatenate(lower) if lower else np.empty(0, dtype=np.int64)
    found = Pairs(group[meeting[a]], meeting[a], official[a], official[b])
    by_group = np.argsort(found.group, kind="stable")
    return Pairs(found.group[by_group], found.meeting[by_group], found.ahead[by_group], found.behind[by_group])


def by_bodies(table: Attendance, rows: int = 60_000) -> Iterator[Attendance]:
    """The table in parts of whole bodies, about ``rows`` each: the pairs of all lists never stand in memory at once."""
    group = table.group
    of_rows = group[table.meeting]
    part = np.cumsum(np.bincount(of_rows[of_rows >= 0], minlength=len(table.groups))) // rows
    for number in np.unique(part):
        yield table.select((group >= 0) & (part[group] == number))


def order_of_precedence(
    table: Attendance,
    *,
    group: str | None = None,
    by_year: bool = False,
    minimum: int = 3,
    bootstrap: int = 0,
    seed: int = 0,
) -> Frame:
    """The order of officials in each body (and year), from the order of names in its lists of those present.

    Formula: rank by SpringRank s over the body's pairs. ``consistency`` = the share of listed pairs that stand as
    ranked; ``confidence`` = the Bradley–Terry probability of standing before the next in rank (NaN for the last);
    ``low, high`` = the 5th and 95th percentile of the rank when the lists are drawn anew (``bootstrap`` times).

    Reference: C. De Bacco, D. B. Larremore, C. Moore (2018), Sci. Adv. 4, eaar8260; R. A. Bradley, M. E. Terry (1952),
    Biometrika 39, 324; on lists of names as rank: R. MacFarquhar (1971), On photographs, China Quarterly 46, 289.

    Caveat: lists group people by institution (committee before congress before government), so the order is of offices
    first; each list is one act of one editor; bodies with fewer than ``minimum`` lists are left out.

    Columns ``group, group_name, period, official, name, rank, spring, bradley_terry, lists, confidence, consistency,
    part, low, high``.

    >>> rows = [{"official": o, "meeting": m, "order": i, "group": "g"} for m in "xyz" for i, o in enumerate("bca", 1)]
    >>> order_of_precedence(Attendance.of(rows))["official"].tolist()
    ['b', 'c', 'a']
    """
    if group is not None and group not in table.groups:
        raise InputError(f"no group {group!r} convened a meeting here; {len(table.groups)} groups did")
    rng = np.random.default_rng(seed)
    made: list[Frame] = []
    wanted = table if group is None else table.select(table.group == table.groups.index(group))
    for few in by_bodies(wanted):
        for number, year, body in _bodies(few, pairs(few), by_year):
            lists = np.unique(body.meeting)
            if len(lists) >= minimum:
                made.append(_rank(table, number, year, body, lists, bootstrap, rng))
    parameters = {"minimum": minimum, "bootstrap": bootstrap, "seed": seed, "by_year": by_year}
    if not made:
        return Frame.of(parameters, **{name: [] for name in _COLUMNS})
    return Frame({name: np.concatenate([frame[name] for frame in made]) for name in _COLUMNS}, parameters)


_COLUMNS = (
    "group", "group_name", "period", "official", "name", "rank", "spring", "bradley_terry", "lists", "confidence",
    "consistency", "part", "low", "high",
)  # fmt: skip


def _bodies(table: Attendance, found: Pairs, by_year: bool) -> Iterator[tuple[int, int, Pairs]]:
    """The pairs of each body (and year), in order of keys."""
    year = table.year[found.meeting] if by_year else np.zeros(len(found.group), dtype=np.int64)
    key = found.group * 10_000 + year
    order = np.argsort(key, kind="stable")
    bounds = np.flatnonzero(np.diff(key[order], prepend=-1, append=np.iinfo(np.int64).max))
    for start, end in zip(bounds[:-1], bounds[1:], strict=True):
        rows = order[start:end]
        some = Pairs(found.group[rows], found.meeting[rows], found.ahead[rows], found.behind[rows])
        yield int(some.group[0]), int(year[rows[0]]), some


def _rank(
    table: Attendance, group: int, year: int, body: Pairs, lists: Ints, bootstrap: int, rng: np.random.Generator
) -> Frame:
    members, code = np.unique(np.concatenate([body.ahead, body.behind]), return_inverse=True)
    n = len(members)
    ahead, behind = code[: len(body.ahead)], code[len(body.ahead) :]
    wins = _wins(ahead, behind, n)
    spring, terry, part = spring_rank(wins), bradley_terry(wins), parts(wins)
    # Rounded, so that equal scores are equal on every machine; ties by key.
    order = np.lexsort((np.arange(n), -spring.round(9)))
    rank = np.empty(n, dtype=np.int64)
    rank[order] = np.arange(1, n + 1)
    as_ranked = float((rank[ahead] < rank[behind]).mean())
    confidence = np.full(n, np.nan)
    confidence[:-1] = 1 / (1 + np.exp(terry[order[1:]] - terry[order[:-1]]))
    low = high = np.full(n, np.nan)
    if bootstrap:
        low, high = _interval(ahead, behind, np.searchsorted(lists, body.meeting), len(lists), n, bootstrap, rng)
        low, high = low[order], high[order]
    shown = np.unique(np.concatenate([body.meeting * n + ahead, body.meeting * n + behind])) % n
    keys = [table.officials[i] for i in members[order]]
    name = table.groups[group]
    return Frame.of(
        group=[name] * n, group_name=table.shown([name]) * n, period=[str(year) if year else None] * n, official=keys,
        name=table.shown(keys), rank=rank[order], spring=spring[order], bradley_terry=terry[order],
        lists=np.bincount(shown, minlength=n)[order], confidence=confidence,
        consistency=np.full(n, as_ranked), part=part[order], low=low, high=high,
    )  # fmt: skip


def _wins(ahead: Ints, behind: Ints, n: int, weight: Floats | None = None) -> sparse.csr_matrix:
    weight = np.ones(len(ahead)) if weight is None else weight
    return sparse.csr_matrix((weight, (ahead, behind)), shape=(n, n))


def _interval(
    ahead: Ints, behind: Ints, of_list: Ints, lists: int, n: int, draws: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    ranks = np.empty((draws, n))
    for draw in range(draws):
        count = rng.multinomial(lists, np.full(lists, 1 / lists))
        spring = spring_rank(_wins(ahead, behind, n, count[of_list].astype(np.float64)))
        ranks[draw, np.lexsort((np.arange(n), -spring.round(9)))] = np.arange(1, n + 1)
    return np.percentile(ranks, 5, axis=0), np.percentile(ranks, 95, axis=0)
