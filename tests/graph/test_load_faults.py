"""Loaders that are killed, and loaders side by side: always whole batches, and at the end the graph of all reports."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.world import simulate
from graph.export import write_jsonl
from graph.load import build, load
from graph.model import MeetingReport
from graph.store import Store, open_store
from tests.conftest import ENGINES, Given, emptied
from tests.graph.test_load import canonical, stored

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("HUIYI_TEST_KILLS", "4"))
"""50 by hand: ``HUIYI_TEST_KILLS=50 pytest tests/graph/test_load_faults.py``."""


@pytest.fixture(scope="module")
def records() -> list[MeetingReport]:
    return [MeetingReport.model_validate(told.record) for told in simulate(6, 50, crowd=0.3)]


@pytest.fixture(params=ENGINES)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Given:
    """An empty store, closed."""
    if request.param == "embedded":
        return str(tmp_path / "graph"), None
    address, auth = request.getfixturevalue("neo4j_server")
    with open_store(address, auth=auth) as store:
        emptied(store)
    return address, auth


def opened(target: Given) -> Store:
    return open_store(target[0], auth=target[1])


def export(store: Store, folder: Path) -> bytes:
    write_jsonl(store, folder / "export.jsonl")
    return (folder / "export.jsonl").read_bytes()


def loader(target: Given, records: Sequence[MeetingReport], file: Path) -> subprocess.Popen[str]:
    file.write_text("\n".join(record.model_dump_json() for record in records), "utf-8")
    return subprocess.Popen(
        [sys.executable, "-m", "tests.graph.loader", target[0], str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "LOADER_PASSWORD": target[1][1] if target[1] else ""},
    )


def undisturbed(target: Given, records: Sequence[MeetingReport], folder: Path) -> bytes:
    """The export of one load without faults, into another folder, or into the same server, which is empty then."""
    with opened((str(folder / "undisturbed"), None) if target[1] is None else target) as store:
        load(store, records)
        found = export(store, folder)
        emptied(store)
    return found


def test_killed_loaders_lose_and_double_nothing(target: Given, records: list[MeetingReport], tmp_path: Path) -> None:
    """``kill -9`` at random points: what is there is a whole; at the end the export is the same, byte for byte."""
    wanted = undisturbed(target, records, tmp_path)
    dice = random.Random(6)
    reached: set[int] = set()
    for kill in range(KILLS):
        dice.shuffle(records)
        process = loader(target, records, tmp_path / "records.jsonl")
        assert process.stdout is not None
        acknowledged = 0
        for _ in range(dice.randrange(len(records) // 4)):
            acknowledged = int(process.stdout.readline())
        time.sleep(dice.random() * 0.1)  # somewhere in the next batch
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        with opened(target) as store:
            there = {row["id"] for row in store.read("MATCH (r:Report) RETURN r.id AS id")}
            assert {record.id for record in records[:acknowledged]} <= there
            assert stored(store) == canonical(build(r for r in records if r.id in there))
            reached.add(len(there))
            if len(there) == len(records) and kill < KILLS - 1:
                emptied(store)
    process = loader(target, records, tmp_path / "records.jsonl")
    assert process.communicate()[1] == ""
    with opened(target) as store:
        assert export(store, tmp_path) == wanted
    assert any(0 < n < len(records) for n in reached)


def test_two_loaders_with_overlapping_input(target: Given, records: list[MeetingReport], tmp_path: Path) -> None:
    """Two processes at once, a third of the reports in both: the export is that of one loader."""
    wanted = undisturbed(target, records, tmp_path)
    third = len(records) // 3
    loaders = [
        loader(target, records[: 2 * third], tmp_path / "one.jsonl"),
        loader(target, records[: third - 1 : -1], tmp_path / "other.jsonl"),
    ]
    assert [process.communicate(timeout=120)[1] for process in loaders] == ["", ""]
    with opened(target) as store:
        assert export(store, tmp_path) == wanted
        assert len(store.read("MATCH (r:Run) RETURN r.key")) == 2
