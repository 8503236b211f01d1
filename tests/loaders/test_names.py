"""Names: where they end, what they look like, and where they are found."""

import pytest

from loaders.names import Names
from loaders.names_find import Finder
from loaders.names_mentions import Mention
from loaders.scan import scan
from loaders.text import clean


def found(text: str) -> list[Mention]:
    return Finder(scan(clean(text))).run()


def names(text: str) -> list[str]:
    return list(dict.fromkeys(m.name for m in found(text)))


def read(text: str) -> str | None:
    reading = Names(scan(clean(text))).forward(0, least=0)
    return None if reading is None else text[: reading.at]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("石飞作了汇报", "石飞"),  # glued to its verb
        ("石宏才为副主任", "石宏才"),
        ("柳雷因另有任务请假", "柳雷"),
        ("温道平等出席", "温道平"),
        ("柳强调研", "柳强"),
        ("房婉未出席会议", "房婉"),  # absent, and no third character of a name
        ("石行5日出席", "石行"),
        ("温可为同志汇报", "温可为"),
        ("柳明和石一出席", "柳明"),
        ("上官云溪在会上", "上官云溪"),
        ("多杰扎西主持", "多杰扎西"),  # no surname
        ("额尔德木图参加", "额尔德木图"),
        ("阿里木江·尼亚孜等陪同", "阿里木江·尼亚孜"),
    ],
)
def test_where_a_name_ends(text: str, name: str) -> None:
    assert read(text) == name


@pytest.mark.parametrize("text", ["高度重视,", "安排部署", "关于做好", "和市长参加", "单位要共同", "书记员"])
def test_what_is_no_name(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县长解放主持会议。", ["解放"]),  # a word of the dictionary
        ("县领导高原、安康、方圆出席。", ["高原", "安康", "方圆"]),
        ("县长逄一川、副县长仝山主持。", ["逄一川", "仝山"]),  # rare surnames
        ("局长　石　川发言。", ["石川"]),
        ("副县长石  川的汇报。", ["石川"]),  # padded in running text
        ("县领导石一川 柳青山 温 山参加。", ["石一川", "柳青山", "温山"]),
        ("石一川、柳青山、温如玉等县领导出席。", ["石一川", "柳青山", "温如玉"]),
        ("副县长石一川,柳青山,温如玉出席。", ["石一川", "柳青山", "温如玉"]),
        ("石一川同志汇报情况。", ["石一川"]),
        ("柳青山就贯彻落实提出三点意见。", ["柳青山"]),
        ("会议由石一川主持。", ["石一川"]),
        ("传达了石一川书记、柳青山县长批示。", ["石一川", "柳青山"]),
        ("会议任命石一川为局长,柳青山为副局长。", ["石一川", "柳青山"]),
        ("主持:石一川\n出席:柳青山、温如玉\n", ["石一川", "柳青山", "温如玉"]),
        ("参加会议的有:市发改委石一川,市财政局柳青山。", ["石一川", "柳青山"]),
        ("石一川、柳青山委员作了发言。", ["石一川", "柳青山"]),
        ("新加坡总理黄山达出席。", ["黄山达"]),
        ("武警总队司令员柳青山大校出席。", ["柳青山"]),
        ("县气象局局长石江、县水利局局长安全、县应急局局长温暖汇报。", ["石江", "安全", "温暖"]),  # told in parallel
        ("县领导柳青山、步云列席。", ["柳青山", "步云"]),
        ("县领导石一川、冶金玉在云溪分会场参加。", ["石一川", "冶金玉"]),
        ("柳青山在云溪主会场参加会议。", ["柳青山"]),
        ("省法检两长石一川、柳青山参加。", ["石一川", "柳青山"]),
        ("会议学习了石一川总理在大会上作的报告。", ["石一川"]),
        ("会议听取了组长石川、王清关于八个单位情况的汇报。", ["石川", "王清"]),
        ("副场长石司正出席。副场长石司正就落实提了六点要求。", ["石司正"]),
        ("副县长石一川,柳青山,仝山,温如玉,各部门负责人参加。", ["石一川", "柳青山", "仝山", "温如玉"]),
        ("县领导但汉民、柳青山列席。", ["但汉民", "柳青山"]),
        ("副局长柳青山、石戈依次汇报。", ["柳青山", "石戈"]),
        ("州领导沙马拉毅、吉克春石参加。", ["沙马拉毅", "吉克春石"]),
        ("县政协主席热依汗古丽·阿不都拉出席。", ["热依汗古丽·阿不都拉"]),
        ("出席:石一川  柳 青 山  温如玉\n", ["石一川", "柳青山", "温如玉"]),
        ("王秀石、智川、平措出席会议。", ["王秀石", "智川", "平措"]),
    ],
)
def test_where_names_are_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "(记者石一川 通讯员柳青山)",
        "责任编辑:石一川 审核:柳青山",
        "各乡镇党委书记参加会议。",
        "县人大常委会主任、县政协主席列席会议。",
        "会议听取了成员单位工作汇报。",
        "市长热线办公室汇报工作。",
        "市应急指挥中心主任办公会议召开。",
        "沙河镇汇报防汛工作。",
        "在党的领导下西部发展。",
        "县委常委班子召开民主生活会。",
        "组长和工作组成员党委宣传部参加。",
        "参加会议人员包括村支两委书记主任、部门负责人。",
        "书记、镇长包村、班子成员包户。",
        "公安局局长带队、教育局局长陪同、卫健局局长全程参加。",
        "县委书记带头、县长落实、局长抓总、副局长分管、科长落实。",
        "河长、林长巡河,局长、主任全程参与,县领导包联、部门负责人落实。",
        "党组书记讲党课、局长谈体会、校长进课堂。",
        "学校召开教师节庆祝活动。",
        "县人大常委会向新任命的同志颁发任命书。",
        "县应急局局长参加,县公安局局长汇报,县财政局局长分别发言。",
    ],
)
def test_no_ghosts(text: str) -> None:
    assert names(text) == []


def test_surname_and_title_is_the_person_named_elsewhere() -> None:
    mentions = found("镇长柳青山主持。石川讲话。柳镇长要求落实。")
    assert [(m.name, m.short) for m in mentions][-1] == ("柳青山", True)
    assert not any(m.name == "柳" for m in mentions)


def test_two_bearers_of_a_surname_leave_it_open() -> None:
    mentions = found("县长柳青山、副局长柳一川出席。柳书记要求落实。")
    assert all(not m.short for m in mentions)


def test_a_second_opinion_adds_names_that_can_stand_there() -> None:
    text = "会上,欣荣谈了看法。欣荣强调落实。"
    finder = Finder(scan(clean(text)), lambda seen: ["欣荣", "会上", ""])
    assert "欣荣" in {m.name for m in finder.run()}


def test_every_mention_stands_where_it_says() -> None:
    text = "县委书记石一川(女,回族)、县长柳青山出席,石一川强调落实。"
    page = scan(clean(text))
    for mention in Finder(page).run():
        assert page.text[mention.start : mention.end] == mention.name
        assert mention.head <= mention.start < mention.end <= mention.tail


@pytest.mark.parametrize(
    "text",
    [
        "会议审议了“红星合伙人”制度。",
        "石一川一路与社区负责人边走边谈。",
        "会议听取封桥运作情况汇报。",
        "李主任首先介绍了道路改造项目。",
    ],
)
def test_words_of_the_telling_are_no_people(text: str) -> None:
    assert set(names(text)) <= {"石一川"}
