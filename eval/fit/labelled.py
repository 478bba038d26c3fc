"""The papers that readers labelled, as drafting reads them, with the readers' cases beside."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.drafts.cases import ChallengeCase, PromptCase
from eval.labels.resolve import council_of, kept, resolve
from eval.measures.gold import read
from eval.measures.text import covers, title_words
from eval.run.runner import build
from index.encoder import SentenceTransformerEmbedding
from index.ingest.parse import parse
from index.store.library import Library
from index.values import StoredItem, appendices_of
from rag.draft.material.report import Encoded, encode, statements_of

HERE = Path(__file__).parent
FOLDERS = ("packs", "packs-pdf", "packs-other")
_WHOLE, _FEWEST = 0.4, 5
Say = Callable[[str], None]


@dataclass
class Paper:
    """A report with its appendices, whose it is, and what readers said of it."""

    name: str
    council: str
    report: Encoded
    prompts: list[PromptCase] = field(default_factory=list)
    challenges: list[ChallengeCase] = field(default_factory=list)

    def evidence(self, quotes: Iterable[str], share: float = _WHOLE) -> NDArray[np.bool_]:
        """Which statements (n,) hold one of the quotes: at least `share` of its words in fours, or stand in it."""
        texts = [one.text for one in self.report.statements]
        found = np.zeros(len(texts), bool)
        for quote in quotes:
            holds = [covers(text, quote, share) for text in texts]
            within = [len(text.split()) > _FEWEST and covers(quote, text, 0.6) for text in texts]
            found |= np.array(holds) if any(holds) else np.array(within)
        return found


def libraries(shared: Path, data: Path) -> dict[str, Library]:
    """An index of each folder of real papers under `data`, made where it is not there yet."""
    embedding = SentenceTransformerEmbedding(cache_dir=data / "models")
    folders = [folder for folder in FOLDERS if (shared / folder).is_dir()]
    return {folder: build(shared / folder, data / folder, embedding, parse).assistant.library for folder in folders}


def labelled(shared: Path, data: Path, say: Say) -> tuple[list[Paper], Library]:
    """The papers with readers' cases that lie beside the checkout, and a library to put prompts to."""
    held = libraries(shared, data)
    found: dict[str, Paper] = {}
    prompts, challenges = _cases(shared, say)
    cases: list[PromptCase | ChallengeCase] = [*prompts, *challenges]
    for case in cases:
        folder, name = _place(case)
        item = _item(held[folder], name, case) if folder in held else None
        if item is None:
            say(f"{name}: no such report")
            continue
        if item.id not in found:
            library = held[folder]
            statements = statements_of(library, [item, *appendices_of(item, library.items())])
            found[item.id] = Paper(f"{name} {item.title}", council_of(f"{folder}/{name}"), encode(library, statements))
        if isinstance(case, PromptCase):
            found[item.id].prompts.append(case)
        else:
            found[item.id].challenges.append(case)
    return list(found.values()), next(iter(held.values()))


def groups(papers: Sequence[Paper], fewest: int = 5) -> list[set[str]]:
    """The councils to hold out in turn: those of few papers together."""
    count = {c: sum(p.council == c for p in papers) for c in sorted({p.council for p in papers})}
    large = [{c} for c, n in count.items() if n >= fewest]
    small = {c for c, n in count.items() if n < fewest}
    return [*large, small] if small else large


def _cases(shared: Path, say: Say) -> tuple[list[PromptCase], list[ChallengeCase]]:
    rows = [row for kind in ("prompts", "challenges") for row in kept(kind)]
    ours = resolve(shared, rows, say)
    gold = shared / "eval"
    prompts = [c for name in ("prompts", "other.prompts") for c in read(gold / f"{name}.jsonl", PromptCase)]
    challenges = [c for name in ("hooks", "other.hooks") for c in read(gold / f"{name}.jsonl", ChallengeCase)]
    return [*prompts, *ours.prompts], [*challenges, *ours.challenges]


def _place(case: PromptCase | ChallengeCase) -> tuple[str, str]:
    """The folder of real papers that a case is of, and the file's path in it (its seed where it names none)."""
    if case.file is None:
        return "packs", case.seed or ""
    head, _, rest = case.file.partition("/")
    return (head, rest) if head in FOLDERS else ("packs-other", case.file)


def _item(library: Library, name: str, case: PromptCase | ChallengeCase) -> StoredItem | None:
    if case.file is None:
        of_file = [i for i in library.items() if Path(i.document).name.startswith(name) and i.kind == "report"]
    else:
        of_file = [i for i in library.items() if i.document == name]
    reports = [i for i in of_file if i.kind == "report"] or of_file

    def likeness(item: StoredItem) -> tuple[int, int]:
        return len(title_words(case.report) & title_words(item.title)), item.passages

    return max(reports, key=likeness, default=None)
