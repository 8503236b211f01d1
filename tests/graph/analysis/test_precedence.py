from datetime import date
from random import Random

import numpy as np
import pytest
from scipy import optimize, stats

from benchmarks.world import places
from benchmarks.world.careers import Careers
from benchmarks.world.places import territories
from graph.analysis import Attendance, order_changes, order_of_precedence
from graph.analysis.precedence import by_bodies
from graph.analysis.ranking import bradley_terry, parts, spring_rank
from graph.errors import InputError

# Agresti (2002), Categorical Data Analysis, table 10.10: American League East 1987, wins of row over column.
TEAMS = ["Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore"]
WINS = np.array(
    [
        [0, 7, 9, 7, 7, 9, 11], [6, 0, 7, 5, 11, 9, 9], [4, 6, 0, 7, 7, 8, 12], [6, 8, 6, 0, 6, 7, 10],
        [6, 2, 6, 7, 0, 7, 12], [4, 4, 5, 6, 6, 0, 6], [2, 4, 1, 3, 1, 7, 0],
    ],
    dtype=np.float64,
)  # fmt: skip


def test_bradley_terry_as_published() -> None:
    """The abilities against Baltimore of R's BradleyTerry2 (Turner and Firth 2012) for the same table."""
    score = bradley_terry(WINS, prior=0.0)
    assert (score - score[-1])[:-1].round(3).tolist() == [1.581, 1.436, 1.294, 1.248, 1.108, 0.684]


def test_a_prior_makes_a_perfect_order_finite() -> None:
    perfect = np.triu(np.full((6, 6), 5.0), 1)
    score = bradley_terry(perfect)
    assert (np.diff(score) < 0).all()
    assert np.abs(score).max() < 10
    with pytest.raises(InputError, match="prior"):
        bradley_terry(perfect, prior=0.0)


