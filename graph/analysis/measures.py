"""All measures, in one table and in one call.

Invariant: what the table says of a measure is what its docstring says; a measure without definition, formula, reference
and caveat does not get in.
"""

import inspect
from collections.abc import Callable
from typing import Any

from graph.analysis import bodies, careers, centrality, change, company, counts, precedence, ranking, turns
from graph.analysis.backbone import disparity, significance
from graph.analysis.circles import find_circles
from graph.analysis.frame import Frame
from graph.analysis.louvain import modularity_of
from graph.analysis.paths import betweenness
from graph.analysis.project import co_attendance
from graph.analysis.tables import Attendance, Tenures
from graph.errors import InputError

MEASURES: tuple[Callable[..., Any], ...] = (
    co_attendance, significance, disparity, find_circles, modularity_of,
    centrality.degree, centrality.strength, centrality.pagerank, centrality.core_number, centrality.constraint,
    centrality.effective_size, centrality.clustering, betweenness,
    counts.attendance, counts.sizes, counts.line_ups, counts.two_mode,
    bodies.interlocks, bodies.shared_posts, bodies.mixing,
    change.persistence, change.comings_and_goings,
    ranking.spring_rank, ranking.bradley_terry, precedence.order_of_precedence, turns.order_changes,
    careers.sequences, careers.moves, careers.transitions, careers.survival, careers.time_in_post,
    careers.moved_together, company.expected_company,
)  # fmt: skip
"""Every measure, in the order of the documentation."""


def measure_table() -> Frame:
    """What is computed, in one table: ``measure, module, definition, formula, reference, caveat``.

    >>> measure_table().rows()[0]["measure"]
    'co_attendance'
    """
    rows = [_described(function) for function in MEASURES]
    return Frame.of({}, **{name: [row[name] for row in rows] for name in rows[0]})


def measure_page() -> str:
    """docs/measures.md: every measure with its formula, reference and caveat."""
    parts = [
        "# Measures\n\nMade from the docstrings by `python docs/make.py`. How to use them: [analysis](analysis.md)."
    ]
    for row in measure_table():
        lines = [f"## `{row['measure']}`", "", f"{row['definition']} (`{row['module']}`)", ""]
        lines += [f"* **{field}**: {row[field.lower()]}" for field in ("Formula", "Reference", "Caveat")]
        parts.append("\n".join(lines).replace("``", "`"))
    return "\n\n".join(parts) + "\n"


def _described(function: Callable[..., Any]) -> dict[str, str]:
    paragraphs = [" ".join(part.split()) for part in (inspect.getdoc(function) or "").split("\n\n")]
    row = {"measure": function.__name__, "module": function.__module__, "definition": paragraphs[0]}
    for field in ("Formula", "Reference", "Caveat"):
        found = [part.removeprefix(f"{field}: ") for part in paragraphs if part.startswith(f"{field}: ")]
        if len(found) != 1:
            raise InputError(f"{function.__name__} must state its {field} once in its docstring")
        row[field.lower()] = found[0]
    return row


def analyse(
    table: Attendance,
    tenures: Tenures | None = None,
    *,
    half_life: float | None = 730.0,
    cap: int = 60,
    alpha: float = 0.05,
    seeds: int = 20,
    sources: int = 256,
    months: int = 12,
) -> dict[str, Frame]:
    """All analyses of a graph at once, as named frames.

    ``officials`` holds one row for one person: the plain counts beside degree, strength, PageRank and core number of
    the co-attendance network, and constraint, effective size, clustering, circle and betweenness of its backbone. The
    rest are the frames of the functions of these names; those about posts only with ``tenures``. Where the backbone
    would lose more than half of the officials, all ties stand in for it (``parameters["all_ties"]``).

    >>> rows = [{"official": o, "meeting": m, "date": "2022-07-29", "group": "g", "order": i}
    ...         for m in "xyz" for i, o in enumerate("abc", 1)]
    >>> found = analyse(Attendance.of(rows), seeds=2)
    >>> found["officials"]["name"].tolist(), found["precedence"]["rank"].tolist()
    (['a', 'b', 'c'], [1, 2, 3])
    """
    if not len(table):
        raise InputError("nothing to analyse: no official at any meeting in this graph")
    near = co_attendance(table, half_life=half_life, cap=cap)
    spine = disparity(near, alpha)
    # In a small graph hardly a tie is significant: a backbone that loses most officials is no picture of the whole.
    whole = 2 * int((spine.degrees > 0).sum()) < int((near.degrees > 0).sum())
    if whole:
        spine = near
    found = find_circles(spine, seeds=seeds)
    between = betweenness(spine, sources=sources)
    count = counts.attendance(table)
    officials = {
        **count.columns, "degree": centrality.degree(near), "strength": centrality.strength(near),
        "pagerank": centrality.pagerank(near), "core": centrality.core_number(near),
        "constraint": centrality.constraint(spine), "effective_size": centrality.effective_size(spine),
        "clustering": centrality.clustering(spine), "betweenness": between["betweenness"],
        "betweenness_error": between["error"], "circle": found.label, "stability": found.stability,
    }  # fmt: skip
    parameters = {**found.parameters, **between.parameters, "modularity": found.modularity, "all_ties": whole}
    strongest = spine.ties().sort("-weight", "a", "b")
    made = {
        "officials": Frame(officials, parameters).sort("-meetings", "official"),
        "ties": strongest, "circles": found.frame(), "circle_runs": found.runs,
        "two_mode": counts.two_mode(table), "sizes": counts.sizes(table), "line_ups": counts.line_ups(table),
        "interlocks": bodies.interlocks(table, minimum=2), "persistence": change.persistence(table, months, cap),
        "precedence": precedence.order_of_precedence(table), "order_changes": turns.order_changes(table),
        "expected_company": company.expected_company(table),
    }  # fmt: skip
    if tenures is not None and len(tenures):
        made |= {
            "shared_posts": bodies.shared_posts(tenures), "moves": careers.moves(tenures),
            "transitions": careers.transitions(tenures, "level"), "time_in_post": careers.time_in_post(tenures),
            "moved_together": careers.moved_together(tenures),
        }  # fmt: skip
        there = {*table.officials}
        if here := {o: t for o, t in zip(tenures.official, tenures.territory, strict=True) if t and o in there}:
            made["mixing"] = bodies.mixing(near, here, permutations=99)
    return made
