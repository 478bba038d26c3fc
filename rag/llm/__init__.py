"""The LLM, when one is configured: it words answers and polishes questions, and is believed in nothing."""

from rag.llm.background import Stopped, never
from rag.llm.client import build_llm
from rag.llm.composer import compose_with_llm
from rag.llm.reword import reword_questions

__all__ = ["Stopped", "build_llm", "compose_with_llm", "never", "reword_questions"]
