"""Places: the administrative divisions of China over time, and where a report speaks of.

``find`` looks a name up in the national list, ``unknown`` keeps one that no list knows, ``territory_of`` weighs what a
report says of itself. Territories carry their parents, so ``inside`` and ``parents`` need no list.
"""

from graph.places.gazetteer import Gazetteer, national
from graph.places.locate import territory_of
from graph.places.territory import Level, Territory, digest, inside, parents, same_place


def find(name: str, within: Territory | None = None, year: int | None = None) -> tuple[Territory, ...]:
    """Every place of the national list with this name: see ``Gazetteer.find``.

    >>> [t.name for t in find("秦州")], [t.name for t in find("甘肃天水")]
    (['天水市秦州区'], ['天水市'])
    """
    return national().find(name, within, year)


def unknown(name: str, parent: Territory | None = None) -> Territory:
    """A place that no list knows, kept as such: see ``Gazetteer.unknown``.

    >>> unknown("澄湖区").level
    'county'
    """
    return national().unknown(name, parent)


__all__ = [
    "Gazetteer", "Level", "Territory", "digest", "find", "inside", "national", "parents", "same_place", "territory_of",
    "unknown",
]  # fmt: skip
