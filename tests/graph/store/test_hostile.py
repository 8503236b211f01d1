"""Names from hostile reports: stored as they are, or refused with a clear error; never anything else."""

from functools import partial

import pytest

from graph.errors import StoreError
from graph.model import Attended, Edge, Meeting, Node, Official, Report, Reports
from graph.store import Store, Transaction

NAMES = [
    "O'Neil",
    '"; DROP',
    "`) DETACH DELETE n //",
    "'}) MATCH (n) DETACH DELETE n //",
    "${jndi:ldap://localhost/x}",
    "{{name}} $name :name",
    "\\u0027",
    "back\\slash\\",
    "line\nbreak\r\n\ttab",
    "\u0000",
    "a\u0000b",
    "\u202e\u200b\ufeff",
    "<script>alert(1)</script>",
    "𠮷野家😀",
    "é é",
    " ",
    "",
    "长" * 2_000,
    "null",
    "__proto__",
]


def test_names_are_data(store: Store) -> None:
    nodes = [Official(key=f"o{n}", name=name, aliases=(name, "甲")) for n, name in enumerate(NAMES)]
    store.transaction(lambda t: t.sync(nodes))
    rows = store.read("MATCH (o:Official) RETURN o.key AS k, o.name AS name, o.aliases AS aliases")
    assert {r["k"]: r["name"] for r in rows} == {n.key: n.name for n in nodes}
    assert all(r["aliases"] == [r["name"], "甲"] for r in rows)
    for node in nodes:
        found = store.query("MATCH (o:Official {name: $name}) RETURN o.key", {"name": node.name})
        assert found.rows == [[node.key]]
    assert store.transaction(lambda t: t.sync(nodes)).total("unchanged") == len(nodes)


def test_keys_are_data(store: Store) -> None:
    """Keys are our own digests, but a store takes any text that is not too long for an index."""
    nodes = [Official(key=name, name="甲") for name in NAMES if len(name) < 1_000]
    edges = [Attended(start=n.key, end="m1") for n in nodes]
    store.transaction(lambda t: t.sync([*nodes, Meeting(key="m1", name="会")], edges))
    assert store.transaction(lambda t: t.sync(nodes, edges)).changed == 0
    assert store.read("MATCH (:Official)-[r]->(:Meeting) RETURN count(r) AS n") == [{"n": len(nodes)}]


def test_ten_thousand_characters(store: Store) -> None:
    """Stored where no index is; refused, before anything is written, where one is."""
    long = "长" * 10_000
    store.transaction(lambda t: t.sync([Report(key="r1", id="x", title=long)]))
    assert store.read("MATCH (r:Report) RETURN r.title AS title") == [{"title": long}]
    cases: list[tuple[list[Node], list[Edge]]] = [
        ([Official(key="o1", name=long)], []),
        ([Official(key=long, name="甲")], []),
        ([Official(key="o1", name="甲")], [Reports(start="r1", end="o1", sighting=long, name="甲")]),
    ]
    for nodes, edges in cases:
        with pytest.raises(StoreError, match="has 10,000 characters; a property with an index takes 2,000"):
            store.transaction(partial(Transaction.sync, nodes=nodes, edges=edges))
    assert store.read("MATCH (n:Official) RETURN count(n) AS n") == [{"n": 0}]


def test_half_a_character_is_refused(store: Store) -> None:
    for work in (
        lambda: store.transaction(lambda t: t.sync([Official(key="o1", name="\ud83d")])),
        lambda: store.transaction(lambda t: t.sync([Official(key="\ud83d", name="甲")])),
        lambda: store.read("RETURN $x AS x", x="\ud83d"),
    ):
        with pytest.raises(StoreError, match="surrogate"):
            work()
    assert store.read("MATCH (n:Official) RETURN count(n) AS n") == [{"n": 0}]
