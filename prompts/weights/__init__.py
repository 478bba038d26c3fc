"""Weights of fitted heads, each with its card: what it was fitted on, its figures and its limits."""
