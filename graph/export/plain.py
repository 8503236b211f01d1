"""Values as text, and back: for formats that know no lists, no empty text, no control characters.

Invariant: ``restored(plain(value), kind) == value`` for every value that a store holds. What XML forbids, and the sign
of the escape itself, is written ``␛``, the number of the character in hexadecimal, ``;``; an empty text is ``␛;``.
Ordinary text stays as it is.
"""

import re
from typing import Any

from graph.export.lists import join_list, split_list
from graph.model import Kind

_ESCAPE = "␛"
# A carriage return is allowed, but readers of XML and CSV turn it into a line feed.
_SPECIAL = re.compile(f"[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|{_ESCAPE}")
_ESCAPED = re.compile(_ESCAPE + "([0-9a-f]{0,4});")


def plain(value: Any) -> Any:
    """A value without lists and special characters; numbers and truth values stay.

    >>> plain(["甲", "乙\\x01", ""])
    '甲; 乙␛1\\\\;; ␛\\\\;'
    """
    if isinstance(value, list | tuple):
        return join_list(plain(item) for item in value)
    if not isinstance(value, str):
        return value
    return _SPECIAL.sub(lambda found: f"{_ESCAPE}{ord(found[0]):x};", value) or f"{_ESCAPE};"


def restored(value: Any, kind: Kind) -> Any:
    """What ``plain`` was given, for a property of this kind; also where a table made text of a number.

    >>> restored("甲; 乙␛1\\\\;; ␛\\\\;", "strings"), restored("3", "integer"), restored("True", "boolean")
    (['甲', '乙\\x01', ''], 3, True)
    """
    if not isinstance(value, str):
        return value
    if kind == "strings":
        return [_text(item) for item in split_list(value)]
    if kind == "boolean" and value in ("True", "False"):
        return value == "True"
    try:
        return {"integer": int, "float": float}.get(kind, _text)(value)
    except ValueError:  # the model will say what is wrong with it
        return value


def _text(value: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else "", value)
