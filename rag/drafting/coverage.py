"""Coverage: how far a report answers each agreed prompt, judged facet by facet.

Each prompt is judged on its own, from the report alone: neither order nor another prompt changes a result.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from prompts.agreed import AgreedPrompt
from prompts.cues import FacetCues, PromptCues, cue_list, extras, prompt_cues
from rag.drafting.cues import any_found, read
from rag.drafting.rows import read_row
from rag.drafting.statements import Statement
from rag.values import Coverage

_SHARE = 0.5  # share of an unknown prompt's own words that makes a sentence bear on it
_QUOTES = 4
_STRETCH = 60  # statements within which what answers a prompt stands together


@dataclass(frozen=True)
class Judged:
    """The coverage of one prompt: the facets shown with their statements, best first, and those looked for in vain.

    `beside` are the words that a question on a silence is asked of: what the report is about to do or spend, or what
    stands where an answer would; `adrift` is a silence that has neither. `applies` is False for a prompt of a branch
    (a new service, a reduction) that the report shows no sign of, and `idle` says what is lacking for a question on a
    silence to make sense. `read` counts the sentences and rows that were searched.
    """

    prompt: AgreedPrompt
    theme: str
    coverage: Coverage
    shown: tuple[tuple[FacetCues, tuple[Statement, ...]], ...]
    missing: tuple[FacetCues, ...]
    why: str
    applies: bool = True
    beside: tuple[Statement, ...] = ()
    extra: bool = False
    adrift: bool = False
    idle: str = ""
    read: int = 0

    @property
    def quotes(self) -> tuple[Statement, ...]:
        """The best statements of the facets shown, the best of each first, none twice."""
        kept: dict[tuple[str, int], Statement] = {}
        for depth in range(_QUOTES):
            for _, statements in self.shown:
                if depth < len(statements):
                    kept.setdefault(statements[depth].key, statements[depth])
        return tuple(list(kept.values())[:_QUOTES])


def judge(prompt: AgreedPrompt, statements: Sequence[Statement]) -> Judged:
    """The coverage of a prompt by these statements."""
    cues = prompt_cues().get(prompt.id)
    return _by_facets(prompt, cues, statements) if cues else _by_own_words(prompt, statements)


def judge_extras(taken: Collection[str], statements: Sequence[Statement]) -> list[Judged]:
    """The coverage of what may be asked beside the agreed prompts `taken`, each judged of every report."""
    found = []
    for id, words in extras().items():
        if id not in taken:
            cues = replace(prompt_cues()[id], condition=None)
            found.append(replace(_by_facets(AgreedPrompt(id, words), cues, statements), extra=True))
    return found


def shows(facet: FacetCues, statement: Statement) -> bool:
    """True when the statement shows the facet."""
    if (statement.row and not (facet.rows and read_row(statement))) or statement.text.rstrip().endswith("?"):
        return False
    words = statement.words
    first, *others = facet.all
    if not any_found(first, words):
        return False
    lacking = [number for number, cues in enumerate(others, 1) if not any_found(cues, words)]
    # A heading says whom or what a sentence is about; that something was done the sentence has to say itself.
    if lacking and not (lacking == [1] and any_found(facet.headings, read(statement.heading))):
        return False
    if any_found(facet.unless, words):
        return False
    return facet.tense == "any" or not planned(statement)


def planned(statement: Statement) -> bool:
    """True when a sentence speaks only of what is to come."""
    return any_found(cue_list("planned"), statement.words) and not any_found(cue_list("done"), statement.words)


def _by_facets(prompt: AgreedPrompt, cues: PromptCues, statements: Sequence[Statement]) -> Judged:
    shown = {f.name: _ranked(f, [s for s in statements if shows(f, s)]) for f in cues.facets}
    found = {f.name for f in cues.facets if len(shown[f.name]) >= f.places}
    condition = next((f for f in cues.facets if f.name == cues.condition), None)
    if condition and condition.name not in found:
        why = f"The report gives no sign {condition.says}, so there is nothing for this prompt to be judged by."
        return Judged(prompt, cues.theme, "silent", (), (condition,), why, applies=False)
    touched = {name for name, some in shown.items() if some}
    coverage: Coverage = "silent"
    if (
        set(cues.answered) <= found
        and _together([shown[name] for name in cues.answered])
        and not set(cues.caps) & touched
    ):
        coverage = "answered"
    elif set(cues.partly) & touched:
        coverage = "partly"
    relevant = [f for f in cues.facets if f.name in {*cues.answered, *cues.partly, *cues.caps}]
    proofs = tuple((f, tuple(shown[f.name])) for f in relevant if shown[f.name]) if coverage != "silent" else ()
    missing = tuple(f for f in relevant if f.name in cues.answered and f.name not in touched)
    open_ = [f.says for f in relevant if f.name in cues.caps and f.name in touched]
    said = [f for f in relevant if f.name in touched and f.name not in cues.caps]
    why = _why(
        coverage,
        [f.says for f in said if f.name in found],
        [f.says for f in said if f.name not in found],
        [f.says for f in missing],
        open_,
    )
    if coverage != "silent":
        return Judged(prompt, cues.theme, coverage, proofs, missing, why)
    beside = _asked_of(cues, statements)
    idle = f"The report shows nothing of {cues.about.says}." if cues.about and cues.only and not beside else ""
    return Judged(
        prompt,
        cues.theme,
        coverage,
        proofs,
        missing,
        why,
        beside=beside,
        adrift=not beside,
        idle=idle,
        read=len(statements),
    )


def _asked_of(cues: PromptCues, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """What a question on a silence is asked of, else what the section begins with where the answer would stand."""
    prose = [s for s in statements if s.cover and s.quotable and not s.row]
    about = cues.about
    if about:
        bears = [s for s in prose if not s.conditional and not s.spoken and _asserts(about, s)]
        if bears or cues.only:
            return tuple(_ranked(about, bears)[:_QUOTES])
    for cue in cues.sections:
        under = [s for s in prose if any_found((cue,), read(s.heading))]
        if under:
            return tuple(under[:_QUOTES])
    return ()


def _asserts(facet: FacetCues, statement: Statement) -> bool:
    if any_found(facet.unless, statement.words) or not any_found(facet.all[0], statement.asserted):
        return False
    return all(any_found(cues, statement.words) for cues in facet.all[1:])


def _together(facets: list[list[Statement]]) -> bool:
    """True when each facet is shown in one stretch of the report: what stands far apart is not one answer."""
    return any(
        all(any(_near(anchor, other) for other in facet) for facet in facets) for facet_ in facets for anchor in facet_
    )


def _near(a: Statement, b: Statement) -> bool:
    return abs(a.order - b.order) <= _STRETCH


def _by_own_words(prompt: AgreedPrompt, statements: Sequence[Statement]) -> Judged:
    """A prompt that no list known to us has: never more than partly, by the share of its own words."""
    asked = {s for s in read(prompt.text).held if s.isalpha() and len(s) > 3}
    facet = FacetCues("words", "something on what the prompt asks", ())
    near = [(len(asked & s.stems) / max(1, len(asked)), -s.order, s) for s in statements if not s.row]
    best = tuple(s for share, _, s in sorted(near, key=lambda n: n[:2], reverse=True)[:2] if share >= _SHARE)
    if not best:
        return Judged(
            prompt,
            "Agreed prompt",
            "silent",
            (),
            (facet,),
            "No sentence speaks of what the prompt asks.",
            read=len(statements),
        )
    why = "Some of what the prompt asks is spoken of; whether it is answered is for a reader to judge."
    return Judged(prompt, "Agreed prompt", "partly", ((facet, best),), (), why)


def _ranked(facet: FacetCues, statements: list[Statement]) -> list[Statement]:
    """Most telling first: how many of the facet's cues a statement has, prose before rows, cover before appendix."""

    def strength(s: Statement) -> tuple[float, int]:
        cues = sum(any_found([cue], s.words) for cues in facet.all for cue in cues)
        under = any_found(facet.headings, read(s.heading)) if facet.headings else False
        return (cues + under - 0.5 * s.row + 0.25 * s.cover - len(s.text) / 600, -s.order)

    return sorted(statements, key=strength, reverse=True)


def _why(coverage: Coverage, found: list[str], touched: list[str], missing: list[str], open_: list[str]) -> str:
    """One sentence of reasons, in the facets' own words."""
    if coverage == "silent":
        return f"Nothing in the report says {_joined(missing, 'or')}."
    said = f"The report says {_joined(found, 'and')}" if found else ""
    if touched:
        said += f"{', and' if said else 'The report says'} only in passing {_joined(touched, 'and')}"
    if open_:
        said += f"{', and admits' if said else 'The report admits'} {_joined(open_, 'and')}"
    return f"{said}, but not {_joined(missing, 'or')}." if missing else f"{said}."


def _joined(parts: list[str], last: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
