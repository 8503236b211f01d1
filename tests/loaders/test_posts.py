"""Posts: chains, lists that share one, titles after names, changes, heads of groups."""

import pytest

from loaders.document import Document
from loaders.report import read


def posts(text: str) -> dict[str, list[str]]:
    return {o.name: o.posts for o in read(Document(id="t", raw=text, published="2021-03-06")).officials}


def directed(text: str) -> list[tuple[str, str]]:
    return read(Document(id="t", raw=text, published="2021-03-06")).directed


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("云溪县委副书记、县长石一川主持。", "石一川", ["云溪县委副书记", "县长"]),
        ("副市长兼市公安局局长石一川出席。", "石一川", ["副市长", "市公安局局长"]),
        ("会议听取了市财政局局长石一川的汇报。", "石一川", ["市财政局局长"]),
        ("会议由区委书记石一川主持。", "石一川", ["区委书记"]),
        ("3月5日上午省委书记石一川讲话。", "石一川", ["省委书记"]),
        ("人力资源和社会保障局局长石一川发言。", "石一川", ["人力资源和社会保障局局长"]),
        ("县委书记石一川和县人大主任柳青山出席。", "柳青山", ["县人大主任"]),
        ("原县政协主席石一川、时任县长柳青山出席。", "石一川", ["县政协主席"]),
        ("市政协原副主席石一川出席。", "石一川", ["市政协副主席"]),
        ("原平市市长石一川出席。", "石一川", ["原平市市长"]),
        ("学校董事长石一川讲话。", "石一川", ["学校董事长"]),
        ("青石镇是省委常委石一川的联系点。", "石一川", ["省委常委"]),
        ("县政协三届一次会议主席团会议主持人石一川讲话。", "石一川", ["县政协三届一次会议主席团会议主持人"]),
        ("区人大执法检查组成员,街道党工委书记石一川参加。", "石一川", ["街道党工委书记"]),
        ("县委书记柳青山任领导小组组长,县委副书记、县长石一川任副组长。", "石一川", ["县委副书记", "县长", "副组长"]),
        ("县总工会常务副主席柳青山、石一川主任、组宣部长温如玉参加。", "石一川", ["主任"]),
        ("县总工会常务副主席柳青山、石一川主任、组宣部长温如玉参加。", "温如玉", ["组宣部长"]),
        (
            "县党的群众路线教育实践活动第五督导组组长石一川讲话。",
            "石一川",
            ["县党的群众路线教育实践活动第五督导组组长"],
        ),
        ("新任县委书记石一川讲话。", "石一川", ["县委书记"]),
        ("中央党校(国家行政学院)校长(院长)石一川主持。", "石一川", ["中央党校(国家行政学院)校长(院长)"]),
        ("县委常委、副县长(挂职)石一川出席。", "石一川", ["县委常委", "副县长(挂职)"]),
        ("副县长(挂职)、县委常委石一川出席。", "石一川", ["副县长(挂职)", "县委常委"]),
        ("副县长石一川(挂职)出席。", "石一川", ["副县长"]),
        ("本报讯(通讯员 于小川)县长石一川出席。", "石一川", ["县长"]),
        ("云溪日报讯(记者于小川)县长石一川出席。", "石一川", ["县长"]),
        ("县委常委、副县长(援疆)石一川出席。", "石一川", ["县委常委", "副县长(援疆)"]),
        ("出席:石一川(县长)、柳青山(县财政局局长)", "柳青山", ["县财政局局长"]),
        ("市委书记(兼)石一川出席。", "石一川", ["市委书记"]),
        ("市委“两新”工委书记石一川出席。", "石一川", ["市委“两新”工委书记"]),
        ("石一川市长、柳青山副市长出席。", "柳青山", ["副市长"]),
        ("副市长石一川(兼市公安局局长)出席。", "石一川", ["副市长", "市公安局局长"]),
        ("党史学习教育领导小组组长石一川讲话。", "石一川", ["党史学习教育领导小组组长"]),
        ("副县长石一川代表县政府与青石集团总经理柳青山签约。", "柳青山", ["青石集团总经理"]),
        ("副市长、市公安局局长,市禁毒委主任石一川讲话。", "石一川", ["副市长", "市公安局局长", "市禁毒委主任"]),
        ("县委书记石一川同来访的青石市市长柳青山会谈。", "柳青山", ["青石市市长"]),
        ("县长石一川主持,县委副书记、县长石一川讲话。", "石一川", ["县长", "县委副书记"]),
    ],
)
def test_chain(text: str, name: str, expected: list[str]) -> None:
    assert posts(text)[name] == expected


