"""The store: transactions, reading, opening again; the same on both engines."""

import threading
from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.model import SCHEMA_VERSION, Attended, Holds, Meeting, Official
from graph.store import Store, Transaction, open_store
from tests.conftest import OpenStore
from tests.graph.store.city import EDGES, NODES

NAMES = "MATCH (o:Official) RETURN o.name AS name ORDER BY name"


def test_what_is_written_is_read(store: Store) -> None:
    store.transaction(lambda t: t.sync(NODES, EDGES))
    rows = store.read("MATCH (o:Official)-[:CHAIRED]->(m:Meeting) RETURN o.name AS who, m.name AS what ORDER BY what")
    assert rows == [
        {"who": "陈立新", "what": "全市防汛工作会议"},
        {"who": "陈立新", "what": "市委常委会会议"},
        {"who": "林晓燕", "what": "市政府常务会议"},
    ]
    assert list(store.stream("MATCH (o:Official) RETURN o.key, o.name ORDER BY o.key LIMIT 1")) == [("o1", "陈立新")]


def test_an_exception_undoes_everything(store: Store) -> None:
    def work(t: Transaction) -> None:
        t.sync(NODES, EDGES)
        raise KeyError("in the middle")

    with pytest.raises(KeyError):
        store.transaction(work)
    assert store.read(NAMES) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UNWIND range(1, 40000) AS n CREATE (:Official {key: toString(n), name: toString(1 / (40000 - n))})",
        "MATCH (o:Official) SET o.name = 'changed' WITH o UNWIND [1, 0] AS x RETURN 1 / x",
        "UNWIND ['x', 'o1'] AS k CREATE (:Official {key: k, name: k})",
    ],
    ids=["fails on its last row", "fails after a change", "breaks a constraint"],
)
def test_a_failing_statement_undoes_everything(store: Store, statement: str) -> None:
    store.transaction(lambda t: t.sync([Official(key="o1", name="陈立新")]))
    with pytest.raises(StoreError):
        store.transaction(lambda t: [t.run("MERGE (o:Official {key: 'o2'}) SET o.name = '林晓燕'"), t.run(statement)])
    assert store.read(NAMES) == [{"name": "陈立新"}]


def test_works_side_by_side_lose_nothing(store: Store) -> None:
    """Three threads count up one number, each reading before it writes: no increment is lost, no edge doubled."""
    store.transaction(lambda t: t.sync([Official(key="o1", name="陈立新", reports=0)]))

    def count_up(t: Transaction) -> None:
        t.exclusive()
        seen = t.run("MATCH (o:Official {key: 'o1'}) RETURN o.reports AS n")[0]["n"]
        t.sync(
            [Official(key="o1", name="陈立新", reports=seen + 1), Meeting(key=f"m{seen // 10}", name="会")],
            [Attended(start="o1", end=f"m{seen // 10}")],
        )

    faults: list[Exception] = []

    def loop() -> None:
        try:
            for _ in range(20):
                store.transaction(count_up)
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=loop) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert store.read("MATCH (o:Official)-[r:ATTENDED]->() RETURN o.reports AS n, count(r) AS edges") == [
        {"n": 60, "edges": 6}
    ]


def test_a_work_that_met_half_of_another_is_done_again(tmp_path: Path) -> None:
    """The embedded engine lets both begin: what the second reads can be a mixture, and its faults are not its own."""
    tries: list[int] = []

    def fails_where_overtaken(t: Transaction) -> None:
        t.exclusive()
        tries.append(t.turn)
        if len(tries) == 1:
            store.transaction(lambda other: other.exclusive())
            raise StoreError("a node that has just lost its edges has edges")

    def fails(t: Transaction) -> None:
        t.exclusive()
        tries.append(t.turn)
        raise StoreError("this one is its own")

    with open_store(tmp_path / "graph") as store:
        store.transaction(fails_where_overtaken)
        assert len(tries) == 2
        with pytest.raises(StoreError, match="its own"):
            store.transaction(fails)
        assert len(tries) == 3


def test_loaders_with_overlapping_input(store: Store) -> None:
    """Two loaders bring the same nodes and edges at once: each is there once, and is counted as inserted once."""
    inserted: list[int] = []
    faults: list[Exception] = []

    def load() -> None:
        try:
            for n in range(40):
                nodes = [Official(key=f"o{n}", name="陈"), Meeting(key=f"m{n // 8}", name="会")]
                edges = [Attended(start=f"o{n}", end=f"m{n // 8}")]
                counts = store.transaction(lambda t, nodes=nodes, edges=edges: t.sync(nodes, edges))  # type: ignore[misc]
                inserted.append(counts.total("inserted"))
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert store.read("MATCH (o:Official)-[r:ATTENDED]->(m) RETURN count(r) AS n, count(DISTINCT m) AS m") == [
        {"n": 40, "m": 5}
    ]
    assert sum(inserted) == 40 + 5 + 40


