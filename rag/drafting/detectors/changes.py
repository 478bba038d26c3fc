"""Changes for the worse and poor comparisons that the text itself states with figures."""

from __future__ import annotations

import re
from itertools import pairwise

from index.language.amounts import Amount, amounts, plain
from prompts.cues import cue_list
from rag.drafting.challenge import Challenge, Material
from rag.drafting.coverage import planned
from rag.drafting.cues import any_found
from rag.drafting.detectors.measures import rows_of
from rag.drafting.polarity import Polarities, direction
from rag.drafting.statements import Statement

_SLIGHT = 0.15  # what the sentence itself calls slight
_FEWEST = 10  # counts under this say little by their change
_SMALL = 0.02  # a change smaller than this share says little
_ASIDE = re.compile(r"\([^)]*\)|\b(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?\b")  # a share or a year between the two
_GOES_ON = re.compile(r"(?:\s*\([^)]*\))?\s+to\s+£?\d")  # the figure begins a "from A to B" of its own
_OWN_CHANGE = re.compile(  # the change as the sentence itself prints it
    r"\b(?:increase|decrease|rise|fall|drop|reduction|growth|up|down|increased|decreased|rose|risen|fell|fallen|dropped"
    r"|reduced|grew|grown)\s+(?:of|by)\s+(?P<by>\d[\d,]*(?:\.\d+)?)\s?(?P<share>%)?|\(\s*[-–−+](?P<signed>\d+(?:\.\d+)?)\s?%\s*\)",
    re.IGNORECASE,
)
_ROUNDED = 0.6  # by how much a printed change may differ from the reckoned one


def find(material: Material) -> list[Challenge]:
    """One challenge for each sentence that states a change for the worse, or a poor comparison."""
    polarities = Polarities.of(rows_of(material))
    prose = [
        s for s in material.report if not s.row and not planned(s) and not any_found(cue_list("aimed_at"), s.words)
    ]
    found = []
    for before, statement in zip([None, *prose], prose, strict=False):
        others = (*cue_list("compares_well"), *cue_list("tallies"))
        if any_found(cue_list("compares_badly"), statement.words) and not any_found(others, statement.words):
            found.append(_low(statement, before))
        change = _change(statement, before, polarities)
        if change:
            found.append(change)
    return found


def _low(statement: Statement, before: Statement | None) -> Challenge:
    held = statement.words.held
    weight = 0.7 + 0.06 * ("#" in held) + 0.1 * any_found(("fourth|bottom|lowest|worst quartile",), statement.words)
    challenge = Challenge("comparison", "comparison", "Comparison", weight, (statement,))
    return _led(challenge, statement, before)


def _led(challenge: Challenge, statement: Statement, before: Statement | None) -> Challenge:
    """With the sentence before where this one leans on it ("This is a decrease of …")."""
    leans = any_found(("=this", "=these", "=it", "=that"), statement.words) and statement.text.split()[0].lower() in (
        "this",
        "these",
        "it",
        "that",
        "both",
    )
    if before and leans and before.passage.item.id == statement.passage.item.id and "#" in before.words.held:
        return challenge.with_proof(before)
    return challenge


def _change(statement: Statement, before: Statement | None, polarities: Polarities) -> Challenge | None:
    way = direction(statement)
    figures = amounts(statement.text)
    if not figures:
        return None
    pair = _pair(statement, figures)
    if pair:
        way = 1 if pair[0].value > pair[1].value else -1 if pair[0].value < pair[1].value else way
    if not way or not (pair or any_found(cue_list("over_time"), statement.words)):
        return None
    about = statement.stems | (
        before.stems if before and statement.text.startswith(("This", "It ", "These")) else frozenset()
    )
    good = polarities.of_text(frozenset(about)) * way
    if good > 0 or (good == 0 and not pair):
        return None
    size = abs(pair[0].value - pair[1].value) / pair[1].value if pair and pair[1].value else _size_alone(figures)
    if size < _SMALL:
        return None
    weight = (
        (0.74 if good < 0 else 0.66) + 0.2 * min(size, 0.8) - _SLIGHT * any_found(cue_list("slight"), statement.words)
    )
    reckoned = _working(*pair) if pair else ""
    challenge = Challenge("decline" if good < 0 else "change", "decline", "Trend", weight, (statement,), reckoned)
    return _led(challenge, statement, before)


def _size_alone(figures: list[Amount]) -> float:
    """How large a change is of which only the size in per cent may be given ("a decrease of 5.4%")."""
    shares = [figure.value for figure in figures if figure.unit == "%"]
    return min(0.8, shares[0] / 20) if len(shares) == 1 else 0.1


def _pair(statement: Statement, figures: list[Amount]) -> tuple[Amount, Amount] | None:
    """The value now and the one that it is set against, where the sentence sets two of one sort side by side."""
    if not any_found(cue_list("set_against"), statement.words):
        return None
    for first, second in pairwise(figures):
        between = statement.text[first.end : second.start].lower()
        if re.search(r"[;.]\s", between) or not _agrees(statement.text, first, second):
            continue
        if first.unit != second.unit or first.value == second.value:
            continue
        if not first.unit and max(first.value, second.value) < _FEWEST:
            continue
        if " from " in f" {statement.text[: first.start].lower()} "[-14:]:
            if " to " in between and not re.search(r"\d", _ASIDE.sub("", between)):
                return second, first
            continue
        if "from" in between and _GOES_ON.match(statement.text[second.end :]):
            continue
        if _in_turn(figures, first, second):
            continue
        if any(w in between for w in ("against", "compared", "from", "previous", "when it was")):
            return first, second
    return None


def _in_turn(figures: list[Amount], first: Amount, second: Amount) -> bool:
    """True where the two are the last of one list and the first of another ("10% and 20%, compared to 30% and 40%")."""
    before = [f for f in figures if f.unit == first.unit and f.end <= first.start]
    after = [f for f in figures if f.unit == first.unit and f.start >= second.end]
    return bool(first.unit) and bool(before) and bool(after)


def _agrees(text: str, first: Amount, second: Amount) -> bool:
    """False where the sentence prints a change of its own that is not the one between these two."""
    size = abs(first.value - second.value)
    shares = [100 * size / v.value for v in (first, second) if v.value]
    for match in _OWN_CHANGE.finditer(text):
        printed = float((match["by"] or match["signed"]).replace(",", ""))
        ours = [*shares, size] if match["share"] or match["signed"] else [size]
        if all(abs(printed - value) > _ROUNDED for value in ours):
            return False
    return True


def _working(now: Amount, then: Amount) -> str:
    change = now.value - then.value
    way = "up" if change > 0 else "down"
    points = " points" if now.unit == "%" else ""
    size = plain(abs(change), "" if now.unit == "%" else now.unit)
    share = f", or {round(100 * abs(change) / then.value)}%" if then.value and now.unit != "%" else ""
    return f"{then.printed} to {now.printed} is {way} {size}{points}{share}"
