"""Roles: predicates shared out to their subjects, clause by clause."""

import pytest

from graph.model import MeetingMention
from loaders.document import Document
from loaders.report import read

OPENING = "3月5日,云溪县召开全县重点工作推进会议。"


def meeting(text: str, opening: str = OPENING) -> MeetingMention:
    (only,) = read(Document(id="t", raw=opening + text, published="2021-03-06")).meetings
    return only


@pytest.mark.parametrize(
    ("text", "chaired", "attended", "spoke"),
    [
        ("县长石一川主持会议并讲话。", "石一川", "石一川", "石一川"),
        ("会议由县长石一川主持。", "石一川", "石一川", ""),
        ("县长石一川在主持会议时强调,要抓好落实。", "石一川", "石一川", "石一川"),
        ("县长石一川在二楼会议室主持会议。", "石一川", "石一川", ""),
        ("受县委书记石一川委托,县长柳青山主持会议。", "柳青山", "柳青山", ""),
        ("县委书记石一川,县长柳青山主持会议。", "石一川 柳青山", "石一川 柳青山", ""),
        ("石一川与柳青山共同主持会议。", "石一川 柳青山", "石一川 柳青山", ""),
        ("县长石一川主持会议,副县长柳青山、温如玉参加。", "石一川", "石一川 柳青山 温如玉", ""),
        ("县长石一川讲话,各乡镇负责人参加。", "", "石一川", "石一川"),
        ("县委书记石一川、县长柳青山等县领导,各部门主要负责同志参加。", "", "石一川 柳青山", ""),
        ("石一川、柳青山、温如玉先后发言。", "", "石一川 柳青山 温如玉", "石一川 柳青山 温如玉"),
        ("局长石一川,局长柳青山,主任温如玉分别作交流发言。", "", "石一川 柳青山 温如玉", "石一川 柳青山 温如玉"),
        ("局长石一川通报情况,行长柳青山就管控作了发言。", "", "石一川 柳青山", "石一川 柳青山"),
        ("会议听取了局长石一川关于预算执行情况的汇报。", "", "石一川", "石一川"),
        ("会议听取了县农业农村局石一川同志的汇报。", "", "石一川", "石一川"),
        ("经理石一川、柳青山等企业负责人围绕营商环境畅所欲言。", "", "石一川 柳青山", "石一川 柳青山"),
        ("会议听取了局长石一川作的关于《条例》等审议情况的报告。", "", "石一川", "石一川"),
        (
            "副县长石一川领学文件,局长柳青山作说明,主任温如玉宣布决定。",
            "",
            "石一川 柳青山 温如玉",
            "石一川 柳青山 温如玉",
        ),
        ("县长石一川出席会议。他强调,要抓好落实。", "", "石一川", "石一川"),
        ("县长石一川主持会议。石县长强调,要抓好落实。", "石一川", "石一川", "石一川"),
        ("县长石一川出席会议。会议强调,要抓好落实。", "", "石一川", ""),
        ("县长石一川主持会议,听取相关部门情况汇报。", "石一川", "石一川", ""),
        ("县长石一川出席。县发改局主要负责人作了汇报。", "", "石一川", ""),
        ("会议传达了省委书记石一川讲话精神。县长柳青山讲话。", "", "柳青山", "柳青山"),
        ("会议传达学习市委书记石一川,市长柳青山对工作的批示要求。", "", "", ""),
        ("会议传达了省委全会精神以及石一川副省长关于安全的讲话。县长柳青山讲话。", "", "柳青山", "柳青山"),
        ("县长柳青山说,石一川总书记在报告中指出,要实干。", "", "柳青山", "柳青山"),
        ("副校长柳青山领学石一川总书记在全国大会上的讲话精神。", "", "柳青山", "柳青山"),
        ("部长石一川带领大家学习了文件,并对工作进行了部署。", "", "石一川", "石一川"),
        ("柳青山根据文件要求,着重对条例进行了领学。", "", "柳青山", "柳青山"),
        ("董事长石一川做了总结会议报告,副书记柳青山讲解条例。", "", "石一川 柳青山", "石一川 柳青山"),
        ("副场长石一川就贯彻落实会议精神,提了六点要求。", "", "石一川", "石一川"),
        ("院长石一川讲话,首先他针对柳青山法官的事迹,对全院干警提出要求。", "", "石一川", "石一川"),
        ("副院长石一川传达了全国法院院长会议、柳青山院长在教育大会上的讲话。", "", "石一川", "石一川"),
        ("镇党委书记石一川讲话,镇长丘振岳进行大会总结。", "", "石一川 丘振岳", "石一川 丘振岳"),
        ("县委常委石一川因公请假。县长柳青山出席。", "", "柳青山", ""),
        ("请假:副县长石一川\n出席:县长柳青山", "", "柳青山", ""),
        ("★出席★ 石一川、柳青山", "", "石一川 柳青山", ""),
        ("主席台就座领导:石一川、柳青山、温如玉", "", "石一川 柳青山 温如玉", ""),
        ("出席人员:石一川、柳青山(请假)", "", "石一川", ""),
        ("市长石一川立即召开会议,对落实工作进行部署。", "石一川", "石一川", "石一川"),
        ("石一川带头作对照检查,柳青山作工作部署。", "", "石一川 柳青山", "石一川 柳青山"),
        ("局长石一川代表参会单位作表态发言。", "", "石一川", "石一川"),
        ("县长石一川同来访的青石市市长柳青山共同主持会谈。", "石一川 柳青山", "石一川 柳青山", ""),
        ("县领导石一川到场,县长柳青山陪同,温如玉主持会议。", "温如玉", "石一川 柳青山 温如玉", ""),
        ("石一川先生、柳青山女士出席会议。", "", "石一川 柳青山", ""),
        ("会议指出,石一川书记的讲话很重要。", "", "", ""),
        ("出席会议的有:县长石一川,副县长柳青山、温如玉。", "", "石一川 柳青山 温如玉", ""),
        ("大会执行主席石一川、柳青山在主席台前排就座。", "", "石一川 柳青山", ""),
        ("局长石一川代表县政府作表态发言。", "", "石一川", "石一川"),
        ("会长石一川致辞,副会长兼秘书长柳青山作工作报告。", "", "石一川 柳青山", "石一川 柳青山"),
        ("任命石一川为局长。县长柳青山为石一川颁发任命书。", "", "柳青山 石一川", ""),
        ("县长石一川在会上,对柳青山局长一行表示欢迎。", "", "石一川 柳青山", "石一川"),
        ("副县长石一川出席安全生产月活动启动仪式并致辞。", "", "石一川", "石一川"),
        ("书记石一川对防汛工作作出批示指出,要落实责任。县长柳青山讲话。", "", "柳青山", "柳青山"),
    ],
)
def test_parts(text: str, chaired: str, attended: str, spoke: str) -> None:
    read_as = meeting(text)
    assert read_as.chaired == chaired.split()
    assert set(read_as.attended) == set(attended.split())
    assert read_as.spoke == spoke.split()


