"""A territory: an administrative division of China, or a place that no list knows.

Invariants. The key says what the place *is*: of a listed division, its code and its name (so that 凤翔县 and the
凤翔区 that it became are two territories of one ``lineage``); of an unlisted province, city, county or zone, its own
name; of an unlisted town or village, its name and its parent. A territory carries its parents with it, so nothing
downstream needs the list again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Literal

Level = Literal["nation", "province", "prefecture", "county", "zone", "town", "village"]

ORDER: dict[str, int] = {"nation": 0, "province": 1, "prefecture": 2, "county": 3, "zone": 3, "town": 4, "village": 5}
"""How far down a level is; a zone (开发区) stands beside the counties."""


def digest(kind: str, *parts: str) -> str:
    """A short key: the letter of the kind and 15 hexadecimal digits of the parts.

    >>> digest("p", "620503", "秦州区") == digest("p", "620503", "秦州区") != digest("p", "620503秦州区")
    True
    """
    return kind + blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()[:15]


@dataclass(frozen=True, slots=True)
class Territory:
    """One place.

    ``name`` is in full (天水市秦州区), ``own`` its last part (秦州区), ``short`` that without its suffix (秦州).
    ``code`` is that of GB/T 2260, None for zones, towns, Corps divisions and whatever no list knows. ``valid_from`` and
    ``valid_to`` are years: None where older or newer than the list. ``lineage`` is shared by the names that one place
    has borne. Two territories are equal when their keys are; all else follows from the key.
    """

    key: str
    name: str = field(compare=False)
    own: str = field(compare=False)
    short: str = field(compare=False)
    level: Level = field(compare=False)
    code: str | None = field(default=None, compare=False)
    parent: "Territory | None" = field(default=None, compare=False, repr=False)
    valid_from: int | None = field(default=None, compare=False)
    valid_to: int | None = field(default=None, compare=False)
    lineage: str = field(default="", compare=False)

    @property
    def parent_key(self) -> str | None:
        """The key of the territory that this one lies in."""
        return self.parent.key if self.parent else None

    @property
    def listed(self) -> bool:
        """Whether the list of divisions knows this place."""
        return bool(self.lineage)

    @property
    def vague(self) -> bool:
        """Whether this stands for a place that could not be told: 某区, 澄湖区所在市."""
        return self.own.startswith("某") or "所在" in self.own

    def up(self) -> Iterator["Territory"]:
        """This territory and those it lies in, the narrowest first."""
        here: Territory | None = self
        while here is not None:
            yield here
            here = here.parent


def parents(territory: Territory) -> tuple[Territory, ...]:
    """The territories that this one lies in, the narrowest first; the nation is the last of a listed one.

    >>> from graph.places import find
    >>> [t.own for t in parents(find("秦州区")[0])]
    ['天水市', '甘肃省', '中国']
    """
    return tuple(territory.up())[1:]


def same_place(a: Territory, b: Territory) -> bool:
    """Whether two territories are one place, perhaps under a former name.

    >>> from graph.places import find
    >>> same_place(find("襄樊市")[0], find("襄阳市")[0])
    True
    """
    return a.key == b.key or (a.lineage != "" and a.lineage == b.lineage)


def inside(a: Territory, b: Territory) -> bool:
    """Whether ``a`` is ``b`` or lies in it, under its present or a former name.

    >>> from graph.places import find
    >>> inside(find("秦州区")[0], find("天水")[0]), inside(find("天水")[0], find("秦州区")[0])
    (True, False)
    """
    return any(same_place(t, b) for t in a.up())
