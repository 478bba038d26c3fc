"""Sixteen threads at every public entry, over the sample council, get what one alone gets.

Each round begins cold: a library just opened, and every function's memory of ours empty, for most races are of what is
made when it is first asked for. Threads are switched a thousand times as often as usual.
"""

import functools
import gc
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.exports.lookexports import commitments_csv, figures_csv, history_csv, value_lines
from app.parts.quoting.pageimage import render
from app.saved.chats import ChatStore
from app.saved.lists import ListedQuestion, ListStore
from app.saved.records import QuestionRecord
from app.saved.restrictions import AccessStore
from app.saved.viewer import Restriction, Viewer
from app.server.tools import Papers
from app.settings import load
from index.ingest import bounded
from index.ingest.account import account
from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.language.tokens import tokens
from index.store.library import Library
from index.store.verify import verify
from index.store.visible import VisibleLibrary
from rag.assistant import Assistant
from rag.compare.check import check_draft
from rag.compare.draft import read_pasted
from rag.draft.material.known import known_lines
from rag.figures import open_ledger
from rag.llm.sources import shorten
from rag.memory.history import history
from rag.memory.register import open_register
from rag.search.retriever import HybridRetriever
from rag.search.titles import find_paper
from rag.values import Turn
from tests.fakes import HashEmbedding
from tests.places import SAMPLE

THREADS = 16
SHARE, REST = 8, 4  # every how many threads do what takes long, and each of the rest
QUESTIONS = (
    "How many children are waiting for an assessment?",
    "What was resolved about Family Hubs in March 2025?",
    "What did the Director undertake to circulate?",
    "What is the budget of the service in 2025/26?",
)
DRAFT = "Waiting\n\nThe number of children waiting for an assessment fell to 12 in March 2025."
LONG = "Members noted that the service had been stretched. " * 40


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """An index of a paper of each kind of the sample council's, by the hash embedding."""
    packs = [min(SAMPLE.glob(f"*.{kind}"), key=lambda path: path.stat().st_size) for kind in ("txt", "docx")]
    packs += sorted(SAMPLE.glob("g2241*.pdf"))
    folder = tmp_path_factory.mktemp("threads") / "data"
    with Library.open(folder, HashEmbedding()) as library:
        assert {line.status for line in ingest(packs, library, parse)} == {"added"}
        first = library.documents()[0]
        AccessStore(folder).restrict(Restriction(first.id, first.path))
    return folder


def entries(library: Library):
    """What can be asked of the program, each a function without arguments that gives words to compare."""
    papers = Papers(load(data=library.stores.data_dir), library)
    pdf = next(item for item in library.items() if item.document.endswith(".pdf") and item.kind == "report")
    passage = library.passages(pdf.id)[0]
    some = VisibleLibrary(library, frozenset(document.id for document in library.documents()[1:]))
    fewer = Papers(load(data=library.stores.data_dir), some)

    def drawn():
        image = render(library.file_path(pdf.document_id), passage.page, passage.text[:60])
        return image.png, image.boxes

    access, assistant = AccessStore(library.stores.data_dir), Assistant(library)
    word, follow = next(iter(SAMPLE.glob("*.docx"))), [Turn(QUESTIONS[0])]

    def known():
        open_register(library).all(), open_ledger(library)
        return known_lines(library, pdf)

    yield from (lambda: papers.draft(pdf.id), lambda: verify(library).as_json(), fewer.commitments, drawn)
    yield from (lambda: bounded.parse(word, len).items, lambda: account(library))
    yield from (lambda: check_draft(read_pasted(DRAFT), library), known)
    yield from (lambda: assistant.ask("And in March 2025?", follow).text, lambda: assistant.reports())
    yield from (lambda: access.hidden_from(Viewer()), lambda: access.restricted())
    yield from (lambda: commitments_csv(open_register(library).all()), lambda: find_paper(pdf.title, some.items()))
    yield from (lambda: figures_csv(value_lines(library, open_ledger(library).indicators)),)
    yield from (lambda: history_csv(history(library, HybridRetriever(library), "family hubs")),)
    yield from (lambda: library.token_vectors([passage.id])[passage.id].sum(),)
    yield from (lambda: library.embed_question(QUESTIONS[0])[0].sum(), lambda: library.token_spans(passage))
    yield from (lambda: library.search_words(tokens(QUESTIONS[1]), 20), lambda: some.words()[:200])
    yield from (lambda: library.neighbours(passage.id), lambda: library.statements(pdf.id), lambda: library.learnt())
    yield from (lambda q=q: papers.ask(q) for q in QUESTIONS)
    yield from (lambda: fewer.ask(QUESTIONS[0]), lambda: papers.history("family hubs"), papers.commitments)
    yield from (lambda: papers.commitments("family hubs"), lambda: fewer.figures("assessments"))
    yield from (lambda: papers.figures("waiting"), lambda: papers.read_passage(passage.id), lambda: shorten(LONG, 50))


SLOW = 6  # of the entries, the first


def forget_all():
    """Empty what functions of ours remember."""
    for one in gc.get_objects():
        if type(one) is functools._lru_cache_wrapper and one.__module__.startswith(("rag.", "index.", "prompts.")):
            one.cache_clear()


@pytest.fixture
def hurried():
    before = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    yield
    sys.setswitchinterval(before)


def test_sixteen_threads_get_the_answers_of_one(data, hurried):
    with Library.open(data, HashEmbedding()) as library:
        alone = [str(entry()) for entry in entries(library)]
    forget_all()
    for kept in (*data.glob("commitments*.json"), *data.glob("figures.sqlite*")):
        kept.unlink()
    with Library.open(data, HashEmbedding()) as library, ThreadPoolExecutor(THREADS) as threads:
        asked, ready = list(entries(library)), threading.Barrier(THREADS)

        def many_of_them(first):
            ready.wait()
            order = [(first + n) % len(asked) for n in range(len(asked))]
            return {n: str(asked[n]()) for n in order if (first + n) % (SHARE if n < SLOW else REST) == 0}

        for said in threads.map(many_of_them, range(THREADS)):
            assert said == {n: alone[n] for n in said}
    assert "TIKTOKEN_CACHE_DIR" not in os.environ  # set for the moment of loading only


def test_what_sixteen_threads_save_is_all_there(tmp_path, hurried):
    chats, lists = ChatStore(tmp_path).of("a"), ListStore(tmp_path, owner="a")
    shared, ready = chats.create("Everybody's"), threading.Barrier(THREADS)

    def save(number):
        ready.wait()
        own = chats.create(f"Chat {number}")
        listed = lists.create(f"List {number}", "i", "d", "A report", None)
        for n in range(5):
            for chat in (own, shared):
                chats.add(chat, QuestionRecord(text=f"{number}.{n}"))
            lists.add(listed, ListedQuestion(text=f"{number}.{n}", drafted="", citations=()))
        return [m.text for m in chats.messages(own)], [one.question.text for one in lists.get(listed).questions]

    with ThreadPoolExecutor(THREADS) as threads:
        saved = list(threads.map(save, range(THREADS)))
    wanted = [[f"{number}.{n}" for n in range(5)] for number in range(THREADS)]
    assert saved == [(texts, texts) for texts in wanted]
    assert sorted(m.text for m in chats.messages(shared)) == sorted(text for texts in wanted for text in texts)
