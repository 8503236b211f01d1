"""What is exported can be imported: the same graph arrives, in another store or out of a file."""

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from graph.errors import InputError, RecordError
from graph.export import FORMATS, elements, write_jsonl
from graph.load import load
from graph.store import Store, open_store
from graph.transfer import copy, put, read
from tests.records import extracted_records


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example graph."""
    folder = tmp_path_factory.mktemp("transfer") / "graph"
    with open_store(folder) as store:
        load(store, extracted_records())
    return folder


@pytest.mark.parametrize(
    ("form", "name"), [("jsonl", "g.jsonl"), ("csv", "g.zip"), ("csv", "tables"), ("graphml", "g.graphml")]
)
def test_a_file_brings_the_same_graph(
    examples: Path, open_empty: Callable[[], Store], tmp_path: Path, form: str, name: str
) -> None:
    with open_store(examples) as source:
        FORMATS[form](source, tmp_path / name)
        sent = list(elements(source))
    target = open_empty()
    counts = put(target, read(tmp_path / name))
    assert counts.total("inserted") == len(sent)
    arrived = list(elements(target))
    if form == "graphml":  # a picture of the graph: records stay at home
        sent = [{k: v for k, v in row.items() if k != "record"} for row in sent]
    assert arrived == sent
    assert put(target, read(tmp_path / name)).changed == 0


def test_copy_between_stores(examples: Path, open_empty: Callable[[], Store], tmp_path: Path) -> None:
    target = open_empty()
    with open_store(examples) as source:
        copy(source, target)
        write_jsonl(source, tmp_path / "a.jsonl")
    write_jsonl(target, tmp_path / "b.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    assert load(target, extracted_records()).changed == 0


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"label": "Officer", "key": "x"}', "neither label nor type is known: Officer"),
        ('{"label": "Official", "key": "x", "age": 40}', "name: Field required"),
        ('{"label": ', "not JSON"),
        ("[]", "not an object"),
    ],
)
def test_a_wrong_line_is_told_with_its_number(tmp_path: Path, line: str, fault: str) -> None:
    path = tmp_path / "g.jsonl"
    good = orjson.dumps({"label": "Official", "key": "o1", "name": "高远"}).decode()
    path.write_text(f"{good}\n{line}\n", encoding="utf-8")
    with open_store(tmp_path / "graph") as store:
        with pytest.raises(RecordError) as told:
            put(store, read(path))
        assert store.read("MATCH (n:Official) RETURN count(n) AS n") == [{"n": 0}]
    assert fault in str(told.value)
    assert "2" in str(told.value)


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"x")
    with pytest.raises(InputError, match="import reads"):
        read(tmp_path / "x.docx")
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "nothing.jsonl")
