"""Chats of several turns, for scripts beside the product: a turn, and a follow-up made a question that stands alone.

The cases that measure follow-ups (`run_cases.py`) import both from here, wherever the answer path keeps them.
"""

from rag.ask.conversation import resolve
from rag.values import Turn

__all__ = ["Turn", "resolve"]
