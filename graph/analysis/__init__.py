"""What is computed from the graph: arrays in, data frames out; networkx is the interface and the reference in tests."""
