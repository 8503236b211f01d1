"""Plain counts of the two-mode data: officials at meetings, meetings as sets of officials.

Invariant: nothing here is projected, so nothing here depends on weights.
"""

import numpy as np
from scipy import sparse

from graph.analysis.frame import Frame
from graph.analysis.tables import CHAIRED, SPOKE, Attendance


def attendance(table: Attendance) -> Frame:
    """For each official the meetings attended, chaired and spoken at, their mean size, the first and the last.

    Formula: meetings(i) = |{m : i at m}|; chaired_share = chaired / meetings; mean_size = the mean of k(m) over them.

    Reference: S. P. Borgatti, M. G. Everett (1997), Network analysis of 2-mode data, Social Networks 19, 243.

    Caveat: meetings that were reported and read, not meetings that were held.

    >>> rows = [{"official": "a", "meeting": "m", "role": "chaired"}, {"official": "b", "meeting": "m"}]
    >>> attendance(Attendance.of(rows)).rows()[0]["chaired_share"]
    1.0
    """
    n = len(table.officials)
    meetings = np.bincount(table.official, minlength=n)
    chaired = np.bincount(table.official[(table.role & CHAIRED) > 0], minlength=n)
    spoke = np.bincount(table.official[(table.role & SPOKE) > 0], minlength=n)
    size = np.bincount(table.official, table.k[table.meeting], minlength=n)
    first = np.full(n, np.datetime64("NaT", "D"))
    last = first.copy()
    day = table.date[table.meeting]
    dated = ~np.isnat(day)
    np.fmin.at(first, table.official[dated], day[dated])
    np.fmax.at(last, table.official[dated], day[dated])
    some = np.maximum(meetings, 1)
    return Frame.of(
        {"measure": "attendance"},
        official=list(table.officials), name=table.shown(table.officials), meetings=meetings, chaired=chaired,
        spoke=spoke, chaired_share=chaired / some, mean_size=np.where(meetings > 0, size / some, np.nan),
        first=first, last=last,
    )  # fmt: skip


def sizes(table: Attendance) -> Frame:
    """How many meetings have how many named officials: the sizes of the hyperedges.

    Formula: n(k) = |{m : k(m) = k}|, and the share of all co-attending pairs, k(k-1)/2 each, that come from them.

    Reference: F. Battiston et al. (2020), Networks beyond pairwise interactions, Phys. Rep. 874, 1.

    Caveat: lists that end in 等 are cut, so large sizes are too small.

    >>> sizes(Attendance.of([{"official": "a", "meeting": "m"}, {"official": "b", "meeting": "m"}])).rows()
    [{'size': 2, 'meetings': 1, 'pair_share': 1.0}]
    """
    count = np.bincount(table.k)
    size = np.flatnonzero(count)
    size = size[size > 0]
    pairs = count[size] * size * (size - 1) / 2
    return Frame.of({}, size=size, meetings=count[size], pair_share=pairs / max(float(pairs.sum()), 1.0))


def line_ups(table: Attendance, minimum: int = 3, repeats: int = 2) -> Frame:
    """Sets of officials that met again in exactly the same composition.

    Formula: sets of at least ``minimum`` named officials that are the whole list of ``repeats`` meetings or more.

    Reference: A. R. Benson et al. (2018), Simplicial closure and higher-order link prediction, PNAS 115, E11221.

    Caveat: one name more or less, and it is another line-up.

    Columns ``officials`` (keys), ``size, meetings, first, last``.

    >>> rows = [{"official": o, "meeting": m} for m in "xy" for o in "abc"]
    >>> line_ups(Attendance.of(rows)).rows()[0]["meetings"]
    2
    """
    found: dict[bytes, list[int]] = {}
    start = np.searchsorted(table.meeting, np.arange(len(table.meetings) + 1))
    for meeting in np.flatnonzero(table.k >= minimum).tolist():
        # Rows of a meeting are sorted by official, so equal sets give equal bytes.
        found.setdefault(table.official[start[meeting] : start[meeting + 1]].tobytes(), []).append(meeting)
    again = [(np.frombuffer(key, dtype=np.int64), held) for key, held in found.items() if len(held) >= repeats]
    again.sort(key=lambda pair: (-len(pair[1]), -len(pair[0]), pair[0].tolist()))
    dates = [table.date[held] for _, held in again]
    return Frame.of(
        {"minimum": minimum, "repeats": repeats},
        officials=[tuple(table.officials[i] for i in members) for members, _ in again],
        size=[len(members) for members, _ in again],
        meetings=[len(held) for _, held in again],
        first=np.array([np.fmin.reduce(d) for d in dates], dtype="datetime64[D]"),
        last=np.array([np.fmax.reduce(d) for d in dates], dtype="datetime64[D]"),
    )


def two_mode(table: Attendance) -> Frame:
    """The whole in one row: officials, meetings, attendances, density, and how often two share two meetings.

    Formula: density = attendances / (officials × meetings); clustering = 4 C4 / L3, the share of paths of three steps
    that close to a square.

    Reference: G. Robins, M. Alexander (2004), Comput. Math. Organ. Theory 10, 69.

    Caveat: counts only officials and meetings with at least one attendance.

    >>> two_mode(Attendance.of([{"official": o, "meeting": m} for m in "xy" for o in "ab"]))["clustering"].tolist()
    [1.0]
    """
    half = table.incidence()
    per_official, per_meeting = np.bincount(table.official), table.k
    shared = sparse.triu(half @ half.T, 1).data
    squares = float((shared * (shared - 1) / 2).sum())
    paths = float(((per_official[table.official] - 1) * (per_meeting[table.meeting] - 1)).sum())
    n, m = int((per_official > 0).sum()), int((per_meeting > 0).sum())
    return Frame.of(
        {},
        officials=[n], meetings=[m], attendances=[len(table)], density=[len(table) / max(n * m, 1)],
        mean_meetings=[len(table) / max(n, 1)], mean_size=[len(table) / max(m, 1)],
        clustering=[4 * squares / paths if paths else 0.0],
    )  # fmt: skip
