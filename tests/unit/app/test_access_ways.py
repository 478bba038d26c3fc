"""Every way beside the pages to a restricted paper: what is worked out of the papers, each file given away, what other
assistants are told, what a language model is sent, and what is left in logs and on the disk. Whoever may not see the
paper gets none of its words by it; whoever may gets them, so that each way is one. The pages' own ways are in
`tests/unit/app/pages/test_access_routes.py`.
"""

import io
import json
import logging
import sqlite3
import zlib
from contextlib import suppress

import pytest
from docx import Document

from app.build import build_assistant
from app.exports import lookexports as files
from app.exports.briefing import briefing
from app.exports.listexports import Handout, list_briefing, list_page, proved
from app.exports.texts import answer_text
from app.saved.lists import ListedQuestion, ListStore
from app.saved.records import AnswerRecord, CitationRecord, DraftRecord
from app.saved.restrictions import AccessStore
from app.saved.viewer import Restriction, Viewer
from app.server.tools import Papers
from app.settings import Settings
from index.faults import Fault
from index.language.tokens import tokens
from index.store.library import Library
from index.store.verify import verify
from index.store.visible import VisibleLibrary
from rag.compare.check import check_draft
from rag.compare.draft import read_pasted
from rag.draft.material.known import known_lines
from rag.figures import open_ledger
from rag.figures.ledger import find
from rag.memory.history import history
from rag.memory.register import open_register
from rag.search.retriever import HybridRetriever
from rag.search.titles import find_paper
from rag.values import Citation, Scope, Turn, place
from tests.fakes import HashEmbedding
from tests.llmserver import Plan, connections_closed, serving
from tests.unit.rag import council

SECRETS = ("quinsybrook", "marlowfen", "9,471", "41.73", "tarnwhistle", "hidden.txt")
PACKS = {
    "public.txt": """
# minutes | 2030-11-12 | Minutes of the meeting of 12 November 2030

14. Lamps of the harbour.

The Harbour Master undertook to provide a note on lamps that failed in storms.

RESOLVED: That a report on dredging of the basin be presented to the next meeting of the Committee.

# report | 2031-06-10 | Dredging of the Basin

1. The purpose of this report is to tell members how the basin was dredged in spring 2031, at a cost of £4,200.

# report | 2031-06-10 | Quarterly Performance Report

2. The percentage of ferries on time rose to 91% in quarter 3 of 2030/31 (182 ferries).
""",
    "hidden.txt": """
# minutes | 2031-03-04 | Minutes of the meeting of 4 March 2031 on Quinsybrook

17. Lamps at Quinsybrook.

A member asked how many lamps had failed in storms. The Harbour Master said that nine had failed at Marlowfen.

The Harbour Master undertook to publish a map of lamps at Marlowfen by the end of December 2032.

RESOLVED: That a report on dredging at Marlowfen be presented to the next meeting of the Committee.

# report | 2031-06-10 | Dredging at Quinsybrook

1. Dredging of the basin at Quinsybrook cost £9,471 in spring 2031, which the Tarnwhistle fund paid.

2. The percentage of ferries on time fell to 41.73% in quarter 4 of 2030/31 (50 ferries).
""",
}
DRAFT = "Ferries\n\nThe percentage of ferries on time fell to 62% in quarter 4 of 2030/31."
ADMITTED = Viewer("o@x", "Olive", "officer", frozenset({"ferry overview committee"}))
NOT_ADMITTED = {
    "nobody": Viewer(),
    "no role": Viewer("n@x", "Nia"),
    "member of another committee": Viewer("m@x", "Mo", "member", frozenset({"harbour board"})),
    "officer of another committee": Viewer("p@x", "Pat", "officer", frozenset({"harbour board"})),
}
QUESTION = "What did dredging of the basin cost?"


class Seen:
    """The library and the assistant that the page gives a viewer, and the restricted paper's own names."""

    def __init__(self, whole: Library, viewer: Viewer, settings: Settings) -> None:
        access = AccessStore(settings.data)
        hidden = access.hidden_from(viewer)
        allowed = frozenset(d.id for d in whole.documents()) - hidden
        self.settings, self.whole = settings, whole
        self.library = VisibleLibrary(whole, allowed) if hidden else whole
        self.assistant = build_assistant(settings, self.library)
        own = [item for item in whole.items() if item.document == "hidden.txt"]
        self.minutes, self.report = own
        self.passage = next(p for p in whole.passages(self.report.id) if "9,471" in p.text)
        self.public = next(i for i in whole.items() if i.title == "Dredging of the Basin")

    def drafted(self, item) -> DraftRecord:
        return DraftRecord.of(self.assistant.draft(item.id), item.document_id)

    def history(self):
        return history(self.library, HybridRetriever(self.library), "lamps that failed in storms")

    def commitments(self):
        return open_register(self.library).all()

    def figures(self):
        return files.value_lines(self.library, find(open_ledger(self.library), "ferries on time"))

    def handout(self) -> Handout:
        lists = ListStore(self.settings.data)
        kept = lists.create("Mine", self.public.id, self.public.document_id, "Dredging", None)
        cited = CitationRecord.of(Citation(1, self.passage, self.passage.text))
        lists.add(kept, ListedQuestion(text="Why?", drafted="Why?", citations=(cited,)).asked_of(self.public))
        return Handout("Mine", None, "", proved(lists.get(kept), self.library))


