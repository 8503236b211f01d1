"""Write a simulated world: ``python -m benchmarks.world --seed 1 --reports 20000 --out DIR``.

Writes ``reports.jsonl`` (id, title, text, published, publisher, url), ``records.jsonl`` (true records) and
``truth.jsonl`` (per report: sightings with the person's id, meeting, groups, territory).
"""

import argparse
from pathlib import Path

import orjson

from benchmarks.world import simulate


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.world", description="simulate a province and its press")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--real", metavar="PROVINCE", help="use the divisions of this province: 甘肃省")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with (
        (given.out / "reports.jsonl").open("wb") as documents,
        (given.out / "records.jsonl").open("wb") as records,
        (given.out / "truth.jsonl").open("wb") as truth,
    ):
        for told in simulate(given.seed, given.reports, real=given.real):
            documents.write(orjson.dumps(told.document) + b"\n")
            records.write(orjson.dumps(told.record) + b"\n")
            truth.write(orjson.dumps(told.truth) + b"\n")


if __name__ == "__main__":
    main()
