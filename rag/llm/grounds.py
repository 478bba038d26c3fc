"""What a drafted question rests on: its quotes found in the report, and what stands around them.

A quote is found where its letters, digits, "£" and "%" stand in a row in one passage, whatever white space, bars and
tabs a table lost; what is cited is then the passage's own words. One over several passages is cited in pieces.
"""

from collections.abc import Sequence

from index.language.sentences import split
from index.values import StoredPassage
from rag.check import check_quote, support_by
from rag.check.figures import Figure, figures, said_in
from rag.check.proofs import known_of, lasts, said_otherwise, time_unit
from rag.check.quotes import fold_text, unnumbered
from rag.check.sentences import labels
from rag.check.times import is_told
from rag.check.words import cut, unknown_names
from rag.values import Citation

MOST_QUOTES = 3
_CHANCE = 0.0  # the share of a figure's neighbours that its quotes may give too: none, for a wrong figure costs most
_SUBJECT = {"gives": 0.4, "names": 0.2}  # share of a question's words that what is attached to it has, at least
LONGEST_WORDS = 45  # of a question: thirty are asked for
_BESIDE = 0.1  # what standing beside a quote is worth of that share
_NEAR = 8  # passages of the same paper in which the unit of a table's figures may be named
_PIECE = 12  # letters of the smallest piece of a quote that is looked for alone
_KEPT = "£%"


def located(quote: str, passages: Sequence[StoredPassage]) -> tuple[Citation, ...]:
    """Where a quote that a model gave stands, in the passages' own words; () for nowhere."""
    whole = _find(quote, passages)
    if whole is not None:
        return (whole,)
    pieces = [quote[a:b] for a, b in split(quote)]
    if len(pieces) == 1:
        pieces = quote.replace("|", "\n").replace("\t", "\n").replace(" … ", "\n").replace(" ... ", "\n").split("\n")
    found = [_find(piece, passages) for piece in pieces if len(_squashed(piece)[0]) >= _PIECE]
    return tuple(c for c in found if c) if found and all(found) and len(found) <= MOST_QUOTES else ()


def faults(text: str, citations: Sequence[Citation], report: Sequence[StoredPassage]) -> list[str]:
    """What a drafted question asserts that its ground does not: [] for nothing.

    Its figures and times stand in its quotes or the headings and heads of columns over them, or are worked out from its
    quotes; a unit may be named nearby. Its names may stand in the sentences either side too; never only in the rest of
    the report. Of what a figure is told is judged with the rest of its sense.
    """
    quotes = [fold_text(unnumbered(c.quote)) for c in citations]
    grounds = [*quotes, *(fold_text(t) for c in citations for t in _place(c))]
    told, stray = labels(fold_text(text), citations, grounds)
    mine = said_in(told)
    dated = [t for ground in grounds for t in said_in(ground).times]
    known = {key for t in dated for key in t.implied}
    printed = {f.key for ground in grounds for f in said_in(ground).printed}
    units = "".join(f" {p.text} {p.context}" for c in citations for p in report if _near(p, c.passage))

    def holds(figure: Figure) -> bool:
        times = [*dated, *mine.times]
        return figure.key in printed or _is_counting(figure, mine.rest) or lasts(figure, mine.rest, times)

    problems = [f"gives {t.printed.strip()}" for t in mine.times if not is_told(t, known, dated)]
    said = asserting(fold_text(text))
    wrong = said_otherwise(mine, known_of(tuple(quotes), units), holds, _CHANCE)
    problems += [one for one in wrong if one.startswith("gives") or one[one.index("“") + 1 : -1] in said]
    problems = [*stray, *(f"{one}, which its quotes do not" for one in problems)]
    grounds += [fold_text(unnumbered(t)) for c in citations for t in around(c, report)]
    named = unknown_names(mine.rest, " . ".join(grounds))
    return problems + [f"names {name}, which its quotes do not" for name in named]


def _is_counting(figure: Figure, text: str) -> bool:
    """True for "first" and "one", and for "two" and "three" where no length of time is told by them."""
    word = not figure.printed[0].isdigit() and not figure.printed.startswith(("£", "$", "€", "-"))
    return word and (figure.unit == "ordinal" or figure.value <= (1 if time_unit(figure, text) else 3))


def _near(one: StoredPassage, other: StoredPassage) -> bool:
    return one.item.id == other.item.id and abs(one.ordinal - other.ordinal) <= _NEAR


