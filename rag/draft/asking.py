"""A statement as it is shown to be looked at: where it stands, and as much of it as can be read at a glance.

Nothing tells what is to be asked of it: that is left to the member.
"""

from index.read.layout.lines import STRUCK, plain
from rag.draft.material.report import Statement
from rag.draft.material.saying import place

_PART, _READ = 17, 45  # words of a statement that are shown at most, and of one that is shown whole
_CLAIM = 9  # words of a claim: what is shorter is most often a heading or a label
_LABELLED = 5  # words within which a colon ends a label: what follows is a form's and not a claim


def opening(one: Statement) -> str | None:
    """How a statement is shown; None where it cannot be read alone, or is no claim."""
    if not one.whole or one.leaning:  # it says more of what stood before it
        return None
    spoken = plain(one.text).split()
    if len(spoken) < _CLAIM or STRUCK in one.text or any(word[-1] == ":" for word in spoken[:_LABELLED]):
        return None
    read = " ".join(spoken).rstrip(".;:,–— ") if len(spoken) <= _READ else f"{' '.join(spoken[:_PART])} …"
    return f"{place(one)} says “{read}”."
