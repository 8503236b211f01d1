"""The command line as people use it: results on stdout, one clear line on stderr, exit codes that say what happened."""

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from queries import catalogue
from tests.huiyi.conftest import Run

ROOT = Path(__file__).parent.parent.parent
REPORTS = ROOT / "examples" / "reports"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example graph."""
    from graph.load import load
    from graph.store import open_store
    from tests.records import example_records

    folder = tmp_path_factory.mktemp("example") / "graph"
    with open_store(folder) as store:
        load(store, example_records())
    return folder


def test_help_is_complete_and_quick() -> None:
    command = [sys.executable, "-m", "huiyi", "--help"]
    taken = []
    for _ in range(3):
        before = os.times()
        found = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8")
        after = os.times()
        taken.append(after.children_user + after.children_system - before.children_user - before.children_system)
    for name in ("extract", "load", "forget", "query", "cypher", "identity", "view", "export", "doctor"):
        assert name in found.stdout
    assert min(taken) < 0.6  # seconds of CPU: 0.2 on a quiet machine; a busy one takes longer for the same work


def test_load_twice_says_unchanged(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("load", REPORTS, "--graph", tmp_path / "g", "--json")
    first = orjson.loads(out)
    assert code == 0
    assert first["rejected"] == []
    assert first["counts"]["Report"] == {"inserted": 22}
    code, out, _ = run("load", REPORTS, "--graph", tmp_path / "g", "--json")
    assert code == 0
    assert all(set(kinds) == {"unchanged"} for kinds in orjson.loads(out)["counts"].values())


def test_a_report_goes_in_and_a_graph_comes_out(run: Run, tmp_path: Path) -> None:
    code, _, _ = run("extract", REPORTS, "-o", tmp_path / "r.jsonl")
    assert code == 0
    code, out, _ = run("load", tmp_path / "r.jsonl", "--graph", tmp_path / "g")
    assert code == 0
    assert "inserted" in out
    code, out, _ = run("query", "attended_chaired_by", "-p", "official=梁景和", "-g", tmp_path / "g", "-f", "json")
    assert code == 0
    assert "俞伯衡" in {row["attendee"] for row in orjson.loads(out)}
    code, _, err = run("forget", "lc-20211224", "-g", tmp_path / "g")
    assert (code, err) == (0, "")
    code, _, err = run("forget", "lc-20211224", "-g", tmp_path / "g")
    assert code == 1
    assert "no report here has the id 'lc-20211224'" in err


def test_formats_of_rows(run: Run, graph: Path) -> None:
    asked = ("query", "career", "-p", "official=俞伯衡", "-g", graph, "-f")
    _, csv, _ = run(*asked, "csv")
    _, json, _ = run(*asked, "json")
    _, table, err = run(*asked, "table")
    assert csv.splitlines()[0].startswith("post,group,territory")
    assert len(csv.splitlines()) - 1 == len(orjson.loads(json))
    assert "常务副区长" in table
    assert "rows" in err


def test_the_catalogue_is_listed(run: Run) -> None:
    code, out, _ = run("query", "--list", "-f", "json")
    assert code == 0
    assert {
        "name": "career",
        "question": "In which posts was an official seen, and when? 某人何时见于何职？",
        "parameters": ["official"],
    } in orjson.loads(out)
    code, out, _ = run("query", "--list", "Chair", "-f", "json")
    assert code == 0
    assert {"who_chaired", "attended_chaired_by"} <= {row["name"] for row in orjson.loads(out)} < {*catalogue()}
    assert run("query", "--list", "主持", "-f", "json")[0] == 0
    code, _, err = run("query", "--list", "weather")
    assert code == 1
    assert "no question speaks of 'weather'" in err


def test_what_a_new_user_asks_is_one_command_each(run: Run, graph: Path) -> None:
    def asked(*words: str) -> list[dict[str, object]]:
        code, out, _ = run("query", *words, "-g", graph, "-f", "json")
        assert code == 0
        rows: list[dict[str, object]] = orjson.loads(out)
        return rows

    # Who chaired the district committee in 2022?
    (chair,) = asked("who_chaired", "-p", "group=桐浦区委", "-p", "since=2022", "-p", "until=2022")
    assert chair["official"] == "梁景和"
    # Who sat with her most often after her promotion?
    rows = asked("company_in_post", "-p", "official=沈砚秋", "-p", "post=副市长")
    assert {row["since"] for row in rows} == {"2022-06-29"}
    assert {row["in_post"] for row in rows} == {"霖川市副市长"}
    assert rows[0]["meetings"] == max(int(str(row["meetings"])) for row in rows)
    # What changed in the leading group since last year?
    rows = asked("group_changes", "-p", "group=桐浦区委城市更新工作领导小组", "-p", "date=2022")
    assert {(row["official"], row["change"]) for row in rows} >= {("梁景和", "came"), ("沈砚秋", "not seen since")}


def test_cypher_reads_and_only_writes_when_told(run: Run, graph: Path) -> None:
    code, out, _ = run(
        "cypher",
        "MATCH (o:Official) WHERE o.name = $n RETURN o.name AS name",
        "-p",
        "n=俞伯衡",
        "-g",
        graph,
        "-f",
        "json",
    )
    assert (code, orjson.loads(out)) == (0, [{"name": "俞伯衡"}])
    code, _, err = run("cypher", "CREATE (:Official {key: 'x', name: 'x'})", "-g", graph)
    assert code == 1
    assert "--write" in err
    code, out, _ = run("cypher", "MATCH (o:Official {key: 'x'}) RETURN count(o) AS n", "-g", graph, "-f", "json")
    assert orjson.loads(out) == [{"n": 0}]


def test_exports_are_written_and_canonical(run: Run, graph: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        code, _, err = run("export", "-f", "jsonl", "-o", tmp_path / f"{name}.jsonl", "-g", graph)
        assert code == 0
        assert "elements written" in err
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    for form, file in (("graphml", "g.graphml"), ("csv", "g.zip")):
        assert run("export", "-f", form, "-o", tmp_path / file, "-g", graph)[0] == 0
        assert (tmp_path / file).stat().st_size > 10_000


def test_export_import_copy(run: Run, graph: Path, tmp_path: Path) -> None:
    assert run("export", "-o", "a.jsonl", "-g", graph)[0] == 0
    code, out, _ = run("import", "a.jsonl", "-g", "other", "--json")
    assert code == 0
    assert orjson.loads(out)["counts"]["Report"] == {"inserted": 22}
    assert run("copy", "other", "third", "--json")[0] == 0
    assert run("export", "-o", "b.jsonl", "-g", "third")[0] == 0
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_a_graph_of_an_older_schema_is_renewed(run: Run, tmp_path: Path) -> None:
    assert run("load", REPORTS, "-g", "old")[0] == 0
    assert run("export", "-o", "a.jsonl", "-g", "old")[0] == 0
    assert run("cypher", "--write", "MATCH (s:Schema) SET s.version = 0", "-g", "old")[0] == 0
    code, _, err = run("load", REPORTS, "-g", "old")
    assert code == 1
    assert "huiyi copy --renew old NEW" in err
    code, out, _ = run("copy", "--renew", "old", "new", "--json")
    assert (code, orjson.loads(out)["counts"]["Report"]) == (0, {"inserted": 22})
    assert run("export", "-o", "b.jsonl", "-g", "new")[0] == 0
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_dry_run_and_since(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("load", REPORTS, "-g", "g", "--dry-run", "--json")
    assert code == 0
    assert orjson.loads(out)["counts"]["Report"] == {"inserted": 22}
    code, out, _ = run("load", REPORTS, "-g", "g", "--since", "2023", "--json")
    assert code == 0
    assert orjson.loads(out)["counts"]["Report"] == {"inserted": 3}
    code, out, err = run("load", REPORTS, "-g", "none", "--since", "2030")
    assert (code, out) == (1, "")
    assert "none was published since 2030" in err
    assert not (tmp_path / "none").exists()


def test_view_is_one_file(run: Run, graph: Path, tmp_path: Path) -> None:
    code, _, err = run("view", "-o", tmp_path / "v.html", "-g", graph)
    assert code == 0
    assert "open" in err
    assert (tmp_path / "v.html").read_bytes().startswith(b"<!")


@pytest.mark.parametrize(
    "asked",
    [
        ("official", "梁景和"),
        ("meeting", "全区领导干部大会"),
        ("between", "梁景和", "沈砚秋"),
        ("period", "2021", "2021-12"),
    ],
    ids=lambda asked: asked[0],
)
def test_view_starts_from_a_question(run: Run, graph: Path, tmp_path: Path, asked: tuple[str, ...]) -> None:
    assert run("view", "-o", "all.html", "-g", graph)[0] == 0
    code, _, err = run("view", *asked, "-o", "cut.html", "-g", graph)
    assert (code, err) == (0, "open cut.html in a browser\n")
    assert (tmp_path / "cut.html").stat().st_size < (tmp_path / "all.html").stat().st_size
    code, _, err = run("view", asked[0], "-g", graph)
    assert code == 1
    assert "see `huiyi view --help`" in err


def test_site_is_a_folder_of_pages(run: Run, graph: Path, tmp_path: Path) -> None:
    code, _, err = run("site", "-o", "site", "-g", graph)
    assert code == 0
    assert "pages in site" in err
    assert (tmp_path / "site" / "index.html").exists()
    assert len(list((tmp_path / "site" / "official").iterdir())) >= 60


def test_doctor(run: Run, graph: Path) -> None:
    code, out, _ = run("doctor", "-g", graph, "--json")
    checks = {row["check"]: row for row in orjson.loads(out)}
    assert code == 0
    assert checks["embedded engine"]["works"]
    assert "22 reports" in checks["graph"]["detail"]
    code, out, _ = run("doctor", "-g", "bolt://127.0.0.1:1")
    assert code == 1
    assert "ConnectError" in out


WRONG: list[tuple[list[str], str]] = [
    (["query", "carreer", "-p", "official=x"], "did you mean career"),
    (["query", "career"], "needs official"),
    (["query", "career", "-p", "person=x"], "no parameter person"),
    (["query", "career", "-p", "official"], "name=value"),
    (["query", "career", "-p", "official=无此人", "-g", "GRAPH"], "no official is known as '无此人'"),
    (["query"], "which question?"),
    (["cypher", "MATCH (n RETURN n", "-g", "GRAPH"], ""),
    (["cypher", "RETURN 1", "-g", "bolt://127.0.0.1:1"], "bolt://127.0.0.1:1"),
    (["cypher", "RETURN 1", "-g", "no-such-folder"], "no-such-folder"),
    (["view", "-g", "no-such-folder"], "no-such-folder"),
]


@pytest.mark.parametrize(
    ("arguments", "said"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_what_is_wrong_is_told_in_one_line(run: Run, graph: Path, arguments: list[str], said: str) -> None:
    code, out, err = run(*(str(graph) if a == "GRAPH" else a for a in arguments))
    assert code == 1
    assert out == ""
    assert err.startswith("huiyi: ")
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("binary.txt", bytes(range(256)) * 20),
        ("broken.jsonl", b'{"id": "a", "text": '),
        ("none", None),
    ],
)
def test_a_bad_input_alone_is_told(run: Run, tmp_path: Path, name: str, content: bytes | None) -> None:
    path = tmp_path / "in" / name
    path.parent.mkdir()
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    code, out, err = run("load", path, "-g", tmp_path / "g")
    assert code == 1
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert name in err


def test_good_ones_are_loaded_and_bad_ones_listed(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_bytes((REPORTS / "tongpu-20210318.txt").read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    (folder / "two.jsonl").write_text(
        '{"id": "a", "text": "5月1日，区长高远主持召开会议。", "published": "2022-05-02"}\n{"id": \n', encoding="utf-8"
    )
    code, _, err = run("load", folder, "-g", tmp_path / "g", "--json")
    assert code == 0
    rejected = [orjson.loads(line) for line in (tmp_path / "rejected.jsonl").read_bytes().splitlines()]
    assert {Path(row["source"].split(":")[0]).name for row in rejected} == {"empty.txt", "two.jsonl"}
    assert all(row["reason"] for row in rejected)
    assert "and 1 more; see rejected.jsonl" in err


def test_settings_come_from_the_environment_and_the_file(
    run: Run, graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("cypher", "MATCH (r:Report) RETURN count(r) AS n", "-f", "json")
    (tmp_path / "huiyi.toml").write_text(f"graph = '{graph}'\n", encoding="utf-8")
    assert orjson.loads(run(*asked)[1]) == [{"n": 22}]
    monkeypatch.setenv("HUIYI_GRAPH", "elsewhere")
    assert "elsewhere" in run(*asked)[2]
    (tmp_path / "huiyi.toml").write_text("grpah = 'x'\n", encoding="utf-8")
    assert "grpah" in run(*asked)[2]
