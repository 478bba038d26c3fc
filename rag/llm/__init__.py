"""The language model, when one is configured: it answers, drafts and sums up, and is believed in nothing."""

from rag.llm.answering import write_answer
from rag.llm.background import Stopped, never
from rag.llm.model import Model, model_of
from rag.llm.providers import build_llm

__all__ = ["Model", "Stopped", "build_llm", "model_of", "never", "write_answer"]
