"""The first load of an empty folder, through the engine's batch importer: like any other load, only faster."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import BusyError, StoreError
from graph.model import Attended, Edge, Meeting, Node, Official, PartOf, Place, Report, Run
from graph.store import Store, aside, embedded, importer, open_store
from tests.graph.store.city import EDGES, NODES
from tests.graph.store.loader import content
from tests.graph.store.test_hostile import NAMES

ROOT = Path(__file__).parents[3]
KILLS = int(os.environ.get("HUIYI_TEST_KILLS", "4"))


def first(store: Store, *elements: Node | Edge) -> tuple[int, list[Node | Edge]]:
    counts, left = store.load_first(iter(elements))
    return counts.total("inserted"), left


def hostile() -> list[Node]:
    people: list[Node] = [Official(key=f"x{n}", name=name, aliases=(name, "甲")) for n, name in enumerate(NAMES)]
    return [*people, Report(key="long", id="long", title="长" * 10_000, record='{"a": "\\u0000"}')]


def test_it_gives_the_graph_that_transactions_give(tmp_path: Path) -> None:
    nodes, edges = [*NODES, *hostile()], [*EDGES, Attended(start="x0", end="m1", order=2**40, sentence="\u0000'`")]
    with open_store(tmp_path / "slow") as slow:
        wanted = slow.transaction(lambda t: t.sync(nodes, edges))
        told: list[int] = []
        with open_store(tmp_path / "fast") as fast:
            assert fast.is_fresh()
            counts, left = fast.load_first(iter([*nodes, *edges]), progress=told.append)
            assert (counts, left) == (wanted, [])
            assert sum(told) == counts.total("inserted")
            assert content(fast) == content(slow)
            assert fast.transaction(lambda t: t.sync(nodes, edges)).changed == 0
            assert not fast.is_fresh()
            assert fast.load_first(iter(nodes)) == (type(counts)(), [])
            found = fast.query(
                "CALL db.index.fulltext.queryNodes('meeting_text', '\"防汛工作\"') YIELD node RETURN node.key"
            )
            assert found.rows == [["m3"]]
            with pytest.raises(StoreError, match="[Dd]uplicate"):  # the constraints are there, too
                fast.transaction(lambda t: t.run("CREATE (:Official {key: 'o1', name: '甲'})"))
        with open_store(tmp_path / "fast") as again:
            assert content(again) == content(slow)
            assert not (tmp_path / "fast" / "new").exists()


A, B, M, T = (
    Official(key="a", name="甲"),
    Official(key="b", name="乙"),
    Meeting(key="m", name="会"),
    Place(key="a", name="区"),
)
AT_M = Attended(start="a", end="m", order=1)


@pytest.mark.parametrize(
    ("sure", "unsure"),
    [
        ([A, B], Official(key="a", name="丙")),
        ([A, M, AT_M], AT_M),
        ([A, M, AT_M], B),
        ([A, M], Attended(start="b", end="m")),
        ([A, T, Place(key="c", name="市")], PartOf(start="d", end="c")),
        ([A], Run(key="r", started="2031", version="1")),
        ([], A),
    ],
    ids=[
        "a node twice",
        "an edge twice",
        "a node after the edges",
        "no such end",
        "no such ends",
        "journal",
        "too many",
    ],
)
def test_it_stops_before_what_it_is_not_sure_of(
    tmp_path: Path, sure: list[Node | Edge], unsure: Node | Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not sure:
        monkeypatch.setattr(importer, "LIMIT", 0)
    with open_store(tmp_path / "graph") as store:
        rest = iter([*sure, unsure, M])
        counts, left = store.load_first(rest)
        assert counts.total("inserted") == len(sure)
        assert [*left, *rest] == [unsure, M]


def test_what_fails_leaves_an_empty_folder(tmp_path: Path) -> None:
    def broken() -> Iterator[Node]:
        yield A
        raise KeyError("in the middle")

    with open_store(tmp_path / "graph") as store:
        with pytest.raises(KeyError):
            store.load_first(broken())
        for wrong, says in (
            (Official(key="b", name="\ud83d"), "surrogate"),
            (Official(key="b", name="长" * 2_001), "2,001"),
        ):
            with pytest.raises(StoreError, match=says):
                first(store, A, wrong)
        assert content(store) == []
        assert store.is_fresh()
        assert first(store, A) == (1, [])


def test_a_folder_with_another_user_is_not_taken_from_him(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph") as one, open_store(tmp_path / "graph") as other:
        assert not one.is_fresh()
        assert first(one, A) == (0, [])
        assert other.read("RETURN 1 AS x") == [{"x": 1}]


def test_others_wait_until_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody sees half of it: not another thread, nor another process that had joined the engine before."""
    begun, go_on = threading.Event(), threading.Event()
    seen: list[int] = []

    def slowly() -> Iterator[Node]:
        yield A
        begun.set()
        assert go_on.wait(60)
        yield B

    code = (
        "import sys\nfrom graph.store import open_store\nwith open_store(sys.argv[1]) as store:\n"
        " print('open', flush=True)\n sys.stdin.readline()\n"
        " print(store.read('MATCH (n:Official) RETURN count(n) AS n')[0]['n'], flush=True)"
    )
    with open_store(tmp_path / "graph") as store:
        joined = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "graph")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        assert joined.stdin is not None
        assert joined.stdout is not None
        assert joined.stdout.readline() == "open\n"

        def look() -> None:
            with open_store(tmp_path / "graph") as other:
                seen.append(len(other.read("MATCH (n:Official) RETURN n.key AS k")))

        filling = threading.Thread(target=lambda: store.load_first(slowly()))
        filling.start()
        assert begun.wait(60)
        with monkeypatch.context() as patched:
            patched.setattr(embedded, "FILLING", 0.2)
            with pytest.raises(BusyError, match=r"is loading into .* for the first time; wait"):
                open_store(tmp_path / "graph")
        looking = threading.Thread(target=look)
        looking.start()
        joined.stdin.write("\n")
        joined.stdin.flush()
        time.sleep(0.5)
        assert seen == []
        go_on.set()
        looking.join(60)
        filling.join(60)
        assert seen == [2]
        assert joined.communicate(timeout=60)[0] == "2\n"


