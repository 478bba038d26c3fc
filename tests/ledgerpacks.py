"""Made-up performance papers of a ferry committee, for tests of the figures ledger: three meetings' packs as text."""

from __future__ import annotations

from pathlib import Path

HEADS = (
    "Theme Indicator Reporting Frequency Previous Period Previous Value Latest Period Latest Value Trend Target "
    "National benchmark (quartile 1 = top) Most recent Statistical Neighbour average"
)
SEPTEMBER = f"""FERRY OVERVIEW COMMITTEE

10 SEPTEMBER 2030

QUARTER 1 2030/31 FERRY PERFORMANCE REPORT

REPORT OF THE HARBOUR MASTER

Purpose of the Report

1. This report tells the Committee how the ferries ran in the period April to June 2030 (Quarter 1).

Crossings

2. The percentage of crossings made on time was 84.1% at the end of quarter 1 (410 crossings), compared to 80.5% at
the end of the previous quarter.

3. The number of passengers with season tickets was 1,204 in Summer 2030. This is 40 more than in Spring 2030.

4. Two skippers are being trained at the nautical college in Saltmouth and will qualify in the spring.

Officer to Contact

Ida Quill, Harbour Master

APPENDIX A

FERRY PERFORMANCE DASHBOARD QUARTER 1 2030/31

{HEADS}
Ferries Crossings made on time Quarter Q4 2029/30 80.5% Q1 2030/31 84.1% Increase >90% 2 86.0%
Ferries Complaints answered within 10 days Quarter Q4 2029/30 71.0% Q1 2030/31 73.5% Increase >80% 3 75.2%
Ferries Lifejackets checked in last 2 years Quarter Q4 2029/30 95.0% Q1 2030/31 96.5% Increase >99% N/A N/A
Ferries Lifebelts checked Quarter Q4 2029/30 61.0% Q1 2030/31 66.5% Increase N/A N/A N/A
"""
DECEMBER = f"""FERRY OVERVIEW COMMITTEE

11 DECEMBER 2030

QUARTER 2 2030/31 FERRY PERFORMANCE REPORT

REPORT OF THE HARBOUR MASTER

Purpose of the Report

1. This report tells the Committee how the ferries ran in the period July to September 2030 (Quarter 2).

Crossings

2. The percentage of crossings made on time was 83.2% at the end of quarter 2. This is a decrease from 85.6% at the
end of quarter 1. The average for statistical neighbours was 87.3%.

3. In quarter 2, 73.9% of complaints were answered within ten days.

Officer to Contact

Ida Quill, Harbour Master

APPENDIX A

FERRY PERFORMANCE DASHBOARD QUARTER 2 2030/31

{HEADS}
Ferries Crossings made on time Quarter Q1 2030/31 84.1% Q2 2030/31 82.3% Decrease >90% 3 87.3%
Ferries Complaints answered within 10 days Quarter Q1 2030/31 73.5% Q2 2030/31 73.9% Increase >80% 3 75.4%
Ferries Lifejackets checked in last 3 years Quarter Q1 2030/31 N/A Q2 2030/31 97.0% N/a >99% N/A N/A
Ferries Lifebelts checked Quarter Q1 2030/31 66.5% Q2 2030/31 70.0% Increase N/A N/A N/A
"""


def write_ledger_packs(folder: Path) -> Path:
    """The packs as text files in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "september.txt").write_text(SEPTEMBER, encoding="utf-8")
    (folder / "december.txt").write_text(DECEMBER, encoding="utf-8")
    return folder
