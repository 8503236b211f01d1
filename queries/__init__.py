"""Questions to the graph, one Cypher file each, and the catalogue that runs them."""

from queries.catalogue import Parameter, Query, catalogue, lookup
from queries.find import find
from queries.run import Answer, run

__all__ = ["Answer", "Parameter", "Query", "catalogue", "find", "lookup", "run"]
