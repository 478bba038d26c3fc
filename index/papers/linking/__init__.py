"""Papers published apart → one meeting's pack: whose appendix a file is, which version counts, which is a copy."""

from __future__ import annotations

from index.papers.linking.link import Link, link
from index.papers.linking.paper import Paper

__all__ = ["Link", "Paper", "link"]
