import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity.decisions import Decisions
from graph.identity.officials import Area, Clustering, Sighting, blocks, cluster, explain, sighting_id
from graph.places import unknown

PROVINCE = Area("p", "province", "云岭省")
CITY = (Area("c", "prefecture", "岚州市"), PROVINCE)
FAR_CITY = (Area("f", "prefecture", "汀州市"), PROVINCE)
LAKE = (Area(unknown("澄湖县").key, "county", "澄湖县"), *CITY)
HILL = (Area(unknown("怀岭县").key, "county", "怀岭县"), *CITY)
COAST = (Area("f1", "county", "浔海县"), *FAR_CITY)
NONE = Decisions()


def seen(
    id: str, posts: str, places: tuple[Area, ...], date: str | None, name: str = "郦志衡", report: str | None = None
) -> Sighting:
    return Sighting(id, report or f"r-{id}", name, tuple(posts.split()), places, date)


def together(found: Clustering) -> list[list[str]]:
    return sorted(sorted(c.sightings) for c in found.clusters)


def test_one_post_in_several_wordings_is_one_person() -> None:
    block = [
        seen("a", "县委副书记 县长", LAKE, "2020-01-03", "王伟"),
        seen("b", "县长", LAKE, "2020-02-03", "王伟"),
        seen("c", "澄湖县委副书记", CITY, "2020-03-03", "王伟"),
        seen("d", "县长 县安委会主任", LAKE, "2020-04-03", "王伟"),
    ]
    assert together(cluster(block, NONE)) == [["a", "b", "c", "d"]]


def test_the_key_is_the_earliest_sighting() -> None:
    block = [seen("z", "县长", LAKE, "2019-05-01"), seen("a", "县长", LAKE, "2021-05-01")]
    assert [c.key for c in cluster(block, NONE).clusters] == ["z"]


def test_a_promotion_to_the_city_is_one_career() -> None:
    block = [seen(f"a{m}", "县委书记", LAKE, f"2019-{m:02}-10") for m in range(1, 13)]
    block += [seen(f"b{m}", "副市长", CITY, f"2020-{m:02}-20") for m in range(1, 13)]
    assert len(cluster(block, NONE).clusters) == 1


def test_two_counties_at_the_same_time_are_two_persons() -> None:
    block = [seen(f"a{m}", "县委书记", LAKE, f"2019-{m:02}-10") for m in range(1, 13)]
    block += [seen(f"b{m}", "县委书记", HILL, f"2019-{m:02}-20") for m in range(1, 13)]
    assert len(cluster(block, NONE).clusters) == 2


def test_a_common_name_far_away_stays_apart_and_a_rare_one_comes_together() -> None:
    def moved(name: str) -> list[Sighting]:
        return [seen("a", "副县长", LAKE, "2015-03-01", name), seen("b", "副县长", COAST, "2019-09-01", name)]

    assert len(cluster(moved("李军"), NONE).clusters) == 2
    assert len(cluster(moved("逄汉佐"), NONE).clusters) == 1


def test_two_of_one_name_in_one_report_are_two_persons() -> None:
    block = [seen("a", "", LAKE, "2020-01-03", report="r1"), seen("b", "", LAKE, "2020-01-03", report="r1")]
    assert len(cluster(block, NONE).clusters) == 2


def test_a_sighting_without_a_post_goes_to_whoever_is_about() -> None:
    block = [seen(f"a{m}", "县委书记", LAKE, f"2019-{m:02}-10", "刘洋") for m in range(1, 7)]
    block += [seen(f"b{m}", "县委书记", COAST, f"2019-{m:02}-20", "刘洋") for m in range(1, 7)]
    block += [seen("bare", "", COAST, "2019-03-15", "刘洋")]
    found = {i: c.key for c in cluster(block, NONE).clusters for i in c.sightings}
    assert found["bare"] == found["b1"] != found["a1"]


def test_colleagues_tell_whose_a_sighting_without_a_post_is() -> None:
    mine, others = frozenset({"高远图", "乔明远"}), frozenset({"邬正禾", "车广宁"})
    block = [
        Sighting(f"{who}{m}", f"r-{who}{m}", "王伟", (post,), CITY, f"2019-{m:02}-{day}", company)
        for who, post, day, company in (("a", "副市长", "10", mine), ("b", "市中级人民法院院长", "20", others))
        for m in range(1, 13)
    ]
    bare = Sighting("x", "r-x", "王伟", (), CITY, "2019-06-15", frozenset({"邬正禾"}))
    groups = together(cluster([*block, bare], NONE))
    assert next(g for g in groups if "x" in g)[0] == "b1"


def test_nobody_comes_back_from_the_cppcc_to_the_front() -> None:
    """Not even at one place, and not where the reports overlap for some days."""
    block = [seen(f"a{m}", "市政协主席", CITY, f"2018-{m:02}-10") for m in range(1, 13)]
    block += [seen(f"b{m}", "市委副书记", CITY, f"{2018 + m // 13}-{(m - 1) % 12 + 1:02}-05") for m in range(12, 36)]
    assert len(cluster(block, NONE).clusters) == 2


def test_a_chair_that_others_have_held_for_years_is_not_taken_again() -> None:
    def terms(second: int) -> list[Sighting]:
        days = [f"{year}-{m:02}-10" for year in (2014, second) for m in range(1, 13)]
        return [seen(f"s{n}", "县委书记", LAKE, day, "王伟") for n, day in enumerate(days)]

    assert len(cluster(terms(2015), NONE).clusters) == 1
    assert len(cluster(terms(2024), NONE).clusters) == 2


