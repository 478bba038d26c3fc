"""Items → passages: chunks that can be understood alone, made of the source's own words."""

from index.passages.cut import cut

__all__ = ["cut"]