@pytest.mark.parametrize(
    "text",
    [
        "副县长石一川、柳青山、温如玉出席会议。",
        "副县长石一川(女)、柳青山和温如玉出席会议。",
        "副县长石一川,柳青山,温如玉出席会议。",
        "石一川、柳青山、温如玉副县长出席会议。",
        "会议选举石一川、柳青山、温如玉为副县长。",
        "石一川、柳青山、温如玉当选为副县长。",
    ],
)
def test_one_post_over_a_list(text: str) -> None:
    assert posts(text) == dict.fromkeys(("石一川", "柳青山", "温如玉"), ["副县长"])


def test_rows_of_a_table() -> None:
    text = "|姓名|职务|\n|石一川|县长|\n|柳青山|副县长|\n县委书记 温如玉 0371-60000101\n"
    assert posts(text) == {"石一川": ["县长"], "柳青山": ["副县长"], "温如玉": ["县委书记"]}


def test_a_list_of_leaders_has_no_posts() -> None:
    assert posts("县长石一川主持,县领导柳青山、温如玉出席。") == {"石一川": ["县长"], "柳青山": [], "温如玉": []}


def test_a_fuller_form_replaces_a_shorter_one_but_a_deputy_stays() -> None:
    text = "区长石一川出席。青石区区长石一川强调安全。会议任命石一川为副市长。市长柳青山出席。"
    assert posts(text)["石一川"] == ["青石区区长", "副市长"]
    assert posts("副县长石一川出席。会议选举石一川为县长。")["石一川"] == ["副县长", "县长"]


@pytest.mark.parametrize(
    ("text", "kind", "post"),
    [
        ("会议任命石一川为县教育局局长。", "appointed", "县教育局局长"),
        ("免去石一川同志的县教育局局长职务。", "removed", "县教育局局长"),
        ("会议免去石一川县教育局局长职务。", "removed", "县教育局局长"),
        ("石一川当选为县长。", "elected", "县长"),
        ("石一川同志得票过半,当选新会长。", "elected", "会长"),
        ("会议补选石一川为县人大常委会副主任。", "elected", "县人大常委会副主任"),
        ("石一川同志任青石镇党委书记。", "appointed", "青石镇党委书记"),
        ("石一川同志不再担任青石镇党委书记职务。", "removed", "青石镇党委书记"),
        ("会议接受石一川辞去县长职务的请求。", "resigned", "县长"),
        ("石一川被任命为市应急管理局局长。", "appointed", "市应急管理局局长"),
        ("组长由石一川同志担任。", "appointed", "组长"),
        ("石一川因工作变动,辞去县监委主任职务。", "resigned", "县监委主任"),
        ("石一川因个人原因申请辞去集团总经理职务。", "resigned", "集团总经理"),
        ("石一川同志已轮岗任职,不再担任医院院长职务。", "removed", "医院院长"),
        ("石一川辞任青石集团总经理。", "resigned", "青石集团总经理"),
    ],
)
def test_changes(text: str, kind: str, post: str) -> None:
    (official,) = read(Document(id="t", raw=text)).officials
    assert [(c.kind, c.post) for c in official.changes] == [(kind, post)]
    assert official.posts == [post]


def test_several_changes_in_one_sentence() -> None:
    text = "任命石一川为县法院副院长、审判员,柳青山为庭长;免去温如玉的县法院副院长职务。"
    assert posts(text) == {"石一川": ["县法院副院长", "审判员"], "柳青山": ["庭长"], "温如玉": ["县法院副院长"]}


@pytest.mark.parametrize("stop", [";", ""])
def test_appointments_line_by_line(stop: str) -> None:
    text = (
        f"会议决定任命:\n石一川为县教育局局长{stop}\n柳青山为县财政局局长{stop}\n"
        f"会议决定免去:\n温如玉的县教育局局长职务{stop}\n贺长河的县财政局局长职务。"
    )
    officials = read(Document(id="t", raw=text)).officials
    assert {o.name: [(c.kind, c.post) for c in o.changes] for o in officials} == {
        "石一川": [("appointed", "县教育局局长")],
        "柳青山": [("appointed", "县财政局局长")],
        "温如玉": [("removed", "县教育局局长")],
        "贺长河": [("removed", "县财政局局长")],
    }


