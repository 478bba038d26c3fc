"""Draft: item → coverage of each agreed prompt → challenges → drafted questions, ranked. No LLM has a part in it."""

from __future__ import annotations

from types import ModuleType

import prompts.agreed
from index.store.library import Library
from rag.drafting.challenge import Material
from rag.drafting.coverage import Judged
from rag.drafting.numbering import Numbers, cite, number
from rag.drafting.prepared import prepare
from rag.drafting.questions import Writer
from rag.drafting.selection import FEWEST, POOL, choose, spares
from rag.values import Draft, Dropped, PromptCoverage

_WORDS_SHOWN = 12


def draft(library: Library, item_id: str, *, lists: ModuleType = prompts.agreed) -> Draft:
    """The draft for a report (for an appendix, that of its report).

    `lists` offers `choose(guidance_text, meeting_date)`, the agreed list of the pack. Raises NotFound when there is
    no such paper.
    """
    found = prepare(library, item_id, POOL, lists)
    item, material = found.item, found.material
    numbers: Numbers = {}
    coverage = tuple(_coverage(j, material, numbers) for j in (*found.judged, *found.extras))
    writer = Writer(item.author)
    chosen = choose(found, writer)
    questions, dropped = number(chosen, numbers, spares(found, writer, chosen), FEWEST)
    dropped += [Dropped(j.prompt.text, j.idle or j.why) for j in found.judged if j.idle or not j.applies]
    notice = "" if material.report else "No sentences of this paper could be read."
    return Draft(
        item.title, item.document, item.meeting_date, item.id, coverage, tuple(questions), tuple(dropped), notice
    )


def _coverage(judged: Judged, material: Material, numbers: Numbers) -> PromptCoverage:
    return PromptCoverage(
        judged.prompt.id,
        judged.prompt.text,
        judged.coverage,
        judged.why,
        cite(judged.quotes, numbers),
        _searched(judged, material),
        judged.prompt.branch,
        judged.extra,
    )


def _searched(judged: Judged, material: Material) -> str:
    """What was read and which words were tried, for a reader who doubts a silence."""
    headings = list(dict.fromkeys(s.heading for s in material.report if s.heading))
    papers = len({s.passage.item.id for s in material.report})
    read = f"{len(material.report)} sentences and rows of the report"
    if papers > 1:
        read += f" and its {papers - 1} appendi{'x' if papers == 2 else 'ces'}"
    shown = "; ".join(headings[:8]) + (" …" if len(headings) > 8 else "")
    under = f", under {len(headings)} headings ({shown})" if headings else ""
    facets = (*judged.missing, *(facet for facet, _ in judged.shown))
    words = list(dict.fromkeys(_plain(cue) for facet in facets for cues in facet.all[:1] for cue in cues))
    tried = [w for w in words if w][:_WORDS_SHOWN]
    return f"{read}{under}" + (f"; words tried, in any form: {', '.join(tried)}" if tried else "") + "."


def _plain(cue: str) -> str:
    """A cue as words to show; "" for one that is only signs, or too short to tell anything."""
    words = [w.removeprefix("=").split("|")[0] for w in cue.split() if w[0] not in "@#%£!~"]
    shown = " ".join(w for w in words if w != "…")
    return shown if len(shown) > 3 else ""
