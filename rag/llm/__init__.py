"""The language model, when one is configured: it answers, drafts and sums up, and is believed in nothing."""

from rag.llm.answering import summary, write_answer
from rag.llm.model import Model, Stopped, model_of, never
from rag.llm.providers import build_llm

__all__ = ["Model", "Stopped", "build_llm", "model_of", "never", "summary", "write_answer"]