def test_spring_rank_has_least_energy() -> None:
    """De Bacco et al. (2018), eq. 1: it minimises ½ Σ A(i,j) (s(i) - s(j) - 1)²."""

    def energy(s: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
        return float((WINS * (s[:, None] - s[None, :] - 1) ** 2).sum() / 2)

    found = spring_rank(WINS)
    best = optimize.minimize(energy, np.zeros(7), method="BFGS", options={"gtol": 1e-9})
    assert energy(found) <= best.fun + 1e-9
    assert found == pytest.approx(best.x - best.x.mean(), abs=1e-4)
    assert found.mean() == pytest.approx(0, abs=1e-12)


def test_parts_that_never_met_are_each_centred() -> None:
    wins = np.zeros((5, 5))
    wins[0, 1] = wins[2, 3] = wins[3, 4] = 2
    assert len(set(parts(wins).tolist())) == 2
    assert spring_rank(wins).round(9).tolist() == [0.5, -0.5, 1.0, 0.0, -1.0]


def lists(seed: int, meetings: int, slips: float = 0.02, bodies: int = 8) -> tuple[Attendance, dict[str, list[str]]]:
    """Bodies of fifteen with a planted order; each list names eight to twelve, a few neighbours swapped."""
    rng = np.random.default_rng(seed)
    planted, rows = {}, []
    for body in range(bodies):
        order = [f"b{body}o{i:02}" for i in rng.permutation(15)]
        planted[f"g{body}"] = order
        for meeting in range(meetings):
            listed = [order[i] for i in np.sort(rng.choice(15, int(rng.integers(8, 13)), replace=False))]
            for i in np.flatnonzero(rng.random(len(listed) - 1) < slips):
                listed[i], listed[i + 1] = listed[i + 1], listed[i]
            rows += [
                {"official": o, "meeting": f"b{body}m{meeting}", "group": f"g{body}", "order": i, "date": "2022"}
                for i, o in enumerate(listed, 1)
            ]  # fmt: skip
    return Attendance.of(rows), planted


@pytest.mark.parametrize("seed", range(6))
def test_a_planted_order_is_found_from_ten_lists(seed: int) -> None:
    table, planted = lists(seed, meetings=10)
    frame = order_of_precedence(table)
    for group, order in planted.items():
        found = [row["official"] for row in frame if row["group"] == group]
        assert sorted(found) == sorted(order)
        assert stats.kendalltau([order.index(o) for o in found], range(len(found))).statistic >= 0.95


@pytest.mark.parametrize("seed", range(3))
def test_the_ranks_of_the_simulated_province_are_found_from_ten_meetings(seed: int) -> None:
    """Those in office on one day in each place, by the rank of their offices; two thirds of them at each meeting."""
    random, day = Random(f"precedence {seed}"), date(2020, 6, 1).toordinal()
    careers = Careers(places.fictional(random), random, 0.03)
    planted, rows = {}, []
    for place in territories(careers.province):
        offices = [
            office for (where, _), found in sorted(careers.by_key.items()) if where == place.id for office in found
        ]
        rank = {p.id: -office.ladder for office in offices if (p := office.holder(day)) and not office.unit}
        order = sorted(rank, key=lambda who: (rank[who], who))
        if len(order) < 6:
            continue
        planted[place.id] = order
        for meeting in range(10):
            listed = [who for who in order if random.random() < 0.67]
            for n in range(1, len(listed)):
                if random.random() < 0.02:
                    listed[n - 1], listed[n] = listed[n], listed[n - 1]
            rows += [
                {"official": who, "meeting": f"{place.id} {meeting}", "group": place.id, "order": n, "date": "2020"}
                for n, who in enumerate(listed, 1)
            ]
    assert len(planted) > 50
    frame = order_of_precedence(Attendance.of(rows))
    found: dict[str, list[str]] = {group: [] for group in planted}
    for row in frame:
        found[row["group"]].append(row["official"])
    tau = {
        g: stats.kendalltau([planted[g].index(o) for o in who], range(len(who))).statistic for g, who in found.items()
    }
    assert all(len(who) >= 0.9 * len(planted[g]) for g, who in found.items())
    assert min(tau.values()) >= 0.95


def test_consistency_and_confidence() -> None:
    table, _ = lists(1, meetings=10, slips=0.0, bodies=1)
    frame = order_of_precedence(table, bootstrap=50)
    assert set(frame["consistency"].tolist()) == {1.0}
    assert (frame["confidence"][:-1] > 0.5).all()
    assert np.isnan(frame["confidence"][-1])
    assert ((frame["low"] <= frame["rank"]) & (frame["rank"] <= frame["high"])).all()
    noisy = order_of_precedence(lists(1, meetings=10, slips=0.4, bodies=1)[0])
    assert noisy["consistency"][0] < 1.0
    assert noisy["confidence"][:-1].mean() < frame["confidence"][:-1].mean()


def test_intervals_hold_where_some_lists_are_not_drawn() -> None:
    """Two groups of officials that one list alone joins: without it they are two parts, which is no error."""
    names = ["abc", "abc", "def", "def", "cd"]
    rows = [
        {"official": o, "meeting": f"m{m}", "group": "g", "order": i}
        for m, listed in enumerate(names) for i, o in enumerate(listed, 1)
    ]  # fmt: skip
    frame = order_of_precedence(Attendance.of(rows), bootstrap=40)
    assert frame["official"].tolist() == list("abcdef")
    assert ((frame["low"] <= frame["high"]) & (frame["low"] >= 1) & (frame["high"] <= 6)).all()


def test_large_tables_are_ranked_in_parts_of_whole_bodies() -> None:
    table = lists(3, meetings=10)[0]
    parted = [few for few in by_bodies(table, rows=200) if len(few)]
    assert len(parted) > 3
    assert sum(len(few) for few in parted) == len(table)
    assert [r for few in parted for r in order_of_precedence(few).rows()] == order_of_precedence(table).rows()


def test_by_year_and_by_group() -> None:
    rows = [
        {"official": o, "meeting": f"{year}{m}", "date": f"{year}-0{m}-01", "group": "g", "order": i}
        for year, names in (("2021", "abc"), ("2022", "bac")) for m in (1, 2, 3) for i, o in enumerate(names, 1)
    ]  # fmt: skip
    frame = order_of_precedence(Attendance.of(rows), group="g", by_year=True)
    assert [(r["period"], r["official"]) for r in frame] == [
        ("2021", "a"), ("2021", "b"), ("2021", "c"), ("2022", "b"), ("2022", "a"), ("2022", "c"),
    ]  # fmt: skip
    assert len(order_of_precedence(Attendance.of(rows), minimum=7)) == 0
    with pytest.raises(InputError, match="'x'"):
        order_of_precedence(Attendance.of(rows), group="x")


def test_lists_without_order_or_body_say_nothing() -> None:
    rows = [{"official": o, "meeting": m, "group": "g"} for m in "xyz" for o in "ab"]
    rows += [{"official": o, "meeting": f"no{m}", "order": i} for m in "xyz" for i, o in enumerate("ab", 1)]  # type: ignore[dict-item]
    assert order_of_precedence(Attendance.of(rows)).rows() == []
    assert order_changes(Attendance.of(rows)).rows() == []


def turned(before: int, after: int, slip: int | None = None) -> Attendance:
    orders = ["abc"] * before + ["bac"] * after
    if slip is not None:
        orders[slip] = "bac" if orders[slip] == "abc" else "abc"
    return Attendance.of(
        {"official": o, "meeting": f"m{m:02}", "date": f"2022-{m + 1:02}-01", "group": "g", "order": i}
        for m, names in enumerate(orders)
        for i, o in enumerate(names, 1)
    )


def test_a_turn_is_found_with_its_dates() -> None:
    (row,) = order_changes(turned(5, 6)).rows()
    assert (row["risen"], row["passed"], row["before"], row["after"]) == ("b", "a", 5, 6)
    assert (row["last_before"], row["first_after"], row["agreement"]) == ("2022-05-01", "2022-06-01", 1.0)
    assert row["p"] == pytest.approx(1 / 462)  # 5 of 11 chosen: one way of many
    assert [r["agreement"] for r in order_changes(turned(5, 6, slip=2))] == [pytest.approx(10 / 11)]


def test_too_few_lists_or_too_much_disorder_is_no_turn() -> None:
    assert len(order_changes(turned(2, 8))) == 0
    mixed = ["abc", "bac"] * 6
    rows = [
        {"official": o, "meeting": f"m{m}", "date": f"2022-{m + 1:02}-01", "group": "g", "order": i}
        for m, names in enumerate(mixed) for i, o in enumerate(names, 1)
    ]  # fmt: skip
    assert len(order_changes(Attendance.of(rows))) == 0
