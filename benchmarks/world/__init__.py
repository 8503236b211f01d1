"""A world to measure in: a province with careers, meetings and a press, all of it known and repeatable.

``simulate(seed, reports)`` gives the reports with their true records and the truth about each. The careers, the press
and the names are written from general knowledge; no table is shared with what is measured.

>>> told = list(simulate(7, 20))
>>> len(told), told == list(simulate(7, 20)), sorted(told[0].truth)
(20, True, ['areas', 'groups', 'id', 'meeting', 'sightings', 'territory'])
"""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from itertools import islice
from random import Random
from typing import Any

from benchmarks.world import places
from benchmarks.world.careers import Careers
from benchmarks.world.meetings import Meetings
from benchmarks.world.reports import Press, Told

__all__ = ["Told", "simulate"]


def simulate(seed: int, reports: int, *, real: str | None = None, crowd: float = 0.03) -> Iterator[Told]:
    """``reports`` reports of one province, in the order of the meetings.

    ``real`` names a province of China whose divisions are used instead of invented ones; the people stay invented.
    ``crowd`` is the share of persons who get one of thirty very common names on top of the usual spread.
    """
    random = Random(f"world {seed}")
    phrases: dict[str, Any] = tomllib.loads(files("benchmarks.world").joinpath("data/phrases.toml").read_text("utf-8"))
    province = places.real(real, random) if real else places.fictional(random)
    careers = Careers(province, random, crowd)
    press = Press(random, phrases)
    meetings = Meetings(careers, random, phrases).held(round(reports * 0.6) + 20)
    return islice((told for meeting in meetings for told in press.tell(meeting)), reports)
