"""Measures of clusterings: how well labels found agree with labels that are true."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

Labels = Mapping[str, Hashable]


@dataclass(frozen=True)
class Scores:
    """Precision, recall and their F1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def pairwise(truth: Labels, found: Labels) -> Scores:
    """Over all pairs of items: how many put together belong together, and the other way round.

    >>> pairwise({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 1, "c": 1})
    Scores(precision=0.3333333333333333, recall=1.0)
    """
    both = _pairs(Counter((truth[i], found[i]) for i in truth).values())
    together, belonging = _pairs(Counter(found[i] for i in truth).values()), _pairs(Counter(truth.values()).values())
    return Scores(both / together if together else 1.0, both / belonging if belonging else 1.0)


def b_cubed(truth: Labels, found: Labels, items: Iterable[str]) -> Scores:
    """The mean over ``items`` of how pure and how complete the cluster around each is (Bagga and Baldwin 1998).

    >>> b_cubed({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 1, "c": 1}, ["c"])
    Scores(precision=0.3333333333333333, recall=1.0)
    """
    chosen = list(items)
    both = Counter((truth[i], found[i]) for i in truth)
    clusters, persons = Counter(found[i] for i in truth), Counter(truth.values())
    if not chosen:
        return Scores(1.0, 1.0)
    return Scores(
        sum(both[truth[i], found[i]] / clusters[found[i]] for i in chosen) / len(chosen),
        sum(both[truth[i], found[i]] / persons[truth[i]] for i in chosen) / len(chosen),
    )


def _pairs(counts: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in counts)
