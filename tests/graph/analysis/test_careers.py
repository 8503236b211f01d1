import numpy as np
import pytest

from graph.analysis import Tenures
from graph.analysis.careers import moved_together, moves, sequences, survival, time_in_post, transitions
from graph.errors import InputError


def held(official: str, post: str, first: str, last: str, **more: str) -> dict[str, str]:
    return {"official": official, "post": post, "seen_first": first, "seen_last": last, **more}


PROMOTED = [
    held("shen", "书记", "2021-03-17", "2022-07-08", level="county", territory="桐浦区", title="书记"),
    held("shen", "组长", "2021-06-08", "2021-06-08", level="county", territory="桐浦区", title="组长"),
    held("shen", "副市长", "2022-06-29", "2023-03-09", level="prefecture", territory="霖川市", title="副市长"),
    held("liang", "区长", "2021-03-17", "2022-07-07", level="county", territory="桐浦区", title="区长"),
    held("liang", "书记", "2022-07-08", "2023-03-09", level="county", territory="桐浦区", title="书记"),
]


def test_posts_follow_in_order() -> None:
    frame = sequences(Tenures.of(reversed(PROMOTED)))
    assert [(r["official"], r["step"], r["post"]) for r in frame] == [
        ("liang", 1, "区长"), ("liang", 2, "书记"), ("shen", 1, "书记"), ("shen", 2, "组长"), ("shen", 3, "副市长"),
    ]  # fmt: skip


def test_a_move_is_from_the_post_left_last_and_posts_held_together_are_none() -> None:
    frame = moves(Tenures.of(PROMOTED))
    assert [(r["official"], r["origin"], r["target"], r["gap"]) for r in frame] == [
        ("liang", "区长", "书记", 1), ("shen", "书记", "副市长", -9),
    ]  # fmt: skip
    assert [r["origin"] for r in moves(Tenures.of(PROMOTED), overlap=0)] == ["区长", "组长"]


def test_transitions_between_levels() -> None:
    frame = transitions(Tenures.of(PROMOTED))
    assert [(r["origin"], r["target"], r["moves"], r["share"]) for r in frame] == [
        ("county", "county", 1, 0.5), ("county", "prefecture", 1, 0.5),
    ]  # fmt: skip
    with pytest.raises(InputError, match="rank"):
        transitions(Tenures.of(PROMOTED), "rank")
    with pytest.raises(InputError, match="rank"):
        time_in_post(Tenures.of(PROMOTED), "rank")


def test_survival_as_published() -> None:
    """Freireich et al. (1963), 6-MP: the worked example of Kaplan–Meier, as in Cox and Oakes (1984), p. 8."""
    weeks = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35])
    censored = [3, 5, 7, 8, 11, 12, 13, 16, 17, 18, 19, 20]
    ended = ~np.isin(np.arange(21), censored)
    curve = survival(weeks, ended)
    assert curve["days"].tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve["share"].round(3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert curve["at_risk"].tolist() == [21, 17, 15, 12, 11, 7, 6]


def test_a_spell_that_runs_to_the_end_of_the_reports_is_not_ended() -> None:
    rows = [held(str(i), "p", "2015-01-01", f"{2016 + i}-01-01", title="区长") for i in range(3)]
    rows += [held(str(i), "p", "2015-01-01", "2023-01-01", title="区长") for i in (7, 8)]
    rows.append(held("9", "p", "2019-01-01", "2019-01-01", title="区长"))
    (row,) = time_in_post(Tenures.of(rows)).rows()
    assert (row["spells"], row["ended"], row["once"], row["median"]) == (5, 3, 1, 1096.0)
    only_running = [held(str(i), "p", "2015-01-01", "2023-01-01", title="区长") for i in range(4)]
    assert time_in_post(Tenures.of(only_running)).rows()[0]["median"] is None


def test_who_moved_together() -> None:
    rows = []
    for who, day in (("a", "2021-02-01"), ("b", "2021-06-01"), ("c", "2023-06-01")):
        rows.append(held(who, f"{who}1", "2019-01-01", "2020-12-01", territory="甲区"))
        rows.append(held(who, f"{who}2", day, day, territory="乙市"))
    frame = moved_together(Tenures.of(rows))
    assert [(r["a"], r["b"], r["from_territory"], r["to_territory"]) for r in frame] == [("a", "b", "甲区", "乙市")]
    assert len(moved_together(Tenures.of(rows), within=3650)) == 3


def test_no_posts_no_careers() -> None:
    none = Tenures.of([])
    for frame in (sequences(none), moves(none), transitions(none), time_in_post(none), moved_together(none)):
        assert frame.rows() == []
