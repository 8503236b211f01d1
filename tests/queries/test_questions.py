"""Answers that the truth of the example world settles (examples/reports/README.md)."""

from collections.abc import Callable

import pytest

from graph.load import load
from graph.store import Store
from queries import run
from tests.records import example_records


@pytest.fixture
def examples(open_empty: Callable[[], Store]) -> Store:
    store = open_empty()
    load(store, example_records())
    return store


def test_who_attended_what_an_official_chaired(examples: Store) -> None:
    rows = run(examples, "attended_chaired_by", official="梁景和").to_dicts()
    assert {"俞伯衡", "姜一帆"} <= {row["attendee"] for row in rows}
    assert "梁景和" not in {row["attendee"] for row in rows}


def test_a_promotion_is_one_career(examples: Store) -> None:
    posts = {row["post"] for row in run(examples, "career", official="沈砚秋").to_dicts()}
    assert "桐浦区委书记" in posts
    assert any(post.endswith("副市长") for post in posts)


def test_a_change_of_head_is_told_in_order(examples: Store) -> None:
    rows = run(examples, "heads_of_group", group="桐浦区委城市更新工作领导小组").to_dicts()
    assert [row["official"] for row in rows] == ["沈砚秋", "梁景和"]


def test_two_outlets_tell_of_one_meeting(examples: Store) -> None:
    rows = run(examples, "meeting_reports", meeting="全区领导干部大会").to_dicts()
    assert {row["report"] for row in rows} == {"tongpu-20220708.txt", "lc-20220709"}


def test_predecessor_and_successor(examples: Store) -> None:
    (row,) = run(examples, "succession", post="桐浦区委书记").to_dicts()
    assert (row["before"], row["after"]) == ("沈砚秋", "梁景和")
