"""Cuts of the network: a picture starts from a question, not from everything.

Invariants. A cut is a copy, the network stays as it is. Whatever is kept brings the reports that prove it. An order of
nodes or edges in the network changes nothing. Names are looked up among names and other written forms; a name that
several bear is an error that lists them.
"""

from collections.abc import Collection, Iterable
from typing import Any

import networkx as nx

from graph.errors import InputError

Network = Any  # a networkx.MultiDiGraph; networkx carries no types

AT_MEETING = frozenset({"CHAIRED", "ATTENDED", "SPOKE_AT"})
_ONWARD = {"Meeting": {"Official", "Group"}, "Post": {"Group"}}
"""From what kind of node a second step leads on, and to what: bodies and places lead to everything, so to nothing."""


def key_of(network: Network, wanted: str, *labels: str) -> str:
    """The key of the node that ``wanted`` means: a key, a name, or another written form.

    ``labels`` limit the kinds that are meant. Raises ``InputError`` where nothing or more than one thing fits.

    >>> network = nx.MultiDiGraph(); network.add_node("o1", label="Official", name="雷鸣")
    >>> key_of(network, "雷鸣", "Official")
    'o1'
    """
    if wanted in network and (not labels or network.nodes[wanted].get("label") in labels):
        return wanted
    among = [(k, a) for k, a in network.nodes(data=True) if not labels or a.get("label") in labels]
    for fits in (_named, _written, _containing):
        found = sorted(k for k, attributes in among if fits(attributes, wanted))
        if len(found) == 1:
            return str(found[0])
        if found:
            shown = "; ".join(f"{k} ({_about(network, k)})" for k in found[:10])
            more = f" and {len(found) - 10} more" if len(found) > 10 else ""
            raise InputError(f"{wanted!r} may be any of {len(found)}: {shown}{more}. Give the key of the one meant")
    kinds = " or ".join(labels) or "node"
    raise InputError(f"no {kinds} is called {wanted!r} in this graph")


def official(network: Network, who: str, *, steps: int = 2) -> Network:
    """One official: posts, bodies and meetings (one step), and with two steps everybody at these meetings.

    ``who`` is a key or a name; raises ``InputError`` where that is not one official.
    """
    if not 1 <= steps <= 3:
        raise InputError(f"steps {steps}: give 1, 2 or 3")
    start = key_of(network, who, "Official")
    kept = {start}
    ring = {start}
    for _ in range(steps):
        ring = {
            k
            for at in ring
            for k in _beside(network, at)
            if k not in kept and (at == start or _leads_on(network, at, k))
        }
        kept |= ring
    return _with_reports(network, kept, {start})


def meeting(network: Network, which: str) -> Network:
    """One meeting: who was there, who called it, and the posts of those people."""
    start = key_of(network, which, "Meeting")
    people = _beside(network, start)
    posts = {k for at in people if _label(network, at) == "Official" for k in _beside(network, at)}
    return _with_reports(network, {start, *people, *(k for k in posts if _label(network, k) == "Post")}, {start})


def group(network: Network, which: str) -> Network:
    """One body: its posts and who held them, its heads, its meetings and who was there, bodies in and above it."""
    start = key_of(network, which, "Group")
    kept = {start, *_beside(network, start)}
    for at in sorted(kept - {start}):
        if _label(network, at) in ("Meeting", "Post"):
            kept |= {k for k in _beside(network, at) if _label(network, k) == "Official"}
    return _with_reports(network, kept, {start})


def between(network: Network, one: str, two: str, *, longest: int = 6) -> Network:
    """What connects two nodes: everything that both touch; where that is nothing, the shortest ways between them.

    Raises ``InputError`` where no way of at most ``longest`` edges exists.
    """
    a, b = key_of(network, one), key_of(network, two)
    if a == b:
        raise InputError(f"{one!r} and {two!r} are the same: {_about(network, a)}")
    shared = _beside(network, a) & _beside(network, b)
    if not shared:
        plain = nx.Graph((u, v) for u, v, t in network.edges(data="type") if t != "REPORTS")
        if a in plain and b in plain and nx.has_path(plain, a, b) and nx.shortest_path_length(plain, a, b) <= longest:
            ways = nx.all_shortest_paths(plain, a, b)
            shared = {k for way, _ in zip(ways, range(500), strict=False) for k in way}
    if not shared:
        raise InputError(f"nothing connects {_about(network, a)} and {_about(network, b)} within {longest} edges")
    around = {k for at in shared if _label(network, at) == "Meeting" for k in _beside(network, at)}
    hosts = {k for k in around if _label(network, k) == "Group"}
    return _with_reports(network, {a, b, *shared, *hosts}, {a, b})


