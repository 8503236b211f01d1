"""Loading: in any order, in any batches, twice, and back again, on both stores."""

import random
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from graph.build import Elements, identity
from graph.errors import StoreError
from graph.export import elements, write_jsonl
from graph.identity.decisions import Decisions
from graph.load import build, forget, load, renew
from graph.model import SCHEMA_VERSION, MeetingReport, columns, edge_type, label
from graph.store import Store, open_store
from tests.records import example_records

Open = Callable[[], Store]


def canonical(wanted: Elements) -> list[bytes]:
    nodes = [
        {"label": label(type(n))} | {k: v for k, v in n.properties().items() if k in columns(type(n), canonical=True)}
        for n in wanted.nodes.values()
    ]
    edges = [
        {"type": edge_type(type(e)), "start": e.start, "end": e.end}
        | {k: v for k, v in e.properties().items() if k in columns(type(e), canonical=True)}
        for e in wanted.edges.values()
    ]
    return sorted(orjson.dumps(e, option=orjson.OPT_SORT_KEYS) for e in (*nodes, *edges))


def stored(store: Store) -> list[bytes]:
    return sorted(orjson.dumps(e, option=orjson.OPT_SORT_KEYS) for e in elements(store))


def test_a_store_holds_what_is_built_in_memory(open_empty: Open) -> None:
    store = open_empty()
    records = example_records()
    counts = load(store, records)
    assert stored(store) == canonical(build(records))
    assert counts.inserted["Report"] == len(records)
    assert counts.total("updated") == counts.total("removed") == 0


def test_twice_changes_nothing_and_says_so(open_empty: Open) -> None:
    store = open_empty()
    first = load(store, example_records())
    again = load(store, example_records())
    assert again.changed == 0
    assert again.unchanged == first.inserted


