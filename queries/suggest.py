"""What may be given for a parameter: names of the graph that begin as typed, for completion in a shell.

Invariant: suggestions are names that ``queries.find`` takes; best known first, so that a short list is a useful one.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, LiteralString

from queries.catalogue import Parameter
from queries.find import readings

if TYPE_CHECKING:
    from graph.store import Store

Known = list[list[str]]
"""For each thing its name, then the other forms that lead to it: how it sounds, other spellings."""

_NAMES: dict[str, LiteralString] = {
    "official": "MATCH (n:Official) "
    "RETURN n.name AS name, coalesce(n.aliases, []) + [replace(coalesce(n.pinyin, ''), ' ', '')] AS forms "
    "ORDER BY n.reports DESC, name, n.key",
    "group": "MATCH (n:Group) RETURN n.name AS name, coalesce(n.aliases, []) AS forms "
    "ORDER BY n.reports DESC, name, n.key",
    "post": "MATCH (n:Post)<-[h:HOLDS]-(:Official) WITH n, sum(h.reports) AS many "
    "RETURN n.name AS name, [] AS forms ORDER BY many DESC, name, n.key",
    "meeting": "MATCH (n:Meeting) WHERE n.date IS NOT NULL RETURN n.name AS name, [] AS forms "
    "ORDER BY n.date DESC, name, n.key LIMIT 2000",
    "territory": "MATCH (n:Group) WHERE n.territory IS NOT NULL WITH n.territory AS name, count(n) AS many "
    "RETURN name, [] AS forms ORDER BY many DESC, name",
    "date": "MATCH (n:Meeting) WHERE n.date IS NOT NULL RETURN DISTINCT left(n.date, 7) AS name, [] AS forms "
    "ORDER BY name",
}
KINDS = tuple(_NAMES)
"""What is known of a graph, by kind."""
MANY = 60
"""More are no help at a prompt."""


def kind_of(name: str, parameter: Parameter) -> str | None:
    """Of which kind the values of a parameter are; None where the graph knows none."""
    kind = name if name == "territory" else parameter.type
    return kind if kind in _NAMES else None


def names(store: "Store", kind: str) -> Known:
    """All names of a kind, best known first."""
    return [[row["name"], *row["forms"]] for row in store.read(_NAMES[kind])]


def starting(known: Known, kind: str, text: str) -> list[str]:
    """The names that begin with ``text`` (simplified, traditional or pinyin) in any form, at most ``MANY``.

    >>> starting([["沈砚秋", "shenyanqiu"], ["沈从山", "shencongshan"]], "official", "Shěn Yàn")
    ['沈砚秋']
    >>> starting([["2021-11"], ["2022-01"], ["2022-03"]], "date", "202")
    ['2021', '2022']
    """
    if kind == "date":
        found: Iterable[str] = (name if len(text) > 4 else name[:4] for name, *_ in known)
        return list(dict.fromkeys(name for name in found if name.startswith(text)))[:MANY]
    beginnings = (text, *readings(text)) if text else ("",)
    fitting = (name for name, *forms in known if any(form.startswith(beginnings) for form in (name, *forms)))
    return list(dict.fromkeys(fitting))[:MANY]
