"""A long run of things cut into transactions, by number and by size: servers limit a transaction's memory.

Invariant: every thing is in one part, in order; a part ends with the thing that fills it.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def parts(things: Iterable[T], most: int, length_of: Callable[[T], int], longest: int) -> Iterator[list[T]]:
    """Parts of at most ``most`` things, and fewer where their lengths come to ``longest`` before.

    >>> list(parts(["a", "bb", "ccccc", "d"], 3, len, 5))
    [['a', 'bb', 'ccccc'], ['d']]
    """
    part: list[T] = []
    length = 0
    for thing in things:
        part.append(thing)
        length += length_of(thing)
        if len(part) >= most or length >= longest:
            yield part
            part, length = [], 0
    if part:
        yield part
