"""Claims are given as soon as each is whole, and are the same however the reply is cut into pieces."""

import pytest

from rag.llm.reply import Claim, Reply

ONE, TWO = Claim("It rose to 12 (of 40).", ("BCD2",)), Claim("£3 was spent, No. 4 says.", ("FGH3", "JKL4"))
REPLIES = {
    "a line each": "It rose to 12 (of 40). [BCD2]\n£3 was spent, No. 4 says. [FGH3, JKL4]\n",
    "one line": "It rose to 12 (of 40). [BCD2] £3 was spent, No. 4 says. [FGH3] [JKL4]",
    "keys before the stop": "It rose to 12 (of 40) [BCD2]. £3 was spent, No. 4 says [FGH3, JKL4].",
    "bullets": "- It rose to 12 (of 40). [BCD2]\n2. £3 was spent, No. 4 says. [FGH3, JKL4]",
    "keys first": "[BCD2] It rose to 12 (of 40).\n- [FGH3, JKL4] £3 was spent, No. 4 says.",
    "JSON lines": '{"text": "It rose to 12 (of 40).", "keys": ["BCD2"]}\n'
    '{"text": "£3 was spent, No. 4 says.", "keys": ["FGH3", "JKL4"]}',
}


@pytest.mark.parametrize("text", REPLIES.values(), ids=REPLIES)
@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_the_same_claims_however_they_come(text: str, size: int) -> None:
    reply = Reply()
    claims = [c for at in range(0, len(text), size) for c in reply.feed(text[at : at + size])]
    assert claims + reply.close() == [ONE, TWO]


@pytest.mark.parametrize("name", ["a line each", "one line", "keys before the stop"])
def test_a_sentence_is_given_when_the_next_begins(name: str) -> None:
    reply, text = Reply(), REPLIES[name]
    begun = text.index("£3") + 1
    assert reply.feed(text[:begun]) == [ONE]


def test_a_sentence_that_goes_on_after_its_key_is_not_cut() -> None:
    reply = Reply()
    assert reply.feed("It rose [BCD2] and then fell [FGH3]") == []
    assert [c.keys for c in reply.close()] == [("BCD2",), ("FGH3",)]
