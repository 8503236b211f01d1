"""Decisions on who is who at the command line: made, followed by the graph, kept over a reload, undone."""

from pathlib import Path

import orjson
import pytest

from graph.model import MeetingReport
from tests.huiyi.conftest import Run

REPORTS = [
    {
        "id": "r1",
        "source": {"published": "2021-03-02"},
        "officials": [{"name": "宋予安", "posts": ["青原区水利局局长"]}],
    },
    {
        "id": "r2",
        "source": {"published": "2021-05-02"},
        "officials": [{"name": "宋予安", "posts": ["青原区水利局局长"]}],
    },
    {
        "id": "r3",
        "source": {"published": "2021-05-09"},
        "officials": [{"name": "宋予安", "posts": ["青原区水利局局长"]}],
    },
]


@pytest.fixture
def loaded(run: Run, tmp_path: Path) -> Path:
    records = tmp_path / "records.jsonl"
    lines = [MeetingReport.model_validate(report).model_dump_json() for report in REPORTS]
    records.write_text("\n".join(lines), encoding="utf-8")
    assert run("load", records, "-g", "g")[0] == 0
    return records


def exported(run: Run) -> bytes:
    assert run("export", "-o", "e.jsonl", "-g", "g")[0] == 0
    return Path("e.jsonl").read_bytes()


def test_differ_survives_a_reload_and_undo_restores(run: Run, loaded: Path) -> None:
    before = exported(run)
    _, out, _ = run("identity", "sightings", "宋予安", "-g", "g", "-f", "json")
    first, _, last = (row["id"] for row in orjson.loads(out))
    code, _, err = run("identity", "differ", first, last, "--note", "two bureaus", "-g", "g")
    assert code == 0
    assert "kept in g.decisions.jsonl" in err
    parted = exported(run)
    assert parted != before
    count = ("cypher", "MATCH (o:Official) RETURN count(o) AS n", "-g", "g", "-f", "json")
    assert orjson.loads(run(*count)[1])[0]["n"] >= 2  # the one between may stay apart from both
    assert run("load", loaded, "-g", "g")[0] == 0
    assert run("load", loaded, "-g", "fresh")[0] == 0
    Path("g.decisions.jsonl").rename("away.jsonl")  # without the file, what the graph follows holds
    assert run("load", loaded, "-g", "g")[0] == 0
    assert exported(run) == parted
    Path("away.jsonl").rename("g.decisions.jsonl")
    assert exported(run) == parted
    code, out, _ = run("identity", "explain", first, last, "-g", "g", "-f", "json")
    assert orjson.loads(out)[0]["feature"] == "decision"
    assert run("identity", "undo", first, last, "-g", "g")[0] == 0
    assert exported(run) == before
    _, out, _ = run("identity", "history", "-f", "json", "-g", "g")
    assert [row["verdict"] for row in orjson.loads(out)] == ["differ", "undo"]


def test_a_former_key_keeps_resolving(run: Run, loaded: Path) -> None:
    _, out, _ = run("identity", "sightings", "宋予安", "-g", "g", "-f", "json")
    for row in orjson.loads(out):
        code, found, _ = run("query", "profile", "-p", f"official={row['id']}", "-g", "g", "-f", "json")
        assert code == 0
        assert orjson.loads(found)[0]["official"] == "宋予安"


def test_nothing_to_undo_is_told(run: Run, loaded: Path) -> None:
    _, out, _ = run("identity", "sightings", "宋予安", "-g", "g", "-f", "json")
    first, second, _ = (row["id"] for row in orjson.loads(out))
    code, _, err = run("identity", "undo", first, second, "-g", "g")
    assert code == 1
    assert "nothing to undo" in err


def test_review_lists_unsure_pairs(run: Run, loaded: Path) -> None:
    code, out, _ = run("identity", "review", "-g", "g", "-f", "json")
    assert code == 0
    assert orjson.loads(out) == []


def test_two_names_are_one_person_only_when_said_so(run: Run, tmp_path: Path) -> None:
    reports = [
        {"id": "r1", "source": {"published": "2021-03-02"}, "officials": [{"name": "宋予安", "posts": ["青原区区长"]}]},
        {"id": "r2", "source": {"published": "2022-05-02"}, "officials": [{"name": "宋安之", "posts": ["青原区区长"]}]},
    ]
    lines = [MeetingReport.model_validate(report).model_dump_json() for report in reports]
    (tmp_path / "r.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run("load", "r.jsonl", "-g", "g")[0] == 0
    before = exported(run)
    code, _, err = run("identity", "same", "宋予安", "宋安之", "-g", "g")
    assert code == 1
    assert "--other-name" in err
    first, second = (
        orjson.loads(run("query", "profile", "-p", f"official={n}", "-g", "g", "-f", "json")[1])[0]["key"]
        for n in ("宋予安", "宋安之")
    )
    assert run("identity", "same", "宋予安", "宋安之", "--other-name", "-g", "g")[0] == 0
    count = ("cypher", "MATCH (o:Official) RETURN o.name AS name, o.aliases AS aliases", "-g", "g", "-f", "json")
    assert orjson.loads(run(*count)[1]) == [{"name": "宋予安", "aliases": ["宋安之"]}]
    assert run("identity", "undo", first, second, "-g", "g")[0] == 0
    assert exported(run) == before
