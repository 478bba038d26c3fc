from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from index.values import StoredPassage
from rag.check import check_answer, check_quote, check_sentence, doubts, refuted, support
from rag.values import Answer, Citation, Scope, Sentence
from tests.unit.rag.council import paper, stored

ITEM = paper(
    "i1", "Quarter 2 2021/22 Performance Report", meeting_date=date(2021, 11, 2), agenda_number="9", pack_pages="10-18"
)

TRUE = [
    "Re‐referrals within 12 months rose to 28.4% in Quarter 2, against a target of <20.8%.",
    "The school nursing service has not been evaluated since 2018.",
    "Mrs Okafor told members that four homes would open by 31 March 2022.",
    "The overspend was £1.2 million, of which £450,000 was agency staff.",
    "No child waited longer than 26 weeks; 125 of 168 plans were issued in time.",
    "RESOLVED: That the report be noted and a further report be brought to the January meeting.",
    "Placement stability improved from 61.5% to 66.5% (470 children).",
    "Officers didn’t consult parents of pre-school children about the closure of “Bluebell House”.",
    "The Director would consider whether a pilot in Marlow Vale could be offered.",
    "Waiting lists fell for the third quarter, but remain above the 2019/20 level.",
]
TEXT = " ".join(TRUE)


def passage(text: str = TEXT, joints: tuple[int, ...] = (), **more: object) -> StoredPassage:
    place = {"section": "Key messages", "paragraph": "21", "page": 14, "pack_page": "12"}
    return stored(text, ITEM, "p1", joints=joints, **place | more)


def cite(*quotes: str) -> list[Citation]:
    return [Citation(n, passage(), quote) for n, quote in enumerate(quotes, 1)]


# --- quotes ---


@pytest.mark.parametrize("quote", TRUE)
def test_a_true_quote_passes(quote: str) -> None:
    assert check_quote(quote, passage())
    assert check_quote(quote.replace("‐", "-").replace("“", '"').replace("”", '"').replace("’", "'"), passage())
    assert check_quote(quote.replace(" ", " \n\t"), passage())


@pytest.mark.parametrize("start", range(0, 60, 4))
def test_true_pieces_of_whole_words_pass(start: int) -> None:
    greek = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma"
    words = greek.split() * 4
    assert check_quote(" ".join(words[start : start + 7]), passage(" ".join(words)))


def mutants() -> list[str]:
    rng = random.Random(7)
    forged: list[str] = []
    for quote in TRUE:
        digits = [i for i, c in enumerate(quote) if c.isdigit()]
        for i in digits:
            forged.append(quote[:i] + str((int(quote[i]) + 1 + rng.randrange(8)) % 10) + quote[i + 1 :])
        for word in ("not ", "No ", "n’t", "<", "£", "%", "would ", "above ", "third ", "pre-"):
            if word in quote:
                forged.append(quote.replace(word, "", 1))
        for old, new in (
            ("Okafor", "Okonedo"),
            ("Marlow", "Harlow"),
            ("Bluebell", "Bluebird"),
            ("January", "June"),
            ("rose", "fell"),
            ("fell", "rose"),
            ("four", "five"),
            ("million", "billion"),
            ("would", "will"),
            ("improved", "worsened"),
            ("noted", "approved"),
            ("Mrs", "Mr"),
        ):
            if old in quote:
                forged.append(quote.replace(old, new))
        words = quote.split()
        for _ in range(3):
            at = rng.randrange(1, len(words) - 1)
            forged.append(" ".join([*words[:at], *words[at + 1 :]]))
            forged.append(" ".join([*words[:at], "very", *words[at:]]))
    for a, b in zip(TRUE, TRUE[2:], strict=False):
        forged.append(" ".join(a.split()[:5] + b.split()[-5:]))
        forged.append(f"{a} … {b}")
    return forged


