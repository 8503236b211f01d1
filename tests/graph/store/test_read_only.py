"""Ad-hoc statements that only read: nothing in them can change the graph, and what reads is let through."""

from pathlib import Path

import neo4j
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import ReadOnlyError, StoreError
from graph.store import Store, open_store
from graph.store.statement import check_read_only
from tests.conftest import emptied, missing
from tests.graph.store.city import EDGES, NODES
from tests.neo4j_server import Neo4jServer, Unavailable, apoc

WRITES = [
    "CREATE (:Official {key: 'x'})",
    "create (:Official {key: 'x'})",
    "MATCH (o:Official) SET o.name = 'x'",
    "MATCH (o:Official) SET o += {name: 'x'}",
    "MATCH (o:Official)\nSET\no.name = 'x'",
    "MATCH (o:Official)/**/SET/**/o.name='x'",
    "MATCH (o:Official) // nothing\nREMOVE o.name",
    "MATCH (o:Official) DETACH DELETE o",
    "MATCH ()-[r]->() DELETE r",
    "MATCH ()-[r]->() WITH * DELETE r",
    "MERGE (o:Official {key: 'x'}) RETURN o",
    "MATCH (o:Official) FOREACH (x IN [1] | SET o.name = 'x')",
    "UNWIND [1] AS x CALL (x) { CREATE (:Official {key: 'x'}) } RETURN 1",
    "CALL { CREATE (:Official {key: 'x'}) } RETURN 1",
    "CALL () { CREATE (:Official {key: 'x'}) } IN TRANSACTIONS RETURN 1",
    "MATCH (o) WHERE EXISTS { MATCH (o) } SET o:Other",
    "RETURN 1 AS x UNION CREATE (o:Official {key: 'x'}) RETURN 1 AS x",
    "PROFILE CREATE (:Official {key: 'x'})",
    "EXPLAIN PROFILE CREATE (:Official {key: 'x'})",
    "CREATE INDEX evil FOR (n:Official) ON (n.sex)",
    "DROP CONSTRAINT official_key",
    "DROP INDEX meeting_date",
    "CALL db.createLabel('Evil')",
    "CALL apoc.cypher.doIt('CREATE (:Official {key: \"x\"})', {}) YIELD value RETURN value",
    "CALL apoc.create.node(['Official'], {key: 'x'}) YIELD node RETURN node",
    "CALL merge.node(['Official'], {key: 'x'}) YIELD node RETURN node",
    "CALL apoc . create . node(['Official'], {})",
    "CALL `apoc.create.node`(['Official'], {})",
    "MATCH (o:Official) WITH collect(o) AS all CALL apoc.nodes.delete(all, 10) YIELD value RETURN value",
    "MATCH (o:Official) WITH collect(o) AS all CALL apoc.nodes.link(all, 'NEXT') RETURN 1",
    "MATCH (o:Official) CALL apoc.convert.setJsonProperty(o, 'name', {a: 1}) RETURN o",
    "CALL apoc.periodic.iterate('MATCH (o:Official) RETURN o', 'SET o.name = 1', {}) YIELD total RETURN total",
    "CALL apoc.periodic.commit('MATCH (o:Official) DETACH DELETE o RETURN 0', {}) YIELD updates RETURN updates",
    "CALL apoc.cypher.runWrite('CREATE (:Official {key: \"x\"})', {}) YIELD value RETURN value",
    "CALL apoc.cypher.runSchema('DROP CONSTRAINT official_key', {}) YIELD value RETURN value",
    "CALL apoc.cypher.run('CREATE (:Official {key: \"x\"})', {}) YIELD value RETURN value",
    "CALL apoc.merge.node(['Official'], {key: 'x'}) YIELD node RETURN node",
    "MATCH (o:Official) CALL apoc.refactor.setType(o, 'X') YIELD output RETURN output",
    "CALL apoc.schema.assert({}, {}) YIELD label RETURN label",
    "CALL apoc.trigger.install('neo4j', 'evil', 'CREATE (:Evil)', {}) YIELD name RETURN name",
    "CALL apoc.log.info('x', [])",
    "CALL apoc.export.json.all('/tmp/all.json', {})",
    "CALL apoc.load.json('file:///etc/passwd') YIELD value RETURN value",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD  CSV WITH HEADERS FROM 'http://localhost/x' AS line CREATE (:Official {key: line.key})",
    "CREATE USER evil SET PASSWORD 'evil-evil'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "TERMINATE TRANSACTION 'neo4j-transaction-1'",
    "CALL dbms.killConnection('bolt-1')",
    r"\u0043REATE (:Official {key: 'x'})",
    "MATCH (o) WHERE o.name = 'it\\'s' SET o.name = 'x'",
    'MATCH (o) WHERE o.name = "a\\\\" SET o.name = "x"',
    "INSERT (:Official {key: 'x'})",
]

