"""Bring a part of the graph to a given state, with the fewest writes, exactly counted.

Invariants. What is there is read first, in the same transaction; only differences are written. Nodes come before
edges; rows are sorted, so that two loaders take their locks in the same order; a statement gets at most ``ROWS`` rows
and about ``BYTES`` bytes. Labels, types and property names in statements come from the model, values are parameters.
What is read is awaited; of what is written one statement is under way while the rows of the next are made.

How edges are found. An official may have been at 100,000 meetings, a meeting has some dozens of people: edges are read
from their *narrow* end (the meeting, else the start), so that the cost does not grow with the graph. An edge of a node
that this call has just inserted cannot be there yet, and is created without looking.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from graph.errors import StoreError
from graph.model import EDGES, JOURNAL, NODES, Edge, Element, Meeting, Node, columns, edge_type, label
from graph.store.counts import Counts
from graph.store.pipeline import Answer, Pipeline
from graph.store.rows import batches, check_lengths, key_parts

Properties = dict[str, Any]
Pattern = tuple[str, type[Edge], str]
"""Start label, class, end label."""


class MissingEndError(StoreError):
    """An edge's end is not there; perhaps only because another writer was at the same node: worth another try."""


def sync(
    pipeline: Pipeline,
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    *,
    remove_edges: Iterable[Edge] = (),
    remove_nodes: Iterable[Node] = (),
    likely_new: bool = False,
) -> Counts:
    """See ``Transaction.sync``."""
    counts = Counts()
    wanted = _nodes_by_class(nodes)
    ends = _Ends(pipeline, {label(kind): states for kind, states in wanted.items()})
    for pattern, group in _edges_by_pattern(remove_edges, ends):
        _remove_edges(pipeline, pattern, sorted(group), counts)
    new: dict[str, set[str]] = {}
    for kind, states in wanted.items():
        new[label(kind)] = _sync_nodes(pipeline, kind, states, counts)
    for pattern, states_of in _edges_by_pattern(edges, ends):
        _sync_edges(pipeline, pattern, states_of, new, counts, likely_new=likely_new)
    for kind, states in _nodes_by_class(remove_nodes).items():
        _remove_nodes(pipeline, label(kind), sorted(states), counts)
    pipeline.flush()
    return counts


# ---------------------------------------------------------------------------------------------------------------- nodes


def _nodes_by_class(nodes: Iterable[Node]) -> dict[type[Node], dict[str, Properties]]:
    found: dict[type[Node], dict[str, Properties]] = {}
    for node in nodes:
        kind = type(node)
        state = node.properties()
        if found.setdefault(kind, {}).setdefault(node.key, state) != state:
            raise StoreError(f"{label(kind)} {node.key!r} is given in two different states")
    return {kind: found[kind] for kind in (*NODES, *JOURNAL) if kind in found}


def _sync_nodes(pipeline: Pipeline, kind: type[Node], states: dict[str, Properties], counts: Counts) -> set[str]:
    name = label(kind)
    keys = sorted(states)
    there: dict[str, Properties] = {}
    for part in key_parts(keys):
        statement = f"UNWIND $keys AS key MATCH (n:{name} {{key: key}}) RETURN key, properties(n)"
        there.update(pipeline.run(statement, {"keys": part}).rows)
    new = [k for k in keys if k not in there]
    changed = [k for k in keys if k in there and there[k] != states[k]]
    check_lengths(name, (states[k] for k in new + changed))
    given, values = _columns(kind, (states[k] for k in new), 0)
    for batch in batches(values(states[k]) for k in new):
        statement = f"UNWIND $rows AS row CREATE (n:{name} {_map(given)}) RETURN count(n)"
        pipeline.send(statement, {"rows": batch}, _anything)
    for batch in batches([k, states[k]] for k in changed):
        statement = f"UNWIND $rows AS row MATCH (n:{name} {{key: row[0]}}) SET n = row[1] RETURN count(n)"
        pipeline.send(statement, {"rows": batch}, _anything)
    counts.inserted[name] += len(new)
    counts.updated[name] += len(changed)
    counts.unchanged[name] += len(keys) - len(new) - len(changed)
    return set(new)


