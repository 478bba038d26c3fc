"""The readers' cases with their quotes, as far as the papers they were found in lie beside the checkout.

    python -m eval labels ../shared --out build/labels

writes them in the shape of the other gold cases (`eval.answers.cases`, `eval.drafts.cases`), which the gate, the fits
and any other scorer read. Kept are labels, challenges and questions, their quotes as locators: `file` is a path in the
folder of real papers, `sha256` the file that the reader read; nothing in a row is a paper's. What was written of a
challenge is left out: it paraphrases. `tests/bench/keeprows.py` makes rows of what a reader wrote.
"""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

import typer
from pydantic import BaseModel, ConfigDict

from eval.answers.cases import Case, Gold
from eval.drafts.cases import ChallengeCase, PromptCase
from eval.labels.locators import Locator, Text
from eval.measures.gold import read
from index.digest import digest
from index.faults import Unreadable
from index.read import read as read_paper

HERE = Path(__file__).resolve().parent
READERS = {
    "prompts": ("a", "b", "c", "d"), "challenges": ("a", "b"), "questions": ("p", "q", "r"), "unread": ("n",),
    "decisions": ("d",), "blind": ("s", "t", "x"),
}  # fmt: skip
"""Which readers' files there are: `prompts-a.jsonl`, … Those `unread` are questions of three people who had seen no
more of the papers than agendas and headings, judged by others on the ten passages that the search found for each: of
kind `unanswered` where none answers, `partly` where one does in part. `decisions` ask what was decided, those `blind`
were put once to the product (`x` also to what it was before); nothing is fitted on either.
"""


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KeptPrompt(_Shape):
    """How far a paper answers a prompt. `report` is the locator of the paper's title, of which of several in the file
    it is. `applies` is false where the reader thought that the prompt cannot be asked of such a paper.
    """

    file: str
    sha256: str
    report: str | None = None
    prompt: str
    label: Literal["answered", "partly", "silent"]
    applies: bool = True
    quotes: tuple[str, ...] = ()


class KeptChallenge(_Shape):
    """The proofs of what a reader would challenge; best first within a report, which `report` locates as above."""

    id: str
    file: str
    sha256: str
    report: str | None = None
    kind: str
    quotes: tuple[str, ...]


class KeptGold(_Shape):
    """One piece of evidence and its PDF page (None for a file without pages); `file` and its digest where it is not
    the question's.
    """

    quote: str
    page: int | None = None
    file: str | None = None
    sha256: str | None = None


class KeptQuestion(_Shape):
    """A question; `values` any right answer shows, `near` are quotes that look like an answer and are none."""

    id: str
    question: str
    kind: str
    file: str
    sha256: str
    gold: tuple[KeptGold, ...] = ()
    values: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


class KeptUnread(KeptQuestion):
    """A question of somebody who had not read the papers."""


class KeptDecision(KeptQuestion):
    """A question for a decision, written on minutes before anything was asked."""


class KeptBlind(KeptQuestion):
    """A question that measured the product, which had not seen it."""


Kept = KeptPrompt | KeptChallenge | KeptQuestion
SHAPES: dict[str, type[Kept]] = {
    "prompts": KeptPrompt, "challenges": KeptChallenge, "questions": KeptQuestion, "unread": KeptUnread,
    "decisions": KeptDecision, "blind": KeptBlind,
}  # fmt: skip
_KINDS = {shape: kind for kind, shape in SHAPES.items()}


def path_of(kind: str, reader: str) -> Path:
    """The file of one reader's rows of a kind."""
    return HERE / f"{kind}-{reader}.jsonl"


Say = Callable[[str], None]


