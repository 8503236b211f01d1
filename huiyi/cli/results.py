"""Where each measure of ``huiyi analyse`` is shown.

Invariant: the results named here are those that ``graph.analysis.analyse`` gives; a test compares.
"""

SHOWN_IN = {
    "co_attendance": "ties", "disparity": "ties", "find_circles": "circles", "modularity_of": "circle_runs",
    "degree": "officials", "strength": "officials", "pagerank": "officials", "core_number": "officials",
    "constraint": "officials", "effective_size": "officials", "clustering": "officials", "betweenness": "officials",
    "attendance": "officials", "sizes": "sizes", "line_ups": "line_ups", "two_mode": "two_mode",
    "interlocks": "interlocks", "shared_posts": "shared_posts", "mixing": "mixing", "persistence": "persistence",
    "spring_rank": "precedence", "order_of_precedence": "precedence", "order_changes": "order_changes",
    "moves": "moves", "transitions": "transitions", "time_in_post": "time_in_post",
    "moved_together": "moved_together", "expected_company": "expected_company",
}  # fmt: skip
"""The result table that a measure is found in; measures that are missing here are for Python only."""
