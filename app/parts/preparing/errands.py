"""What a language model does for a report on a page: its draft, five plain lines, and questions that one wishes for.

It is asked in the background; the page shows what there is without it, what is being done, and what became of it. What
it wrote before is there at once. Where no model is set nothing of this is drawn, but its drafts.
"""

from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import streamlit as st

from app.exports.briefing import briefing
from app.parts.frame.downloads import Download, draw_download, file_name
from app.parts.frame.safe import label, show, show_notice
from app.parts.frame.services import Services
from app.parts.quoting.chips import draw_chips, draw_dropped, draw_sources
from app.saved.records import AnswerRecord, DraftRecord
from app.server.background import Errand, Errands
from app.wording import counted
from index.faults import Fault
from index.values import StoredItem
from rag.llm import Stopped

SOON_S = 0.8  # how long a page waits for what is probably there by then
LOOK_S = 0.5  # how often it looks at one
WISHES = ("Harder", "Only about money", "For the Lead Member", "What would residents ask?")
WISHED = 100  # the rank after which those that were wished for begin
LONGEST = 200  # characters of a wish of one's own
_STOPPED = "You stopped this."


@st.cache_resource(show_spinner=False)
def errands() -> Errands:
    """The errands of this server."""
    return Errands()


def has_model(shared: Services) -> bool:
    """Whether a language model is set."""
    return shared.settings.llm_provider != "none"


def report_draft(
    shared: Services, report: StoredItem, before: DraftRecord | None, ask: bool, stop: Callable[[], bool]
) -> DraftRecord:
    """The draft of a report as far as it is: the language model's, which is asked for it where it was not before, else
    the one made without it (`before`, where it is there), with what is being done said above it.
    """
    key, asked = _key(shared, "draft", report.id), ask and has_model(shared)
    errand = errands().of(key) if asked else None
    if before is None and not (errand and errand.over):
        before = DraftRecord.of(shared.assistant.draft(report.id, stop=stop, only_kept=True), report.document_id)
    if not asked or (before is not None and before.by):
        assert before is not None, "only a draft that was asked for is not made here"
        return before
    made = draw_errand(
        shared, key, "The language model is reading the report. Until it is done, these are drafted without it.",
        lambda errand: shared.assistant.draft(report.id, stop=errand.stopped), again=lambda draft: not draft.by,
    )  # fmt: skip
    made = made or (None if before else shared.assistant.draft(report.id, use_llm=False))
    return DraftRecord.of(made, report.document_id) if made else before  # type: ignore[return-value]


def kept_summary(shared: Services, report: StoredItem) -> AnswerRecord | None:
    """The five lines on a report that the language model wrote before; None where it wrote none."""
    if has_model(shared):
        with suppress(Fault):
            return AnswerRecord.of(shared.assistant.summary(report.id, only_kept=True))
    return None


def draw_summary(shared: Services, report: StoredItem) -> None:
    """Five plain lines on a report, each with its chips, who wrote them and when, and what was left out; asked for
    where there are none.
    """
    if not has_model(shared):
        return
    record = kept_summary(shared, report)
    st.header("In five lines", anchor=False)
    if record is None:
        doing = "The language model is summing up the report…"
        made = draw_errand(
            shared, _key(shared, "summary", report.id), doing,
            lambda errand: shared.assistant.summary(report.id, errand.stopped),
        )  # fmt: skip
        record = AnswerRecord.of(made) if made else None
    if record is not None:
        _draw_lines(shared, report, record, f"summary-{report.id}")


def _draw_lines(shared: Services, report: StoredItem, record: AnswerRecord, key: str) -> None:
    for place, sentence in enumerate(record.sentences):
        cited = [citation for citation in record.citations if citation.n in sentence.cites]
        with st.container(horizontal=True, wrap=False, gap="small", key=f"{key}-{place}"):
            show(sentence.text, "p")
            draw_chips(shared, cited, f"{key}-{place}")
    if not record.sentences:
        st.info("Nothing could be said of this report that its own words prove.")
    show_notice(record.notice)
    if record.citations:
        with st.expander(f"Sources ({len(record.citations)})", type="compact", key=f"{key}-sources"):
            draw_sources(record.citations, report.title, str(report.meeting_date) if report.meeting_date else None)
    draw_dropped(record.dropped, key)


