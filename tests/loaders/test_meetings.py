"""Meetings: own sentences, one for each way of saying that a meeting was held (or was not)."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.document import Document
from loaders.meetings import Event, find_meetings
from loaders.meetings_drafts import kind_of, same_meeting
from loaders.meetings_names import heads, is_cited, is_generic, name_after, name_before
from loaders.scan import scan
from loaders.text import clean

TOLD = [json.loads(line) for line in (Path(__file__).parent / "told.jsonl").read_text(encoding="utf-8").splitlines()]


def read(text: str, *, title: str | None = None, published: str | None = "2021-06-20") -> list[Event]:
    return find_meetings(scan(clean(text)), Document(id="1", raw=text, title=title, published=published))


@pytest.mark.parametrize("told", TOLD, ids=[t["text"][:24] for t in TOLD])
def test_every_way_of_telling(told: dict[str, object]) -> None:
    found = read(str(told["text"]), published=str(told.get("published", "2021-06-20")))
    events = [{"name": e.name, "date": e.date, "groups": list(e.groups)} for e in found]
    assert events == told["meetings"]


@pytest.mark.parametrize(
    "text",
    [
        "6月10日,县长李平到竹坞镇调研,强调要召开专题会议研究解决。",
        "6月10日,县长李平到竹坞镇慰问。会议室里坐满了人。",
        "6月10日,李平检查防汛工作,要求贯彻全市防汛工作会议精神。",
        "县委十四届二次全会将于7月10日在霁川召开。",
        "连日来,各乡镇通过召开座谈会等形式学习文件。",
        "今年以来,县委先后召开了3次专题会议。",
        "各村每月召开一次村民会议。",
    ],
)
def test_no_meeting_is_made_of_plans_duties_counts_and_citations(text: str) -> None:
    assert read(text) == []


def test_a_link_to_another_article_is_no_meeting() -> None:
    text = (
        "6月10日,县长李平到竹坞镇调研防汛工作,实地察看了水库大坝和抢险物资储备情况。\n上一篇:我县召开安全生产工作会议"
    )
    assert read(text) == []


def test_a_title_names_what_the_text_leaves_out() -> None:
    text = "市政协召开专题协商会\n6月10日,专题协商会在市政协机关举行,市政协主席李平出席。"
    (event,) = read(text)
    assert event.groups == ("市政协",)
    (event,) = read("6月10日,李平主持会议,传达文件精神。", title="霁川县委召开常委会会议")
    assert (event.name, event.span, event.date) == ("霁川县委常委会会议", (0, 0), "2021-06-10")


def test_what_a_meeting_carries() -> None:
    text = (
        "6月10日,霁川县人民政府在县行政中心召开第42次常务会议,传达学习全国安全生产会议精神,审议《防汛预案》。"
        "县长李平主持会议。会议听取了县水利局关于汛情的汇报。会议强调,要抓好落实。"
    )
    (event,) = read(text)
    assert (event.name, event.kind, event.ordinal) == ("霁川县人民政府第42次常务会议", "常务会议", 42)
    assert event.place == "县行政中心"
    assert event.agenda == (
        ("传达学习", "全国安全生产会议精神"),
        ("审议", "《防汛预案》"),
        ("听取", "县水利局关于汛情的汇报"),
    )
    assert text[slice(*event.span)] == "第42次常务会议"
    assert [text[slice(*span)] for span in event.group_spans] == ["霁川县人民政府"]


def test_each_of_two_meetings_has_its_own_part_of_the_text() -> None:
    first = "6月10日上午,县委召开农村工作会议。县委书记石一川讲话。"
    second = "随后,县长李平主持召开县安委会全体会议。"
    one, two = read(first + second)
    assert one.scope == ((0, len(first)),)
    assert two.scope == ((len(first), len(first + second)),)


def test_sittings_joined_by_and_share_their_part() -> None:
    one, two = read("6月10日,李平主持召开县政府党组会议和县政府第9次常务会议。会上,李平讲话。")
    assert one.scope == two.scope


def test_the_year_comes_from_the_page_or_the_name() -> None:
    text = "发布时间:2020-01-03\n12月30日,县委召开经济工作会议。"
    assert read(text, published=None)[0].date == "2019-12-30"
    assert read("6月10日,县委召开2020年经济工作会议。", published=None)[0].date == "2020-06-10"
    assert read("6月10日,县委召开经济工作会议。", published=None)[0].date == "06-10"


def test_names_in_clauses() -> None:
    text = "研究会议室里的学会与社会机会"
    assert heads(text, 0, len(text)) == []
    text = "召开了“两学一做”工作座谈会,会上"
    span = name_after(text, 2, 15)
    assert span is not None
    assert text[slice(*span)] == "“两学一做”工作座谈会"
    assert name_after("召开村民", 2, 4) is None
    assert name_before("3月5日县长李平", 0, 8) is None
    assert is_cited("全市会议精神", 4, 6)
    assert is_generic("(扩大)会议")


def test_what_is_one_meeting() -> None:
    assert same_meeting("区委常委会(扩大)会议", "霁川区委常委会(扩大)会议")
    assert not same_meeting("县政府党组会议", "县委常委会会议")
    assert kind_of("半年工作点评会") == "会"
    assert kind_of("无名") is None


WORDS = st.sampled_from(
    [
        *(
            "召开",
            "举行",
            "主持召开",
            "在",
            "会议",
            "座谈会",
            "第",
            "次",
            "县委",
            "市政府",
            "(",
            ")",
            "《",
            "》",
            "“",
            "”",
        ),
        *(",", "。", "\n", "6月10日", "今天", "暨", "、", "和", "会上", "集体学习", "就", "进行", "出席", "闭幕"),
        *("来源:", "上一篇", "领导小组", "的", "人", "20", "参加", "代表团审议", "召集", "●"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=120).map("".join)))
def test_any_text_is_read(text: str) -> None:
    page = clean(text)
    for event in find_meetings(scan(page), Document(id="1", raw=text, published="2021-06-20")):
        assert event.name
        for start, end in (event.span, *event.group_spans, *event.scope):
            assert 0 <= start <= end <= len(page.text)
        assert event.date is None or event.date <= "2021-06-20" or len(event.date) == 5


@pytest.mark.parametrize(
    "unit", ["召开会议", "召开会议。", "在在", "县委召开", "会", "6月10日", "第1次", "、市委", "出席会议,", "（"]
)
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        page = scan(clean(text))
        start = time.process_time()
        find_meetings(page, Document(id="1", raw=text))
        return time.process_time() - start

    seconds(1_000)
    small, large = max(seconds(10_000), 0.002), seconds(80_000)
    assert large < 8 * small * 4


def test_a_later_sentence_that_names_an_earlier_meeting_is_of_its_part() -> None:
    text = (
        "6月10日上午,县委召开全县农村工作会议。下午,县政府召开全县防汛工作会议。县长李平讲话。"
        "在全县农村工作会议上,石一川作了发言。"
    )
    one, two = read(text)
    last = text.index("在全县农村")
    assert one.scope[-1] == (last, len(text))
    assert two.scope == ((text.index("下午"), len(text)),)
