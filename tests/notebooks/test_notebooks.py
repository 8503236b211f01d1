"""Every notebook runs from scratch, as a researcher would run it, on the embedded engine and on a real Neo4j."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from graph.store import open_store
from tests.conftest import Given, emptied

NOTEBOOKS = Path(__file__).parent.parent.parent / "notebooks"
NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))


def execute(name: str) -> str:
    """Runs a notebook in its folder; all that it printed."""
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    return "".join(
        output.get("text", "") for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs
    )


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUIYI_GRAPH", raising=False)
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the Jupyter client and its dependencies
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs(name: str) -> None:
    assert "changed the second time: 0" in execute(name) or name != "01_tour.ipynb"


@pytest.mark.slow
@pytest.mark.neo4j
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_tour_runs_on_neo4j(neo4j_server: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    address, auth = neo4j_server
    with open_store(address, auth=auth) as store:
        emptied(store)
    monkeypatch.setenv("HUIYI_GRAPH", address)
    if auth:
        monkeypatch.setenv("HUIYI_USER", auth[0])
        monkeypatch.setenv("HUIYI_PASSWORD", auth[1])
    assert "changed the second time: 0" in execute("01_tour.ipynb")
    with open_store(address, auth=auth) as store:
        assert store.read("MATCH (r:Report) RETURN count(r) AS n") == [{"n": 22}]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_kept_without_results(name: str) -> None:
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert not any(cell.outputs or cell.execution_count for cell in code)
