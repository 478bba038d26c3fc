"""A question on a member's list: a compact row; its fields open in its place when it is to be edited."""

from __future__ import annotations

import streamlit as st

from app.exports.listcheck import Proved
from app.exports.listexports import DELIVERY, contact_words
from app.exports.officermail import mail_link, mail_text
from app.parts.frame.focus import focus_on
from app.parts.frame.safe import escaped, label, show
from app.parts.frame.services import Services
from app.parts.quoting.chips import draw_chips
from app.saved.listrecords import MemberList
from app.saved.lists import ListStore
from app.wording import HOW
from index.values import Contact

LONGEST = 1200  # characters of one question
REMOVED = "removed-from-list"
_EDITED = "edited-on-list"
_Ids = tuple[ListStore, str, str]  # the store, the list's id, the question's id


def draw_row(
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
    st.session_state[REMOVED] = (list_id, id)


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
