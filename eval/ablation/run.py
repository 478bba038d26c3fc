"""Measure steps on every council that is there: `python -m eval ablate`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated

import typer

from eval.ablation.councils import Say, councils
from eval.ablation.worth import measured, table
from eval.measures.table import Table
from eval.run import gate
from eval.run.system import build
from index.encoder import SentenceTransformerEmbedding
from index.faults import BadSetting
from index.ingest.parse import parse
from rag.ask.pipeline import OPTIONAL

SHARED = Path("../shared")


def known(names: Collection[str]) -> Collection[str]:
    """The names of steps as given.

    Raises `BadSetting` for one that no step has.
    """
    strange = sorted(set(names) - set(OPTIONAL))
    if strange:
        raise BadSetting(f"No step is called “{strange[0]}”.", f"The steps are: {', '.join(OPTIONAL)}.")
    return names


def main(
    shared: Annotated[Path, typer.Argument(help="Folder of the real papers and their gold cases.")] = SHARED,
    step: Annotated[list[str] | None, typer.Option(help="Only this step; may be given again.")] = None,
    council: Annotated[list[str] | None, typer.Option(help="Only this council; may be given again.")] = None,
    data: Annotated[Path, typer.Option(help="Folder of the indexes, kept and reused.")] = Path("build/ablation"),
) -> None:
    """What each step of the answer path is worth on each council's cases, with a paired bootstrap interval."""
    for found in ablated(shared, step or (), council or (), data, gate.say):
        found.show(gate.out)


def ablated(shared: Path, steps: Collection[str], only: Collection[str], data: Path, say: Say) -> Iterator[Table]:
    """A table a council: what each of `steps` (all, where none is named) adds on its cases."""
    names = tuple(known(steps)) or OPTIONAL
    for council in councils(shared, say):
        if only and council.name not in only:
            continue
        index = data / council.index
        say(f"{council.name}: {len(council.cases)} questions …")
        embedding = SentenceTransformerEmbedding(cache_dir=index / "models")
        assistant = build(council.papers, index, embedding, parse).assistant
        with assistant.library as library:
            yield table(council, measured(council, library, names))