@dataclass
class Resolved:
    """The cases found in the readers' order, questions by their kind in `READERS`; how many quotes were sought, and
    the rows' quotes not found. A row some of whose quotes are not found keeps the others; a question loses the gold
    that is not found.
    """

    prompts: list[PromptCase] = field(default_factory=list)
    challenges: list[ChallengeCase] = field(default_factory=list)
    asked: dict[str, list[Case]] = field(default_factory=lambda: defaultdict(list))
    sought: int = 0
    lost: list[str] = field(default_factory=list)

    def of(self, kind: str) -> Sequence[PromptCase | ChallengeCase | Case]:
        """The cases of a kind of `READERS`."""
        held: dict[str, Sequence[PromptCase | ChallengeCase | Case]]
        held = {"prompts": self.prompts, "challenges": self.challenges, **self.asked}
        return held.get(kind, ())

    def write(self, folder: Path) -> None:
        """Write the cases of each kind into `folder`, a JSONL file each, named for the kind."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in READERS:
            lines = [case.model_dump_json() + "\n" for case in self.of(name)]
            (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")


def kept(kind: str) -> list[Kept]:
    """The rows of a kind (`prompts`, `challenges`, `questions`) as kept here."""
    return [row for reader in READERS[kind] for row in read(path_of(kind, reader), SHAPES[kind])]


def council_of(path: str) -> str:
    """The council whose paper it is, by `councils.toml`."""
    table = tomllib.loads((HERE / "councils.toml").read_text(encoding="utf-8"))["papers"]
    for row in table:
        if path.startswith(row["path"]):
            return row["council"] or path.removeprefix(row["path"]).split("/")[0]
    return path.split("/")[0]


def resolve(papers: Path, rows: Iterable[Kept], say: Say) -> Resolved:
    """Find the quotes of `rows` in the files under `papers`; each file is read once. A file that is not there, is
    another than the reader's or cannot be read is skipped, and `say` is told in a line.
    """
    found, texts = Resolved(), dict[tuple[str, str], Text | None]()
    skipped: dict[str, int] = defaultdict(int)

    def text_of(file: str, sha256: str) -> Text | None:
        if (file, sha256) not in texts:
            texts[file, sha256] = _text(papers / file, file, sha256, say)
        return texts[file, sha256]

    for row in rows:
        text = text_of(row.file, row.sha256)
        if text is None:
            skipped[row.file] += 1
        elif isinstance(row, KeptQuestion):
            _add_question(found, row, text, text_of)
        else:
            _add(found, row, text)
    if skipped:
        say(f"Left out: {sum(skipped.values())} rows of {len(skipped)} files.")
    return found


def _text(path: Path, file: str, sha256: str, say: Say) -> Text | None:
    if not path.is_file():
        say(f"{file} is not there.")
        return None
    if digest(path) != sha256:
        say(f"{file} is not the file that was read.")
        return None
    try:
        return Text(read_paper(path, name=path.name).text)
    except Unreadable as fault:
        say(f"{file} cannot be read: {fault}")
        return None


def _add(found: Resolved, row: KeptPrompt | KeptChallenge, text: Text) -> None:
    quotes = _quotes(found, row, row.quotes, text)
    title = " ".join(_quotes(found, row, [row.report] if row.report else [], text))
    if isinstance(row, KeptPrompt):
        found.prompts.append(
            PromptCase(
                report=title, prompt=row.prompt, label=row.label, quotes=quotes, file=row.file, applies=row.applies
            )
        )
    elif quotes:
        found.challenges.append(ChallengeCase(id=row.id, report=title, quotes=quotes, kind=row.kind, file=row.file))


def _add_question(found: Resolved, row: KeptQuestion, text: Text, text_of: Callable[[str, str], Text | None]) -> None:
    """A question whose whole gold is lost is left out: without gold it would be one without an answer."""
    golds = []
    for one in row.gold:
        said = text_of(one.file, one.sha256 or "") if one.file else text
        if said is None:
            found.lost.append(f"{one.file}: {one.quote}")
        else:
            quotes = _quotes(found, row, (one.quote,), said)
            golds += [Gold(quote=quote, file=one.file or row.file, page=one.page) for quote in quotes]
    if golds or not row.gold:
        # A value is looked for in the quotes first: "12" may stand anywhere in the file.
        quoted = Text(" ".join(gold.quote for gold in golds))
        values = [quoted.quote(Locator.read(one)) or text.quote(Locator.read(one)) for one in row.values]
        found.asked[_KINDS[type(row)]].append(
            Case(
                id=row.id,
                question=row.question,
                kind=row.kind,
                gold=tuple(golds),
                must_contain=tuple(value for value in values if value),
                near=_quotes(found, row, row.near, text),
                file=row.file,
            )
        )


def _quotes(found: Resolved, row: Kept, places: Iterable[str], text: Text) -> tuple[str, ...]:
    quotes = []
    for place in places:
        found.sought += 1
        quote = text.quote(Locator.read(place))
        if quote is None:
            found.lost.append(f"{row.file}: {place}")
        else:
            quotes.append(quote)
    return tuple(quotes)


def main(
    papers: Annotated[Path, typer.Argument(help="Folder of the real papers.")],
    out: Annotated[Path, typer.Option(help="Folder to write the cases into.")] = Path("build/labels"),
) -> None:
    """Find our readers' quotes again in the real papers and write their cases with them, as JSONL."""

    def say(line: str) -> None:
        typer.echo(line, err=True)

    found = resolve(papers, [row for kind in READERS for row in kept(kind)], say)
    found.write(out)
    for place in found.lost:
        say(f"not found: {place}")
    counts = ", ".join(f"{len(found.of(name))} {name}" for name in READERS)
    typer.echo(counts.replace("prompts", "labels"))
    typer.echo(f"{found.sought - len(found.lost)} of {found.sought} quotes found. Written to {out}")
