"""One's own list for a meeting, on the page Prepare: a row a question, whose fields open in its place when it is
edited; undo, one's own question, the reminders, and the exports.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from app.exports import listexports as files
from app.exports.listexports import Proved
from app.exports.texts import mail_link, mail_text
from app.parts.frame.browser import focus_on
from app.parts.frame.meetings import Meeting, in_order
from app.parts.frame.safe import escaped, label, show
from app.parts.frame.services import Services
from app.parts.preparing.handouts import draw_exports
from app.parts.preparing.ordering import GRIP, ROWS, UNDO, draw_drag, move, take_off
from app.parts.quoting.chips import draw_chips
from app.saved.lists import Kept, ListedQuestion, ListStore, MemberList, view_of
from app.saved.records import DraftRecord
from app.wording import HOW, tr
from index.faults import NotFound
from index.values import StoredItem
from rag.draft.material.papers import contacts_for, reminders_for

LIST = "list"  # in the address: its id, or what lets only look at it
LONGEST = 1200  # characters of one question
_EDITED = "edited-on-list"
_area = partial(st.text_area, height="content")
_Ids = tuple[ListStore, str, str]  # the store, the list's id, the question's id


def list_store(shared: Services) -> ListStore:
    """The lists of the person at the page."""
    return ListStore(shared.settings.data, owner=shared.owner)


def opened(shared: Services, meeting: Meeting) -> MemberList | None:
    """The list that is open for a meeting, without what this person may not see; None where there is none yet."""
    store = list_store(shared)
    named = st.query_params.get(LIST, "")
    viewed = next((one.id for one in _shared(shared, store, meeting) if view_of(one.id) == named), None)
    found = viewed or _open_list(shared, store, meeting)
    if found is None:
        return None
    if viewed is None:
        st.query_params[LIST] = found
    whole = store.get(found)
    of_list = {"report": whole.report, "item_id": whole.item_id, "document_id": whole.document_id}
    seen: list[Kept] = []
    for kept in whole.questions:
        question = kept.question if kept.question.item_id else kept.question.model_copy(update=of_list)
        if not shared.hidden & {question.document_id, *(citation.document_id for citation in question.citations)}:
            seen.append(replace(kept, place=len(seen) + 1, question=question))
    return replace(whole, questions=tuple(seen), may_change=viewed is None)


def _keys(meeting: Meeting) -> list[str]:
    return [*meeting.keys, *(item.id for item in meeting.items)]


def _shared(shared: Services, store: ListStore, meeting: Meeting) -> list[MemberList]:
    """The lists for a meeting that a link opens to this person: anybody's, but to those signed in without a role."""
    may = shared.settings.sign_in is None or shared.viewer.role is not None
    return store.of(*_keys(meeting), anybody=True) if may and LIST in st.query_params else []


def _open_list(shared: Services, store: ListStore, meeting: Meeting) -> str | None:
    """The list to change: that of the address, if it is one for the meeting or a report of it, else one's own that was
    changed last.
    """
    own = store.of(*_keys(meeting))
    named = (one.id for one in (*own, *_shared(shared, store, meeting)) if one.id == st.query_params.get(LIST))
    return next(named, own[0].id if own else None)


def add_to_list(shared: Services, meeting: Meeting, question: ListedQuestion) -> None:
    """Put a question on the list that is open for a meeting, or on a new one, which is put into the address: after
    those on the papers that come before its own on the agenda.
    """
    store = list_store(shared)
    day = meeting.day.isoformat() if meeting.day else None
    id = _open_list(shared, store, meeting) or store.create("My questions", meeting.keys[0], "", "", day)
    st.query_params[LIST] = id
    added = store.add(id, question)
    order = {item.id: place for place, item in enumerate(in_order(meeting))}
    places = [(kept.id, order.get(kept.question.item_id, len(order))) for kept in store.get(id).questions]
    later = [n for n, (_, place) in enumerate(places) if place > order.get(question.item_id, len(order))]
    if later and places[-1][0] == added:
        store.move(id, added, later[0] - len(places) + 1)


