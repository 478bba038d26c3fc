"""Files → readings: PDF, Word, web pages and plain text, each told by its content, not only its name."""

from __future__ import annotations

from index.read.reader import read

__all__ = ["read"]
