from __future__ import annotations

import re

import pytest

from prompts import agreed
from prompts.cues import challenge_cues, cue_list, lexicon, prompt_cues, skipped_headings, wordings
from rag.drafting.cues import any_found, compiled, read


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        ("consult", "Parents were consulted twice.", True),
        ("=consulted", "A consultation was held.", False),
        ("not … consult", "They were not at any time consulted.", True),
        ("not … consult", "They were not told about it before the day when it was consulted on.", False),
        ("rise|fall by", "It falls by a third.", True),
        ("rise|fall by", "It falls at once.", False),
        ("# reply", "There were 88 replies.", True),
        ("# reply", "There were eleven replies.", True),
        ("# reply", "There were many replies.", False),
        ("cost £", "It costs £1,200 a week.", True),
        ("% … now", "65% in work (58% now)", True),
        ("@months #", "by March 2031", True),
        ("co-production", "Co‑production has suffered.", True),
        ("ends !of", "It ends in May.", True),
        ("ends !of", "It ends of itself.", False),
        ("~speech", "“I never saw the same person twice.”", True),
        ("~speech", "The “whole family” approach was used.", False),
    ],
)
def test_a_cue_is_found_where_its_words_stand(cue: str, text: str, found: bool) -> None:
    assert any_found([cue], read(text)) is found


def test_every_cue_of_the_data_compiles() -> None:
    cues = [
        c for p in prompt_cues().values() for f in p.facets for part in (*f.all, f.unless, f.headings) for c in part
    ]
    cues += [c for k in challenge_cues() for part in (*k.all, k.unless) for c in part]
    cues += [*skipped_headings(), *cue_list("purpose")]
    assert len(cues) > 500
    for cue in cues:
        assert compiled(cue).pattern


def test_every_prompt_that_ships_has_cues_whose_rules_name_its_own_facets() -> None:
    for listed in agreed.lists():
        for prompt in listed.prompts:
            cues = prompt_cues()[prompt.id]
            names = {facet.name for facet in cues.facets}
            assert cues.answered
            assert {*cues.answered, *cues.partly, *cues.caps} <= names
            assert cues.condition is None or cues.condition in names


def test_every_challenge_has_a_wording_and_no_two_wordings_are_the_same() -> None:
    found = [
        "missed_target", "missed_target_untold", "missed_target_beside", "worse", "worse_untold", "low_quartile",
        "low_quartile_untold", "decline", "change", "comparison", "remainder", "low_share", "two_figures", "lapse",
        "promise", "worry", "boilerplate", "denied", "not_done", "share", "unequal_shares", "one_value", "total",
        "series", "restated", "undated", "scale",
    ]  # fmt: skip
    sorts = [*found, *(cues.name for cues in challenge_cues())]
    asks = [w.ask for sort in sorts for w in wordings(sort)]
    assert all(wordings(sort) for sort in sorts)
    assert len(asks) == len(set(asks))
    assert all(w.ask.endswith("?") and w.supplementary.endswith("?") for s in sorts for w in wordings(s))


def test_a_measure_is_not_both_good_and_bad() -> None:
    assert not set(lexicon()["bad_high"]) & set(lexicon()["good_high"])


def test_every_question_has_one_point() -> None:
    prompts_ = [f"prompt.{p.id}.{c}" for a in agreed.lists() for p in a.prompts for c in ("silent", "partly")]
    found = ["missed_target", "worse", "decline", "denied", "not_done", "remainder", "change", "comparison"]
    sorts = [*(cues.name for cues in challenge_cues()), *found, *prompts_]
    for ask in (w.ask for sort in sorts for w in wordings(sort)):
        assert ask.count("?") == 1
        assert not re.search(r",? and (?:what|who|when|why|how|by when|which)\b", ask), ask
