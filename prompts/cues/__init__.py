"""What drafting looks for and how it words what it finds, as data.

`coverage.toml` takes each agreed prompt apart into facets and says by which words a report shows that it deals
with one; `challenges.toml` lists what deserves a challenge and the words that give it away; `wording.toml` has
the wordings of drafted questions. How cues are written is said at the head of `coverage.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Tense = Literal["done", "any"]
Delivery = Literal["meeting", "written", "officer"]


@dataclass(frozen=True)
class FacetCues:
    """One thing a prompt asks for. A sentence shows it when every list of `all` has a cue in it and `unless` none.

    `tense` "done" passes over what is only planned. `places` is in how many different sentences it must be shown.
    `headings` are cues of headings that stand in for the second list. `rows` tells whether a table's row counts.
    """

    name: str
    says: str
    all: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    tense: Tense = "any"
    places: int = 1
    rows: bool = False


@dataclass(frozen=True)
class PromptCues:
    """How a prompt is judged: answered when it shows all of `answered` and none of `caps`, partly when it shows any
    of `partly`, silent otherwise, and silent where `condition` is named and not shown. `sections` are cues of the
    headings under which a report would answer it; `about` is what a question on its silence is asked of, and with
    `only` it is asked of no report that has nothing of the kind.
    """

    id: str
    theme: str
    facets: tuple[FacetCues, ...]
    answered: tuple[str, ...]
    partly: tuple[str, ...]
    caps: tuple[str, ...] = ()
    condition: str | None = None
    sections: tuple[str, ...] = ()
    about: FacetCues | None = None
    only: bool = False


@dataclass(frozen=True)
class ChallengeCues:
    """A fact that deserves a challenge and is known by its words. `weight` is how sharp it is, in [0, 1]."""

    name: str
    kind: str
    theme: str
    weight: float
    all: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()
    rows: bool = False
    later: bool = False  # also when it is only said of what is to come
    figure: bool = False  # only with a figure that measures something


@dataclass(frozen=True)
class Wording:
    """How a question of one sort is worded: `ask` the question itself, `why` it matters, `supplementary`.

    It is used only where `needs` has a cue in what the question rests on, and never where `unless` has one in the
    section round it, tables and headings included: what is asked for must not stand a line below.

    `delivery` is "written" for a figure that nobody could know on the night and "officer" for a matter of
    clarification; `to` is "lead" for a choice that is the Lead Member's.

    The texts have slots in braces. Several for one sort: drafts use them in turn, so that no two sound the same.
    """

    ask: str
    why: str
    supplementary: str
    delivery: Delivery = "meeting"
    to: Literal["officer", "lead"] = "officer"
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """The words behind `@name` in a cue."""
    return {name: tuple(text.split()) for name, text in _read("coverage")["groups"].items()}


@cache
def skipped_headings() -> tuple[str, ...]:
    """Cues of headings whose sections say nothing about the subject: contacts, background papers, circulation."""
    return tuple(_read("coverage")["skipped_headings"])


@cache
def prompt_cues() -> dict[str, PromptCues]:
    """Prompt id → how it is judged, for the prompts of the agreed lists that ship."""
    return {id: _prompt(id, data) for id, data in _read("coverage")["prompts"].items()}


@cache
def extras() -> dict[str, str]:
    """Id of the cues → words of each question that may be offered beside an agreed list, marked as an extra."""
    return dict(_read("coverage")["extras"])


@cache
def challenge_cues() -> tuple[ChallengeCues, ...]:
    """The challenges that are known by words alone."""
    return tuple(
        ChallengeCues(
            name=name,
            kind=data["kind"],
            theme=data["theme"],
            weight=data["weight"],
            all=_lists(data["all"]),
            unless=tuple(data.get("unless", ())),
            rows=data.get("rows", False),
            later=data.get("later", False),
            figure=data.get("figure", False),
        )
        for name, data in _read("challenges")["cued"].items()
    )


@cache
def cue_list(name: str) -> tuple[str, ...]:
    """A list of cues that a detector goes by. Raises KeyError for a name that is not there."""
    return tuple(_read("challenges")["lists"][name])


@cache
def partners() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Partners as a question names them, with the cues that show that something is theirs to do."""
    return tuple((name, tuple(cues)) for name, cues in _read("challenges")["partners"].items())


@cache
def lexicon() -> dict[str, tuple[str, ...]]:
    """Lists of single words by which figures are judged: measures better high or low, words of rise and fall."""
    return {name: tuple(text.split()) for name, text in _read("challenges")["lexicon"].items()}


@cache
def wordings(sort: str) -> tuple[Wording, ...]:
    """The wordings of a sort of question (a challenge's name or kind, or `prompt.<id>.<coverage>`); () for none."""
    found: Any = _read("wording")
    for part in sort.split("."):
        found = found.get(part, {})
    return tuple(map(_wording, found)) if isinstance(found, list) else ()


def _wording(data: dict[str, Any]) -> Wording:
    return Wording(**data | {name: tuple(data.get(name, ())) for name in ("needs", "unless")})


def _prompt(id: str, data: dict[str, Any]) -> PromptCues:
    facets = tuple(_facet(name, f) for name, f in data["facets"].items())
    about = data.get("about")
    return PromptCues(
        id=id,
        theme=data["theme"],
        facets=facets,
        answered=tuple(data["answered"]),
        partly=tuple(data["partly"]),
        caps=tuple(data.get("caps", ())),
        condition=data.get("condition"),
        sections=tuple(data.get("sections", ())),
        about=_facet(about, _read("coverage")["about"][about]) if about else None,
        only=data.get("only", False),
    )


def _facet(name: str, data: dict[str, Any]) -> FacetCues:
    return FacetCues(
        name=name,
        says=data["says"],
        all=_lists(data["all"]),
        unless=tuple(data.get("unless", ())),
        headings=tuple(data.get("headings", ())),
        tense=data.get("tense", "any"),
        places=data.get("places", 1),
        rows=data.get("rows", False),
    )


def _lists(data: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cues) for cues in data)


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("prompts.cues").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
