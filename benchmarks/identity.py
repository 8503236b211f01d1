"""Who is who, measured in simulated worlds: officials, beside plain baselines.

    python -m benchmarks.identity --seeds 1 2 3 --reports 20000

Pairwise F1 counts pairs of sightings of one name; B-cubed on shared names the sightings of names that several persons
bear; recall on movers the sightings of persons seen in offices of several places.
"""

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from benchmarks.world import Told, simulate
from graph.identity.decisions import Decisions
from graph.identity.officials import Area, Sighting, areas, blocks, cluster, sighting_id
from graph.places import find, unknown

Labels = Mapping[str, Hashable]


@dataclass(frozen=True)
class Scores:
    """Precision, recall and their F1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def pairwise(truth: Labels, found: Labels) -> Scores:
    """Over all pairs of items: how many put together belong together, and the other way round.

    >>> pairwise({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 1, "c": 1})
    Scores(precision=0.3333333333333333, recall=1.0)
    """
    both = _pairs(Counter((truth[i], found[i]) for i in truth).values())
    together, belonging = _pairs(Counter(found[i] for i in truth).values()), _pairs(Counter(truth.values()).values())
    return Scores(both / together if together else 1.0, both / belonging if belonging else 1.0)


def b_cubed(truth: Labels, found: Labels, items: Iterable[str]) -> Scores:
    """The mean over ``items`` of how pure and how complete the cluster around each is (Bagga and Baldwin 1998)."""
    chosen = list(items)
    both = Counter((truth[i], found[i]) for i in truth)
    clusters, persons = Counter(found[i] for i in truth), Counter(truth.values())
    if not chosen:
        return Scores(1.0, 1.0)
    return Scores(
        sum(both[truth[i], found[i]] / clusters[found[i]] for i in chosen) / len(chosen),
        sum(both[truth[i], found[i]] / persons[truth[i]] for i in chosen) / len(chosen),
    )


def _pairs(counts: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in counts)


@cache
def _places(chain: tuple[tuple[str, str, str], ...]) -> tuple[Area, ...]:
    """The territory of a report, known: of the list of divisions, or one that no list knows."""
    found: tuple[Area, ...] = ()
    for code, level, name in reversed(chain):
        listed = [t for t in find(name) if t.code == code]
        found = areas(listed[0]) if listed else (Area(unknown(name).key, level, name), *found)
    return found


@dataclass(frozen=True)
class Officials:
    """A world as sightings with true places, and the person of each."""

    sightings: list[Sighting]
    person: dict[str, str]
    movers: list[str]
    shared: list[str]
    seat: dict[str, str | None]

    @classmethod
    def of(cls, reports: Iterable[Told]) -> "Officials":
        """Sightings of the true records, in the true territory of each report."""
        sightings: list[Sighting] = []
        person: dict[str, str] = {}
        seats: dict[str, set[str]] = defaultdict(set)
        sat: dict[str, str | None] = {}
        for told in reports:
            truth, record = told.truth, told.record
            day = record["meetings"][0]["date"]
            date = day if day and len(day) == 10 else record["source"]["published"]
            names = frozenset(n for n, *_ in truth["sightings"])
            number: Counter[str] = Counter()
            for mention, (name, who, posts, seat) in zip(record["officials"], truth["sightings"], strict=True):
                id = sighting_id(truth["id"], name, number[name])
                number[name] += 1
                sightings.append(
                    Sighting(
                        id, truth["id"], name, tuple(posts), _places(tuple(map(tuple, truth["areas"]))), date,
                        names - {name},
                        mention.get("sex"), mention.get("ethnicity"),
                    )
                )  # fmt: skip
                person[id] = who
                sat[id] = seat
                seats[who].add(seat)
        bearers: dict[str, set[str]] = defaultdict(set)
        for s in sightings:
            bearers[s.name].add(person[s.id])
        return cls(
            sightings,
            person,
            [s.id for s in sightings if len(seats[person[s.id]]) > 1],
            [s.id for s in sightings if len(bearers[s.name]) > 1],
            sat,
        )

    def measured(self, found: Labels) -> str:
        """One line of the table."""
        pairs, shared = pairwise(self.person, found), b_cubed(self.person, found, self.shared)
        movers = b_cubed(self.person, found, self.movers)
        return (
            f"pairs P {pairs.precision:.4f} R {pairs.recall:.4f} F1 {pairs.f1:.4f} | shared names B3 F1 {shared.f1:.4f}"
            f" | movers B3 R {movers.recall:.4f}"
        )

    def resolved(self) -> dict[str, Hashable]:
        """What huiyi makes of it."""
        decisions = Decisions()
        return {
            sighting: found.key
            for block in blocks(self.sightings, decisions)
            for found in cluster(block, decisions).clusters
            for sighting in found.sightings
        }

    def by_place(self, level: int | None) -> dict[str, Hashable]:
        """Baselines: one official for a name (None), for name and place of the report (0), or the place above (1)."""
        return {
            s.id: (s.name, s.places[min(level, len(s.places) - 1)] if level is not None else "") for s in self.sightings
        }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.identity", description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--crowd", type=float, default=0.03)
    parser.add_argument("--real", metavar="PROVINCE")
    given = parser.parse_args()
    for seed in given.seeds:
        world = Officials.of(simulate(seed, given.reports, real=given.real, crowd=given.crowd))
        print(f"seed {seed}: {len(world.sightings)} sightings of {len(set(world.person.values()))} persons")
        if seed == given.seeds[0]:
            for title, level in (("name only", None), ("name + place", 0), ("name + prefecture", 1)):
                print(f"  {title:18}{world.measured(world.by_place(level))}")
        start = time.process_time()
        found = world.resolved()
        print(f"  {'huiyi':18}{world.measured(found)} | {time.process_time() - start:.1f} s")


if __name__ == "__main__":
    main()
