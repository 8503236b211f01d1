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


def test_a_bare_mayor_is_whichever_the_name_is_seen_as() -> None:
    """In a report of the small city he may be the prefecture's on a visit, and the other way round."""
    city, prefecture = areas(HUATING), areas(HUATING.parent)
    small = [Seen(("华亭市市长",), city, day) for day in (1000, 1050, 1100)]
    for where in (city, prefecture):
        seats = Seats([*small, Seen(("市委副书记", "市长"), where, 1070)])
        assert {office.seat for office in seats.held[3]} == {city}
    large = [Seen(("市长",), prefecture, day) for day in (1000, 1050, 1100)]
    for where in (city, prefecture):
        seats = Seats([*large, Seen(("市长",), where, 1070)])
        assert [office.grade for office in seats.held[3]] == [6.0]


def test_the_deputy_secretary_and_mayor_are_of_one_city() -> None:
    city, prefecture = areas(HUATING), areas(HUATING.parent)
    name = HUATING.parent.own if HUATING.parent else ""
    for posts in ((f"{name}委副书记", "市长"), (f"{name}委常委", "常务副市长")):
        assert {office.seat for office in offices(posts, city)} == {prefecture}
    both = offices((f"{name}委常委", "市委书记"), city)
    assert [office.seat for office in both] == [prefecture, city]


def test_each_place_left_open_is_found_by_itself_with_its_grade() -> None:
    city, district = (Area("?c", "prefecture", "?市"),), (Area("?d", "county", "?区"),)
    above = LANZHOU[1:]
    seats = Seats([
        Seen(("市委常委", "区委书记"), LANZHOU, 1000), Seen(("市委书记",), above, 1010),
        Seen(("市委常委", "区委书记"), district, 1020), Seen(("市委书记",), city, 1030),
    ])  # fmt: skip
    assert [office.seat for office in seats.held[2]] == [above, LANZHOU]
    assert [(office.seat, office.grade) for office in seats.held[3]] == [(above, 6.0)]


def test_a_prefecture_is_not_the_county_that_once_bore_its_name() -> None:
    county = areas(find("岳阳县")[0])
    assert [office.seat[0].level for office in offices(("岳阳市委书记",), county)] == ["prefecture"]


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
