"""One's own list on the page Prepare: a row a question, whose fields open in its place when it is edited; undo,
one's own question, the reminders, and the exports.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.exports.listexports import (
    DELIVERY,
    Proved,
    about_words,
    contact_words,
    list_briefing,
    list_markdown,
    list_page,
    proved,
)
from app.exports.texts import mail_link, mail_text
from app.parts.frame.browser import focus_on
from app.parts.frame.downloads import Download, draw_downloads, file_name
from app.parts.frame.safe import escaped, label, show
from app.parts.frame.services import Services
from app.parts.quoting.chips import draw_chips
from app.saved.lists import ListedQuestion, ListStore, MemberList
from app.saved.records import DraftRecord
from app.wording import HOW, date_words
from index.values import Contact, StoredItem
from rag.draft.papers import contacts_for, reminders_for

LIST = "list"  # in the address
LONGEST = 1200  # characters of one question
_REMOVED = "removed-from-list"
_EDITED = "edited-on-list"
_Ids = tuple[ListStore, str, str]  # the store, the list's id, the question's id


def opened(shared: Services, store: ListStore, report: StoredItem) -> MemberList | None:
    """The list of the address, if it is one for the report, without what this person may not see."""
    named = st.query_params.get(LIST)
    if named not in [found.id for found in store.of_report(report.id)]:
        return None
    found = store.get(named)
    seen = (k for k in found.questions if not shared.hidden & {c.document_id for c in k.question.citations})
    return replace(found, questions=tuple(replace(kept, place=n) for n, kept in enumerate(seen, 1)))


def list_for(store: ListStore, report: StoredItem) -> str:
    """The list of the address, or else a new one for the report, which is put into the address."""
    named = st.query_params.get(LIST)
    if named and any(found.id == named for found in store.of_report(report.id)):
        return named
    meeting = report.meeting_date.isoformat() if report.meeting_date else None
    made = store.create("My questions", report.id, report.document_id, report.title, meeting)
    st.query_params[LIST] = made
    return made


def draw_list(
    shared: Services, store: ListStore, report: StoredItem, draft: DraftRecord, member_list: MemberList | None
) -> None:
    """Draw the list; what lists there are for the report, where none of them is open."""
    questions = proved(member_list, shared.library) if member_list else []
    st.html(f'<h2 class="sq" id="my-list">My list{f" ({len(questions)})" if questions else ""}</h2>')
    if member_list is None:
        _offer(store.of_report(report.id))
        _draw_own(store, report)
        return
    contacts = contacts_for(shared.library, report.id)
    _draw_undo(store, member_list)
    if not questions:
        st.caption("Nothing on it yet.")
    for one in questions:
        _draw_row(shared, store, member_list, one, len(questions), contacts)
    _draw_own(store, report)
    _draw_reminders(shared, report)
    if questions:
        _draw_exports(shared, report, draft, member_list, questions, contacts)


def _offer(known: list[MemberList]) -> None:
    st.caption("Add a question to begin. It is saved as you go; this page’s address leads back to it.")
    for found in known[:5]:
        when = date_words(found.updated_at.date())
        st.button(
            f"Open “{label(found.title, 60)}”, last changed {when}",
            key=f"open-list-{found.id}",
            icon=":material/list:",
            on_click=_open,
            args=(found.id,),
        )


def _open(list_id: str) -> None:
    st.query_params[LIST] = list_id


def _draw_undo(store: ListStore, member_list: MemberList) -> None:
    list_id, id = st.session_state.get(_REMOVED, ("", ""))
    if list_id == member_list.id:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption("A question was taken off.")
            st.button("Undo", icon=":material/undo:", key="undo-remove", on_click=_restore, args=(store, list_id, id))


def _restore(store: ListStore, list_id: str, id: str) -> None:
    store.restore(list_id, id)
    st.session_state.pop(_REMOVED, None)


def _draw_own(store: ListStore, report: StoredItem) -> None:
    fold = st.expander("Write your own question", type="compact", key="own-question-fold")
    with fold, st.form("own-question", clear_on_submit=True, border=False):
        text = st.text_area("Your own question", key="own-text", max_chars=LONGEST)
        pressed = st.form_submit_button("Add my question", icon=":material/add:")
    if pressed and text.strip():
        store.add(list_for(store, report), ListedQuestion(text=text.strip(), delivery="meeting"))
        st.rerun()


def _draw_reminders(shared: Services, report: StoredItem) -> None:
    reminders = reminders_for(shared.library, report)
    if not reminders:
        return
    with st.expander("Reminders agreed by members", type="compact"):
        for reminder in reminders:
            show(reminder.text, "p")


def _draw_exports(
    shared: Services,
    report: StoredItem,
    draft: DraftRecord,
    member_list: MemberList,
    questions: list[Proved],
    contacts: tuple[Contact, ...],
) -> None:
    reminders = [reminder.text for reminder in reminders_for(shared.library, report)]
    words = f"questions {member_list.report}"
    about = about_words(report, shared.viewer.name)
    offered = (
        Download(
            "Word",
            file_name(words, ".docx"),
            lambda: list_briefing(member_list, questions, about, draft.prompts, contacts, reminders),
        ),
        Download("Markdown", file_name(words, ".md"), lambda: list_markdown(member_list, questions, about)),
        Download("Page to print", file_name(words, ".html"), lambda: list_page(member_list, questions, about)),
    )
    draw_downloads(shared, "exported questions", member_list.report, offered)


def _draw_row(
    shared: Services, store: ListStore, member_list: MemberList, one: Proved, count: int, contacts: tuple[Contact, ...]
) -> None:
    """Draw a question of a list of `count`."""
    ids = (store, member_list.id, one.kept.id)
    with st.container(key=f"listed-{one.kept.id}", gap="small"):
        if st.session_state.get(_EDITED) == one.kept.id:
            _draw_fields(member_list, one, ids, contacts)
        else:
            _draw_words(one)
        _draw_buttons(shared, one, count, ids)


def take_off(store: ListStore, list_id: str, id: str) -> None:
    """Take a question off its list; it can be brought back at once."""
    store.remove(list_id, id)
    st.session_state[_REMOVED] = (list_id, id)


def _draw_words(one: Proved) -> None:
    question = one.question
    st.html(f'<p class="sq"><b>{one.kept.place}.</b> {escaped(question.text)}</p>')
    how = HOW[question.delivery] if question.delivery != "meeting" else ""
    lines = [" · ".join(words for words in (question.asker, how) if words)]
    lines += [f"Supplementary: {question.supplementary}"] if question.supplementary else []
    lines += [*one.remarks, *([f"Reply: {question.reply}"] if question.reply else [])]
    shown = "\n".join(line for line in lines if line)
    if shown:
        show(shown, "p", "sq-why")


def _draw_buttons(shared: Services, one: Proved, count: int, ids: _Ids) -> None:
    place, id = one.kept.place, one.kept.id
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"row-{id}"):
        draw_chips(shared, one.citations, f"listed-{id}", afresh=True)
        editing = st.session_state.get(_EDITED) == id
        words, icon = ("Done", "check") if editing else ("Edit", "edit")
        _button(words, icon, f"edit-{id}", False, _edit, (id, editing), place)
        with st.popover("More", type="tertiary", key=f"more-{id}"):
            _button("Up", "arrow_upward", f"up-{id}", place == 1, _move, (*ids, -1), place)
            _button("Down", "arrow_downward", f"down-{id}", place == count, _move, (*ids, 1), place)
            _button("Remove", "delete", f"remove-{id}", False, take_off, ids, place)


def _draw_fields(member_list: MemberList, one: Proved, ids: _Ids, contacts: tuple[Contact, ...]) -> None:
    question = one.question
    _field("area", f"Question {one.kept.place}", question.text, ids, "text")
    for remark in one.remarks:
        show(remark, "p", "sq-why")
    _field("area", "Supplementary", question.supplementary, ids, "supplementary")
    _field("line", "Who asks it", question.asker, ids, "asker")
    st.selectbox(
        "How",
        list(DELIVERY),
        index=list(DELIVERY).index(question.delivery),
        format_func=DELIVERY.__getitem__,
        key=f"delivery-{ids[2]}",
        on_change=_save,
        args=(*ids, "delivery"),
    )
    if question.delivery == "officer":
        _draw_mail(member_list, one, contacts)
    if question.why:
        show(f"Why it matters: {question.why}", "p", "sq-why")
    with st.expander("After the meeting", expanded=bool(question.reply), type="compact"):
        _field("area", "Reply", question.reply, ids, "reply")
        _field("area", "What was asked then", question.after, ids, "after")


def _field(sort: str, words: str, value: str, ids: _Ids, name: str) -> None:
    """A field that is saved when it is left."""
    key, act = f"{name}-{ids[2]}", (*ids, name)
    if sort == "area":
        st.text_area(words, value, "content", LONGEST, key, on_change=_save, args=act)
    else:
        st.text_input(words, value, LONGEST, key, on_change=_save, args=act)


def _button(words: str, icon: str, key: str, off: bool, act: object, args: tuple[object, ...], place: int) -> None:
    st.button(
        words,
        icon=f":material/{icon}:",
        key=key,
        type="tertiary",
        disabled=off,
        help=f"{words}: question {place}",
        on_click=act,  # type: ignore[arg-type]
        args=args,
    )


def _edit(id: str, editing: bool) -> None:
    st.session_state[_EDITED] = None if editing else id
    focus_on(f".st-key-edit-{id} button" if editing else f".st-key-text-{id} textarea")


def _save(store: ListStore, list_id: str, id: str, name: str) -> None:
    store.change(list_id, id, **{name: str(st.session_state[f"{name}-{id}"]).strip()})


def _move(store: ListStore, list_id: str, id: str, by: int) -> None:
    store.move(list_id, id, by)
    focus_on(f".st-key-more-{id} button")  # the menu that was pressed in has moved and closed


def _draw_mail(member_list: MemberList, one: Proved, contacts: tuple[Contact, ...]) -> None:
    """The report's contact officers as printed, each with a mail ready to send where an address is printed."""
    if not contacts:
        st.caption("The report names no officer to contact.")
    for contact in contacts:
        show(contact_words(contact), "p", "sq-places")
        asked = (one.question.text, member_list.report, member_list.meeting_date, one.citations)
        link = mail_link(contact, *asked)
        if link:
            st.link_button(f"Write to {label(contact.name, 80)}", link, icon=":material/mail:")
    if contacts:
        with st.expander("The words of the mail", type="compact"):
            show(mail_text(one.question.text, member_list.report, member_list.meeting_date, one.citations))
