"""A library of reports invented here, indexed without a model."""

import pytest

from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from tests.fakes import HashEmbedding

HEAD = "LIBRARIES OVERVIEW COMMITTEE\n\n{day}\n\n{title}\n\nREPORT OF THE DIRECTOR OF LEARNING\n\n"
VANS = """Purpose of the Report

1. The purpose of this report is to present the plan for mobile libraries.

Background

2. Of those who answered, 62% use a van every week, compared with 48% a year before.
3. Last spring 125 of the 168 villages had a visit each month.
4. The grant of £40,000 which paid for the vans ended in March 2031.

Consultation

5. Readers in every village were asked in May 2031 what they thought of the new route, and 214 replied.
6. Most of them asked for a later evening stop.

Resource Implications

7. The vans cost £120,000 a year and a new van costs £85,000.
8. A second driver will be appointed when the money allows.

Timetable

9. The Cabinet will decide on 7 October 2031 and the new route begins in January 2032.
"""
SERIES = """Purpose of the Report

1. The purpose of this report is to tell the Committee how the libraries did in {quarter}.

Performance

2. The share of loans that were renewed was {renewed}% in {quarter}, against a target of >80%.

3. The share of readers who came back was {back}% in {quarter}.
"""


@pytest.fixture(scope="session")
def reports(tmp_path_factory):
    """Three reports of two meetings: a plan for vans, and two of a regular paper."""
    folder = tmp_path_factory.mktemp("drafted")
    texts = {
        "february.txt": HEAD.format(day="4 FEBRUARY 2031", title="QUARTER 3 PERFORMANCE REPORT")
        + SERIES.format(quarter="Quarter 3 2030/31", renewed="84.1", back="51.0"),
        "september.txt": HEAD.format(day="2 SEPTEMBER 2031", title="QUARTER 1 PERFORMANCE REPORT")
        + SERIES.format(quarter="Quarter 1 2031/32", renewed="77.4", back="52.5"),
        "vans.txt": HEAD.format(day="2 SEPTEMBER 2031", title="TRAVELLING LIBRARIES") + VANS,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Library.open(tmp_path_factory.mktemp("drafted-data"), HashEmbedding()) as opened:
        list(ingest([folder], opened, parse))
        yield opened


@pytest.fixture
def item_of(reports):
    return lambda name: next(i for i in reports.items() if i.document == name)