READS = [
    "MATCH (o:Official) RETURN o.name AS set ORDER BY set LIMIT 1",
    "MATCH (create:Official {key: 'o1'}) WHERE create.name <> 'DELETE' RETURN create.name",
    "MATCH (o:Official) RETURN {delete: 1, set: o.key} AS `merge` LIMIT 1",
    "MATCH (n:Official|Meeting) RETURN count(n) // SET n.x = 1",
    "RETURN 'CREATE (:X)' AS a, \"it's; DROP INDEX x\" AS b /* MERGE */",
    "CALL db.labels() YIELD label RETURN label",
    "CALL db . labels() YIELD label RETURN label",
    "MATCH (o:Official) CALL (o) { RETURN o.key AS k } RETURN k",
    "CALL db.index.fulltext.queryNodes('meeting_text', '会议') YIELD node RETURN node.key",
    "SHOW INDEXES",
    "EXPLAIN MATCH (n) RETURN n",
    "MATCH (n) WHERE n.key IS NOT NULL RETURN count(n) AS load",
]


def picture(store: Store) -> list[str]:
    nodes = store.read("MATCH (n) RETURN labels(n) AS l, properties(n) AS p")
    edges = store.read("MATCH (a)-[r]->(b) RETURN a.key AS a, type(r) AS t, b.key AS b, properties(r) AS p")
    rules = store.read("SHOW CONSTRAINTS") + store.read("SHOW INDEXES")
    return sorted(map(repr, nodes + edges)) + sorted(f"{r['name']} {r['labelsOrTypes']}" for r in rules)


def test_nothing_that_writes_gets_through(store: Store) -> None:
    store.transaction(lambda t: t.sync(NODES, EDGES))
    before = picture(store)
    for text in WRITES:
        with pytest.raises(ReadOnlyError, match="only reading is allowed here"):
            store.query(text)
    assert picture(store) == before


def run(transaction: neo4j.ManagedTransaction, text: str) -> None:
    transaction.run(text).consume()


def test_the_inner_fence_holds_alone(store: Store) -> None:
    """Without the look at the words, the engine itself lets none of it change the graph."""
    store.transaction(lambda t: t.sync(NODES, EDGES))
    before = picture(store)
    for text in WRITES:
        if not text.startswith("TERMINATE"):  # no such transaction is there; it only says so
            past_the_outer_fence(store, text)
            assert picture(store) == before, text


def past_the_outer_fence(store: Store, text: str) -> str:
    """Run a statement as ``query`` does behind its look at the words; what the engine says to it."""
    with store._session(neo4j.READ_ACCESS, store._reader) as session:
        try:
            session.execute_read(run, text)
        except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError) as error:
            return str(error)
    return ""


@pytest.mark.neo4j
def test_both_fences_hold_where_apoc_is() -> None:
    """A server on which the procedures of these statements exist, and write where they may."""
    try:
        server = Neo4jServer(plugins=apoc())
    except Unavailable as error:
        missing(str(error))
    calls = [text for text in WRITES if "apoc." in text and "`" not in text and " . " not in text]
    with server, open_store(server.url) as store:
        made = "CALL apoc.create.node(['Official'], {key: 'x', name: '甲'}) YIELD node RETURN node.name"
        assert store.query(made, write=True).rows == [["甲"]]
        assert store.query("CALL apoc.meta.stats() YIELD nodeCount RETURN nodeCount > 0").rows == [[True]]
        emptied(store).transaction(lambda t: t.sync(NODES, EDGES))
        before = picture(store)
        for text in calls:
            with pytest.raises(ReadOnlyError):
                store.query(text)
            past_the_outer_fence(store, text)
            assert picture(store) == before, text


def test_what_reads_is_let_through(store: Store) -> None:
    store.transaction(lambda t: t.sync(NODES, EDGES))
    for text in READS:
        store.query(text)


def test_a_wrong_statement_is_wrong_not_forbidden(store: Store) -> None:
    for text in ("MATCH (n RETURN n", "", "RETURN 'open", "SELEKT 1"):
        with pytest.raises(StoreError) as caught:
            store.query(text)
        assert not isinstance(caught.value, ReadOnlyError)


@given(st.text(max_size=60))
def test_any_text_in_quotes_is_no_word(text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace("'", "\\'")
    check_read_only(f"MATCH (n) WHERE n.name = '{quoted}' RETURN n")


@given(st.text(max_size=60))
def test_a_clause_is_seen_behind_any_text_in_quotes(text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace("'", "\\'")
    with pytest.raises(ReadOnlyError):
        check_read_only(f"MATCH (n) WHERE n.name = '{quoted}' SET n.name = ''")


def test_no_file_is_written(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "all.csv"
    with pytest.raises(ReadOnlyError):
        store.query("CALL apoc.export.csv.all($file, {})", {"file": str(target)})
    assert not target.exists()
