"""From a store to arrays, without the detour over a networkx object: a tenth of the memory of a large graph.

Invariant: the tables are those that ``from_graph`` makes from ``graph.network.full``; every question is one grouped
read (a row for each meeting or official, not for each edge).
"""

from collections.abc import Iterator
from itertools import repeat
from typing import TYPE_CHECKING, Any, LiteralString

from graph.analysis.tables import Attendance, Tenures

if TYPE_CHECKING:
    from graph.store import Store

_PRESENT: dict[str, LiteralString] = {
    # Two flat lists for each official: half the time of a list of pairs for each meeting.
    "attended": (
        "MATCH (o:Official)-[r:ATTENDED]->(m:Meeting) "
        "RETURN o.key AS official, collect(m.key) AS meetings, collect(coalesce(r.order, 0)) AS orders"
    ),
    "chaired": "MATCH (o:Official)-[:CHAIRED]->(m:Meeting) RETURN o.key AS official, collect(m.key) AS meetings",
    "spoke": "MATCH (o:Official)-[:SPOKE_AT]->(m:Meeting) RETURN o.key AS official, collect(m.key) AS meetings",
}
_DATES: LiteralString = "MATCH (m:Meeting) RETURN m.key AS meeting, m.date AS date"
_HOSTS: LiteralString = (
    "MATCH (g:Group)-[r:CONVENED]->(m:Meeting) RETURN m.key AS meeting, collect([g.key, r.order]) AS hosts "
    "ORDER BY meeting"
)
_OFFICIALS: LiteralString = "MATCH (n:Official) RETURN n.key AS key, n.name AS name"
_GROUPS: LiteralString = (
    "MATCH (n:Group) RETURN n.key AS key, n.name AS name, n.territory AS territory, n.level AS level"
)
_POSTS: LiteralString = (
    "MATCH (p:Post) OPTIONAL MATCH (p)-[:OF]->(g:Group) "
    "RETURN p.key AS key, p.name AS name, p.title AS title, p.level AS level, g.key AS group"
)
_HELD: LiteralString = (
    "MATCH (o:Official)-[r:HOLDS]->(p:Post) RETURN o.key AS official, "
    "collect([p.key, coalesce(r.start_date, r.seen_first), coalesce(r.end_date, r.seen_last)]) AS posts "
    "ORDER BY official"
)


def read_attendance(store: "Store") -> Attendance:
    """Who was at which meeting, of the whole graph."""
    names = {**dict(store.stream(_OFFICIALS)), **{key: name for key, name, *_ in store.stream(_GROUPS)}}

    def rows() -> Iterator[dict[str, Any]]:
        for role, query in _PRESENT.items():
            for official, meetings, *more in store.stream(query):
                for meeting, order in zip(meetings, more[0] if more else repeat(0)):  # noqa: B905 - repeat has no end
                    yield {"official": official, "meeting": meeting, "role": role, "order": order}

    hosts = {(meeting, group): int(order or 1) for meeting, pairs in store.stream(_HOSTS) for group, order in pairs}
    return Attendance.of(rows(), names, dates=dict(store.stream(_DATES)), hosts=hosts)


def read_tenures(store: "Store") -> Tenures:
    """Who was seen in which post, of the whole graph."""
    groups = {
        key: {"name": name, "territory": place, "level": level} for key, name, place, level in store.stream(_GROUPS)
    }
    posts = {key: more for key, *more in store.stream(_POSTS)}
    names = {**dict(store.stream(_OFFICIALS)), **{key: group["name"] for key, group in groups.items()}}
    names |= {key: name for key, (name, *_) in posts.items()}

    def rows() -> Iterator[dict[str, Any]]:
        for official, held in store.stream(_HELD):
            for post, first, last in held:
                _, title, level, at = posts[post]
                group = groups.get(at, {})
                yield {
                    "official": official, "post": post, "title": title, "group": at,
                    "territory": group.get("territory"), "level": level or group.get("level"),
                    "seen_first": first, "seen_last": last,
                }  # fmt: skip

    return Tenures.of(rows(), names)