def test_no_forged_quote_passes() -> None:
    forged = [m for m in mutants() if m not in TEXT]
    assert len(forged) >= 100
    assert [m for m in forged if check_quote(m, passage())] == []


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("8.4%", "It rose to 28.4% in spring."),
        ("28", "It rose to 28.4% in spring."),
        ("28.4", "It rose to 28.4 % in spring."),
        ("20.8%", "A target of <20.8%."),
        ("450", "It cost £450,000 in all."),
        ("450,000", "It cost £450,000 in all."),
        ("compliance was found", "Some non-compliance was found."),
        ("been evaluated", "It has not been evaluated."),
        ("evidence of harm", "There was no evidence of harm."),
        ("2016", "In 2016-17 it grew."),
        ("the Council", "It is the Council's duty."),
        ("art of it", "It is part of it."),
        ("", "Anything."),
        ("...", "Anything ..."),
        ("“ ”", "Anything “ ”"),
    ],
)
def test_a_quote_that_cuts_a_word_a_figure_or_a_negation_fails(quote: str, text: str) -> None:
    assert not check_quote(quote, passage(text))


def test_a_quote_may_not_cross_a_joint() -> None:
    text = "The plan was agreed in full by the whole panel."
    joint = text.index("in full")
    assert check_quote("The plan was agreed", passage(text, (joint,)))
    assert check_quote("in full by the whole panel.", passage(text, (joint,)))
    assert not check_quote("agreed in full", passage(text, (joint,)))
    twice = text + " " + text
    assert check_quote("agreed in full", passage(twice, (joint,))), "the second place has no joint"


def test_the_first_letter_may_be_raised_and_no_other() -> None:
    assert check_quote("The homes would open", passage("It said the homes would open soon."))
    assert not check_quote("The Homes would open", passage("It said the homes would open soon."))


def test_ligatures_soft_hyphens_and_odd_spaces_hide_nothing() -> None:
    assert check_quote("Staff offices", passage("Sta\ufb00 of\u00ad\ufb01ces\u00a0were shut."))


# --- sentences ---

GOOD = [
    ("Re-referrals reached 28.4% in Q2.", (0,)),
    ("Re-referrals within twelve months rose to 28.4 per cent, against a target of <20.8%.", (0,)),
    ("The nursing service has not been evaluated since 2018.", (1,)),
    ("Four homes would open by 31 March 2022, Mrs Okafor told members.", (2,)),
    ("There would be 4 homes by 31st March 2022.", (2,)),
    ("The overspend was £1.2m, including £450k for agency staff.", (3,)),
    ("The overspend was £1,200,000.", (3,)),
    ("125 of 168 plans were issued in time.", (4,)),
    ("43 of the 168 plans were late.", (4,)),
    ("43 plans were not issued in time.", (4,)),
    ("Stability improved by 5 percentage points.", (6,)),
    ("Placement stability improved from 61.5% to 66.5%.", (6,)),
    ("Officers did not consult parents of pre-school children.", (7,)),
    ("The Director would consider a pilot in Marlow Vale.", (8,)),
    ("Waiting lists fell for the third quarter.", (9,)),
    ("Waiting lists remain above the 2019-20 level.", (9,)),
    (
        "Quarter 2 2021/22 Performance Report (2 November 2021), paragraph 21: "
        '"Waiting lists fell for the third quarter".',
        (9,),
    ),
    ("Officers said they ‘didn’t consult parents’ about children’s and pupils’ homes.", (7,)),
    ("Report on pages 10-18, item 9: waiting lists fell.", (9,)),
    ("In the report of November 2021 (page 14), lists remain above the 2019/20 level.", (9,)),
    ('The minutes say "a further report be brought to the January meeting".', (5,)),
]


@pytest.mark.parametrize(("sentence", "which"), GOOD)
def test_a_true_sentence_passes(sentence: str, which: tuple[int, ...]) -> None:
    assert check_sentence(sentence, cite(*(TRUE[i] for i in which))) == []


