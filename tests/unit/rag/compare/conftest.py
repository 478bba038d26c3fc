"""The ferry committee's papers, as for the figures."""

from tests.unit.rag.figures.conftest import ferries, ferry_data

__all__ = ["ferries", "ferry_data"]
