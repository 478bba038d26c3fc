"""Drafting: how far a report answers the agreed prompts, what deserves a challenge, and questions for both."""

from rag.drafting.drafter import draft

__all__ = ["draft"]
