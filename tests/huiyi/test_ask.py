"""``huiyi query`` at a prompt: rows as files, long tables paged, Chinese columns straight, words completed by TAB."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import orjson
import pyarrow.parquet
import pytest
from rich.cells import cell_len

from graph.load import load
from graph.store import open_store
from huiyi.cli.output import tables
from queries import catalogue, lookup
from tests.conftest import Given, emptied
from tests.huiyi.conftest import Run
from tests.records import example_records

PEOPLE = ("沈砚秋", "梁景和")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked") / "graph"
    with open_store(folder) as store:
        load(store, example_records())
    return folder


# ----------------------------------------------------------------------------------------------------------- files


def test_rows_become_a_file_by_its_ending(run: Run, graph: Path, tmp_path: Path) -> None:
    asked = ("query", "company", "-p", "official=沈砚秋", "-g", graph)
    expected = orjson.loads(run(*asked, "-f", "json")[1])
    for ending in ("csv", "json", "parquet"):
        code, out, err = run(*asked, "-o", tmp_path / f"rows.{ending}")
        assert (code, out) == (0, "")
        assert f"{len(expected)} rows written to" in err
    found = pyarrow.parquet.read_table(tmp_path / "rows.parquet")
    assert found.column_names == list(lookup("company").columns)
    assert str(found.schema.field("meetings").type) == "int64"
    assert found.to_pylist() == expected == orjson.loads((tmp_path / "rows.json").read_bytes())
    assert (tmp_path / "rows.csv").read_text("utf-8") == run(*asked, "-f", "csv")[1]


def test_lists_and_empty_columns_are_typed(run: Run, graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.pq"
    asked = "MATCH (o:Official) RETURN o.name AS name, o.aliases AS aliases, o.sex AS sex, o.reports AS reports LIMIT 9"
    assert run("cypher", asked, "-g", graph, "-f", "parquet", "-o", path)[0] == 0
    kinds = [str(field.type) for field in pyarrow.parquet.read_schema(path)]
    assert kinds[0] == kinds[2] == "string"
    assert kinds[3] == "int64"
    mixed = "UNWIND [1, 'two', [3]] AS value RETURN value"
    assert run("cypher", mixed, "-g", graph, "-o", tmp_path / "mixed.parquet")[0] == 0
    assert pyarrow.parquet.read_table(tmp_path / "mixed.parquet").to_pylist() == [
        {"value": "1"}, {"value": "two"}, {"value": "3"},
    ]  # fmt: skip
    nothing = "MATCH (o:Official) WHERE o.name = 'x' RETURN o.name AS name"
    assert run("cypher", nothing, "-g", graph, "-o", tmp_path / "none.parquet")[0] == 0
    assert pyarrow.parquet.read_table(tmp_path / "none.parquet").num_rows == 0


@pytest.mark.parametrize(
    ("wished", "said"),
    [
        (("-f", "parquet"), "-o rows.parquet"),
        (("-o", "rows.txt"), "End it with .csv, .json or .parquet"),
        (("-o", "rows.csv", "-f", "table"), "as what?"),
    ],
)
def test_a_wish_that_cannot_be_met_is_told_first(run: Run, wished: tuple[str, ...], said: str) -> None:
    code, out, err = run("query", "career", "-p", "official=x", "-g", "nowhere", *wished)
    assert (code, out) == (1, "")
    assert said in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("asked", [("query", "namesakes", "-o", "x.parquet"), ("analyse", "-o", "x", "-f", "parquet")])
def test_without_pyarrow_it_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    code, out, err = run(*asked, "-g", "nowhere")
    assert (code, out) == (1, "")
    assert "pip install 'huiyi[parquet]'" in err


def test_results_of_the_analysis_as_parquet(run: Run, graph: Path) -> None:
    assert run("analyse", "-m", "pagerank", "-m", "line_ups", "-o", "out", "-f", "parquet", "-g", graph)[0] == 0
    found = pyarrow.parquet.read_table("out/pagerank.parquet")
    assert str(found.schema.field("pagerank").type) == "double"


# -------------------------------------------------------------------------------------------------------- a terminal


def test_columns_stand_straight_with_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    values = [("沈砚秋", "桐浦区委书记", 3), ("Li", "a long title in English", 12), ("阿依古丽·买买提", "区长", 1)]
    tables([(("name", "post", "n"), values, None)])
    lines = [line for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert len({cell_len(line) for line in lines}) == 1
    starts = {cell_len(line[: line.index(post)]) for line, (_, post, _) in zip(lines[2:], values, strict=True)}
    assert len(starts) == 1


def in_terminal(command: list[str], folder: Path, rows: int, pager: str) -> str:
    """Run with a terminal of so many rows on all sides; what it shows."""
    import pty

    main, other = pty.openpty()
    environment = {**os.environ, "PAGER": pager, "LINES": str(rows), "COLUMNS": "160", "TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-m", "huiyi", *command], stdin=other, stdout=other, stderr=other, cwd=folder, env=environment
    )
    os.close(other)
    shown = b""
    try:
        while part := os.read(main, 65_536):
            shown += part
    except OSError:  # the other side was closed
        pass
    os.close(main)
    assert process.wait(60) == 0
    return shown.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
def test_a_table_longer_than_the_screen_is_paged(graph: Path, tmp_path: Path) -> None:
    asked = ["query", "company", "-p", "official=沈砚秋", "-g", str(graph)]
    pager = "cat > paged.txt; echo was paged"
    shown = in_terminal(asked, tmp_path, 10, pager)
    assert "was paged" in shown
    assert "梁景和" not in shown
    paged = (tmp_path / "paged.txt").read_text("utf-8")
    assert "梁景和" in paged
    assert "\x1b" not in paged
    for more, lines in ((["--no-pager"], 10), ([], 500)):
        shown = in_terminal([*asked, *more], tmp_path, lines, pager)
        assert "was paged" not in shown
        assert "梁景和" in shown


def test_nothing_is_paged_into_a_pipe(run: Run, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", "false")
    monkeypatch.setenv("LINES", "5")
    assert "梁景和" in run("query", "company", "-p", "official=沈砚秋", "-g", graph)[1]


# ----------------------------------------------------------------------------------------------------------- TAB

Tab = Callable[..., list[str]]


@pytest.fixture
def tab(run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Tab:
    """What bash offers when TAB is struck behind these words, cut at ``=`` as bash cuts them."""

    def completed(*words: str) -> list[str]:
        monkeypatch.setenv("_HUIYI_COMPLETE", "complete_bash")
        cut = ["huiyi", *words]
        monkeypatch.setenv("COMP_WORDS", "\n".join(cut))
        monkeypatch.setenv("COMP_CWORD", str(len(cut) - 1))
        code, out, err = run()
        monkeypatch.delenv("_HUIYI_COMPLETE")
        assert (code, err) == (0, "")
        return out.split()

    return completed


def test_questions_are_completed(tab: Tab) -> None:
    assert tab("query", "meeting_") == ["meeting_agenda", "meeting_people", "meeting_reports"]
    assert set(tab("query", "")) == set(catalogue())
    assert tab("analyse", "-m", "pager") == ["pagerank"]


def test_parameters_are_completed(tab: Tab) -> None:
    assert set(tab("query", "company", "-p", "")) == {"official=", "since=", "until=", "limit="}
    assert tab("query", "company", "-p", "li") == ["limit=10", "limit=50", "limit=200"]
    assert tab("query", "nonesuch", "-p", "o") == []
    assert tab("query", "company", "-p", "colour", "=", "r") == []


def test_names_come_from_the_graph(run: Run, tab: Tab, graph: Path) -> None:
    assert run("query", "career", "-p", "official=沈砚秋", "-g", graph)[0] == 0  # whoever opens it keeps its names
    asked = ("query", "career", "-g", str(graph), "-p", "official", "=")
    for typed in ("沈砚", "shenyan", "Shěn", "ShenYanQ"):
        assert tab(*asked, typed) == ["沈砚秋"], typed
    assert set(PEOPLE) <= set(tab(*asked))
    assert tab(*asked[:-2], "off")[0].startswith("official=")
    assert all(
        name.startswith("桐浦区")
        for name in tab("query", "group_members", "-g", str(graph), "-p", "group", "=", "桐浦区")
    )
    assert "2022" in tab("query", "company", "-g", str(graph), "-p", "since", "=", "202")
    assert "2022-07" in tab("query", "company", "-g", str(graph), "-p", "since", "=", "2022-")
    assert "桐浦区" in tab("query", "changes", "-g", str(graph), "-p", "territory", "=", "桐")
    assert tab("query", "career", "-g", str(graph), "--param", "=", "official", "=", "沈") == ["沈砚秋"]


def test_zsh_and_fish_want_the_whole_word(run: Run, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("query", "career", "-p", "official=沈砚秋", "-g", graph)[0] == 0
    monkeypatch.setenv("_HUIYI_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", f"huiyi query career -g {graph} -p official=沈")
    assert run()[1].split() == ["official=沈砚秋"]


def test_where_there_is_no_graph_it_is_quick_and_silent(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    before = time.process_time()
    for target in ("nowhere", "bolt://127.0.0.1:1", "bolt://user@x:y", ""):
        assert tab("query", "career", "-g", target, "-p", "official", "=", "沈") == []
    assert time.process_time() - before < 2
    Path("huiyi.toml").write_text("grpah = 1\n", encoding="utf-8")
    assert tab("query", "career", "-p", "official", "=", "沈") == []
    assert tab("query", "car") == ["career"]


def test_an_answer_is_kept_in_the_folder_once(run: Run, graph: Path) -> None:
    kept = graph / "names.json"
    assert run("query", "namesakes", "-g", graph)[0] == 0
    before = kept.stat().st_mtime_ns
    assert run("query", "namesakes", "-g", graph)[0] == 0
    assert kept.stat().st_mtime_ns == before
    with open_store(graph) as store:
        store.transaction(lambda t: t.run("CREATE (:Official {key: 'new', name: '新来人', reports: 1})"))
    assert run("query", "namesakes", "-g", graph)[0] == 0
    assert ["新来人", ""] in orjson.loads(kept.read_bytes())["names"]["official"]
    with open_store(graph) as store:
        store.transaction(lambda t: t.run("MATCH (o:Official {key: 'new'}) DELETE o"))


@pytest.mark.neo4j
def test_a_server_is_asked(tab: Tab, neo4j_server: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    address, auth = neo4j_server
    with emptied(open_store(address, auth=auth)) as store:
        load(store, example_records())
    if auth:
        monkeypatch.setenv("HUIYI_USER", auth[0])
        monkeypatch.setenv("HUIYI_PASSWORD", auth[1])
    assert tab("query", "career", "-g", address, "-p", "official", "=", "沈") == ["沈砚秋"]
    monkeypatch.setenv("HUIYI_GRAPH", address)
    assert tab("query", "career", "-p", "official", "=", "liang") == ["梁景和"]