BAD = [
    ("Re-referrals reached 28.5% in Q2.", (0,)),
    ("Re-referrals reached 28.4% in Q3.", (0,)),
    ("There were 28.4 re-referrals.", (0,)),
    ("The nursing service has not been evaluated since 2019.", (1,)),
    ("Mrs Taylor-Reed told members that four homes would open.", (2,)),
    ("Five homes would open by 31 March 2022.", (2,)),
    ("Four homes would open by 30 March 2022.", (2,)),
    ("Four homes would open by 31 March 2023.", (2,)),
    ("Four homes would open by April.", (2,)),
    ("The overspend was £1.3m.", (3,)),
    ("The overspend was £1.2bn.", (3,)),
    ("A child waited longer than 26 weeks, with one in nine late.", (4,)),
    ("Placement stability improved from 61.5% to 66.5% in Ashby.", (6,)),
    ('Officers said "parents were content".', (7,)),
    ("Officers said ‘didn’t consult officers’.", (7,)),
    ("Waiting lists fell for the second quarter.", (9,)),
    ("Waiting lists fell, says paragraph 22.", (9,)),
    ("21 waiting lists fell.", (9,)),
    ("NHS waiting lists fell.", (9,)),
]


def test_an_opening_capital_proves_no_name() -> None:
    assert check_sentence("Ofsted said that waiting lists fell.", cite(TRUE[9])) == []


@pytest.mark.parametrize(("sentence", "which"), GOOD)
def test_a_true_sentence_is_not_doubted(sentence: str, which: tuple[int, ...]) -> None:
    assert doubts(sentence, cite(*(TRUE[i] for i in which))) == []


UNSEEN = [
    ("Mrs Okafor promised four homes.", (2,)),
    ("The committee approved the report.", (5,)),
    ("The Director agreed to a pilot in Marlow Vale.", (8,)),
    ("A pilot was launched in Marlow Vale.", (8,)),
    ("Agency staff caused the overspend of £1.2 million.", (3,)),
    ("Parents of pre-school children didn’t consult officers.", (7,)),
    ("Nearly half of the overspend was agency staff.", (3,)),
    ("Most waiting lists fell twice.", (9,)),
    ("Re-referrals fell to 28.4% in Q2.", (0,)),
    ("The nursing service has been evaluated since 2018.", (1,)),
    ("Waiting lists rose for the third quarter.", (9,)),
]


@pytest.mark.parametrize(("sentence", "which"), UNSEEN)
def test_who_did_what_to_whom_whether_it_was_done_and_half_of_what_is_not_seen_by_code(
    sentence: str, which: tuple[int, ...]
) -> None:
    given = cite(*(TRUE[i] for i in which))
    assert (check_sentence(sentence, given), doubts(sentence, given)) == ([], [])


def test_what_stands_after_a_time_is_read() -> None:
    assert (
        check_sentence("In autumn 2022-23 there were 40 boats.", cite("In autumn 2022/23 there were 40 boats.")) == []
    )
    assert check_sentence("By March 2024-45 children left.", cite("By March 2024 children left."))
    assert check_sentence("By March 2024/150 homes stood.", cite("By March 2024 150 homes stood.")) == []


@pytest.mark.parametrize(("sentence", "which"), BAD)
def test_a_sentence_that_says_more_than_its_quotes_is_caught(sentence: str, which: tuple[int, ...]) -> None:
    assert check_sentence(sentence, cite(*(TRUE[i] for i in which)))


def test_initials_stand_for_their_words_and_back() -> None:
    assert check_sentence("SEND support grew.", cite("special educational needs and disabilities support grew")) == []
    assert check_sentence("Support for Special Educational Needs grew.", cite("SEN support grew.")) == []
    assert check_sentence("NEET support grew.", cite("special educational needs support grew"))


def test_a_sentence_without_citations_may_repeat_the_question_only() -> None:
    asked = "What did Ms Adeyemi say in June 2020?"
    assert check_sentence("Nothing was found about Ms Adeyemi in June 2020.", (), asked) == []
    assert check_sentence("Ms Adeyemi said 40% in June 2020.", (), asked)


def test_support_is_the_share_of_words_found() -> None:
    assert support("Waiting lists fell.", cite(TRUE[9])) == 1.0
    assert support("Bananas ripen overnight.", cite(TRUE[9])) == 0.0


# --- answers ---


def answer(sentences: list[Sentence], citations: list[Citation], status: str = "answered") -> Answer:
    return Answer("Did lists fall?", status, " ".join(s.text for s in sentences), tuple(sentences), tuple(citations))


