"""Who is who, measured in simulated worlds: officials, meetings, groups, territories, beside plain baselines.

    python -m benchmarks.identity --seeds 1 2 3 --real 甘肃省
    python -m benchmarks.identity --extract --reports 5000 --real 甘肃省     # from the text instead of true records
    python -m benchmarks.identity --splink --real 甘肃省                     # beside Splink 5, where it is installed

Pairwise F1 counts pairs of sightings of one name; B-cubed on shared names the sightings of names that several persons
bear; recall on movers the sightings of persons seen in offices of several places. Labels come from the very functions
that load a graph (``graph.claims``, ``graph.resolve``), from the records alone: the truth is only compared with.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks import linkage
from benchmarks.measures import Labels, b_cubed, pairwise
from benchmarks.world import Told, simulate
from graph.claims import Claims, claims, sighting
from graph.identity.decisions import Decisions
from graph.record import MeetingReport
from graph.resolve import resolve_meetings, resolve_people, seen_in, tellings_in

PERSON, GHOST = "person", "ghost"


@dataclass
class Truth:
    """What is true of the sightings that a reader should have found."""

    person: dict[str, Hashable] = field(default_factory=dict)
    name: dict[str, str] = field(default_factory=dict)
    place: dict[str, Sequence[str]] = field(default_factory=dict)
    """The territory of the report, and what it lies in: for the baselines."""
    movers: list[str] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    meeting: dict[str, Hashable] = field(default_factory=dict)
    group: dict[str, Hashable] = field(default_factory=dict)


def read(told: Sequence[Told], *, extract: bool) -> list[Claims]:
    """The claims of each report, from its true record or from its text."""
    if not extract:
        return [claims(MeetingReport.model_validate(one.record)) for one in told]
    from loaders import Document  # noqa: PLC0415 -- the reader is needed for this only
    from loaders import read as reader  # noqa: PLC0415

    return [
        claims(
            reader(
                Document(
                    d["id"],
                    d["text"],
                    title=d["title"],
                    publisher=d["publisher"],
                    url=d["url"],
                    published=d["published"],
                )
            )
        )
        for d in (one.document for one in told)
    ]


def compared(told: Sequence[Told], said: Sequence[Claims]) -> tuple[Truth, dict[str, Hashable]]:
    """The truth by the ids of sightings, and the groups as found; what was not found is an id of its own."""
    truth, groups = Truth(), dict[str, Hashable]()
    seats: dict[str, set[str]] = defaultdict(set)
    bearers: dict[str, set[str]] = defaultdict(set)
    for one, claim in zip(told, said, strict=True):
        found: dict[str, list[str]] = defaultdict(list)
        for edge in claim.officials:
            found[edge.name].append(edge.sighting)
        for number, (name, who, _, seat) in enumerate(one.truth["sightings"]):
            id = found[name].pop(0) if found[name] else f"missed {one.truth['id']} {number}"
            truth.person[id], truth.name[id] = who, name
            truth.place[id] = [area[0] for area in one.truth["areas"]]
            seats[who].add(seat)
            bearers[name].add(who)
        for ids in found.values():
            for id in ids:
                truth.person[id] = f"{GHOST} {id}"
        for meeting in claim.meetings[:1]:
            truth.meeting[meeting.sighting] = one.truth["meeting"]
        refs = {edge.name: ref.key for edge, ref in claim.groups}
        for written, group in one.truth["groups"]:
            id = f"{one.truth['id']} {written}"
            truth.group[id], groups[id] = group, refs.get(written, id)
    truth.movers = [i for i in truth.name if len(seats[str(truth.person[i])]) > 1]
    truth.shared = [i for i, name in truth.name.items() if len(bearers[name]) > 1]
    return truth, groups


def territories(told: Sequence[Told], said: Sequence[Claims]) -> float:
    """How many reports are given their own territory, by code where it has one, else by name."""
    right = 0
    for one, claim in zip(told, said, strict=True):
        code, _, name = one.truth["areas"][0]
        right += claim.territory is not None and (claim.territory.code == code or claim.territory.own == name)
    return right / len(told)


def officials(truth: Truth, found: Labels) -> str:
    """One line of the table."""
    pairs, shared = pairwise(truth.person, found), b_cubed(truth.person, found, truth.shared)
    movers = b_cubed(truth.person, found, truth.movers)
    return (
        f"pairs P {pairs.precision:.4f} R {pairs.recall:.4f} F1 {pairs.f1:.4f} | shared names B3 F1 {shared.f1:.4f}"
        f" | movers B3 R {movers.recall:.4f}"
    )


def by_place(truth: Truth, level: int | None) -> dict[str, Hashable]:
    """Baselines: one official for a name (None), for name and place of the report (0), or the place above (1)."""

    def where(places: Sequence[str]) -> str:
        return "" if level is None else places[min(level, len(places) - 1)]

    labels: dict[str, Hashable] = {i: (truth.name[i], where(truth.place[i])) for i in truth.name}
    return completed(labels, truth.person)


def completed(found: Mapping[str, Hashable], truth: Labels) -> dict[str, Hashable]:
    """``found`` with a label of its own for each item that was not found."""
    return {item: found.get(item, item) for item in truth}


def by_splink(truth: Truth, said: Iterable[Claims]) -> str:
    """Splink's line, at whichever threshold does best by the truth."""
    if not linkage.available():
        return "not installed (pip install splink), so not measured"
    sights = [seen for claim in said for seen in seen_in(claim)]
    tried = linkage.splink(sighting(s.edge, s.report, s.company, s.territory) for s in sights)
    labels = {at: completed(found, truth.person) for at, found in tried.items()}
    best = max(labels, key=lambda at: (pairwise(truth.person, labels[at]).f1, -at))
    return f"{officials(truth, labels[best])} | from p = {best}"


