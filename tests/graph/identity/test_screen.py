"""The screen leaves out no pair that matters."""

from dataclasses import replace
from itertools import combinations

from benchmarks.world import simulate
from graph.claims import claims, sighting
from graph.identity.careers import Comparison
from graph.identity.decisions import Decisions
from graph.identity.evidence import score
from graph.identity.officials import blocks, career, cluster
from graph.identity.screen import FLOOR, hopeless, outline
from graph.model import MeetingReport
from graph.resolve import seen_in

PROVINCES = ("甘肃省", "河南省")


def test_what_is_left_out_is_certainly_apart() -> None:
    sightings = [
        sighting(seen.edge, f"{province} {seen.report}", seen.company, seen.territory)
        for seed, province in enumerate(PROVINCES)
        for told in simulate(seed, 250, real=province)
        for seen in seen_in(claims(MeetingReport.model_validate(told.record)))
    ]
    careers = []
    for block in blocks(sightings, Decisions()):
        by_id = {s.id: s for s in block}
        careers += [career([by_id[i] for i in found.sightings]) for found in cluster(block, Decisions()).clusters]
    namesakes = [replace(c, names=frozenset({"王勇"})) for c in careers[::6]]
    outlines = [outline(c) for c in namesakes]
    left_out = 0
    pairs = list(combinations(range(len(namesakes)), 2))
    for i, j in pairs:
        if hopeless(outlines[i], outlines[j]):
            left_out += 1
            assert score(Comparison(namesakes[i], namesakes[j])) <= FLOOR
            assert score(Comparison(namesakes[j], namesakes[i])) <= FLOOR
    assert left_out > len(pairs) / 10