def test_sex_keeps_namesakes_apart() -> None:
    block = [
        Sighting("a", "r1", "周敏", ("副县长",), LAKE, "2019-01-01", sex="女"),
        Sighting("b", "r2", "周敏", ("教育局局长",), LAKE, "2019-05-01", sex="男"),
    ]
    assert len(cluster(block, NONE).clusters) == 2


def test_a_leader_on_a_visit_to_a_small_city_is_the_leader_of_the_large_one() -> None:
    small = (Area("s", "county", "澄城市"), *CITY)
    block = [seen(f"a{m}", "市委书记", CITY, f"2019-{m:02}-10", "王伟") for m in range(1, 13)]
    block += [seen("visit", "市委书记", small, "2019-06-15", "王伟")]
    assert len(cluster(block, NONE).clusters) == 1


def test_what_is_unsure_stays_apart_and_is_told() -> None:
    block = [seen("a", "副县长", LAKE, "2015-03-01", "李强"), seen("b", "副县长", COAST, "2016-09-01", "李强")]
    found = cluster(block, NONE)
    assert len(found.clusters) == 2
    assert [(u.a, u.b) for u in found.unsure] == [("a", "b")]
    assert any("rarity" in reason for reason in found.unsure[0].reasons)


def test_decisions_win_over_every_score() -> None:
    one = [seen("a", "县长", LAKE, "2020-01-03"), seen("b", "县长", LAKE, "2020-02-03")]
    assert together(cluster(one, NONE.differ("a", "b"))) == [["a"], ["b"]]
    two = [seen("a", "县长", LAKE, "2020-01-03", report="r"), seen("b", "县长", COAST, "2020-01-03", report="r")]
    assert together(cluster(two, NONE.same("a", "b"))) == [["a", "b"]]


def test_undoing_gives_the_former_answer_exactly() -> None:
    block = [seen(f"s{m}", "县长", LAKE, f"2020-{m:02}-03") for m in range(1, 10)]
    before = cluster(block, NONE)
    decided = NONE.differ("s1", "s5")
    assert cluster(block, decided) != before
    assert cluster(block, decided.undo("s1", "s5")) == before


def test_two_names_are_one_person_only_by_decision() -> None:
    block = [seen("a", "县长", LAKE, "2020-01-03", "郦志衡"), seen("b", "县长", LAKE, "2020-02-03", "郦衡")]
    assert len(blocks(block, NONE)) == 2
    decided = NONE.same("a", "b")
    assert [len(b) for b in blocks(block, decided)] == [2]
    assert together(cluster(block, decided)) == [["a", "b"]]


def test_an_explanation_names_the_decision_first() -> None:
    a, b = [seen("a", "县长", LAKE, "2020-01-03")], [seen("b", "县委书记", LAKE, "2021-01-03")]
    said = explain(a, b, NONE.same("a", "b", by="wang", at="2024-01-01", note="seen in person"))
    assert said[0].feature == "decision"
    assert "wang decided same: seen in person" in said[0].saw
    assert {e.feature for e in said} >= {"place", "rarity", "step"}


def test_ids_depend_on_report_name_and_number() -> None:
    assert (
        len({sighting_id("r", "王伟"), sighting_id("r", "王伟", 1), sighting_id("r", "王玮"), sighting_id("q", "王伟")})
        == 4
    )


POSTS = ["县长", "县委书记", "副县长", "教育局局长", "市委常委 县委书记", "副市长", "", "县政协主席"]
SIGHTINGS = st.builds(
    lambda n, post, place, day, report: Sighting(
        f"s{n}",
        f"r{report}",
        "张勇",
        tuple(post.split()),
        place,
        f"20{10 + day // 12}-{day % 12 + 1:02}-11" if day else None,
    ),
    st.integers(0, 10_000),
    st.sampled_from(POSTS),
    st.sampled_from([LAKE, HILL, COAST, CITY, (PROVINCE,), ()]),
    st.integers(0, 150),
    st.integers(0, 30),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SIGHTINGS, max_size=25, unique_by=lambda s: s.id), st.randoms(use_true_random=False))
def test_the_order_never_matters(block: list[Sighting], order: random.Random) -> None:
    found = cluster(block, NONE)
    shuffled = list(block)
    order.shuffle(shuffled)
    assert cluster(shuffled, NONE) == found
    assert sorted(i for c in found.clusters for i in c.sightings) == sorted(s.id for s in block)
    assert all(c.key == c.sightings[0] for c in found.clusters)
    for found_cluster in found.clusters:
        reports = [s.report for s in block if s.id in found_cluster.sightings]
        assert len(reports) == len(set(reports))


@pytest.mark.slow
def test_a_leader_seen_twenty_thousand_times_costs_little() -> None:
    def day(n: int) -> str:
        return f"20{12 + n // 2400}-{n % 12 + 1:02}-{n % 28 + 1:02}"

    block = [
        Sighting(f"s{n:05}", f"r{n}", "郦志衡", ("省委书记",) if n % 5 else (), (PROVINCE,), day(n))
        for n in range(20_000)
    ]
    assert len(cluster(block, NONE).clusters) == 1
