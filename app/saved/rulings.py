"""A member's own labels of prompts, in the place of what was drafted, and the cases that they are for the fits."""

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from app.saved.chats import ChatStore
from app.saved.records import DraftRecord, PromptRecord
from app.saved.store import Store
from rag.drafted import Coverage, Ruling, overruled


class RulingStore(Store):
    """The labels of one data folder: one of each owner for a prompt of a report, with the quotes then shown."""

    FILE = ChatStore.FILE
    SCHEMA = """
    CREATE TABLE IF NOT EXISTS rulings (
        owner TEXT NOT NULL, item_id TEXT NOT NULL, prompt_id TEXT NOT NULL, label TEXT NOT NULL, body TEXT NOT NULL,
        documents TEXT NOT NULL, given_at TEXT NOT NULL, PRIMARY KEY (owner, item_id, prompt_id)
    );
    """

    def give(self, owner: str, draft: DraftRecord, prompt: PromptRecord, label: Coverage) -> None:
        """Keep a label; it replaces what its owner said before. The label as drafted is none."""
        if label == (prompt.drafted or prompt.coverage):
            self.take_back(owner, draft.item_id, prompt.id)
            return
        ruling = Ruling(draft.document, draft.report, draft.item_id, prompt.id, label)
        documents = {draft.document_id, *(citation.document_id for citation in prompt.citations)}
        self._run(
            "INSERT OR REPLACE INTO rulings VALUES (?, ?, ?, ?, ?, ?, ?)", owner, draft.item_id, prompt.id, label,
            json.dumps(ruling.as_case([prompt])), " ".join(sorted(documents)), self._stamp(),
        )  # fmt: skip

    def take_back(self, owner: str, item_id: str, prompt_id: str) -> None:
        """Forget a label."""
        self._run("DELETE FROM rulings WHERE owner = ? AND item_id = ? AND prompt_id = ?", owner, item_id, prompt_id)

    def overrule(self, owner: str, draft: DraftRecord) -> DraftRecord:
        """The draft with its owner's labels; what was drafted stays beside."""
        rows = self._rows("SELECT prompt_id, label FROM rulings WHERE owner = ? AND item_id = ?", owner, draft.item_id)
        rulings = [Ruling(draft.document, draft.report, draft.item_id, prompt, label) for prompt, label in rows]
        return draft.model_copy(update={"prompts": overruled(draft.prompts, draft.item_id, rulings)})

    def cases(self, hidden: Collection[str] = ()) -> Iterator[dict[str, Any]]:
        """Each label as a case of `eval.drafts.cases`, oldest first, none that quotes a `hidden` document (sha256)."""
        rows: Sequence[tuple[str, str]] = self._rows("SELECT body, documents FROM rulings ORDER BY given_at")
        for body, documents in rows:
            if not set(documents.split()) & set(hidden):
                yield json.loads(body)

    def withdraw(self, document_id: str) -> None:
        """Forget the labels that quote a document, for good."""
        if self._run("DELETE FROM rulings WHERE instr(documents, ?)", document_id):
            self._rewrite()
