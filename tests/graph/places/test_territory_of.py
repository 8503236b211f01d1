"""Where a report speaks of: what counts, and what does not."""

from typing import Any

import pytest

from graph.model import MeetingReport
from graph.places import Territory, find, inside, territory_of


def told(*officials: list[str], **more: Any) -> MeetingReport:
    """A report: the posts of its officials, the first in the chair; hosts, name and source by keyword."""
    people = [{"name": f"{'甲乙丙丁戊己庚辛'[n]}某", "posts": posts} for n, posts in enumerate(officials)]
    everyone = [person["name"] for person in people]
    meeting = {
        "name": more.pop("name", "会议"),
        "groups": more.pop("groups", []),
        "date": more.pop("date", "2021-05-06"),
        "chaired": everyone[:1],
        "attended": everyone,
    }
    return MeetingReport.model_validate(
        {"id": more.pop("id", "r1"), "source": more, "officials": people, "meetings": [meeting]}
    )


def at(record: MeetingReport) -> Territory:
    place = territory_of(record)
    assert place is not None
    return place


@pytest.mark.parametrize(
    ("record", "place"),
    [
        (told(["市委常委", "秦州区委书记"]), "天水市秦州区"),
        (told(["区委书记"], publisher="秦州区融媒体中心"), "天水市秦州区"),
        (told(["区委书记"], publisher="秦州发布"), "天水市秦州区"),
        (told(["区委书记"], publisher="天水市秦州区人民政府网"), "天水市秦州区"),
        (told(["区委书记"], title="秦州区召开安全生产会议"), "天水市秦州区"),
        (told(["市委书记"], groups=["市委常委会"], publisher="天水日报"), "天水市"),
        (told(["市委书记"], ["秦州区委书记"], ["麦积区委书记"], name="全市推进会", publisher="天水日报"), "天水市"),
        (told(["市委副书记", "市长"], ["秦州区委书记"], ["区长"], name="座谈会", publisher="秦州发布"), "天水市秦州区"),
        (told(["省委书记"], groups=["省委常委会"], publisher="甘肃日报"), "甘肃省"),
        (told(["县委书记"], url="http://www.gangu.gov.cn/a.html", groups=["县委常委会"]), "天水市甘谷县"),
        (told(["市委书记"], groups=["市委常委会"], publisher="敦煌市融媒体中心"), "酒泉市敦煌市"),
        (told(["州委书记"], groups=["州委常委会"], publisher="临夏发布"), "临夏回族自治州"),
        (told(["市委书记"], ["市长"], title="临夏市召开推进会", publisher="临夏发布"), "临夏回族自治州临夏市"),
        (told(["旗委书记"], groups=["旗委常委会"], publisher="阿荣旗融媒体中心"), "呼伦贝尔市阿荣旗"),
        (told(["国务院副总理"], groups=["国务院安委会"], publisher="新华社"), "中国"),
        (told(["区委书记"], groups=["澄湖区委常委会"]), "澄湖区"),
        (told(["区委书记"], publisher="岚州市澄湖区融媒体中心"), "澄湖区"),
        (told(["区委书记"], groups=["区委常委会"], publisher="澄湖发布"), "澄湖区"),
        (told(["县委书记"], name="鹤泉县征兵工作会议"), "鹤泉县"),
        (told(["镇党委书记"], title="古槐镇召开座谈会", name="座谈会"), "古槐镇"),
        (told(["镇党委书记"], name="古槐镇推进会", publisher="秦州区融媒体中心"), "天水市秦州区"),
        (told(["秦州区古槐镇党委书记"], ["秦州区古槐镇镇长"], name="古槐镇推进会"), "天水市秦州区"),
        (told(["师党委书记"], groups=["师市党委常委会"], publisher="第八师石河子市融媒体中心"), "第八师"),
    ],
)
def test_the_report_says_where_it_is(record: MeetingReport, place: str) -> None:
    assert at(record).name == place


def test_the_page_itself_is_believed_first() -> None:
    assert at(told(["秦州区委书记"], territory="甘谷县")).name == "天水市甘谷县"
    assert at(told(["秦州区委书记"], territory="岚州市澄湖区")).name == "澄湖区"


def test_a_cited_body_does_not_move_the_report() -> None:
    record = told(["区委书记"], ["区长"], groups=["秦州区委常委会"])
    record.officials[1].posts = ["省委书记"]
    record.meetings[0].attended = ["甲某"]
    assert at(record).name == "天水市秦州区"


