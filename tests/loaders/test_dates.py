"""Dates: expressions, years from elsewhere, never later than publication."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.dates import Calendar, DateMention, dateline, dates_in, numeral, years_in


def resolve(text: str, published: str | None = "2021-06-20", years: tuple[int, ...] = ()) -> str | None:
    found = list(dates_in(text))
    return Calendar(published).resolve(found[-1], found[-2] if len(found) > 1 else None, years) if found else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6月10日", "2021-06-10"),
        ("6月10号下午", "2021-06-10"),
        ("12月31日", "2020-12-31"),
        ("6月21日", "2020-06-21"),
        ("2019年7月1日", "2019-07-01"),
        ("2019-07-01 10:30", "2019-07-01"),
        ("2019/7/1", "2019-07-01"),
        ("2019.7.1", "2019-07-01"),
        ("二〇一九年七月一日", "2019-07-01"),
        ("二〇二一年五月二十五日上午", "2021-05-25"),
        ("十一月三日", "2020-11-03"),
        ("10日下午", "2021-06-10"),
        ("28日", "2021-05-28"),
        ("31日", "2021-05-31"),
        ("今天上午", "2021-06-20"),
        ("昨日", "2021-06-19"),
        ("前天", "2021-06-18"),
        ("昨(10)日", "2021-06-10"),
        ("上月28日", "2021-05-28"),
        ("本月8日", "2021-06-08"),
        ("6月8日至10日", "2021-06-08"),
        ("6月8-10日", "2021-06-08"),
        ("6月8、9日", "2021-06-08"),
        ("6月上旬", "2021-06"),
        ("6月8日,考察。10日下午", "2021-06-10"),
        ("6月8日,考察。同日", "2021-06-08"),
        ("6月8日,考察。次日", "2021-06-09"),
    ],
)
def test_expressions(text: str, day: str) -> None:
    assert resolve(text) == day


@pytest.mark.parametrize(
    "text", ["近日", "日前", "三日内", "10日内完成", "第10日", "月底前", "13月1日", "2月30日", "节日"]
)
def test_what_is_no_day(text: str) -> None:
    assert resolve(text) is None


def test_a_day_without_a_year_stays_without_it() -> None:
    assert resolve("6月10日", None) == "06-10"
    assert resolve("10日", None) is None
    assert resolve("今天", None) is None
    assert resolve("上月3日", None) is None


def test_years_from_elsewhere() -> None:
    assert resolve("6月10日", None, (2019,)) == "2019-06-10"
    assert resolve("12月10日", None, (2019, 2020)) == "2019-12-10"
    assert resolve("2月10日", None, (2019, 2020)) == "2020-02-10"
    assert resolve("6月10日", "2018") == "2018-06-10"
    assert resolve("6月10日", "2018-05") == "2017-06-10"
    assert years_in("总结2020年度工作,审议2021年工作要点") == [2020, 2021]


def test_the_dateline_is_the_day_of_writing() -> None:
    text = "本报霁川9月16日讯 今天上午"
    written = dateline(text, 0, len(text))
    assert written is not None
    (today,) = dates_in(text)
    assert Calendar("2014-09-17", written).resolve(today) == "2014-09-16"
    (day,) = dates_in("20日上午")
    assert Calendar(None, DateMention(0, 5, month=3, day=21)).resolve(day) == "03-20"


@pytest.mark.parametrize(
    ("written", "number"), [("百", 100), ("一百零五", 105), ("廿三", 23), ("", None), ("十十", None)]
)
def test_numerals(written: str, number: int | None) -> None:
    assert numeral(written) == number


@given(
    st.text(alphabet="0123456789年月日号〇一二十廿至今昨同上本前、-./()旬", max_size=40),
    st.sampled_from([None, "2021", "2021-06", "2021-06-20", "x"]),
)
def test_any_text_gives_real_days_only(text: str, published: str | None) -> None:
    calendar = Calendar(published)
    before = None
    for mention in dates_in(text):
        day = calendar.resolve(mention, before, (2020,))
        assert day is None or len(day) in (5, 7, 10)
        if day and len(day) == 10 and mention.year is None and published == "2021-06-20" and not mention.after:
            assert day <= published or (before is not None and before.year is not None)
        before = mention
