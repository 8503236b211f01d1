"""The graph: its model, the stores that keep it, and what is computed from it."""
