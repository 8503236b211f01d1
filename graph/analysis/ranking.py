"""Rankings from pairwise order: SpringRank and Bradley–Terry over a matrix of how often one stood before another.

Invariants: ``wins[i, j]`` counts lists in which i comes before j; the larger score is the higher rank; scores compare
only inside one connected part.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse, special

from graph.analysis.tables import Floats, Ints
from graph.errors import InputError

Matrix = NDArray[np.float64]


def parts(wins: Matrix) -> Ints:
    """The connected parts: officials of different parts were never, even indirectly, listed together."""
    return np.asarray(sparse.csgraph.connected_components(sparse.csr_matrix(wins), directed=False)[1], dtype=np.int64)


def spring_rank(wins: Matrix, alpha: float = 0.0) -> Floats:
    """A real-valued rank for everybody, so that who stands before whom is about one step above.

    Formula: (D_out + D_in - (A + Aᵀ) + αI) s = d_out - d_in, with A the wins; mean 0 in each connected part.

    Reference: C. De Bacco, D. B. Larremore, C. Moore (2018), A physical model for efficient ranking in networks,
    Science Advances 4, eaar8260, eq. 3.

    Caveat: who is listed rarely is pulled to the middle of those beside him; parts are not comparable.

    >>> spring_rank(np.array([[0.0, 2, 2], [0, 0, 2], [0, 0, 0]])).round(2).tolist()
    [0.67, -0.0, -0.67]
    """
    both = wins + wins.T
    system = np.diag(both.sum(axis=1) + alpha) - both
    if alpha == 0:
        # The equations fix differences only; a constant block per part makes the answer unique, with mean 0.
        part = parts(wins)
        system += (part[:, None] == part[None, :]) / np.bincount(part)[part]
    return np.asarray(np.linalg.solve(system, wins.sum(axis=1) - wins.sum(axis=0)))


def bradley_terry(wins: Matrix, *, prior: float = 1.0, tolerance: float = 1e-10) -> Floats:
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
    n, both = len(wins), wins + wins.T
    if prior == 0 and sparse.csgraph.connected_components(sparse.csr_matrix(wins), connection="strong")[0] > 1:
        raise InputError("no plain maximum likelihood: someone always stands before the rest; give a prior above 0")
    score = np.zeros(n)
    gauge = np.full((n, n), 1.0 / max(n, 1)) if prior == 0 else np.zeros((n, n))
    best = _likelihood(wins, score, prior)
    for _ in range(200):
        chance = special.expit(score[:, None] - score[None, :])
        single = special.expit(score)
        slope = wins.sum(axis=1) - (both * chance).sum(axis=1) + prior * (1 - 2 * single)
        bend = both * chance * (1 - chance)
        curve = np.diag(bend.sum(axis=1) + 2 * prior * single * (1 - single)) - bend + gauge
        step = np.linalg.solve(curve, slope)
        while (now := _likelihood(wins, score + step, prior)) < best and np.abs(step).max() > tolerance:
            step /= 2
        score, best = score + step, max(now, best)
        if np.abs(step).max(initial=0.0) <= tolerance:
            break
    return score


def _likelihood(wins: Matrix, score: Floats, prior: float) -> float:
    pairs = (wins * special.log_expit(score[:, None] - score[None, :])).sum()
    return float(pairs + prior * (special.log_expit(score) + special.log_expit(-score)).sum())
