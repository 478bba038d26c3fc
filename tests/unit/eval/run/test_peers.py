"""Systems beside each other on the same questions: the first's figures, and how far the others' differ."""

from eval.answers.baseline import Baseline
from eval.answers.cases import Case, Gold
from eval.measures.source import SourcePage
from eval.run.peers import FIGURES, compared

PAGES = [SourcePage("boats.txt", None, "Nine boats sank in the harbour in May."), SourcePage("tea.txt", None, "Tea.")]
CASES = (
    Case(id="a", question="How many boats sank in the harbour?", kind="figure", gold=(Gold(quote="Nine boats sank"),)),
    Case(id="b", question="Which boats sank in May?", kind="text", gold=(Gold(quote="boats sank in the harbour"),)),
    Case(id="c", question="What did zebras cost?", kind="none"),
)


def test_a_line_a_system_with_what_it_differs_by():
    words = Baseline(PAGES, None, 256)
    silent = {"status": "not_found", "text": "", "passages": [], "citations": [], "sentences": []}
    table = compared("invented", CASES, iter([("words", words.ask), ("silent", lambda _, id: {"id": id, **silent})]))
    first, second = table.rows
    assert (first[0], second[0]) == ("words", "silent")
    assert len(first) == len(FIGURES) + 2
    assert (first[1], second[1]) == ("1.000", "0.000 (-1.00 to -1.00)")
    assert (first[-1] != "0", second[-1]) == (True, "0")
