"""Groups: bodies in names, conveners before verbs, territories."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.groups import bodies_in, is_body, is_sitting
from loaders.groups_conveners import adverbs_from, conveners, when_before
from loaders.groups_territory import territory_of


@pytest.mark.parametrize(
    ("name", "bodies"),
    [
        ("霁川区委常委会(扩大)会议", ["霁川区委常委会"]),
        ("区委退役军人事务工作领导小组暨双拥工作领导小组会议", ["区委退役军人事务工作领导小组", "双拥工作领导小组"]),
        ("第12次县政府常务会议", ["县政府"]),
        ("2021年县委教育工作领导小组、县政府教育督导委员会工作会议", ["县委教育工作领导小组", "县政府教育督导委员会"]),
        ("市直属机关工委会议", ["市直属机关工委"]),
        ("霁川区2020年度区安委会暨消委会第三次全体(扩大)会议", ["区安委会", "消委会"]),
        ("信访工作联席会议第二次会议", ["信访工作联席会议"]),
        ("党政联席会议", []),
        ("霁川县与棠浦县东西部协作联席会议", []),
        ("霁川县人民政府与棠浦集团合作签约仪式", []),
        ("全区领导干部大会", []),
        ("全市法院院长会议", []),
        ("第41次县长办公会议", []),
        ("县处级干部培训会", []),
        ("政协委员座谈会", []),
        ("市委第二巡察组巡察市水利局工作动员会", ["市委第二巡察组"]),
        ("国务院防范化解风险工作视频会议", ["国务院"]),
        ("市委政法工作会议", ["市委"]),
        ("市公安局党风廉政建设会议", ["市公安局"]),
        ("霁川市第八届人民代表大会第一次会议", ["霁川市第八届人民代表大会"]),
        ("省十四届人大三次会议主席团第四次会议", ["省十四届人大三次会议主席团"]),
        ("区局、处两级中心组集中学习", ["区局、处两级中心组"]),
        ("市总工会七届四次全委(扩大)会议", ["市总工会"]),
        ("医疗质量与安全管理委员会会议", ["医疗质量与安全管理委员会"]),
        ("县防汛抗旱指挥部(县应急委员会)会议", ["县防汛抗旱指挥部", "县应急委员会"]),
    ],
)
def test_bodies_in_names(name: str, bodies: list[str]) -> None:
    assert [name[a:b] for a, b in bodies_in(name)] == bodies


@pytest.mark.parametrize(
    ("before", "bodies"),
    [
        ("6月10日上午霁川县委", ["霁川县委"]),
        ("霁川市委、市政府联合", ["霁川市委", "市政府"]),
        ("市委市政府", ["市委", "市政府"]),
        ("竹坞镇党委、政府", ["竹坞镇党委", "政府"]),
        ("市政府就《政府工作报告》在政协大楼五楼", ["市政府"]),
        ("市税务局联合市商务局", ["市税务局", "市商务局"]),
        ("我行普惠金融推进小组于近日", ["普惠金融推进小组"]),
        ("霁川县", []),
        ("我市", []),
        ("医院在行政楼四楼", []),
        ("我市与省交投集团", []),
        ("县长李平", []),
        ("全体党员干部", []),
        ("", []),
    ],
)
def test_conveners(before: str, bodies: list[str]) -> None:
    assert [before[a:b] for a, b in conveners(before, 0, len(before))] == bodies


def test_time_and_manner_around_a_subject() -> None:
    text = "6月10日下午2时许县委在县委礼堂隆重"
    assert text[when_before(text, 0, len(text)) :].startswith("县委")
    assert text[: adverbs_from(text, 0, len(text))].endswith("县委")


def test_words_for_bodies_and_sittings() -> None:
    assert is_body("市疾控中心")
    assert not is_body("会议室")
    assert not is_body("领导干部")
    assert not is_body("")
    assert is_sitting("第七次常务会议")
    assert not is_sitting("农村工作推进会")


@pytest.mark.parametrize(
    ("text", "names", "publisher", "place"),
    [
        ("我县召开会议", ["霁川县委常委会"], None, "霁川县"),
        ("我县召开会议", ["中共棠浦市委财经委员会"], None, "棠浦市"),
        ("6月10日,竹坞镇召开会议", [], None, "竹坞镇"),
        ("我县召开会议", [], "霁川县融媒体中心", "霁川县"),
        ("我县召开会议", [], "霁川日报", None),
        ("全县召开会议", ["全市法院"], None, None),
        ("", ["云岭藏族自治州人民政府"], None, "云岭藏族自治州"),
    ],
)
def test_territory(text: str, names: list[str], publisher: str | None, place: str | None) -> None:
    assert territory_of(text, 0, names, publisher) == place


@given(st.text(alphabet="市县委政府常会议领导小组暨、和与()第一次联席党中心0123年全", max_size=40))
def test_any_name_gives_ranges_in_order(name: str) -> None:
    at = 0
    for start, end in bodies_in(name):
        assert at <= start < end <= len(name)
        at = start
    for start, end in conveners(name, 0, len(name)):
        assert 0 <= start < end <= len(name)
