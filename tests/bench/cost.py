"""What a language model would be sent for one meeting and a hundred questions, at three settings of the context.

    python -m tests.bench.cost DATA QUESTIONS.jsonl [--reports 8] [--sent 2] [--received 8]

`DATA` is the folder of an index, `QUESTIONS.jsonl` has "question" in each line (the first hundred are asked). No model
is asked: a scripted one answers with the papers' own sentences, so what is sent is what the product sends, the
meaning requests included; what is received is `RECEIVED`, the length of replies that were written by hand. The reports
are those of the meeting that has most, and are drafted for and summed up. `--sent` and `--received` are prices of a
million tokens. Prints a row a setting: thousands of tokens sent and received, pounds, and reports not read whole.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Sequence
from pathlib import Path
from typing import Any

from llama_index.core.llms import ChatMessage, ChatResponse

from app.build import open_library
from app.settings import load
from eval.run.recorded import Recorded, Tokens
from index.faults import LlmFault
from rag.assistant import Assistant
from rag.llm import Model
from rag.llm.answering import summary, write_answer
from rag.llm.drafting import draft_with
from rag.search.retriever import HybridRetriever

SETTINGS = ((2_000, 8_000), (4_000, 16_000), (16_000, 64_000))  # llm_context, llm_draft_context
RECEIVED = {"answer": 51, "meaning": 40, "draft": 2_600, "summary": 150}  # tokens of a reply
MOST = 40  # passages that an answer's request may have
SOURCE = re.compile(r"^\[(\w+)\].*\n<<DATA \w+>>\n(.{30,220}?[.!?])\s", re.MULTILINE)
SENTENCE = re.compile(r"([A-Z][^.\n]{60,160}\.)\s")


class Scripted(Recorded):
    """A model that repeats what it was shown."""

    async def astream_chat(self, messages: Sequence[ChatMessage], **options: Any) -> AsyncGenerator[ChatResponse, None]:
        """The reply in one piece."""
        text = _reply(str(messages[0].content), str(messages[1].content))

        async def whole() -> AsyncGenerator[ChatResponse, None]:
            yield ChatResponse(message=ChatMessage(role="assistant", content=text), delta=text)

        return whole()


def _reply(system: str, user: str) -> str:
    if '"prompts"' in system:
        told = SENTENCE.findall(user)
        asked = [{"question": f"{' '.join(t.rstrip('.').split()[:22])}: why?", "quotes": [t]}
                 for t in told[:: max(1, len(told) // 12)][:12]]  # fmt: skip
        return json.dumps({"prompts": [], "questions": asked})
    if "check sentences against quotes" in system:
        return "\n".join(f"{n}: yes" for n in range(1, 1 + user.count("\nSentence: ")))
    most = 5 if "sum up" in system.lower() else 1
    return "\n".join(f"{said} [{key}]" for key, said in SOURCE.findall(user)[:most]) or "NOTHING"


def measured(data: Path, questions: Path, most: int) -> list[tuple[int, int, Counter[str], Counter[str], int, int]]:
    """(context, draft context, requests by purpose, tokens sent by purpose, reports not read whole, reports)."""
    library = open_library(load(data=data))
    asked = [json.loads(line)["question"] for line in questions.read_text(encoding="utf-8").splitlines()[:100]]
    retriever, assistant = HybridRetriever(library), Assistant(library)
    found = [retriever.find(question).retrieved[:MOST] for question in asked]
    held = [item for item in library.items() if item.kind == "report" and item.meeting_date]
    meetings = Counter((item.committee, item.meeting_date) for item in held)
    meeting = max((m for m, n in meetings.items() if n <= most), key=lambda m: meetings[m])
    reports = [item for item in held if (item.committee, item.meeting_date) == meeting]
    prepared = [assistant._asked(assistant.draft(report.id), frozenset()) for report in reports]
    rows = []
    for context, draft_context in SETTINGS:
        tokens, cut = Tokens(), 0
        model = Model(Scripted(folder=data), "scripted", context, 600.0, draft_context=draft_context, account=tokens)
        for question, passages in zip(asked, found, strict=True):
            _tried(lambda *given: [*write_answer(*given)], model, question, passages)
        for one in prepared:
            drafted = _tried(draft_with, model, one)
            cut += drafted is not None and "too long" in drafted.notice
            _tried(summary, model, one.report, one.passages)
        requests = Counter({purpose: len(spent) for purpose, spent in tokens.spent.items()})
        sent = Counter({purpose: sum(s.sent for s in spent) for purpose, spent in tokens.spent.items()})
        rows.append((context, draft_context, requests, sent, cut, len(reports)))
    return rows


def _tried(ask: Callable[..., Any], *given: Any) -> Any:
    try:
        return ask(*given)
    except LlmFault:  # nothing that the script repeats was kept
        return None


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--reports", type=int, default=8)
    parser.add_argument("--sent", type=float, default=2.0)
    parser.add_argument("--received", type=float, default=8.0)
    given = parser.parse_args()
    for context, draft, requests, sent, cut, reports in measured(given.data, given.questions, given.reports):
        back = sum(RECEIVED.get(purpose, 0) * n for purpose, n in requests.items())
        pounds = (sum(sent.values()) * given.sent + back * given.received) / 1e6
        each = {purpose: round(sent[purpose] / n) for purpose, n in requests.items()}
        print(f"{context} / {draft}: {sum(sent.values()) / 1000:.0f}k sent, {back / 1000:.0f}k back, £{pounds:.2f}; "
              f"{cut} of {reports} reports not whole; a request: {each}, of {dict(requests)}")  # fmt: skip


if __name__ == "__main__":
    main()
