"""Which body a written form means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity.groups import GroupRef, canonical_group, predecessors, successors
from graph.places import Territory, find, national, unknown

QINZHOU = find("秦州区")[0]
CHENGHU = unknown("澄湖区")


def group(written: str, territory: Territory | None = QINZHOU) -> GroupRef:
    return canonical_group(written, territory)


@pytest.mark.parametrize(
    "forms",
    [
        [
            "区委",
            "秦州区委",
            "中共秦州区委",
            "中共秦州区委员会",
            "中共天水市秦州区委员会",
            "中国共产党秦州区委员会",
            "天水市秦州区委",
        ],
        ["市委", "天水市委", "中共天水市委员会", "甘肃省天水市委"],
        ["区委常委会", "区委常务委员会", "区委常委班子", "十二届区委常委会", "秦州区委常委会"],
        ["区政府", "区人民政府", "秦州区人民政府", "秦州区政府"],
        ["区人大常委会", "区人民代表大会常务委员会", "区十八届人大常委会", "秦州区第十八届人大常委会"],
        [
            "区政协",
            "政协秦州区委员会",
            "政协秦州区第九届委员会",
            "政协第九届秦州区委员会",
            "中国人民政治协商会议秦州区第九届委员会",
        ],
        ["全国政协", "政协第十四届全国委员会", "十四届全国政协", "中国人民政治协商会议全国委员会"],
        ["全国人大常委会", "十四届全国人大常委会", "全国人民代表大会常务委员会"],
        ["政协全国委员会常务委员会", "政协第十三届全国委员会常务委员会", "全国政协常委会"],
        ["市委深改委", "市委全面深化改革委员会", "天水市委深改委", "中共天水市委全面深化改革委员会"],
        ["市深改组", "市委全面深化改革领导小组", "市委深改组"],
        ["区安委会", "区安全生产委员会", "秦州区安全生产委员会"],
        ["省防指", "省防汛抗旱指挥部", "甘肃省防汛抗旱指挥部"],
        ["双拥工作领导小组", "区双拥工作领导小组", "全区双拥工作领导小组", "区拥军优属拥政爱民工作领导小组"],
        ["区委退役军人事务工作领导小组", "区退役军人事务工作领导小组"],
        ["区委教育工作领导小组", "区委教育领导小组"],
        ["区委组织部", "组织部", "中共秦州区委组织部"],
        ["区委政法委", "政法委", "区委政法委员会"],
        ["区委办", "区委办公室"],
        ["区政府办", "区政府办公室", "区人民政府办公室"],
        ["区纪委", "区纪委监委", "区纪律检查委员会", "中共秦州区第八届纪律检查委员会"],
        ["区监委", "区监察委员会"],
        ["市中院", "市中级人民法院", "天水市中级人民法院"],
        ["区法院", "区人民法院"],
        ["区检察院", "区人民检察院"],
        ["市发改委", "市发展和改革委员会", "市发展改革委"],
        ["区市场监管局", "区市场监督管理局"],
        ["区住建局", "区住房和城乡建设局"],
        ["区残联", "区残疾人联合会"],
        ["区委理论学习中心组", "区委中心组"],
        ["市安委办", "市安委会办公室", "市安全生产委员会办公室"],
        ["民革天水市委会", "民革市委会"],
    ],
)
def test_forms_of_one_body_are_one_body(forms: list[str]) -> None:
    assert len({group(form).key for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区委", "区委常委会"),
        ("区政府", "区政府党组"),
        ("区委", "市委"),
        ("区人大", "区人大常委会"),
        ("区发改局", "市发改委"),
        ("区食药监局", "区市场监管局"),
        ("市委深改组", "市委深改委"),
        ("区纪委", "区监委"),
        ("区安委会", "区安委会办公室"),
        ("区委农村工作领导小组", "区委实施乡村振兴战略领导小组"),
        ("石马镇党委", "双桥镇党委"),
    ],
)
def test_other_bodies_are_others(one: str, other: str) -> None:
    assert group(one) != group(other)


def test_a_bare_form_is_the_body_of_its_own_place() -> None:
    maiji = find("麦积区")[0]
    assert group("区委", maiji).name == "麦积区委"
    assert group("区委", maiji) != group("区委")
    assert group("市委", maiji) == group("市委")
    assert group("秦州区委", maiji) == group("区委")


def test_what_is_not_known_is_not_merged() -> None:
    assert group("市委", CHENGHU).name == "市委"
    assert group("市委", CHENGHU) != group("市委", unknown("汀河区"))
    places = national().with_places([("云泽省", None), ("岚州市", "云泽省"), ("澄湖区", "岚州市")])
    listed = places.find("澄湖区")[0]
    assert canonical_group("市委", listed, gazetteer=places).name == "岚州市委"
    assert group("县委", find("天水市")[0]).territory != find("甘谷县")[0]


def test_towns_of_one_name_are_told_apart_by_their_county() -> None:
    here, there = group("城关镇党委"), group("城关镇党委", find("甘谷县")[0])
    assert here != there
    assert here.territory is not None
    assert here.territory.name == "秦州区城关镇"


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("市委深改委办公室", ["天水市委全面深化改革委员会办公室", "天水市委全面深化改革委员会", "天水市委"]),
        ("区安委会办公室", ["秦州区安全生产委员会办公室", "秦州区安全生产委员会", "秦州区政府"]),
        ("区委常委会", ["秦州区委常委会", "秦州区委"]),
        ("区财政局党组", ["秦州区财政局党组", "秦州区财政局", "秦州区政府"]),
        ("区人大常委会", ["秦州区人大常委会", "秦州区人大"]),
        ("国务院安委会", ["国务院安全生产委员会", "国务院"]),
        ("国务院根治拖欠农民工工资工作领导小组", ["国务院根治拖欠农民工工资工作领导小组", "国务院"]),
    ],
)
def test_a_body_is_part_of_others(written: str, line: list[str]) -> None:
    assert [body.name for body in group(written).up()] == line


@pytest.mark.parametrize(
    ("written", "place", "name"),
    [
        ("自治区党委", "内蒙古自治区", "内蒙古自治区党委"),
        ("盟委", "锡林郭勒盟", "锡林郭勒盟委"),
        ("旗政府", "阿荣旗", "阿荣旗政府"),
        ("州委", "大理州", "大理白族自治州委"),
        ("师党委", "兵团第八师", "第八师党委"),
        ("管委会", "雄安新区", "雄安新区管委会"),
        ("市人民法院", "敦煌市", "敦煌市人民法院"),
        ("省高级人民法院", "甘肃省", "甘肃省高级人民法院"),
    ],
)
def test_names_follow_the_kind_of_place(written: str, place: str, name: str) -> None:
    assert group(written, find(place)[0]).name == name


def test_one_took_over_from_another() -> None:
    old, new = group("区食药监局"), group("区市场监管局")
    assert (new, 2018) in successors(old)
    assert (old, 2018) in predecessors(new)
    assert (group("市委深改委"), 2018) in successors(group("市深改组"))
    assert successors(group("区教育局")) == ()


@given(
    st.text(alphabet="市区县省镇委党政府人大协局办公室领导小组常会秦州天水全国中央第十届一", min_size=1, max_size=16)
)
def test_any_form_gives_a_body(written: str) -> None:
    for territory in (None, QINZHOU, CHENGHU):
        made = group(written, territory)
        assert made.name
        assert made.heads is not None
        again = group(written, territory)
        assert (made.key, made.name, made.kind) == (again.key, again.name, again.kind)


def test_a_district_of_many_means_none_of_them_where_no_city_is_near() -> None:
    gansu = find("甘肃省")[0]
    assert group("鼓楼区政府", gansu).territory == unknown("鼓楼区")
    assert group("鼓楼区政府", None) == group("鼓楼区政府", gansu)
    kaifeng = find("开封市")[0]
    assert group("鼓楼区政府", kaifeng).territory == find("鼓楼区", within=kaifeng)[0]
    assert group("区政府", unknown("鼓楼区")) == group("鼓楼区政府", unknown("鼓楼区"))


def test_a_bureau_of_the_market_is_the_provinces() -> None:
    gansu = find("甘肃省")[0]
    assert group("省市场监管厅", gansu) == group("甘肃省市场监督管理厅", gansu)
    assert group("省市场监管厅", gansu).name == "甘肃省市场监督管理厅"
