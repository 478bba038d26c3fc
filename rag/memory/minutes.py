"""What minutes say, sentence by sentence: under which entry and point, who asked or replied, how much it weighs."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, product
from typing import Literal, get_args

from index.encoder.embedding import Embedding
from index.papers.entries import Entry, entries
from index.papers.resolutions import Part, Segment, lines_in, points, resolutions
from index.values import StoredPassage
from rag.memory.acts import acts, resolves
from rag.search.reading import spans

Role = Literal["", "question", "reply"]

_POINT = re.compile(r"^[\s•*#_>-]*(?P<mark>\(?(?:[ivxl]{1,6}|[a-zA-Z]|\d{1,2})[).]\)?)\s+(?=\S)")
_BULLETS = " \t•*#_>-"
_NAMED = re.compile(r"\b(?:by|from)\s+(?P<name>(?:the\s+)?[A-Z][^:;“”\"]{2,80}?)\s*(?=[:;,*]|$|\bas follows)")
_BEFORE = re.compile(r"^[\s*#]*(?P<name>(?:the\s+)?[A-Z][\w.’'\- ]{2,60}?)\s+(?:then\s+)?(?:asked|replied|responded)\b")
_REPLIED = re.compile(r"(?P<name>(?:the\s+)?[A-Z][\w’'\- ]{2,60}?)\s+(?:asked|replied|responded)\b")
_QUESTION = re.compile(
    r"\bquestions? (?:asked )?(?:by|from)\b|\b(?:following|supplementary) (?:supplementary )?questions?\b"
)
_REPLY = re.compile(
    r"(?<!\bno )\b(?:repl(?:y|ies)|responses?|answers?) (?:by|from|was|were)\b|^(?:reply|response|answer):"
    r"|\b(?:replied|responded) (?:as follows|to the effect)\b|^the (?:chairman|director) replied\b"
)
_OPENED = ("question", "reply", "response", "answer")
_HEAD = 20  # words: a longer line that asks or replies is the thing itself, not its heading


@dataclass(frozen=True)
class Said:
    """One sentence of the minutes, or one part of a resolution (then `part` has its words and pieces). `start`/`end`
    are offsets in the passage's text; `point` the printed mark of the point it belongs to; `speaker` who asked or
    replied, as printed, for a question or reply.
    """

    passage: StoredPassage
    order: int
    start: int
    end: int
    minute: Entry | None
    point: str = ""
    role: Role = ""
    speaker: str = ""
    part: Part | None = None

    @property
    def quote(self) -> str:
        """The words in this passage, exactly."""
        return self.passage.text[self.start : self.end]

    @property
    def text(self) -> str:
        """The whole words, a part of a resolution in one piece."""
        return self.part.text if self.part else " ".join(self.quote.split())

    @property
    def number(self) -> str:
        """The minute's number with the point, as members cite it: "23 iv", "24(b)"; "" when none is printed."""
        if self.minute is None:
            return ""
        mark = self.point.strip("().").strip()
        number = self.minute.number
        return f"{number}({mark})" if mark and self.part else f"{number} {mark}" if mark else number


def read_said(passages: Sequence[StoredPassage], beside: Collection[str] | None = None) -> tuple[Said, ...]:
    """Everything said in one set of minutes, given by its passages in order, headings left out; or only in the entries
    of the passages with the ids `beside`, which of long minutes costs a hundredth.
    """
    order = {passage.id: n for n, passage in enumerate(passages)}
    under = {passage.id: entry for entry in entries(passages) for passage in entry.passages}
    found: list[Said] = []
    for _, group in groupby(passages, key=lambda p: id(under.get(p.id))):
        own = tuple(group)
        if beside is not None and all(p.id not in beside for p in own):
            continue
        entry = under.get(own[0].id)
        parts = resolutions(own)
        found += _sentences(own, entry, parts, order)
        found += (_resolved(part, entry, order) for part in parts)
    return tuple(sorted(found, key=lambda s: (s.order, s.start)))


def _resolved(part: Part, entry: Entry | None, order: dict[str, int]) -> Said:
    first = part.segments[0]
    start, end = _clear_of_joints(first.passage, first.start, first.end)
    return Said(first.passage, order[first.passage.id], start, end, entry, part.mark, "", "", part)


def _clear_of_joints(passage: StoredPassage, start: int, end: int) -> tuple[int, int]:
    """The longest piece between places where furniture was left out: only that stands in the source as it is."""
    cuts = [start, *(j for j in passage.joints if start < j < end), end]
    pieces = [(a, b) for a, b in pairwise(cuts) if passage.text[a:b].strip()]
    a, b = max(pieces, key=lambda piece: piece[1] - piece[0], default=(start, end))
    text = passage.text[a:b]
    return a + len(text) - len(text.lstrip()), a + len(text.rstrip())