def _remove_nodes(pipeline: Pipeline, name: str, keys: list[str], counts: Counts) -> None:
    for part in key_parts(keys):
        statement = f"UNWIND $keys AS key MATCH (n:{name} {{key: key}}) WHERE (n)--() RETURN key LIMIT 3"
        rows = pipeline.run(statement, {"keys": part}).rows
        if rows:
            raise StoreError(f"{name} {', '.join(str(r[0]) for r in rows)}… still has edges: remove them with it")
        answer = pipeline.run(f"UNWIND $keys AS key MATCH (n:{name} {{key: key}}) DELETE n", {"keys": part})
        counts.removed[name] += answer.changed.get("nodes_deleted", 0)


# ---------------------------------------------------------------------------------------------------------------- edges

Identity = tuple[Any, ...]
"""Start key, end key, values of the discriminator."""


def _edges_by_pattern(edges: Iterable[Edge], ends: "_Ends") -> Iterator[tuple[Pattern, dict[Identity, Properties]]]:
    by_class: dict[type[Edge], dict[Identity, Properties]] = {}
    for edge in edges:
        kind = type(edge)
        state = edge.properties()
        identity = (edge.start, edge.end, *(state.get(d) for d in kind.discriminator))
        if by_class.setdefault(kind, {}).setdefault(identity, state) != state:
            raise StoreError(f"{edge_type(kind)} {identity} is given in two different states")
    for kind in sorted(by_class, key=EDGES.index):
        states = by_class[kind]
        if len(kind.ends) == 1:
            yield (label(kind.ends[0][0]), kind, label(kind.ends[0][1])), states
            continue
        labels = ends.of(kind, states)
        for pair in sorted(set(labels.values())):
            yield (pair[0], kind, pair[1]), {i: state for i, state in states.items() if labels[i] == pair}


def _sync_edges(
    pipeline: Pipeline,
    pattern: Pattern,
    states: dict[Identity, Properties],
    new: dict[str, set[str]],
    counts: Counts,
    *,
    likely_new: bool,
) -> None:
    start, kind, end = pattern
    name = edge_type(kind)
    new_starts, new_ends = new.get(start, set()), new.get(end, set())
    fresh: list[Identity] = []
    known: list[Identity] = []
    for identity in sorted(states):
        (fresh if identity[0] in new_starts or identity[1] in new_ends else known).append(identity)
    matched = _ends_matched(pattern)
    written = partial(_written, pipeline, pattern, counts)
    check_lengths(name, (states[i] for i in fresh))
    given, values = _columns(kind, (states[i] for i in fresh), 2)
    for batch in batches([*i[:2], *values(states[i])] for i in fresh):
        written(f"{matched} CREATE (a)-[r:{name} {_map(given)}]->(b)", batch)
    if likely_new:
        known = _merge_edges(pipeline, pattern, states, known, counts)
    there = _read_edges(pipeline, pattern, known)
    absent = [i for i in known if i not in there]
    changed = [i for i in known if i in there and there[i] != states[i]]
    check_lengths(name, (states[i] for i in absent + changed))
    by = _discriminated(kind)
    for batch in batches([*i[:2], states[i], *i[2:]] for i in absent):
        # MERGE, not CREATE: it locks both ends and looks again, should another loader have been quicker.
        written(f"{matched} MERGE {_arrow(pattern, by)} SET r = row[2]", batch)
    for batch in batches([*i[:2], states[i], *i[2:]] for i in changed):
        written(f"UNWIND $rows AS row {_matched(pattern)} SET r = row[2]", batch)
    counts.unchanged[name] += len(known) - len(absent) - len(changed)