def test_minutes_in_list_form() -> None:
    minutes = (
        "云溪县人民政府第5次常务会议纪要\n时 间:2021年3月5日\n主持人:县长 石一川\n出 席:\n副县长 柳青山(女) 温如玉\n"
        "县财政局 方有为\n缺 席:副县长 贺长河(学习)\n列 席:县政协副主席 秦艳\n记 录:于小川\n"
        "一、听取柳青山同志关于防汛情况的汇报。"
    )
    read_as = meeting(minutes, "")
    assert read_as.chaired == ["石一川"]
    assert read_as.attended == ["石一川", "柳青山", "温如玉", "方有为", "秦艳"]
    assert read_as.spoke == ["柳青山"]


def test_a_table_of_minutes() -> None:
    table = "云溪县政府第5次常务会议纪要\n主持人  县长 石一川\n出席  副县长 柳青山、温如玉\n列席人员  县财政局 方有为\n"
    read_as = meeting(table, "")
    assert (read_as.chaired, read_as.attended) == (["石一川"], ["石一川", "柳青山", "温如玉", "方有为"])


def test_each_meeting_has_its_own_people() -> None:
    text = "3月5日,县长石一川主持召开县政府第3次常务会议。副县长柳青山汇报。随后,县委书记温如玉主持召开县委常委会会议。"
    first, second = read(Document(id="t", raw=text, published="2021-03-06")).meetings
    assert (first.chaired, first.attended) == (["石一川"], ["石一川", "柳青山"])
    assert (second.chaired, second.attended) == (["温如玉"], ["温如玉"])


