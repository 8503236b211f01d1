"""Which post a written title means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity.groups import canonical_group
from graph.identity.posts import canonical_post, canonical_posts, is_head, split
from graph.places import find, unknown

QINZHOU, TIANSHUI = find("秦州区")[0], find("天水市")[0]


@pytest.mark.parametrize(
    ("written", "name", "title", "rank", "body"),
    [
        ("秦州区委副书记", "秦州区委副书记", "副书记", "副", "秦州区委"),
        ("区长", "秦州区区长", "区长", "正", "秦州区政府"),
        ("秦州区人民政府区长", "秦州区区长", "区长", "正", "秦州区政府"),
        ("秦州区区长", "秦州区区长", "区长", "正", "秦州区政府"),
        ("代区长", "秦州区代区长", "代区长", "正", "秦州区政府"),
        ("区政府常务副区长", "秦州区常务副区长", "常务副区长", "副", "秦州区政府"),
        ("市委常委", "天水市委常委", "常委", None, "天水市委"),
        ("区人大主任", "秦州区人大主任", "主任", "正", "秦州区人大"),
        ("区人大常委会副主任", "秦州区人大常委会副主任", "副主任", "副", "秦州区人大常委会"),
        ("区政协主席", "秦州区政协主席", "主席", "正", "秦州区政协"),
        ("组织部长", "秦州区委组织部部长", "部长", "正", "秦州区委组织部"),
        ("公安局长", "秦州区公安局局长", "局长", "正", "秦州区公安局"),
        ("纪委书记", "秦州区纪委书记", "书记", "正", "秦州区纪委"),
        ("市中级人民法院院长", "天水市中级人民法院院长", "院长", "正", "天水市中级人民法院"),
        ("检察长", "秦州区人民检察院检察长", "检察长", "正", "秦州区人民检察院"),
        ("市委深改委主任", "天水市委全面深化改革委员会主任", "主任", "正", "天水市委全面深化改革委员会"),
        ("省防指副指挥长", "甘肃省防汛抗旱指挥部副指挥长", "副指挥长", "副", "甘肃省防汛抗旱指挥部"),
        ("国务院副总理", "国务院副总理", "副总理", "副", "国务院"),
        ("全国人大常委会委员长", "全国人大常委会委员长", "委员长", "正", "全国人大常委会"),
        ("第十四届全国政协委员", "全国政协委员", "委员", None, "全国政协"),
        ("中央军委主席", "中央军事委员会主席", "主席", "正", "中央军事委员会"),
        ("水利部部长", "水利部部长", "部长", "正", "水利部"),
        ("一级巡视员", "一级巡视员", "一级巡视员", None, None),
        ("局长", "局长", "局长", "正", None),
        ("组长", "组长", "组长", "正", None),
        ("教授", "教授", "教授", None, None),
    ],
)
def test_a_post_is_a_title_at_a_body(written: str, name: str, title: str, rank: str | None, body: str | None) -> None:
    post = canonical_post(written, QINZHOU)
    assert (post.name, post.title, post.rank) == (name, title, rank)
    assert (post.group.name if post.group else None) == body


def test_a_past_post_is_said_to_be_past() -> None:
    assert canonical_post("原区委书记", QINZHOU).former
    assert canonical_post("原区委书记", QINZHOU) == canonical_post("区委书记", QINZHOU)
    assert not canonical_post("原州区委书记", None).former  # 原州区 is a place


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (("市委常委", "组织部部长"), ["天水市委常委", "天水市委组织部部长"]),
        (("副市长", "公安局局长"), ["天水市副市长", "天水市公安局局长"]),
        (("市委常委", "秦州区委书记"), ["天水市委常委", "秦州区委书记"]),
        (("麦积区委副书记", "区长"), ["麦积区委副书记", "麦积区区长"]),
        (("市委常委", "秘书长"), ["天水市委常委", "天水市委秘书长"]),
        (("区住建局党组书记", "局长"), ["秦州区住房和城乡建设局党组书记", "秦州区住房和城乡建设局局长"]),
        (("市人大常委会党组书记", "副主任"), ["天水市人大常委会党组书记", "天水市人大常委会副主任"]),
        (("区委常委", "局长"), ["秦州区委常委", "局长"]),
        (("经开区党工委书记", "管委会主任"), ["经开区党工委书记", "经开区管委会主任"]),
        (("区委副书记", "石马镇党委书记"), ["秦州区委副书记", "石马镇党委书记"]),
    ],
)
def test_posts_of_one_person_lend_each_other_their_place(written: tuple[str, ...], names: list[str]) -> None:
    assert [post.name for post in canonical_posts(written, QINZHOU)] == names


def test_in_a_citys_report_a_district_head_is_at_the_district_he_names() -> None:
    own, other = canonical_posts(("秦州区委副书记", "区长"), TIANSHUI)[1], canonical_post("区长", TIANSHUI)
    assert own.group is not None
    assert own.group.territory == QINZHOU
    assert other.group is not None
    assert other.group.territory is not None
    assert other.group.territory.vague


def test_a_small_citys_secretary_sits_on_the_committee_of_the_large_one() -> None:
    city = find("华亭市")[0]
    names = [
        [post.name for post in canonical_posts(("平凉市委常委", bare), city)] for bare in ("市委书记", "常务副市长")
    ]
    assert names == [["平凉市委常委", "华亭市委书记"], ["平凉市委常委", "平凉市常务副市长"]]


def test_a_bare_title_takes_the_one_body_that_met() -> None:
    leading = canonical_group("区双拥工作领导小组", QINZHOU)
    assert canonical_post("组长", QINZHOU, report_groups=[leading]).group == leading
    assert canonical_post("领导小组副组长", QINZHOU, report_groups=[leading]).group == leading
    two = [leading, canonical_group("区委农村工作领导小组", QINZHOU)]
    assert canonical_post("组长", QINZHOU, report_groups=two).group is None
    assert canonical_post("局长", QINZHOU, report_groups=[leading]).group is None


@pytest.mark.parametrize(
    ("written", "head"),
    [
        ("区委书记", True), ("区委副书记", False), ("区委常委", False), ("区长", True), ("代区长", True),
        ("常务副区长", False), ("区人大常委会主任", True), ("区政协主席", True), ("区政协副主席", False),
        ("区财政局局长", True), ("区财政局副局长", False), ("区安委会主任", True), ("区安委会副主任", False),
        ("区双拥工作领导小组组长", True), ("区双拥工作领导小组副组长", False), ("省防指总指挥", True),
        ("省防指副总指挥", False), ("区信访工作联席会议召集人", True), ("乡长提名人选", False), ("区委秘书长", False),
        ("区委组织部部长", True), ("市委名誉书记", False), ("省残联名誉主席", False),
    ],
)  # fmt: skip
def test_who_directs(written: str, head: bool) -> None:
    assert canonical_post(written, QINZHOU).head is head


def test_a_title_can_be_asked_by_the_kind_of_body() -> None:
    assert is_head("书记", "party committee")
    assert is_head("第一组长", "leading group")
    assert not is_head("第一副主任", "commission")
    assert not is_head("书记", "no such kind")


@pytest.mark.parametrize(
    ("written", "cut"),
    [
        ("市委宣传部常务副部长", ("市委宣传部", "常务副部长")),
        ("望川市人民政府代理市长", ("望川市人民政府", "代市长")),
        ("防总副总指挥", ("防总", "副总指挥")),
        ("纪检组长", ("纪检组", "组长")),
        ("乡长提名人选", ("", "乡长提名人选")),
        ("一把手", ("", "一把手")),
    ],
)
def test_a_post_is_cut_at_its_title(written: str, cut: tuple[str, str]) -> None:
    assert split(written)[:2] == cut


@given(
    st.lists(st.text(alphabet="市区委书记副主任长局党组常代原秦州政府人大协员", min_size=1, max_size=10), max_size=4)
)
def test_any_list_gives_as_many_posts(written: list[str]) -> None:
    for territory in (None, QINZHOU, unknown("澄湖区")):
        posts = canonical_posts(written, territory)
        assert len(posts) == len(written)
        assert all(not post.head for post in posts if post.rank == "副")
