"""What one can do with an answer: copy it, have it again, go on; and what the address keeps of it."""

from app.saved.chats import ChatStore, Feedback, FeedbackStore
from app.saved.records import AnswerRecord, QuestionRecord
from tests.unit.app.pages.conftest import QUESTION


def test_an_answer_is_copied_with_its_sources_and_a_link(make_page):
    page = make_page()
    page.ask(QUESTION)
    text, link = [code.value for code in page.app.code][:2]
    assert text.startswith(QUESTION)
    assert "412" in text
    assert "[1] Ferry Performance Report" in text
    assert link.endswith(f"?chat={page.app.query_params['chat']}&answer=1")


def test_the_last_answer_can_be_had_again(make_page):
    page = make_page()
    page.ask(QUESTION)
    chat = page.app.query_params["chat"]
    FeedbackStore(page.data).give(Feedback(chat, 1, False, "It is wrong"))
    page.button("retry-").click().run()
    assert not page.app.exception
    assert [asked[0] for asked in page.assistant.asked] == [QUESTION, QUESTION]
    saved = ChatStore(page.data).messages(chat)
    assert [type(message) for message in saved] == [QuestionRecord, AnswerRecord]
    assert FeedbackStore(page.data).all() == []


def test_a_quote_in_the_address_is_open_and_closes(make_page):
    page = make_page()
    page.ask(QUESTION)
    page.button("chip-").click().run()
    query = {name: page.app.query_params[name] for name in ("chat", "quote")}
    again = make_page(query=query)
    assert "data:image/png;base64," in again.html()
    again.button("close-quote").click().run()
    assert "quote" not in again.app.query_params
    assert "data:image/png;base64," not in again.html()


def test_the_first_quote_of_the_last_answer_stands_beside_it_until_that_is_closed(make_page):
    page = make_page()
    page.ask(QUESTION)
    assert "quote" not in page.app.query_params
    assert "data:image/png;base64," in page.html()
    page.button("close-quote").click().run()
    assert "data:image/png;base64," not in page.html()
    assert "Press a number to see its quote here" in page.html()
    page.ask(QUESTION)
    assert "data:image/png;base64," not in page.html()
    page.button("chip-").click().run()
    assert "data:image/png;base64," in page.html()


def test_an_address_that_leads_nowhere_harms_nothing(make_page):
    page = make_page(query={"quote": "9.x.y", "answer": "99", "meeting": "never", "paper": "../../etc", "kind": "x"})
    assert not page.app.exception
    assert page.app.title[0].value == "Ask the papers"


def test_chats_are_searched_once_there_are_many(make_page):
    page = make_page()
    store = ChatStore(page.data).of("a browser")
    for n in range(6):
        store.add(store.create(f"Chat {n}"), QuestionRecord(text=f"About gulls {n}?"))
    page.app.run()
    page.app.text_input(key="search-chats").set_value("gulls 3").run()
    names = [b.label for b in page.app.button if (b.key or "").startswith("chat-")]
    assert names == ["Chat 3"]
