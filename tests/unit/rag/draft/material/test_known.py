"""What the registers hold on a report, for a model that drafts: nothing of papers that it may not read."""

from datetime import date
from types import SimpleNamespace

import pytest

from index.store.library import Library
from rag.draft.material import known
from rag.draft.material.known import known_lines, minuted_before
from rag.figures import open_ledger
from rag.memory.register import open_register
from tests.fakes import HashEmbedding
from tests.unit.rag import council

MINUTES = """
# minutes | 2032-03-02 | Minutes of the meeting of 2 March 2032

15. RESOLVED that a review of school crossing patrols would be provided to the next meeting.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with Library.open(tmp_path_factory.mktemp("data"), HashEmbedding()) as opened:
        council.index(opened, council.write(tmp_path_factory.mktemp("packs"), council.PACKS | {"april.txt": MINUTES}))
        open_register(opened).all()
        open_ledger(opened)
        yield opened


def test_the_report_before_promises_and_earlier_figures(library):
    (report,) = (i for i in library.items() if i.kind == "report" and i.document == "next-june.txt")
    before, promised, *figures = known_lines(library, report)
    assert before == "An earlier report of this title: School Crossing Patrols Review, 10 June 2031."
    assert promised.startswith("Minutes of 2 March 2032: ")
    assert "review of school crossing patrols" in promised
    assert all("before: " in line for line in figures)


def test_nothing_of_papers_that_may_not_be_sent(library):
    every = {item.document_id for item in library.items()}
    assert [line for item in library.items() for line in known_lines(library, item, every)] == []


@pytest.mark.parametrize(
    ("minuted", "on_it"),
    [
        ("An update on recruitment and pay would be brought.", True),  # not its title's rarest word
        ("An update on recruitment and retention would be brought.", True),
        ("The piers would be painted.", False),
    ],
)
def test_minutes_on_a_subject_need_not_say_its_rarest_word(monkeypatch, minuted, on_it):
    titles = ("Update on Recruitment and Retention", "Recruitment of Drivers", "Update on Quays and Piers")
    report, *others = (SimpleNamespace(title=title, meeting_date=date(2032, 6, 1)) for title in titles)
    library = SimpleNamespace(items=lambda: [report, *others], generation="1")
    one = SimpleNamespace(source="minutes", meeting_date=date(2032, 3, 1), heading="", text=minuted)
    monkeypatch.setattr(known, "kept_register", lambda _: [one])
    assert bool(minuted_before(library, report)) is on_it
