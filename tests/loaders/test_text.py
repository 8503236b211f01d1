"""Cleaning undoes noise one for one, and every clean character knows its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.text import clean


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("區(qū)長(zhǎng)石一川", "区长石一川"),
        ("縣領導（lǐng dǎo）石一川", "县领导石一川"),
        ("县长（女）：石一川，柳青山；３月", "县长(女):石一川,柳青山;3月"),
        ("县长王　伟、李  娜出席", "县长王伟、李娜出席"),
        ("王 永 刚", "王永刚"),
        ("张三 李四 王五", "张三 李四 王五"),
        ("县领导王 伟  李予安", "县领导王伟  李予安"),
        ("县领导王 伟 李 娜 赵国强", "县领导王伟 李娜 赵国强"),
        ("王(wáng)  偉(wěi)、李(lǐ)娜(nà)縣長(zhǎng)", "王伟、李娜县长"),
        ("文 李明一", "文 李明一"),
        ("吐尔洪•艾力、阿里木.尼亚孜", "吐尔洪·艾力、阿里木·尼亚孜"),
        ("县长\u202e石\u200b一\x00川\ufeff", "县长石一川"),
        ("县长\ud800石一川", "县长石一川"),
        ("县长&nbsp;石一川", "县长      石一川"),
        ("一\r\n二\r三\x0b四", "一\n二\n三\n四"),
        ("计划(b)与方案(draft)", "计划(b)与方案(draft)"),
        ("区长於钧", "区长於钧"),
        ("主持人：\u3000石一川", "主持人: 石一川"),
    ],
)
def test_noise_is_undone(raw: str, text: str) -> None:
    assert clean(raw).text == text


def test_lines_broken_by_width_are_joined() -> None:
    raw = "大事记\n●4月2日,县委副书记、县长石一\n川主持召开安全生产会议,部署防\n汛工作。\n●4月3日,县长石一川调研。"
    assert clean(raw).text == (
        "大事记\n●4月2日,县委副书记、县长石一川主持召开安全生产会议,部署防汛工作。\n●4月3日,县长石一川调研。"
    )


def test_titles_and_lists_keep_their_lines() -> None:
    raw = "县政府召开常务会议、研究重点工作\n3月4日,县长石一川主持会议。\n出席:县委常委、副县长 柳青山\n副县长 温如玉"
    assert clean(raw).text == raw


def test_a_slice_is_cleaned_as_its_whole_was() -> None:
    whole = clean("縣長鍾離嵐舟主持會議，縣領導葉正出席")
    assert whole.traditional
    start, end = whole.raw_span(2, 6)
    assert clean(whole.raw[start:end], traditional=True).text == whole.text[2:6] == "钟离岚舟"


@given(st.text(alphabet=st.characters(codec=None), max_size=200))
def test_every_character_knows_its_place(raw: str) -> None:
    page = clean(raw)
    last = 0
    for position in range(len(page.text)):
        start, end = page.raw_span(position, position + 1)
        assert last <= start
        assert end == start + 1
        last = end
    assert last <= len(raw)
    assert page.raw_span(0, 0)[0] == page.raw_span(0, 0)[1]


@given(st.text(alphabet="区區(qū)王 伟\u3000、\n·.县領導，。1月a\u200b", max_size=80))
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    once = clean(raw, traditional=False).text
    assert len(clean(once, traditional=False).text) <= len(once) <= len(raw)
