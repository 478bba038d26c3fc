"""A question of a register's own form is answered by all that the register holds; a question put at a meeting never
stands without its reply.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.language.statements import Statement
from index.store.library import Library
from rag.ask import registers
from rag.ask.excerpts import Quote
from rag.ask.progress import Inquiry, Progress, Writer
from rag.ask.recorded import with_decision, with_movers, with_replies, with_votes
from rag.ask.registers import _heads_told
from rag.ask.steps import leave_out_furniture
from rag.assistant import Assistant
from rag.values import Answer, Scope
from tests.fakes import HashEmbedding
from tests.unit.rag.council import clue, paper, stored

MARCH = """Minutes of a meeting of the HARBOUR COMMITTEE held in the Customs House on Tuesday, 12 March 2031

Present: Mrs Quill (Chairman), Mr Reed and Mr Pike

14. Minutes

The minutes of 4 February 2031 were taken as read, confirmed and signed.

15. Question Time

The following question was asked by Mr T Tidy:

“How many gulls nested on the pier in 2030, and what was done for them?”

The Chairman replied as follows:

“Forty-one pairs nested on the pier. Nine nest boxes were put up by the harbour crew.”

16. Ferry Timetable

The Committee considered a report on the ferry timetable.

RESOLVED:

(a) That the winter timetable be kept until the spring of 2032;

(b) That the Harbour Master report on the late ferries to the next meeting.

17. Lamps

RESOLVED: That the report on the lamps be noted.
"""
FEBRUARY = """Minutes of a meeting of the HARBOUR COMMITTEE held in the Customs House on Tuesday, 4 February 2031

Present: Mrs Quill (Chairman) and Mr Reed

9. Foghorn

RESOLVED: That the foghorn be sounded at noon.

10. Dredging

The Committee heard of the dredging of the basin, and of the gulls.
"""
AGENDA = """HARBOUR COMMITTEE

Tuesday, 9 April 2031

AGENDA

1. Apologies for absence

2. Minutes of the meeting held on 12 March 2031 (Pages 3 - 8)

3. Dredging of the inner basin (Pages 9 - 14)
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    packs = tmp_path_factory.mktemp("harbour")
    for name, text in {"march": MARCH, "february": FEBRUARY, "agenda": AGENDA}.items():
        (packs / f"{name}.txt").write_text(text, encoding="utf-8")
    with Library.open(tmp_path_factory.mktemp("harbour-data"), HashEmbedding()) as library:
        assert {line.status for line in ingest([packs], library, parse)} == {"added"}
        yield Assistant(library)


@pytest.mark.parametrize(("kind", "kept"), [("front", 1), ("contents", 1), ("head", 1), ("prose", 2), ("row", 2)])
def test_what_frames_a_papers_text_is_no_quote_unless_it_bears_most(kind, kept):
    quotes = tuple(Quote(clue(stored(text, id=text)), 0, 9) for text in ("To: The harbour.", "From: The pier."))
    statements = [Statement(q.clue.passage.id, q.clue.start, q.clue.end, q.text, kind) for q in quotes]
    sources = SimpleNamespace(library=SimpleNamespace(statements_of=lambda ids: statements))
    assert leave_out_furniture(Progress(Inquiry("?"), sources, Writer(), quotes=quotes)).quotes == quotes[:kept]


def by_register(answer: Answer) -> bool:
    return any(step.step == "register" for step in answer.trace)


