"""The key facts of a report: each a quote that stands in it, or a figure of the ledger with its past."""

from datetime import date

import pytest

from index.faults import NotFound
from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from rag.check import check_quote
from rag.draft.keyfacts import key_facts
from tests.fakes import HashEmbedding

HEAD = "LIBRARIES OVERVIEW COMMITTEE\n\n{day}\n\n{title}\n\nREPORT OF THE DIRECTOR OF LEARNING\n\n"
SERIES = """Purpose of the Report

1. The purpose of this report is to tell the Committee how the libraries did in {quarter}.

Performance

2. The share of loans that were renewed was {renewed}% in {quarter}, against a target of >80%.

3. The share of readers who came back was {back}% in {quarter}.

Next Steps

4. A longer look at loans will come to the Committee in March 2032.

Officer to Contact

Ada Reader, Head of Libraries, ada.reader@example.org
"""
MOBILE = """Purpose of the Report

1. The purpose of this report is to present the plan for mobile libraries.

Recommendation

2. The Committee is asked to:
(a) comment on the plan;
(b) note the cost.

Background

3. Of those who answered, 62% use a van every week, compared with 48% a year before.
4. There are 3 vans.

Resource Implications

5. The vans cost £120,000 a year.
6. A new van costs £85,000, for which a grant of £40,000 was promised.

Timetable

7. The old route ended in June 2029.
8. The Cabinet will decide on 7 October 2031 and the new route begins in January 2032.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    texts = {
        "february.txt": HEAD.format(day="4 FEBRUARY 2031", title="QUARTER 3 PERFORMANCE REPORT")
        + SERIES.format(quarter="Quarter 3 2030/31", renewed="84.1", back="51.0"),
        "september.txt": HEAD.format(day="2 SEPTEMBER 2031", title="QUARTER 1 PERFORMANCE REPORT")
        + SERIES.format(quarter="Quarter 1 2031/32", renewed="77.4", back="52.5"),
        "vans.txt": HEAD.format(day="2 SEPTEMBER 2031", title="MOBILE LIBRARIES") + MOBILE,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Library.open(tmp_path_factory.mktemp("data"), HashEmbedding()) as opened:
        list(ingest([folder], opened, parse))
        yield opened


def facts_of(library, file):
    return key_facts(library, next(i.id for i in library.items() if i.document == file))


def quotes(citations):
    return [" ".join(c.quote.split()) for c in citations]


def test_a_report_in_words(library):
    facts = facts_of(library, "vans.txt")
    assert quotes(facts.purpose) == ["The purpose of this report is to present the plan for mobile libraries."]
    (asked,) = quotes(facts.asked)
    assert asked.endswith("The Committee is asked to: (a) comment on the plan; (b) note the cost.")
    assert facts.figures == ()
    assert quotes(facts.told) == ["Of those who answered, 62% use a van every week, compared with 48% a year before."]
    assert quotes(facts.money) == [
        "The vans cost £120,000 a year.",
        "A new van costs £85,000, for which a grant of £40,000 was promised.",
    ]
    ((day, citation),) = facts.ahead
    assert day == date(2031, 10, 7)
    assert citation.quote.startswith("The Cabinet will decide on 7 October 2031")


def test_figures_have_their_past(library):
    figures = facts_of(library, "september.txt").figures
    assert [(f.printed, f.period, f.target, f.before, f.before_period) for f in figures] == [
        ("77.4%", "Q1 2031/32", None, "84.1%", "Q3 2030/31"),
        ("52.5%", "Q1 2031/32", None, "51.0%", "Q3 2030/31"),
    ]
    assert "loans" in figures[0].name.casefold()
    earlier = facts_of(library, "february.txt").figures
    assert [f.before for f in earlier] == [None, None]  # what came later is not its past


def test_every_fact_stands_in_its_passage_and_has_a_number_of_its_own(library):
    for item in library.items():
        facts = key_facts(library, item.id)
        shown = [*facts.purpose, *facts.asked, *facts.told, *facts.money]
        shown += [c for _, c in facts.ahead] + [f.citation for f in facts.figures]
        assert shown
        assert all(check_quote(c.quote, c.passage) for c in shown)
        assert len({c.n for c in shown}) == len(shown) == len({(c.passage.id, c.quote) for c in shown})
        assert all(item.meeting_date and day > item.meeting_date for day, _ in facts.ahead)


def test_no_such_paper(library):
    with pytest.raises(NotFound):
        key_facts(library, "nothing")
