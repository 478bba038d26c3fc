"""What is kept from one generation to the next, after any changes, is what a library opened anew works out."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from index.ingest.ingest import ingest
from index.language.vocabulary import learn
from index.store.aside import bring_back, set_aside
from index.store.corrections import Correction, correct
from index.store.library import Library
from index.store.visible import VisibleLibrary
from rag.search.corpus import Corpus, corpus_of
from rag.search.query import Vocabulary
from tests.fakes import HashEmbedding, parse_blocks

DUE = datetime(2031, 5, 1, tzinfo=UTC)
LONG = ("Harbour Revenue Account (HRA)", "Housing Revenue Account (HRA)", "Foster Panel (FP)", "Home Rate Aid (HRA)")
SHARED = "The committee is asked to note the report, and to thank everybody who was of help with it."


def write(folder: Path, name: str, chance: random.Random) -> Path:
    blocks = [f"The {chance.choice(LONG)} of {name} rose to {chance.randint(1, 99)}.{n}%." for n in range(3)]
    path = folder / f"{name}.txt"
    path.write_text("\n\n".join([f"# {name} review", *blocks, SHARED]), encoding="utf-8")
    return path


def change(library: Library, folder: Path, chance: random.Random) -> None:
    """One thing that may happen to an index."""
    shown, aside = library.documents(), library.stores.catalogue.aside()
    kind = chance.choice(["add", "add", "replace", "withdraw", "aside", "back", "correct"])
    if kind == "back" and aside:
        bring_back(library, chance.choice(aside).document.id)
    elif kind in ("add", "back") or len(shown) < 3:
        list(ingest([write(folder, f"paper {chance.randint(0, 10**6)}", chance)], library, parse_blocks))
    elif kind == "replace":
        name = Path(chance.choice(shown).path).stem
        list(ingest([write(folder, name, chance)], library, parse_blocks))
    elif kind == "withdraw":
        library.withdraw(chance.choice(shown).id)
    elif kind == "aside":
        set_aside(library, chance.choice(shown).id, DUE)
    else:
        correct(library, chance.choice(library.items()).id, Correction(title=f"Title {chance.randint(0, 9)}"))


def told(library: Library, corpus: Corpus) -> list[object]:
    """All that answers are made of."""
    passages = library.stores.catalogue.passages()
    ids = [passage.id for passage in passages]
    assert library.passages_by_id(ids) == list(passages)
    question, _ = library.embed_question("the revenue account rose")
    words = ["revenu", "titl", "paper", "hra"]
    return [
        passages,
        library.passage_vectors(ids).tolist(),
        library.search_vectors(question, 7, [item.id for item in library.items()[1:]]),
        corpus.items,
        (corpus.size, corpus.average_length, corpus.vocabulary._ways),
        corpus.scopes.find("the review in Title 3").fits,
        library.document_frequency(words),
        sorted(library.words()),
    ]


def recounted(library: Library) -> tuple[object, ...]:
    """What the corpus said when every passage was read for it."""
    passages = library.stores.catalogue.passages()
    average = max(1.0, sum(len(p.text) for p in passages) / 6.2 / max(1, len(passages)))
    return max(1, len(passages)), average, Vocabulary(learn(p.text for p in passages))._ways


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_changes_it_is_as_counted_anew(
    tmp_path: Path, packs: Path, library: Library, index: Callable[..., object], seed: int
) -> None:
    index(packs)
    chance = random.Random(seed)
    some = [document.id for document in library.documents()[:3]]
    seen = VisibleLibrary(library, some)
    for _ in range(8):
        change(library, tmp_path / "packs", chance)
        with Library.open(tmp_path / "data", HashEmbedding(), read_only=True) as anew:
            for kept, corpus, fresh in (
                (library, corpus_of(library), anew),
                (seen, corpus_of(seen), VisibleLibrary(anew, some)),
            ):
                assert told(kept, corpus) == told(fresh, Corpus(fresh))
                assert (corpus.size, corpus.average_length, corpus.vocabulary._ways) == recounted(fresh)


def test_vectors_of_no_passages(library: Library) -> None:
    assert library.passage_vectors([]).shape == (0, 0)
    assert library.search_vectors(np.zeros(64, np.float32), 3, ["none"]) == []
