"""Finding what a person means: a name as typed becomes the keys of nodes.

Invariant: nothing is guessed between namesakes. One candidate is taken; several are listed, with what tells them apart.
"""

from typing import TYPE_CHECKING, LiteralString

from graph.errors import QueryError

if TYPE_CHECKING:
    from graph.store import Store

_OFFICIAL: tuple[LiteralString, ...] = (
    "MATCH (n:Official) WHERE n.key = $text RETURN n.key AS key",
    "MATCH (n:Official) WHERE n.name = $text RETURN n.key AS key",
    "MATCH (:Report)-[s:REPORTS]->(n:Official) WHERE s.sighting = $text RETURN DISTINCT n.key AS key",
    "MATCH (n:Official) WHERE n.pinyin = toLower($text) OR replace(n.pinyin, ' ', '') = toLower($text) "
    "OR $text IN n.aliases RETURN n.key AS key",
)
_GROUP: tuple[LiteralString, ...] = (
    "MATCH (n:Group) WHERE n.key = $text RETURN n.key AS key",
    "MATCH (n:Group) WHERE n.name = $text RETURN n.key AS key",
    "MATCH (n:Group) WHERE $text IN n.aliases RETURN n.key AS key",
)
_POST: tuple[LiteralString, ...] = (
    "MATCH (n:Post) WHERE n.key = $text RETURN n.key AS key",
    "MATCH (n:Post) WHERE n.name = $text RETURN n.key AS key",
    "MATCH (n:Post) WHERE n.title = $text RETURN n.key AS key",
)
_MEETING: tuple[LiteralString, ...] = (
    "MATCH (n:Meeting) WHERE n.key = $text RETURN n.key AS key",
    "MATCH (n:Meeting) WHERE n.name = $text RETURN n.key AS key",
)
STEPS: dict[str, tuple[LiteralString, ...]] = {
    "official": _OFFICIAL,
    "group": _GROUP,
    "post": _POST,
    "meeting": _MEETING,
}
"""For each kind of thing the ways to look it up, most exact first."""

_DESCRIBE: dict[str, LiteralString] = {
    "official": "MATCH (n:Official) WHERE n.key IN $keys OPTIONAL MATCH (n)-[h:HOLDS]->(p:Post) "
    "WITH n, p ORDER BY h.seen_last DESC, p.name WITH n, collect(p.name) AS posts "
    "RETURN n.key AS key, n.name AS name, coalesce(n.territory, '') AS place, "
    "coalesce(posts[0], '') AS detail ORDER BY key",
    "group": "MATCH (n:Group) WHERE n.key IN $keys RETURN n.key AS key, n.name AS name, "
    "coalesce(n.territory, '') AS place, coalesce(n.kind, '') AS detail ORDER BY key",
    "post": "MATCH (n:Post) WHERE n.key IN $keys OPTIONAL MATCH (n)-[:OF]->(g:Group) "
    "RETURN n.key AS key, n.name AS name, coalesce(g.territory, '') AS place, "
    "coalesce(g.name, '') AS detail ORDER BY key",
    "meeting": "MATCH (n:Meeting) WHERE n.key IN $keys RETURN n.key AS key, n.name AS name, "
    "coalesce(n.territory, '') AS place, coalesce(n.date, '') AS detail ORDER BY key",
}
_MANY = 20


def find(store: "Store", kind: str, text: str) -> list[str]:
    """The keys that ``text`` may mean, by the most exact way that finds anything; empty where nothing is found.

    ``kind`` is ``official``, ``group``, ``post`` or ``meeting``. A former id (of any sighting) finds its official.
    """
    for step in STEPS[kind]:
        keys = sorted(row["key"] for row in store.read(step, text=text.strip()))
        if keys:
            return keys
    return []


def candidates(store: "Store", kind: str, keys: list[str]) -> list[str]:
    """One line for each key: name, place, post or kind, key."""
    rows = store.read(_DESCRIBE[kind], keys=keys[:_MANY])
    return ["  ".join(part for part in (r["name"], r["place"], r["detail"], r["key"]) if part) for r in rows]


def resolve(store: "Store", kind: str, name: str, text: str) -> list[str]:
    """The keys for the parameter ``name``: one official or meeting, or all groups and posts of that name.

    Raises ``QueryError`` where nothing fits, or for an ambiguous official or meeting (the candidates are listed).
    """
    keys = find(store, kind, text)
    if not keys:
        raise QueryError(f"parameter {name}: no {kind} is known as {text!r}")
    if len(keys) > 1 and kind in ("official", "meeting"):
        lines = "\n  ".join(candidates(store, kind, keys))
        raise QueryError(f"parameter {name}: {text!r} may be any of {len(keys)}; give the key of one:\n  {lines}")
    return keys
