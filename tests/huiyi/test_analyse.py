"""``huiyi analyse``: what it prints, the files it writes, and what it keeps in the graph."""

import csv
import inspect
from pathlib import Path

import orjson
import pytest

from graph.analysis import analyse, forget_scores, measure_table, read_attendance, read_tenures, write_scores
from graph.errors import InputError
from graph.load import load
from graph.model import MeetingReport
from graph.store import open_store
from huiyi.cli.results import SHOWN_IN
from tests.huiyi.conftest import Run
from tests.records import extracted_records


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph") / "g"
    with open_store(folder) as store:
        load(store, extracted_records())
    return folder


def test_an_overview_shows_the_head_of_every_result_with_names(run: Run, graph: Path) -> None:
    code, out, err = run("analyse", "-g", graph)
    assert (code, err) == (0, "")
    with open_store(graph) as store:
        found = analyse(read_attendance(store), read_tenures(store))
    for name, frame in found.items():
        assert f"{name}: {len(frame)} row" in out
    first = found["officials"].rows()[0]
    assert first["name"] in out
    assert first["official"] not in out


def test_one_measure_is_printed_whole_and_sorted(run: Run, graph: Path) -> None:
    code, out, _ = run("analyse", "--measure", "betweenness", "-f", "json", "-g", graph)
    assert code == 0
    rows = orjson.loads(out)
    assert set(rows[0]) == {"official", "name", "betweenness", "betweenness_error"}
    values = [row["betweenness"] for row in rows]
    assert values == sorted(values, reverse=True)
    assert values[0] > 0
    with open_store(graph) as store:
        table = read_attendance(store)
    assert len(rows) == len(table.officials)
    code, out, _ = run("analyse", "-m", "ties", "-f", "csv", "-g", graph)
    assert code == 0
    assert out.splitlines()[0] == "a,a_name,b,b_name,weight"
    assert set(table.shown(table.officials)) >= {line.split(",")[3] for line in out.splitlines()[1:]}


def test_sets_of_officials_are_shown_by_name(run: Run) -> None:
    def record(day: str) -> MeetingReport:
        names = ["卞知微", "谷雨舟", "宁远山"]
        meeting = {"name": "青原区委常委会会议", "date": day, "groups": ["青原区委常委会"], "attended": names}
        officials = [{"name": name, "posts": ["青原区委常委"]} for name in names]
        return MeetingReport.model_validate({"id": day, "officials": officials, "meetings": [meeting]})

    with open_store("g") as store:
        load(store, [record("2021-03-02"), record("2021-04-02")])
    code, out, _ = run("analyse", "-m", "line_ups", "-g", "g")
    assert code == 0
    assert out.splitlines()[0] == "line_ups: 1 row"
    assert all(name in out for name in ("卞知微", "谷雨舟", "宁远山"))
    (row,) = orjson.loads(run("analyse", "-m", "line_ups", "-f", "json", "-g", "g")[1])
    assert len(row["officials"]) == len(row["officials_name"]) == 3
    assert not {*row["officials"]} & {*row["officials_name"]}


