"""What in a composed sentence does not stand in the quotes it cites, and what speaks against its sense."""

import re
from collections.abc import Iterable, Sequence

from index.language.periods import long_date
from rag.check.company import swapped
from rag.check.figures import Figure, said_in
from rag.check.proofs import known_of, lasts, said_otherwise
from rag.check.quotes import fold_text, occurrences, unnumbered
from rag.check.times import Key, Time, is_told, spanned, times
from rag.check.words import content_stems, cut, unknown_names
from rag.values import Citation

_CHANCE = 0.25  # the share of a figure's neighbours that its quotes may give too where they prove it
SAME_PAPER = "Same paper"  # the place of a quote from the paper of the quote before it
MARK = " (?)"  # after a sentence that is shown though its quotes do not prove it
_MARKER = re.compile(r"\s?\[\d+(?:\s?[,-]\s?\d+)*\]")
_QUOTED = re.compile(r"\"([^\"]+)\"|(?<!\w)'((?:[^'\"]|(?<=\w)'(?=\w))+\s(?:[^'\"]|(?<=\w)'(?=\w))+)'(?!\w)")
_NUMBERS = r"(?-i:(?:\d[\w.()]*|(?<=\()[A-Za-z]{1,2}|[A-Z]|[IVXL]+|[ivxl]+)(?!\w)(?:\s?(?:-|to|and|,)\s?\d[\w.]*)*)"
_AROUND = " .()|"  # what a paper prints around the number of a paragraph
_LABEL = re.compile(
    r"\b(paragraphs?|paras?\b\.?|(?:pdf\s)?pages?|pp?\.|stamped|minutes?|items?|sections?|appendix|appendices|annex"
    rf"|recommendations?)\s\(?({_NUMBERS})",
    re.IGNORECASE,
)


def check_sentence(sentence: str, citations: Sequence[Citation], also: str = "") -> list[str]:
    """What `sentence` says that its citations do not prove: [] when every figure, date and name is theirs.

    Words quoted in the sentence must stand word for word in a cited quote. Figures ("4" and "four" are equal), money,
    percentages, dates, months and names are compared with the quotes; a figure that the quotes' own figures come to is
    theirs. The place of a citation (title, meeting date, heading, paragraph, pages, kind) may be named as a place.
    `also` is more text that may be repeated, for a sentence that cites nothing (the question itself). What speaks
    against its sense is in `doubts`.
    """
    return _problems(sentence, citations, [c.quote for c in citations], also)


def refuted(sentence: str, citations: Sequence[Citation], also: str = "") -> list[str]:
    """What `sentence` says that is proved wrong: a figure that is not in the whole passages cited, nor what any
    reckoning with theirs gives; a time or quoted words neither there nor in `also` (the question). What is not this,
    and not proved by the quotes, is a reason to mark the sentence; a name too: papers seldom name their own body.
    """
    given = [f"{c.passage.text}\n{c.passage.context}" for c in citations]
    unproved = check_sentence(sentence, citations)
    return [one for one in _problems(sentence, citations, given, also, True) if one in unproved] if unproved else []


def _problems(
    sentence: str, citations: Sequence[Citation], given: Sequence[str], also: str, loose: bool = False
) -> list[str]:
    quotes = [fold_text(text) for text in given]
    places = _place_texts(citations)
    text = _own_words(sentence, [fold_text(c.quote) for c in citations], places)
    grounds = [*quotes, fold_text(also)]
    # A row's columns, with their times, are headed above it.
    heads = [fold_text(c.passage.text) for c in citations if c.passage.kind == "row"]
    text, misquoted = _quotations(text, grounds)
    text, stray = labels(text, citations, grounds)
    if not any(map(str.isalnum, text)):
        return [*misquoted, *stray]  # a quote and its place: nothing more is said
    grounds = [*(fold_text(unnumbered(text)) for text in given), fold_text(also)]
    names = [] if loose else unknown_names(times(text)[1], " . ".join([*grounds, *places, *heads]))
    units = " ".join(f"{c.passage.text} {c.passage.context}" for c in citations)
    facts = _times_and_figures(text, grounds, places, heads, units, loose)
    return [*misquoted, *stray, *facts, *(f"names {name}, which no cited quote does" for name in names)]


def doubts(sentence: str, citations: Sequence[Citation]) -> list[str]:
    """What speaks against the sense of a sentence whose facts its citations prove: a figure told of what stands by
    another figure of the passage. Judgement, which true sentences meet too: a reason to mark the sentence, and none to
    drop it.
    """
    text = _own_words(sentence, [fold_text(c.quote) for c in citations], _place_texts(citations))
    passages = {c.passage.id: fold_text(c.passage.text) for c in citations}.values()
    return swapped(text, " . ".join(passages))


def _own_words(sentence: str, quotes: Sequence[str], places: Sequence[str]) -> str:
    """The folded sentence without its markers and what it repeats word for word. Longest first and before the markers:
    a quote may stand in the paper's title, or hold a footnote's "[2]".
    """
    known = [*quotes, SAME_PAPER, *(p for p in places if len(p.split()) > 2 or not p.islower())]
    return _without(_MARKER.sub("", _without(fold_text(sentence), known)), known)


def support(sentence: str, citations: Sequence[Citation]) -> float:
    """The share, 0 to 1, of the sentence's content words whose stems stand in its quotes or their places."""
    return support_by(sentence, [*(c.quote for c in citations), *_place_texts(citations)])


