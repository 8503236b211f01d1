"""Measures of huiyi: worlds with known truth, gold corpora, and what they cost in time and memory."""