@pytest.mark.parametrize("form", ["csv", "json"])
def test_files_hold_all_results_and_their_parameters(run: Run, graph: Path, form: str) -> None:
    code, out, err = run("analyse", "-o", "out", "-f", form, "-g", graph)
    assert (code, out) == (0, "")
    assert "written to out" in err
    parameters = orjson.loads(Path("out/parameters.json").read_bytes())
    assert {path.stem for path in Path("out").glob(f"*.{form}")} - {"parameters"} == set(parameters)
    assert parameters["officials"]["half_life"] == 730.0
    if form == "csv":
        with Path("out/interlocks.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
    else:
        rows = orjson.loads(Path("out/interlocks.json").read_bytes())
    assert all(int(row["shared"]) >= 2 for row in rows)
    assert rows
    before = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    assert run("analyse", "-o", "out", "-f", form, "-g", graph)[0] == 0
    assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == before


def test_the_list_tells_where_each_measure_is_shown(run: Run, graph: Path) -> None:
    code, out, _ = run("analyse", "--list", "-f", "json")
    assert code == 0
    listed = {row["measure"]: row["shown in"] for row in orjson.loads(out)}
    assert set(listed) == set(measure_table()["measure"])
    with open_store(graph) as store:
        found = analyse(read_attendance(store), read_tenures(store))
    assert set(SHOWN_IN) <= set(listed)
    assert set(listed.values()) - {"(Python)"} == set(SHOWN_IN.values()) == set(found)


def test_wrong_wishes_are_told_at_once(run: Run) -> None:
    code, _, err = run("analyse", "-m", "pagerang", "-m", "bogus", "-g", "nowhere")
    assert code == 1
    assert "did you mean pagerank" in err
    assert "'bogus' is no measure" in err
    code, _, err = run("analyse", "-m", "sequences", "-g", "nowhere")
    assert code == 1
    assert "graph.analysis.careers.sequences" in err
    code, _, err = run("analyse", "-f", "csv", "-g", "nowhere")
    assert code == 1
    assert "-o" in err


def test_an_empty_graph_and_a_file_in_the_way_are_errors(run: Run, graph: Path) -> None:
    open_store(Path("empty")).close()
    code, _, err = run("analyse", "-g", "empty")
    assert code == 1
    assert "nothing to analyse" in err
    Path("taken").write_text("", encoding="utf-8")
    code, _, err = run("analyse", "-o", "taken", "-g", graph)
    assert code == 1
    assert "taken" in err


def test_scores_are_kept_beside_the_graph_and_disturb_nothing(run: Run, graph: Path) -> None:
    assert run("export", "-o", "before.jsonl", "-g", graph)[0] == 0
    runs = []
    for _ in range(2):
        code, _, err = run("analyse", "--write", "-m", "two_mode", "-g", graph)
        assert code == 0
        runs.append(err.split(" of run ")[1].split()[0])
    assert runs[0] == runs[1]
    assert run("export", "-o", "after.jsonl", "-g", graph)[0] == 0
    assert Path("after.jsonl").read_bytes() == Path("before.jsonl").read_bytes()
    with open_store(graph) as store:
        assert load(store, extracted_records()).changed == 0
        found = analyse(read_attendance(store), read_tenures(store))["officials"]
        # The join as the docstring of write_scores states it.
        join = inspect.cleandoc(write_scores.__doc__ or "").split("::\n\n")[1].split("\n")[0].strip()
        kept = store.query(join + " ORDER BY s.official", {"run": runs[0]}).rows
        wanted = [[row["name"], row["pagerank"]] for row in found.sort("official").rows()]
        assert kept == wanted
        (about,) = store.read("MATCH (a:Analysis) RETURN a.key AS run, a.officials AS officials, a.parameters AS made")
        assert (about["run"], about["officials"]) == (runs[0], len(found))
        assert orjson.loads(about["made"])["seeds"] == 20
        forget_scores(store, runs[0])
        left = "MATCH (n) WHERE n:Score OR n:Analysis RETURN count(n) AS n"
        assert store.read(left) == [{"n": 0}]
        with pytest.raises(InputError, match="official"):
            write_scores(store, found.take(slice(0, 0)))


def test_what_was_kept_is_a_choice_in_the_picture(run: Run, graph: Path) -> None:
    code, _, err = run("view", "--size", "pagerank", "-o", "v.html", "-g", graph)
    assert code == 1
    assert "huiyi analyse --write" in err
    assert run("analyse", "--write", "-m", "two_mode", "-g", graph)[0] == 0
    for asked in (("--size", "pagerank", "--colour", "circle"), ("official", "梁景和", "--size", "strength")):
        code, _, err = run("view", *asked, "-o", "v.html", "-g", graph)
        assert (code, err) == (0, "open v.html in a browser\n")
    code, _, err = run("view", "--size", "beauty", "-o", "v.html", "-g", graph)
    assert code == 1
    assert "pagerank" in err
    with open_store(graph) as store:
        (about,) = store.read("MATCH (a:Analysis) RETURN a.key AS run")
        forget_scores(store, about["run"])