def test_a_true_answer_is_untouched() -> None:
    given = answer([Sentence("Waiting lists fell for the third quarter. [1]", (1,))], cite(TRUE[9]))
    assert check_answer(given) == given


def test_what_fails_is_dropped_listed_and_the_rest_renumbered() -> None:
    given = answer(
        [
            Sentence("Re-referrals reached 99%. [1]", (1,)),
            Sentence("The homes are shut. [2]", (2,)),
            Sentence("Waiting lists fell. [3]", (3,)),
        ],
        cite(TRUE[0], "the homes are shut", TRUE[9]),
    )
    checked = check_answer(given)
    assert [s.text for s in checked.sentences] == ["Waiting lists fell. [1]"]
    assert [c.n for c in checked.citations] == [1]
    assert checked.citations[0].quote == TRUE[9]
    assert checked.text == "Waiting lists fell. [1]"
    assert checked.status == "partial"
    assert len(checked.dropped) == 3
    assert "99%" in " ".join(checked.dropped)


def test_a_marked_sentence_goes_only_where_it_is_proved_wrong() -> None:
    said = ["Two groups of plans were told of. [1] (?)", "326 plans were issued in time. [1] (?)"]
    given = answer([Sentence(text, (1,)) for text in said], cite(TRUE[4]))
    assert [s.text for s in check_answer(given).sentences] == said[:1]
    assert check_answer(answer([Sentence(said[0].removesuffix(" (?)"), (1,))], cite(TRUE[4]))).sentences == ()


def test_a_year_beside_one_of_the_paper_is_proved_wrong_and_a_name_is_not() -> None:
    given = cite(TRUE[9])
    assert refuted("In 2018/19 lists were shorter.", given)
    assert check_sentence("Lists fell in Ashby.", given), "a paper need not name the place that it is of"
    assert refuted("Lists fell in Ashby.", given) == []


def test_with_nothing_left_nothing_was_found() -> None:
    checked = check_answer(answer([Sentence("Re-referrals reached 99%.", (1,))], cite(TRUE[0])))
    assert checked.status == "not_found"
    assert (checked.text, checked.sentences, checked.citations) == ("", (), ())


def test_a_missing_citation_number_is_no_proof() -> None:
    assert check_answer(answer([Sentence("Waiting lists fell.", (7,))], cite(TRUE[9]))).status == "not_found"


def test_layout_is_kept_when_lines_are_dropped() -> None:
    given = answer(
        [Sentence(TRUE[9], (1,)), Sentence("It was 3%.", (1,)), Sentence(TRUE[8], (2,))], cite(TRUE[9], TRUE[8])
    )
    given = replace(given, text="\n".join(s.text for s in given.sentences))
    assert check_answer(given).text == f"{TRUE[9]}\n{TRUE[8]}"


def test_an_uncited_refusal_may_name_what_the_question_and_scope_name() -> None:
    given = Answer(
        "What did the 5 May meeting say?",
        "not_found",
        "Nothing was found for 5 May 2020.",
        (Sentence("Nothing was found for 5 May 2020.", ()),),
        scope=Scope(meetings=(date(2020, 5, 5),)),
    )
    assert check_answer(given) == given


def test_a_refusal_may_say_what_was_searched() -> None:
    text = "Nothing was found in the 12 packs from May 2016 to Oakshire's last."
    given = Answer("Did it snow?", "not_found", text, (Sentence(text, ()),))
    assert check_answer(given) == given
    assert check_answer(replace(given, status="answered")).sentences == ()


def test_checking_twice_changes_nothing_more() -> None:
    given = answer(
        [Sentence("It was 99%. [1]", (1,)), Sentence("Waiting lists fell. [2]", (2,))], cite(TRUE[0], TRUE[9])
    )
    once = check_answer(given)
    assert check_answer(once) == once


@pytest.mark.parametrize("digits", [15, 309, 310, 2_000])
def test_a_run_of_digits_without_end_is_a_figure_that_no_quote_gives(digits):
    endless = "9" * digits
    told, quoted = f"The fund holds {endless} coins.", cite("The fund holds 5 coins.")
    assert check_sentence(told, quoted)
    assert refuted(told, quoted)
    assert not check_sentence(told, cite(told))
