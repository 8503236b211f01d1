"""The place at the start of a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.places import national
from graph.places.phrase import opening
from graph.places.units import about, unit_of


@pytest.mark.parametrize(
    ("text", "place", "unit", "rest"),
    [
        ("秦州区委副书记", "秦州区", None, "委副书记"),
        ("天水市秦州区人大常委会", "秦州区", None, "人大常委会"),
        ("区委书记", None, "区", "委书记"),
        ("自治区政协主席", None, "自治区", "政协主席"),
        ("岚州市六届人大常委会", "岚州市", None, "六届人大常委会"),
        ("西岭省盘古县县委副书记", "盘古县", None, "委副书记"),
        ("云罕傣族佤族自治县委书记", "云罕傣族佤族自治县", None, "委书记"),
        ("怀川经开区党工委", "怀川经开区", None, "党工委"),
        ("十六师党委书记", "十六师", None, "党委书记"),
        ("内蒙古党委", "内蒙古自治区", None, "党委"),
        ("通州区委", "通州区", None, "委"),
        ("凉山州市场监管局局长", "凉山彝族自治州", None, "市场监管局局长"),
        ("市中区委", "市中区", None, "委"),
        ("市民政局局长", None, "市", "民政局局长"),
        ("市直机关工委", None, "市", "直机关工委"),
        ("市场监管局局长", None, None, "市场监管局局长"),
        ("区域协调发展领导小组", None, None, "区域协调发展领导小组"),
        ("县委农村工作领导小组", None, "县", "委农村工作领导小组"),
        ("县实施乡村振兴战略领导小组", None, "县", "实施乡村振兴战略领导小组"),
        ("常务副县长", None, None, "常务副县长"),
        ("公安局局长", None, None, "公安局局长"),
        ("代县长", None, None, "代县长"),
        ("代县县委", "代县", None, "委"),
        ("开发区管委会", None, "开发区", "管委会"),
    ],
)
def test_the_place_is_split_off(text: str, place: str | None, unit: str | None, rest: str) -> None:
    found = opening(text, national())
    assert (found.places[0].own if found.places else None, found.unit, found.rest) == (place, unit, rest)


@given(st.text(alphabet="市区县州省镇乡村委长政协人大党天水秦岚澄湖第一届会副书记", max_size=14))
def test_the_parts_are_a_cut_of_the_text(text: str) -> None:
    found = opening(text, national())
    assert text.endswith(found.rest)
    assert bool(found.places) + bool(found.unit) <= 1


def test_a_bare_unit_means_what_lies_above() -> None:
    district = national().find("秦州区")[0]
    prefecture = national().find("大理州")[0]
    assert [place.own for unit in ("区", "市", "省") if (place := about(district, unit))] == [
        "秦州区",
        "天水市",
        "甘肃省",
    ]
    assert about(district, "州") is None
    assert about(prefecture, "州") == prefecture
    assert unit_of(national().find("敦煌市")[0]) == "市"
