"""A harbour committee over four meetings: what it was told, promised and given. Everything in it is made up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.store.library import Library
from tests.fakes import HashEmbedding
from tests.unit.rag import council

HARBOUR = {
    "march.txt": """
# minutes | 2030-11-12 | Minutes of the meeting of 12 November 2030

14. Foghorn and Lamps.

The Committee considered a report on the foghorn.

A member asked how many lamps had failed. The Harbour Master undertook to provide a note on lamps that failed in storms.

The Harbour Master agreed to circulate the tariff of mooring fees to members.

It was noted that the foghorn would be repaired. A member said that gulls nested on the pier.

RESOLVED: That a report on dredging of the inner basin be presented to the next meeting of the Committee.

15. Quarterly Performance Report.

The Harbour Master agreed that future performance reports would include figures alongside percentages.

RESOLVED: That the report be noted.

16. Date of next meeting.

It was noted that the next meeting would be held on 4 March 2031.

# report | 2031-03-04 | Ferry Timetable Review

1. The ferry timetable was reviewed in the winter. The dredging of the inner basin had begun to worry skippers.
""",
    "june.txt": """
# minutes | 2031-03-04 | Minutes of the meeting of 4 March 2031

17. Harbour Matters.

The note on lamps that failed in storms, which had been asked for in November, had been circulated to members.

It was recalled that the tariff of mooring fees was to have been circulated. The Harbour Master said that it had
not been.

The Harbour Master undertook to publish a map of wrecks by the end of December 2032.

# report | 2031-06-10 | Dredging of the Inner Basin

1. The purpose of this report is to tell members how the inner basin was dredged in spring 2031.

# report | 2031-06-10 | Quarterly Performance Report

2. In the quarter 91 % of ferries (182 of 200) left on time.

3. In the quarter 80 % of moorings were let.

4. In the quarter 12 % of lamps failed in storms.
""",
}


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The harbour committee's library. Nobody may change it."""
    packs = council.write(tmp_path_factory.mktemp("harbour-packs"), HARBOUR)
    with Library.open(tmp_path_factory.mktemp("harbour"), HashEmbedding()) as library:
        assert {line.status for line in council.index(library, packs)} == {"added"}
        yield library
