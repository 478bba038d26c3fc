"""What the check of a sentence keeps, proves false and doubts, by kind; every passage is invented."""

from __future__ import annotations

import pytest

from rag.check import check_sentence, doubts
from rag.llm.sources import Source
from rag.values import Citation, Retrieved
from tests.unit.rag.council import paper, stored

ITEM = paper("i1", "Quarter 2 2031/32 Performance Report")
HOMES = (
    "12. Two homes were inspected. Fernleigh received 14 referrals and Oaktree received 31 referrals. "
    "23 tenants are waiting to be moved (18 families, 5 single people). Of 168 reviews, 125 were held in time."
)
RATES = (
    "14. The rate of re-lets was 19.6% at the end of quarter 2 of 2031/32 compared to 19.3% in quarter 1, "
    "with 264 homes re-let. Nearly all of the £560k growth was spent. Repairs cost £13,130, up from £12,100."
)
PLANS = (
    "The Panel agreed that the Chair write to the Minister for Housing asking that all costs be fully met by the "
    "Government. Marlow Council provides lifts for Ashby Council, with Fernhill Council. A pilot is expected to be "
    "launched in May 2032. The Director would publish a list of homes. Fernleigh closed in June 2031. "
    "There is an agreement in place to hold the tenancy in trust."
)
LINES = (
    "There is no requirement in law to repaint lines on all roads in the county and all legally required lines will "
    "be repainted."
)
SIGNS = (
    "It is important to state there is no requirement in law to provide signs on all paths and that all legally "
    "required signs, for example at crossings and bridges will be provided."
)
HOUR = "There is no charge for the first hour in any of the bays at Marlow or Ashby, and charges of £2 apply after it."
SITE = "The Council has no plan to close the site at present or in future years and planned repairs will go on."
THOUSANDS = "All figures £ks Budget Forecast Variance Bus stations (4,452) (3,518) 934"
VENUE = (
    "The hall's lease was signed with Marlow Council on 3 June 2032, and the kitchen is yet to be let. "
    "The hall cost 2K. Three quarters of the seats are taken."
)
BEDS = "Ward | Beds\nAshby | 4\nFernhill | 9\nMarlow | 17"
TABLE = "Type of home 2030-31 2031-32\nBungalow 61 76\nSheltered Flat 35 17\nHostel 18 19"

FARES = (
    "In 2030 the team began supporting Ashby riders; support for families goes on. A timetable for delivery is due in "
    "May, at Marlow too. Drivers from other towns are few, and the Fernhill depot is short of drivers. 27 private hire "
    "checks were made. 8 checks ended in a warning and 12 found no fault. The Director said that riders would "
    "continue to be encouraged to book early. A reduced number of riders was counted in Marlow. All the stops at Ashby "
    "are lit, and it has shelters. The equality impact assessment found no harm."
)

RIDES = "There were 1,140 night rides in the year to June 2031, against 1,200 in the year to June 2030."
TRIPS = "There were 1,140 trips, a small decrease over the two years, down by 60 from 1,200 the year before."

