"""Scores in the graph, on both engines: kept once, joined by key, left alone by loading, forgotten."""

import numpy as np
import pytest

from graph.analysis import Frame, analyse, forget_scores, read_attendance, read_scores, write_scores
from graph.errors import InputError
from graph.load import load
from graph.store import Store
from tests.records import example_records


def nodes(store: Store) -> int:
    return int(store.read("MATCH (n) WHERE n:Score OR n:Analysis RETURN count(n) AS n")[0]["n"])


def test_scores_are_kept_joined_and_forgotten(store: Store) -> None:
    load(store, example_records())
    rows = store.read("MATCH (o:Official) RETURN o.key AS key, o.name AS name ORDER BY key")
    keys = [row["key"] for row in rows]
    frame = Frame.of(
        {"seeds": 2}, official=keys, rank=np.arange(len(keys)), share=[float("nan"), *[0.5] * (len(keys) - 1)]
    )
    run = write_scores(store, frame)
    assert write_scores(store, frame) == run
    assert nodes(store) == len(keys) + 1
    other = write_scores(store, Frame.of({"seeds": 3}, official=keys, rank=np.arange(len(keys))))
    assert other != run
    assert load(store, example_records()).changed == 0
    found = store.read(
        "MATCH (s:Score {run: $run}) MATCH (o:Official {key: s.official}) "
        "RETURN o.name AS name, s.rank AS rank, s.share AS share ORDER BY rank",
        run=run,
    )
    assert [row["name"] for row in found] == [row["name"] for row in rows]
    assert [row["share"] for row in found[:2]] == [None, 0.5]
    back = read_scores(store, run)
    assert (back.rows(), back.parameters) == (frame.rows(), {"seeds": 2})
    with pytest.raises(InputError, match="nonesuch"):
        read_scores(store, "nonesuch")
    forget_scores(store, run)
    forget_scores(store, run)
    assert nodes(store) == len(keys) + 1  # the other run stays


def test_scores_are_of_officials(store: Store) -> None:
    with pytest.raises(InputError, match="official"):
        write_scores(store, Frame.of({}, group=["g"], rank=[1]))
    assert nodes(store) == 0


def test_what_was_written_is_read_back(store: Store) -> None:
    assert read_scores(store).rows() == []
    load(store, example_records())
    found = analyse(read_attendance(store), seeds=2)["officials"].sort("official")
    write_scores(store, found)
    back = read_scores(store)
    assert back.columns.keys() == found.columns.keys()
    assert [{name: row[name] for name in found.columns} for row in back] == found.rows()
    assert back.parameters == dict(found.parameters)
