"""Finding what a person means: a name as typed becomes the keys of nodes.

Invariant: nothing is guessed between namesakes. One candidate is taken; several are listed, with what tells them apart.
"""

import re
from typing import TYPE_CHECKING, LiteralString

from graph.errors import QueryError
from graph.identity.groups import canonical_group
from graph.identity.names import search_key
from graph.identity.posts import canonical_post

if TYPE_CHECKING:
    from graph.store import Store

_SIGHTING: LiteralString = (
    "MATCH (:Report)-[s:REPORTS]->(n:Official) WHERE s.sighting = $text RETURN DISTINCT n.key AS key"
)
_SIGHTING_ID = re.compile(r"[0-9a-f]{16}")
"""Only what may be one is looked for among all sightings: the embedded engine reads them all for it."""
_OFFICIAL: tuple[LiteralString, ...] = (
    "MATCH (n:Official) WHERE n.key = $text RETURN n.key AS key",
    "MATCH (n:Official) WHERE n.name = $text RETURN n.key AS key",
    _SIGHTING,
    "MATCH (n:Official) WHERE replace(n.pinyin, ' ', '') = $text OR $text IN n.aliases RETURN n.key AS key",
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
_PART: dict[str, LiteralString] = {
    "official": "MATCH (n:Official) WHERE n.name CONTAINS $text OR any(a IN n.aliases WHERE a CONTAINS $text) "
    "OR replace(n.pinyin, ' ', '') STARTS WITH $text "
    "RETURN n.key AS key",
    "group": "MATCH (n:Group) WHERE n.name CONTAINS $text OR any(a IN n.aliases WHERE a CONTAINS $text) "
    "RETURN n.key AS key",
    "post": "MATCH (n:Post) WHERE n.name CONTAINS $text RETURN n.key AS key",
    "meeting": "MATCH (n:Meeting) WHERE n.name CONTAINS $text RETURN n.key AS key",
}
"""The last way: a part of the name. It must come to one thing."""
_MANY = 20


def find(store: "Store", kind: str, text: str) -> list[str]:
    """The keys that ``text`` may mean, by the most exact way that finds anything; empty where nothing is found.

    ``kind`` is ``official``, ``group``, ``post`` or ``meeting``. A former id (of any sighting) finds its official.
    Traditional characters find simplified names, pinyin with or without tones finds either.
    """
    return _exact(store, kind, text) or _part(store, kind, text)


def plain(text: str) -> str:
    """A name as it is kept: simplified characters, or pinyin in one word without tones.

    >>> plain("  Shěn  Yànqiū "), plain("瀋陽"), plain("艾山·買買提")
    ('shenyanqiu', '沈阳', '艾山·买买提')
    """
    return "·".join(map(search_key, re.split(r"\s*[·•]\s*", text.strip())))


def readings(text: str) -> tuple[str, ...]:
    """The forms under which what was typed may be kept: ``chenyun`` is chen yun, though ``nyu`` also spells nü.

    >>> readings("Chen Yunliang"), readings("lyu zhiqiang"), readings("沈硯秋")
    (('chenvnliang', 'chenyunliang'), ('lvzhiqiang', 'lyuzhiqiang'), ('沈砚秋',))
    """
    form = plain(text)
    return tuple(dict.fromkeys((form, form.replace("nv", "nyu").replace("lv", "lyu"))))


def _exact(store: "Store", kind: str, text: str) -> list[str]:
    for form in dict.fromkeys((text.strip(), *readings(text), _canonical(kind, plain(text)))):
        for step in STEPS[kind]:
            if keys := _keys(store, step, form):
                return keys
    return []


def _part(store: "Store", kind: str, text: str) -> list[str]:
    return next((keys for form in readings(text) if (keys := _keys(store, _PART[kind], form))), [])


def _canonical(kind: str, text: str) -> str:
    """The key of the body or post that the text names in full: 中共X区委员会 is X区委."""
    if kind == "group":
        return canonical_group(text, None).key
    if kind == "post":
        return canonical_post(text, None).key
    return ""


def _keys(store: "Store", step: LiteralString, text: str) -> list[str]:
    if not text or (step is _SIGHTING and not _SIGHTING_ID.fullmatch(text)):
        return []
    return sorted({row["key"] for row in store.read(step, text=text)})


def candidates(store: "Store", kind: str, keys: list[str]) -> list[str]:
    """One line for each key: name, place, post or kind, key."""
    rows = store.read(_DESCRIBE[kind], keys=keys[:_MANY])
    return ["  ".join(part for part in (r["name"], r["place"], r["detail"], r["key"]) if part) for r in rows]


def resolve(store: "Store", kind: str, name: str, text: str) -> list[str]:
    """The keys for the parameter ``name``: one official or meeting, or all groups and posts of that name.

    Raises ``QueryError`` where nothing fits, or for an ambiguous one (the candidates are listed).
    """
    keys = _exact(store, kind, text)
    several = bool(keys) and kind in ("group", "post")
    keys = keys or _part(store, kind, text)
    if not keys:
        raise QueryError(f"parameter {name}: no {kind} is known as {text!r}")
    if len(keys) > 1 and not several:
        lines = "\n  ".join([*candidates(store, kind, keys), *(["…"] if len(keys) > _MANY else [])])
        raise QueryError(f"parameter {name}: {text!r} may be any of {len(keys)}; give the key of one:\n  {lines}")
    return keys
