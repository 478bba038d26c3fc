"""A member's own label is kept, is a case for the fits, and goes with its paper."""

from app.saved.records import DraftRecord
from app.saved.rulings import RulingStore
from eval.drafts.cases import PromptCase
from rag.drafted import PromptCoverage
from tests.unit.app.conftest import cited

CITED = cited("412 crossings", page=3)


def drafted() -> DraftRecord:
    prompt = PromptCoverage("success", "What is success?", "silent", "Nothing found.", (CITED,), "all")
    return DraftRecord(
        report="Ferries", document="pack.pdf", document_id="d1", meeting_date=None, item_id="i1", prompts=(prompt,),
        questions=(),
    )  # fmt: skip


def test_a_label_stands_in_the_place_of_the_drafted_one_for_its_owner_alone(tmp_path):
    store, draft = RulingStore(tmp_path), drafted()
    store.give("ann", draft, draft.prompts[0], "partly")
    (prompt,) = store.overrule("ann", draft).prompts
    assert (prompt.coverage, prompt.drafted, prompt.citations) == ("partly", "silent", (CITED,))
    assert store.overrule("ben", draft) == draft
    store.give("ann", draft, prompt, "silent")  # as drafted: nothing is left to keep
    assert store.overrule("ann", draft) == draft


def test_a_label_is_a_case_and_goes_with_its_paper(tmp_path):
    store, draft = RulingStore(tmp_path), drafted()
    store.give("ann", draft, draft.prompts[0], "answered")
    (case,) = store.cases()
    assert PromptCase.model_validate(case).quotes == ("412 crossings",)
    assert list(store.cases(hidden=["d1"])) == []
    store.withdraw(CITED.document_id)
    assert list(store.cases()) == []
    assert b"412 crossings" not in b"".join(p.read_bytes() for p in tmp_path.glob("chats.sqlite*"))
