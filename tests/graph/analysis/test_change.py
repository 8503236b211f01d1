import pytest

from graph.analysis import Attendance
from graph.analysis.change import comings_and_goings, persistence, windows
from graph.errors import InputError

HELD = {
    "2020-05-01": "abc", "2021-03-01": "abd", "2021-09-01": "bd", "2023-01-10": "de",
}  # fmt: skip
TABLE = Attendance.of({"official": o, "meeting": d, "date": d, "group": "g"} for d, who in HELD.items() for o in who)


def test_windows_cover_every_year_between() -> None:
    found = list(windows(TABLE))
    assert [w.label for w in found] == ["2020", "2021", "2022", "2023"]
    assert [len(w.table) for w in found] == [3, 5, 0, 2]
    assert (found[1].since, found[1].until) == ("2021-01-01", "2022-01-01")
    assert len(list(windows(TABLE, months=6))) == 7
    assert list(windows(Attendance.of([]))) == []


def test_persistence_compares_ties_with_those_before() -> None:
    frame = persistence(TABLE)
    # 2020: ab ac bc. 2021: ab ad bd. One of five is in both, one of three was kept.
    assert frame["jaccard"].tolist()[1:3] == pytest.approx([1 / 5, 0.0])
    assert frame["kept"].tolist()[1] == pytest.approx(1 / 3)
    assert [row["kept"] for row in frame][0] is None
    assert frame["ties"].tolist() == [3, 3, 0, 1]
    assert frame["arrivals"].tolist() == [3, 1, 0, 1]
    assert frame["departures"].tolist() == [1, 2, 0, 2]
    assert frame["arrivals"].sum() == frame["departures"].sum() == len(TABLE.officials)


def test_comings_and_goings_of_one_body() -> None:
    rows = {row["official"]: row for row in comings_and_goings(TABLE, "g")}
    assert (rows["a"]["first"], rows["a"]["last"], rows["a"]["unseen"]) == ("2020-05-01", "2021-03-01", 2)
    assert (rows["d"]["meetings"], rows["d"]["unseen"]) == (3, 0)
    with pytest.raises(InputError, match="'h'"):
        comings_and_goings(TABLE, "h")


@pytest.mark.parametrize("months", [0, 5, 18])
def test_windows_must_fit_the_year(months: int) -> None:
    with pytest.raises(InputError, match=str(months)):
        list(windows(TABLE, months))
