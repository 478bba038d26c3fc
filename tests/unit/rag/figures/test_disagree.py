"""An answer that prints a figure on which the papers disagree shows the other beside it."""

from rag.assistant import Assistant
from rag.figures import kept_ledger, open_ledger
from rag.figures.conflicts import conflicts_of
from rag.figures.keep import forget_opened

QUESTION = "What percentage of crossings were made on time in Q2 2030/31?"


def test_both_figures_stand_side_by_side_with_their_quotes(ferries):
    every = (c for i in open_ledger(ferries).indicators for c in conflicts_of(i, i.values))
    conflict = next(c for c in every if c.kind == "conflict")
    answer = Assistant(ferries).ask(QUESTION)
    said = [s for s in answer.sentences if s.text.startswith("The papers print different figures for this: ")]
    said = [s for s in said if conflict.first.printed in s.text]
    assert len(said) == 1
    assert conflict.second.printed in said[0].text
    quotes = {c.n: c.quote for c in answer.citations}
    assert len(said[0].cites) == 2
    assert {p for p in (conflict.first.printed, conflict.second.printed) for n in said[0].cites if p in quotes[n]} == {
        conflict.first.printed,
        conflict.second.printed,
    }
    assert not answer.dropped


def test_an_answer_on_which_the_papers_agree_says_nothing_of_it(ferries):
    open_ledger(ferries)
    for question in ("How many lifebelts were checked?", "Why were crossings late?"):
        assert "different figures" not in Assistant(ferries).ask(question).text


def test_nobody_waits_for_a_ledger_that_is_not_made(ferries, monkeypatch):
    open_ledger(ferries)
    assert kept_ledger(ferries) is open_ledger(ferries)
    forget_opened(ferries)
    monkeypatch.setattr("rag.figures.keep._open", None)
    assert kept_ledger(ferries) is not None  # as it was kept on disk
    forget_opened(ferries)
    monkeypatch.setattr("rag.figures.store.FigureStore.ledger", lambda *_: None)
    assert kept_ledger(ferries) is None
    assert Assistant(ferries).ask(QUESTION).status == "answered"
