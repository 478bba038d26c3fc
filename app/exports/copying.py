"""An answer as plain text with its sources, to paste into a letter or a message."""

from __future__ import annotations

from app.saved.records import AnswerRecord
from app.wording import bare, paper_words, place_words, quoted


def answer_text(answer: AnswerRecord) -> str:
    """The question, the sentences with their numbers, and under them each number's paper, place and quote."""
    lines = [answer.question, ""]
    for sentence in answer.sentences:
        cited = [c for c in answer.citations if c.n in sentence.cites]
        parts = quoted(sentence.text, cited)
        words = f"“{' '.join(parts[1].split())}”" if parts else bare(sentence.text)
        lines.append(f"{words} {''.join(f'[{n}]' for n in sentence.cites)}")
    if not answer.sentences:
        lines.append(answer.text)
    if answer.citations:
        lines += ["", "Sources"]
    for citation in answer.citations:
        lines.append(f"[{citation.n}] {paper_words(citation)}: {place_words(citation)} ({citation.document})")
        lines.append(f"    “{' '.join(citation.quote.split())}”")
    if answer.notice:
        lines += ["", answer.notice]
    return "\n".join(lines)
