import pytest

from graph.model import InputError, LimitError
from loaders.documents import Limits, Reading
from loaders.documents.byline import about_publication, heading, published_in, publisher_in
from loaders.documents.plain import read_plain


def test_title_date_and_publisher_are_read_off_the_head() -> None:
    text = "青石区召开防汛会\n2022年7月30日 08:10　来源：青石日报　作者：某人\n\n7月29日，青石区召开防汛会。"
    document = read_plain(text.encode("gbk"), Reading())
    assert (document.title, document.published, document.publisher) == ("青石区召开防汛会", "2022-07-30", "青石日报")
    assert document.raw == text


def test_the_day_of_the_meeting_is_not_the_day_of_publication() -> None:
    document = read_plain("会议纪要\n时间：2022年7月29日\n地点：区委楼\n主持人：石一川".encode(), Reading())
    assert document.published is None


def test_the_text_comes_first_the_setting_fills_the_gap() -> None:
    reading = Reading(published="2022-08-01")
    assert read_plain("7月29日，区委召开会议。".encode(), reading).published == "2022-08-01"
    assert read_plain("标题标题\n2022-07-30 08:00\n正文。".encode(), reading).published == "2022-07-30"


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("来源：青石日报", "青石日报"),
        ("来源: 青石发布 时间：2022-07-30", "青石发布"),
        ("2022-07-30 信息来源：青石区政府办公室 浏览次数：12", "青石区政府办公室"),
        ("来源：青石融媒发布时间：2022-07-30", "青石融媒"),
        ("来源：2022-07-30", None),
        ("水的来源是山泉", None),
    ],
)
def test_publishers(line: str, publisher: str | None) -> None:
    assert publisher_in([line]) == publisher


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("发布日期：2022年07月30日", "2022-07-30"),
        ("2022/7/30 8:00", "2022-07-30"),
        ("２０２２－０７－３０　来源：青石日报", "2022-07-30"),
        ("会议于2022年7月29日召开。", None),
        ("来源：青石日报", None),
    ],
)
def test_days_of_publication(line: str, day: str | None) -> None:
    assert published_in([line]) == day


def test_a_sentence_is_no_byline() -> None:
    assert not about_publication("会议指出，要管好信息发布；来源要可靠。")


@pytest.mark.parametrize("text", ["区委召开会议。石一川主持。", "只有一行", "一，\n二"])
def test_what_is_no_title(text: str) -> None:
    assert heading(text) is None


def test_binary_and_empty_texts_are_rejected() -> None:
    with pytest.raises(InputError, match="binary"):
        read_plain(bytes(range(256)) * 4, Reading())
    with pytest.raises(InputError, match="no text"):
        read_plain(b" \n\t ", Reading())


def test_a_text_over_the_limit_names_it() -> None:
    with pytest.raises(LimitError, match="text_chars=10"):
        read_plain("会".encode() * 11, Reading(Limits(text_chars=10)))


def test_ids_follow_the_words_and_not_the_file() -> None:
    one = read_plain("区委召开会议。".encode("gbk"), Reading())
    other = read_plain("区委召开会议。\r\n".encode("utf-8-sig"), Reading(published="2022-01-01"))
    assert one.id == other.id
    assert one.id != read_plain("区委召开大会。".encode(), Reading()).id
    assert one.sha256 != other.sha256
