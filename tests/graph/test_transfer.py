"""What is exported can be imported: the same graph arrives, in another store or out of a file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pytest

from graph import load as loading
from graph.errors import InputError, RecordError
from graph.export import FORMATS, elements, write_jsonl
from graph.load import build, forget, load
from graph.model import Attended, Edge, Meeting, MeetingReport, Node, Official, Report, Reports
from graph.store import Store, open_store
from graph.transfer import copy, put, read
from tests.conftest import OpenStore
from tests.graph.store.test_hostile import NAMES
from tests.graph.test_load import canonical, stored
from tests.records import extracted_records


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the example graph; its engine runs on, so that opening it is cheap."""
    folder = tmp_path_factory.mktemp("transfer") / "graph"
    with open_store(folder) as store:
        load(store, extracted_records())
        yield folder


FILES = [
    ("jsonl", "g.jsonl"), ("csv", "g.zip"), ("csv", "tables"), ("graphml", "g.graphml"), ("gexf", "g.gexf"),
    ("parquet", "parquet"),
]  # fmt: skip
SENTENCE = "\r\n ␛1; ␛;\t<b>&amp;</b>\u0000\u001b]0;x\u0007\ufffe"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with everything that a name, a list or a sentence may be."""
    folder = tmp_path_factory.mktemp("odd") / "graph"
    people: list[Node] = [Official(key=f"o{n}", name=name, aliases=(name, "甲;乙", "")) for n, name in enumerate(NAMES)]
    people += [
        Official(key="alone", name="", aliases=("",)),
        Meeting(key="m", name="会", complete=False, ordinal=2**40),
    ]
    people += [Report(key=SENTENCE, id=SENTENCE, record='{"long": "' + "长" * 140_000 + '"}')]
    edges: list[Edge] = [Attended(start="o1", end="m", order=-1, derived=True, sentence=SENTENCE, reports=(" ",))]
    edges += [Reports(start=SENTENCE, end="o1", sighting=s, name="", confidence=c) for s, c in (("a", 1.0), ("b", 0.1))]
    with open_store(folder) as store:
        store.transaction(lambda t: t.sync(people, edges))
        yield folder


@pytest.mark.parametrize(("form", "name"), FILES, ids=[name for _, name in FILES])
@pytest.mark.parametrize("which", ["examples", "odd"])
def test_a_file_brings_the_same_graph(
    which: str, request: pytest.FixtureRequest, open_empty: OpenStore, tmp_path: Path, form: str, name: str
) -> None:
    store = open_empty()
    with open_store(request.getfixturevalue(which)) as source:
        FORMATS[form](source, tmp_path / name)
        count = write_jsonl(source, tmp_path / "sent.jsonl")
    counts = put(store, read(tmp_path / name))
    assert counts.total("inserted") == count
    write_jsonl(store, tmp_path / "arrived.jsonl")
    assert (tmp_path / "arrived.jsonl").read_bytes() == (tmp_path / "sent.jsonl").read_bytes()
    assert put(store, read(tmp_path / name)).changed == 0


@pytest.mark.parametrize(("form", "name"), FILES, ids=[name for _, name in FILES])
def test_reports_of_an_imported_graph_are_replaced_and_forgotten(
    examples: Path, tmp_path: Path, form: str, name: str
) -> None:
    """The records came along: nothing is to be loaded anew, and a report can be taken back."""
    records = extracted_records()
    with open_store(examples) as source:
        FORMATS[form](source, tmp_path / name)
    with open_store(tmp_path / "graph") as store:
        put(store, read(tmp_path / name))
        assert load(store, records).changed == 0
        forget(store, [records[3].id, records[8].id])
        assert stored(store) == canonical(build([r for n, r in enumerate(records) if n not in (3, 8)]))


def test_elements_in_any_order_and_twice(examples: Path, open_empty: OpenStore, tmp_path: Path) -> None:
    """Two exports in one file: nodes after edges, and everything again."""
    store = open_empty()
    with open_store(examples) as source:
        count = write_jsonl(source, tmp_path / "a.jsonl")
    text = (tmp_path / "a.jsonl").read_bytes()
    (tmp_path / "b.jsonl").write_bytes(text + text)
    counts = put(store, read(tmp_path / "b.jsonl"))
    assert (counts.total("inserted"), counts.total("updated")) == (count, 0)
    write_jsonl(store, tmp_path / "c.jsonl")
    assert (tmp_path / "c.jsonl").read_bytes() == text


def test_copy_into_a_folder_goes_through_the_importer(examples: Path, tmp_path: Path) -> None:
    told: list[int] = []
    with open_store(examples) as source, open_store(tmp_path / "graph") as target:
        counts = copy(source, target, progress=told.append)
        assert not target.is_fresh()
        assert list(elements(target)) == list(elements(source))
    assert sum(told) == counts.total("inserted")


def test_transactions_are_sized_by_bytes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty long records are not one transaction, whatever the number of elements that it may have."""
    told: list[int] = []
    rows = [{"label": "Report", "key": f"r{n}", "id": f"r{n}", "record": "记" * 300_000} for n in range(50)]
    put(store, rows, progress=told.append)
    assert sum(told) == 50
    assert max(told) == 14
    told.clear()
    reports = [MeetingReport(id=f"x{n:02d}") for n in range(12)]
    monkeypatch.setattr(loading, "BYTES", 3 * len(reports[0].model_dump_json()))
    load(store, reports, progress=told.append)
    assert told == [3, 3, 3, 3]


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
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="without CSV and without Parquet"):
        read(tmp_path / "empty")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        *[(name, b"\xff\xfe\x00") for name in ("x.graphml", "x.gexf", "x.zip", "x.jsonl", "x/a.csv", "x/Post.parquet")],
        *[(name, b"") for name in ("x.graphml", "x.gexf", "x.zip", "x/Post.parquet")],
        *[(name, b"<graphml><node/>") for name in ("x.graphml", "x.gexf", "x.zip", "x.jsonl")],
        ("x/Official.csv", "key,name,age\no1,高远,40\n".encode()),
        ("x/Official.csv", "key,name,reports\no1,高远,many\n".encode()),
    ],
)
def test_what_is_no_such_file_is_said(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    with open_store(tmp_path / "graph") as store, pytest.raises(InputError, match=r"/x|age: Extra|reports: Input"):
        put(store, read(path if name.startswith("x.") else path.parent))
