"""What each step of the answer path is worth on each council's cases: `python -m eval ablate`.

A council's cases are kept apart, since only what helps on papers that it was not written on is worth keeping. Each path
is taken up where the step would have come: progress is frozen, so what the steps before it found is used again, and a
step late in the path costs little to leave out. Parts of the retrieval change everything after them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from eval.answers.cases import Case, questions
from eval.answers.generate import as_line
from eval.answers.score import score
from eval.labels.resolve import council_of, kept, resolve
from eval.measures.bootstrap import paired
from eval.measures.printed import Answered
from eval.measures.rows import Row
from eval.measures.source import Source
from eval.measures.table import Table
from eval.run import gate
from eval.run.folder import Plan
from eval.run.runner import build
from index.encoder import SentenceTransformerEmbedding
from index.faults import BadSetting
from index.ingest.parse import parse
from index.store.library import Library
from rag.ask.pipeline import OPTIONAL, STEPS, finished
from rag.ask.progress import Inquiry, Progress, Sources, Step, Writer, walk
from rag.search.corpus import READING
from rag.search.evidence import PARTS as EVIDENCE
from rag.search.ranking import NAMES
from rag.search.retriever import Found, HybridRetriever
from rag.values import Answer

LEAST = 20  # questions of a body of its own; smaller ones are put together
FEW, OURS, FIRST = "smaller bodies", "sample", "leicestershire"
SHARED = Path("../shared")
NOTHING = ""  # the name of the whole path, from which no step is left out
GROUPS = (
    "refuse", "weigh", "widening", "abbreviations", "spelling", "periods named", "titles named",
    "words", "vector", "late+late text+late weakest", "coverage+rarest", "period+sure", "title", "replaced",
    "ordinal+before", "paper+share", "sentence late+sentence telling+sentence together+sentence sure",
    "sentence near+sentence value", "sentence announces+sentence length",
    "sentence passage+sentence inverse rank+sentence paper",
)  # fmt: skip
"""What is left out together by default: what measures the same thing stands in for one another."""
FIGURES = (
    "success@1", "success@5", "report@1", "evidence cited", "figures right", "wrongly refused", "rightly refused",
)  # fmt: skip
RANKED = frozenset({*NAMES, *EVIDENCE}) - {"words", "vector"}  # those two also find the candidates
_STEPS = [step.name for step in STEPS]
Say = Callable[[str], None]


def known(names: Collection[str]) -> Collection[str]:
    """The names of steps as given. Raises `BadSetting` for one that no step has."""
    strange = sorted({part for name in names for part in name.split("+")} - set(OPTIONAL))
    if strange:
        raise BadSetting(f"No step is called “{strange[0]}”.", f"The steps are: {', '.join(OPTIONAL)}.")
    return names


def main(
    shared: Annotated[Path, typer.Argument(help="Folder of the real papers and their gold cases.")] = SHARED,
    step: Annotated[list[str] | None, typer.Option(help="Only this step (a+b: both); may be given again.")] = None,
    council: Annotated[list[str] | None, typer.Option(help="Only this council; may be given again.")] = None,
    data: Annotated[Path, typer.Option(help="Folder of the indexes, kept and reused.")] = Path("build/ablation"),
) -> None:
    """What each step of the answer path is worth on each council's cases, with a paired bootstrap interval."""
    for found in ablated(shared, step or (), council or (), data, gate.say):
        found.show(gate.out)


def ablated(shared: Path, steps: Collection[str], only: Collection[str], data: Path, say: Say) -> Iterator[Table]:
    """A table a council: what each of `steps` (`GROUPS`, where none is named) adds on its cases; the last is of all
    bodies but ours and the first, together.
    """
    names = tuple(known(steps)) or GROUPS
    others: list[dict[str, tuple[Row, ...]]] = []
    for council, library in opened(shared, data, say, only):
        rows = measured(council, library, names)
        yield table(f"{council.name}: {len(council.cases)} questions", rows)
        if council.name not in (OURS, FIRST):
            others.append(rows)
    if len(others) > 1:
        joined = {name: tuple(row for rows in others for row in rows[name]) for name in (NOTHING, *names)}
        yield table(f"all other councils: {len(joined[NOTHING])} questions", joined)


def opened(
    shared: Path, data: Path, say: Say, only: Collection[str] = (), ours: bool = True
) -> Iterator[tuple[Council, Library]]:
    """Each council (of those named, where any are; `ours` for the sample council too) with the library of its papers,
    indexed if need be. A library is opened once and stays open.
    """
    libraries: dict[str, Library] = {}
    for council in councils(shared, say):
        if (only and council.name not in only) or (council.name == OURS and not ours):
            continue
        say(f"{council.name}: {len(council.cases)} questions …")
        index = data / council.index
        if council.index not in libraries:
            embedding = SentenceTransformerEmbedding(cache_dir=index / "models")
            libraries[council.index] = build(council.papers, index, embedding, parse).assistant.library
        yield council, libraries[council.index]


@dataclass(frozen=True)
class Council:
    """A council or body: its name, the folder of papers its cases are asked over, and the cases."""

    name: str
    papers: Path
    cases: tuple[Case, ...]

    @property
    def index(self) -> str:
        """The name of the folder of its index: our council's folder of papers is called as another's is."""
        return OURS if self.name == OURS else self.papers.name


