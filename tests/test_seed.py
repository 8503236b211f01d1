"""The user's own document, where it is at hand: read as a careful coder would, and asked on both stores."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.load import load
from graph.model import MeetingReport
from graph.store import Store
from loaders.corpus import read_all
from loaders.documents import Reading
from queries import run

SEED = Path(__file__).parent.parent.parent / "shared" / "seed" / "report.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed report is not beside this checkout")

CHAIR = "雷鸣"
OTHERS = ["王永刚", "裴贵军", "马利民", "赵虎生", "安敏峰", "姚永彦", "汪晓娟", "张维有"]
GROUP = "区委退役军人事务工作领导小组"


@pytest.fixture(scope="module")
def seed() -> MeetingReport:
    (result,) = read_all([SEED], reading=Reading(published="2022-07-30"))
    assert result.record is not None
    return result.record


def test_the_seed_is_read_wholly(seed: MeetingReport) -> None:
    posts = {official.name: official.posts for official in seed.officials if official.name != "习近平"}
    assert posts.pop(CHAIR) == ["市委常委", "秦州区委书记", f"{GROUP}组长"]
    assert set(posts) == set(OTHERS)  # and no editor
    (meeting,) = seed.meetings
    assert meeting.date == "2022-07-29"
    assert meeting.groups == [GROUP, "双拥工作领导小组"]
    assert meeting.chaired == meeting.spoke == [CHAIR]
    assert set(meeting.attended) == {CHAIR, *OTHERS}
    assert seed.directed == [(CHAIR, GROUP)]


def test_every_mention_stands_where_the_record_says(seed: MeetingReport) -> None:
    from loaders.text import clean

    raw = SEED.read_text(encoding="utf-8")
    for official in seed.officials:
        for span in official.spans:
            assert clean(raw[span.start : span.end]).text == official.name


def test_both_stores_say_who_attended_what_he_chaired(open_empty: Callable[[], Store], seed: MeetingReport) -> None:
    store = open_empty()
    load(store, [seed])
    rows = run(store, "attended_chaired_by", official=CHAIR).to_dicts()
    assert sorted(row["attendee"] for row in rows) == sorted(OTHERS)
    assert {row["first"] for row in rows} == {"2022-07-29"}
    rows = run(store, "directed_groups", official=CHAIR).to_dicts()
    assert any("退役军人事务工作领导小组" in row["group"] for row in rows)
