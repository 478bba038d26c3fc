"""A draft against earlier papers: figures that conflict, update or repeat, sentences, promises; and never kept."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from index.faults import Unreadable
from rag.compare import check_draft
from rag.compare.check import compare_claims
from rag.compare.draft import read_draft, read_pasted
from tests.unit.rag.council import paper, stored

HEAD = "FERRY OVERVIEW COMMITTEE\n\n12 MARCH 2031\n\nQUARTER 3 2030/31 FERRY PERFORMANCE REPORT\n\n"
WINTER = "the small ferry between Saltmouth harbour and Tidewell quay will continue through every winter season"


def found(library, text):
    checked = check_draft(read_pasted(HEAD + text), library)
    return [(f.relation, f.subject) for f in checked.findings], checked


def test_a_figure_that_differs_for_the_same_time_conflicts(ferries):
    relations, checked = found(
        ferries, "1. The percentage of crossings made on time was 88.0% at the end of quarter 2.\n"
    )
    assert relations == [("conflicts", "Crossings made on time 88.0%, Q2 2030/31")]
    (finding,) = checked.findings
    assert {c.quote[:12] for c in finding.earlier} == {"2. The perce", "Ferries Cros"}
    assert "88.0%" in finding.draft.quote
    assert all(c.quote in c.passage.text for c in (*finding.earlier, finding.draft))


def test_a_figure_for_a_later_time_is_an_update_of_the_last(ferries):
    relations, checked = found(ferries, "1. The percentage of lifebelts checked was 71.4% at the end of quarter 3.\n")
    assert relations == [("updates", "Lifebelts checked 71.4%, Q3 2030/31")]
    assert "70.0%, for Q2 2030/31" in checked.findings[0].why


def test_the_same_figure_is_a_repeat_and_so_is_a_clause(ferries):
    relations, _ = found(ferries, "1. In quarter 2, 73.9% of complaints were answered within ten days.\n")
    assert relations == [("repeats", "Complaints answered within 10 days 73.9%, Q2 2030/31")]


def test_a_sentence_said_before_is_a_repeat(ferries):
    text = "4. Two skippers are being trained at the nautical college in Saltmouth and will qualify in the spring.\n"
    relations, checked = found(ferries, text)
    assert [r for r, _ in relations] == ["repeats"]
    assert checked.findings[0].earlier[0].passage.item.document == "september.txt"


def test_a_sentence_turned_round_or_with_other_figures_conflicts(ferries):
    turned = (
        "4. Two skippers are not being trained at the nautical college in Saltmouth and will qualify in the spring.\n"
    )
    assert [r for r, _ in found(ferries, turned)[0]] == ["conflicts"]
    other = "3. The number of passengers holding season tickets was 1,310 in Summer 2030.\n"
    assert [r for r, _ in found(ferries, other)[0]] == ["conflicts"]


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [
        ("The port issued 408 fines in 2030/31.", "The port issued 480 fines in 2030/31.", "conflicts"),
        ("Attendance was 94.3% in 2030/31.", "3.2 Attendance was 93.4% in 2030/31.", "conflicts"),
        ("In March 2031 there were 12 rangers.", "There were 21 rangers in March 2031.", "conflicts"),
        ("Attendance was 94.3% in 2029/30.", "Attendance was 93.4% in 2030/31.", None),
        ("Attendance was 93.4% in 2030/31.", "Attendance was 93.4% in 2030/31.", None),
        ("The fare is £41.", "The fare is £14.", None),
        ("Attendance was 94.3% in 2030/31.", "Attendance at the pier was 93.4% in 2030/31.", None),
        (f"{WINTER.replace('will', 'will not')} for visitors.", f"{WINTER}.", "conflicts"),
        (f"{WINTER}.", f"{WINTER}, with no break.", None),
    ],
)
def test_a_brief_sentence_conflicts_where_only_its_figure_differs_for_the_same_time(mine, theirs, told):
    passage = stored(theirs, paper("a", "Port Review"))
    catalogue = SimpleNamespace(passages=lambda ids: [passage])
    library = SimpleNamespace(
        document_frequency=lambda words: dict.fromkeys(words, 1),
        search_words=lambda *_, **__: [(passage.id, 1.0)],
        stores=SimpleNamespace(catalogue=catalogue),
    )
    found, compared = compare_claims(read_pasted(mine), library, frozenset())
    assert ([f.relation for f in found], compared) == ([told] if told else [], 1)


def test_what_no_paper_speaks_of_is_not_found(ferries):
    relations, checked = found(
        ferries, "1. The lighthouse keeper's cat had 4 kittens behind the signal lamp this winter.\n"
    )
    assert relations == []
    assert checked.sentences == 1


def test_the_draft_is_not_kept_and_does_not_meet_itself(ferries, tmp_path):
    generation = ferries.generation
    path = ferries.file_path(ferries.document("december.txt").id)
    checked = check_draft(read_draft(path, "december.txt"), ferries)
    assert {c.passage.item.document for f in checked.findings for c in f.earlier} == {"september.txt"}
    assert ferries.generation == generation


def test_a_draft_without_words_is_refused(tmp_path):
    with pytest.raises(Unreadable):
        read_pasted("  \n ")
    (tmp_path / "empty.txt").write_text(" ", encoding="utf-8")
    with pytest.raises(Unreadable):
        read_draft(tmp_path / "empty.txt")
