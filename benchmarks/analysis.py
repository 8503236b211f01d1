"""Time and memory of the analysis layer on a large synthetic graph, beside plain networkx on a smaller one.

    python benchmarks/analysis.py [--officials 20000 --meetings 50000 --attendances 500000] [--no-networkx] [--json]

CPU seconds are those of this process (all threads). Each goal is checked; the exit code is 1 where one is missed.
networkx does the same work on a tenth of the size, and so do we beside it: the ratio is of two figures of one size.
"""

import argparse
import json
import platform
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph.analysis import (
    Attendance,
    Projection,
    analyse,
    bodies,
    centrality,
    change,
    co_attendance,
    company,
    counts,
    disparity,
    find_circles,
    order_changes,
    order_of_precedence,
)  # fmt: skip
from graph.analysis.paths import betweenness

GOALS = {
    "projection with decay": 0.5, "backbone": 0.5, "circles, 20 seeds, backbone": 20.0,
    "circles, 20 seeds, all ties": 20.0, "cheap measures": 5.0, "eleven yearly windows": 5.0, "all in one call": 60.0,
}  # fmt: skip
MEGABYTES = 1000


def homes(officials: int, seed: int) -> tuple[np.random.Generator, int, NDArray[np.int64]]:
    """The dice, the number of places, and the place of each official."""
    rng = np.random.default_rng(seed)
    places = max(2, officials // 80)
    return rng, places, rng.integers(0, places, officials)


def world(officials: int, meetings: int, attendances: int, *, years: int = 11, seed: int = 1) -> Attendance:
    """Places, bodies with members, meetings with some of them; names listed by a planted order with few slips."""
    rng, places, home = homes(officials, seed)
    groups = max(3, officials * 3 // 20)
    order = np.argsort(home, kind="stable")
    bounds = np.searchsorted(home[order], np.arange(places + 1))
    people = [order[a:b] for a, b in zip(bounds[:-1], bounds[1:], strict=True)]
    rank = rng.permutation(officials)
    at = rng.integers(0, places, groups)
    members = []
    for place in at:
        pool = people[place] if len(people[place]) >= 4 else order[:4]
        own = rng.choice(pool, min(len(pool), max(4, int(rng.lognormal(2.3, 0.5)))), replace=False)
        guests = rng.integers(0, officials, 2 if rng.random() < 0.15 else 0)
        members.append(np.unique(np.concatenate([own, guests])))
    share = rng.pareto(1.5, groups) + 0.2
    host = rng.choice(groups, meetings, p=share / share.sum())
    size = np.clip(rng.lognormal(np.log(attendances / meetings) - 0.11, 0.6, meetings), 2, 60).astype(int)
    who, where, place_in_list = [], [], []
    for meeting in range(meetings):
        own = members[host[meeting]]
        if size[meeting] > len(own):
            more = people[at[host[meeting]]]
            own = np.union1d(own, rng.choice(more, min(len(more), size[meeting] - len(own)), replace=False))
        present = rng.choice(own, min(size[meeting], len(own)), replace=False)
        who.append(present)
        where.append(np.full(len(present), meeting))
        place_in_list.append(np.argsort(np.argsort(rank[present] + rng.normal(0, officials / 500, len(present)))) + 1)
    official, held, listed = np.concatenate(who), np.concatenate(where), np.concatenate(place_in_list)
    sort = np.lexsort((official, held))
    day = np.datetime64("2013-01-01") + rng.integers(0, 365 * years, meetings).astype("timedelta64[D]")
    return Attendance(
        tuple(f"o{i:05}" for i in range(officials)), tuple(f"m{i:05}" for i in range(meetings)),
        tuple(f"g{i:05}" for i in range(groups)), official[sort], held[sort],
        np.where(listed[sort] == 1, 5, 1).astype(np.uint8), listed[sort], day, host, np.arange(meetings),
    )  # fmt: skip


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """The result, CPU seconds and wall seconds."""
    cpu, wall = time.process_time(), time.perf_counter()
    made = work()
    return made, time.process_time() - cpu, time.perf_counter() - wall


def cheap(table: Attendance, near: Projection, spine: Projection) -> None:
    """All that is not circles, windows, chains or lists."""
    for measure in (centrality.degree, centrality.strength, centrality.pagerank, centrality.core_number):
        measure(near)
    for measure in (centrality.constraint, centrality.effective_size, centrality.clustering):
        measure(spine)
    counts.attendance(table)
    counts.sizes(table)
    counts.two_mode(table)
    bodies.interlocks(table)
    bodies.mixing(near, {key: key[-2:] for key in near.officials})


def peak() -> float:
    """The largest memory of this process so far, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if platform.system() == "Darwin" else most / 1e3


def measure(table: Attendance) -> dict[str, tuple[float, float]]:
    """CPU and wall seconds of each task."""
    times: dict[str, tuple[float, float]] = {}

    def run(name: str, work: Callable[[], Any]) -> Any:
        made, *times[name] = timed(work)  # type: ignore[assignment]
        return made

    near = run("projection with decay", lambda: co_attendance(table, half_life=730))
    spine = run("backbone", lambda: disparity(near))
    run("circles, 20 seeds, backbone", lambda: find_circles(spine, seeds=20))
    run("circles, 20 seeds, all ties", lambda: find_circles(near, seeds=20))
    run("cheap measures", lambda: cheap(table, near, spine))
    run("constraint, all ties", lambda: centrality.constraint(near))
    run("betweenness, 256 sources, backbone", lambda: betweenness(spine, sources=256))
    run("eleven yearly windows", lambda: change.persistence(table))
    run("order of precedence", lambda: order_of_precedence(table))
    run("changes of order", lambda: order_changes(table))
    run("expected company", lambda: company.expected_company(table))
    run("repeated line-ups", lambda: counts.line_ups(table))
    run("all in one call", lambda: analyse(table))
    print(f"officials {len(table.officials)}, meetings {len(table.meetings)}, attendances {len(table)}, "
          f"ties {near.matrix.nnz // 2}, backbone {spine.matrix.nnz // 2}")  # fmt: skip
    return times


def against_networkx(table: Attendance) -> list[tuple[str, float, float]]:
    """The same work by us and by networkx: name, our CPU seconds, theirs."""
    near = co_attendance(table)
    spine = disparity(near)
    two_mode = nx.Graph()
    two_mode.add_nodes_from(range(len(table.officials)))
    edges = zip(table.official.tolist(), (table.meeting + len(table.officials)).tolist(), strict=True)
    two_mode.add_edges_from(edges)
    all_ties, few_ties = near.to_networkx(), spine.to_networkx()
    nodes = list(range(len(table.officials)))
    some = list(few_ties)[:100]
    tasks: list[tuple[str, Callable[[], Any], Callable[[], Any], float]] = [
        ("projection", lambda: co_attendance(table, cap=10**6),
         lambda: nx.bipartite.collaboration_weighted_projected_graph(two_mode, nodes), 1),
        ("one partition, all ties", lambda: find_circles(near, seeds=1),
         lambda: nx.community.louvain_communities(all_ties, seed=1), 1),
        ("one partition, backbone", lambda: find_circles(spine, seeds=1),
         lambda: nx.community.louvain_communities(few_ties, seed=1), 1),
        ("PageRank", lambda: centrality.pagerank(near), lambda: nx.pagerank(all_ties), 1),
        ("core numbers", lambda: centrality.core_number(near), lambda: nx.core_number(all_ties), 1),
        ("constraint, backbone (theirs: 100 officials, scaled up)", lambda: centrality.constraint(spine),
         lambda: nx.constraint(few_ties, some, weight="weight"), len(few_ties) / len(some)),
        ("clustering, backbone", lambda: centrality.clustering(spine), lambda: nx.clustering(few_ties), 1),
        ("betweenness, 128 sources, backbone", lambda: betweenness(spine, sources=128),
         lambda: nx.betweenness_centrality(few_ties, k=128, seed=1), 1),
    ]  # fmt: skip
    return [(name, timed(ours)[1], timed(theirs)[1] * factor) for name, ours, theirs, factor in tasks]


def main() -> int:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--officials", type=int, default=20_000)
    cli.add_argument("--meetings", type=int, default=50_000)
    cli.add_argument("--attendances", type=int, default=500_000)
    cli.add_argument("--no-networkx", action="store_true", help="leave the comparison out")
    cli.add_argument("--json", action="store_true", help="print one JSON object at the end")
    args = cli.parse_args()
    table = world(args.officials, args.meetings, args.attendances)
    times = measure(table)
    memory = peak()
    missed = [name for name, goal in GOALS.items() if times[name][0] > goal] + ["memory"] * (memory > MEGABYTES)
    print(f"\n{'task':40}{'CPU s':>9}{'wall s':>9}{'goal':>8}")
    for name, (cpu, wall) in times.items():
        print(f"{name:40}{cpu:9.2f}{wall:9.2f}{GOALS.get(name, ''):>8}{'  MISSED' if name in missed else ''}")
    print(f"{'peak memory, MB':40}{memory:9.0f}{'':9}{MEGABYTES:>8}{'  MISSED' if 'memory' in missed else ''}")
    beside = [] if args.no_networkx else against_networkx(world(2_000, 5_000, 50_000))
    if beside:
        print(f"\n{'2,000 officials, 5,000 meetings':60}{'huiyi':>9}{'networkx':>10}{'ratio':>8}")
    for name, ours, theirs in beside:
        print(f"{name:60}{ours:9.3f}{theirs:10.2f}{theirs / max(ours, 1e-4):8.0f}")
    if args.json:
        print(json.dumps({"cpu": {k: v[0] for k, v in times.items()}, "memory_mb": memory, "networkx": beside}))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
