"""What a careful clerk would understand of a follow-up, over invented subjects of many services.

The table `conversations.txt` beside this was written before the code that it tests was read (its first part), and
before it was run on it (its second). A line is a chat, its questions parted by "|"; after "=" what has to stand in what
the last is understood as, after "!" what must not. "as asked" is a question that stands alone. Lines that begin with
"~" are known to be read wrongly, with "-" to be left as they were typed where a clerk would know more: their numbers
only fall, and every other line is read right.
"""

import random
import re
from pathlib import Path

import pytest

from rag.conversation import Turn, resolve

LINES = [
    line.strip() for line in Path(__file__).with_name("conversations.txt").read_text(encoding="utf-8").splitlines()
]
CHATS = [line for line in LINES if line and not line.startswith("#")]
MARKS = {"~": "wrong", "-": "asked"}


def _understood(line: str) -> tuple[str, str]:
    """What the last question of a line's chat is understood as, and how that is: "right", "asked" or "wrong"."""
    chat, want = line.lstrip("~- ").rsplit(" = ", 1)
    *before, last = (question.strip() for question in chat.split("|"))
    said = resolve(last, [Turn(question) for question in before])
    needed, _, never = (part.strip().lower() for part in want.partition("!"))
    bare = said.lower().rstrip("?") in last.lower()
    if needed == "as asked":
        return said, "right" if said == last else "wrong"
    if any(re.search(rf"\b{re.escape(word.strip())}\b", said.lower()) for word in never.split(",") if word):
        return said, "wrong"
    lost = [word for word in needed.split(",") if word.strip() not in said.lower()]
    return said, "right" if not lost else "asked" if bare else "wrong"


@pytest.mark.parametrize("line", CHATS)
def test_a_new_thing_replaces_the_old(line: str) -> None:
    said, how = _understood(line)
    assert how == MARKS.get(line[0], "right"), said


def test_few_are_read_wrongly_or_less_well_than_a_clerk_would() -> None:
    marks = [line[0] for line in CHATS]
    assert (len(CHATS), marks.count("~"), marks.count("-")) == (171, 8, 14)


def test_no_chat_is_beyond_it() -> None:
    """Whatever is asked after whatever, there is something to look for; a first question of one word once raised."""
    asked = [question.strip("~- ") for line in CHATS for question in line.rsplit(" = ", 1)[0].split("|")]
    words = [
        *" ".join(asked).split(),
        "?",
        "!",
        "",
        "the",
        "a",
        "since",
        "£5m",
        "“x”",
        "…",
        "1",
        "In",
        "And",
        "What about",
    ]
    draw = random.Random(14)

    def one() -> str:
        return draw.choice(asked) if draw.random() < 0.5 else " ".join(draw.choices(words, k=draw.randint(0, 6)))

    for _ in range(400):
        chat = [Turn(one()) for _ in range(draw.randint(1, 3))]
        last = one()
        said = resolve(last, chat)
        assert "\x00" not in said
        assert said.strip() or not last.strip()
