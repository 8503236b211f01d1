"""Turns: pairs of officials whose order in the lists of a body changed for good, and when.

Invariant: only dated lists that name both are looked at; a turn needs enough lists on each side.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from graph.analysis.frame import Frame
from graph.analysis.precedence import Pairs, by_bodies, pairs
from graph.analysis.tables import Attendance, Ints


def order_changes(table: Attendance, *, minimum: int = 3, agreement: float = 0.9) -> Frame:
    """Pairs of officials whose order in a body's lists turned round at some time.

    Formula: over the dated lists with both, the split that leaves fewest lists out of line; reported where at least
    ``minimum`` lists stand on each side and the share in line is at least ``agreement``. ``p``: Fisher's exact test of
    before and after.

    Reference: R. A. Fisher (1922), J. R. Stat. Soc. 85, 87; a single change point after E. S. Page (1955), Biometrika
    42, 523.

    Caveat: the split is the best of all, so p is too small; usually a post changed, look at it first.

    Columns ``group, group_name, risen, risen_name, passed, passed_name, before, after, last_before, first_after,
    agreement, p``.

    >>> rows = [{"official": o, "meeting": d, "date": d, "order": i, "group": "g"} for d, names in
    ...         [(f"2021-0{m}-01", "ab" if m < 5 else "ba") for m in range(1, 9)] for i, o in enumerate(names, 1)]
    >>> [(r["risen"], r["passed"], r["first_after"]) for r in order_changes(Attendance.of(rows))]
    [('b', 'a', '2021-05-01')]
    """
    made = [change for few in by_bodies(table) for change in _changes(few, minimum, agreement)]
    columns = {name: [row[name] for row in made] for name in _CHANGE_COLUMNS}
    return Frame.of({"minimum": minimum, "agreement": agreement}, **columns).sort("first_after", "group", "risen")


def _changes(table: Attendance, minimum: int, agreement: float) -> Iterator[dict[str, object]]:
    found = pairs(table)
    found = found.where(~np.isnat(table.date[found.meeting]))
    n = len(table.officials)
    up = found.ahead < found.behind
    key = (found.group * n + np.where(up, found.ahead, found.behind)) * n + np.where(up, found.behind, found.ahead)
    kinds, code = np.unique(key, return_inverse=True)
    forward = np.bincount(code[up], minlength=len(kinds))
    backward = np.bincount(code[~up], minlength=len(kinds))
    mixed = np.flatnonzero((forward >= minimum) & (backward >= minimum))
    rows = np.flatnonzero(np.isin(code, mixed))
    rows = rows[np.lexsort((found.meeting[rows], table.date[found.meeting[rows]], code[rows]))]
    bounds = np.append(np.searchsorted(code[rows], mixed), len(rows))
    for start, end in zip(bounds[:-1], bounds[1:], strict=True):
        span = rows[start:end]
        if (turn := _turn(up[span], minimum)) and turn[1] >= agreement:
            yield _change(table, found, span, up[span], *turn)


_CHANGE_COLUMNS = (
    "group", "group_name", "risen", "risen_name", "passed", "passed_name", "before", "after", "last_before",
    "first_after", "agreement", "p",
)  # fmt: skip


def _turn(up: NDArray[np.bool_], minimum: int) -> tuple[int, float] | None:
    """Where a sequence of orders is best cut in two opposite halves, and the share in line."""
    ups = np.concatenate([[0], np.cumsum(up)])
    cut = np.arange(minimum, len(up) - minimum + 1)
    if not len(cut):
        return None
    falling = ups[cut] + (len(up) - cut - (ups[-1] - ups[cut]))
    in_line = np.maximum(falling, len(up) - falling)
    best = int(np.argmax(in_line))
    return int(cut[best]), float(in_line[best] / len(up))


def _change(
    table: Attendance,
    found: Pairs,
    span: Ints,
    up: NDArray[np.bool_],
    cut: int,
    share: float,
) -> dict[str, object]:
    before, after = up[:cut], up[cut:]
    # After the cut the one most often ahead has risen.
    row = span[cut:][np.flatnonzero(after == (after.mean() > 0.5))[0]]
    group, risen, passed = (
        table.groups[found.group[row]], table.officials[found.ahead[row]], table.officials[found.behind[row]],
    )  # fmt: skip
    date = table.date[found.meeting[span]]
    cells = [[int(half.sum()), int((~half).sum())] for half in (before, after)]
    return {
        "group": group, "group_name": table.names.get(group, group), "risen": risen,
        "risen_name": table.names.get(risen, risen), "passed": passed, "passed_name": table.names.get(passed, passed),
        "before": len(before), "after": len(after), "last_before": str(date[cut - 1]), "first_after": str(date[cut]),
        "agreement": share, "p": float(stats.fisher_exact(cells).pvalue),
    }  # fmt: skip
