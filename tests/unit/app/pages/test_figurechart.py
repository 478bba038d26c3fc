"""The chart of a measure: an axis of time, a gap where there are no papers, the unit above, colours for both themes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.pages.figures import AGREES, DIFFERS, series_chart
from index.ingest.ingest import ingest
from index.ingest.parse import parse
from index.store.library import Library
from rag.figures import open_ledger
from rag.figures.values import Indicator
from tests.fakes import HashEmbedding
from tests.ledgerpacks import write_ledger_packs


@pytest.fixture(scope="module")
def indicator(tmp_path_factory: pytest.TempPathFactory) -> Indicator:
    packs: Path = tmp_path_factory.mktemp("packs")
    write_ledger_packs(packs)
    with Library.open(tmp_path_factory.mktemp("data"), HashEmbedding()) as library:
        assert {line.status for line in ingest([packs], library, parse)} == {"added"}
        found = open_ledger(library).indicator("crossings-made-on-time-share")
    assert found is not None
    return found


def test_points_stand_where_their_time_ends_under_its_name(indicator):
    spec = series_chart(indicator.values, set()).to_dict()
    axis = spec["layer"][0]["encoding"]["x"]["axis"]
    days = sorted({v.period.end.toordinal() for v in indicator.values if v.period})
    assert axis["values"] == days
    assert '"Q1 2030/31"' in axis["labelExpr"]
    assert date.fromordinal(days[0]).day in (30, 31)
    assert spec["title"]["text"] == "Per cent"


def test_the_axis_begins_at_nought_and_the_line_is_broken_where_a_time_is_missing(indicator):
    spec = series_chart(indicator.values, set()).to_dict()
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"][0] == 0
    assert spec["layer"][0]["encoding"]["x"]["axis"]["labelOverlap"] is False
    quarters = {v.period.end: v for v in indicator.values if v.period and v.period.precision == "quarter"}
    one, two = (quarters[end] for end in sorted(quarters)[:2])
    late = replace(two, period=replace(two.period, start=date(2034, 4, 1), end=date(2034, 6, 30)))
    for second, lines in ((two, 1), (late, 2)):
        rows = series_chart([one, second], set()).to_dict()["data"]["values"]
        assert len({row["run"] for row in rows}) == lines


def test_nothing_is_drawn_of_one_time(indicator):
    assert series_chart(indicator.values[:1], set()) is None


@pytest.mark.parametrize("page", ["#ffffff", "#14191a"])
@pytest.mark.parametrize("colour", [AGREES, DIFFERS])
def test_points_can_be_told_from_the_page_in_both_themes(page, colour):
    low, high = sorted((luminance(page), luminance(colour)))
    assert (high + 0.05) / (low + 0.05) >= 3


def luminance(colour: str) -> float:
    """As WCAG 2.2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