def test_posts_left_over_a_comma() -> None:
    (official,) = read(Document(id="t", raw="石一川不再担任省委委员,云溪市委书记、市人大常委会主任职务。")).officials
    assert official.posts == ["省委委员", "云溪市委书记", "市人大常委会主任"]
    assert {change.kind for change in official.changes} == {"removed"}


def test_one_office_for_another() -> None:
    (official,) = read(Document(id="t", raw="任命石一川为县第一医院院长,不再担任县中医院院长职务。")).officials
    assert [(c.kind, c.post) for c in official.changes] == [
        ("appointed", "县第一医院院长"),
        ("removed", "县中医院院长"),
    ]


def test_who_is_proposed_has_the_post_not_yet() -> None:
    text = "石一川同志任云溪县委书记,为县人大常委会主任人选,不再担任县长职务;提名柳青山为县长候选人。"
    first, second = read(Document(id="t", raw=text)).officials
    assert [(c.kind, c.post) for c in first.changes] == [("appointed", "云溪县委书记"), ("removed", "县长")]
    assert first.posts == ["云溪县委书记", "县人大常委会主任人选", "县长"]
    assert (second.posts, second.changes) == (["县长候选人"], [])
    (passive,) = read(Document(id="t", raw="石一川被提名为县长候选人。")).officials
    assert (passive.posts, passive.changes) == (["县长候选人"], [])


def test_a_roll_of_the_elected() -> None:
    text = "当选为县人大常委会委员的有(按姓氏笔画为序):石一川、柳青山、温如玉。"
    assert posts(text) == dict.fromkeys(("石一川", "柳青山", "温如玉"), ["县人大常委会委员"])
    text = "会议选出的县政协第三届委员会副主席是:石一川、柳青山、温如玉。"
    assert posts(text) == dict.fromkeys(("石一川", "柳青山", "温如玉"), ["县政协第三届委员会副主席"])
    text = "选举石一川为主席,柳青山、温如玉等5人为副主席,于小川为秘书长。"
    assert posts(text) == {"石一川": ["主席"], "柳青山": ["副主席"], "温如玉": ["副主席"], "于小川": ["秘书长"]}


def test_its_post_is_left() -> None:
    (official,) = read(Document(id="t", raw="会议任命石一川为副县长,免去其县发改局局长职务。")).officials
    assert [(c.kind, c.post) for c in official.changes] == [("appointed", "副县长"), ("removed", "县发改局局长")]


def test_sex_ethnicity_and_former_posts() -> None:
    report = read(Document(id="t", raw="原县长石一川(女,回族)出席。"))
    (official,) = report.officials
    assert (official.sex, official.ethnicity, official.former) == ("女", "回族", ["县长"])
    (official,) = read(Document(id="t", raw="市政协原副主席石一川出席。")).officials
    assert (official.posts, official.former) == (["市政协副主席"], ["市政协副主席"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市委深改委主任石一川讲话。", [("石一川", "市委深改委")]),
        ("区安委会主任石一川讲话。", [("石一川", "区安委会")]),
        ("省防指总指挥石一川讲话。", [("石一川", "省防指")]),
        (
            "县乡村振兴领导小组双组长石一川、柳青山讲话。",
            [("石一川", "县乡村振兴领导小组"), ("柳青山", "县乡村振兴领导小组")],
        ),
        ("县信访工作联席会议召集人石一川讲话。", [("石一川", "县信访工作联席会议")]),
        ("我县召开县双拥工作领导小组会议,领导小组组长石一川主持。", [("石一川", "县双拥工作领导小组")]),
        ("会议调整县河长制工作领导小组,组长由石一川担任。", [("石一川", "县河长制工作领导小组")]),
        ("县委深改领导小组(简称“领导小组”)成立。县委书记石一川任领导小组组长。", [("石一川", "县委深改领导小组")]),
        ("县安委会副主任石一川、领导小组副组长柳青山讲话。", []),
        ("管委会主任石一川、市国资委主任柳青山、市监委主任温如玉讲话。", []),
        ("市人大常委会主任石一川、市政协主席柳青山讲话。", []),
        ("县工会主席石一川、市委第三巡察组组长柳青山讲话。", []),
        ("县安委会办公室主任石一川讲话。", []),
    ],
)
def test_heads_of_groups(text: str, expected: list[tuple[str, str]]) -> None:
    assert directed(text) == expected
