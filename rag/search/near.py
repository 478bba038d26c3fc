"""Where a conversation is: the paper that its last answer quotes first, and the body whose paper that is.

A question that follows is most often about the same paper, or another of the same body. How much more often is a prior
on passages: what a passage's scores say, of themselves log odds, is weighed against it, so that a question on another
body's matter is still answered by that body's papers.
"""

from dataclasses import dataclass

from index.values import StoredItem

_BODY, _PAPER = 3.0, 1.0  # log odds (docs/experiments.md); what is of the paper has both


@dataclass(frozen=True)
class Near:
    """A file and the body that its paper is of, "" where none is named: then the file stands for it."""

    document: str
    body: str = ""

    def holds(self, item: StoredItem) -> bool:
        """Whether a paper is of the body."""
        return item.document == self.document or bool(self.body and item.committee == self.body)

    def odds(self, item: StoredItem) -> float:
        """What is added to the scores of a paper's passages."""
        return _BODY * self.holds(item) + _PAPER * (item.document == self.document)
