"""Whatever is loaded, loaded again in another version, or taken back: the graph is that of what is left."""

import random
from collections.abc import Callable

import pytest

from benchmarks.world import simulate
from graph.load import build, forget, load
from graph.model import MeetingReport
from graph.store import Store
from tests.graph.test_load import canonical, stored


def another_version(report: MeetingReport) -> MeetingReport:
    """The same report, as a poorer reader would have read it."""
    poorer = report.model_copy(deep=True)
    poorer.meetings, poorer.directed = [], []
    poorer.officials = poorer.officials[: max(1, len(poorer.officials) - 1)]
    return poorer


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 8])
def test_any_history_gives_the_graph_of_what_is_left(open_empty: Callable[[], Store], seed: int) -> None:
    chance = random.Random(seed)
    reports = [MeetingReport.model_validate(told.record) for told in simulate(seed, 60, crowd=0.3)]
    store = open_empty()
    left: dict[str, MeetingReport] = {}
    for _ in range(7):
        if left and chance.random() < 0.4:
            gone = chance.sample(sorted(left), chance.randint(1, len(left)))
            forget(store, gone)
            left = {key: report for key, report in left.items() if key not in gone}
        else:
            part = chance.sample(reports, chance.randint(1, 30))
            part[0] = another_version(part[0])
            load(store, part, batch=chance.choice([1, 4, 50]))
            left |= {report.id: report for report in part}
        assert stored(store) == canonical(build(left.values()))
