"""Every way to a restricted paper that names it: its id in an address, a saved list or chat, a quote, a page's picture,
a search for its words. Whoever may not see it gets none of its words; whoever may gets them, so that each way is one.
"""

import pytest

from app.saved.chats import ChatStore, Feedback, FeedbackStore
from app.saved.lists import ListedQuestion, ListStore
from app.saved.records import AnswerRecord, CitationRecord, QuestionRecord
from app.saved.restrictions import AccessStore
from app.saved.viewer import Restriction, Viewer
from rag.values import Citation, Sentence
from tests.unit.app.pages.conftest import PDF_NAME, QUESTION

OFFICER = Viewer("o@x", "Olive", "officer", frozenset({"ferry overview committee"}))
NOT_ADMITTED = {
    "nobody": Viewer(),
    "no role": Viewer("n@x", "Nia"),
    "member of another committee": Viewer("m@x", "Mo", "member", frozenset({"harbour board"})),
    "officer of another committee": Viewer("p@x", "Pat", "officer", frozenset({"harbour board"})),
}
# The figure with what stands beside it: three digits alone stand now and then in an element's random id.
FIGURE = ("to 412", "412 in", "412 crossings", "*412", ">412")
SECRETS = (*FIGURE, "skippers", "crossings fell", "Ferry Performance", "4 June 2024", PDF_NAME)


def sent(app) -> str:
    """All that is sent to the browser: what is shown, what is shown on hover, what can be chosen, and pictures."""
    return "\n".join(str(element.proto) for element in app._tree if getattr(element, "proto", None)).replace("\\", "")


class Restricted:
    """Pages over an index whose PDF only officers of its committee may see, and what names it."""

    def __init__(self, make_page) -> None:
        self._make = make_page
        page = make_page()
        self.data = page.data
        self.document = next(d for d in page.library.documents() if d.path == PDF_NAME)
        self.item = next(i for i in page.library.items() if i.document_id == self.document.id)
        self.passage = next(p for p in page.library.passages(self.item.id) if "412" in p.text)
        cited = CitationRecord.of(Citation(1, self.passage, self.passage.text))
        said = (Sentence(f"The number of crossings fell to 412: {self.passage.text}", (1,)),)
        told = {"question": QUESTION, "status": "answered", "text": said[0].text}
        answer = AnswerRecord(**told, sentences=said, citations=(cited,))
        question = ListedQuestion(text="Why 412 crossings?", drafted="Why 412 crossings?", citations=(cited,))
        self.saved = {}
        for viewer in (OFFICER, *NOT_ADMITTED.values()):  # before it was restricted each had saved what it says
            chats = ChatStore(self.data).of(viewer.id or "x")
            chat = chats.create("Ferries")
            chats.add(chat, QuestionRecord(text="What of the ferries?"))
            chats.add(chat, answer)
            lists = ListStore(self.data, owner=viewer.id)
            listed = lists.create("Mine", self.item.id, self.document.id, "A report", None)
            lists.add(listed, question.asked_of(self.item))
            FeedbackStore(self.data).give(Feedback(chat, 1, False, "The figure is wrong", "Less."))
            self.saved[viewer.id] = chat, listed
        AccessStore(self.data).restrict(
            Restriction(self.document.id, self.document.path, ("member", "officer"), ("Ferry Overview Committee",))
        )

    def see(self, viewer: Viewer, way: str) -> str:
        """All that a viewer is shown on that way to the paper."""
        chat, listed = self.saved[viewer.id]
        officers_chat, officers_list = self.saved[OFFICER.id]
        where = {
            "its page": ("paper", {"id": self.item.id}),
            "its second page": ("paper", {"id": self.item.id, "page": "2"}),
            "what was read of it": ("read", {"document": self.document.id[:12]}),
            "a draft of it": ("prepare", {"report": self.item.id}),
            "its meeting": ("home", {"meeting": "2024-06-04", "committee": "Ferry Overview Committee"}),
            "its meeting's list": ("prepare", {"meeting": "2024-06-04"}),
            "a list of one's own": ("prepare", {"report": self.item.id, "list": listed}),
            "an officer's list": ("prepare", {"report": self.item.id, "list": officers_list}),
            "a chat of one's own": ("ask", {"chat": chat}),
            "an officer's chat": ("ask", {"chat": officers_chat}),
            "a quote": ("ask", {"chat": chat, "quote": f"1.{self.passage.id}.1"}),
            "looking in it alone": ("ask", {"paper": self.item.id}),
            "a topic over time": ("timeline", {"topic": "crossings"}),
            "promises": ("commitments", {"find": "crossings"}),
            "the papers": ("papers", {}),
            "all that is held": ("about", {}),
            "figures": ("figures", {"find": "crossings"}),
            "who may see what": ("access", {}),
            "a draft to check": ("check", {}),
        }
        page, query = where[way]
        shown = self._make(page=page, viewer=viewer, query=query)
        assert not shown.app.exception
        if way == "looking in it alone":
            shown.ask(QUESTION)
        return sent(shown.app)


WAYS = ("its page", "its second page", "what was read of it", "a draft of it", "its meeting", "its meeting's list",
        "a list of one's own", "an officer's list", "a chat of one's own", "an officer's chat", "a quote",
        "looking in it alone", "a topic over time", "promises", "the papers", "all that is held", "figures",
        "who may see what", "a draft to check")  # fmt: skip
# Nothing was promised in it, nor measured twice; a chat is its owner's, restrictions are administrators' alone.
HAVE_NO_WORDS = {"promises", "figures", "an officer's chat", "who may see what", "a draft to check"}


@pytest.mark.parametrize("viewer", NOT_ADMITTED)
def test_no_way_leads_to_a_restricted_paper(make_page, viewer):
    restricted = Restricted(make_page)
    for way in WAYS:
        shown = restricted.see(NOT_ADMITTED[viewer], way).casefold().replace("302240", " ")  # no line ends in a date
        asked = QUESTION.casefold() if way == "looking in it alone" else ""
        assert [secret for secret in SECRETS if secret.casefold() in shown.replace(asked, "")] == [], way


def test_each_of_these_ways_leads_to_it_for_those_who_may(make_page):
    restricted = Restricted(make_page)
    for way in set(WAYS) - HAVE_NO_WORDS:
        shown = restricted.see(OFFICER, way).casefold().replace("302240", " ")
        assert any(secret.casefold() in shown for secret in SECRETS), way
