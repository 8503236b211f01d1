"""What one sighting of a name leaves open, and the others of that name say."""

import random

import pytest

from graph.identity.decisions import Decisions
from graph.identity.offices import Area, areas, offices
from graph.identity.officials import Sighting, cluster
from graph.identity.seats import Seats, Seen
from graph.places import find, unknown

LANZHOU = areas(find("城关区", within=find("兰州市")[0])[0])
HUATING = find("华亭市")[0]
LAKE = areas(unknown("澄湖区"))
CITY = areas(unknown("岚州市"))


def test_a_district_of_many_is_the_one_that_the_name_is_seen_in() -> None:
    alone = (Area("p?1", "county", "城关区"),)
    seats = Seats([Seen(("区长",), LANZHOU, 1000), Seen(("城关区区长",), alone, 1010), Seen((), alone, 1020)])
    assert {office.seat for held in seats.held for office in held} == {LANZHOU}
    assert seats.places == [LANZHOU] * 3


def test_a_district_of_many_stays_open_where_the_name_is_seen_in_two() -> None:
    xining = areas(find("城中区", within=find("西宁市")[0])[0])
    liuzhou = areas(find("城中区", within=find("柳州市")[0])[0])
    alone = (Area("p?1", "county", "城中区"),)
    seats = Seats([Seen(("区长",), xining, 1), Seen(("区长",), liuzhou, 2), Seen(("区长",), alone, 3)])
    assert seats.places[2] == alone


@pytest.mark.parametrize(("day", "found"), [(1100, True), (5000, False)])
def test_the_head_of_some_county_is_the_one_who_is_seen_as_head_then(day: int, found: bool) -> None:
    somewhere = (Area("?p9", "county", "?区"),)
    seats = Seats([Seen(("区长",), LANZHOU, 1000), Seen(("区长",), somewhere, day)])
    assert (seats.held[1][0].seat == LANZHOU) is found


def test_the_city_of_an_unlisted_county_is_what_most_sightings_say() -> None:
    seats = Seats([
        Seen(("区委书记",), LAKE, 1), Seen(("澄湖区委书记",), CITY, 2), Seen(("澄湖区委书记",), CITY, 3),
        Seen(("澄湖区委书记",), areas(unknown("云泽市")), 4),
    ])  # fmt: skip
    assert [area.name for area in seats.held[0][0].seat] == ["澄湖区", "岚州市"]


def test_a_listed_county_keeps_its_city_whoever_names_it() -> None:
    seats = Seats([Seen(("区长",), LANZHOU, 1), Seen(("城关区区长",), CITY, 2), Seen(("城关区区长",), CITY, 3)])
    assert seats.held[0][0].seat == LANZHOU


def test_the_mayor_named_with_his_city_is_not_the_prefectures() -> None:
    prefecture = areas(HUATING.parent)
    for posts in (("华亭市委副书记", "市长"), ("市长", "华亭市委副书记")):
        assert {office.seat[0].name for office in offices(posts, prefecture)} == {HUATING.name}
    both = offices(("市委常委", "华亭市委书记"), prefecture)
    assert [office.seat[0].level for office in both] == ["prefecture", "county"]


def test_the_order_of_sightings_never_matters() -> None:
    alone = (Area("p?1", "county", "城关区"),)
    somewhere = (Area("?p9", "county", "?区"),)
    block = [
        Sighting(f"s{n}", f"r{n}", "雷鸣", posts, places, f"20{15 + n // 4}-0{1 + n % 4}-10")
        for n, (posts, places) in enumerate(
            [(("区长",), LANZHOU), (("城关区区长",), alone), ((), alone), (("区长",), somewhere), (("区委书记",), LAKE),
             (("澄湖区委书记",), CITY), (("副区长",), somewhere), (("县长",), somewhere)]
        )
    ]  # fmt: skip
    expected = cluster(block, Decisions())
    for seed in range(20):
        assert cluster(random.Random(seed).sample(block, len(block)), Decisions()) == expected