def draw_list(
    shared: Services, meeting: Meeting, report: StoredItem | None, member_list: MemberList | None,
    drafts: Sequence[DraftRecord],
) -> None:  # fmt: skip
    """Draw the list of a meeting beside a report of it, or beside the whole meeting; `drafts` are those that are there,
    whose prompts go into Word.
    """
    questions = files.proved(member_list, shared.library) if member_list else []
    may_change = member_list is None or member_list.may_change
    name = tr("My list") if may_change else tr("A list shared with you")
    st.html(f'<h2 class="sq" id="my-list">{name}{f" ({len(questions)})" if questions else ""}</h2>')
    if not may_change:
        st.caption(tr("To look at and take away, not to change. What you add goes on a list of your own."))
    elif member_list is not None:
        _draw_undo(member_list.id)
    if not questions:
        st.caption(
            tr(
                "Add a question to begin: one list for the whole meeting. This page’s address leads back "
                "to it, and whoever has that address can change it."
            )
        )
    elif member_list is not None:
        _draw_rows(shared, member_list, questions)
    if report is not None:
        _draw_own(shared, meeting, report)
        _draw_reminders(shared, report)
    if questions:
        draw_exports(shared, meeting, shared.viewer.name if may_change else "", questions, drafts)
    if questions and member_list is not None and may_change:
        _draw_share(shared, member_list.id)


def _draw_share(shared: Services, list_id: str) -> None:
    """The two links to a list."""
    where = {name: value for name, value in st.query_params.to_dict().items() if name != LIST}
    base = (st.context.url or "").split("?")[0]
    with st.popover(tr("Share this list"), icon=":material/share:", type="tertiary", key="share-list"):
        for words, id in ((tr("A link to look at it"), view_of(list_id)), (tr("A link to change it too"), list_id)):
            st.markdown(words)
            st.code(f"{base}?{urlencode(where | {LIST: id})}", language=None, wrap_lines=True)
        if shared.settings.sign_in is not None:
            st.caption(tr("For those who sign in here; papers they may not see are left out."))


def _draw_rows(shared: Services, member_list: MemberList, questions: Sequence[Proved]) -> None:
    before = ""
    with st.container(key=ROWS):
        for one in questions:
            if one.question.report != before:
                before = one.question.report
                show(before, "h3", "sq-fact")
            _draw_row(shared, member_list, one, len(questions))
    if len(questions) > 1 and member_list.may_change:
        draw_drag(list_store(shared), member_list.id, [one.kept.id for one in questions])


def _draw_undo(list_id: str) -> None:
    """What was last done to the order of this list, with the way back."""
    of_list, words, undo = st.session_state.get(UNDO, ("", "", None))
    if list_id == of_list:
        with st.container(horizontal=True, vertical_alignment="center", key="undo-last"):
            st.caption(words)
            st.button(tr("Undo"), icon=":material/undo:", key="undo-list", on_click=_undo, args=(undo,))


def _undo(undo: Callable[[], None]) -> None:
    st.session_state.pop(UNDO, None)
    with suppress(NotFound):  # it is gone for good by now: the page shows what there is
        undo()


def _draw_own(shared: Services, meeting: Meeting, report: StoredItem) -> None:
    fold = st.expander(tr("Write your own question"), type="compact", key="own-question-fold")
    with fold, st.form("own-question", clear_on_submit=True, border=False):
        text = st.text_area(tr("Your own question"), key="own-text", max_chars=LONGEST)
        pressed = st.form_submit_button(tr("Add my question"), icon=":material/add:")
    if pressed and text.strip():
        add_to_list(shared, meeting, ListedQuestion(text=text.strip()).asked_of(report))
        st.rerun()


def _draw_reminders(shared: Services, report: StoredItem) -> None:
    reminders = reminders_for(shared.library, report)
    if reminders:
        with st.expander(tr("Reminders agreed by members"), type="compact"):
            for reminder in reminders:
                show(reminder.text)


def _draw_row(shared: Services, member_list: MemberList, one: Proved, count: int) -> None:
    ids = (list_store(shared), member_list.id, one.kept.id)
    with st.container(key=f"listed-{one.kept.id}", gap="small"):
        if not member_list.may_change:
            _draw_words(one, "")
            draw_chips(shared, one.citations, f"listed-{one.kept.id}", afresh=True)
            return
        if st.session_state.get(_EDITED) == one.kept.id:
            _draw_fields(shared, member_list, one, ids)
        else:
            _draw_words(one, GRIP if count > 1 else "")
        _draw_buttons(shared, one, count, ids)


