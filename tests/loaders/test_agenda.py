"""Agenda: what the meeting did, never what a person demanded."""

from hypothesis import given
from hypothesis import strategies as st

from loaders.agenda import agenda_of
from loaders.scan import scan
from loaders.text import clean


def read(text: str) -> list[tuple[str, str]]:
    page = scan(clean(text))
    return list(agenda_of(page.text, page.sentences))


def test_acts_in_order_and_each_once() -> None:
    text = (
        "会议传达学习了全省防汛会议精神,审议了《防汛预案(草案)》,研究人事事项。"
        "会议听取了县水利局的汇报。会议听取了县水利局的汇报。"
    )
    assert read(text) == [
        ("传达学习", "全省防汛会议精神"),
        ("审议", "《防汛预案(草案)》"),
        ("研究", "人事事项"),
        ("听取", "县水利局的汇报"),
    ]


def test_commas_inside_a_title_do_not_part_it() -> None:
    assert read("会议审议通过了《关于防汛,抗旱和救灾的意见》。") == [("审议通过", "《关于防汛,抗旱和救灾的意见》")]


def test_demands_are_no_agenda() -> None:
    assert read("会议强调,要学习全国会议精神。县长李平要求,研究制定方案。") == []
    assert read("会议指出:要部署防汛工作。") == []


def test_the_lead_counts_after_the_name() -> None:
    text = "县政府召开常务会议,传达文件精神,部署防汛工作"
    assert agenda_of(text, [], (9, len(text))) == (("传达", "文件精神"), ("部署", "防汛工作"))


@given(st.text(alphabet="会议传达学习审议了《》,。;:要工作", max_size=60))
def test_any_text(text: str) -> None:
    for act, what in read(text):
        assert act in clean(text).text
        assert what in clean(text).text
