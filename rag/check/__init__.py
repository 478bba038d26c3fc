"""The checker: every quote stands word for word in its passage, every figure, date and name in a cited quote.

It is the same for the extractive composer and the LLM, and always last. Nothing here asks who wrote a sentence.
"""

from rag.check.answers import check_answer
from rag.check.quotes import check_quote
from rag.check.sentences import MARK, check_sentence, doubts, refuted, support, support_by

__all__ = ["MARK", "check_answer", "check_quote", "check_sentence", "doubts", "refuted", "support", "support_by"]