def test_sittings_joined_in_one_breath_have_the_same_people() -> None:
    text = "3月5日,县长石一川主持召开县政府党组会议、第5次常务会议,副县长柳青山参加。"
    first, second = read(Document(id="t", raw=text, published="2021-03-06")).meetings
    assert (first.name, second.name) == ("县政府党组会议", "第5次常务会议")
    assert first.chaired == second.chaired == ["石一川"]
    assert first.attended == second.attended == ["石一川", "柳青山"]


def test_visitors_are_at_the_talks_held_on_the_visit() -> None:
    text = "3月5日,市长石一川率副市长柳青山到云溪县调研,县长温如玉陪同。随后召开座谈会,温如玉汇报了工作。"
    (talks,) = read(Document(id="t", raw=text, published="2021-03-06")).meetings
    assert set(talks.attended) == {"石一川", "柳青山", "温如玉"}


def test_an_entry_of_a_chronicle_has_its_own_people() -> None:
    first = "●3月4日\n县长石一川主持召开县政府第5次常务会议。\n"
    text = first + "●3月5日\n县委书记柳青山赴石桥镇调研,温如玉参加调研。柳青山强调,要抓好落实。\n"
    (only,) = read(Document(id="t", raw=text, published="2021-03-06")).meetings
    assert (only.date, only.attended, only.spoke) == ("2021-03-04", ["石一川"], [])


def test_detail_of_a_part() -> None:
    text = "受县委书记石一川委托,县长柳青山主持会议并强调,要落实责任。副县长温如玉、县领导方有为列席会议。"
    roles = meeting(text).roles
    (chair,) = [role for role in roles if role.role == "chaired"]
    assert (chair.name, chair.on_behalf_of, chair.title, chair.order) == ("柳青山", "石一川", "县长", 1)
    (speech,) = [role for role in roles if role.role == "spoke"]
    assert speech.directives == ["要落实责任。"]
    present = {role.name: role for role in roles if role.role == "attended"}
    assert (present["温如玉"].capacity, present["温如玉"].derived, present["温如玉"].title) == (
        "列席会议",
        False,
        "副县长",
    )
    assert present["柳青山"].derived
    assert present["方有为"].title == "县领导"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("副县长柳青山受县长石一川委托,出席会议并讲话。", {"柳青山": {"attended", "spoke"}}),
        ("受县长石一川委托,副县长柳青山参加会议,局长温如玉列席。", {"柳青山": {"attended"}}),
        (
            "受县长石一川委托,副县长柳青山主持会议,副县长温如玉通报情况。",
            {"柳青山": {"chaired", "attended"}},
        ),
    ],
)
def test_on_whose_behalf(text: str, expected: dict[str, set[str]]) -> None:
    found: dict[str, set[str]] = {}
    for role in meeting(text).roles:
        if role.on_behalf_of is not None:
            assert role.on_behalf_of == "石一川"
            found.setdefault(role.name, set()).add(role.role)
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县长石一川主持会议,对做好工作提出具体意见。", []),
        ("县长石一川就下一步工作提出明确要求。", []),
        ("县长石一川提出三点要求:一是抓好落实;二是加强宣传。", ["一是抓好落实;二是加强宣传。"]),
        ("县长石一川就防汛工作提出要求,强调要抓好落实。", ["要抓好落实。"]),
        ("书记石一川对新任命的干部提出了纪律要求,要求他们廉洁自律。", ["他们廉洁自律。"]),
        ("县长石一川表示衷心的感谢。", []),
        ("县长石一川强调,要抓好落实,副县长柳青山宣读决定。", ["要抓好落实"]),
        ("县长石一川指出,工作有成效。石一川强调,要抓好落实。", ["工作有成效。", "要抓好落实。"]),
    ],
)
def test_directives(text: str, expected: list[str]) -> None:
    assert [d for role in meeting(text).roles for d in role.directives] == expected


def test_a_list_that_ends_in_et_cetera_is_not_complete() -> None:
    assert not meeting("县领导石一川、柳青山等出席会议。").complete
    assert meeting("县领导石一川、柳青山出席会议。").complete