@pytest.mark.parametrize(
    "question",
    [
        "What was resolved at the meeting of 12 March 2031?",
        "What did the Harbour Committee decide on 12 March 2031?",
        "List all decisions of the last meeting",
        "resolutions, 12 March 2031",
    ],
)
def test_what_a_meeting_resolved_is_all_of_it_in_order(harbour, question):
    answer = harbour.ask(question)
    assert by_register(answer)
    assert [" ".join(c.quote.split()[:4]) for c in answer.citations] == [
        "That the winter timetable",
        "That the Harbour Master",
        "That the report on",
    ]
    assert "16. Ferry Timetable" in answer.sentences[0].text
    assert (answer.status, answer.dropped) == ("answered", ())
    assert answer.as_json()["short"].count("[") == 3


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Who was at the meeting of 12 March 2031?", "Present: Mrs Quill (Chairman), Mr Reed and Mr Pike"),
        ("Who attended on 4 February 2031?", "Present: Mrs Quill (Chairman) and Mr Reed"),
        ("Which members were present on 4 February 2031?", "Present: Mrs Quill (Chairman) and Mr Reed"),
        ("Who sits on the Harbour Committee?", "Present: Mrs Quill (Chairman), Mr Reed and Mr Pike"),
        ("Who chairs the Harbour Committee?", "Present: Mrs Quill (Chairman), Mr Reed and Mr Pike"),
    ],
)
def test_who_was_there_is_what_minutes_print_of_it(harbour, question, quote):
    answer = harbour.ask(question)
    assert by_register(answer)
    assert [c.quote for c in answer.citations] == [quote]


@pytest.mark.parametrize(
    "question",
    [
        "What was resolved about the ferry timetable?",
        "What was resolved?",  # at which meeting?
        "What was decided on 1 May 2029?",
        "Who was thanked at the meeting of 12 March 2031?",
        "Who chairs the ferry working group?",
        "Who attended the opening of the pier?",
        "Which members asked about gulls?",
        "Did anyone want to be chairman?",
        "How many members did the Harbour Committee have in March 2031?",
        "Does the report mention late ferries?",
    ],
)
def test_a_question_with_a_subject_of_its_own_is_searched_for(harbour, question):
    assert not by_register(harbour.ask(question))


def test_what_minutes_tell_in_sentences_is_what_the_register_holds_of_them(harbour, monkeypatch):
    library = harbour.library
    item = next(i for i in library.items() if i.kind == "minutes")
    own = next(p for p in library.passages(item.id) if "noted" in p.text or "noon" in p.text)
    words = own.text.split("\n")[-1]
    other = next(p for i in library.items() if i.id != item.id for p in library.passages(i.id))
    held = [
        SimpleNamespace(kind=kind, citation=SimpleNamespace(passage=passage, quote=quote))
        for kind, passage, quote in (
            ("resolution", own, words),
            ("undertaking", own, own.text.split("\n")[0]),
            ("resolution", other, other.text),
        )
    ]
    monkeypatch.setattr(registers, "kept_register", lambda library: held)
    monkeypatch.setattr(registers, "read_said", lambda passages: ())
    assert [quote.text for quote in registers._resolved(item, library)] == [words]
    monkeypatch.setattr(registers, "kept_register", lambda library: None)  # not worked out
    assert registers._resolved(item, library) == []


def test_the_one_meeting_that_was_picked_needs_no_name(harbour):
    item = next(i for i in harbour.library.items() if i.meeting_date and i.meeting_date.month == 2)
    answer = harbour.ask("What was resolved?", scope=Scope(items=(item.id,)))
    assert [c.quote for c in answer.citations] == ["That the foghorn be sounded at noon."]


def test_an_agenda_is_listed_in_its_order(harbour):
    answer = harbour.ask("What is on the agenda?")
    assert [c.quote[:8] for c in answer.citations] == ["Apologie", "Minutes ", "Dredging"]


def test_papers_that_mention_a_thing_are_counted_and_listed_newest_first(harbour):
    answer = harbour.ask("Which papers mention gulls?")
    assert [c.passage.item.meeting_date.month for c in answer.citations] == [3, 2]
    assert all("gulls" in c.quote for c in answer.citations)
    assert answer.notice.startswith("2 of the 3 papers searched mention it.")
    assert not by_register(harbour.ask("Which papers mention submarines?"))


