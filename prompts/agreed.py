"""The questions that members have agreed to ask of reports, word for word, with where and when they were printed; and
reading such questions off a guidance page, however its bullets, lines and blank lines came out of the file.

The lists are data (`prompts/lists/*.toml`). A pack's own guidance page decides which list applies to its meeting.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

_BULLET = re.compile(r"^\s*(?:[-*•▪◦●○‣·–\uf0b7\uf0a7\uf02d]|\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)])\s+")
_INLINE = re.compile(  # a glyph anywhere, or a dash or a number where one question has ended or a list begins
    r"\s*[•▪◦●○‣\uf0b7\uf0a7]\s*|(?<=[?):])-?\s+(?:[-*–]|\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)])\s+(?=[A-Z])"
)
_BRANCH = re.compile(r"^\s*(?:[*#_]+\s*)?((?:if|where|when|for)\b[^?:]{3,80}):[*_\s]*$", re.IGNORECASE)
_ENDS = re.compile(r"(?:[?.;!]|\?\s*\([^)]*\))[*_\s]*$")
_FURNITURE = re.compile(r"^\s*\d{0,3}\s*$")


@dataclass(frozen=True)
class PrintedQuestion:
    """A question as printed, white space squeezed, with the condition it stands under, if any."""

    text: str
    branch: str | None = None


def printed_questions(text: str) -> tuple[PrintedQuestion, ...]:
    """The questions in `text`, in order, once each. A bullet, or a line after a finished one, starts an item; an item
    runs over line ends and blank lines until it is finished. Items that ask are kept. A line such as "If it is a new
    service:" is a branch for those below it.
    """
    found: dict[str, PrintedQuestion] = {}
    for branch, item in _items(text):
        # An item of more than two questions is a page whose bullets were lost.
        parts = re.split(r"(?<=[?)])\s+(?=[A-Z])", item) if item.count("?") > 2 else [item]
        for asked in filter(None, map(_asked, parts)):
            found.setdefault(asked, PrintedQuestion(asked, branch))
    return tuple(found.values())


def same_question(one: str, other: str) -> float:
    """How far two questions are the same, 0 to 1: the share of the shorter one's words that the other has too. A
    question of under four words must be all there and nearly all of the other.
    """
    a, b = (set(re.findall(r"[a-z]+", q.lower())) for q in (one, other))
    if not a or not b:
        return 0.0
    share = len(a & b) / min(len(a), len(b))
    return share if min(len(a), len(b)) > 3 else share * min(1.0, 1.25 * len(a & b) / max(len(a), len(b)))


def _items(text: str) -> list[tuple[str | None, str]]:
    items: list[tuple[str | None, list[str]]] = []
    branch: str | None = None
    open_item, blank = False, False
    for line in re.split(r"[\n\f]", _INLINE.sub("\n• ", text)):
        if _FURNITURE.match(line):
            blank = True
            continue
        heading = _BRANCH.match(line)
        bullet = _BULLET.match(line)
        if heading:
            branch, open_item = heading[1].strip(), False
        elif bullet or not open_item or (blank and _ENDS.search(items[-1][1][-1])):
            items.append((branch, [_BULLET.sub("", line)]))
            open_item = True
        else:
            items[-1][1].append(line)
        blank = False
    return [(b, re.sub(r"\s+", " ", " ".join(lines)).strip()) for b, lines in items]


def _asked(item: str) -> str:
    """The part of an item that asks: up to its last question mark and a bracket after it; "" when it asks nothing."""
    item = re.sub(r"[*_]{1,3}", "", item)
    asks = re.match(r".*\?(?:\s*\([^)]*\))?", item)
    if not asks:
        return ""
    asked = asks[0].strip()
    lead = re.match(r".*:-?\s+(?=[A-Z])", asked)  # "… for developing questions:- Who was …" on one line
    return asked[lead.end() :] if lead else asked


@dataclass(frozen=True)
class AgreedPrompt:
    """One agreed question. `branch` is the condition it is printed under ("If it is a new service"), or None."""

    id: str
    text: str
    branch: str | None = None


@dataclass(frozen=True)
class Printed:
    """Where and when a list or a reminder was printed."""

    source: str
    meeting_date: date | None


@dataclass(frozen=True)
class Reminder:
    """A reminder to members printed under the list."""

    text: str
    printed: Printed


@dataclass(frozen=True)
class AgreedList:
    """A list of agreed prompts in printed order. `agreed` is the list's own word on how it was agreed."""

    id: str
    title: str
    agreed: str
    printed: tuple[Printed, ...]
    prompts: tuple[AgreedPrompt, ...]
    reminders: tuple[Reminder, ...] = ()

    @property
    def source(self) -> str:
        """Where the list was first printed, as a phrase."""
        return self.printed[0].source

    @property
    def since(self) -> date | None:
        """The first meeting whose pack is known to print it."""
        return self.printed[0].meeting_date

    def prompt(self, prompt_id: str) -> AgreedPrompt:
        """The prompt of that id. Raises KeyError for an id that is not in the list."""
        for prompt in self.prompts:
            if prompt.id == prompt_id:
                return prompt
        raise KeyError(prompt_id)


