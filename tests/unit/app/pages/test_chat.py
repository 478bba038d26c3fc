"""The chat page: asking, citations, drafts, saved chats, and what is shown when something is missing or
fails."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.parts.asking.answer import sentence_html
from app.parts.asking.scope import choices
from app.parts.asking.sources import grade
from app.saved.chats import ChatStore
from app.saved.records import AnswerRecord, CitationRecord, DraftRecord, FaultRecord, QuestionRecord
from index.faults import IndexMismatch, LlmFault
from index.store.aside import bring_back, set_aside
from rag.values import Link, Sentence
from tests.unit.app.pages.conftest import QUESTION


def chat_of(page) -> str:
    return page.app.query_params["chat"]


def test_the_start_offers_questions_made_from_the_papers(make_page):
    page = make_page()
    assert page.app.title[0].value == "Ask the papers"
    labels = [b.label for b in page.app.button if (b.key or "").startswith("example-")]
    assert any(text.startswith("What is the purpose of “") for text in labels)
    assert any(text.startswith("Draft questions for Harbour Strategy") for text in labels)


def test_an_example_is_asked_when_pressed(make_page):
    page = make_page()
    page.button("example-0").click().run()
    assert page.assistant.asked[0][0].startswith("What is the purpose of “")
    assert isinstance(ChatStore(page.data).messages(chat_of(page))[1], AnswerRecord)


def test_an_answer_has_chips_and_sources_and_its_chat_is_saved(make_page):
    page = make_page()
    page.ask(QUESTION)
    assert not page.app.exception
    assert "412" in page.html()
    assert page.button("chip-").label == "\\[1\\]"
    question, answer = ChatStore(page.data).messages(chat_of(page))
    assert question == QuestionRecord(text=QUESTION)
    assert isinstance(answer, AnswerRecord)


def test_the_registers_that_have_more_are_a_link_away_and_come_back_with_the_chat(make_page):
    page = make_page()
    page.assistant.links = (Link("timeline", "crossings"), Link("figures", "crossings"), Link("elsewhere", "crossings"))
    page.ask(QUESTION)
    assert not page.app.exception
    shown = {one.proto.label: one.proto.query_string for one in page.app.get("page_link")}
    assert shown["What meetings said on this"] == "topic=crossings"
    assert "Figures over time" in shown
    assert ChatStore(page.data).messages(chat_of(page))[1].links == page.assistant.links


def test_a_place_and_quote_is_shown_line_by_line_and_another_sentence_as_it_is():
    cited = [CitationRecord.model_construct(n=1, quote="Places\n<12> of 20")]
    shown = sentence_html(Sentence(text="The report, page 4: “Places <12> of 20” [1]", cites=(1,)), cited, {})
    assert '<p class="sq sq-place">The report, page 4</p>' in shown
    assert "Places<br>&lt;12&gt; of 20</blockquote>" in shown
    own = Sentence(text="Twelve of 20. [1]", cites=(1,))
    assert sentence_html(own, cited, {}) == '<p class="sq">Twelve of 20.</p>'


def test_the_sentence_that_answers_is_set_off_and_what_led_an_older_answer_stands_with_its_place():
    quote = "There are places.\nTwelve of 20 are taken. More will come."
    cited = [CitationRecord.model_construct(n=1, quote=quote, focus="Twelve of 20 are taken.")]
    text = f"12 – The report – 2024, page 4: “{' '.join(quote.split())}” [1]"
    shown = sentence_html(Sentence(text=text, cites=(1,)), cited, {})
    assert shown == (
        '<blockquote class="sq sq-quote">There are places.<br>'
        "<b>Twelve of 20 are taken.</b> More will come.</blockquote>"
        '<p class="sq sq-place">12 – The report – 2024, page 4</p>'
    )


def test_a_long_quote_shows_what_is_around_the_sentence_that_answers_and_unfolds():
    far, near = "This says little & nothing of it and is long. " * 9, "It was 12 in May & June. "
    quote = f"{far}{near}{far}".strip()
    cited = [CitationRecord.model_construct(n=2, quote=quote, focus=near.strip())]
    shown = sentence_html(Sentence(text=f"The report: “{quote}” [2]", cites=(2,)), cited, {})
    cut, whole = shown.split("<details")
    assert cut.startswith('<blockquote class="sq sq-quote">… <b>It was 12 in May &amp; June.</b> This says')
    assert cut.count("little &amp; nothing") == 3
    assert whole.count("little &amp; nothing") == 18


def test_the_chat_survives_a_reload(make_page):
    page = make_page()
    page.ask(QUESTION)
    again = make_page(chat=chat_of(page))
    assert "412" in again.html()
    again.ask("and in June?")
    (_, turns, _) = again.assistant.asked[0]
    assert [turn.question for turn in turns] == [QUESTION]


def test_a_chip_opens_the_page_with_the_quote_boxed(make_page):
    page = make_page()
    page.ask(QUESTION)
    page.button("chip-").click().run()
    assert not page.app.exception
    assert 'alt="PDF page 1 of Ferry Committee 04-06-2024.pdf with the quote boxed (1 lines)"' in page.html()
    assert "data:image/png;base64," in page.html()
    forward = next(b for b in page.app.button if (b.key or "").endswith("-forward"))
    assert forward.label == "Next"
    assert not forward.disabled


def test_a_text_paper_shows_the_words_around_with_the_quote_marked(make_page):
    page = make_page()
    page.ask("channel dredged metres July")
    page.button("chip-").click().run()
    assert not page.app.exception
    assert "<mark>" in page.html()
    assert "data:image" not in page.html()


def test_papers_words_are_never_markdown_or_html(make_page):
    page = make_page()
    page.ask("asks the Committee to note the strategy for dredging")
    assert "to note the strategy for dredging" in page.html()
    assert "evil.example" not in page.html()
    markdown = "\n".join(m.value for m in page.app.markdown) + "\n".join(c.value for c in page.app.caption)
    assert "evil.example" not in markdown


def test_a_picked_paper_narrows_the_question_and_offers_a_draft(make_page):
    page = make_page()
    page.app.multiselect(key="pick-meeting").select("2024-06-04").run()
    paper = next(id for id, words in choices(page.library.items())["paper"].items() if "Performance" in words)
    page.app.multiselect(key="pick-paper").select(paper).run()
    assert next(b.label for b in page.app.button if (b.key or "").startswith("scope-chip-")) == "4 June 2024"
    page.ask(QUESTION)
    (_, _, scope) = page.assistant.asked[0]
    titles = [page.library.item(id).title for id in scope.items]
    assert all("Performance" in title for title in titles)
    page.button("draft-this").click().run()
    assert not page.app.exception
    draft = ChatStore(page.data).messages(chat_of(page))[-1]
    assert isinstance(draft, DraftRecord)
    assert "Why did it fall?" in page.html()
    assert any("1 silent · 1 partly answered" in caption.value for caption in page.app.caption)
    assert page.app.get("download_button")


def test_a_draft_of_prompts_alone_leads_to_them(make_page, monkeypatch):
    page = make_page()
    drafted = page.assistant.draft
    monkeypatch.setattr(page.assistant, "draft", lambda *given: replace(drafted(*given), questions=()))
    page.ask("draft questions for the harbour strategy")
    assert any("1 silent" in caption.value for caption in page.app.caption)
    links = {link.proto.label: link.proto.query_string for link in page.app.get("page_link")}
    report = ChatStore(page.data).messages(chat_of(page))[-1].item_id
    assert links["Pick, edit and order these on the page Prepare"] == f"report={report}"


def test_a_draft_can_be_typed(make_page):
    page = make_page()
    page.ask("draft questions for the harbour strategy")
    draft = ChatStore(page.data).messages(chat_of(page))[-1]
    assert isinstance(draft, DraftRecord)
    assert draft.report == "Harbour Strategy"


@pytest.mark.parametrize(
    ("typed", "words"),
    [("draft questions", "Which report?"), ("draft questions for the zoo", "There is no paper called “zoo”.")],
)
def test_a_draft_of_nothing_says_what_to_do(make_page, typed, words):
    page = make_page()
    page.ask(typed)
    assert any(words.split("“")[0] in w.value.replace("\\", "") for w in page.app.warning)


def test_a_question_that_finds_nothing(make_page):
    page = make_page()
    page.ask("zzzz qqqq")
    assert any("That does not mean it was never said" in c.value for c in page.app.caption)


@pytest.mark.parametrize("question", ["?", "x", "…!?,.", "草案有什么问题", "crossings " * 5000])
def test_odd_questions_are_saved_and_answered(make_page, question):
    page = make_page()
    page.ask(question)
    assert not page.app.exception
    saved, reply = ChatStore(page.data).messages(chat_of(page))
    assert saved == QuestionRecord(text=question)
    assert isinstance(reply, AnswerRecord)
    assert len(re.sub(r"data:image/png;base64,[\w+/=]+", "", page.html())) < 20_000


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (LlmFault("The model does not answer.", "Start it."), "The model does not answer."),
        (RuntimeError("secret path /x"), "Something went wrong while answering."),
    ],
)
def test_a_fault_is_said_in_words_and_loses_nothing(make_page, fault, words):
    page = make_page(fault=fault)
    page.ask(QUESTION)
    assert not page.app.exception
    saved, reply = ChatStore(page.data).messages(chat_of(page))
    assert saved == QuestionRecord(text=QUESTION)
    assert isinstance(reply, FaultRecord)
    assert reply.message == words
    assert "secret" not in reply.model_dump_json()


def test_a_question_cut_off_can_be_asked_again(make_page):
    page = make_page()
    store = ChatStore(page.data)
    id = store.create("cut off")
    store.add(id, QuestionRecord(text=QUESTION))
    again = make_page(chat=id)
    again.button("again").click().run()
    assert isinstance(store.messages(id)[-1], AnswerRecord)


def test_an_unknown_chat_offers_a_new_one(make_page):
    page = make_page(chat="nonsense")
    assert "There is no such chat." in page.app.warning[0].value


def test_chats_are_listed_renamed_deleted_and_brought_back(make_page):
    page = make_page()
    page.ask(QUESTION)
    id = chat_of(page)
    page.button(f"more-{id}").click().run()
    page.app.text_input(key=f"name-{id}").set_value("Ferries")
    page.button(f"rename-{id}").click().run()
    assert page.button(f"chat-{id}").label == "Ferries"
    page.button(f"delete-{id}").click().run()
    assert "chat" not in page.app.query_params
    assert not [b for b in page.app.button if b.key == f"chat-{id}"]
    page.button("undo").click().run()
    assert chat_of(page) == id
    assert page.button(f"chat-{id}").label == "Ferries"


def test_a_browser_lists_its_own_chats_and_opens_anothers_by_its_link(make_page):
    page = make_page(browser="ann")
    page.ask(QUESTION)
    chat = chat_of(page)
    other = make_page(browser="bob")
    assert not [b for b in other.app.button if (b.key or "").startswith("chat-")]
    linked = make_page(browser="bob", chat=chat)
    assert "412" in linked.html()
    assert not [b for b in linked.app.button if (b.key or "").startswith("chat-")]


def test_an_index_that_cannot_be_opened_is_said_in_words(make_page):
    shown = make_page(page="home", broken=IndexMismatch("This index was made with another model.", "Use the same one."))
    assert not shown.app.exception
    assert "made with another model" in shown.app.error[0].value
    assert "Use the same one" in shown.app.info[0].value


def test_no_papers_at_all(make_page):
    page = make_page(empty=True)
    assert page.app.title[0].value == "No papers yet"
    assert not page.app.chat_input


def test_a_withdrawn_paper_vanishes_from_an_open_chat(make_page):
    page = make_page()
    page.ask(QUESTION)
    item = page.library.items()[0]
    document = next(d for d in page.library.documents() if d.path.endswith(".pdf"))
    assert item
    page.library.on_withdraw.append(lambda w: ChatStore(page.data).withdraw(w.document_id))
    page.library.withdraw(document.id)
    page.app.run()
    assert "412" not in page.html()
    assert not page.app.exception


def test_a_paper_set_aside_vanishes_from_an_open_chat_and_comes_back(make_page):
    page = make_page()
    page.ask(QUESTION)
    document = next(d for d in page.library.documents() if d.path.endswith(".pdf"))
    set_aside(page.library, document.id, datetime.now(UTC) + timedelta(days=7))
    page.app.run()
    assert "412" not in page.html()
    bring_back(page.library, document.id)
    page.app.run()
    assert "412" in page.html()


def test_what_a_follow_up_was_understood_as_is_said_and_one_press_asks_it_alone(make_page):
    page = make_page()
    page.ask("How many crossings were there in 2024?")
    page.ask("and the year before?")
    assert "How many crossings were there in 2023?" in page.button("scope-chip-understood").label
    page.button("scope-chip-understood").click().run()
    assert not page.app.exception
    assert [scope.ignored if scope else () for _, _, scope in page.assistant.asked][-1] == ("chat",)
    assert not any(b.key == "scope-chip-understood" for b in page.app.button)


def test_what_a_question_named_can_be_left_out_and_the_question_asked_again(make_page):
    page = make_page()
    day = max(i.meeting_date for i in page.assistant.library.items() if i.meeting_date)
    page.ask(f"How many crossings were there in {day.year}?")
    page.button("scope-chip-without-").click().run()
    assert not page.app.exception
    assert [scope.ignored if scope else () for _, _, scope in page.assistant.asked] == [(), ("periods",)]
    messages = ChatStore(page.data).messages(chat_of(page))
    assert [m.ignored for m in messages if isinstance(m, QuestionRecord)] == [(), ("periods",)]
    assert not any((b.key or "").startswith("scope-chip-without-") for b in page.app.button)


def test_a_paper_is_left_out_by_its_box_and_asked_with_again(make_page):
    page = make_page()
    page.ask("crossings and depths of the channel in July")
    boxes = [box.key for box in page.app.checkbox]
    assert len(boxes) == 2
    assert "· bears on it" in page.html()
    page.app.checkbox(key=boxes[0]).uncheck().run()
    assert not page.app.exception
    gone = boxes[0].rsplit("-", 1)[1]
    question, _answer = ChatStore(page.data).messages(chat_of(page))
    assert question.without == (gone,)
    assert page.assistant.asked[-1][2].without == (gone,)
    left = page.app.checkbox(key=boxes[0])
    assert left.label.endswith("\\(left out\\)")
    assert not left.value
    left.check().run()
    assert [m.without for m in ChatStore(page.data).messages(chat_of(page)) if isinstance(m, QuestionRecord)] == [()]
    assert page.assistant.asked[-1][1] == ()  # it is no follow-up of itself
    assert "the next one looks in all again" in "".join(caption.value for caption in page.app.caption)
    page.ask("and in June?")
    assert page.assistant.asked[-1][2] is None  # all papers again, as it is said
    assert len(page.app.checkbox) < 4  # those of the last answer alone


@pytest.mark.parametrize(
    ("status", "more", "told"),
    [("answered", False, "bears"), ("partial", True, "nearby"), ("nearest", False, "nearby")],
)
def test_how_near_a_source_is_is_told_by_what_chose_it(status, more, told):
    said = (Sentence("12 [1][2]", (1, 2), more=more),)
    answer = AnswerRecord(question="?", status=status, text="", sentences=said)
    assert grade(answer, 2) == told
    assert grade(answer, 3) == "nearby"
