"""Rankings from pairwise order: SpringRank and Bradley–Terry over a matrix of how often one stood before another.

Invariants: ``wins[i, j]`` counts lists in which i comes before j (an array or a scipy sparse matrix); the larger score
is the higher rank; scores compare only inside one connected part. A large body costs what its pairs cost, not its
square.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse, special
from scipy.sparse import linalg

from graph.analysis.tables import Floats, Ints
from graph.errors import InputError

Wins: TypeAlias = NDArray[np.float64] | sparse.csr_matrix

_DENSE = 400
"""Up to so many officials a plain dense solution is the fastest."""


def parts(wins: Wins) -> Ints:
    """The connected parts: officials of different parts were never, even indirectly, listed together."""
    met = sparse.csr_matrix(wins, copy=True)
    met.eliminate_zeros()  # a pair whose lists were not drawn has met nobody
    return np.asarray(sparse.csgraph.connected_components(met, directed=False)[1], dtype=np.int64)


def _encounters(wins: Wins) -> tuple[int, Ints, Ints, Floats, Floats]:
    """How many officials; and for each pair that met (i < j) how often i, and how often j, stood ahead."""
    found = sparse.coo_matrix(wins)
    n = found.shape[0]
    a, b = found.row.astype(np.int64), found.col.astype(np.int64)
    pair, code = np.unique(np.minimum(a, b) * n + np.maximum(a, b), return_inverse=True)
    data = found.data.astype(np.float64)
    first = np.bincount(code, np.where(a < b, data, 0.0), minlength=len(pair)).astype(np.float64)
    second = np.bincount(code, np.where(a > b, data, 0.0), minlength=len(pair)).astype(np.float64)
    i: Ints = pair // max(n, 1)
    return n, i, pair - i * n, first, second


def _solve(i: Ints, j: Ints, spring: Floats, extra: Floats, right: Floats, part: Ints) -> Floats:
    """x of (D + diag(extra) - W) x = right for the weights ``spring`` between i and j, D their sums.

    Without ``extra`` the equations fix differences only: then x has mean 0 in each part.
    """
    n = len(extra)
    total = extra + np.bincount(i, spring, minlength=n) + np.bincount(j, spring, minlength=n)
    free = not extra.any()
    if n <= _DENSE:
        system = np.diag(total)
        system[i, j] -= spring
        system[j, i] -= spring
        if free:
            system += (part[:, None] == part[None, :]) / np.bincount(part)[part]
        return np.asarray(np.linalg.solve(system, right))
    rows, columns = np.concatenate([i, j, np.arange(n)]), np.concatenate([j, i, np.arange(n)])
    large = sparse.csr_matrix((np.concatenate([-spring, -spring, total]), (rows, columns)), shape=(n, n))
    scale = sparse.diags_array(1 / np.where(total > 0, total, 1.0))
    found, failed = linalg.cg(large, right, rtol=1e-12, maxiter=50 * n, M=scale)
    if failed:
        raise InputError(f"the ranking of {n} officials did not settle: rank shorter periods")
    if free:
        found = found - (np.bincount(part, found) / np.bincount(part))[part]
    return np.asarray(found)


def spring_rank(wins: Wins, alpha: float = 0.0) -> Floats:
    """A real-valued rank for everybody, so that who stands before whom is about one step above.

    Formula: (D_out + D_in - (A + Aᵀ) + αI) s = d_out - d_in, with A the wins; mean 0 in each connected part.

    Reference: C. De Bacco, D. B. Larremore, C. Moore (2018), A physical model for efficient ranking in networks,
    Science Advances 4, eaar8260, eq. 3.

    Caveat: who is listed rarely is pulled to the middle of those beside him; parts are not comparable.

    >>> spring_rank(np.array([[0.0, 2, 2], [0, 0, 2], [0, 0, 0]])).round(2).tolist()
    [0.67, -0.0, -0.67]
    """
    n, i, j, first, second = _encounters(wins)
    lead = np.bincount(i, first - second, minlength=n) + np.bincount(j, second - first, minlength=n)
    return _solve(i, j, first + second, np.full(n, alpha), lead.astype(np.float64), parts(wins))


def bradley_terry(wins: Wins, *, prior: float = 1.0, tolerance: float = 1e-10) -> Floats:
    """Log-strengths such that i stands before j with probability 1 / (1 + exp(b(j) - b(i))).

    Formula: maximises Σ wins(i,j) log σ(b(i) - b(j)) + prior Σ [log σ(b(i)) + log σ(-b(i))]: each official also has
    ``prior`` wins and losses against one of strength 1. By Newton's method. ``prior=0`` is the plain maximum likelihood
    (mean 0), which exists only where everybody is, through others, both before and behind everybody.

    Reference: R. A. Bradley, M. E. Terry (1952), Biometrika 39, 324; the prior: M. E. J. Newman (2023), Efficient
    computation of rankings from pairwise comparisons, J. Mach. Learn. Res. 24, 238.

    Caveat: lists of one meeting are one act, not independent comparisons: the probabilities are too sure.

    >>> bradley_terry(np.array([[0.0, 3.0], [1.0, 0.0]]), prior=0.0).round(4).tolist()  # log 3 apart
    [0.5493, -0.5493]
    """
    n, i, j, first, second = _encounters(wins)
    if prior == 0 and sparse.csgraph.connected_components(sparse.csr_matrix(wins), connection="strong")[0] > 1:
        raise InputError("no plain maximum likelihood: someone always stands before the rest; give a prior above 0")
    part = parts(wins)

    def likelihood(score: Floats) -> float:
        gap = score[i] - score[j]
        met = (first * special.log_expit(gap) + second * special.log_expit(-gap)).sum()
        return float(met + prior * (special.log_expit(score) + special.log_expit(-score)).sum())

    score = np.zeros(n)
    best = likelihood(score)
    for _ in range(200):
        chance, single = special.expit(score[i] - score[j]), special.expit(score)
        surplus = first - (first + second) * chance
        slope = np.bincount(i, surplus, minlength=n) - np.bincount(j, surplus, minlength=n) + prior * (1 - 2 * single)
        bend = (first + second) * chance * (1 - chance)
        step = _solve(i, j, bend, 2 * prior * single * (1 - single), slope, part)
        while (now := likelihood(score + step)) < best and np.abs(step).max(initial=0.0) > tolerance:
            step /= 2
        score, best = score + step, max(now, best)
        if np.abs(step).max(initial=0.0) <= tolerance:
            break
    return score
