"""Hostile inputs harm nobody: a portion of what ``python -m benchmarks.robustness`` tries."""

import pytest

from benchmarks.hostile import hostile
from benchmarks.robustness import MOST_GROWTH, MOST_MEMORY, long_text, trial
from graph.model import MeetingReport
from loaders.document import Document
from loaders.report import RuleExtractor


def test_hostile_inputs_neither_crash_nor_hang() -> None:
    done = trial(hostile(520, seed=7))
    assert done.faults == []
    assert done.texts == 520
    assert set(done.outcomes) <= {"read", "rejected", "nothing in it"}
    assert done.outcomes["read"] > 200
    assert done.outcomes["rejected"] > 100
    assert len(done.seconds) > 10


class Breaks(RuleExtractor):
    """Breaks at the seventh text."""

    def extract(self, document: Document) -> MeetingReport:
        self.count = getattr(self, "count", 0) + 1
        if self.count == 7:
            raise ZeroDivisionError("seven")
        return super().extract(document)


def test_the_trial_sees_a_crash() -> None:
    (fault,) = trial(hostile(40, seed=7), Breaks()).faults
    assert "ZeroDivisionError: seven" in fault


@pytest.mark.parametrize("unit", ["天气晴朗云淡风轻。", "会议主持召开强调指出,"])
def test_long_texts_cost_in_proportion(unit: str) -> None:
    (short, _), (long, memory) = long_text(unit, 1), long_text(unit, 4)
    assert long < 4 * MOST_GROWTH * max(short, 0.1)
    assert 1 / 3 < memory < MOST_MEMORY
