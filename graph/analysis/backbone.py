"""The backbone: ties that are more than their officials' spread would give.

Invariant: a backbone is a projection over the same officials whose ties are a subset with unchanged weights.
"""

from dataclasses import replace

import numpy as np
from scipy import sparse

from graph.analysis.frame import Frame
from graph.analysis.project import Projection
from graph.analysis.tables import Floats
from graph.errors import InputError


def _p_values(projection: Projection) -> sparse.csr_matrix:
    """p(i,j) from the side of i, on the pattern of the matrix."""
    matrix = projection.matrix
    degree = projection.degrees
    strength = np.asarray(matrix.sum(axis=1)).ravel()
    row = np.repeat(np.arange(len(degree)), degree)
    share: Floats = np.minimum(matrix.data / strength[row], 1.0)
    # With one tie only there is nothing to compare with: p = (1-1)^0 = 1, never significant from that side.
    p = np.where(degree[row] > 1, (1.0 - share) ** (degree[row] - 1), 1.0)
    return sparse.csr_matrix((p, matrix.indices, matrix.indptr), shape=matrix.shape)


def significance(projection: Projection) -> Frame:
    """For each tie, how surprising its weight is: the smaller p of its two ends.

    Formula: p(i,j) = (1 - w(i,j)/s(i))^(d(i) - 1): the chance that of d shares cut at random one is as large.

    Reference: M. Á. Serrano, M. Boguñá, A. Vespignani (2009), PNAS 106, 6483.

    Caveat: p is not corrected for the number of ties; an end with one tie only never counts.

    >>> import networkx as nx
    >>> star = nx.Graph(); star.add_weighted_edges_from([("h", "a", 9.0), ("h", "b", 0.5), ("h", "c", 0.5)])
    >>> significance(Projection.from_networkx(star))["p"].round(4).tolist()
    [0.01, 0.9025, 0.9025]
    """
    sides = _p_values(projection).tocoo()
    other = _p_values(projection).T.tocsr()
    other.sort_indices()
    best = np.minimum(sides.data, other.data)
    upper = sides.row < sides.col
    keys = np.array(projection.officials, dtype=object)
    columns = {
        "a": keys[sides.row[upper]], "b": keys[sides.col[upper]],
        "weight": projection.matrix.data[upper], "p": best[upper],
    }  # fmt: skip
    return Frame(columns, projection.parameters)


def disparity(projection: Projection, alpha: float = 0.05, *, both: bool = False) -> Projection:
    """The ties whose weight is significant at ``alpha`` for one of their ends (``both``: for each).

    Formula: keep (i,j) where min(p(i,j), p(j,i)) < alpha (``both``: the larger of the two).

    Reference: Serrano, Boguñá and Vespignani (2009), PNAS 106, 6483.

    Caveat: it finds ties that are strong *for that official*, not strong ties; weak nodes keep local backbones.

    >>> import networkx as nx
    >>> star = nx.Graph(); star.add_weighted_edges_from([("h", "a", 9.0), ("h", "b", 0.5), ("h", "c", 0.5)])
    >>> disparity(Projection.from_networkx(star)).ties().rows()
    [{'a': 'h', 'b': 'a', 'weight': 9.0}]
    """
    if not 0 < alpha <= 1:
        raise InputError(f"alpha must lie in (0, 1], not {alpha}")
    mine = _p_values(projection)
    yours = mine.T.tocsr()
    yours.sort_indices()
    p = np.maximum(mine.data, yours.data) if both else np.minimum(mine.data, yours.data)
    kept = projection.matrix.copy()  # a copy: to drop entries in place would change the projection too
    kept.data = np.where(p < alpha, kept.data, 0.0)
    kept.eliminate_zeros()
    parameters = {**projection.parameters, "backbone": "disparity", "alpha": alpha, "both": both}
    return replace(projection, matrix=kept, parameters=parameters)