def test_opening_again_finds_everything_and_changes_nothing(open_empty: OpenStore) -> None:
    def schema(store: Store) -> list[str]:
        return sorted(
            f"{r['name']} {r['type']} {r['labelsOrTypes']} {r['properties']}" for r in store.read("SHOW INDEXES")
        )

    with open_empty() as store:
        store.transaction(lambda t: t.sync(NODES, EDGES))
        before = schema(store)
    with open_empty() as store:
        assert len(store.read(NAMES)) == 4
        assert schema(store) == before
        assert store.read("MATCH (s:Schema) RETURN s.key AS k, s.version AS v") == [
            {"k": "schema", "v": SCHEMA_VERSION}
        ]
    assert any("official_text" in line for line in before)
    assert any("meeting_date" in line for line in before)


def test_a_newer_graph_is_left_alone(open_empty: OpenStore) -> None:
    with open_empty() as store:
        store.transaction(lambda t: t.run("MATCH (s:Schema) SET s.version = 999"))
        try:
            with pytest.raises(StoreError, match=r"newer huiyi \(schema 999.*pip install -U huiyi"):
                open_empty()
        finally:
            store.transaction(lambda t: t.run("MATCH (s:Schema) SET s.version = $v", v=SCHEMA_VERSION))


def test_faults_are_ours_and_say_where(store: Store) -> None:
    with pytest.raises(StoreError, match="RETRUN|retrun"):
        store.read("MATCH (n) RETRUN n")
    with pytest.raises(StoreError):
        store.read("RETURN $missing AS x")
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.read("RETURN 1 AS x")


def test_adhoc_results_are_plain(store: Store) -> None:
    store.transaction(lambda t: t.sync(NODES, EDGES))
    result = store.query(
        "MATCH p = (o:Official {key: $k})-[h:HOLDS]->(q) "
        "RETURN o, h, p, date('2031-01-10') AS d, datetime('2031-01-10T08:00:00Z') AS t, duration('P1D') AS s, "
        "[o.key] AS l",
        {"k": "o2"},
    )
    official, post = ({n.key: n for n in NODES}[k].properties() for k in ("o2", "p2"))
    official["_labels"], post["_labels"] = ["Official"], ["Post"]
    holds = next(e for e in EDGES if isinstance(e, Holds) and e.start == "o2").properties() | {"_type": "HOLDS"}
    assert result.columns == ["o", "h", "p", "d", "t", "s", "l"]
    row = result.rows[0]
    assert row[:4] == [official, holds, [official, holds, post], "2031-01-10"]
    assert row[4].startswith("2031-01-10T08:00:00")
    assert row[5:] == ["P1D", ["o2"]]


def test_adhoc_writing_when_asked(store: Store) -> None:
    result = store.query("CREATE (o:Official {key: 'o9', name: $n}) RETURN o.name AS name", {"n": "甲"}, write=True)
    assert result == (["name"], [["甲"]])
    assert store.read(NAMES) == [{"name": "甲"}]


def test_a_stream_can_be_left_early(store: Store) -> None:
    rows = store.stream("UNWIND range(1, 100000) AS x RETURN x")
    assert [next(rows) for _ in range(3)] == [(1,), (2,), (3,)]
    rows.close()
    assert store.read("RETURN 1 AS x") == [{"x": 1}]


def test_the_same_graph_by_a_second_store(open_empty: OpenStore) -> None:
    with open_empty() as first, open_empty() as second:
        first.transaction(lambda t: t.sync([Official(key="o1", name="陈立新")]))
        assert second.read(NAMES) == [{"name": "陈立新"}]
        second.transaction(lambda t: t.sync([Official(key="o2", name="林晓燕")]))
        second.close()
        assert len(first.read(NAMES)) == 2


@pytest.mark.parametrize("create", [True, False])
def test_without_create_nothing_is_made(tmp_path: Path, create: bool) -> None:
    folder = tmp_path / "none"
    if create:
        open_store(folder).close()
        assert folder.is_dir()
    else:
        with pytest.raises(StoreError, match="no graph in .*huiyi load"):
            open_store(folder, create=False)
        assert not folder.exists()