def people(said: Iterable[Claims]) -> dict[str, Hashable]:
    """Sighting -> official, as a load decides it."""
    sights = [seen for claim in said for seen in seen_in(claim)]
    return dict(resolve_people(sights, Decisions()).key_of)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.identity", description="measure who is who")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--crowd", type=float, default=0.03, help="share of persons with one of the commonest names")
    parser.add_argument("--real", metavar="PROVINCE", help="use the divisions of this province: 甘肃省")
    parser.add_argument("--extract", action="store_true", help="read the texts instead of the true records")
    parser.add_argument("--splink", action="store_true", help="measure Splink 5 beside it")
    given = parser.parse_args()
    for seed in given.seeds:
        told = list(simulate(seed, given.reports, real=given.real, crowd=given.crowd))
        said = read(told, extract=given.extract)
        truth, groups = compared(told, said)
        persons = len(set(truth.person.values()))
        print(f"seed {seed}: {len(told)} reports, {len(truth.name)} sightings of {persons} persons")
        for title, level in (("name only", None), ("name + place", 0), ("name + prefecture", 1)):
            print(f"  {title:18}{officials(truth, by_place(truth, level))}")
        if given.splink:
            print(f"  {'Splink 5':18}{by_splink(truth, said)}", flush=True)
        start = time.process_time()
        found = completed(people(said), truth.person)
        print(f"  {'huiyi':18}{officials(truth, found)} | {time.process_time() - start:.1f} s", flush=True)
        start = time.process_time()
        meetings = resolve_meetings(tellings_in(said))
        pairs = pairwise(truth.meeting, completed(dict(meetings), truth.meeting))
        bodies = b_cubed(truth.group, groups, truth.group)
        took = time.process_time() - start
        print(
            f"  meetings P {pairs.precision:.4f} R {pairs.recall:.4f} F1 {pairs.f1:.4f} in {took:.1f} s"
            f" | groups B3 F1 {bodies.f1:.4f} | territory of reports {territories(told, said):.4f}"
        )


if __name__ == "__main__":
    main()