def draw_wishes(shared: Services, report: StoredItem, offered: Sequence[str]) -> DraftRecord | None:
    """The choice of other questions than those `offered`, and the draft of those that were wished for."""
    if not has_model(shared):
        return None
    st.header("Other questions", anchor=False)
    wish = pick_wish(f"wish-{report.id}")
    if not wish:
        return None
    made = draw_errand(
        shared, _key(shared, "wish", report.id, wish.casefold()), f"The language model is drafting: {label(wish)}…",
        lambda errand: shared.assistant.draft(report.id, stop=errand.stopped, wish=wish, offered=offered),
    )  # fmt: skip
    if made is None:
        return None
    if not made.questions:
        st.info("No such question could be drafted that rests on this paper’s own words.")
    record = DraftRecord.of(made, report.document_id)
    ranked = tuple(replace(question, rank=WISHED + question.rank) for question in record.questions)
    show_notice(record.notice)
    if record.dropped:
        draw_dropped([f"{one.text} ({one.reason})" for one in record.dropped], f"wish-{report.id}")
    return record.model_copy(update={"questions": ranked})


def pick_wish(key: str) -> str:
    """The wish that was picked or typed, "" for none."""
    picked = st.pills("Ask the language model for others", WISHES, key=f"{key}-picked")
    typed = st.text_input("Or say what they should be", max_chars=LONGEST, key=f"{key}-typed")
    return typed.strip() or picked or ""


def draw_whole(shared: Services, title: str, reports: Sequence[StoredItem], drafts: Sequence[DraftRecord]) -> None:
    """A meeting's drafts as one Word file, how many are the model's, and the button for the other reports."""
    name = file_name(f"briefing {title}", ".docx")
    word = Download("All of it as Word", name, lambda: _word(shared, reports, drafts))
    draw_download(shared, "exported a briefing", title, word, key="meeting-briefing")
    left = [report for report, draft in zip(reports, drafts, strict=True) if not draft.by]
    if not has_model(shared) or not left:
        return
    key = _key(shared, "meeting", *(report.id for report in reports))
    errand = errands().of(key)
    if errand is None:
        drafted = len(reports) - len(left)
        show(f"{drafted} of {counted(len(reports), 'report')} were read by the language model.", "p", "sq-why")
        words = f"Have the language model read the other {counted(len(left), 'report')}"
        if st.button(words, icon=":material/auto_awesome:", key="read-the-others"):
            errands().start(key, "", lambda errand: _read_all(shared, left, errand))
            st.rerun()
        return
    failed = _follow(shared, key, errand, again=bool)
    if failed:
        st.warning(label(failed, 500))
    elif failed is not None:  # done by now, and drawn before it was
        errands().forget(key)
        st.rerun()


def _word(shared: Services, reports: Sequence[StoredItem], drafts: Sequence[DraftRecord]) -> bytes:
    kept = {report.id: summary for report in reports if (summary := kept_summary(shared, report))}
    return briefing(drafts, kept)


def _read_all(shared: Services, reports: Sequence[StoredItem], errand: Errand) -> str:
    """Have each report drafted for and summed up; what could not be done."""
    failed = []
    for n, report in enumerate(reports):
        errand.doing = f"{n} of {counted(len(reports), 'report')} read; now: {report.title}"
        if errand.stopped():
            return _STOPPED
        draft = shared.assistant.draft(report.id, stop=errand.stopped)
        if not draft.by:
            failed.append(f"{report.title}: {draft.notice}")
            continue
        with suppress(Fault, Stopped):
            shared.assistant.summary(report.id, errand.stopped)
    return " ".join(failed)


def draw_errand(
    shared: Services, key: Hashable, doing: str, work: Callable[[Errand], Any],
    again: Callable[[Any], bool] = lambda _: False,
) -> Any:  # fmt: skip
    """What came of an errand, begun here where it was not yet; None while it goes on, which is said with a way to stop
    it, and where it failed, which is said with a way to ask again. Some results can be asked for `again` too.
    """
    return _follow(shared, key, errands().start(key, doing, work), again)


def _follow(shared: Services, key: Hashable, errand: Errand, again: Callable[[Any], bool]) -> Any:
    if not errand.wait(SOON_S):
        st.fragment(_draw_doing, run_every=LOOK_S)(shared, errand, str(hash(key)))
        return None
    wrong = _STOPPED if errand.stopped() and errand.result is None else errand.fault
    if wrong:
        st.warning(label(wrong, 500))
    if wrong or again(errand.result):
        st.button(
            "Ask the language model again", icon=":material/refresh:", key=f"again-{hash(key)}",
            on_click=errands().forget, args=(key,),
        )  # fmt: skip
    return errand.result


def _draw_doing(shared: Services, errand: Errand, key: str) -> None:
    if errand.over:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        place = shared.assistant.place(errand.stopped)
        busy = f"The language model is busy: yours is number {place} of those that wait."
        show(busy if place else "Stopping…" if errand.stopped() else errand.doing, "p", "sq-why sq-turning")
        st.button(
            "Stop", icon=":material/stop_circle:", key=f"stop-{key}", on_click=errand.stop, disabled=errand.stopped()
        )


def _key(shared: Services, *what: str) -> Hashable:
    """An errand's key: what it is on, in these papers, as this person sees them."""
    return (shared.library.generation, shared.hidden, *what)