def _merge_edges(
    pipeline: Pipeline, pattern: Pattern, states: dict[Identity, Properties], likely: list[Identity], counts: Counts
) -> list[Identity]:
    """Make edges that are hardly there yet, without reading first: those that are to be looked at, as some were there.

    They lock both ends and look, so this holds beside other writers, too.
    """
    kind = pattern[1]
    name = edge_type(kind)
    check_lengths(name, (states[i] for i in likely))
    given, values = _columns(kind, (states[i] for i in likely), 2)
    of = dict(given)
    by = [(column, of[column]) for column in kind.discriminator]
    rest = [(column, value) for column, value in given if column not in kind.discriminator]
    setting = f" ON CREATE SET {', '.join(f'r.{c} = {v}' for c, v in rest)}" if rest else ""
    statement = f"{_ends_matched(pattern)} MERGE {_arrow(pattern, by)}{setting}"
    met: list[Identity] = []
    identities = iter(likely)

    def taken(some: list[Identity], created: int) -> None:
        counts.inserted[name] += created
        if created != len(some):
            counts.unchanged[name] -= created  # they are met again, and found as they should be
            met.extend(some)

    for batch in batches([*i[:2], *values(states[i])] for i in likely):
        _sent(pipeline, pattern, statement, batch, partial(taken, list(islice(identities, len(batch)))))
    pipeline.flush()
    return met


def _written(pipeline: Pipeline, pattern: Pattern, counts: Counts, statement: str, batch: list[Any]) -> None:
    """Send a statement that makes or changes one edge ``r`` a row; which of both, the server says."""
    name = edge_type(pattern[1])

    def taken(created: int) -> None:
        counts.inserted[name] += created
        counts.updated[name] += len(batch) - created

    _sent(pipeline, pattern, statement, batch, taken)


def _sent(pipeline: Pipeline, pattern: Pattern, statement: str, batch: list[Any], taken: Callable[[int], None]) -> None:
    """Send a statement that gives one edge ``r`` a row; ``taken`` is told how many of them are new."""

    def answered(answer: Answer) -> None:
        if answer.rows[0][0] != len(batch):
            raise _missing(pipeline, batch, pattern)
        taken(answer.changed.get("relationships_created", 0))

    pipeline.send(f"{statement} RETURN count(r)", {"rows": batch}, answered)


def _anything(answer: Answer) -> None:
    """Whatever it is: that it came is enough."""


Given = list[tuple[str, str]]
"""Properties, and where in a row their values are."""


def _columns(
    kind: type[Element], states: Iterable[Properties], first: int
) -> tuple[Given, Callable[[Properties], list[Any]]]:
    """The properties that any of these states has, as ``row[first…]``, and what makes such a row.

    Rows without names are smaller and are read faster; a property given as null is not made at all, but takes time.
    """
    used = set().union(*states)
    names = [name for name in columns(kind) if name in used]
    given = [(name, f"row[{place}]") for place, name in enumerate(names, first)]
    return given, lambda state: [state.get(name) for name in names]


def _map(given: Given) -> str:
    return f"{{{', '.join(f'{name}: {value}' for name, value in given)}}}"


def _discriminated(kind: type[Edge]) -> Given:
    """What tells an edge from others between its ends, in a row: start key, end key, anything, and these."""
    return [(column, f"row[{place}]") for place, column in enumerate(kind.discriminator, 3)]


def _ends_matched(pattern: Pattern) -> str:
    """Find both ends of the edge of a row: start key, end key, anything."""
    return f"UNWIND $rows AS row MATCH (a:{pattern[0]} {{key: row[0]}}) MATCH (b:{pattern[2]} {{key: row[1]}})"


def _arrow(pattern: Pattern, by: Given) -> str:
    """The edge between ``a`` and ``b``, from its narrow end; ``by`` tells it from others between them."""
    edge = f"[r:{edge_type(pattern[1])}{' ' + _map(by) if by else ''}]"
    return f"(b)<-{edge}-(a)" if _from_end(pattern) else f"(a)-{edge}->(b)"


def _from_end(pattern: Pattern) -> bool:
    """Whether the end is the narrow one."""
    return pattern[2] == label(Meeting)


def _matched(pattern: Pattern) -> str:
    """Find the edge of a row: start key, end key, anything, values of the discriminator."""
    start, kind, end = pattern
    by = [f"r.{column} = {value}" for column, value in _discriminated(kind)]
    where = f" WHERE {' AND '.join(by)}" if by else ""
    if _from_end(pattern):
        return f"MATCH (b:{end} {{key: row[1]}})<-[r:{edge_type(kind)}]-(a:{start} {{key: row[0]}}){where}"
    return f"MATCH (a:{start} {{key: row[0]}})-[r:{edge_type(kind)}]->(b:{end} {{key: row[1]}}){where}"


