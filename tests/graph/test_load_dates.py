"""Meetings of one day of the year, told with the year or without: whatever comes first, the graph is that of all."""

import random
from collections.abc import Callable

import pytest

from graph.load import build, forget, load
from graph.model import Meeting, MeetingReport
from graph.store import Store
from tests.graph.test_load import canonical, stored

DATES = ("2021-07-29", "2022-07-29", "07-29", None, "2022-07", "2021-07-29", "2022-07-29", "07-29")


def tellings(chance: random.Random) -> list[MeetingReport]:
    """Reports of meetings that only the year tells apart, where it is said."""
    found = []
    for number, date in enumerate(DATES):
        names = chance.sample(["洛青原", "沈砚秋", "闻人朗", "顾南浔", "温如许"], 3)
        meeting = {
            "name": chance.choice(["澄湖区安全生产会议", "全区安全生产会议", "澄湖区政府第3次常务会议"]),
            "date": date, "groups": ["澄湖区政府"], "chaired": names[:1], "attended": names,
        }  # fmt: skip
        record = {
            "id": f"r{number}", "source": {"published": chance.choice(["2021-07-29", "2022-07-29", "2022-07-30"])},
            "officials": [{"name": name, "posts": ["澄湖区副区长"]} for name in names], "meetings": [meeting],
        }  # fmt: skip
        found.append(MeetingReport.model_validate(record))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_a_year_left_open_joins_the_same_meetings_in_any_order(open_empty: Callable[[], Store], seed: int) -> None:
    chance = random.Random(seed)
    records = tellings(chance)
    wanted = build(records)
    meetings = sum(isinstance(node, Meeting) for node in wanted.nodes.values())
    assert 1 < meetings < len(records)
    store = open_empty()
    load(store, chance.sample(records, len(records)), batch=1)
    assert stored(store) == canonical(wanted)
    gone = chance.choice(records)
    forget(store, [gone.id])
    assert stored(store) == canonical(build(r for r in records if r is not gone))


def test_a_telling_that_fits_two_years_stays_with_the_likelier(open_empty: Callable[[], Store]) -> None:
    def telling(number: int, date: str, *names: str) -> MeetingReport:
        meeting = {
            "name": "澄湖区安全生产会议", "date": date, "groups": ["澄湖区政府"], "chaired": ["洛青原"],
            "attended": ["洛青原", *names],
        }  # fmt: skip
        officials = [{"name": name, "posts": ["澄湖区副区长"]} for name in ("洛青原", *names)]
        return MeetingReport.model_validate({"id": f"r{number}", "officials": officials, "meetings": [meeting]})

    records = [
        telling(1, "2021-07-29", "沈砚秋", "顾南浔"),
        telling(2, "07-29", "沈砚秋", "顾南浔"),
        telling(3, "2022-07-29", "沈砚秋", "温如许"),
    ]
    wanted = build(records)
    assert [n.reports for n in wanted.nodes.values() if isinstance(n, Meeting)] == [2, 1]
    store = open_empty()
    for record in records:
        load(store, [record])
    assert stored(store) == canonical(wanted)
