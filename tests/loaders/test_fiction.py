"""Whole reports of many kinds, invented and coded by hand for this project: what the rules made of them stays right."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.scoring import Score
from loaders.document import Document
from loaders.report import read

REPORTS = [
    json.loads(line) for line in (Path(__file__).parent / "fiction.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", REPORTS, ids=[row["id"] for row in REPORTS])
def test_every_facet_is_right(row: dict[str, Any]) -> None:
    record = read(Document(id=row["id"], raw=row["text"], published=row["published"])).model_dump(mode="json")
    assert Score().add(row["gold"], record) == {}
