"""A draft from end to end, without a model: its shape, its evidence, and what it never does."""

import shutil

import pytest

from index.faults import NotFound
from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from index.store.visible import VisibleLibrary
from prompts import agreed
from prompts.agreed import AgreedList, AgreedPrompt, Printed
from rag.check import check_quote
from rag.draft.drafter import draft
from tests.fakes import HashEmbedding


@pytest.fixture(scope="module")
def drafted(reports):
    return draft(reports, next(i.id for i in reports.items() if i.document == "vans.txt"))


def test_every_agreed_prompt_is_judged_with_quotes_and_what_was_searched(drafted):
    own = [p for p in drafted.prompts if not p.extra]
    assert [p.id for p in own] == [p.id for p in agreed.lists()[-1].prompts]
    assert all(len(p.citations) >= 3 for p in own)
    assert all("sentences and rows of the report" in p.searched for p in own)
    assert all(abs(sum(p.odds) - 1) < 1e-9 for p in drafted.prompts)


def test_extras_are_marked(drafted):
    extras = [p.id for p in drafted.prompts if p.extra]
    assert extras == [p.id for p in agreed.extras()]


def test_every_quote_stands_word_for_word_in_its_passage(drafted):
    cited = [c for p in drafted.prompts for c in p.citations] + [c for q in drafted.questions for c in q.citations]
    assert cited
    assert all(check_quote(c.quote, c.passage) for c in cited)
    assert all(q.citations for q in drafted.questions)


def test_no_question_twice_and_at_most_twelve_in_rank(drafted):
    texts = [q.text for q in drafted.questions]
    assert len(texts) == len(set(texts)) <= 12
    assert [q.rank for q in drafted.questions] == list(range(1, len(texts) + 1))


def test_a_question_can_be_said_aloud(drafted):
    for question in drafted.questions:
        assert question.text.count("?") <= 2
        assert len(question.text.split()) <= 36, question.text


def test_the_same_paper_gives_the_same_draft_and_order_of_prompts_changes_nothing(reports, item_of, drafted):
    class Backwards:
        @staticmethod
        def choose(text, day):
            known = agreed.choose(text, day)
            return AgreedList(known.id, known.title, known.agreed, known.printed, known.prompts[::-1])

    again = draft(reports, item_of("vans.txt").id, lists=Backwards)
    labels = {p.id: (p.coverage, p.odds) for p in drafted.prompts}
    assert {p.id: (p.coverage, p.odds) for p in again.prompts} == labels


def test_after_another_paper_no_prompt_is_encoded_again_and_none_of_its_words_are_kept(reports, tmp_path, monkeypatch):
    shutil.copytree(reports.stores.data_dir, tmp_path / "own")
    with Library.open(tmp_path / "own", HashEmbedding()) as library:
        vans, some = (next(i for i in library.items() if i.document == name) for name in ("vans.txt", "february.txt"))
        first, encoded, read = draft(library, vans.id), [], []
        monkeypatch.setattr(library, "embed_question", encoded.append)
        (tmp_path / "tides.txt").write_text("Tide tables\n\n1. The tide was 4 metres high in March 2030.\n")
        assert [line.status for line in ingest([tmp_path / "tides.txt"], library, parse)] == ["added"]
        monkeypatch.setattr("rag.figures.keep.learn", lambda texts: read.append(list(texts)) or {})
        assert draft(library, vans.id) == first
        assert encoded == []
        assert len(read) == 1  # the ledger reads the new paper alone
        assert not any(prompt.question in repr(vars(library.prompts)) for prompt in first.prompts)
        seen = VisibleLibrary(library, [library.document("february.txt").id])
        monkeypatch.setattr(seen, "embed_question", encoded.append)
        drafted = draft(seen, some.id)
        assert encoded == []
        assert {c.passage.item.document for p in drafted.prompts for c in p.citations} == {"february.txt"}
        library.withdraw("vans.txt")
        with pytest.raises(NotFound):
            draft(library, vans.id)


def test_a_list_of_any_council_is_judged_by_its_own_text_and_a_condition_may_not_apply(reports, item_of):
    class Own:
        @staticmethod
        def choose(text, day):
            prompts = (
                AgreedPrompt("q1", "Which villages lose their stop?"),
                AgreedPrompt("q2", "Are there any redundancies?", "If it is a reduction in an existing service"),
            )
            return AgreedList("own", "", "", (Printed("here", None),), prompts)

    made = draft(reports, item_of("vans.txt").id, lists=Own)
    assert [p.id for p in made.prompts if not p.extra] == ["q1", "q2"]
    assert all(p.applies or p.branch for p in made.prompts)
    assert set(made.as_json()["prompts"][0]["odds"]) == {"silent", "partly", "answered"}


def test_a_silence_is_left_for_the_member_to_put(drafted):
    assert any(prompt.coverage == "silent" for prompt in drafted.prompts)
    assert not any(question.prompt_id for question in drafted.questions)


def test_no_such_paper(reports):
    with pytest.raises(NotFound):
        draft(reports, "nothing")
