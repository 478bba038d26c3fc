"""The last step of every answer, whoever composed it: what fails the check is taken out and listed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.language.periods import long_date
from rag.check.quotes import check_quote
from rag.check.sentences import MARK, check_sentence, refuted
from rag.values import Answer, Citation, Sentence

_MARKER = r"\[(\d+(?:\s?,\s?\d+)*)\]"


def check_answer(answer: Answer) -> Answer:
    """`answer` without what its citations do not prove.

    A citation whose quote does not stand word for word in its passage goes; a sentence that loses all its citations, or
    says what they do not, goes to `dropped` with the reason (a marked one only where it is proved wrong); citations
    that nothing rests on go; the rest are numbered in the order of first use, and "[n]" in the text follows. With
    nothing left the status is `not_found`, with less than before `partial`. A sentence that cites nothing may only
    repeat the question.
    """
    if answer.status == "error":
        return answer
    proved = {c.n: c for c in answer.citations if check_quote(c.quote, c.passage)}
    dropped = [
        f"“{c.quote}”: does not stand word for word in its passage" for c in answer.citations if c.n not in proved
    ]
    kept: list[Sentence] = []
    for sentence in answer.sentences:
        cites = tuple(n for n in dict.fromkeys(sentence.cites) if n in proved)
        problem = _problem(answer, sentence, cites, proved)
        if problem:
            dropped.append(f"{sentence.text} ({problem})")
        else:
            kept.append(replace(sentence, cites=cites))
    return _rebuilt(answer, kept, proved, dropped)


def _problem(answer: Answer, sentence: Sentence, cites: Sequence[int], proved: dict[int, Citation]) -> str:
    """Why the sentence cannot stand, or ""."""
    if sentence.cites and not cites:
        return "cites nothing that holds"
    if not cites and answer.status not in ("answered", "partial"):
        return ""  # a refusal or a question back says what was searched, not what the papers say
    if sentence.text.endswith(MARK) and cites:
        return "; ".join(refuted(sentence.text.removesuffix(MARK), [proved[n] for n in cites], answer.question))
    also = ""
    if not cites:
        scope = answer.scope
        also = " . ".join([answer.question, *scope.periods, *map(long_date, scope.meetings), *map(str, scope.years)])
    return "; ".join(check_sentence(sentence.text, [proved[n] for n in cites], also))


def _rebuilt(answer: Answer, kept: Sequence[Sentence], proved: dict[int, Citation], dropped: list[str]) -> Answer:
    order = list(dict.fromkeys(n for sentence in kept for n in sentence.cites))
    if not answer.sentences:  # an answer of citations only: nothing rests on them, all of them count
        order = list(proved)
    new = {old: i for i, old in enumerate(order, 1)}
    sentences = tuple(
        replace(
            s, text=_renumbered(s.text, new, [proved[n].quote for n in s.cites]), cites=tuple(new[n] for n in s.cites)
        )
        for s in kept
    )
    citations = tuple(replace(proved[n], n=new[n]) for n in order)
    status, text = answer.status, answer.text
    if answer.sentences and (len(kept) < len(answer.sentences) or any(old != n for old, n in new.items())):
        text = _joined(answer, sentences)
    if status in ("answered", "partial"):
        if not citations:
            status = "not_found"
        elif dropped:
            status = "partial"
    return replace(
        answer,
        status=status,
        text=text,
        sentences=sentences,
        citations=citations,
        dropped=answer.dropped + tuple(dropped),
    )


def _renumbered(text: str, new: dict[int, int], quotes: Iterable[str]) -> str:
    """`text` with its markers numbered anew; a footnote's "[2]" inside a quote is the paper's own."""
    marked = [part.partition("]")[0] for part in text.split("[")[1:]]
    if all(one.isdecimal() and new.get(int(one)) == int(one) for one in marked):
        return text
    quoted = "|".join(re.escape(" ".join(quote.split())) for quote in quotes) or "(?!)"

    def put(match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[1]
        numbers = [new[int(n)] for n in match[2].split(",") if int(n) in new]
        return f"[{', '.join(map(str, numbers))}]" if numbers else ""

    return re.sub(f"({quoted})|{_MARKER}", put, text)


def _joined(answer: Answer, sentences: Iterable[Sentence]) -> str:
    """The sentences in the layout the composer chose: lines, paragraphs or running text."""
    for separator in ("\n\n", "\n"):
        if separator in answer.text.strip():
            return separator.join(s.text for s in sentences)
    return " ".join(s.text for s in sentences)