def test_namesakes_are_told_by_what_is_beside_them() -> None:
    assert at(told(["区委书记"], groups=["鼓楼区委"], publisher="徐州日报")).name == "徐州市鼓楼区"
    county = {"groups": ["东乡县委"], "date": "2010-05-06"}
    assert at(told(["市委书记"], ["县委书记"], **county)).name == "抚州市东乡县"
    assert at(told(["州委书记"], ["县委书记"], **county)).code == "622926"
    assert at(told(["县委书记"], groups=["东乡县委"])).code == "622926"  # the other had become 东乡区 by 2021


def test_namesakes_that_nothing_tells_apart_stay_apart() -> None:
    here = at(told(["区委书记"], groups=["鼓楼区委"], url="https://a.example/1", id="r1"))
    again = at(told(["区委书记"], groups=["鼓楼区委"], url="https://a.example/2", id="r2"))
    elsewhere = at(told(["区委书记"], groups=["鼓楼区委"], url="https://b.example/1", id="r3"))
    assert here == again
    assert here != elsewhere
    assert not here.listed


def test_a_place_that_is_not_named_is_some_place() -> None:
    district = at(told(["区委书记"], groups=["区委常委会"], publisher="天水日报"))
    assert district.vague
    assert district.name == "天水市某区"
    assert inside(district, find("天水市")[0])
    other = at(told(["区委书记"], groups=["区委常委会"], publisher="天水日报", id="r2"))
    assert other != district  # a city's paper tells of several districts


def test_a_name_given_up_long_ago_is_another_place() -> None:
    """临江区 lay in 浑江市 until 1985; a report of 2021 means another."""
    place = at(told(["临江区委书记"], groups=["区委"]))
    assert place.own == "临江区"
    assert not place.listed


def test_a_report_that_says_nothing_is_nowhere() -> None:
    assert territory_of(told([])) is None
    assert territory_of(MeetingReport(id="r1")) is None
    assert territory_of(told(["会长"], name="会长办公会", url="http://[broken")) is None


def test_a_countys_secretary_and_head_beside_a_mayor_are_visited() -> None:
    mayor, secretary, head = ["天水市市长"], ["秦州区委书记"], ["秦州区区长"]
    assert at(told(mayor, secretary, head)).name == "天水市秦州区"
    assert at(told(mayor, secretary, head, publisher="天水日报")).name == "天水市秦州区"
    assert at(told(mayor, secretary, ["麦积区区长"], publisher="天水日报")).name == "天水市"


def test_whoever_is_alone_of_the_city_is_a_guest_unless_the_meeting_is_the_citys() -> None:
    mayor, secretary, deputy = ["天水市市长"], ["秦州区委书记"], ["秦州区副区长"]
    assert at(told(mayor, secretary, publisher="天水日报")).name == "天水市秦州区"
    assert at(told(mayor, deputy, publisher="天水日报")).name == "天水市秦州区"
    assert at(told(mayor, deputy, ["天水市财政局局长"], publisher="天水日报")).name == "天水市"
    assert at(told(mayor, secretary, name="全市推进会", publisher="天水日报")).name == "天水市"
    assert at(told(mayor, secretary, groups=["市政府"], publisher="天水日报")).name == "天水市"


def test_the_short_form_of_an_autonomous_county_counts_with_its_full_name() -> None:
    """芷江县 was a county of its own until 1986: its secretary and head are those of one place."""
    people = ["怀化市副市长"], ["芷江县委副书记", "县长"], ["芷江县常务副县长"], ["副县长"]
    assert at(told(*people, publisher="怀化日报")).own == "芷江侗族自治县"


def test_a_name_that_another_place_still_bears_is_that_places() -> None:
    """东乡县 of Jiangxi became a district in 2016."""
    county = {"groups": ["东乡县委"]}
    assert at(told(["县委书记"], **county, date="2018-05-06")).code == "622926"
    assert not at(told(["县委书记"], **county, date="2015-05-06")).listed


def test_a_stem_that_ends_like_a_unit_is_still_the_listed_place() -> None:
    assert at(told(["市委书记"], groups=["市委常委会"], publisher="津市发布")).own == "津市市"


def test_a_name_that_no_county_bears_any_more_is_short_for_the_city() -> None:
    assert at(told(["市委书记"], publisher="辉县发布")).own == "辉县市"
