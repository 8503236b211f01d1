import pytest

from graph.identity.offices import DEPUTY, HEAD, MEMBER, Area, areas, offices, same_field
from graph.places import find

DISTRICT = areas(find("秦州区")[0])
CITY = areas(find("天水市")[0])
SMALL_CITY = areas(find("玉门市")[0])


def read(post: str, context: tuple[Area, ...] = DISTRICT) -> tuple[str, str, str, int, float | None]:
    office = offices((post,), context)[0]
    return (office.seat[0].name if office.seat else "", *office.post, office.grade)


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("区委书记", ("天水市秦州区", "committee", "", HEAD, 4.0)),
        ("天水市委常委", ("天水市", "committee", "", MEMBER, 5.0)),
        ("区长", ("天水市秦州区", "government", "", HEAD, 4.0)),
        ("常务副区长", ("天水市秦州区", "government", "", DEPUTY, 3.0)),
        ("区委组织部部长", ("天水市秦州区", "department", "组织部", HEAD, 3.0)),
        ("区教育局局长", ("天水市秦州区", "department", "教育", HEAD, 2.0)),
        ("区人大常委会副主任", ("天水市秦州区", "congress", "", DEPUTY, 3.0)),
        ("区政协主席", ("天水市秦州区", "cppcc", "", HEAD, 4.0)),
        ("全国人大常委会副秘书长", ("中国", "congress", "", MEMBER, None)),
        ("区安委会主任", ("天水市秦州区", "leading", "", HEAD, None)),
        ("古槐镇党委书记", ("天水市秦州区", "town", "古槐镇", HEAD, 2.0)),
        ("甘肃省委书记", ("甘肃省", "committee", "", HEAD, 8.0)),
        ("副省长", ("甘肃省", "government", "", DEPUTY, 7.0)),
        ("国务院总理", ("中国", "government", "", HEAD, 10.0)),
        ("中共中央总书记", ("中国", "committee", "", HEAD, 10.0)),
    ],
)
def test_a_title_says_where_in_what_and_how_high(post: str, expected: tuple[str, str, str, int, float | None]) -> None:
    assert read(post) == expected


def test_a_bare_city_is_the_narrowest_one_around() -> None:
    assert read("市委书记", CITY)[0] == "天水市"
    assert read("市委书记", SMALL_CITY)[0] == "酒泉市玉门市"
    assert read("酒泉市委书记", SMALL_CITY)[0] == "酒泉市"


def test_an_unnamed_county_of_a_city_is_a_seat_of_its_own_kind() -> None:
    office = offices(("县委书记",), CITY)[0]
    assert office.seat[0].name == "?县"
    assert office.seat[1].name == "天水市"


def test_a_title_without_a_place_sits_where_the_others_sit() -> None:
    both = offices(("麦积区委常委", "组织部部长"), CITY)
    assert [o.seat[0].name for o in both] == ["天水市麦积区", "天水市麦积区"]


def test_two_towns_of_one_county_are_two_offices_in_one_seat() -> None:
    one, other = offices(("古槐镇镇长",), DISTRICT)[0], offices(("柳林镇镇长",), DISTRICT)[0]
    assert one.place == other.place
    assert one.post != other.post


def test_a_place_that_no_list_knows_lies_in_what_the_report_speaks_of() -> None:
    office = offices(("澄澜区委书记",), CITY)[0]
    assert office.seat[0].name == "澄澜区"
    assert office.seat[1].name == "天水市"


@pytest.mark.parametrize(
    ("a", "b"), [("住建", "住房和城乡建设"), ("人社", "人力资源和社会保障"), ("食药监", "食品药品监督管理")]
)
def test_a_short_field_is_read_off_the_long_one(a: str, b: str) -> None:
    assert same_field(a, b)
    assert not same_field(a, "水利")
