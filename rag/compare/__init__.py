"""Checking a draft report against what earlier papers say. The draft is read and let go of, never indexed."""

from rag.compare.check import check_draft
from rag.compare.draft import Checked, Finding

__all__ = ["Checked", "Finding", "check_draft"]
