"""Puts an input of any length into a server, and says how much memory that took at most, in MB.

    python -m tests.graph.store.long_input ADDRESS PREFIX REPORTS

The password is taken from ``LOADER_PASSWORD``. Windows are small here, so that a short input has many.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from graph.model import Edge, Node, Official, Report, Reports
from graph.store import bulk, open_store

CHARACTERS = 20_000


def elements(prefix: str, reports: int) -> Iterator[Node | Edge]:
    """Long reports, each after the other, and what they say; nothing is kept."""
    yield Official(key=f"{prefix}o", name="陈立新")
    for n in range(reports):
        key = f"{prefix}r{n}"
        yield Report(key=key, id=key, record="记" * CHARACTERS + key)
        yield Reports(start=key, end=f"{prefix}o", sighting=f"{key}s", name="陈立新")


def peak() -> int:
    """The most memory that this process had, in MB (``getrusage`` counts that of the process that began it, too)."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("utf-8").splitlines())
    return int(status["VmHWM"].split()[0]) // 1024


def main() -> int:
    bulk.BYTES = 10 * CHARACTERS
    address, prefix, reports = sys.argv[1:]
    password = os.environ.get("LOADER_PASSWORD")
    with open_store(address, auth=("neo4j", password) if password else None) as store:
        inserted = store.write(elements(prefix, int(reports))).total("inserted")
    print(inserted, peak())  # noqa: T201 - the test reads it
    return 0


if __name__ == "__main__":
    sys.exit(main())
