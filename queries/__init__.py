"""Questions to the graph, one Cypher file each, and the catalogue that runs them."""
