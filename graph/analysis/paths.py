"""Betweenness: exact, or from sampled sources with an error bound that holds for all officials at once.

Invariants: paths count steps (weights are closeness, not length); all sources means exact and an error of 0; the same
seed gives the same sample.
"""

import numpy as np
from scipy import sparse

from graph.analysis.frame import Frame
from graph.analysis.project import Projection
from graph.analysis.tables import Floats, Ints
from graph.errors import InputError

_BLOCK = 64
_KAPPA = 7 / 3 + 3 / np.sqrt(2)


def betweenness(projection: Projection, *, sources: int | None = 512, confidence: float = 0.95, seed: int = 0) -> Frame:
    """On how many shortest chains between two others an official stands.

    Formula: b(v) = Σ_{s≠v≠t} σ(s,t|v)/σ(s,t) / ((n-1)(n-2)); from a sample S of sources: the mean of δ_s(v) over S.
    ``error``: with probability ``confidence`` no official's true value is farther from the estimate.

    Reference: U. Brandes (2001), J. Math. Sociol. 25, 163; U. Brandes, C. Pich (2007), Int. J. Bifurc. Chaos 17, 2303;
    the bound: R. Bardenet, O.-A. Maillard (2015), Bernoulli 21, 1361, thm 4.3, over all officials by the union bound.

    Caveat: the bound is safe, so it is wide: two officials closer than their errors are not told apart. ``se`` is the
    ordinary standard error, too small for those between whom few chains pass. Compare only values of equal settings.

    Columns ``official, name, betweenness, se, error``. ``sources=None`` takes all.

    >>> import networkx as nx
    >>> betweenness(Projection.from_networkx(nx.path_graph(3)), sources=None)["betweenness"].tolist()
    [0.0, 1.0, 0.0]
    """
    if not 0 < confidence < 1 or (sources is not None and sources < 2):
        raise InputError(f"betweenness needs 0 < confidence < 1 and at least 2 sources, not {confidence} and {sources}")
    n = len(projection.officials)
    adjacency = projection.matrix.copy()
    adjacency.data = np.ones_like(adjacency.data)
    taken = n if sources is None else min(sources, n)
    chosen = np.sort(np.random.default_rng(seed).permutation(n)[:taken])
    total, squares = np.zeros(n), np.zeros(n)
    for start in range(0, taken, _BLOCK):
        depend = _dependencies(adjacency, chosen[start : start + _BLOCK])
        total += depend.sum(axis=1)
        squares += np.square(depend).sum(axis=1)
    scale = n / max((n - 1) * (n - 2), 1)
    mean = total / max(taken, 1)
    se, error = np.zeros(n), np.zeros(n)
    if taken < n:
        variance = np.maximum(squares / taken - mean**2, 0.0)
        component = sparse.csgraph.connected_components(adjacency, directed=False)[1]
        spread = np.maximum(np.bincount(component)[component] - 2, 0)
        left = 1 - (taken - 1) / n if taken <= n / 2 else (1 - taken / n) * (1 + 1 / taken)
        log = np.log(10 * n / (1 - confidence))
        se = np.sqrt(variance * left / (taken - 1)) * scale
        error = (np.sqrt(2 * variance * left * log / taken) + _KAPPA * spread * log / taken) * scale
    made = projection.frame(betweenness=mean * scale, se=se, error=np.minimum(error, 1.0))
    parameters = {**projection.parameters, "sources": taken, "confidence": confidence, "seed": seed}
    return Frame(made.columns, parameters)


def _dependencies(adjacency: sparse.csr_matrix, sources: Ints) -> Floats:
    """δ_s(v) of Brandes, officials × sources: all sources walk one step at a time, as columns of one dense matrix."""
    n, width = adjacency.shape[0], len(sources)
    paths = np.zeros((n, width))
    paths[sources, np.arange(width)] = 1.0
    distance = np.where(paths > 0, 0, -1).astype(np.int32)
    front, depth = paths.copy(), 0
    while True:
        reached = adjacency @ front
        new = (distance < 0) & (reached > 0)
        if not new.any():
            break
        depth += 1
        distance[new] = depth
        front = np.where(new, reached, 0.0)
        paths += front
    depend = np.zeros((n, width))
    for step in range(depth, 0, -1):
        here = distance == step
        passed = np.zeros((n, width))
        passed[here] = (1.0 + depend[here]) / paths[here]
        depend += np.where(distance == step - 1, paths * (adjacency @ passed), 0.0)
    depend[sources, np.arange(width)] = 0.0
    return depend
