"""Generate a whole run into its folder: the assistant's answers, conversations and drafts, and the baseline's."""

import json
import subprocess
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from eval.answers import generate
from eval.answers.cases import Conversation, questions
from eval.drafts.cases import ChallengeCase, PromptCase
from eval.drafts.generate import drafts
from eval.measures.gold import read
from eval.run.folder import EVAL, Plan, write_lines
from index.encoder.embedding import Embedding
from index.ingest.ingest import IngestLine, Parse, ingest
from index.store.library import Library
from rag.assistant import Assistant
from rag.llm import Model

Say = Callable[[str], None]


def run(
    plan: Plan, folder: Path, data: Path, embedding: Embedding, parse: Parse, *, baseline: bool = True, say: Say,
    without: Collection[str] = (), model: Model | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Generate everything the plan asks for; returns, and keeps in the folder, the facts of how. `data` is the folder
    of the index; what is indexed there already is not indexed again. `say` is told each step. `without` names steps of
    the answer path to leave out. With a language `model` only reports that a case is about are drafted for.
    """
    cases = questions(plan.questions) if plan.questions else ()
    chats = read(plan.conversations, Conversation) if plan.conversations else ()
    plan.write(folder)
    seconds: dict[str, float] = {}
    facts: dict[str, Any] = {
        "generated": datetime.now().isoformat(timespec="seconds"),
        "commit": commit(),
        "model": embedding.model_name,
        "packs": plan.packs.name,
        "without": sorted(without),
    }

    say("Indexing the packs …")
    with _timed(seconds, "index"):
        built = build(plan.packs, data, embedding, parse, without=without, model=model)
    facts["documents"] = len(built.lines)
    facts["passages"] = sum(line.passages for line in built.lines)
    facts["not read"] = [f"{line.document}: {line.error}" for line in built.lines if line.status == "failed"]
    assistant = built.assistant

    if cases:
        say(f"Asking {len(cases)} questions …")
        with _timed(seconds, "answers"):
            write_lines(folder / "answers.jsonl", generate.answers(generate.asker(assistant), cases))
    if chats:
        say(f"Holding {len(chats)} conversations …")
        with _timed(seconds, "conversations"):
            write_lines(folder / "conversations.jsonl", generate.conversations(assistant, chats))
    if plan.prompts or plan.challenges:
        say("Drafting for every report …")
        with _timed(seconds, "drafts"):
            write_lines(folder / "drafts.jsonl", drafts(assistant, None if model is None else drafted_cases(plan)))
    if baseline and cases:
        say("Building and asking the baseline …")
        with _timed(seconds, "baseline"):
            from eval.answers.baseline import Baseline
            from eval.measures.source import pages

            write_lines(folder / "baseline.jsonl", generate.answers(Baseline(pages(plan.packs), embedding).ask, cases))
    assistant.library.close()  # a second run over the same folder opens it anew
    facts["seconds"] = {name: round(took, 1) for name, took in seconds.items()}
    (folder / "facts.json").write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return facts


@dataclass(frozen=True)
class Built:
    """The assistant, and what became of each file of the packs."""

    assistant: Assistant
    lines: tuple[IngestLine, ...]


def build(
    packs: Path, data: Path, embedding: Embedding, parse: Parse, without: Collection[str] = (),
    model: Model | None = None,
) -> Built:  # fmt: skip
    """Index `packs` into `data` (what is there already is not done again) and open the assistant over it, which leaves
    out the steps named.
    """
    library = Library.open(data, embedding)
    lines = tuple(ingest([packs], library, parse))
    return Built(Assistant(library, embedding, model, without=without), lines)


def drafted_cases(plan: Plan) -> list[PromptCase | ChallengeCase]:
    """The plan's cases of drafts."""
    prompts = read(plan.prompts, PromptCase) if plan.prompts else ()
    return [*prompts, *(read(plan.challenges, ChallengeCase) if plan.challenges else ())]


def commit() -> str:
    """The commit this was generated at, with a plus where files had changed since; "unknown" outside a checkout."""
    try:
        where = ["git", "-C", str(EVAL)]
        name = subprocess.run([*where, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
        changed = subprocess.run([*where, "status", "--porcelain", "-uno"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return name.stdout.strip() + ("+" if changed.stdout.strip() else "")


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    seconds[name] = time.perf_counter() - started
