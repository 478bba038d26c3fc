"""The assistant: one object that answers, drafts and remembers, over the rooms below."""

from rag.assistant.facade import Assistant

__all__ = ["Assistant"]
