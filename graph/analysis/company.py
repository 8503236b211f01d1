"""Expected company: who meets more often than their offices explain.

Invariants: office is held constant by comparing only inside one body and one year: what is left is who of a body's
people comes on the same days; pairs that never met are not listed.
"""

import numpy as np
from scipy import sparse, stats

from graph.analysis.frame import Frame
from graph.analysis.tables import Attendance, Floats, Ints

_CHUNK = 100_000


def expected_company(table: Attendance, *, minimum: int = 3, by_year: bool = True) -> Frame:
    """Pairs of officials with the meetings they shared, the number that their offices explain, and the excess.

    Formula: in each stratum (the body in charge, the year) with N meetings, i at n(i) and j at n(j) of them, chance
    gives n(i) n(j) / N shared meetings with variance n(i) n(j) (N - n(i)) (N - n(j)) / (N² (N - 1)). Summed over
    strata: expected E, variance V; z = (observed - E) / √V. ``q``: the one-sided p of z by Benjamini–Hochberg.

    Reference: N. Mantel, W. Haenszel (1959), J. Natl. Cancer Inst. 22, 719 (the sum over strata); Y. Benjamini,
    Y. Hochberg (1995), J. R. Stat. Soc. B 57, 289; on controlling for office: F. B. Keller (2016), Moving beyond
    factions, J. East Asian Stud. 16, 17.

    Caveat: attendance lists that are cut (等) and portfolios (two deputies for one field) also make company; an excess
    is a question, not an answer. Meetings without a known body are left out; a stratum with one meeting says nothing.

    Columns ``a, b, a_name, b_name, observed, expected, excess, z, p, q``, by z; ``minimum`` observed meetings.

    >>> lists = enumerate(["ab", "ab", "ab", "c", "c", "c"])
    >>> rows = [{"official": o, "meeting": str(m), "group": "g", "date": "2022"} for m, who in lists for o in who]
    >>> frame = expected_company(Attendance.of(rows))
    >>> frame["a"].tolist(), frame["expected"].tolist(), frame["z"].round(4).tolist()
    (['a'], [1.5], [2.2361])
    """
    stratum, held = _strata(table, by_year)
    rows = np.flatnonzero(stratum[table.meeting] >= 0)
    who, where = table.official[rows], stratum[table.meeting[rows]]
    n = len(table.officials)
    often = sparse.coo_matrix((np.ones(len(rows)), (who, where)), shape=(n, len(held))).tocsr()
    present = sparse.csr_matrix((np.ones(len(rows)), (who, table.meeting[rows])), shape=(n, len(table.meetings)))
    observed = sparse.triu(present @ present.T, 1).tocsr()
    observed.data[observed.data < minimum] = 0
    observed.eliminate_zeros()
    coo = observed.tocoo()
    size = held.astype(np.float64)
    spread = often.copy()
    spread.data = spread.data * (size[spread.indices] - spread.data)
    scale = np.where(size > 1, 1 / np.maximum(size**2 * (size - 1), 1), 0.0)
    # Where one of a pair was always there nothing can vary: that stratum adds 0.
    e = _over_strata(often, coo.row, coo.col, 1 / np.maximum(size, 1))
    v = np.maximum(_over_strata(spread, coo.row, coo.col, scale), 0.0)
    z = np.where(v > 1e-12, (coo.data - e) / np.sqrt(np.maximum(v, 1e-12)), 0.0)
    p = np.where(v > 1e-12, stats.norm.sf(z), 1.0)
    order = np.lexsort((coo.col, coo.row, -z.round(9)))
    keys = np.array(table.officials, dtype=object)
    a, b = keys[coo.row[order]], keys[coo.col[order]]
    q = stats.false_discovery_control(p) if len(p) else p
    return Frame.of(
        {"minimum": minimum, "by_year": by_year, "strata": len(held)},
        a=a, b=b, a_name=np.array([*table.shown(a)], dtype=object), b_name=np.array([*table.shown(b)], dtype=object),
        observed=coo.data[order].astype(np.int64), expected=e[order], excess=(coo.data - e)[order], z=z[order],
        p=p[order], q=q[order],
    )  # fmt: skip


def _over_strata(table: sparse.csr_matrix, a: Ints, b: Ints, weight: Floats) -> Floats:
    """Σ over strata of weight × table[a] × table[b], for pairs (a, b) only: all pairs would not fit in memory."""
    found = np.zeros(len(a))
    for start in range(0, len(a), _CHUNK):
        rows = slice(start, start + _CHUNK)
        found[rows] = table[a[rows]].multiply(table[b[rows]]).tocsr() @ weight
    return found


def _strata(table: Attendance, by_year: bool) -> tuple[Ints, Ints]:
    """For each meeting its stratum (-1: none), and the number of meetings in each."""
    group = table.group
    key = np.where(group >= 0, group * 10_000 + (table.year if by_year else 0), -1)
    kinds, code, held = np.unique(key, return_inverse=True, return_counts=True)
    if len(kinds) and kinds[0] == -1:
        return code - 1, held[1:]
    return code, held
