"""What a question names, and how well each paper fits it."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rag.search.scope import NEUTRAL, ScopeFinder
from tests.unit.rag.council import JUNE, MARCH, NEXT_JUNE, NOVEMBER, paper, quick

ANNUAL = paper("annual", "Home Education Annual Report 2029/30", meeting_date=MARCH)
DATA = paper("data", "Appendix A: Data", parent=ANNUAL.title, parent_id="annual", kind="appendix", meeting_date=MARCH)
MINUTES = paper("minutes", "Minutes of 12 November 2030", kind="minutes", meeting_date=NOVEMBER)
LATER_MINUTES = paper("later", "Minutes of 4 March 2031", kind="minutes", meeting_date=MARCH)
QUARTER = paper("quarter", "Performance Report Quarter 4 2030/31", meeting_date=JUNE)
PATROLS = paper("patrols", "School Crossing Patrols Review", meeting_date=NEXT_JUNE)
GUIDANCE = paper("guidance", "Questioning by members", kind="guidance", meeting_date=JUNE)
UNDATED = paper("undated", "Notes on the puppet theatre", kind="other", meeting_date=None)
PAPERS = [ANNUAL, DATA, MINUTES, LATER_MINUTES, QUARTER, PATROLS, GUIDANCE, UNDATED]
FINDER = ScopeFinder(PAPERS)


def scope(question):
    return FINDER.find(question).scope


def fits(question):
    return FINDER.find(question).fits


def test_a_question_that_names_nothing_leaves_every_paper_alike():
    found = FINDER.find("How many puppets?")
    assert found.scope.as_json() == {
        "meetings": [],
        "years": [],
        "periods": [],
        "kinds": [],
        "items": [],
        "committees": [],
        "documents": [],
        "without": [],
        "wide": False,
        "ignored": [],
    }
    assert {fit.period for fit in found.fits.values()} == {NEUTRAL}
    assert set(found.fits) == {p.id for p in PAPERS}


def test_periods_years_and_the_meetings_named():
    found = scope("What did the June 2031 report say of 2029/30?")
    assert found.periods == ("June 2031", "2029/30")
    assert found.years == (2029, 2030, 2031)
    assert found.meetings == (JUNE,)
    assert scope("at the meeting of 12 November 2030").meetings == (NOVEMBER,)
    assert scope("in 2030/31").meetings == ()  # a year names no meeting
    assert scope("in October 2030").meetings == ()  # there was none


def test_the_fit_of_a_period_reads_it_as_meeting_and_as_subject():
    day = fits("on 10 June 2031")
    assert day["quarter"].period == 1.0
    assert day["annual"].period == 0.0
    year = fits("home education in 2029/30")
    assert year["annual"].period == 1.0  # the title's own period
    assert year["data"].period == 1.0  # and its appendix's
    assert 0.5 < year["minutes"].period < year["annual"].period  # a meeting soon after the year
    assert year["patrols"].period == 0.0  # long after
    assert year["undated"].period == NEUTRAL  # may be of any time
    quarter = fits("Q4 2030/31")
    assert quarter["quarter"].period == 1.0
    assert fits("2030/31")["quarter"].period == 0.8  # inside the year named
    assert fits("January 2031")["quarter"].period == 0.7  # the other way round


def test_the_sooner_after_a_year_the_better():
    soon, late, too_late = (paper(str(m), "Boats", meeting_date=date(2030, m, 1)) for m in (5, 11, 12))
    found = ScopeFinder([soon, late, replace(too_late, meeting_date=date(2031, 2, 1))]).find("in 2029/30").fits
    assert 0.75 >= found["5"].period > found["11"].period > 0.5
    assert found["12"].period == 0.0


def test_a_date_at_the_end_of_time_is_read():
    assert {f.period for f in fits("by 31/12/9999").values()} == {0.0, NEUTRAL}


def test_a_title_named_is_an_item():
    assert scope("the school crossing patrols review").items == ("patrols",)
    assert scope("what do the notes on the puppet theatre say").items == ("undated",)
    assert scope("review").items == ()
    named = fits("the crossing patrols")
    assert 0 < named["patrols"].title < 1
    assert named["undated"].title == 0


def test_wide_questions():
    assert scope("How have boats changed since 2029?").wide
    assert scope("Compare 2029/30 and 2030/31").wide
    assert scope("boats in 2029 and in 2031").wide
    assert not scope("boats in 2029").wide


def test_no_papers():
    found = ScopeFinder([]).find("What was agreed last March?")
    assert found.fits == {}
    assert ScopeFinder([]).latest is None


QUESTIONS = st.text() | st.lists(
    st.sampled_from(["boats", "2029/30", "Q4", "June", "2031", "last", "minutes", "said", "home", "education", "since"])
).map(" ".join)


@quick
@given(QUESTIONS, st.permutations(PAPERS))
def test_the_order_of_papers_changes_nothing(question, papers):
    found, other = FINDER.find(question), ScopeFinder(papers).find(question)
    assert found.fits == other.fits
    assert set(found.scope.items) == set(other.scope.items)
    assert found.scope.meetings == other.scope.meetings
    assert found.periods == other.periods


@quick
@given(QUESTIONS)
def test_fits_are_shares(question):
    found = FINDER.find(question)
    for fit in found.fits.values():
        assert all(0 <= value <= 1 + 1e-9 for value in (fit.period, fit.title))
    assert all(isinstance(meeting, date) for meeting in found.scope.meetings)
    assert len(set(found.scope.meetings)) == len(found.scope.meetings)


def test_a_paper_is_surely_meant_when_one_meeting_or_period_is_named():
    one, other = paper("one", "Boat Review", meeting_date=JUNE), paper("other", "Boat Review", meeting_date=NEXT_JUNE)
    finder = ScopeFinder([one, other])
    assert finder.find("boats in June 2031").sure("one")
    assert not finder.find("boats in June 2031").sure("other")
    assert not finder.find("boats in June 2031 and June 2032").sure("one")  # two are named
    assert not finder.find("boats since June 2031").sure("one")  # over several
    assert not finder.find("boats").sure("one")
    assert not finder.find("boats in June 2031").sure("indexed since")


def test_what_is_ignored_does_not_steer():
    question = "What do the minutes of 12 November 2030 say of the crossing patrols review?"
    named = FINDER.find(question)
    assert named.scope.meetings
    free = FINDER.find(question, ("periods", "items"))
    assert (free.periods, free.scope.meetings, free.scope.items) == ((), (), ())
    assert free.scope.ignored == ("periods", "items")
    assert {fit.period for fit in free.fits.values()} == {NEUTRAL}
    assert {fit.title for fit in free.fits.values()} == {0.0}


def test_last_year_is_reckoned_from_the_newest_meeting():
    found = FINDER.find("How many puppets last year?")
    assert FINDER.latest == NEXT_JUNE
    assert (found.scope.years, found.relative) == ((2031,), True)
    assert not FINDER.find("How many puppets in 2030?").relative
    assert not FINDER.find("How many puppets?").relative
