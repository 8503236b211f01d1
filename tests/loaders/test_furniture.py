"""Furniture: what on a page is not the report, and what it tells."""

from hypothesis import given
from hypothesis import strategies as st

from loaders.document import Document
from loaders.furniture import Page, page_of, tale_start
from loaders.scan import scan
from loaders.text import clean


def read(text: str, **given_: str | None) -> Page:
    return page_of(scan(clean(text)), Document(id="1", raw=text, **given_))  # type: ignore[arg-type]


TELLING = "6月10日,霁川县政府召开防汛工作会议,县长李平主持会议并讲话。"


def test_lines_are_told_apart() -> None:
    text = (
        f"当前位置:首页>要闻\n我县召开防汛工作会议\n来源:霁川发布\n{TELLING}\n图为会议现场\n"
        "下一篇:我县召开大会\n6月1日,县委召开会议。"
    )
    page = read(text)
    assert [text[a:b] for a, b in page.prose] == [TELLING]
    assert [text[a:b] for a, b in page.captions] == ["我县召开防汛工作会议", "图为会议现场"]
    assert page.publisher == "霁川发布"
    assert page.is_furniture(text.index("下一篇"))
    assert page.is_furniture(text.index("6月1日"))
    assert not page.is_furniture(text.index("霁川县政府"))


def test_navigation_on_top_ends_nothing() -> None:
    assert len(read(f"上一篇 下一篇\n{TELLING}").prose) == 1


def test_lines_of_a_chronicle_and_of_minutes_tell() -> None:
    assert len(read("6月3日 县委召开常委会会议\n●6月5日 县政府召开常务会议").prose) == 2
    assert len(read("县长李平主持召开会议,现将议定事项纪要如下:").prose) == 1


def test_the_day_of_publication() -> None:
    assert read(f"发布时间:2021-06-11 10:20\n2023年01月02日 星期一\n{TELLING}").published == "2021-06-11"
    assert read(f"{TELLING}\n(霁川县融媒体中心 2021-06-12)").published == "2021-06-12"
    assert read(f"{TELLING}(霁川县融媒体中心 2021-06-12)").published == "2021-06-12"
    assert read(f"2021年6月12日\n{TELLING}").published == "2021-06-12"
    assert read(f"发布时间:2021-06-11\n{TELLING}", published="2020-01-01").published == "2020-01-01"
    assert read(TELLING).published is None
    assert read(f"霁川新闻网 2025年6月11日讯 {TELLING}").published == "2025-06-11"
    around = page_of(scan(clean(TELLING)), Document(id="1", raw=TELLING, context=("发布日期:2021-06-13",)))
    assert around.published == "2021-06-13"


def test_publishers() -> None:
    assert read(f"霁川新闻网6月11日讯(记者 李青) {TELLING}").publisher == "霁川新闻网"
    assert read(f"霁川新闻网 2025年6月11日讯 {TELLING}").publisher == "霁川新闻网"
    assert read(f"本报讯 {TELLING}").publisher is None
    assert read(f"来源: 发布时间:2021-06-11\n{TELLING}").publisher is None
    assert read(f"来源:甲社\n{TELLING}", publisher="乙报").publisher == "乙报"


def test_fields_of_minutes() -> None:
    page = read("会议纪要\n时间:2021年6月10日上午\n地点:县政府三楼会议室\n出席:李平")
    assert page.stated == "2021-06-10"
    assert page.place == "县政府三楼会议室"


def test_where_the_telling_begins() -> None:
    for opening in (
        "本报讯(记者李青)",
        "霁川网6月10日讯 ",
        "(记者 李青)",
        "本报讯 记者 李青 通讯员 赵六 ",
        "央视网消息(新闻联播):",
    ):
        text = clean(opening + TELLING).text
        assert text[tale_start(text, 0, len(text)) :] == TELLING, opening
    assert tale_start("电视电话会议召开", 0, 8) == 0


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    page = read(text)
    size = len(clean(text).text)
    for start, end in (*page.prose, *page.captions, *page.furniture):
        assert 0 <= start < end <= size
