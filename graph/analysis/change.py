"""Change: the network window by window, who stays together, who comes and who goes.

Invariants: windows do not overlap and cover all dated meetings; the first and last windows say nothing about what lay
outside the reports.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graph.analysis.frame import Frame
from graph.analysis.project import Projection, co_attendance
from graph.analysis.tables import Attendance, Ints
from graph.errors import InputError


@dataclass(frozen=True, eq=False)
class Window:
    """One span of time: its label, first day, day after the last, and the network of its meetings."""

    label: str
    since: str
    until: str
    table: Attendance
    projection: Projection


def windows(table: Attendance, months: int = 12, cap: int = 60) -> Iterator[Window]:
    """The networks of successive windows of ``months`` (a divisor or multiple of 12), starting on 1 January.

    >>> rows = [{"official": o, "meeting": d, "date": d} for o in "ab" for d in ["2021-03-01", "2023-05"]]
    >>> [w.label for w in windows(Attendance.of(rows))]
    ['2021', '2022', '2023']
    """
    if months < 1 or (12 % months and months % 12):
        raise InputError(f"months must divide 12 or be a multiple of it, not {months}")
    dated = table.date[~np.isnat(table.date)]
    if not len(dated):
        return
    start = dated.min().astype("datetime64[Y]").astype("datetime64[M]")
    while start <= dated.max().astype("datetime64[M]"):
        end = start + np.timedelta64(months, "M")
        since, until = str(start.astype("datetime64[D]")), str(end.astype("datetime64[D]"))
        part = table.between(since, until)
        label = str(start.astype("datetime64[Y]")) if months == 12 else str(start)
        yield Window(label, since, until, part, co_attendance(part, cap=cap))
        start = end


def persistence(table: Attendance, months: int = 12, cap: int = 60) -> Frame:
    """Window by window: how many officials, meetings and ties, and how much of them was there before.

    Formula: jaccard(t) = |E(t-1) ∩ E(t)| / |E(t-1) ∪ E(t)|; kept(t) = |E(t-1) ∩ E(t)| / |E(t-1)|, E the ties;
    arrivals(t): officials first seen in t; departures(t): officials last seen in t.

    Reference: T. A. B. Snijders, G. G. van de Bunt, C. E. G. Steglich (2010), Social Networks 32, 44 (the Jaccard index
    of network stability).

    Caveat: more reports make more ties; in the first window all arrive and in the last all depart, by construction.

    >>> rows = [{"official": o, "meeting": d, "date": d} for o in "ab" for d in ["2021-03-01", "2022-05-01"]]
    >>> persistence(Attendance.of(rows))["jaccard"].tolist()[1:]
    [1.0]
    """
    made: list[dict[str, float | int | str]] = []
    before: Ints | None = None
    seen: list[Ints] = []
    for window in windows(table, months, cap):
        ties = _tie_ids(window.projection)
        common = len(np.intersect1d(before, ties, assume_unique=True)) if before is not None else 0
        every = len(ties) + (len(before) if before is not None else 0) - common
        seen.append(np.unique(window.table.official))
        made.append(
            {
                "window": window.label,
                "officials": len(seen[-1]),
                "ties": len(ties),
                "meetings": len(np.unique(window.table.meeting)),
                "attendances": len(window.table),
                "jaccard": common / every if before is not None and every else float("nan"),
                "kept": common / len(before) if before is not None and len(before) else float("nan"),
            }  # fmt: skip
        )
        before = ties
    columns = {name: [row[name] for row in made] for name in made[0]} if made else {"window": []}
    return Frame.of({"months": months, "cap": cap}, **columns, **_turnover(seen, len(table.officials)))


def _tie_ids(projection: Projection) -> Ints:
    """Each tie as one sorted number."""
    matrix = projection.matrix
    row = np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))
    upper = row < matrix.indices
    return np.asarray(row[upper] * matrix.shape[0] + matrix.indices[upper], dtype=np.int64)


def _turnover(seen: list[Ints], officials: int) -> dict[str, Ints]:
    first, last = np.full(officials, -1, dtype=np.int64), np.full(officials, -1, dtype=np.int64)
    for number, members in enumerate(seen):
        last[members] = number
        first[members] = np.where(first[members] < 0, number, first[members])
    count = len(seen)
    return {
        "arrivals": np.bincount(first[first >= 0], minlength=count),
        "departures": np.bincount(last[last >= 0], minlength=count),
    }


def comings_and_goings(table: Attendance, group: str) -> Frame:
    """Officials at the meetings of one group: first and last time, how often, and how long unseen at the end.

    Formula: unseen = the number of the group's dated meetings after the official's last.

    Reference: none needed: counts.

    Caveat: unseen is noticed, never asserted: a list of names may be cut, a report may be missing.

    >>> seen = {"a": "2021-01-02", "b": "2021-02-02"}
    >>> rows = [{"official": o, "meeting": d, "date": d, "group": "g"} for o, d in seen.items()]
    >>> comings_and_goings(Attendance.of(rows), "g")["unseen"].tolist()
    [1, 0]
    """
    if group not in table.groups:
        raise InputError(f"no group {group!r} convened a meeting here; {len(table.groups)} groups did")
    mine = np.zeros(len(table.meetings), dtype=bool)
    mine[table.host_meeting[table.host_group == table.groups.index(group)]] = True
    part = table.select(mine & ~np.isnat(table.date))
    officials, inverse = np.unique(part.official, return_inverse=True)
    day = part.date[part.meeting]
    first, last = (np.full(len(officials), np.datetime64("NaT", "D")) for _ in range(2))
    np.fmin.at(first, inverse, day)
    np.fmax.at(last, inverse, day)
    held = np.sort(table.date[np.unique(part.meeting)])
    keys = [table.officials[i] for i in officials]
    return Frame.of(
        {"group": group},
        official=keys, name=table.shown(keys), meetings=np.bincount(inverse, minlength=len(officials)),
        first=first, last=last, unseen=len(held) - np.searchsorted(held, last, side="right"),
    ).sort("first", "last")  # fmt: skip
