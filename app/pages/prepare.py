"""Prepare: a meeting's reports, how far each answers the agreed prompts, what deserves a challenge, and one's own list.

The meeting is the unit: one list for all its reports, and what is most worth asking across them.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial
from itertools import groupby

import streamlit as st

from app.exports.briefing import worth_asking
from app.exports.texts import flat
from app.parts.frame import meetings as packs
from app.parts.frame.browser import move_focus, never_but_leave
from app.parts.frame.meetings import COMMITTEE, MEETING, Meeting
from app.parts.frame.navigation import draw_no_papers, link
from app.parts.frame.safe import label, show, show_notice
from app.parts.frame.services import Services, services
from app.parts.papers.promises import asked_again, draw_promise, left_open, open_promises
from app.parts.papers.rows import draw_paper
from app.parts.preparing import drafts as cards
from app.parts.preparing.errands import WISHED, draw_summary, draw_whole, draw_wishes, errands, has_model, report_draft
from app.parts.preparing.handouts import recommended
from app.parts.preparing.memberlist import LIST, draw_list, opened
from app.parts.quoting.chips import draw_chips
from app.saved.lists import ListedQuestion
from app.saved.records import DraftQuestionRecord, DraftRecord, PromptRecord
from app.wording import counted, cut, date_words, message, tr
from index.values import StoredItem, appendices_of
from rag.draft.keyfacts import key_facts
from rag.draft.material.known import minuted_before
from rag.draft.material.papers import contacts_for
from rag.memory.commitment import Commitment

REPORT = "report"  # in the address
WHOLE = message("The whole meeting: what is most worth asking")
PROMISES = 6  # left open, in view
READ_A_MINUTE = 220  # words
_ASKED = 200  # characters of a recommendation beside its report
_KEPT = "prepared-drafts"


def show_page() -> None:
    """Draw the page."""
    shared = services()
    items = shared.library.items()
    if not items:
        draw_no_papers()
        return
    st.title(tr("Prepare"))
    st.write(tr("Pick a report. What is drafted is a start: choose what you would ask, and make it your own."))
    picked = _pick(items)
    if picked is None:
        st.info(tr("There are no reports among these papers yet."))
        return
    meeting, report = picked
    drafts = _drafts(shared, [report] if report else _standing(meeting), whole=report is None)
    member_list = opened(shared, meeting)
    own = member_list.questions if member_list and member_list.may_change else ()
    listed = {one.question.drafted: one.id for one in own}
    number = f" ({len(member_list.questions)})" if member_list and member_list.questions else ""
    name = tr("My list") if member_list is None or member_list.may_change else tr("A list shared with you")
    st.html(f'<a class="sq-to-list" href="#my-list">{name}{number}</a>')  # which stands far below on a phone
    left, right = st.columns([3, 2], gap="large")
    with left:
        if report is None:
            _draw_meeting(shared, meeting, drafts, listed)
        else:
            draw_summary(shared, report)
            cards.draw_key_facts(shared, key_facts(shared.library, report.id), contacts_for(shared.library, report.id))
            _draw_draft(shared, meeting, drafts[0], listed)
    with right, st.container(key="my-list-beside"):
        kept = _kept(shared)
        draw_list(shared, meeting, report, member_list, list((kept[False] | kept[True]).values()))
        move_focus()
    if report is not None:
        with left:  # last, for the register may have to be worked out
            _draw_left_open(shared, meeting, listed, report)


def _pick(items: list[StoredItem]) -> tuple[Meeting, StoredItem | None] | None:
    """The meeting and the report of the address, or those picked, which are put into the address; the report is None
    for the whole meeting. The meetings of the person's own committee come first, the reports by their place on the
    agenda.
    """
    query = st.query_params
    named = query.get(REPORT)
    known = packs.meetings(items)
    mine = packs.my_committee(known)
    ordered = sorted(known, key=lambda m: m.committee != mine)
    found = [(meeting, reports) for meeting in ordered if (reports := _reports(meeting, named))]
    if not found:
        return None
    of_report = (n for n, (_, reports) in enumerate(found) if named in [r.id for r in reports])
    wanted = packs.meeting_named((m for m, _ in found), query.get(MEETING, ""), query.get(COMMITTEE, ""))
    of_meeting = (n for n, (meeting, _) in enumerate(found) if meeting is wanted)
    at = next(of_report, next(of_meeting, 0))
    titles = [meeting.title[:120] for meeting, _ in found]
    named_by, box = titles.__getitem__, "prepare-meeting"
    which = st.selectbox(tr("Meeting"), range(len(found)), index=at, format_func=named_by, key=box)
    meeting, reports = found[which]
    choices: list[StoredItem | None] = [*reports, None]
    ids = [one.id if one else None for one in choices]
    start = ids.index(named) if named in ids and named else len(reports) if MEETING in query and which == at else 0
    chosen = choices[
        st.selectbox(
            tr("Report"),
            range(len(choices)),
            index=start,
            format_func=lambda n: one.title[:160] if (one := choices[n]) else tr(WHOLE),
            key=f"prepare-report-{which}",
        )
    ]
    where = {REPORT: chosen.id} if chosen else meeting.query
    if {key: value for key, value in query.items() if key in (REPORT, MEETING, COMMITTEE)} != where:
        kept = {LIST: query[LIST]} if LIST in query and which == at else {}
        query.from_dict(where | kept)
    return meeting, chosen


def _reports(meeting: Meeting, named: str | None = None) -> list[StoredItem]:
    """The reports of a meeting; a second copy of one only where the address names it."""
    reports = [item for item in packs.in_order(meeting) if item.kind == "report"]
    copies = (item for item in meeting.items if item.id == named and item.kind == "report" and not item.parent_id)
    return [*reports, *(item for item in copies if item not in reports)]


def _standing(meeting: Meeting) -> list[StoredItem]:
    """The reports of a meeting that no later version replaces."""
    return [report for report in _reports(meeting) if not report.replaced_by]


def _kept(shared: Services) -> dict[bool, dict[str, DraftRecord]]:
    """The drafts made in this session, by report, as long as the papers stay the same: those that a language model
    made, or all where there is none, and those made without it.
    """
    now, had = (shared.library.generation, errands().done), st.session_state.get(_KEPT)
    if not had or had[0] != now:  # what was made without it may have come from it since
        by_model = had[1][True] if had and had[0][0] == now[0] else {}
        st.session_state[_KEPT] = (now, {True: by_model, False: {}})
    return dict(st.session_state[_KEPT][1])


def _drafts(shared: Services, reports: Sequence[StoredItem], whole: bool) -> list[DraftRecord]:
    """The drafts of these reports, made where they are not kept; of a `whole` meeting a language model's where it wrote
    one: it is asked when a report is opened, or all are asked for.
    """
    kept = _kept(shared)
    left = [report for report in reports if report.id not in kept[True] and not (whole and report.id in kept[False])]
    with st.spinner(tr("Reading the report and checking every prompt…")) if left else nullcontext():
        bar = st.empty()
        for n, report in enumerate(left):
            if whole:
                bar.progress(n / len(left), f"{n} of {counted(len(left), 'report')} read; now: {label(report.title)}")
            made = report_draft(shared, report, kept[False].get(report.id), ask=not whole, stop=never_but_leave)
            kept[bool(made.by) or not has_model(shared)][report.id] = made
        bar.empty()
    drafts = kept[False] | kept[True]
    return [drafts[report.id] for report in reports]


def _draw_meeting(shared: Services, meeting: Meeting, drafts: Sequence[DraftRecord], listed: dict[str, str]) -> None:
    """What is most worth asking across the reports of a meeting, what the last one left open, and how each stands."""
    st.header(tr("Worth asking at this meeting"), anchor=False)
    before = None
    for number, (draft, question) in enumerate(worth_asking(drafts), 1):
        if draft is not before:
            show(draft.report, "h3", "sq-fact")
        before = draft
        _draw_question(shared, meeting, question, draft, listed, number)
    _draw_left_open(shared, meeting, listed)
    draw_whole(shared, meeting.title, _standing(meeting), drafts)
    st.header(tr("Its reports"), anchor=False)
    read = {document.id: document.added_at.date() for document in shared.library.documents()}
    agendas = (read[i.document_id] for i in meeting.items if i.kind == "agenda" and i.document_id in read)
    agenda, items = min(agendas, default=None), shared.library.items()
    for draft, item in zip(drafts, _standing(meeting), strict=True):
        draw_paper(item, items)
        own = [item, *appendices_of(item, meeting.items)]
        words = sum(len(passage.text.split()) for one in own for passage in shared.library.passages(one.id))
        quotes, asked = recommended(shared.library, item)
        challenges = sum(question.kind != "coverage" and question.asks for question in draft.questions)
        drafted = tr("{challenges} drafted", challenges=counted(challenges, "challenge"))
        added = read.get(item.document_id)  # None where it was taken away since
        facts = (
            tr(asked) if asked else "",
            tr("read in here later, on {day}", day=date_words(added)) if added and agenda and added > agenda else "",
            tr("about {minutes} to read", minutes=counted(max(1, round(words / READ_A_MINUTE)), "minute")),
            drafted if challenges else tr("no question drafted"),
            tr("agreed prompts: {counts}", counts=cards.counts(draft.prompts)),
        )
        told = [tr("Members are asked: “{words}”", words=cut(flat(quote), _ASKED)) for quote in quotes]
        show("\n".join([" · ".join(filter(None, facts)), *told]), "p", "sq-why")


def _draw_draft(shared: Services, meeting: Meeting, draft: DraftRecord, listed: dict[str, str]) -> None:
    show_notice(draft.notice)
    st.header(tr("The agreed prompts"), anchor=False)
    cards.draw_glance(shared, draft, partial(_draw_asked_prompt, shared, meeting, draft, listed))
    for title, questions in groupby(draft.questions, cards.heading):
        st.header(title, anchor=False)
        for question in questions:
            _draw_question(shared, meeting, question, draft, listed)
    cards.draw_left_out(draft)
    report = shared.library.item(draft.item_id)
    if wished := draw_wishes(shared, report, [question.text for question in draft.questions]):
        for question in wished.questions:
            _draw_question(shared, meeting, question, wished, listed, question.rank - WISHED)


def _draw_left_open(
    shared: Services, meeting: Meeting, listed: dict[str, str], report: StoredItem | None = None
) -> None:
    """What the committee's last meeting left open; beside a report, what earlier minutes promised on its subject."""
    last, earlier = left_open(open_promises(shared, meeting.day), meeting)
    if report is not None:
        on_subject = {one.id for _, one in minuted_before(shared.library, report)}
        last, earlier = [one for one in (*last, *earlier) if one.id in on_subject], []
    elif not last:
        return
    when = tr("What the meeting of {day} left open", day=date_words(last[0].meeting_date)) if last else ""
    st.header(tr("Promised on this, and left open") if report else when, anchor=False)
    if not last:
        st.caption(tr("The minutes held here promise nothing on it that is left open."))
    for promise in last[:PROMISES]:
        draw_promise(promise, partial(_draw_asked_again, shared, meeting, promise, listed))
    more = len(last[PROMISES:]) + len(earlier)
    if more:
        link("commitments", tr("{promises} left open", promises=counted(more, "more promise")), "task_alt")


