"""Circles: groups of officials who meet one another more than others, and how far chance decided.

Invariants: the reported partition is the best of all runs, not the last; an official without ties is in no circle (-1,
stability NaN); stability speaks of that partition.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from graph.analysis.frame import Frame
from graph.analysis.louvain import louvain, modularity_of
from graph.analysis.project import Projection
from graph.analysis.tables import Floats, Ints
from graph.errors import InputError


@dataclass(frozen=True, eq=False)
class Circles:
    """A partition of officials with its quality and its stability over seeds."""

    projection: Projection
    label: Ints
    stability: Floats
    modularity: float
    runs: Frame
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def frame(self, stable: float = 0.8) -> Frame:
        """``official, name, circle, size, stability, core`` (stability at least ``stable``), circles by size."""
        size = np.bincount(self.label[self.label >= 0], minlength=1)
        sizes = np.where(self.label >= 0, size[np.maximum(self.label, 0)], 1)
        made = self.projection.frame(
            circle=self.label, size=sizes, stability=self.stability, core=self.stability >= stable
        )
        return Frame(made.columns, self.parameters).sort("circle", "-stability")


def find_circles(projection: Projection, *, seeds: int = 20, resolution: float = 1.0) -> Circles:
    """Partition officials into circles, from many seeds; keep the best and tell how stable each membership is.

    Formula: the partition of largest modularity Q over all seeds; stability(i) = the mean over seeds of the share of
    i's fellows in the best partition that are again with i.

    Reference: V. D. Blondel et al. (2008), J. Stat. Mech. P10008; on many near-best partitions: B. H. Good,
    Y.-A. de Montjoye, A. Clauset (2010), Phys. Rev. E 81, 046106.

    Caveat: a circle of officials who sit together by office is no faction; members of low stability are placed by
    chance.

    >>> import networkx as nx
    >>> found = find_circles(Projection.from_networkx(nx.barbell_graph(5, 0)), seeds=5)
    >>> found.label.tolist(), found.stability.min().item()
    ([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], 1.0)
    """
    if seeds < 1:
        raise InputError(f"find_circles needs at least one seed, not {seeds}")
    matrix = projection.matrix
    found = [louvain(matrix, seed, resolution) for seed in range(seeds)]
    quality = np.array([modularity_of(matrix, label, resolution) for label in found])
    # Rounded, so that which of two equal partitions is kept does not hang on the last bit of a sum.
    best = found[int(np.argmax(quality.round(12)))]
    kept = np.zeros(len(best))
    agreement = np.empty(seeds)
    for run, label in enumerate(found):
        share, agreement[run] = _compare(best, label)
        kept += share
    label = np.where(projection.degrees > 0, best, -1)
    stability = np.where(label >= 0, kept / seeds, np.nan)
    parameters = {**projection.parameters, "circles": "louvain", "seeds": seeds, "resolution": resolution}
    counts = [len(np.unique(label[projection.degrees > 0])) for label in found]
    runs = Frame.of(parameters, seed=list(range(seeds)), circles=counts, modularity=quality, agreement=agreement)
    return Circles(projection, label, stability, float(quality.max()), runs, parameters)


def _compare(best: Ints, label: Ints) -> tuple[Floats, float]:
    """Per official the share of fellows kept; and the adjusted Rand index of the two partitions."""
    width = int(label.max(initial=0)) + 1
    _, inverse, count = np.unique(best * width + label, return_inverse=True, return_counts=True)
    sizes, others = np.bincount(best), np.bincount(label)
    fellows = sizes[best] - 1
    share = np.where(fellows > 0, (count[inverse] - 1) / np.maximum(fellows, 1), 1.0)
    pairs, rows, columns = (float((x * (x - 1) / 2).sum()) for x in (count, sizes, others))
    every = len(best) * (len(best) - 1) / 2
    expected = rows * columns / every if every else 0.0
    largest = (rows + columns) / 2
    # All together or all apart in both: nothing could differ.
    agreement = 1.0 if np.isclose(largest, expected) else (pairs - expected) / (largest - expected)
    return share, agreement