FILL = """
import sys
from graph.model import Official, Report, Reports
from graph.store import open_store
with open_store(sys.argv[1]) as store:
    def elements():
        print("begun", flush=True)
        yield Report(key="r", id="r")
        for n in range(6000):
            yield Official(key=f"o{n}", name=f"官员{n}")
        for n in range(6000):
            yield Reports(start="r", end=f"o{n}", sighting=f"s{n}", name="甲")
    counts, left = store.load_first(elements())
    print(counts.total("inserted"), flush=True)
"""


def test_killed_in_the_middle_it_starts_over(tmp_path: Path) -> None:
    """``kill -9`` while it fills, finishes, or puts in place: the folder is empty, or it holds everything."""
    dice = random.Random(9)
    ends = []
    for number in range(KILLS):
        folder = tmp_path / str(number)
        process = subprocess.Popen([sys.executable, "-c", FILL, str(folder)], stdout=subprocess.PIPE, cwd=ROOT)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(dice.random() * 1.2)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        with open_store(folder) as store:
            there = store.read("MATCH (n) WHERE NOT n:Schema RETURN count(n) AS n")[0]["n"]
            edges = store.read("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"]
            assert (there, edges) in {(0, 0), (6001, 6000)}
            assert store.is_fresh() == (there == 0)
            if there == 0:
                assert first(store, A) == (1, [])
        ends.append(there)
    assert 0 in ends


def test_a_full_disk_leaves_an_empty_folder(small_disk: Path) -> None:
    reports = [Report(key=f"r{n}", id=f"r{n}", record="记" * 20_000) for n in range(200)]
    ballast = small_disk / "ballast"
    with open_store(small_disk / "graph") as store:
        ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free - 6_000_000))
        with pytest.raises(StoreError, match="nothing was loaded.*No space left on device"):
            first(store, *reports)
        assert store.is_fresh()
        ballast.unlink()
        assert first(store, *reports) == (len(reports), [])
    with open_store(small_disk / "graph") as store:
        assert store.read("MATCH (r:Report) RETURN count(r) AS n") == [{"n": len(reports)}]


@pytest.mark.parametrize("complete", [True, False])
def test_what_was_complete_is_put_in_place(tmp_path: Path, complete: bool) -> None:
    """The end comes between the last byte of the new database and its renaming; or before."""
    folder = tmp_path / "graph"
    with open_store(tmp_path / "full") as store:
        first(store, A)
    open_store(folder).close()
    (folder / "new").mkdir()
    (tmp_path / "full" / "databases" / embedded.DATABASE).rename(folder / "new" / embedded.DATABASE)
    if complete:
        (folder / "new" / "complete").touch()
    with open_store(folder) as store:
        assert [row["k"] for row in store.read("MATCH (n:Official) RETURN n.key AS k")] == ["a"] * complete
    assert not (folder / "new").exists()


def test_one_process_holds_the_lock(tmp_path: Path) -> None:
    with aside.locked(tmp_path), pytest.raises(BusyError), aside.locked(tmp_path):
        pass
    with aside.locked(tmp_path):
        pass
