"""What a loader needs in memory does not grow with its input."""

import os
import subprocess
import sys

from graph.store import open_store
from tests.conftest import Given, emptied
from tests.graph.store.long_input import CHARACTERS


def test_memory_stays_flat_however_long_the_input(neo4j_server: Given) -> None:
    """The longer input takes 34 MB more, wherever it is kept."""
    address, auth = neo4j_server
    with open_store(address, auth=auth) as store:
        emptied(store)
    peaks: list[int] = []
    for prefix, reports in (("short", 100), ("long", 1_000)):
        ran = subprocess.run(
            [sys.executable, "-m", "tests.graph.store.long_input", address, prefix, str(reports)],
            env={**os.environ, "LOADER_PASSWORD": auth[1] if auth else ""},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        inserted, peak = map(int, ran.stdout.split())
        assert inserted == 2 * reports + 1
        peaks.append(peak)
    longer = 900 * CHARACTERS * 2 // 2**20
    assert longer > 30
    assert peaks[1] - peaks[0] < longer / 3
    assert peaks[1] < 300