def asserting(text: str) -> str:
    """The part of a question that asserts: what stands before the clause that asks, after a colon, a semicolon or a
    stop; "" where all of it asks."""
    start = 0
    for i, word in enumerate(words := cut(text)):
        if word.text == "?":
            return text[:start].strip(" ,;:") if start else ""
        if word.text in ".;:" and i + 1 < len(words):
            start = word.end
    return text


def _place(citation: Citation) -> list[str]:
    """What a quote stands under: title, headings and heads of columns, and its meeting."""
    passage = citation.passage
    place = [t for t in (passage.item.title, passage.item.parent, passage.section, passage.context) if t]
    return place + ([passage.item.meeting_date.isoformat()] if passage.item.meeting_date else [])


def around(citation: Citation, report: Sequence[StoredPassage] = ()) -> list[str]:
    """The sentences before and after a quote in its passage; before the first, the last of the passage before it."""
    passage = citation.passage
    at = max(0, passage.text.find(citation.quote))
    end = at + len(citation.quote)
    spans = split(passage.text)
    before = [passage.text[a:b] for a, b in spans if b <= at][-1:]
    after = [passage.text[a:b] for a, b in spans if a >= end][:1]
    if not before:
        before = [p.text[a:b] for p in report if _precedes(p, passage) for a, b in split(p.text)[-1:]]
    return [*before, *after]


def stating(problem: str, question: str, cited: Sequence[Citation], report: Sequence[StoredPassage]) -> Citation | None:
    """The sentence of the report that states what a problem of `faults` lacks (a figure, a year, a name), of the same
    subject: told by the question's words (for a figure by its other words: a report has many), and a little by standing
    beside what is quoted.
    """
    lacks, _, rest = problem.partition(" ")
    lacking = rest.split(", which")[0]
    wanted = _squashed(lacking)[0]
    others = question.replace(lacking, " ") if lacks == "gives" else question
    beside = {t for c in cited for t in around(c, report)}
    floor = max([_SUBJECT[lacks], *_rivals(lacking, question, cited, others)])
    best: tuple[float, Citation] | None = None
    for passage in report:
        for a, b in split(passage.text):
            sentence = passage.text[a:b]
            if wanted not in _squashed(sentence)[0] or not check_quote(sentence, passage):
                continue
            score = support_by(others, [sentence]) + (_BESIDE if sentence in beside else 0)
            if best is None or score > best[0]:
                best = (score, Citation(0, passage, sentence))
    return best[1] if best and best[0] > floor else None


def _rivals(lacking: str, question: str, cited: Sequence[Citation], others: str) -> list[float]:
    """How much the question's own quotes that print another figure of the kind `lacking`, which it does not tell, are
    of its subject: what is attached beside them must be more so, or a figure was taken for another.
    """
    kinds = {f.unit for f in figures(fold_text(lacking))}
    told = {f.key for f in said_in(fold_text(question)).printed}
    return [
        support_by(others, [c.quote]) for c in cited
        if any(f.unit in kinds and f.key not in told for f in said_in(fold_text(c.quote)).printed)
    ]  # fmt: skip


def _precedes(one: StoredPassage, other: StoredPassage) -> bool:
    return one.item.id == other.item.id and one.ordinal == other.ordinal - 1


def _find(quote: str, passages: Sequence[StoredPassage]) -> Citation | None:
    needle, _ = _squashed(quote.strip(" \"“”'…."))
    if len(needle) < 4:
        return None
    for passage in passages:
        hay, places = _squashed(passage.text)
        at = hay.find(needle)
        while at >= 0:
            start, end = places[at], places[at + len(needle) - 1] + 1
            if passage.text[end : end + 1] == ")" and "(" in passage.text[start:end]:
                end += 1
            words, stop = passage.text[start:end], passage.text[end : end + 1]
            if check_quote(words, passage):
                return Citation(0, passage, words + stop if stop in ".?!" and stop else words)
            at = hay.find(needle, at + 1)
    return None


def _squashed(text: str) -> tuple[str, list[int]]:
    """Letters, digits, "£" and "%" of a text in lower case, and where each stood."""
    kept = [(c.lower(), i) for i, c in enumerate(text) if c.isalnum() or c in _KEPT]
    return "".join(c for c, _ in kept), [i for c, i in kept for _ in c]