def support_by(sentence: str, grounds: Iterable[str]) -> float:
    """The share, 0 to 1, of the sentence's content words whose stems stand in `grounds`."""
    mine = set(content_stems(_MARKER.sub("", fold_text(sentence))))
    theirs = {stem for ground in grounds for stem in content_stems(fold_text(ground))}
    return len(mine & theirs) / len(mine) if mine else 0.0


def _place_texts(citations: Iterable[Citation]) -> list[str]:
    """The words a citation's place gives: title, parent, committee, meeting date, headings, kind, longest first."""
    texts: set[str] = set()
    for citation in citations:
        passage, item = citation.passage, citation.passage.item
        if item.meeting_date:
            texts |= {long_date(item.meeting_date), f"{item.meeting_date:%A} {long_date(item.meeting_date)}"}
        given = (item.title, item.parent, item.committee, passage.section, passage.context, item.kind)
        texts.update(fold_text(t) for t in given if t)
    return sorted(texts, key=len, reverse=True)


def _without(text: str, pieces: Iterable[str]) -> str:
    for piece in sorted(pieces, key=len, reverse=True):
        for start, end in reversed(_apart(occurrences(piece, text))):
            text = f"{text[:start]} ; {text[end:]}"
    return text


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def labels(text: str, citations: Sequence[Citation], grounds: Sequence[str]) -> tuple[str, list[str]]:
    """The folded `text` without "paragraph 21", "page 7" …, and those that are no place of a citation nor stand in a
    ground."""
    places = [{str(value).lower().strip(_AROUND) for c in citations for value in _numbers(c, n)} for n in (False, True)]
    stray: list[str] = []

    def take(match: re.Match[str]) -> str:
        numbers = re.split(r"\s?(?:-|to|and|,)\s?", match[2].lower())
        known = places["page" in match[1].lower() or match[1].lower().startswith(("p.", "pp", "stamped"))]
        if all(n.strip(_AROUND) in known for n in numbers) or any(match[0] in g for g in grounds):
            return " ; "
        stray.append(f"names a place that no citation has: {match[0]}")
        return " ; "

    return _LABEL.sub(take, text), stray


def _numbers(citation: Citation, paged: bool) -> list[str | int | None]:
    """Every number by which a citation's place is named, its pages or the others."""
    passage, item = citation.passage, citation.passage.item
    if not paged:
        return [*citation.above, citation.paragraph, passage.paragraph, item.agenda_number]
    found = [n for place in (passage, citation.begins) for n in (place.page, place.pack_page, place.printed_page)]
    return [*found, item.first_page, item.last_page, *(item.pack_pages or "").split("-")]


def _quotations(text: str, grounds: Sequence[str]) -> tuple[str, list[str]]:
    """Take out the quoted words that stand in a ground; those that do not are problems."""
    stray: list[str] = []

    def take(match: re.Match[str]) -> str:
        words = match[1] or match[2]
        if any(occurrences(words.strip(" .,;"), ground) for ground in grounds):
            return " ; "
        if content_stems(words):
            stray.append(f"quotes words that no cited quote has: “{words}”")
        return words

    return _QUOTED.sub(take, text), stray


def _times_and_figures(
    text: str, grounds: Sequence[str], places: Sequence[str], heads: Sequence[str], units: str, loose: bool
) -> list[str]:
    """Times and figures of the folded `text` that stand in no ground; `units` may name the unit of a bare one. With
    `loose` only those that cannot be of the grounds.
    """
    mine, theirs = said_in(text), [said_in(ground) for ground in grounds]
    dated = [time for ground in theirs for time in ground.times]
    headed, around = ([time for place in some for time in times(place)[0]] for some in (heads, places))
    known, named = _keys(dated), _keys([*around, *headed])
    # The quarter a paper is about is not every quarter that it speaks of.
    known |= {key for key in named if loose or key[0] != "quarter" or all(one[0] != "quarter" for one in known)}
    known |= spanned(known) if loose else set()
    problems = [
        f"gives {t.printed.strip()}, which no cited quote does" for t in mine.times if not is_told(t, known, dated)
    ]

    def holds(figure: Figure) -> bool:
        if _is_bare(figure, mine.rest) or lasts(figure, mine.rest, [*dated, *headed]):
            return True
        days = [key[-1] for key in known if key[0] in ("date", "day")]
        return figure.unit == "ordinal" and any(day == figure.value for day in days)  # "on the 19th"

    given = known_of(tuple(grounds[:-1] if loose else grounds), units, loose)
    told = said_otherwise(mine, given, holds, _CHANCE, loose)
    return problems + [f"{one}, which no cited quote does" for one in told]


def _is_bare(figure: Figure, text: str) -> bool:
    """True for a number word that counts nothing: "one of them", "must come first"."""
    if figure.printed[0].isdigit() or figure.unit not in ("", "ordinal"):
        return False
    words = cut(text)
    at = next((i for i, w in enumerate(words) if w.lower == figure.printed.lower()), len(words) - 1)
    bare = at + 1 >= len(words) or not words[at + 1].is_content
    return figure.value == 1 and (bare or figure.unit != "ordinal")


def _keys(mentions: Iterable[Time]) -> set[Key]:
    return {key for mention in mentions for key in mention.implied}