def _sentences(
    passages: Sequence[StoredPassage], entry: Entry | None, parts: Sequence[Part], order: dict[str, int]
) -> Iterator[Said]:
    """The sentences of one entry that are no part of what it resolved."""
    resolved = [(s.passage.id, s.start, s.end) for part in parts for s in part.segments]
    point, role, speaker = "", "", ""
    asked = False  # a question was put under this entry, so that replies are replies to it
    for line in lines_in(passages):
        if entry is not None and entry.heads(line.text):
            continue
        if match := _POINT.match(line.text):
            point = "" if entry is not None and match["mark"].strip("().") == entry.number else match["mark"]
        head = _head(line.text)
        if head and (head == "question" or asked):
            role, speaker, asked = head, _speaker(line.text), True
            if _only_head(line.text):
                point = ""
                continue
        for start, end in _within(line):
            words = line.passage.text[start:end]
            taken = any(id == line.passage.id and a < end and start < b for id, a, b in resolved)
            if taken or words.strip("*# ").startswith("RESOLVED"):
                continue
            said = _head(words)
            if said and said != role and (said == "question" or asked):
                role, speaker, asked = said, _speaker(words), True
            yield Said(line.passage, order[line.passage.id], start, end, entry, point, role, speaker)  # type: ignore[arg-type]


def _within(line: Segment) -> Iterator[tuple[int, int]]:
    """The sentences of a line and of the points in it, without their marks."""
    cuts = [line.start, *(line.start + at for at in points(line.text)), line.end]
    near = [place for place in spans(line.passage) if place[0] < line.end and line.start < place[1]]
    for (start, end), (first, last) in product(near, pairwise(cuts)):
        start, end = max(start, first), min(end, last)
        words = line.passage.text[start:end]
        if start <= first + 4:
            mark = _POINT.match(words)
            start += mark.end() if mark else len(words) - len(words.lstrip(_BULLETS))
            words = line.passage.text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if end - start > 1:
            yield start, end


def _head(text: str) -> Role:
    """Whether a text opens a question or a reply."""
    opening = " ".join(text.strip("#*_ •-").lower().split()[:_HEAD])
    if _REPLY.search(opening):
        return "reply"
    return "question" if _QUESTION.search(opening) else ""


def _only_head(text: str) -> bool:
    """Whether a line is only the heading of a question or reply, which follows in the next lines."""
    bare = text.strip("#*_ ")
    return (bare.endswith(":") or not bare.endswith((".", "?", "”", '"'))) and len(bare.split()) <= _HEAD + 6


def _speaker(text: str) -> str:
    opened = text.lower().strip("*# ").removeprefix("supplementary ").startswith(_OPENED)
    match = _NAMED.search(text) if opened else _BEFORE.search(text) or _REPLIED.search(text)
    return match["name"].strip(" *") if match else ""


def place_in(said: Sequence[Said], passage_id: str, start: int, end: int) -> int | None:
    """The first of `said` that shares words with a place of a passage; None for none."""
    for n, sentence in enumerate(said):
        pieces = sentence.part.segments if sentence.part else (sentence,)
        if any(p.passage.id == passage_id and p.start < end and start < p.end for p in pieces):
            return n
    return None


def reply_to(said: Sequence[Said], place: int) -> Said | None:
    """The first sentence of the reply to a question: of the reply numbered alike, else of the next one."""
    question = said[place]
    following = []
    for later in said[place + 1 :]:
        if later.minute != question.minute:
            break
        if later.role == "reply":
            following.append(later)
    alike = [s for s in following if question.point and s.point == question.point]
    return next(iter(alike or following), None)


Kind = Literal["resolved", "undertaken", "soft", "asked", "advised", "noted", "question", "reply", "reported"]

KINDS: tuple[Kind, ...] = get_args(Kind)
_SPOKEN = re.compile(
    r"\b(?:(?P<noted>(?:was|were|members|committee|cabinet|council) (?:also )?noted)"
    r"|(?P<asked>(?:ask|quer|question|request|concern|urg|challeng)\w*|sought)"
    r"|(?P<advised>(?:advis|report|explain|stat|confirm|respond|repl|assur|inform|announc|clarif|outlin)(?:ed|ied)|said|told))\b",
    re.I,
)
_BINDS_NOBODY = re.compile(r"\W*(?:it was|(?:the )?\w+) (?:also )?noted\b", re.I)  # what is only noted binds nobody
_BOUND = re.compile(r"\b(?:agreed|undertook|offered) (?:to|that)\b", re.I)


def kinds_of(said: Sequence[Said], formal: bool, embedding: Embedding | None = None) -> list[Kind]:
    """The kind of each sentence of one set of minutes. In `formal` minutes what the body decides stands in blocks that
    say RESOLVED: what it "agreed" in running words is undertaken by it, or only said, but for what it "resolved to" do.
    """
    told = ["" if s.part or s.role == "question" or _BINDS_NOBODY.match(s.text) else s.text for s in said]
    judged = acts(told, embedding)
    kinds: list[Kind] = []
    for sentence, act in zip(said, judged, strict=True):
        if sentence.part or (act == "resolution" and (not formal or resolves(sentence.text))):
            kinds.append("resolved")
        elif act == "undertaking" or (act == "resolution" and _BOUND.search(sentence.text)):
            kinds.append("undertaken")
        elif act == "soft":
            kinds.append("soft")
        else:
            kinds.append(sentence.role or _spoken(sentence.text))
    return kinds


def is_formal(said: Sequence[Said]) -> bool:
    """Whether minutes print what was decided in blocks of their own, in a third of their entries or more."""
    under = {id(sentence.minute) for sentence in said if sentence.minute}
    decided = {id(sentence.minute) for sentence in said if sentence.part and sentence.part.apart}
    return bool(decided) and 3 * len(decided) >= len(under)


def _spoken(text: str) -> Kind:
    """Asked, advised or noted, by the first verb that says so."""
    match = _SPOKEN.search(text)
    return match.lastgroup if match else "noted"  # type: ignore[return-value]
