"""Louvain's method on arrays: many officials move in one step, so that numpy does the work.

Invariants: the same seed gives the same partition on every machine; each circle that comes out is connected (one that
falls apart is split into its pieces, which never lowers modularity); labels count from 0 by size, ties by the first
member.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.analysis.tables import Floats, Ints

_STEPS = 200
_EPSILON = 1e-12


def modularity_of(matrix: sparse.csr_matrix, label: Ints, resolution: float = 1.0) -> float:
    """Newman's Q of a partition: the share of weight inside circles, less what strengths alone would give.

    Formula: Q = Σ_c [ w_in(c)/W - γ (s(c)/W)² ] with W the sum of all strengths, w_in counted from both ends.

    Reference: M. E. J. Newman (2006), PNAS 103, 8577.

    Caveat: Q misses circles below a size (resolution limit) and is high for sparse random networks too.

    >>> import networkx as nx
    >>> two = sparse.csr_matrix(nx.to_scipy_sparse_array(nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(3))))
    >>> modularity_of(two, np.array([0, 0, 0, 1, 1, 1]))
    0.5
    """
    total = float(matrix.sum())
    if total == 0:
        return 0.0
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    inside = float(matrix.data[label[row] == label[matrix.indices]].sum())
    strength = np.asarray(matrix.sum(axis=1)).ravel()
    return inside / total - resolution * float(np.square(np.bincount(label, strength) / total).sum())


def louvain(matrix: sparse.csr_matrix, seed: int, resolution: float = 1.0) -> Ints:
    """One partition by Louvain's method with batched moves.

    In each step a random half of those whose surroundings changed look for the circle with the largest gain, all seeing
    the same state; half, because two neighbours that move at once could swap for ever.

    Reference: V. D. Blondel et al. (2008), J. Stat. Mech. P10008; connected circles after V. A. Traag, L. Waltman,
    N. J. van Eck (2019), Sci. Rep. 9, 5233.
    """
    rng = np.random.default_rng(seed)
    label: Ints = np.arange(matrix.shape[0])
    level = matrix.tocsr().astype(np.float64)
    while True:
        moved = np.unique(_local_moves(level, rng, resolution), return_inverse=True)[1]
        moved = _connected(level, moved)
        count = int(moved.max(initial=-1)) + 1
        label = moved[label]
        if count == level.shape[0]:
            return by_size(label)
        ones = np.ones(level.shape[0])
        member = sparse.csr_matrix((ones, (np.arange(level.shape[0]), moved)), shape=(level.shape[0], count))
        level = (member.T @ level @ member).tocsr()


def _local_moves(matrix: sparse.csr_matrix, rng: np.random.Generator, resolution: float) -> Ints:
    n = matrix.shape[0]
    label: Ints = np.arange(n)
    strength = np.asarray(matrix.sum(axis=1)).ravel()
    total = max(float(strength.sum()), _EPSILON)
    ties = (matrix - sparse.diags_array(matrix.diagonal())).tocsr()
    ties.eliminate_zeros()
    of_label = strength.copy()
    active = np.diff(ties.indptr) > 0
    for _ in range(_STEPS):
        if not active.any():
            break
        chosen = np.flatnonzero(active & (rng.random(n) < 0.5))
        if not len(chosen):
            continue
        active[chosen] = False
        part = ties[chosen]
        target = _best_circles(part, chosen, label, strength, of_label, resolution / total)
        moving = target != label[chosen]
        if moving.any():
            label[chosen[moving]] = target[moving]
            of_label = np.bincount(label, strength, minlength=n)
            active[ties[chosen[moving]].indices] = True
    return label


def _best_circles(
    part: sparse.csr_matrix, chosen: Ints, label: Ints, strength: Floats, of_label: Floats, scale: float
) -> Ints:
    """For each of the chosen the circle of largest gain; its own where nothing is better."""
    n = len(label)
    row = np.repeat(np.arange(len(chosen)), np.diff(part.indptr))
    key = row * n + label[part.indices]
    order = np.argsort(key, kind="stable")
    start = np.flatnonzero(np.diff(key[order], prepend=-1))
    weight = np.add.reduceat(part.data[order], start)
    who, circle = np.divmod(key[order][start], n)
    own = label[chosen]
    mine = strength[chosen]
    at_home = circle == own[who]
    gain = weight - scale * mine[who] * (of_label[circle] - np.where(at_home, mine[who], 0.0))
    stay = -scale * mine * (of_label[own] - mine)
    stay[who[at_home]] = gain[at_home]
    first = np.flatnonzero(np.diff(who, prepend=-1))
    best = np.maximum.reduceat(gain, first)
    is_best = np.flatnonzero(gain >= best[who])
    picked, at = np.unique(who[is_best], return_index=True)
    target = own.copy()
    better = best > stay[picked] + _EPSILON
    target[picked[better]] = circle[is_best[at[better]]]
    return target


def _connected(matrix: sparse.csr_matrix, label: Ints) -> Ints:
    """Each circle split into its connected pieces."""
    coo = matrix.tocoo()
    inside: NDArray[np.bool_] = label[coo.row] == label[coo.col]
    within = sparse.csr_matrix((coo.data[inside], (coo.row[inside], coo.col[inside])), shape=matrix.shape)
    return np.asarray(sparse.csgraph.connected_components(within, directed=False)[1], dtype=np.int64)


def by_size(label: Ints) -> Ints:
    """The same partition, numbered from the largest circle; ties by the first member."""
    _, first, inverse, count = np.unique(label, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.lexsort((first, -count))] = np.arange(len(first))
    return rank[inverse]