@cache
def lists() -> tuple[AgreedList, ...]:
    """Every agreed list that ships, oldest first."""
    folder = files("prompts").joinpath("lists")
    found = [_read(path.read_text(encoding="utf-8")) for path in folder.iterdir() if path.name.endswith(".toml")]
    return tuple(sorted(found, key=lambda agreed: agreed.since or date.min))


@cache
def extras() -> tuple[AgreedPrompt, ...]:
    """What may be asked beside an agreed list: nobody agreed it, and it is always marked as an extra."""
    words = tomllib.loads(files("prompts").joinpath("extras.toml").read_text(encoding="utf-8"))
    return tuple(AgreedPrompt(id, text) for id, text in words.items())


def choose(guidance_text: str | None, meeting_date: date | None) -> AgreedList:
    """The list that applies to a meeting.

    The pack's own guidance page decides: the known list that best matches the questions it prints; where it
    prints others, its own list, a question that a known list has keeping that list's id. Without one, the
    latest list printed by the meeting's date (the oldest for earlier dates); without a date, the latest.
    """
    printed = printed_questions(guidance_text or "")
    if printed:
        return _from_page(printed, meeting_date)
    known = lists()
    if meeting_date is None:
        return known[-1]
    return next((a for a in reversed(known) if a.since and a.since <= meeting_date), known[0])


def _from_page(printed: tuple[PrintedQuestion, ...], meeting_date: date | None) -> AgreedList:
    matches = {agreed.id: _matched(agreed, printed) for agreed in lists()}
    best = max(lists(), key=lambda agreed: len(set(matches[agreed.id].values())) / len(agreed.prompts))
    found = matches[best.id]
    if len(found) == len(printed) and len(set(found.values())) == len(best.prompts):
        return best
    taken: set[str] = set()
    prompts: list[AgreedPrompt] = []
    for i, question in enumerate(printed):
        prompt_id = found.get(i) or _slug(question.text)
        if prompt_id in taken and i in found:
            continue  # the second half of a prompt that is two questions
        while prompt_id in taken:
            prompt_id += "_"
        taken.add(prompt_id)
        prompts.append(AgreedPrompt(prompt_id, question.text, question.branch))
    where = Printed("printed on the pack's own guidance page", meeting_date)
    return AgreedList("own", "Questions printed in this pack", "", (where,), tuple(prompts))


def _matched(agreed: AgreedList, printed: tuple[PrintedQuestion, ...]) -> dict[int, str]:
    """Index of a printed question → id of the prompt it is, where it is one."""
    found: dict[int, str] = {}
    for i, question in enumerate(printed):
        score, prompt_id = max((same_question(question.text, p.text), p.id) for p in agreed.prompts)
        if score >= 0.75:
            found[i] = prompt_id
    return found


def _slug(text: str) -> str:
    """An id from a question's longest words, in order."""
    words = re.findall(r"[a-z]+", text.lower())
    longest = sorted(dict.fromkeys(words), key=len, reverse=True)[:3]
    return "_".join(w for w in dict.fromkeys(words) if w in longest) or "question"


def _read(text: str) -> AgreedList:
    data = tomllib.loads(text)
    return AgreedList(
        id=data["id"],
        title=data["title"],
        agreed=data["agreed"],
        printed=tuple(Printed(p["source"], p["meeting_date"]) for p in data["printed"]),
        prompts=tuple(AgreedPrompt(p["id"], p["text"], p.get("branch")) for p in data["prompts"]),
        reminders=tuple(
            Reminder(r["text"], Printed(r["source"], r["meeting_date"])) for r in data.get("reminders", [])
        ),
    )
