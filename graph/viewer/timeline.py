"""The time layout: x is the date, y a lane for each kind. Made for one official, good for any small cut.

Invariants. The same nodes and edges give the same positions; what has a date stands exactly at it; nothing in a lane
lies on anything else.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from graph.viewer.layout import SPACING, Points

LANES = ("Post", "Group", "Meeting", "Official", "Place", "Report")
YEAR = 620.0
"""Pixels for one year."""


def time_layout(
    nodes: Sequence[Mapping[str, Any]], edges: Iterable[tuple[int, int]], dates: Sequence[str | None]
) -> tuple[Points, list[tuple[float, str]]]:
    """Positions of nodes (with ``kind``) by ``dates`` (ISO prefixes), and the years as (x, words).

    What has no date stands in the middle of its dated neighbours.

    >>> points, years = time_layout([{"kind": "Meeting"}, {"kind": "Meeting"}], [], ["2021-01-01", "2022-01-01"])
    >>> float(points[1, 0] - points[0, 0]), [words for _, words in years]
    (620.0, ['2021', '2022'])
    """
    when = np.array([_year(d) for d in dates])
    pairs = list(edges)
    for _ in range(3):
        sums, counts = np.zeros(len(when)), np.zeros(len(when))
        for a, b in pairs:
            for here, there in ((a, b), (b, a)):
                if np.isfinite(when[there]):
                    sums[here] += when[there]
                    counts[here] += 1
        unknown = ~np.isfinite(when) & (counts > 0)
        when[unknown] = sums[unknown] / counts[unknown]
    known = when[np.isfinite(when)]
    first = float(known.min()) if len(known) else 2000.0
    last = float(known.max()) if len(known) else 2000.0
    x = np.where(np.isfinite(when), when - first, -0.15) * YEAR
    points = np.column_stack((x, np.zeros(len(x))))
    top = 0.0
    kinds = [*LANES, *sorted({str(n["kind"]) for n in nodes} - set(LANES))]
    for kind in kinds:
        lane = [i for i, n in enumerate(nodes) if n["kind"] == kind]
        if lane:
            depth = _stack(points, sorted(lane, key=lambda i: (x[i], i)), top)
            top += depth + SPACING * 1.6
    years = [((year - first) * YEAR, str(year)) for year in range(int(np.ceil(first)), int(last) + 1)]
    return points, years


def _stack(points: Points, lane: list[int], top: float) -> float:
    """Put each node in the first row where it has room; gives the depth of all rows."""
    ends: list[float] = []
    for i in lane:
        row = next((r for r, end in enumerate(ends) if points[i, 0] - end >= SPACING), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = float(points[i, 0])
        points[i, 1] = top + row * SPACING
    return len(ends) * SPACING


def _year(iso: str | None) -> float:
    """A date as years with a fraction; not a number where the year is not known."""
    try:
        year, month, day = (int(part) for part in f"{iso}-07-01".split("-")[:3]) if iso else (0, 0, 0)
        if iso and iso.count("-") == 1:
            month, day = int(iso[5:7]), 15
        whole = date(year, month, day)
    except ValueError:
        return float("nan")
    return year + (whole.timetuple().tm_yday - 1) / (366 if year % 4 == 0 else 365)