@pytest.mark.parametrize("seed", range(3))
def test_order_and_batches_do_not_matter(open_empty: Open, tmp_path: Path, seed: int) -> None:
    store = open_empty()
    records = example_records()
    expected = canonical(build(records))
    random.Random(seed).shuffle(records)
    load(store, records, batch=(1, 5, 7)[seed])
    assert stored(store) == expected
    write_jsonl(store, tmp_path / "a.jsonl")
    write_jsonl(store, tmp_path / "b.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_a_report_taken_back_leaves_no_trace(open_empty: Open) -> None:
    store = open_empty()
    records = example_records()
    load(store, records)
    gone = [records[n].id for n in (0, 3, 8)]
    counts = forget(store, gone)
    assert counts.removed["Report"] == 3
    assert stored(store) == canonical(build([r for r in records if r.id not in gone]))
    forget(store, [r.id for r in records])
    assert stored(store) == []


def test_a_changed_report_replaces_the_former(open_empty: Open) -> None:
    store = open_empty()
    records = example_records()
    load(store, records)
    changed = records[4].model_copy(deep=True)
    changed.officials = changed.officials[:-1]
    kept = {official.name for official in changed.officials}
    for meeting in changed.meetings:
        meeting.attended = [n for n in meeting.attended if n in kept]
        meeting.chaired = [n for n in meeting.chaired if n in kept]
        meeting.spoke = [n for n in meeting.spoke if n in kept]
    changed.directed = [(o, g) for o, g in changed.directed if o in kept]
    load(store, [changed])
    assert stored(store) == canonical(build([*records[:4], changed, *records[5:]]))


def test_a_decision_is_kept_and_undone(open_empty: Open) -> None:
    store = open_empty()
    records = example_records()
    before = canonical(build(records))
    sightings = [e.sighting for e in build(records).edges.values() if getattr(e, "name", "") == "沈砚秋"]  # type: ignore[attr-defined]
    decided = Decisions().differ(sightings[0], sightings[-1])
    load(store, records, decisions=decided)
    assert stored(store) == canonical(build(records, decided)) != before
    load(store, records, decisions=decided)
    assert stored(store) == canonical(build(records, decided))
    load(store, records, decisions=decided.undo(sightings[0], sightings[-1]))
    assert stored(store) == before


def test_elements_have_the_identity_that_the_model_declares() -> None:
    wanted = build(example_records())
    assert all(identity(edge) == key for key, edge in wanted.edges.items())
    ends = {e.start for e in wanted.edges.values()} | {e.end for e in wanted.edges.values()}
    assert ends <= wanted.nodes.keys()


def test_the_same_report_twice_in_one_batch_is_one_report(open_empty: Open) -> None:
    store = open_empty()
    record = MeetingReport.model_validate({"id": "r1", "officials": [{"name": "高远", "posts": ["区长"]}]})
    other = record.model_copy(update={"officials": []})
    load(store, [other, record])
    assert store.read("MATCH (o:Official) RETURN o.name AS name") == [{"name": "高远"}]


@pytest.mark.parametrize("turned", [False, True])
def test_a_reformed_body_and_a_renamed_place_stay_two_and_are_linked(open_empty: Open, turned: bool) -> None:
    posts = [("2016-05-01", "秦州区食药监局局长"), ("2020-05-01", "秦州区市场监督管理局局长")]
    posts += [("2009-05-01", "襄樊市市长"), ("2014-05-01", "襄阳市市长")]
    records = [
        MeetingReport.model_validate(
            {"id": post, "source": {"published": day}, "officials": [{"name": "洛青原", "posts": [post]}]}
        )
        for day, post in posts
    ]
    store = open_empty()
    load(store, records[::-1] if turned else records, batch=1)
    assert stored(store) == canonical(build(records))
    linked = store.read("MATCH (new)-[:SUCCEEDED]->(old) RETURN new.name AS new, old.name AS old ORDER BY new")
    assert {"new": "秦州区市场监督管理局", "old": "秦州区食品药品监督管理局"} in linked
    assert {"new": "襄阳市", "old": "襄樊市"} in linked
    forget(store, [records[0].id])
    assert stored(store) == canonical(build(records[1:]))


def test_a_dry_run_counts_and_changes_nothing(open_empty: Open) -> None:
    store = open_empty()
    records = example_records()
    load(store, records[:5])
    before = stored(store)
    told = load(store, records, dry_run=True, batch=7)
    assert stored(store) == before
    done = load(store, records, batch=7)
    assert told == done


def test_an_older_graph_is_made_anew(open_empty: Open, tmp_path: Path) -> None:
    """What an older huiyi left is not touched, opening it says what to do, and that works: decisions come along."""
    store = open_empty()
    records = example_records()
    sightings = [e.sighting for e in build(records).edges.values() if getattr(e, "name", "") == "沈砚秋"]  # type: ignore[attr-defined]
    decided = Decisions().differ(sightings[0], sightings[-1])
    load(store, records, decisions=decided)
    store.transaction(
        lambda t: [t.run("MATCH (s:Schema) SET s.version = 0"), t.run("MATCH (o:Official) SET o.rang = 1, o.name = ''")]
    )
    try:
        with pytest.raises(StoreError, match=r"older huiyi \(schema 0; .*huiyi copy --renew .* NEW"):
            open_empty()
        with open_store(tmp_path / "new") as new:
            counts = renew(store, new)
            assert counts.inserted["Report"] == len(records)
            assert stored(new) == canonical(build(records, decided))
    finally:
        store.transaction(lambda t: t.run("MATCH (s:Schema) SET s.version = $v", v=SCHEMA_VERSION))


def test_a_load_is_noted_in_the_journal(open_empty: Open) -> None:
    store = open_empty()
    counts = load(store, example_records())
    load(store, example_records())
    rows = store.read(
        "MATCH (r:Run) RETURN r.reports AS reports, r.inserted AS inserted, r.version AS version ORDER BY inserted"
    )
    assert [(row["reports"], row["inserted"]) for row in rows] == [(22, 0), (22, counts.total("inserted"))]
    assert all(row["version"] for row in rows)