TABLE = "A named vote was asked for.\nCouncillor | For | Against\nQuill | X |\nReed | | X\n\nThe motion was lost.\nTea."
LINES = "Moved by Quill.\nAyes: Quill, Pike\nNays: Reed\nAbsent: Tidy\nMotion carried 2-1.\n5. Lamps"


STORE = SimpleNamespace(passages=lambda _: [])


@pytest.mark.parametrize(
    ("text", "record"),
    [
        (TABLE, "Councillor | For | Against\nQuill | X |\nReed | | X\n\nThe motion was lost."),
        (LINES, "Ayes: Quill, Pike\nNays: Reed\nAbsent: Tidy\nMotion carried 2-1."),
        ("**For (2):** Quill, Pike\n\n**Against (1):** Reed", "**For (2):** Quill, Pike\n\n**Against (1):** Reed"),
        ("For: the record, it rained.\nThe motion was carried.", None),
        ("Name | Rate\nQuill | 2", None),
    ],
)
def test_a_recorded_vote_is_quoted_whole_and_first(text, record):
    minutes = stored(text, paper("m", "Minutes", kind="minutes"), id="vote")
    quotes = [Quote(clue(minutes), 0, 9), Quote(clue(stored("Gulls.", id="other")), 0, 6)]
    shown = [q.text for q in with_votes("Who voted against the lamps?", quotes, STORE)]
    assert shown[0] == (record or text[:9])
    assert shown[-1] == "Gulls."
    assert with_votes("What of the lamps?", quotes, STORE) == quotes
    assert with_votes("Who voted?", quotes[1:], STORE) == quotes[1:]


MINUTES = paper("m", "Minutes", kind="minutes")
WHO = "Who proposed and who seconded it?"


def moved(*texts, at=0, entry="7. Lamps", question=WHO):
    """The quotes for the first words of one of some passages of an entry, which are stored side by side."""
    passages = [stored(t, MINUTES, f"m{n}", ordinal=n, section=entry) for n, t in enumerate(texts)]
    library = SimpleNamespace(passages=lambda _: passages)
    first = Quote(clue(passages[at]), 0, len(texts[at].partition(".")[0]) + 1)
    return [q.text for q in with_movers(question, [first], library)]


def test_who_moved_is_quoted_with_what_was_moved():
    apart = "The lamps were approved. Proposed. Cllr Ash, Seconded Cllr Elm, all in favour. The pier was closed."
    assert moved(apart) == ["The lamps were approved. Proposed. Cllr Ash, Seconded Cllr Elm, all in favour."]
    before = "Cllr Ash moved that the lamps be lit. Cllr Elm seconded it."
    assert moved("Lamps be lit: carried.", before) == ["Lamps be lit: carried.", before]
    assert moved(before, "RESOLVED: lamps be lit.", at=1) == ["RESOLVED: lamps be lit.", before]
    assert moved("Lamps be lit.", "Motion: Ash\n\nSecond: Elm\n\nCarried.")[1] == "Motion: Ash\n\nSecond: Elm"


def test_nobody_is_sought_who_stands_there_or_is_not_asked_after():
    said = "It was moved by Cllr Ash. It was lost. Cllr Elm seconded another."
    assert moved(said) == ["It was moved by Cllr Ash."]
    far = "Lamps be lit. It is dark. It rains. It snows. Cllr Ash moved this."
    assert moved(far) == ["Lamps be lit."]
    for question in ("What was seconded?", "Who asked?"):
        assert moved("Lamps be lit. Seconded by Cllr Elm.", question=question) == ["Lamps be lit."]
    assert moved("Lamps be lit.", "Seconded by Cllr Elm.", entry="") == ["Lamps be lit."]


def test_a_question_put_at_a_meeting_is_answered_with_its_reply(harbour):
    answer = harbour.ask("What was asked by Mr Tidy on gulls that nested on the pier, and what was done for them?")
    asked = next(c.n for c in answer.citations if "what was done for them?" in c.quote)
    replied = next(c.n for c in answer.citations if "Forty-one pairs" in c.quote)
    assert replied <= asked
    alone = Assistant(harbour.library, without=["replies"]).ask("How many gulls nested on the pier in 2030?")
    assert alone.citations


