"""Lists as one text, and back: for formats that know no lists.

Invariant: ``split_list(join_list(items)) == items`` for any texts but one empty one alone, which reads as no list.
"""

import re
from collections.abc import Iterable

_PART = re.compile(r"(?:[^\\;]|\\.)*", re.DOTALL)


def join_list(items: Iterable[str]) -> str:
    """Items with "; " between; a semicolon or backslash inside one is escaped by a backslash.

    >>> join_list(["甲", "乙;丙"])
    '甲; 乙\\\\;丙'
    """
    return "; ".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def split_list(text: str) -> list[str]:
    """The items of ``join_list``.

    >>> split_list(join_list(["甲", "乙;丙", "\\\\"]))
    ['甲', '乙;丙', '\\\\']
    """
    if not text:
        return []
    found, start = [], 0
    while True:
        part = _PART.match(text, start)
        end = part.end() if part else start
        found.append(re.sub(r"\\(.)", r"\1", text[start:end], flags=re.DOTALL))
        if end >= len(text):
            return found
        start = end + len("; ")