def councils(shared: Path, say: Say) -> list[Council]:
    """The sample council, and those whose papers and gold cases `shared` holds; `say` is told of what is not there."""
    ours = Plan.ours()
    found = [Council(OURS, ours.packs, questions(ours.questions))] if ours.questions else []
    gold = shared / "eval"
    if not (shared / "packs").is_dir() or not (gold / "questions.jsonl").is_file():
        say(f"{shared} holds no packs with gold questions: only the sample council is measured.")
        return found
    found.append(Council(FIRST, shared / "packs", questions(gold / "questions.jsonl")))
    if (shared / "packs-other").is_dir() and (gold / "other.questions.jsonl").is_file():
        found += _bodies(shared / "packs-other", questions(gold / "other.questions.jsonl"), "")
    for folder in ("packs", "packs-other", "packs-pdf"):
        if (shared / folder).is_dir():
            rows = [row for row in kept("questions") if row.file.startswith(f"{folder}/")]
            found += _bodies(shared / folder, tuple(resolve(shared, rows, say).asked["questions"]), " (readers)")
    return found


def _bodies(papers: Path, cases: tuple[Case, ...], mark: str) -> list[Council]:
    by_body: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_body[council_of(f"{papers.name}/{(case.file or '').removeprefix(f'{papers.name}/')}")].append(case)
    small = [case for body in by_body.values() if len(body) < LEAST for case in body]
    large = [Council(f"{name}{mark}", papers, tuple(of)) for name, of in by_body.items() if len(of) >= LEAST]
    return [*large, Council(f"{FEW}{mark}", papers, tuple(small))] if small else large


def answers(library: Library, question: str, names: Sequence[str]) -> Iterator[tuple[str, Answer]]:
    """The answer of the whole path, named `NOTHING`, then the one without each part named (several joined by "+")."""
    started = perf_counter()
    whole = Progress(Inquiry(question), Sources(library, HybridRetriever(library)), Writer())
    before = [whole, *_taken(STEPS, whole)]
    yield NOTHING, finished(before[-1], started)
    for name in names:
        now = perf_counter()
        yield name, finished(_without(library, before, name.split("+")), now)


def _without(library: Library, before: Sequence[Progress], parts: Sequence[str]) -> Progress:
    """The end of the path without these parts, taken up where the first of them comes: where it had ended before, or
    nothing was read by them, it is the same. What only ranks ranks the same candidates again.
    """
    found = before[-1].found
    place = min(_place(part) for part in parts)
    if place >= len(before) or (found is not None and all(_idle(part, found) for part in parts)):
        return before[-1]
    sources = Sources(library, HybridRetriever(library, without=parts), frozenset(parts))
    start = replace(before[place], sources=sources)
    if place == _STEPS.index("retrieve") + 1 and start.found is not None:
        start = replace(start, found=sources.retriever.rank(start.found))
    return [start, *_taken([step for step in STEPS[place:] if step.name not in parts], start)][-1]


def _place(part: str) -> int:
    """The place in `STEPS` from which on a path without `part` is another one."""
    if part in _STEPS:
        return _STEPS.index(part)
    if part == "widening":
        return _STEPS.index("choose")
    return _STEPS.index("retrieve") + (part in RANKED)


def _idle(part: str, found: Found) -> bool:
    """Whether nothing was read in the question by `part`."""
    if part in READING:
        return found.corpus.read(found.query.text, [part]) == found.query
    return part == "periods named" and not (found.scoped.scope.meetings or found.scoped.periods)


def _taken(steps: Sequence[Step], progress: Progress) -> list[Progress]:
    return [part for part in walk(steps, progress) if isinstance(part, Progress)]


def measured(council: Council, library: Library, names: Sequence[str]) -> dict[str, tuple[Row, ...]]:
    """The council's rows of the whole path (`NOTHING`) and without each step named."""
    lines: dict[str, list[Answered]] = {name: [] for name in (NOTHING, *names)}
    for case in council.cases:
        for name, answer in answers(library, case.question, names):
            lines[name].append(Answered.model_validate(as_line(answer) | {"id": case.id}))
    nothing = Source(())  # quotes are checked word for word by the path itself
    return {name: score(council.cases, given, nothing) for name, given in lines.items()}


def table(title: str, rows: dict[str, tuple[Row, ...]]) -> Table:
    """A line a step: what each figure gains by it, with the 95 % interval, and how many cases it changes."""
    whole = rows[NOTHING]
    body = [[name, *_gains(whole, without)] for name, without in rows.items() if name != NOTHING]
    head = ("step", *FIGURES, "cases changed")
    return Table(f"{title}; what each step adds", head, tuple(tuple(line) for line in body))


def _gains(whole: Sequence[Row], without: Sequence[Row]) -> Iterable[str]:
    changed = sum(a.values != b.values for a, b in zip(whole, without, strict=True))
    for figure in FIGURES:
        pair = paired(whole, without, figure)
        if pair is None:
            yield ""
        elif not pair.above and not pair.below:
            yield "0"
        else:
            yield f"{pair.difference:+.3f} [{pair.interval.low:+.3f}, {pair.interval.high:+.3f}]"
    yield str(changed)
