"""Co-attendance: who was in one room with whom, and how much that weighs.

Invariants: the matrix is symmetric with an empty diagonal; meetings that are left out (too large, or undated where time
decays) are counted, never silently lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from graph.analysis.frame import Array, Frame
from graph.analysis.tables import CHAIRED, SPOKE, Attendance, Floats
from graph.errors import InputError

NEUTRAL: Mapping[str, float] = {"chaired": 1.0, "spoke": 1.0, "attended": 1.0}


@dataclass(frozen=True, eq=False)
class Projection:
    """A weighted network of officials: symmetric sparse ``matrix`` over ``officials``."""

    officials: tuple[str, ...]
    matrix: sparse.csr_matrix
    names: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_networkx(cls, graph: "nx.Graph", weight: str = "weight") -> "Projection":
        """From any undirected networkx graph; a missing weight counts 1."""
        nodes = list(graph)
        matrix = sparse.csr_matrix(nx.to_scipy_sparse_array(graph, nodelist=nodes, weight=weight, dtype=float))
        return cls(tuple(map(str, nodes)), _clean(matrix))

    def to_networkx(self) -> "nx.Graph":
        """As a networkx graph: all officials as nodes (attribute ``name``), ties with ``weight``."""
        graph = nx.Graph(**self.parameters)
        graph.add_nodes_from((key, {"name": self.names.get(key, key)}) for key in self.officials)
        ties = self.ties()
        graph.add_weighted_edges_from(zip(ties["a"].tolist(), ties["b"].tolist(), ties["weight"].tolist(), strict=True))
        return graph

    @property
    def degrees(self) -> Array:
        """Number of ties of each official."""
        return np.diff(self.matrix.indptr)

    def ties(self) -> Frame:
        """Every tie once: ``a, b, weight``."""
        upper = sparse.triu(self.matrix, 1).tocoo()
        keys = np.array(self.officials, dtype=object)
        return Frame({"a": keys[upper.row], "b": keys[upper.col], "weight": upper.data}, self.parameters)

    def frame(self, **columns: Array) -> Frame:
        """One row for one official: key, name and the given columns."""
        named = [self.names.get(key, key) for key in self.officials]
        return Frame.of(self.parameters, official=list(self.officials), name=named, **columns)


def co_attendance(
    table: Attendance,
    *,
    at: str | None = None,
    half_life: float | None = None,
    roles: Mapping[str, float] = NEUTRAL,
    cap: int = 60,
) -> Projection:
    """How closely two officials meet: each shared meeting counts the less, the larger it was and the longer ago.

    Formula: w(i,j) = Σ_m r(i,m) r(j,m) 2^(-(at - date(m)) / half_life) / (k(m) - 1), over meetings with 2 ≤ k ≤ cap.

    Reference: M. E. J. Newman (2001), Scientific collaboration networks II, Phys. Rev. E 64, 016132 (the 1/(k-1)).

    Caveat: k counts the officials *named*; large ceremonies weigh little; role factors are a choice, so they are 1
    unless given. Being in one room is not an alliance.

    ``at`` is a day (default: that of the latest meeting), ``half_life`` in days (None: no decay), ``roles`` a factor
    each for chaired, spoke, attended (the largest that applies), ``cap`` the largest meeting that counts.

    >>> table = Attendance.of([{"official": o, "meeting": m} for o, m in ["a1", "b1", "c1", "a2", "b2"]])
    >>> ties = co_attendance(table).ties()
    >>> ties["a"].tolist(), ties["b"].tolist(), ties["weight"].round(9).tolist()
    (['a', 'a', 'b'], ['b', 'c', 'c'], [1.5, 0.5, 0.5])
    """
    if half_life is not None and half_life <= 0:
        raise InputError(f"half_life must be a positive number of days, not {half_life}")
    if any(factor < 0 for factor in roles.values()) or set(roles) != set(NEUTRAL):
        raise InputError(f"roles needs a factor ≥ 0 for each of {', '.join(NEUTRAL)}, not {dict(roles)}")
    size = table.k
    counts = (size >= 2) & (size <= cap)
    weight: Floats = np.zeros(len(size))
    weight[counts] = 1.0 / (size[counts] - 1)
    undated = 0
    if half_life is not None:
        dated = ~np.isnat(table.date)
        undated = int((counts & ~dated).sum())
        latest = table.date[dated].max() if dated.any() else np.datetime64("1970-01-01")
        day = np.full(len(size), np.datetime64(at, "D") if at else latest)
        age = (day - table.date).astype(np.float64)
        weight *= np.where(dated & (age >= 0), np.exp2(-np.where(dated, age, 0.0) / half_life), 0.0)
    values = np.sqrt(weight)[table.meeting]
    if dict(roles) != dict(NEUTRAL):
        values = values * _factor(table, roles)
    keep = values > 0
    shape = (len(table.officials), len(size))
    half = sparse.csr_matrix((values[keep], (table.official[keep], table.meeting[keep])), shape=shape)
    parameters = {
        "measure": "co_attendance", "at": at, "half_life": half_life, "roles": dict(roles), "cap": cap,
        "meetings": int(counts.sum()), "too_large": int((size > cap).sum()), "undated": undated,
    }  # fmt: skip
    return Projection(table.officials, _clean(half @ half.T), table.names, parameters)


def _factor(table: Attendance, roles: Mapping[str, float]) -> Floats:
    factor = np.full(len(table), roles["attended"])
    factor = np.where(table.role & SPOKE, np.maximum(factor, roles["spoke"]), factor)
    return np.where(table.role & CHAIRED, np.maximum(factor, roles["chaired"]), factor)


def _clean(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Without its diagonal, columns sorted in each row."""
    made = matrix.tocoo()
    off = made.row != made.col
    return sparse.csr_matrix((made.data[off], (made.row[off], made.col[off])), shape=matrix.shape)
