"""Every notebook runs from scratch, as a researcher would run it, on the embedded engine and on a real Neo4j."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from graph.store import open_store
from tests.conftest import Given, emptied

NOTEBOOKS = Path(__file__).parent.parent.parent / "notebooks"
NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
SAYS = {
    "01_tour.ipynb": ("changed the second time: 0",),
    "02_who_meets_whom.ipynb": ("officials at 19 meetings", "毕长青 车若水 observed"),
    "03_precedence_and_turnover.ipynb": ("甄云起 passed 柏若谷", "seen no more: 廖望舒、季长流"),
    "04_careers_and_identity.ipynb": ("pairs of equal name", "recall 0.9"),
    "05_your_own_reports.ipynb": ("scan.pdf | rejected", "again: 0", "parted: 2", "joined: 1"),
}
"""What each of them finds, on either engine."""
FIGURES = {"02_who_meets_whom.ipynb": 3, "03_precedence_and_turnover.ipynb": 3, "04_careers_and_identity.ipynb": 2}
PICTURES = {"01_tour.ipynb": 1, "02_who_meets_whom.ipynb": 1, "05_your_own_reports.ipynb": 1}
"""How many figures are drawn, and how many pages of the viewer are shown in a frame."""


def execute(name: str) -> str:
    """Runs a notebook in its folder; all that it printed. Its figures are there."""
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    data = [output.get("data", {}) for output in outputs]
    assert sum("image/png" in shown for shown in data) == FIGURES.get(name, 0)
    assert sum("<iframe" in shown.get("text/html", "") for shown in data) == PICTURES.get(name, 0)
    return "".join(output.get("text", "") for output in outputs)


def check(name: str, said: str) -> None:
    """It found what it should, and every character of its figures could be drawn."""
    assert [text for text in SAYS[name] if text not in said] == []
    assert "missing from" not in said


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUIYI_GRAPH", raising=False)
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the Jupyter client and its dependencies
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs(name: str) -> None:
    check(name, execute(name))


@pytest.mark.slow
@pytest.mark.neo4j
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_on_neo4j(name: str, neo4j_server: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    address, auth = neo4j_server
    with open_store(address, auth=auth) as store:
        emptied(store)
    monkeypatch.setenv("HUIYI_GRAPH", address)
    if auth:
        monkeypatch.setenv("HUIYI_USER", auth[0])
        monkeypatch.setenv("HUIYI_PASSWORD", auth[1])
    check(name, execute(name))
    with open_store(address, auth=auth) as store:
        (found,) = store.read("MATCH (r:Report) RETURN count(r) AS n")
        assert found["n"] > 0  # it was the server, not a folder
        emptied(store)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_kept_without_results(name: str) -> None:
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert not any(cell.outputs or cell.execution_count for cell in code)
