"""What people saved is read as it was written: by the first version, by a later one, and beside what cannot be read."""

import json
from copy import deepcopy
from pathlib import Path

import pytest

from app.saved.lists import ListedQuestion
from app.saved.records import AnswerRecord, DraftRecord, FaultRecord, message_of

ROWS = json.loads(Path(__file__).with_name("rows-of-version-0.1.json").read_text(encoding="utf-8"))


def holds(old, new) -> bool:
    """Whether all that was written is still there."""
    if isinstance(old, dict):
        return all(holds(value, new[key]) for key, value in old.items())
    if isinstance(old, list):
        return len(old) == len(new) and all(map(holds, old, new))
    return old == new


@pytest.mark.parametrize("row", ROWS["messages"], ids=[row["type"] for row in ROWS["messages"]])
def test_a_message_of_the_first_version_is_whole(row):
    row = deepcopy(row)
    message = message_of(json.dumps(row))
    assert message.type == row["type"]
    for sentence in row.get("sentences", ()):
        assert sentence["text"].startswith(sentence.pop("lead"))  # kept no more: its words stand in the text
    assert holds(row, json.loads(message.model_dump_json()))


def test_a_listed_question_of_the_first_version_is_whole():
    assert holds(ROWS["listed"], json.loads(ListedQuestion.model_validate(ROWS["listed"]).model_dump_json()))


def test_what_a_later_version_added_is_no_matter():
    row = json.loads(json.dumps(ROWS["messages"][2]).replace('"rank"', '"weight": 3, "rank"'))
    row["prompts"][0]["said_of_it"] = {"by": "a later version"}
    assert message_of(json.dumps(row)) == message_of(json.dumps(ROWS["messages"][2]))


def test_a_row_that_cannot_be_read_does_not_take_the_chat_with_it(caplog):
    assert isinstance(message_of('{"type": "poem", "text": "The depth fell."}'), FaultRecord)
    assert "depth" not in caplog.text


def test_a_withdrawn_paper_leaves_old_rows():
    answer, draft = (message_of(json.dumps(row)) for row in ROWS["messages"][1:3])
    assert isinstance(answer, AnswerRecord)
    assert isinstance(draft, DraftRecord)
    assert [s.text for s in answer.without("d" * 64).sentences] == ["It fell. [2]"]
    assert [len(p.citations) for p in draft.without("e" * 64).prompts] == [0, 1]
    assert draft.without("d" * 64).questions == ()
