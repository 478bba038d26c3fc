"""Draft: item → coverage of each agreed prompt → findings and challenges → questions. No LLM has a part in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

import prompts.agreed
from index.store.library import Library
from index.values import StoredItem, appendices_of
from prompts.agreed import extras
from rag.draft.asking import opening
from rag.draft.challenges import bar, pick, scores
from rag.draft.coverage import Judge, Judged
from rag.draft.findings.finding import Finding
from rag.draft.findings.findings import Material, find_all
from rag.draft.material.papers import Numbers, cite, guidance_of, report_of
from rag.draft.material.report import Encoded, encode, statements_of
from rag.draft.questions import Candidate, Writer
from rag.drafted import Draft, DraftQuestion, Dropped, PromptCoverage

QUESTIONS = 12
_FINDINGS, _ALIKE = 6, 3
_SHOWN = 10  # passages to look at
_POOL = 3  # statements looked at for each question there is room for
_SURE = 0.5  # probability from which a prompt with a condition applies
_CLOSE = 0.45  # probability of the label below which another one is about as likely
_HEADINGS = 8


@dataclass(frozen=True)
class Prepared:
    """A report as read, with its agreed prompts judged and what arithmetic found; nothing is worded yet."""

    item: StoredItem
    report: Encoded
    judged: tuple[Judged, ...]
    extras: tuple[Judged, ...]
    findings: tuple[Finding, ...]


def prepare(library: Library, item_id: str, lists: ModuleType = prompts.agreed) -> Prepared:
    """Everything found in a report (for an appendix, its report's). Raises NotFound when there is no such paper.
    `lists` offers `choose(guidance_text, meeting_date)`, the agreed list of the pack.
    """
    item = report_of(library, item_id)
    papers = [item, *appendices_of(item, library.items())]
    report = encode(library, statements_of(library, papers))
    judge = Judge(library, report)
    agreed = lists.choose(guidance_of(library, item), item.meeting_date)
    judged = tuple(judge.of(prompt) for prompt in agreed.prompts)
    material = Material(library, item, report.statements, frozenset(paper.id for paper in papers))
    taken = {prompt.id for prompt in agreed.prompts}
    beside = tuple(judge.of(prompt, extra=True) for prompt in extras() if prompt.id not in taken)
    return Prepared(item, report, judged, beside, tuple(find_all(material)))


def draft(library: Library, item_id: str, *, lists: ModuleType = prompts.agreed) -> Draft:
    """The draft for a report (for an appendix, that of its report). Raises NotFound when there is no such paper."""
    found = prepare(library, item_id, lists)
    item, numbers = found.item, Numbers()
    searched = searched_in(found.report)
    coverage = tuple(_coverage(one, searched, numbers) for one in (*found.judged, *found.extras))
    questions, dropped = numbered(worded(library, found), numbers)
    dropped += [Dropped(p.question, p.why) for p in coverage if not p.applies]
    notice = "" if found.report.statements else "No sentences of this paper could be read."
    return Draft(
        item.title, item.document, item.meeting_date, item.id, coverage, tuple(questions), tuple(dropped), notice
    )


def worded(library: Library, found: Prepared) -> list[Candidate]:
    """The questions of a report, best first: what arithmetic found, then passages that readers would challenge, which
    are only shown. An agreed prompt on which a report is silent is for the member to put: of 54 that were
    drafted strict readers would have asked three as they stood.
    """
    if not found.report.statements:
        return []
    writer = Writer(found.item.author)
    findings = [writer.of_finding(one) for one in _strongest(found)]
    room = QUESTIONS - len(findings)
    shown: list[Candidate] = []
    for one in pick(scores(library, found.report), found.report, _POOL * room, bar()):
        said = next(filter(None, (opening(found.report.statements[n]) for n in one.places)), None)
        if said:
            shown.append(writer.of_challenge(one, said))
    return [*findings, *shown[: min(_SHOWN, room)]]


def numbered(candidates: Sequence[Candidate], numbers: Numbers) -> tuple[list[DraftQuestion], list[Dropped]]:
    """The candidates with their citations; one without evidence, or that says what another says, is dropped."""
    questions: list[DraftQuestion] = []
    dropped: list[Dropped] = []
    for one in candidates:
        citations = cite(one.proofs, numbers)
        quotes = {citation.quote for citation in citations}
        if not citations:
            dropped.append(Dropped(one.text, "No words of the papers could be found to rest it on."))
        elif any(
            one.text == other.text or (one.prompt_id is None and quotes == {c.quote for c in other.citations})
            for other in questions
        ):
            dropped.append(Dropped(one.text, "It says the same as another question, or rests on the same words."))
        else:
            questions.append(
                DraftQuestion(
                    len(questions) + 1, one.text, one.prompt_id, one.theme, one.kind, one.why, one.supplementary,
                    citations, one.to, ways=one.ways,
                )
            )  # fmt: skip
    return questions, dropped


def searched_in(report: Encoded) -> str:
    """What was read, for a reader who doubts a silence."""
    headings = list(dict.fromkeys(one.heading for one in report.statements if one.heading))
    papers = len({one.passage.item.id for one in report.statements})
    read = f"{len(report.statements)} sentences and rows of the report"
    if papers > 1:
        read += f" and its {papers - 1} appendi{'x' if papers == 2 else 'ces'}"
    shown = "; ".join(headings[:_HEADINGS]) + (" …" if len(headings) > _HEADINGS else "")
    return f"{read}, under {len(headings)} headings ({shown})." if headings else f"{read}."


def _strongest(found: Prepared) -> list[Finding]:
    """The first findings, few of a sort, no two on the same words."""
    kept: dict[str, Finding] = {}
    for one in found.findings:
        if sum(other.sort == one.sort for other in kept.values()) < _ALIKE:
            kept.setdefault(one.proofs[0].text, one)
    return list(kept.values())[:_FINDINGS]


def _coverage(judged: Judged, searched: str, numbers: Numbers) -> PromptCoverage:
    applies = judged.applies >= _SURE
    return PromptCoverage(
        judged.prompt.id,
        judged.prompt.text,
        judged.coverage,
        _why(judged, applies),
        cite(judged.quotes, numbers),
        searched,
        judged.prompt.branch,
        judged.extra,
        judged.odds,
        applies,
    )


def _why(judged: Judged, applies: bool) -> str:
    if not applies:
        branch = judged.prompt.branch or ""
        return f"It does not seem to apply: it is asked {branch[:1].lower()}{branch[1:]}."
    says = {
        "answered": "The words quoted seem to answer it",
        "partly": "The words quoted seem to answer some of it",
        "silent": "Nothing found seems to answer it; the words quoted come nearest",
    }
    return f"{says[judged.coverage]}{'; it is a close call' if judged.probability < _CLOSE else ''}."
