"""Where a statement stands, as a person says it."""

from rag.draft.material.report import Statement


def place(statement: Statement) -> str:
    """Where it stands, as a person says it: "Paragraph 21", "The appendix". The number is that printed before its own
    line: what stands unnumbered below may be of something else, and a plain one in an appendix is most often a list's.
    """
    number, appendix = (statement.said.paragraph or "").rstrip("."), not statement.cover
    line = statement.passage.text[statement.passage.text.rfind("\n", 0, statement.start) + 1 :]
    own = line.split()[0].rstrip(".") == number and number[:1].isdigit()
    if own and (not appendix or "." in number):
        return f"The appendix, paragraph {number}," if appendix else f"Paragraph {number}"
    return "The appendix" if appendix else "The report"