def test_a_record_of_one_side_that_goes_on_in_the_next_passage_is_quoted_whole():
    texts = ["Lamps be lit.\n> |Yeas:|\n> |-|\n> |Quill|", "> |Reed|\n> **Motion Passed (2 to 0)**\n\n****", "> |Elm|"]
    passages = [stored(t, MINUTES, f"v{n}", ordinal=n, section="4. Lamps") for n, t in enumerate(texts)]
    library = SimpleNamespace(passages=lambda _: passages)
    shown = with_votes("Who voted for the lamps?", [Quote(clue(p), 0, 8) for p in passages[1::-1]], library)
    assert [q.text for q in shown] == [
        "> |Yeas:|\n> |-|\n> |Quill|", "> |Reed|\n> **Motion Passed (2 to 0)**", "Lamps be"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        "What did the committee decide about the ferry timetable?",
        "What was resolved on the timetable of the ferry?",
        "What was agreed on the ferry timetable in March 2031?",
    ],
)
def test_what_was_decided_on_a_thing_is_all_of_it_in_order(harbour, question):
    shown = [c.quote for c in harbour.ask(question).citations]
    assert "winter timetable" in shown[0]
    assert "late ferries" in shown[1]


def test_what_is_only_named_as_decided_is_searched_for():
    text = "16. Ferries\n\nThe ferries were late.\n\nRESOLVED: That the lamps be lit until the spring."
    minutes = stored(text, MINUTES, id="d", section="16. Ferries")
    quotes = [Quote(clue(minutes, (13, 35)), 13, 35)]
    library = SimpleNamespace(passages=lambda _: [minutes])
    for question in ("Why was the ferries decision late?", "What were the ferries agreed in May?"):
        assert with_decision(question, quotes, library) == quotes
    assert "lamps be lit" in with_decision("What was decided on the ferries?", quotes, library)[0].text


def test_a_long_reply_is_shown_from_the_sentence_that_bears_most_and_before_the_question():
    asked = "Question by Mr Tidy:\n\nCan the lease of the pier go on?"
    reply = f"Reply by the Chairman:\n\n{'The crew has much to do there. ' * 12}\n\nThe lease cannot go on."
    passages = [stored(t, MINUTES, f"r{n}", ordinal=n, section="5. Questions") for n, t in enumerate([asked, reply])]
    at = asked.index("Can")
    bears = SimpleNamespace(start=reply.index("The lease"), end=len(reply), late=1.0, near=1.0)
    reader = SimpleNamespace(read=lambda some: [SimpleNamespace(sentences=[bears] * (p is passages[1])) for p in some])
    question = Quote(clue(passages[0], (at, len(asked))), at, len(asked))
    shown = with_replies([question], SimpleNamespace(passages=lambda _: passages), reader)
    assert [q.text for q in shown] == ["The lease cannot go on.", "Can the lease of the pier go on?"]
    again = with_replies([question, shown[0]], SimpleNamespace(passages=lambda _: passages), reader)
    assert again == [shown[0], question]


def test_the_heads_over_names_are_said_of_the_quotes_that_have_none():
    def names(*texts):
        return [Quote(clue(stored(t, MINUTES, t)), 0, len(t)) for t in texts]

    assert _heads_told(names("Present: Quill, Reed\nApologies: Pike")) == ""
    assert _heads_told(names("Present:\nQuill", "Reed", "Apologies:\nPike", "Elm")) == (
        "[2] stands under “Present”; [4] stands under “Apologies”."
    )
    assert _heads_told(names("PRESENT:\nAPOLOGIES:\nQuill", "Reed")) == (
        "[2] stands under “PRESENT”, “APOLOGIES” (who is under which the page shows)."
    )
