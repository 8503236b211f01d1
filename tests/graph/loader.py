"""A loader to be killed, or to run beside others: loads records, and says after each batch how many it has loaded.

    python -m tests.graph.loader TARGET RECORDS.jsonl

The password of a server is taken from ``LOADER_PASSWORD``.
"""

import os
import sys
from pathlib import Path

from graph.errors import StoreError
from graph.load import load
from graph.model import parse_record
from graph.store import open_store

BATCH = 2


def main() -> int:
    records = [parse_record(line, "a line") for line in Path(sys.argv[2]).read_bytes().splitlines()]
    done = 0

    def told(reports: int) -> None:
        nonlocal done
        done += reports
        print(done, flush=True)  # noqa: T201 - the test reads it

    try:
        password = os.environ.get("LOADER_PASSWORD")
        with open_store(sys.argv[1], auth=("neo4j", password) if password else None) as store:
            print(0, flush=True)  # noqa: T201
            load(store, records, batch=BATCH, progress=told)
    except StoreError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
