"""Readings → items: the papers in a pack, with title, kind, parent, committee and meeting."""

from __future__ import annotations

from index.papers.items.split import Papers, split

__all__ = ["Papers", "split"]
