"""One byte of one file of a data folder becomes another: what is said of it, mended, and shown meanwhile.

Over a few made-up papers with a correction, a withdrawn paper, a restricted one, and something saved in each store.
"""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from app.saved.chats import ChatStore
from app.saved.journals import StatusStore
from app.saved.records import QuestionRecord
from app.saved.restrictions import AccessStore
from app.saved.viewer import Restriction, Viewer
from index.faults import Fault
from index.ingest.ingest import ingest
from index.ingest.reread import is_outdated, reread
from index.store.corrections import Correction, correct
from index.store.library import Library
from index.store.remake import make_again
from index.store.verify import verify
from tests.fakes import HashEmbedding, parse_blocks

PAPERS = {
    "ferries.txt": "# Ferry Report\n\nIn the year 412 ferries ran.\n\nOf these 9 were late, as was foreseen.",
    "harbour.txt": "# Harbour Report\n\nThe harbour cost £2.4m in 2031.\n\nMrs Quill opened it on 7 May 2031.",
    "exempt.txt": "# Exempt Report\n\nThe quarry was sold for £90,000 to a person who is not named.",
    "gone.txt": "# Gone Report\n\nNobody is to read of the 77 bridges.",
}
QUERIES = ("how many ferries ran", "what did the harbour cost", "who opened it")


def make(data: Path) -> None:
    """A data folder at rest."""
    papers = data.with_name("papers")
    papers.mkdir(exist_ok=True)
    for name, text in PAPERS.items():
        (papers / name).write_text(text)
    with Library.open(data, HashEmbedding()) as library:
        list(ingest([papers], library, parse_blocks))
        correct(library, library.items()[-1].id, Correction("The Harbour"))
        AccessStore(data).restrict(Restriction(library.document("exempt.txt").id, "exempt.txt", ("officer",)))
        StatusStore(data).set("c1", library.document("ferries.txt").id, "kept", "by hand")
        library.withdraw("gone.txt")
    chat = ChatStore(data).create("Ferries")
    ChatStore(data).add(chat, QuestionRecord(text="How many ferries ran?"))
    shutil.rmtree(papers)  # what is mended is mended from the data folder alone
    settle(data)


def settle(data: Path) -> None:
    """Leave no log of a database beside it."""
    for path in data.glob("*.sqlite*"):
        if path.suffix in (".sqlite", ".sqlite3"):
            connection = sqlite3.connect(path)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()


def files(data: Path) -> dict[str, Path]:
    """The files that hold anything, by what each is to be called."""
    found = {}
    for path in sorted(data.rglob("*")):
        if path.is_file() and path.stat().st_size:
            place = path.relative_to(data)
            name = {"files": "a paper kept", "vectors": f"vectors: {path.name}"}.get(place.parts[0], path.name)
            found.setdefault(name, path)
    return found


def place_in(path: Path, share: float, filled: bool) -> int:
    """A place so far into a file; the next that is not zero where it is to be `filled`: most of a database is not."""
    data = path.read_bytes()
    at = int(share * len(data))
    return next((n for n in range(at, len(data)) if data[n]), at) if filled else at


def flip(path: Path, place: int, by: int) -> None:
    """Change one byte."""
    data = bytearray(path.read_bytes())
    data[place] ^= by
    path.write_bytes(data)


def shown(data: Path) -> dict[str, object]:
    """What a person could be shown, each part or that it says it cannot."""
    told: dict[str, object] = {}
    try:
        with Library.open(data, HashEmbedding()) as library:
            looks = {
                "papers": library.items,
                "documents": library.documents,
                "passages": library.all_passages,
                "said": lambda: [library.statements(item.id) for item in library.items()],
                "pages": lambda: [library.page_text(one.id, None) for one in library.documents()],
                "found": lambda: [library.search_words(query.split(), 5) for query in QUERIES],
                "near": lambda: [[i for i, _ in library.search_vectors(vector(query), 5)] for query in QUERIES],
                "tokens": lambda: {id: m.tobytes() for id, m in library.token_vectors(ids(library)).items()},
                "hidden": lambda: sorted(AccessStore(data).hidden_from(Viewer())),
            }
            for name, look in looks.items():
                try:
                    told[name] = look()
                except Fault as fault:
                    told[name] = fault
    except Fault as fault:
        told["all"] = fault
    return told


def ids(library: Library) -> list[str]:
    return [passage.id for passage in library.all_passages()]


def vector(query: str):
    return HashEmbedding().encode_question(query)[0]


def trial(data: Path, before: dict[str, object], path: Path, place: int, by: int) -> str:
    """What became of one changed byte: "mended", "named", "no difference", or what does not hold."""
    flip(path, place, by)
    meanwhile = shown(data)
    wrong = [name for name, told in meanwhile.items() if told != before.get(name) and not isinstance(told, Fault)]
    if set(wrong) - {"found", "near", "hidden"} or not hides(before, meanwhile):  # their order may differ
        return f"WRONG: {', '.join(wrong)} shown otherwise"
    try:
        with Library.open(data, HashEmbedding()) as library:
            problems = verify(library).problems
    except Fault as fault:
        problems = (str(fault),)
    try:
        make_again(data)
        if is_outdated(data):
            list(reread(data, HashEmbedding(), parse_blocks))
        with Library.open(data, HashEmbedding()) as library:
            left = verify(library, repair=True).problems
    except Fault as fault:
        left = (str(fault),)
    after = shown(data)
    if not problems:
        return "no difference" if meanwhile == before else f"SILENT: {', '.join(wrong) or 'a fault'}"
    if left:
        return "named, and says what is needed"
    same = {**after, "hidden": 0} == {**before, "hidden": 0} and hides(before, after)
    return "mended" if same else "CHANGED by the repair"


def hides(before: dict[str, object], now: dict[str, object]) -> bool:
    """Whether what was hidden from a stranger is."""
    hidden = now.get("hidden", before["hidden"])
    return isinstance(hidden, Fault) or set(before["hidden"]) <= set(hidden)
