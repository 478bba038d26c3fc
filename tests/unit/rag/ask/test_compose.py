"""The extractive answer: quotes, each introduced by where it stands; and nothing in it that the checker would drop."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.periods import find_periods, long_date
from index.language.statements import Statement
from index.values import Cell, Listed
from rag.ask.compose import (
    by_columns,
    compose,
    is_told_of,
    lacking,
    paper_words,
    place_words,
    row_words,
    the_time,
    time_first,
)
from rag.ask.excerpts import Quote, choose, quote_at
from rag.check import check_answer
from rag.search.reading import spans
from rag.search.scope import Scoped, ScopeFinder
from rag.search.wanted import read_want
from rag.values import Citation, Scope, Sentence
from tests.unit.rag.council import JUNE, NEXT_JUNE, clue, paper, quick, stored

REVIEW = paper("review", "Puppet Theatre Review")
LATER = paper("later", "Puppet Theatre Review", meeting_date=NEXT_JUNE)


def found(question="Puppets?", searched=()):
    query = SimpleNamespace(wanted=read_want(question))
    return SimpleNamespace(query=query, retrieved=(), searched=searched, scoped=SimpleNamespace(scope=Scope()))


def quote(text, item=REVIEW, **more):
    passage = stored(text, item, id=f"{item.id} {text}", **more)
    return Quote(clue(passage), 0, len(text))


def test_each_quote_is_introduced_by_its_place_and_numbered():
    answer = compose(
        "Puppets?",
        found(),
        [quote("It toured.", paragraph="4.", pack_page="7", page=9), quote("Nine  villages\nsaw it.", LATER)],
        "answered",
    )
    assert answer.text == (
        "Puppet Theatre Review, 10 June 2031, paragraph 4, page 7: “It toured.” [1]\n\n"
        "Puppet Theatre Review, 8 June 2032: “Nine villages saw it.” [2]"
    )
    assert answer.sentences[1] == Sentence(answer.text.split("\n\n")[1], (2,))
    assert [(c.n, c.quote) for c in answer.citations] == [(1, "It toured."), (2, "Nine  villages\nsaw it.")]
    assert (answer.question, answer.status) == ("Puppets?", "answered")


def test_the_paper_of_the_quote_before_is_not_named_again():
    quotes = [quote("It toured."), quote("It rained.", paragraph="5"), quote("It sank.", LATER)]
    quotes += [quote("It rose.", paragraph="6"), quote("It was sold.", paragraph="7")]
    answer = compose("?", found(), quotes, "answered")
    assert [s.text.split(":")[0] for s in answer.sentences] == [
        "Puppet Theatre Review, 10 June 2031",
        "Same paper, paragraph 5",
        "Puppet Theatre Review, 8 June 2032",
        "Puppet Theatre Review, paragraph 6",
        "Same paper, paragraph 7",
    ]


def test_a_quote_names_its_body_where_papers_of_several_are_searched():
    named = "Minutes of the meeting held on 10 June 2031"
    one, other = (paper(b, named, kind="minutes", committee=f"{b} Parish Council") for b in ("Nether", "Over"))
    quotes = [quote("It sank.", one, paragraph="4"), quote("It rose.", one), quote("It rained.", other)]
    answer = check_answer(compose("?", found(searched=(one, other)), quotes, "answered"))
    assert [s.text.split(": ")[0] for s in answer.sentences] == [
        f"{named}, Nether Parish Council, minute 4",
        named,
        f"{named}, Over Parish Council",
    ]
    alone = compose("?", found(searched=(one,)), quotes, "answered")
    assert alone.sentences[0].text.startswith(f"{named}, minute 4: ")


def test_no_quotes_make_no_sentences():
    answer = compose("?", found(), [], "answered")
    assert (answer.text, answer.sentences, answer.citations) == ("", (), ())


def test_papers_and_places_in_words():
    assert long_date(date(2031, 6, 1)) == "1 June 2031"
    assert paper_words(REVIEW) == "Puppet Theatre Review, 10 June 2031"
    appendix = paper("a", "Appendix A", kind="appendix", parent="Boats")
    assert paper_words(appendix) == "Appendix A (to Boats), 10 June 2031"
    assert paper_words(appendix, known={"Boats"}) == "Appendix A, 10 June 2031"
    assert paper_words(paper("m", "Minutes of 10 June 2031", kind="minutes")) == "Minutes of 10 June 2031"
    assert paper_words(paper("u", "Notes", meeting_date=None)) == "Notes"
    minutes = paper("m", "Minutes of the Harbour Board", kind="minutes", committee="Harbour Board")
    assert paper_words(minutes) == "Minutes of the Harbour Board, 10 June 2031"
    assert paper_words(minutes, several=True) == paper_words(minutes)
    assert paper_words(paper("b", "Boats", committee=None), several=True) == "Boats, 10 June 2031"
    assert place_words(Citation(1, stored("x"), "x")) == ""
    assert place_words(Citation(1, stored("x", page=3), "x")) == "PDF page 3"
    stamped = stored("x", page=3, pack_page="1", paragraph="(iv)")
    assert place_words(Citation(1, stamped, "x")) == "paragraph (iv), page 1"


def test_a_footnotes_mark_in_a_quote_is_left_as_it_is():
    text = "The theatre toured nine villages [2] in 41 days."
    checked = check_answer(compose("?", found(), [quote(text)], "answered"))
    assert (checked.status, checked.dropped) == ("answered", ())
    assert text in checked.text


def test_a_quote_that_stands_in_its_papers_title_passes():
    item = paper("r", "Budget Review 2030/31: £1.2m and 4 homes")
    checked = check_answer(compose("?", found(), [quote("Review", item)], "answered"))
    assert checked.status == "answered"


def test_a_heading_that_a_quote_has_is_not_said_before_it():
    minutes = paper("m", "Minutes of the meeting held on 10 June 2031", kind="minutes")
    passage = stored("**Present**: Mrs Quill", minutes, section="Present: Mrs Quill")
    quotes = [quote_at(passage, 0, len(passage.text)), quote_at(replace(passage, section="4. Lamps", id="l"), 0, 22)]
    said = [s.text.split(": “")[0] for s in compose("?", found(), quotes, "answered").sentences]
    assert said == [minutes.title, "Same paper, 4. Lamps"]


WORDS = (
    st.sampled_from(["The boat", "sank.", "Nobody", "drowned", "28.4%", "(47 of 162)", "£1.2m", "No."])
    | (st.sampled_from(["fell", "Mrs Quill", "“quoted", "words”", "co-", "…", "!", "[2]", "(iv)", "ﬁnal", "2030/31"]))
    | st.sampled_from(["<b>", "7.", "\n"])
)
TITLES = st.lists(
    st.sampled_from(["Annual", "Report", "2029/30", "Quarter", "4", "A&E", "(2031-36)", "£1.2m", "Fall", "“Real”"]),
    max_size=5,
).map(lambda words: " ".join(["Review of", *words]))
PLACES = st.fixed_dictionaries(
    {
        "paragraph": st.sampled_from([None, "12", "3.1.2", "iv", "7.", "(a)", "(iv)", "IV)", "4)", "A", "(AB)"]),
        "pack_page": st.sampled_from([None, "49"]),
        "page": st.sampled_from([None, 51]),
    }
)
PAPERS = st.tuples(TITLES, st.sampled_from(["report", "appendix", "minutes"]), st.sampled_from([None, JUNE, NEXT_JUNE]))


@quick
@given(st.lists(st.tuples(st.lists(WORDS, min_size=1, max_size=20), PLACES, PAPERS), min_size=1, max_size=3))
def test_the_checker_finds_nothing_to_drop(rows):
    clues = []
    for n, (words, where, (title, kind, when)) in enumerate(rows):
        item = paper(f"i{n}", title, kind=kind, meeting_date=when, parent="Boats 2031" if kind == "appendix" else "")
        passage = stored(" ".join(words), item, id=f"{n} {' '.join(words)}", ordinal=n, **where)
        clues += [clue(passage, place, 1.0 - n / 20, 0.5, 0.5) for place in spans(passage)]
    answer = compose("?", found(), choose(clues), "answered")
    assert check_answer(answer) == answer or not answer.sentences


def row(passage, *heads):
    """The row that a passage is, whose cells stand under some heads."""
    cells = [c.strip() for c in passage.text.split("|")]
    places = [passage.text.index(c) for c in cells]
    made = tuple(Cell(c, at, at + len(c), h) for c, at, h in zip(cells, places, heads, strict=True))
    return Statement(passage.id, 0, len(passage.text), passage.text, "row", cells=made)


def told(text, *heads, context="", status="answered"):
    one = quote(text, kind="row", context=context)
    library = SimpleNamespace(statements_of=lambda _: [row(one.clue.passage, *heads)])
    return by_columns(compose("?", found(), [one], status), library)


HEADS = ("Stall", "2030/31 ---", "Target")


def test_a_row_is_told_by_the_heads_of_its_columns():
    answer = told("Puppets | 1,204 | 1,000", *HEADS, context="Stall | 2030/31 | Target")
    said = "Puppets – 2030/31: 1,204; Target: 1,000: “Puppets | 1,204 | 1,000” [1]"
    said = f"Puppet Theatre Review, 10 June 2031 – {said}"
    assert answer.text == said
    assert check_answer(answer).text == said
    near = told("Puppets | 1,204 | 1,000", *HEADS, context="Stall | 2030/31 | Target", status="nearest")
    assert near.sentences[1].text == said
    assert near.sentences[0].cites == ()


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Puppets | 1,204 | 1,000", ("Stall", "2030/31", "")),
        ("Puppets | 1,204 | 1,000", ("Stall", "Target", "Target")),
        ("Puppets | many | none", HEADS),
        ("12 | 1,204 | 1,000", HEADS),
        (f"Puppets | 1,204 | {'so ' * 50}on", HEADS),
        ("Puppets | 1,204 | 1,000", ("Stall", "In 2044/45", "Target")),  # which stands nowhere near it
    ],
)
def test_a_row_that_is_not_surely_headed_is_not_told(text, heads):
    assert "–" not in told(text, *heads, context="Stall | 2030/31 | Target").text
    assert row_words(Statement("p", 0, 1, "x", "row")) == ""


LAMPS = paper("lamps", "Lamps Annual Report 2030/31", meeting_date=date(2031, 11, 4))
PIERS = paper("piers", "Piers and Jetties", meeting_date=date(2031, 11, 4))
DAYED = paper("dayed", "Performance Report – 4 November 2031", meeting_date=date(2031, 11, 4))


def asked(question):
    """A question of one time, as the search found it."""
    periods = find_periods(question, date(2032, 6, 8))
    scoped = Scoped(Scope(periods=tuple(p.text for p in periods)), periods)
    return SimpleNamespace(query=SimpleNamespace(wanted=read_want(question)), retrieved=(), searched=(), scoped=scoped)


@pytest.mark.parametrize(
    ("question", "quotes", "of"),
    [
        ("How many lamps failed in 2031/32?", [("We lost 25 lamps.", LAMPS)], [False]),  # its meeting is in that year
        ("How many lamps failed in 2031/32?", [("25 failed; 31 in 2031/32.", LAMPS)], [True]),
        ("How many lamps failed in Q2 2031/32?", [("12 failed at Q2 2030/31.", PIERS)], [True]),  # named beside its own
        ("How many lamps failed in Q2 2029/30?", [("12 failed.", LAMPS), ("Q2 2029/30 | 9", PIERS)], [False, True]),
        ("How many lamps failed in Q2 2031/32?", [("12 failed.", DAYED)], [True]),  # the day is its meeting's
        ("How many lamps failed in Q3 2032/33?", [("12 failed.", DAYED)], [False]),
        ("How many lamps failed last year?", [("We lost 25 lamps.", LAMPS)], [True]),  # told from today
    ],
)
def test_a_quote_of_another_time_than_the_one_asked_about_is_known(question, quotes, of):
    found = asked(question)
    made = [quote(words, item) for words, item in quotes]
    time = the_time(found)
    assert [time is None or is_told_of(one, time) for one in made] == of
    assert bool(lacking(found, made)) == (not any(of))


BODY = "Lamps Committee"
SPRING = paper("spring", "Lamps Update", meeting_date=date(2031, 5, 15), committee=BODY)
AUTUMN = paper("autumn", "Lamps Update", meeting_date=date(2031, 10, 23), committee=BODY)
PARISH = paper("parish", "Lamps Update", meeting_date=date(2031, 5, 12), committee="Parish Council")
BARE = paper("bare", "Lamps Update", meeting_date=None, committee=None)
BARE_MAY = paper("bare-may", "Lamps Update", meeting_date=date(2031, 5, 20), committee=None)


@pytest.mark.parametrize(
    ("question", "quotes", "order"),
    [
        ("What did the May 2031 update say of lamps?", [("A", AUTUMN), ("B", SPRING), ("C", PARISH)], "BAC"),
        ("What did the update of 15 May 2031 say of lamps?", [("A", AUTUMN), ("B", SPRING), ("C", PARISH)], "BAC"),
        ("What failed in May 2031?", [("A: 12 in May 2031", AUTUMN), ("B", SPRING)], "AB"),  # it prints the very month
        ("What failed in May 2031?", [("A", AUTUMN), ("C: 9 in May 2031", PARISH), ("B", SPRING)], "BAC"),
        ("What failed in May 2031?", [("A: 12 in 2031", AUTUMN), ("B", SPRING)], "BA"),
        ("What failed in May 2031?", [("A", AUTUMN), ("C", PARISH)], "AC"),  # another body met then
        ("What failed in May 2031?", [("A", BARE), ("D", BARE_MAY)], "AD"),  # whose body nobody knows
        ("What failed in June 2031?", [("A", AUTUMN), ("B", SPRING)], "AB"),  # nobody met then
        ("What failed since May 2031?", [("A", AUTUMN), ("B", SPRING)], "AB"),
        ("What failed last May?", [("A", AUTUMN), ("B", SPRING)], "AB"),  # told from today
        ("What failed in May 2031 and in October 2031?", [("A", AUTUMN), ("B", SPRING)], "AB"),
        ("What failed?", [], ""),
    ],
)
def test_papers_of_the_meeting_asked_about_come_before_others_of_their_body(question, quotes, order):
    scoped = ScopeFinder([SPRING, AUTUMN, PARISH]).find(question)
    made = time_first(SimpleNamespace(scoped=scoped), [quote(words, item) for words, item in quotes])
    assert "".join(one.text[0] for one in made) == order


def test_a_point_of_a_minute_is_cited_with_its_minute_and_an_agendas_item_by_its_own_number():
    minutes = paper("minutes", "Minutes", kind="minutes")
    agenda = paper("agenda", "Agenda", kind="agenda", lists=(Listed("9", "Lamps"), Listed("10", "Gulls")))

    def place(text, item, **more):
        return place_words(Citation(1, stored(text, item, **more), text))

    assert place("It does not.", minutes, section="18. Questions › Reply", paragraph="1") == "minute 18, paragraph 1"
    assert place("It does.", minutes, section="18. Questions", paragraph="18.2") == "minute 18.2"
    assert place("It does.", minutes, paragraph="7.") == "minute 7"
    assert place("Gulls", agenda, paragraph="8") == "item 10"
    answer = compose("?", found(), [quote("No.", minutes, section="18. Questions", paragraph="1")], "answered")
    assert check_answer(answer) == answer
