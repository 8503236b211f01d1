"""Which sightings of one name are of one gathering, told by several reports.

Invariants. A pure function of the sightings of one name, whatever their order. Two reports that show a name within a
day of each other beside the same colleagues tell of one gathering, and so of one person: of which place and in which
post may be said by one of them only.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.identity.evidence import known_by

ENOUGH = 2.0
"""Shared colleagues (by ``known_by``) that make two sightings of a day one gathering."""
Told = tuple[str, int | None, str, frozenset[str]]
"""Name, day, report and company of a sighting."""


def gatherings(sightings: Sequence[Told | None]) -> Iterator[tuple[int, int]]:
    """Pairs of sightings (by their place in the sequence) that are of one gathering; None is left out.

    Of a crowd on one day each is paired with one of each gathering found, not with all.

    >>> beside = frozenset({"高远图", "乔明远"})
    >>> list(gatherings([("雷鸣", 10, "r1", beside), ("雷鸣", 11, "r2", beside), ("雷鸣", 30, "r3", beside)]))
    [(0, 1)]
    """
    heads: dict[tuple[str, int], list[int]] = defaultdict(list)
    for i, sighting in enumerate(sightings):
        if sighting is None:
            continue
        name, day, report, company = sighting
        if day is None or not company:
            continue
        alone = True
        for near in (day, day - 1, day + 1):
            for head in heads[name, near]:
                other = sightings[head]
                if other is not None and other[2] != report and _together(company, other[3]):
                    yield head, i
                    alone = alone and near != day
        if alone:
            heads[name, day].append(i)


def _together(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = one & other
    return len(shared) > 1 and sum(map(known_by, shared)) >= ENOUGH
