"""Answers about one plan: duties, load, the graph and what it tells."""