TRUE = [
    (HOMES, "Oaktree had 31 referrals and Fernleigh 14."),
    (HOMES, "43 of the 168 reviews were not held in time."),
    (HOMES, "18 families and 5 single people are waiting to be moved."),
    (HOMES, "Fernleigh and Oaktree had 45 referrals in all."),
    (RATES, "It was 19.6% at the end of quarter 2 of 2031/32, up 0.3 percentage points."),
    (RATES, "In 2031/32, 264 homes were re-let."),
    (RATES, "The Q2 rate was 19.6%, and the Q1 rate 19.3%."),
    (RATES, "Repairs cost £13,130, £1,030 more than before."),
    (RATES, "Growth came to £560,000."),
    (PLANS, "One thing was agreed: that the Chair write to the Minister for Housing."),
    (PLANS, "It was agreed that the tenancy is held in trust."),
    (PLANS, "A pilot should be launched in May 2032."),
    (TABLE, "35 Sheltered Flats stood in 2030-31."),
    (PLANS, "Marlow Council provides lifts for Ashby Council."),
    (LINES, "All legally required lines will be repainted."),
    (SIGNS, "All legally required signs, for example at crossings and bridges, will be provided."),
    (HOUR, "Charges of £2 apply after the first hour."),
    (SITE, "Planned repairs will go on."),
    (THOUSANDS, "Bus stations were forecast at £3,518k against a budget of £4,452k."),
    (THOUSANDS, "The variance for bus stations was £934,000."),
    (FARES, "Support for Ashby riders began in 2030."),
    (FARES, "The timetable for Marlow is due in May."),
    (FARES, "Drivers from the Fernhill depot are short."),
    (FARES, "Eight of the private hire checks ended in a warning."),
    (FARES, "Twelve of these private hire checks found no fault."),
    (FARES, "Riders are encouraged to book early."),
    (FARES, "Fewer riders were counted in Marlow."),
    (FARES, "Stops are lit at Ashby."),
    (FARES, "Shelters stand at Ashby."),
    (FARES, "The EqIA found no harm."),
    (TRIPS, "There were 1,140 trips, 60 fewer than the year before."),
    (TRIPS, "Trips fell to 1,140."),
    (VENUE, "No date was fixed for the sale of the kitchen."),
    (VENUE, "The lease was signed on Thursday 3 June 2032."),
    (VENUE, "Not every seat is taken."),
    (VENUE, "The kitchen has not been let."),
    (VENUE, "The hall cost £2,000."),
    (VENUE, "75% of the seats are taken."),
    (VENUE, "According to Marlow Council the lease is signed."),
    (BEDS, "The wards have 30 beds in all."),
    (RIDES, "Night rides fell from 1,200 to 1,140 in the year to June."),
    (RIDES, "Night rides were 1,140 in the year to June, down from 1,200."),
]
AGES = "The flat can hold up to three people who will be aged 16- 18years on arrival, and a DMR panel meets there."
PUPILS = (
    "4. In 2031 there were 3,204 pupils with a plan, 61 fewer than in 2030 and 12 more than in 2029. "
    "5. Another 14,118 pupils had support without one, 90 fewer than in 2030."
)
ACCOUNT = "The lido's account for 2031/32 was: Description Value £ Total Income 1,204,518.50 Running Costs 988,204.25"
COSTS = "Costs in £000s were 26,204.5 in 2030-31 and 29,013.1 in 2031-32 for the fleet, and 20,031.2 for the yard."
TRUE += [
    (ACCOUNT, "The lido took in £1.2m and cost £988,204.25."),
    (ACCOUNT, "In summer 2031/32 the lido had £1.20m of income."),
    (COSTS, "The yard cost £20.0m."),
    (COSTS, "In £000, the yard cost 20,031.2."),
    (COSTS, "The fleet cost £29.0m, £2.8m more than the £26.2m of 2030-31."),
    (AGES, "Three people of 16 to 18 can live there."),
    (AGES, "A panel for Dunmore, Marlow and Rushby meets there."),
    (AGES, "Everyone in the flat will be 16 to 18."),
    (PUPILS, "Together 17,322 pupils had a plan or support."),
]
FALSE = [
    (VENUE, "The panel met on Friday 3 June 2032.", "names Friday"),
    (VENUE, "The lease runs from 3 June 2033.", "gives 3 June 2033"),
    (VENUE, "The hall cost £20,000.", "gives £20,000"),
    (VENUE, "Two thirds of the seats are taken.", "says “Two thirds”"),
    (BEDS, "The wards have 31 beds in all.", "gives 31"),
    (HOMES, "44 reviews were not held in time.", "gives 44"),
    (RATES, "Repairs cost £14,130.", "gives £14,130"),
    (THOUSANDS, "Bus stations were forecast at £3.4m.", "gives £3.4m"),
    (AGES, "A panel for Dunmore, Marlow and Ashby meets there.", "names Ashby"),
    (PUPILS, "Together 17,332 pupils had a plan or support.", "gives 17,332"),
    (ACCOUNT, "The lido took in £1.3m.", "gives £1.3m"),
    (COSTS, "The yard cost £20.1m.", "gives £20.1m"),
    (COSTS, "The fleet cost £29.0m, £3.8m more than the £26.2m of 2030-31.", "gives £3.8m"),
]
BOATS = (
    "9. The lido drew 6,000 swimmers (62%) and the lake 2,000 (21%); 1,700 (17%) went to the river. "
    "Entry rose from £3.10 to £3.60 and a locker is 50p. The café took £7.1m, £1.2m of it in May, and £0.802m in June."
)
FLEET = "Bill No. 7 costs £3.1m, £0.9m and £2.2m. The yard, let in 2019, shut on 3 May 2031; we met 24 May 2031."
LATE = (
    "The gate opened at 12:30pm. Ashby came. Marlow came. Fernhill came. Rushby came. Dunmore came. It shut at 5:15pm, "
    "and 1 in 36 stayed."
)
LINES_OF_FLEET = "Over 4,000sqm were laid. The post rose by 4% to £208,000, which is 6.5% of the budget."
TRUE += [
    (BOATS, "Three fifths of swimmers chose the lido."),
    (BOATS, "About one swimmer in five went to the lake."),
    (BOATS, "The lido had three times as many swimmers as the lake."),
    (BOATS, "The lake's 2,000 are a quarter of the 8,000 at the lido and the lake."),
    (BOATS, "Entry went up by 50p, as much as a locker costs."),
    (BOATS, "May and June together brought the café about £2m."),
    (BOATS, "Less than a fifth went to the river, and more than half to the lido."),
    (FLEET, "The three sums of Bill No. 7 come to £6.2m."),
    (FLEET, "Half of it, £3.1m, is one sum."),
    (FLEET, "The yard was let twelve years before it shut."),
    (FLEET, "We met three weeks, or 21 days, after the yard shut."),
    (LATE, "The gate opened at 12.30pm and shut at 5.15pm, and one in 36 stayed."),
    (LINES_OF_FLEET, "Over 4,000 sqm were laid."),
    (LINES_OF_FLEET, "The budget comes to £3.2m."),
]
FALSE += [
    (BOATS, "Half of swimmers went to the lake.", "says “Half”"),
    (BOATS, "Two in five went to the lake.", "says “Two in five”"),
    (BOATS, "The lido had five times as many swimmers as the lake.", "says “five times”"),
    (BOATS, "More than nine tenths went to the lido.", "says “nine tenths”"),
    (BOATS, "Entry went up by 60p.", "gives 60"),
    (BOATS, "At least 65% went to the lido.", "gives 65%"),
    (FLEET, "The three sums come to £6.3m.", "gives £6.3m"),
    (FLEET, "The yard was let eleven years before it shut.", "gives eleven"),
    (FLEET, "We met four weeks after the yard shut.", "gives four"),
    (LATE, "The gate shut at 5.30pm.", "gives 5.30"),
    (LINES_OF_FLEET, "Over 400,000sqm were laid.", "gives 400,000"),
]
EXAMS = (
    "46 out of 50 pupils passed in maths,² and 17 of 20 in art.¹ ① 22 out of 30 buses ran; one in 36 was late. 81% of "
    "parents answered."
)
TRUE += [
    (EXAMS, "46 out of 50 pupils passed in maths."),
    (EXAMS, "Over nine in ten pupils passed in maths, 92%."),
    (EXAMS, "4 out of 50 did not pass."),
    (EXAMS, "Four in five parents answered."),
    (EXAMS, "1 in 36 buses was late."),
]
FALSE += [
    (EXAMS, "45 out of 50 pupils passed in maths.", "gives 45"),
    (EXAMS, "Forty-five out of fifty pupils passed in maths.", "gives Forty-five"),
    (EXAMS, "23 out of 30 buses ran.", "gives 23"),
    (EXAMS, "9 in 10 passed in art.", "says “9 in 10”"),
    (EXAMS, "81 out of 100 parents answered.", "gives 100"),
    (EXAMS, "One in 24 buses was late.", "says “One in 24”"),
    (EXAMS, "1,240² pupils passed.", "gives 1,240"),
]
TERMS = (
    "7. The lido was let in 2028 and the lake in 2031. Free hours are for five-year-olds. The sale was agreed on 13 "
    "May 2031, and the keys were handed over at Marlow."
)
RANKS = "8. Ashby lies in quartile 3, with 40 complaints in 60 parks; Marlow does better."
GIFTS = (
    "The Trust gave £120 to Ashby. It gave £85 to Marlow. £410 went to Rushby. £9,000 was lent. £77 was kept. The lake "
    "was let. Rents rose by 4%, of £2,000, and fees by 7%."
)
SUMS = "• Ashby £120 • Marlow £85 • Rushby £410 ; lent £9,000 ; kept £77 ."
PERIODS = "14. Swims were 61 in 2029/30, 64 in 2030/31 and 70 in 2031/32, and the fees of 2028 went."
TRUE += [
    (TERMS, "The lake was let three years after the lido."),
    (TERMS, "The sale was agreed four weeks before the meeting of 10 June 2031."),
    (TERMS, "The lido and the lake were let three years apart."),
    (RANKS, "Ashby lies in the third quartile."),
    (SUMS, "The five gifts come to £9,692."),
    (GIFTS, "Rents rose by £80, which is 4%."),
    (PERIODS, "In the third year there were 70 swims."),
]
FALSE += [
    (TERMS, "The lido has a 3-year lease.", "gives 3"),
    (TERMS, "Free hours are for two-year-olds.", "gives two"),
    (TERMS, "The lido is let for two years.", "gives two"),
    (TERMS, "Hours are free at three years old.", "gives three"),
    (TERMS, "The sale took four weeks.", "gives four"),
    (RANKS, "Ashby ranked 40th of the parks.", "gives 40th"),
    (RANKS, "Ashby came third in complaints.", "gives third"),
    (RANKS, "Marlow came 60th in complaints.", "gives 60th"),
    (RANKS, "For the second year complaints fell.", "gives second"),
    (PERIODS, "For the fourth year swims rose.", "gives fourth"),
    (GIFTS, "Seven lakes were let.", "gives Seven"),
    (GIFTS, "The Trust gave to six clubs.", "gives six"),
    (SUMS, "Five lakes were let.", "gives Five"),
    (SUMS, "The six gifts come to £9,692.", "gives six"),
    (GIFTS, "Rents brought £3,000.", "gives £3,000"),
    (GIFTS, "Fees come to £630.", "gives £630"),
    (GIFTS, "Fees rose by £29.", "gives £29"),
]
DOUBTED = [
    (HOMES, "Fernleigh received 31 referrals.", "of what the paper says of"),
    (HOMES, "5 families and 18 single people are waiting to be moved.", "of what the paper says of"),
    (VENUE, "The hall's lease was not signed with Marlow Council.", "turns round"),
    (SIGNS, "Signs on all paths are required in law.", "turns round"),
    (LINES, "Lines on all roads are required in law.", "turns round"),
    (TRIPS, "Trips rose to 1,140.", "turns round"),
]


def cited(passage: str, sentence: str) -> list[Citation]:
    return Source("K", Retrieved(stored(passage, ITEM, "p1"), 1, 1.0), "").cites(sentence)


@pytest.mark.parametrize(("passage", "sentence"), TRUE)
def test_what_the_paper_says_or_its_figures_come_to_is_kept(passage: str, sentence: str) -> None:
    assert check_sentence(sentence, cited(passage, sentence)) == []


@pytest.mark.parametrize(("passage", "sentence", "reason"), FALSE)
def test_a_fact_that_the_paper_does_not_give_is_caught(passage: str, sentence: str, reason: str) -> None:
    assert reason in "; ".join(check_sentence(sentence, cited(passage, sentence)))


@pytest.mark.parametrize(("passage", "sentence", "reason"), DOUBTED)
def test_what_speaks_against_the_sense_is_told_apart_from_what_is_proved(
    passage: str, sentence: str, reason: str
) -> None:
    assert check_sentence(sentence, cited(passage, sentence)) == []
    assert reason in "; ".join(doubts(sentence, cited(passage, sentence)))
