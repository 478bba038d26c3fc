"""Ours beside LlamaIndex's own searches over the same real papers, in one run: `python -m eval peers ../shared`.

Its BM25 alone and its hybrid, over chunks of 256 and of 1,024 tokens (`eval/answers/baseline.py`). They quote three
whole chunks, whose words are counted too: a longer quote holds more by luck.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import typer

from eval.answers.baseline import Baseline
from eval.answers.cases import Case, questions
from eval.answers.generate import answers, asker
from eval.answers.score import score
from eval.measures.bootstrap import paired
from eval.measures.printed import Answered
from eval.measures.rows import Row, mean_of
from eval.measures.source import Source, pages
from eval.measures.table import Table, figure
from eval.run import gate
from eval.run.runner import build
from index.encoder import SentenceTransformerEmbedding
from index.ingest.parse import parse

SETS = {"packs": "questions.jsonl", "packs-other": "other.questions.jsonl"}
"""The folders of real papers, and the gold questions over each."""
CHUNKS = (256, 1024)
FIGURES = ("success@1", "success@5", "recall@1000w", "pack@1", "evidence cited", "figures right", "page right")
Ask = Callable[[str, str], dict[str, Any]]


def main(
    shared: Annotated[Path, typer.Argument(help="Folder of the real papers and their gold cases.")],
    data: Annotated[Path, typer.Option(help="Folder of the indexes, kept and reused.")] = Path("build/ablation"),
) -> None:
    """Our answers beside those of LlamaIndex's searches, on the gold questions of each folder of real papers."""
    for folder, gold in SETS.items():
        if (shared / folder).is_dir():
            cases = questions(shared / "eval" / gold)
            gate.out.print(compared(folder, cases, _systems(shared / folder, data / folder)).markdown())


def compared(title: str, cases: Sequence[Case], systems: Iterator[tuple[str, Ask]]) -> Table:
    """A line a system; of each but the first the figures less the first's, with the paired 95 % interval."""
    lines: list[tuple[str, ...]] = []
    ours: tuple[Row, ...] = ()
    for name, ask in systems:
        said = [Answered.model_validate(line) for line in answers(ask, cases)]
        rows = score(cases, said, Source(()))
        ours = ours or rows
        words = f"{median(len(one.text.split()) for one in said):.0f}"
        lines.append((name, *(_cell(rows, ours, name) for name in FIGURES), words))
    return Table(f"{title}: {len(cases)} questions", ("system", *FIGURES, "words"), tuple(lines))


def _cell(rows: Sequence[Row], ours: Sequence[Row], name: str) -> str:
    said = figure(mean_of([value for row in rows if (value := row.values.get(name)) is not None]))
    pair = None if rows is ours else paired(rows, ours, name)
    return said if pair is None else f"{said} ({pair.interval.low:+.2f} to {pair.interval.high:+.2f})"


def _systems(papers: Path, data: Path) -> Iterator[tuple[str, Ask]]:
    embedding = SentenceTransformerEmbedding(cache_dir=data / "models")
    yield "ours", asker(build(papers, data, embedding, parse).assistant)
    read = pages(papers)
    for size in CHUNKS:
        yield f"BM25, {size}", Baseline(read, None, size).ask
        yield f"hybrid, {size}", Baseline(read, embedding, size).ask
