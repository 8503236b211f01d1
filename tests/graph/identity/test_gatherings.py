"""One gathering told by several reports: whoever is in both is one person."""

import pytest

from graph.identity.decisions import Decisions
from graph.identity.gatherings import gatherings
from graph.identity.officials import Area, Sighting, cluster

LAKE = (Area("c1", "county", "澄湖县"), Area("p1", "prefecture", "岚州市"))
SOMEWHERE = (Area("?c", "county", "?县"),)
BESIDE = frozenset({"高远图", "乔明远", "符立成"})
OTHERS = frozenset({"邬正禾", "车广宁"})


def seen(id: str, posts: str, places: tuple[Area, ...], date: str, company: frozenset[str] = BESIDE) -> Sighting:
    return Sighting(id, f"r-{id}", "王伟", tuple(posts.split()), places, date, company)


@pytest.mark.parametrize(
    ("day", "company", "found"),
    [(100, BESIDE, True), (101, BESIDE, True), (103, BESIDE, False), (100, OTHERS, False), (100, frozenset(), False)],
)
def test_a_gathering_has_one_day_and_one_company(day: int, company: frozenset[str], *, found: bool) -> None:
    told = [("王伟", 100, "r1", BESIDE), ("王伟", day, "r2", company)]
    assert bool(list(gatherings(told))) is found


def test_colleagues_with_common_names_are_not_enough() -> None:
    common = frozenset({"王勇", "李强"})
    assert not list(gatherings([("王伟", 100, "r1", common), ("王伟", 100, "r2", common)]))


def test_one_report_is_no_second_telling() -> None:
    assert not list(gatherings([("王伟", 100, "r1", BESIDE), ("王伟", 100, "r1", BESIDE), None]))


def test_a_crowd_of_tellings_is_paired_with_one_of_them() -> None:
    told = [("王伟", 100, f"r{n:03}", BESIDE) for n in range(300)]
    assert list(gatherings(told)) == [(0, n) for n in range(1, 300)]


def test_what_one_telling_leaves_out_the_other_says() -> None:
    block = [
        seen("a", "县委书记", LAKE, "2020-03-02"),
        seen("b", "县委书记", SOMEWHERE, "2020-03-03"),
        seen("c", "", SOMEWHERE, "2020-03-02"),
        seen("d", "县人大常委会主任", (Area("c2", "county", "怀岭县"),), "2020-03-02", OTHERS),
    ]
    found = cluster(block, Decisions()).clusters
    assert [sorted(c.sightings) for c in found] == [["a", "b", "c"], ["d"]]


def test_a_decision_parts_what_a_gathering_joins() -> None:
    block = [seen("a", "县委书记", LAKE, "2020-03-02"), seen("b", "县委书记", SOMEWHERE, "2020-03-03")]
    assert len(cluster(block, Decisions().differ("a", "b")).clusters) == 2
