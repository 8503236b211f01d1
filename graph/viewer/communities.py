"""Communities of a graph: the circles of the picture, none larger than can be read.

Invariants. The same matrix and seed give the same numbers; community 0 is the largest; every node has exactly one,
a node without edges one of its own.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.analysis.louvain import by_size, louvain

Labels = NDArray[np.int64]


def communities(adjacency: sparse.csr_matrix, largest: int, *, seed: int = 0) -> Labels:
    """Number each node with its community by Louvain's method; no community has more than ``largest`` members.

    ``adjacency`` is symmetric with weights that are not negative.

    >>> two_pairs = sparse.csr_matrix(np.kron(np.eye(2), np.ones((2, 2)) - np.eye(2)))
    >>> communities(two_pairs, 10).tolist()
    [0, 0, 1, 1]
    """
    return capped(adjacency, louvain(adjacency, seed), largest, seed=seed)


def capped(adjacency: sparse.csr_matrix, labels: Labels, largest: int, *, seed: int = 0) -> Labels:
    """Split communities above ``largest`` members, by Louvain inside them, and by order where that finds nothing.

    >>> capped(sparse.csr_matrix((4, 4)), np.zeros(4, dtype=int), 2).tolist()
    [0, 0, 1, 1]
    """
    result = labels.copy()
    queue = [c for c, n in enumerate(np.bincount(labels)) if n > largest]
    following = int(labels.max(initial=-1)) + 1
    while queue:
        members = np.flatnonzero(result == queue.pop(0))
        inner = louvain(adjacency[members][:, members], seed)
        sizes = np.bincount(inner)
        if sizes[0] > 0.9 * len(members):  # a star, or one dense core: cut it in equal pieces
            inner = np.arange(len(members)) // largest
        elif (sizes < 4).sum() > len(sizes) / 2:  # crumbs go together
            inner = np.where(sizes[inner] < 4, int((sizes >= 4).sum()), inner)
            inner = np.unique(inner, return_inverse=True)[1]
        if inner.max() == 0:
            inner = np.arange(len(members)) // largest
        pieces = np.bincount(inner)
        for piece in range(1, len(pieces)):
            result[members[inner == piece]] = following
            if pieces[piece] > largest:
                queue.append(following)
            following += 1
        if pieces[0] > largest:
            queue.append(int(result[members[inner == 0][0]]))
    return by_size(result)
