"""The figures ledger: what every indicator was, by period and paper, with conflicts side by side."""

from rag.figures.keep import kept_ledger, open_ledger
from rag.figures.ledger import Ledger
from rag.figures.values import Conflict, Indicator, Value

__all__ = ["Conflict", "Indicator", "Ledger", "Value", "kept_ledger", "open_ledger"]
