"""Every export is read back by its consumer."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import orjson
import pytest
from pyarrow import parquet

from graph.export import write_csv, write_ftm, write_gexf, write_graphml, write_jsonl, write_parquet, write_popolo
from graph.file import replacing
from graph.load import load
from graph.model import EDGES, NODES, MeetingReport, edge_type, label
from graph.network import full
from graph.store import Store
from tests.records import extracted_records


@pytest.fixture
def examples(open_empty: Callable[[], Store]) -> Store:
    store = open_empty()
    load(store, extracted_records())
    return store


def test_jsonl_is_sorted_and_holds_every_element(examples: Store, tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    count = write_jsonl(examples, path)
    rows = [orjson.loads(line) for line in path.read_bytes().splitlines()]
    network = full(examples)
    assert count == len(rows) == network.number_of_nodes() + network.number_of_edges()
    nodes = [(row["label"], row["key"]) for row in rows if "label" in row]
    order = [label(node) for node in NODES]
    assert nodes == sorted(nodes, key=lambda n: (order.index(n[0]), n[1]))
    assert all(list(row) == sorted(row) for row in rows)


def test_graphml_is_read_by_networkx(examples: Store, tmp_path: Path) -> None:
    path = tmp_path / "g.graphml"
    write_graphml(examples, path)
    read, kept = nx.read_graphml(path, force_multigraph=True), full(examples)
    assert set(read) == set(kept)
    assert read.number_of_edges() == kept.number_of_edges()
    key = next(k for k, d in kept.nodes(data=True) if d["label"] == "Meeting" and d.get("agenda"))
    assert read.nodes[key]["name"] == kept.nodes[key]["name"]
    assert read.nodes[key]["agenda"] == "; ".join(kept.nodes[key]["agenda"])


@pytest.mark.parametrize("name", ["g.zip", "folder"])
def test_csv_has_a_file_for_each_label_and_type(examples: Store, tmp_path: Path, name: str) -> None:
    count = write_csv(examples, tmp_path / name)
    if name == "g.zip":
        with zipfile.ZipFile(tmp_path / name) as archive:
            texts = {entry: archive.read(entry).decode("utf-8") for entry in archive.namelist()}
    else:
        texts = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / name).iterdir()}
    assert set(texts) == {f"{n}.csv" for n in (*map(label, NODES), *map(edge_type, EDGES))}
    tables = {entry: list(csv.DictReader(io.StringIO(text))) for entry, text in texts.items()}
    assert sum(map(len, tables.values())) == count
    assert {row["name"] for row in tables["Official.csv"]} >= {"沈砚秋", "梁景和"}
    assert all(row["start"] and row["end"] for row in tables["ATTENDED.csv"])


def test_gexf_is_read_by_networkx(examples: Store, tmp_path: Path) -> None:
    write_gexf(examples, tmp_path / "g.gexf")
    read, kept = nx.read_gexf(tmp_path / "g.gexf"), full(examples)
    assert set(read) == set(kept)
    assert read.number_of_edges() == kept.number_of_edges()
    assert Counter(d["node_label"] for _, d in read.nodes(data=True)) == Counter(
        d["label"] for _, d in kept.nodes(data=True)
    )


def test_parquet_is_read_by_pyarrow(examples: Store, tmp_path: Path) -> None:
    count = write_parquet(examples, tmp_path / "g")
    tables = {path.stem: parquet.read_table(path) for path in (tmp_path / "g").iterdir()}
    assert set(tables) == {*map(label, NODES), *map(edge_type, EDGES)}
    assert sum(table.num_rows for table in tables.values()) == count
    rows = tables["ATTENDED"].to_pylist()
    assert all(isinstance(row["reports"], list) and row["reports"] for row in rows)
    assert any(isinstance(row["order"], int) for row in rows)


def test_popolo_refers_only_to_what_it_holds(examples: Store, tmp_path: Path) -> None:
    count = write_popolo(examples, tmp_path / "p.json")
    document = orjson.loads((tmp_path / "p.json").read_bytes())
    assert count == sum(map(len, document.values()))
    ids = {name: {row["id"] for row in document[name]} for name in document if name != "memberships"}
    for row in document["memberships"]:
        assert row["person_id"] in ids["persons"]
        assert row["post_id"] in ids["posts"]
    for row in document["events"]:
        assert {a["id"] for a in row.get("attendees", [])} <= ids["persons"]
        assert row.get("organization_id", next(iter(ids["organizations"]))) in ids["organizations"]
    assert {row["name"] for row in document["persons"]} >= {"沈砚秋"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the consumer's own dependencies
def test_ftm_entities_are_read_by_followthemoney(examples: Store, tmp_path: Path) -> None:
    followthemoney = pytest.importorskip("followthemoney")
    count = write_ftm(examples, tmp_path / "e.jsonl")
    rows = [orjson.loads(line) for line in (tmp_path / "e.jsonl").read_bytes().splitlines()]
    assert len(rows) == count
    read = [followthemoney.model.get_proxy(row, cleaned=False) for row in rows]
    kept = {name: sum(len(v) for v in row["properties"].values()) for row in rows for name in [row["id"]]}
    for proxy in read:
        assert sum(len(proxy.get(p)) for p in proxy.iterprops()) == kept[proxy.id], proxy.to_dict()
    assert {p.schema.name for p in read} == {"Person", "PublicBody", "Position", "Occupancy", "Event"}


def test_hostile_names_survive_every_export(open_empty: Callable[[], Store], tmp_path: Path) -> None:
    name = "\"'`}) DETACH DELETE n // <script>&amp;,\n\t=1+1"
    store = open_empty()
    load(store, [MeetingReport.model_validate({"id": name, "officials": [{"name": name, "posts": [name]}]})])
    write_jsonl(store, tmp_path / "g.jsonl")
    write_graphml(store, tmp_path / "g.graphml")
    write_csv(store, tmp_path / "g.zip")
    rows = [orjson.loads(line) for line in (tmp_path / "g.jsonl").read_bytes().splitlines()]
    assert name in {row.get("name") for row in rows if row.get("label") == "Official"}
    assert name in {d.get("name") for _, d in nx.read_graphml(tmp_path / "g.graphml").nodes(data=True)}
    with zipfile.ZipFile(tmp_path / "g.zip") as archive:
        table = list(csv.DictReader(io.StringIO(archive.read("Official.csv").decode("utf-8"))))
    assert [row["name"] for row in table] == [name]


def test_a_failed_write_leaves_the_former_file(tmp_path: Path) -> None:
    path = tmp_path / "kept.txt"
    path.write_bytes(b"former")
    with pytest.raises(RuntimeError, match="half"), replacing(path) as out:  # noqa: PT012 - the write is what fails
        out.write(b"half of it")
        raise RuntimeError("half")
    assert path.read_bytes() == b"former"
    assert [p.name for p in tmp_path.iterdir()] == ["kept.txt"]
