from pathlib import Path

import numpy as np
import pytest

from graph.analysis import Attendance, Tenures, analyse, measure_table
from graph.analysis.measures import MEASURES, measure_page
from graph.errors import InputError


def test_every_measure_says_what_it_is() -> None:
    frame = measure_table()
    assert len(frame) == len(MEASURES) > 30
    assert all(len(text) > 12 for name in ("definition", "formula", "caveat") for text in frame[name])
    assert len(set(frame["measure"].tolist())) == len(frame)


def test_the_page_is_fresh() -> None:
    page = (Path(__file__).parents[3] / "docs" / "measures.md").read_text(encoding="utf-8")
    assert page == measure_page(), "docs/measures.md is stale: python docs/make.py"


def test_all_at_once(women: Attendance) -> None:
    found = analyse(women, seeds=3, half_life=None)
    officials = found["officials"]
    assert len(officials) == 18
    assert (np.diff(officials["meetings"]) <= 0).all()
    assert officials.parameters["seeds"] == 3
    assert found["two_mode"]["attendances"].tolist() == [89]
    again = analyse(women, seeds=3, half_life=None)
    assert all(found[name].rows() == again[name].rows() for name in found)


def test_posts_add_careers() -> None:
    rows = [{"official": o, "meeting": m, "date": "2022-05-01", "group": "g"} for m in "xyz" for o in "abcd"]
    posts = [
        {"official": o, "post": o, "group": "g", "territory": t, "level": "county", "seen_first": "2022"}
        for o, t in zip("abcd", ("甲区", "甲区", "乙区", "乙区"), strict=True)
    ]  # fmt: skip
    found = analyse(Attendance.of(rows), Tenures.of(posts), seeds=2)
    assert {"shared_posts", "moves", "transitions", "time_in_post", "moved_together", "mixing"} <= found.keys()
    assert found["mixing"]["kinds"].tolist() == [2]


def test_nothing_to_analyse_is_said() -> None:
    with pytest.raises(InputError, match="nothing to analyse"):
        analyse(Attendance.of([]))
