"""Findings: what arithmetic, dates and the structure of tables show to be worth a question."""