def _draw_words(one: Proved, grip: str) -> None:
    question = one.question
    st.html(f'<p class="sq">{grip}<b>{one.kept.place}.</b> {escaped(question.text)}</p>')
    how = tr(HOW[question.delivery]) if question.delivery != "meeting" else ""
    lines = [" · ".join(words for words in (question.asker, how) if words)]
    lines += [tr("Supplementary: {words}", words=question.supplementary)] if question.supplementary else []
    lines += [*one.remarks, *([tr("Reply: {words}", words=question.reply)] if question.reply else [])]
    shown = "\n".join(line for line in lines if line)
    if shown:
        show(shown, "p", "sq-why")


def _draw_buttons(shared: Services, one: Proved, count: int, ids: _Ids) -> None:
    place, id = one.kept.place, one.kept.id
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"row-{id}"):
        draw_chips(shared, one.citations, f"listed-{id}", afresh=True)
        editing = st.session_state.get(_EDITED) == id
        words, icon = (tr("Done"), "check") if editing else (tr("Edit"), "edit")
        _button(words, icon, f"edit-{id}", False, _edit, (id, editing), place)
        _button(tr("Up"), "arrow_upward", f"up-{id}", place == 1, move, (*ids, -1), place)
        _button(tr("Down"), "arrow_downward", f"down-{id}", place == count, move, (*ids, 1), place)
        _button(tr("Remove"), "delete", f"remove-{id}", False, take_off, ids, place)


def _draw_fields(shared: Services, member_list: MemberList, one: Proved, ids: _Ids) -> None:
    question = one.question
    _field(_area, tr("Question {n}", n=one.kept.place), question.text, ids, "text")
    for remark in one.remarks:
        show(remark, "p", "sq-why")
    _field(_area, tr("Supplementary"), question.supplementary, ids, "supplementary")
    _field(st.text_input, tr("Who asks it"), question.asker, ids, "asker")
    st.selectbox(
        tr("How"), list(HOW), index=list(HOW).index(question.delivery),
        format_func=lambda how: tr(HOW[how]).capitalize(), key=f"delivery-{ids[2]}", on_change=_save,
        args=(*ids, "delivery"),
    )  # fmt: skip
    if question.delivery == "officer":
        _draw_mail(shared, member_list, one)
    if question.why:
        show(tr("Why it matters: {words}", words=question.why), "p", "sq-why")
    with st.expander(tr("After the meeting"), expanded=bool(question.reply), type="compact"):
        _field(_area, tr("Reply"), question.reply, ids, "reply")
        _field(_area, tr("What was asked then"), question.after, ids, "after")


def _field(draw: Callable[..., object], words: str, value: str, ids: _Ids, name: str) -> None:
    """A field that is saved when it is left."""
    draw(words, value, max_chars=LONGEST, key=f"{name}-{ids[2]}", on_change=_save, args=(*ids, name))


def _button(
    words: str, icon: str, key: str, off: bool, act: Callable[..., None], args: tuple[object, ...], place: int
) -> None:
    hint = tr("{what}: question {n}", what=words, n=place)
    st.button(
        words, icon=f":material/{icon}:", key=key, type="tertiary", disabled=off, help=hint, on_click=act, args=args
    )


def _edit(id: str, editing: bool) -> None:
    st.session_state[_EDITED] = None if editing else id
    focus_on(f".st-key-edit-{id} button" if editing else f".st-key-text-{id} textarea")


def _save(store: ListStore, list_id: str, id: str, name: str) -> None:
    store.change(list_id, id, **{name: str(st.session_state[f"{name}-{id}"]).strip()})


def _draw_mail(shared: Services, member_list: MemberList, one: Proved) -> None:
    held = any(item.id == one.question.item_id for item in shared.library.items())
    contacts = contacts_for(shared.library, one.question.item_id) if held else ()
    if not contacts:
        st.caption(tr("The report names no officer to contact."))
        return
    asked = (one.question.text, one.question.report, member_list.meeting_date, one.citations)
    for contact in contacts:
        show(files.contact_words(contact), "p", "sq-places")
        link = mail_link(contact, *asked)
        if link:
            st.link_button(tr("Write to {name}", name=label(contact.name, 80)), link, icon=":material/mail:")
    with st.expander(tr("The words of the mail"), type="compact"):
        show(mail_text(*asked))
