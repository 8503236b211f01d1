"""What is computed from the graph: arrays in, data frames out; networkx is the interface and the reference in tests.

Start with ``analyse(read_attendance(store), read_tenures(store))``; ``measure_table()`` lists all there is.
"""

from graph.analysis.backbone import disparity
from graph.analysis.circles import Circles, find_circles
from graph.analysis.company import expected_company
from graph.analysis.frame import Frame
from graph.analysis.measures import analyse, measure_table
from graph.analysis.paths import betweenness
from graph.analysis.precedence import order_of_precedence
from graph.analysis.project import Projection, co_attendance
from graph.analysis.read import read_attendance, read_tenures
from graph.analysis.scores import circles_of, forget_scores, measures_of, read_scores, write_scores
from graph.analysis.tables import Attendance, Tenures
from graph.analysis.turns import order_changes

__all__ = [
    "Attendance", "Circles", "Frame", "Projection", "Tenures", "analyse", "betweenness", "circles_of", "co_attendance",
    "disparity", "expected_company", "find_circles", "forget_scores", "measure_table", "measures_of", "order_changes",
    "order_of_precedence", "read_attendance", "read_scores", "read_tenures", "write_scores",
]  # fmt: skip
