"""What leaves the app is proved first: quotes that stand, and a member's own wording held against them."""

from dataclasses import dataclass

import pytest

from app.exports.listexports import proved, unproved
from app.saved.lists import ListedQuestion
from tests.unit.app.saved.test_lists import QUOTE, cite, drafted, list_id, store

__all__ = ["list_id", "store"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Paragraph 4 says “The depth fell to 3.1 metres”. Why?", ()),
        ("Paragraph 4 says “the depth fell … and nobody was told”. By when?", ()),
        ("Paragraph 4 says “The depth rose to 3.1 metres”. Why?", ("The depth rose to 3.1 metres",)),
        ("Why did the depth fall to 2.9 metres?", ("2.9",)),
        ("Why did the depth fall?", ()),
        ("Under “Depths”, paragraph 4 on page 5, the “Tide tables” say “the depth fell”. Why?", ()),
        ("Why did it fall in 2021/22, and by 66.5%?", ("2021/22", "66.5%")),
    ],
)
def test_edited_text_that_its_quote_no_longer_proves_is_marked(text, wrong):
    question = drafted().model_copy(update={"text": text})
    assert unproved(question) == wrong
    assert question.edited == (text != question.drafted)


def test_what_nobody_edited_is_not_doubted():
    assert unproved(drafted("Under “No such heading”, why 12?")) == ()
    assert unproved(ListedQuestion(text="What does “sounding” mean in 2021-22?")) == ()
    twelve = drafted("Under “Silt”: 12 in 2021/22. Why?")
    assert unproved(twelve.model_copy(update={"text": "Silt is at 12 in 2021-22 (“Silt”). Why so?"})) == ()


@dataclass
class Held:
    id: str
    text: str
    joints: tuple[int, ...] = ()


class Papers:
    def passages_by_id(self, ids):
        return [Held("p", f"4. {QUOTE}.")] if "p" in ids else []


def test_only_citations_that_stand_leave_the_app(store, list_id):
    store.add(list_id, drafted())
    store.add(list_id, drafted("Where?", citations=(cite(), cite(quote="It rose."), cite(passage="gone"))))
    store.add(list_id, ListedQuestion(text="My own?"))
    first, second, own = proved(store.get(list_id), Papers())
    assert [c.quote for c in first.citations] == [QUOTE]
    assert first.remarks == ()
    assert [c.n for c in second.citations] == [1]
    assert "no longer in the papers held" in second.remarks[0]
    assert "own question" in own.remarks[0]
