"""The embedded engine: one folder, one engine, many users; nothing lost, whatever happens to the process."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import BusyError, StoreError
from graph.model import Official
from graph.store import Store, embedded, open_store
from tests.graph.store.loader import PARTS, content, load

NAMES = "MATCH (o:Official) RETURN o.name AS name ORDER BY name"
ROOT = Path(__file__).parents[3]


def script(text: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", text, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


HOLD = """
import sys
from graph.store import open_store
with open_store(sys.argv[1]) as store:
    print("open", flush=True)
    sys.stdin.readline()
"""


def test_the_passwords_are_private_and_stay(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    open_store(folder).close()
    first = (folder / "secrets.json").read_text("utf-8")
    for name in ("secrets.json",):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert len(json.loads(first)["root"]) >= 24
    assert not (folder / "running.json").exists()
    open_store(folder).close()
    assert (folder / "secrets.json").read_text("utf-8") == first


def test_it_listens_on_loopback_only(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph"):
        listening = [
            bytes.fromhex(line.split()[1].split(":")[0]).hex()
            for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
            if line.split()[3] == "0A" and int(line.split()[1].split(":")[1], 16) == port_of(tmp_path / "graph")
        ]
    assert all(address == "0100007f" for address in listening)


def port_of(folder: Path) -> int:
    return int(json.loads((folder / "running.json").read_text("utf-8"))["port"])


def test_folders_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(StoreError, match="is a file"):
        open_store(tmp_path / "file")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"x")
    with pytest.raises(StoreError, match=r"holds other things \(cat.jpg"):
        open_store(tmp_path / "photos")
    assert [p.name for p in (tmp_path / "photos").iterdir()] == ["cat.jpg"]
    with pytest.raises(StoreError, match="no graph in"):
        open_store(tmp_path / "none", create=False)
    open_store(tmp_path / "spoilt").close()
    (tmp_path / "spoilt" / "secrets.json").write_text("{", "utf-8")
    with pytest.raises(StoreError, match=r"secrets.json cannot be read"):
        open_store(tmp_path / "spoilt")


def test_a_folder_with_a_difficult_name(tmp_path: Path) -> None:
    folder = tmp_path / "图谱 ' $x {y}"
    with open_store(folder) as store:
        store.transaction(lambda t: t.sync([Official(key="o1", name="陈立新")]))
    with open_store(folder, create=False) as store:
        assert store.read(NAMES) == [{"name": "陈立新"}]


def test_two_folders_at_once(tmp_path: Path) -> None:
    with open_store(tmp_path / "a") as a, open_store(tmp_path / "b") as b:
        a.transaction(lambda t: t.sync([Official(key="o1", name="陈立新")]))
        assert b.read(NAMES) == []
        assert a.read(NAMES) == [{"name": "陈立新"}]


def test_a_second_process_joins(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    holder = script(HOLD, str(folder))
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    with open_store(folder) as store:
        store.transaction(lambda t: t.sync([Official(key="o1", name="陈立新")]))
        assert store.query(NAMES).rows == [["陈立新"]]
        holder.communicate("\n", timeout=30)
        assert holder.returncode == 0
        # The other one is gone, and its engine with it: the same store runs it now.
        assert store.read(NAMES) == [{"name": "陈立新"}]
        store.transaction(lambda t: t.sync([Official(key="o2", name="林晓燕")]))
        assert store.query(NAMES).rows == [["林晓燕"], ["陈立新"]]
        with open_store(folder) as other:
            assert len(other.read(NAMES)) == 2
    assert not (folder / "running.json").exists()


def test_a_store_survives_the_end_of_the_engine_it_joined(tmp_path: Path) -> None:
    """The process with the engine is killed between two writes of another: that one goes on by itself."""
    folder = tmp_path / "graph"
    holder = script(HOLD, str(folder))
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    with open_store(folder) as store:
        load(store, 0)
        holder.kill()
        holder.communicate()
        load(store, 1)
        assert load(store, 0) == 0
        assert (folder / "running.json").exists()


def test_a_folder_that_is_held_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "graph"
    holder = script(HOLD, str(folder))
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    (folder / "running.json").unlink()  # it holds the folder, and nobody knows how to reach it
    monkeypatch.setattr(embedded, "PATIENCE", 0.3)
    with pytest.raises(BusyError, match="another process holds"):
        open_store(folder)
    holder.communicate("\n", timeout=30)
    open_store(folder).close()


@pytest.mark.parametrize(
    ("ending", "code"),
    [("", 0), ("raise SystemExit(3)", 3), ("raise KeyError('x')", 1), ("import sys; sys.exit(0)", 0)],
)
def test_a_process_that_does_not_close_ends_well(tmp_path: Path, ending: str, code: int) -> None:
    folder = tmp_path / "graph"
    process = script(
        "import sys; from graph.store import open_store; from graph.model import Official\n"
        "store = open_store(sys.argv[1])\n"
        "store.transaction(lambda t: t.sync([Official(key='o1', name='陈立新')]))\n" + ending,
        str(folder),
    )
    _, errors = process.communicate(timeout=60)
    assert process.returncode == code
    assert "Segmentation" not in errors
    assert not (folder / "running.json").exists()
    with open_store(folder) as store:
        assert store.read(NAMES) == [{"name": "陈立新"}]


def loader(target: str, *arguments: str, password: str | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.graph.store.loader", target, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "LOADER_PASSWORD": password or ""},
    )


def undisturbed(store: Store) -> list[str]:
    for number in range(PARTS):
        load(store, number)
    return content(store)


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "undisturbed") as store:
        wanted = undisturbed(store)
    folder = tmp_path / "graph"
    open_store(folder).close()
    process = loader(str(folder), str(600_000))
    out, errors = process.communicate(timeout=120)
    acknowledged = len(out.splitlines())
    assert process.returncode != 0
    assert "is the disk full?" in errors
    assert acknowledged < PARTS
    with open_store(folder) as store:
        for number in range(acknowledged):
            assert load(store, number) == 0
        for number in range(acknowledged, PARTS):
            load(store, number)
        assert content(store) == wanted