def _draw_asked_again(shared: Services, meeting: Meeting, promise: Commitment, listed: dict[str, str]) -> None:
    question = asked_again(promise)
    draw_chips(shared, question.citations[:1], f"promise-{promise.id}")
    key, words = f"again-{promise.id}", tr("Ask about it")
    cards.draw_add(shared, meeting, listed, question.drafted, lambda: question, key, words, type="tertiary")


def _draw_asked_prompt(
    shared: Services, meeting: Meeting, draft: DraftRecord, listed: dict[str, str], prompt: PromptRecord
) -> None:
    def make() -> ListedQuestion:
        asked = {"text": prompt.question, "drafted": prompt.question, "prompt_id": prompt.id, "kind": "coverage"}
        question = ListedQuestion(**asked, why=prompt.why, citations=prompt.citations)
        return question.asked_of(shared.library.item(draft.item_id))

    cards.draw_add(shared, meeting, listed, prompt.question, make, f"put-{draft.item_id}-{prompt.id}", tr("Ask this"))


def _draw_question(
    shared: Services, meeting: Meeting, question: DraftQuestionRecord, draft: DraftRecord, listed: dict[str, str],
    number: int = 0,
) -> None:  # fmt: skip
    """A drafted question; `listed` has the ids of those on the list by their drafted words."""
    on_list = listed.get(question.text)

    def act() -> None:
        n = number or question.rank
        way = ""
        if question.ways and not on_list:
            hint, key = tr("Choose how to ask it"), f"way-{draft.item_id}-{n}"
            box = st.selectbox(hint, question.ways, None, key=key, placeholder=hint, label_visibility="collapsed")
            way = box or ""

        def make() -> ListedQuestion:
            return ListedQuestion.of(question, shared.library.item(draft.item_id), way)

        doing = tr("Take question {n} off my list" if on_list else "Add question {n} to my list", n=n)
        cards.draw_add(shared, meeting, listed, question.text, make, f"add-{draft.item_id}-{question.rank}", help=doing)

    cards.draw_question(shared, question, draft, f"prepare-{draft.item_id}-{question.rank}", number, act)
