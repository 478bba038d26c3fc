"""Twenty people asking at once: one model, one index and one store of chats for all, as the page shares them.

    python -m tests.bench.users [--data DIR] [--users 20] [--questions 1000]

Each user is a thread that does what the page does for a question: saves it, answers it, saves the answer, and draws
the first quote's page; then asks the next at once. Prints the times of a question and of a page, and the memory as it
went. Exits with 1 where a question failed, the 95th percentile is over three seconds, or memory grew by over a tenth
in the second half.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from app.build import build_assistant, build_parse, open_library
from app.parts.quoting.pageimage import render
from app.saved.chats import ChatStore
from app.saved.records import AnswerRecord, QuestionRecord
from app.settings import load
from index.ingest.ingest import ingest
from tests.places import ROOT

PACKS = ROOT / "eval" / "council" / "packs"
QUESTIONS = ROOT / "eval" / "cases" / "questions.jsonl"
SLOWEST = 3.0  # seconds, 95th percentile
GROWTH = 1.1


def resident_mb() -> float:
    """Memory of this process, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


class Evening:
    """The shared objects, and what the users met with."""

    def __init__(self, data: Path) -> None:
        settings = load(data=data)
        self.library = open_library(settings)
        if not self.library.documents():
            for line in ingest([PACKS], self.library, build_parse(settings)):
                print(f"{line.status}: {line.document}", file=sys.stderr)
        self.assistant = build_assistant(settings, self.library)
        self.chats = ChatStore(data)
        self.answers: list[float] = []
        self.pages: list[float] = []
        self.memory: list[float] = []
        self.failed: list[str] = []

    def user(self, questions: Iterator[str], lock: threading.Lock) -> None:
        """Ask until there are no more questions."""
        chat = self.chats.create("bench")
        while True:
            with lock:
                question = next(questions, None)
            if question is None:
                return
            try:
                self._ask(chat, question)
            except Exception as error:
                self.failed.append(f"{type(error).__name__}: {error}")
            if len(self.answers) % 100 == 0:
                self.memory.append(resident_mb())

    def _ask(self, chat: str, question: str) -> None:
        started = time.perf_counter()
        self.chats.add(chat, QuestionRecord(text=question))
        answer = self.assistant.ask(question)
        self.chats.add(chat, AnswerRecord.of(answer))
        self.answers.append(time.perf_counter() - started)
        cited = next((c for c in answer.citations if c.passage.page is not None), None)
        if cited is not None:
            started = time.perf_counter()
            render(self.library.file_path(cited.passage.item.document_id), cited.passage.page, cited.quote)
            self.pages.append(time.perf_counter() - started)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--questions", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        evening = Evening(options.data or Path(folder))
        cases = [json.loads(line)["question"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
        evening.assistant.ask(cases[0])
        questions, lock = itertools.islice(itertools.cycle(cases), options.questions), threading.Lock()
        started = time.perf_counter()
        users = [threading.Thread(target=evening.user, args=(questions, lock)) for _ in range(options.users)]
        for user in users:
            user.start()
        for user in users:
            user.join()
        seconds = time.perf_counter() - started
    return report(evening, seconds)


def report(evening: Evening, seconds: float) -> int:
    """Print what was measured; 0 where it is good enough."""
    for name, times in (("question", evening.answers), ("page", evening.pages)):
        if times:
            shares = ", ".join(f"p{int(100 * s)} {percentile(times, s):.2f} s" for s in (0.5, 0.95, 0.99))
            print(f"{name}: {len(times)} in {seconds:.0f} s, {shares}")
    print("memory (MB), every 100 questions:", " ".join(f"{mb:.0f}" for mb in evening.memory))
    print(f"failed: {len(evening.failed)}", *sorted(set(evening.failed))[:5])
    half = evening.memory[len(evening.memory) // 2 :]
    grew = bool(half) and half[-1] > GROWTH * half[0]
    return int(bool(evening.failed) or grew or percentile(evening.answers, 0.95) > SLOWEST)


if __name__ == "__main__":
    sys.exit(main())
