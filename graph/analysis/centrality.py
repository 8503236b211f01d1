"""Who stands where in a network of officials: one number each, exact, equal to networkx.

Invariants: arrays follow ``projection.officials``; weights mean closeness (larger is closer); an official without ties
has 0, or NaN where the measure is undefined.
"""

import numpy as np
from scipy import sparse

from graph.analysis.project import Projection
from graph.analysis.tables import Floats, Ints
from graph.errors import InputError


def degree(projection: Projection) -> Ints:
    """With how many others an official has a tie.

    Formula: d(i) = |{j : w(i,j) > 0}|.

    Reference: L. C. Freeman (1979), Social Networks 1, 215.

    Caveat: it grows with the size of meetings; one conference of fifty gives everybody 49.

    >>> import networkx as nx
    >>> degree(Projection.from_networkx(nx.path_graph(3))).tolist()
    [1, 2, 1]
    """
    return np.asarray(projection.degrees, dtype=np.int64)


def strength(projection: Projection) -> Floats:
    """The sum of the weights of an official's ties.

    Formula: s(i) = Σ_j w(i,j); with weights 1/(k-1) and no cap, the number of meetings with company.

    Reference: A. Barrat et al. (2004), PNAS 101, 3747.

    Caveat: mostly a count of meetings reported: coverage by the press decides.

    >>> import networkx as nx
    >>> strength(Projection.from_networkx(nx.path_graph(3))).tolist()
    [1.0, 2.0, 1.0]
    """
    return np.asarray(projection.matrix.sum(axis=1), dtype=np.float64).ravel()


def pagerank(projection: Projection, alpha: float = 0.85, tolerance: float = 1e-14, steps: int = 1000) -> Floats:
    """How often a walk along ties, restarted now and then, is at an official.

    Formula: x = α (xP + dangling/n) + (1-α)/n with P(i,j) = w(i,j)/s(i); Σ x = 1.

    Reference: L. Page, S. Brin, R. Motwani, T. Winograd (1999), Stanford InfoLab 1999-66.

    Caveat: on an undirected network it is nearly proportional to strength; report it beside the plain count.

    >>> import networkx as nx
    >>> pagerank(Projection.from_networkx(nx.path_graph(3))).round(4).tolist()
    [0.2568, 0.4865, 0.2568]
    """
    n = len(projection.officials)
    if n == 0:
        return np.empty(0)
    total = strength(projection)
    step = (_row_shares(projection)).T.tocsr()
    dangling = total == 0
    x = np.full(n, 1.0 / n)
    for _ in range(steps):
        new = alpha * (step @ x + x[dangling].sum() / n) + (1.0 - alpha) / n
        if np.abs(new - x).sum() < tolerance * n:
            return np.asarray(new / new.sum())
        x = new
    raise InputError(
        f"PageRank did not settle within {steps} steps: raise tolerance ({tolerance}) or lower alpha ({alpha})"
    )


def core_number(projection: Projection) -> Ints:
    """The largest k such that an official belongs to a set in which each has k ties inside the set.

    Formula: c(i) = max k with i in the k-core.

    Reference: S. B. Seidman (1983), Social Networks 5, 269; V. Batagelj, M. Zaveršnik (2003), arXiv:cs/0310049.

    Caveat: every meeting is a clique, so the largest meeting sets a floor; use the backbone.

    >>> import networkx as nx
    >>> core_number(Projection.from_networkx(nx.lollipop_graph(3, 2))).tolist()
    [2, 2, 2, 1, 1]
    """
    matrix, left = projection.matrix, degree(projection).copy()
    core = np.zeros(len(left), dtype=np.int64)
    alive = np.ones(len(left), dtype=bool)
    k = 0
    while alive.any():
        k = max(k, int(left[alive].min()))
        peel = np.flatnonzero(alive & (left <= k))
        while len(peel):
            core[peel] = k
            alive[peel] = False
            left -= np.bincount(matrix[peel].indices, minlength=len(left))
            peel = np.flatnonzero(alive & (left <= k))
    return core


def constraint(projection: Projection) -> Floats:
    """How far an official's contacts are one closed circle (high), or separate worlds that only he joins (low).

    Formula: c(i) = Σ_j (p(i,j) + Σ_q p(i,q) p(q,j))² over ties j, with p(i,j) = w(i,j)/s(i).

    Reference: R. S. Burt (1992), Structural Holes, ch. 2.

    Caveat: falls with degree by itself; meetings are cliques and raise it; compare officials of one rank. NaN without
    ties.

    >>> import networkx as nx
    >>> constraint(Projection.from_networkx(nx.path_graph(3))).tolist()
    [1.0, 0.5, 1.0]
    """
    share = _row_shares(projection)
    both = share + _on_ties(share @ share, projection)
    value = np.asarray(both.multiply(both).sum(axis=1)).ravel()
    return np.where(degree(projection) > 0, value, np.nan)


def effective_size(projection: Projection) -> Floats:
    """How many of an official's contacts do not repeat one another.

    Formula: e(i) = Σ_j [1 - Σ_q p(i,q) m(j,q)] over ties j, with m(j,q) = w(j,q)/max_k w(j,k).

    Reference: R. S. Burt (1992), Structural Holes, ch. 2.

    Caveat: as for constraint. NaN without ties.

    >>> import networkx as nx
    >>> effective_size(Projection.from_networkx(nx.star_graph(3))).tolist()
    [3.0, 1.0, 1.0, 1.0]
    """
    matrix, ties = projection.matrix, degree(projection)
    largest = np.ones(len(ties))
    some = ties > 0
    if some.any():
        largest[some] = np.maximum.reduceat(matrix.data, matrix.indptr[:-1][some])
    relative = sparse.diags_array(1.0 / largest) @ matrix
    repeated = np.asarray(_on_ties(_row_shares(projection) @ relative.T, projection).sum(axis=1)).ravel()
    return np.where(some, ties - repeated, np.nan)


def clustering(projection: Projection) -> Floats:
    """The share of an official's pairs of contacts who have a tie themselves.

    Formula: C(i) = 2 t(i) / (d(i) (d(i) - 1)), t(i) the triangles through i; 0 below two contacts.

    Reference: D. J. Watts, S. H. Strogatz (1998), Nature 393, 440.

    Caveat: near 1 in any co-attendance network, as each meeting is a clique; informative on the backbone only.

    >>> import networkx as nx
    >>> clustering(Projection.from_networkx(nx.complete_graph(3))).tolist()
    [1.0, 1.0, 1.0]
    """
    ones = projection.matrix.copy()
    ones.data = np.ones_like(ones.data)
    twice = np.asarray(_on_ties(ones @ ones, projection).sum(axis=1)).ravel()
    ties = degree(projection).astype(np.float64)
    return np.where(ties > 1, twice / np.maximum(ties * (ties - 1), 1), 0.0)


def _row_shares(projection: Projection) -> sparse.csr_matrix:
    total = strength(projection)
    return sparse.csr_matrix(
        sparse.diags_array(np.where(total > 0, 1.0 / np.where(total > 0, total, 1.0), 0.0)) @ projection.matrix
    )


def _on_ties(matrix: sparse.csr_matrix, projection: Projection) -> sparse.csr_matrix:
    """Only those entries of a matrix where the projection has a tie."""
    pattern = projection.matrix.copy()
    pattern.data = np.ones_like(pattern.data)
    return matrix.multiply(pattern).tocsr()