def words(docx: bytes) -> str:
    document = Document(io.BytesIO(docx))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def answer(seen: Seen, question: str = QUESTION, *turns: Turn, scope: Scope | None = None) -> str:
    return json.dumps(seen.assistant.ask(question, turns, scope).as_json(), default=str)


def kept_register(seen: Seen) -> str:
    """The register as it lies on the disk for those who see what this viewer sees."""
    seen.commitments()
    hidden = [passage.id for item in (seen.report, seen.minutes) for passage in seen.whole.passages(item.id)]
    kept = [path.read_text() for path in seen.settings.data.glob("commitments*.json")]
    (own,) = (text for text in kept if f'"{seen.library.generation}"' in text)
    return own + SECRETS[0] * any(id in own for id in hidden)  # quotes are kept as places in passages


def kept_ledger(seen: Seen) -> str:
    """The figures as they lie on the disk for those who see what this viewer sees."""
    open_ledger(seen.library)
    with sqlite3.connect(seen.settings.data / "figures.sqlite") as connection:
        rows = connection.execute("SELECT body FROM ledger WHERE generation = ?", (seen.library.generation,))
        return "".join(zlib.decompress(body).decode() for (body,) in rows)


WAYS = {
    "an answer": answer,
    "an answer to copy": lambda s: answer_text(AnswerRecord.of(s.assistant.ask(QUESTION))),
    "an answer on its figures": lambda s: answer(s, "What was the percentage of ferries on time in quarter 4?"),
    "an answer from a register": lambda s: answer(s, "What was resolved in March 2031?"),
    "an answer in a chat": lambda s: answer(s, "And in spring 2031?", Turn(QUESTION)),
    "an answer within it": lambda s: answer(s, scope=Scope(items=(s.report.id,))),
    "an answer within its file": lambda s: answer(s, scope=Scope(documents=("hidden.txt",))),
    "a draft of it": lambda s: str(s.drafted(s.report)),
    "a draft beside it": lambda s: str(s.drafted(s.public)) + str(known_lines(s.library, s.public)),
    "a draft in Word": lambda s: words(briefing([s.drafted(s.report)])),
    "its title": lambda s: find_paper("Dredging at Quinsybrook", s.library.items()).title,
    "all papers": lambda s: str(s.library.items()) + str(s.library.documents()),
    "its passages": lambda s: str(s.library.passages(s.report.id)),
    "a passage": lambda s: str(place(s.library.passage(s.passage.id))) + s.library.passage(s.passage.id).text,
    "what is beside a passage": lambda s: str(s.library.neighbours(s.passage.id)),
    "a search for words": lambda s: str(
        s.library.passages_by_id([id for id, _ in s.library.search_words(tokens("dredging basin"), 20)])
    ),
    "how often a word stands": lambda s: (
        "tarnwhistle" * sum(s.library.document_frequency(tokens("Tarnwhistle")).values())
    ),
    "its file": lambda s: str(s.library.document(s.report.document_id)),
    "its statements": lambda s: str(s.library.statements(s.report.id)),
    "a history": lambda s: str([entry.as_json() for entry in s.history()]),
    "a history as CSV": lambda s: files.history_csv(s.history()),
    "a history in Word": lambda s: words(files.history_docx("dredging", s.history())),
    "the register": lambda s: str([c.as_json() for c in s.commitments()]),
    "the register on a topic": lambda s: str(open_register(s.library).about("dredging lamps")),
    "the register as CSV": lambda s: files.commitments_csv(s.commitments()),
    "the register in Word": lambda s: words(files.commitments_docx(s.commitments())),
    "the register on the disk": kept_register,
    "the figures": lambda s: str(s.figures()),
    "the figures as CSV": lambda s: files.figures_csv(s.figures()),
    "the figures on the disk": kept_ledger,
    "a list in Word": lambda s: words(list_briefing(s.handout())),
    "a list as a page": lambda s: list_page(s.handout()),
    "a draft report checked": lambda s: str(check_draft(read_pasted(DRAFT), s.library)),
    "what is verified": lambda s: str(verify(s.library).as_json()) + str(s.library.documents()),
}
TOOLS = {
    "ask": lambda p, s: p.ask(QUESTION),
    "ask of it": lambda p, s: p.ask("What did dredging cost according to the report of 10 June 2031?"),
    "draft": lambda p, s: p.draft(s.report.id),
    "draft by title": lambda p, s: p.draft("Dredging at Quinsybrook"),
    "draft beside": lambda p, s: p.draft(s.public.id),
    "history": lambda p, s: p.history("dredging"),
    "commitments": lambda p, s: p.commitments(),
    "commitments about": lambda p, s: p.commitments("lamps"),
    "figures": lambda p, s: p.figures("ferries on time"),
    "read_passage": lambda p, s: p.read_passage(s.passage.id),
}
MODEL = {  # by an officer who may see the paper, where restricted ones are to go to no model
    "an answer": lambda s: list(s.assistant.stream(QUESTION)),
    "an answer in a chat": lambda s: list(s.assistant.stream("And at Marlowfen?", [Turn("What of the lamps?")])),
    "a draft of it": lambda s: s.assistant.draft(s.report.id),
    "a draft beside it": lambda s: s.assistant.draft(s.public.id),
    "a summary of it": lambda s: s.assistant.summary(s.report.id),
    "a summary beside it": lambda s: s.assistant.summary(s.public.id),
    "a wish on it": lambda s: s.assistant.draft(s.report.id, wish="harder"),
    "a wish beside it": lambda s: s.assistant.draft(s.public.id, wish="harder"),
    "a wish in a chat": lambda s: s.assistant.wished("harder", [s.passage]),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A library with a paper that only officers of one committee may see."""
    packs = council.write(tmp_path_factory.mktemp("packs"), PACKS)
    data = tmp_path_factory.mktemp("ways") / "data"
    with Library.open(data, HashEmbedding()) as library:
        assert {line.status for line in council.index(library, packs)} == {"added"}
        id = library.document("hidden.txt").id
        AccessStore(data).restrict(Restriction(id, "hidden.txt", ("officer",), ("Ferry Overview Committee",)))
        open_register(library).all()
        open_ledger(library)
        yield library


def settings_of(library: Library, **more) -> Settings:
    return Settings(data=library.stores.data_dir, **more)


def told(text: str, *but: str) -> list[str]:
    """The secrets in a text."""
    low = text.casefold()
    for asked in but:
        low = low.replace(asked.casefold(), "")
    return [secret for secret in SECRETS if secret in low]


def by(way, *given) -> str:
    """What a way tells: words, or those of the fault in their place."""
    try:
        return str(way(*given))
    except Fault as fault:
        return str(fault).replace("Dredging at Quinsybrook", "")  # what was asked for, said again


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("viewer", NOT_ADMITTED)
def test_no_way_leads_to_a_restricted_paper(whole, viewer, way, caplog):
    caplog.set_level(logging.DEBUG)
    assert told(by(WAYS[way], Seen(whole, NOT_ADMITTED[viewer], settings_of(whole)))) == []
    assert told(caplog.text) == []


@pytest.mark.parametrize("way", WAYS)
def test_each_of_these_ways_leads_to_it_for_those_who_may(whole, way):
    assert told(WAYS[way](Seen(whole, ADMITTED, settings_of(whole)))), way


@pytest.mark.parametrize("tool", TOOLS)
def test_no_tool_for_other_assistants_leads_to_it(whole, tool, caplog):
    caplog.set_level(logging.DEBUG)
    seen = Seen(whole, ADMITTED, settings_of(whole))
    assert told(by(TOOLS[tool], Papers(settings_of(whole), whole), seen)) == []
    assert told(caplog.text) == []


@pytest.mark.parametrize("asked", MODEL)
@pytest.mark.parametrize("allowed", [False, True])
def test_nothing_of_it_is_sent_to_a_model_unless_that_is_allowed(whole, asked, allowed):
    with serving(Plan(script=lambda messages: ["{}"])) as server, connections_closed():
        model = {"llm_provider": "ollama", "llm_model": "m", "llm_base_url": server.ollama_url, "llm_timeout_s": 2}
        seen = Seen(whole, ADMITTED, settings_of(whole, llm_restricted=allowed, **model))
        with suppress(Fault):
            MODEL[asked](seen)
        sent = json.dumps([request["messages"] for request in server.requests], ensure_ascii=False)
    found = told(sent, "And at Marlowfen?")
    assert bool(found) == (allowed and asked != "a summary beside it" and asked != "a wish beside it"), sent
