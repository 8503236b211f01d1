"""What a load changed: inserted, updated, unchanged, removed, by label and edge type."""

from collections import Counter
from dataclasses import dataclass, field

KINDS = ("inserted", "updated", "unchanged", "removed")


@dataclass
class Counts:
    """Numbers by label (``Official``) and edge type (``CHAIRED``). They add up.

    >>> a, b = Counts(), Counts()
    >>> a.inserted["Official"] += 2
    >>> b.unchanged["Official"] += 1
    >>> (a + b).as_dict()
    {'Official': {'inserted': 2, 'unchanged': 1}}
    >>> (a + b).changed, a.total("inserted")
    (2, 2)
    """

    inserted: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, kind) + getattr(other, kind) for kind in KINDS))

    @property
    def changed(self) -> int:
        """How many elements differ from before."""
        return self.total("inserted") + self.total("updated") + self.total("removed")

    def total(self, kind: str) -> int:
        """Sum over all labels and types; ``kind`` is ``inserted``, ``updated``, ``unchanged`` or ``removed``."""
        number: int = getattr(self, kind).total()
        return number

    def as_dict(self) -> dict[str, dict[str, int]]:
        """By label or type, then by kind; zeros left out."""
        names = sorted({name for kind in KINDS for name, number in getattr(self, kind).items() if number})
        return {n: {k: number for k in KINDS if (number := getattr(self, k)[n])} for n in names}