def _read_edges(pipeline: Pipeline, pattern: Pattern, identities: list[Identity]) -> dict[Identity, Properties]:
    start, kind, end = pattern
    name = edge_type(kind)
    there: dict[Identity, Properties] = {}
    if _from_end(pattern):
        narrow = 1
        matched = f"MATCH (n:{end} {{key: key}})<-[r:{name}]-(other:{start})"
    else:
        narrow = 0
        matched = f"MATCH (n:{start} {{key: key}})-[r:{name}]->(other:{end})"
    statement = f"UNWIND $keys AS key {matched} RETURN key, collect([other.key, properties(r)])"
    for part in key_parts(sorted({i[narrow] for i in identities})):
        for key, found in pipeline.run(statement, {"keys": part}).rows:
            for other, state in found:
                both = (key, other) if narrow == 0 else (other, key)
                there[(*both, *(state.get(d) for d in kind.discriminator))] = state
    return there


def _missing(pipeline: Pipeline, batch: list[Any], pattern: Pattern) -> MissingEndError:
    start, kind, end = pattern
    for column, name in ((0, start), (1, end)):
        keys = sorted({row[column] for row in batch})
        answer = pipeline.run(f"UNWIND $keys AS key MATCH (n:{name} {{key: key}}) RETURN key", {"keys": keys})
        gone = sorted(set(keys) - {row[0] for row in answer.rows})
        if gone:
            return MissingEndError(f"{edge_type(kind)}: there is no {name} {gone[0]!r} ({len(gone)} such in a batch)")
    return MissingEndError(f"{edge_type(kind)}: the store wrote fewer edges than were given")


def _remove_edges(pipeline: Pipeline, pattern: Pattern, identities: list[Identity], counts: Counts) -> None:
    name = edge_type(pattern[1])
    for batch in batches([*i[:2], None, *i[2:]] for i in identities):
        answer = pipeline.run(f"UNWIND $rows AS row {_matched(pattern)} DELETE r", {"rows": batch})
        counts.removed[name] += answer.changed.get("relationships_deleted", 0)


class _Ends:
    """Which labels the ends of an edge have, where its type allows several."""

    def __init__(self, pipeline: Pipeline, given: dict[str, dict[str, Properties]]) -> None:
        self._pipeline, self._given = pipeline, given

    def of(self, kind: type[Edge], identities: Iterable[Identity]) -> dict[Identity, tuple[str, str]]:
        identities = list(identities)
        pairs = [(label(a), label(b)) for a, b in kind.ends]
        starts = self._labels({i[0] for i in identities}, sorted({a for a, _ in pairs}))
        ends = self._labels({i[1] for i in identities}, sorted({b for _, b in pairs}))
        found: dict[Identity, tuple[str, str]] = {}
        for i in identities:
            fits = [p for p in pairs if p[0] in starts.get(i[0], ()) and p[1] in ends.get(i[1], ())]
            if len(fits) != 1:
                wrong = "no such ends" if not fits else f"the key fits {fits}"
                raise StoreError(f"{edge_type(kind)} from {i[0]!r} to {i[1]!r}: {wrong}")
            found[i] = fits[0]
        return found

    def _labels(self, keys: set[str], names: list[str]) -> dict[str, list[str]]:
        if len(names) == 1:
            return dict.fromkeys(keys, names)
        found: dict[str, list[str]] = {}
        for name in names:
            for key in keys & self._given.get(name, {}).keys():
                found.setdefault(key, []).append(name)
        rest = sorted(keys - found.keys())
        for name in names:
            for part in key_parts(rest):
                statement = f"UNWIND $keys AS key MATCH (n:{name} {{key: key}}) RETURN key"
                for (key,) in self._pipeline.run(statement, {"keys": part}).rows:
                    found.setdefault(key, []).append(name)
        return found