def period(network: Network, since: str, until: str) -> Network:
    """What is dated from ``since`` to ``until`` (ISO prefixes, both included), with bodies and places around it."""
    if since and until and since > until and not since.startswith(until):
        raise InputError(f"from {since} to {until}: the end lies before the beginning")
    dated = {k: _dates(a) for k, a in network.nodes(data=True) if a.get("label") in ("Meeting", "Report")}
    inside = {k for k, (first, last) in dated.items() if first and _within(first, last, since, until)}
    kept, edges = set(inside), []
    for u, v, i, attributes in network.edges(keys=True, data=True):
        first, last = _dates(attributes)
        ends = [k for k in (u, v) if k in dated]
        if (ends and all(k in inside for k in ends)) or (not ends and first and _within(first, last, since, until)):
            edges.append((u, v, i))
            kept |= {u, v}
    for u, v, i, attributes in network.edges(keys=True, data=True):
        if attributes.get("type") in ("OF", "PART_OF", "IN") and u in kept:
            edges.append((u, v, i))
    touched = {k for u, v, _ in edges for k in (u, v)}
    return network.subgraph(kept | touched).edge_subgraph(edges).copy() if edges else network.subgraph(kept).copy()


def _within(first: str, last: str, since: str, until: str) -> bool:
    """Whether [first, last] and [since, until] overlap; a prefix covers all its days."""
    starts = not since or last >= since or since.startswith(last)
    ends = not until or first <= until or first.startswith(until)
    return starts and ends


def _dates(attributes: dict[str, Any]) -> tuple[str, str]:
    point = attributes.get("date") or attributes.get("published")
    first = point or attributes.get("seen_first") or attributes.get("start_date") or ""
    last = point or attributes.get("seen_last") or attributes.get("end_date") or first
    return (first, last) if first[:4].isdigit() and len(first.split("-")[0]) == 4 else ("", "")


def _with_reports(network: Network, kept: Collection[str], focus: Collection[str]) -> Network:
    """The nodes, with the reports that prove their edges and those that show the ones in focus."""
    part = network.subgraph(kept)
    named = {r for _, _, ids in part.edges(data="reports") if isinstance(ids, list | tuple) for r in ids}
    by_id = {a.get("id"): k for k, a in network.nodes(data=True) if a.get("label") == "Report"}
    reports = {by_id.get(r, r) for r in named} & set(network)
    reports |= {k for at in focus for k in network.predecessors(at) if _label(network, k) == "Report"}
    return network.subgraph({*kept, *reports}).copy()


def _beside(network: Network, key: str) -> set[str]:
    """Neighbours both ways, reports aside."""
    around: Iterable[str] = (*network.successors(key), *network.predecessors(key))
    return {k for k in around if k != key and _label(network, k) != "Report"}


def _leads_on(network: Network, at: str, to: str) -> bool:
    return _label(network, to) in _ONWARD.get(_label(network, at), ())


def _label(network: Network, key: str) -> str:
    return str(network.nodes[key].get("label", ""))


def _named(attributes: dict[str, Any], wanted: str) -> bool:
    return wanted in (attributes.get("name"), attributes.get("id"))


def _written(attributes: dict[str, Any], wanted: str) -> bool:
    return wanted in (attributes.get("aliases") or ())


def _containing(attributes: dict[str, Any], wanted: str) -> bool:
    return bool(wanted) and wanted in str(attributes.get("name") or "")


def _about(network: Network, key: str) -> str:
    attributes = network.nodes[key]
    words = [attributes.get(n) for n in ("name", "territory", "date", "seen_first")]
    return ", ".join(str(w) for w in words if w)
