"""One's own list on the page Prepare: edit, reorder, who asks, undo, one's own question, the reply, and the exports."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.listcheck import Proved, proved
from app.listexports import DELIVERY, contact_words, list_briefing, list_markdown, list_page
from app.listrecords import ListedQuestion, MemberList
from app.lists import ListStore
from app.officermail import mail_link, mail_text
from app.records import DraftRecord
from app.views.chips import draw_chips
from app.views.downloads import Download, draw_downloads, file_name
from app.views.safe import label, show
from app.views.services import Services
from app.wording import date_words
from index.values import Contact, StoredItem
from rag.drafting.reminders import contacts_for, for_the_officer, reminders_for, touches_other_councils

_REMOVED = "removed-from-list"
_LONGEST = 1200  # characters of one question


def draw_list(shared: Services, report: StoredItem, draft: DraftRecord, list_id: str | None) -> None:
    """Draw the list of that id for the report; the lists there are, or an empty one, when it names none of them."""
    store = ListStore(shared.settings.data, owner=shared.owner)
    st.header("My list", anchor="my-list")
    known = store.of_report(report.id)
    if list_id is None or list_id not in [found.id for found in known]:
        _offer(known)
        _draw_own(store, report)
        return
    member_list = store.get(list_id)
    seen = (k for k in member_list.questions if not shared.hidden & {c.document_id for c in k.question.citations})
    member_list = replace(member_list, questions=tuple(seen))
    questions = proved(member_list, shared.library)
    contacts = contacts_for(shared.library, report.id)
    _draw_undo(store, member_list)
    if not questions:
        st.info("Nothing on it yet. Add drafted questions, or your own.")
    for one in questions:
        _draw_one(shared, store, member_list, one, len(questions), contacts)
    _draw_own(store, report)
    _draw_reminders(shared, report, questions)
    if questions:
        _draw_exports(shared, report, draft, member_list, questions, contacts)


def _offer(known: list[MemberList]) -> None:
    st.write("Add a question to begin a list. It is saved as you go; keep the page’s address to come back to it.")
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
    st.query_params["list"] = list_id


def _draw_one(
    shared: Services, store: ListStore, member_list: MemberList, one: Proved, count: int, contacts: tuple[Contact, ...]
) -> None:
    question, id, place = one.question, one.kept.id, one.kept.place
    ids = (store, member_list.id, id)
    with st.container(border=True, key=f"listed-{id}"):
        _field("area", f"Question {place}", question.text, ids, "text")
        for remark in one.remarks:
            show(remark, "p", "sq-why")
        with st.container(horizontal=True, gap="small"):
            draw_chips(shared, one.citations, f"listed-{id}")
        _field("line", "Who asks it", question.asker, ids, "asker")
        st.selectbox(
            "How",
            list(DELIVERY),
            index=list(DELIVERY).index(question.delivery),
            format_func=DELIVERY.__getitem__,
            key=f"delivery-{id}",
            on_change=_save,
            args=(*ids, "delivery"),
        )
        if question.delivery == "officer":
            _draw_mail(member_list, one, contacts)
        with st.container(horizontal=True, gap="small"):
            _button("Up", "arrow_upward", f"up-{id}", place == 1, _move, (*ids, -1), place)
            _button("Down", "arrow_downward", f"down-{id}", place == count, _move, (*ids, 1), place)
            _button("Remove", "delete", f"remove-{id}", False, _remove, ids, place)
        with st.expander("After the meeting", expanded=bool(question.reply)):
            _field("area", "Reply", question.reply, ids, "reply")
            _field("area", "What was asked then", question.after, ids, "after")


def _field(sort: str, words: str, value: str, ids: tuple[ListStore, str, str], name: str) -> None:
    """A field that is saved when it is left."""
    draw = st.text_area if sort == "area" else st.text_input
    key = f"{name}-{ids[2]}"
    draw(words, value=value, key=key, max_chars=_LONGEST, on_change=_save, args=(*ids, name))


def _button(words: str, icon: str, key: str, off: bool, act: object, args: tuple[object, ...], place: int) -> None:
    st.button(
        words,
        icon=f":material/{icon}:",
        key=key,
        disabled=off,
        help=f"{words}: question {place}",
        on_click=act,  # type: ignore[arg-type]
        args=args,
    )


def _save(store: ListStore, list_id: str, id: str, name: str) -> None:
    store.change(list_id, id, **{name: str(st.session_state[f"{name}-{id}"]).strip()})


def _move(store: ListStore, list_id: str, id: str, by: int) -> None:
    store.move(list_id, id, by)


def _remove(store: ListStore, list_id: str, id: str) -> None:
    store.remove(list_id, id)
    st.session_state[_REMOVED] = (list_id, id)


def _draw_undo(store: ListStore, member_list: MemberList) -> None:
    list_id, id = st.session_state.get(_REMOVED, ("", ""))
    if list_id == member_list.id:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption("A question was removed.")
            st.button("Undo", icon=":material/undo:", key="undo-remove", on_click=_restore, args=(store, list_id, id))


def _restore(store: ListStore, list_id: str, id: str) -> None:
    store.restore(list_id, id)
    st.session_state.pop(_REMOVED, None)


def _draw_own(store: ListStore, report: StoredItem) -> None:
    with st.form("own-question", clear_on_submit=True, border=True):
        text = st.text_area("Your own question", key="own-text", max_chars=_LONGEST)
        pressed = st.form_submit_button("Add my question", icon=":material/add:")
    if pressed and text.strip():
        from app.views.prepare import list_for

        delivery = "officer" if for_the_officer(text) else "meeting"
        store.add(list_for(store, report), ListedQuestion(text=text.strip(), delivery=delivery))
        st.rerun()


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
        with st.expander("The words of the mail"):
            show(mail_text(one.question.text, member_list.report, member_list.meeting_date, one.citations))


def _draw_reminders(shared: Services, report: StoredItem, questions: list[Proved]) -> None:
    reminders = reminders_for(shared.library, report)
    if not reminders:
        return
    with st.expander("Reminders agreed by members", expanded=touches_other_councils(_texts(questions))):
        for reminder in reminders:
            show(reminder.text, "p")


def _texts(questions: list[Proved]) -> list[str]:
    return [text for one in questions for text in (one.question.text, *(c.quote for c in one.citations))]


def _draw_exports(
    shared: Services,
    report: StoredItem,
    draft: DraftRecord,
    member_list: MemberList,
    questions: list[Proved],
    contacts: tuple[Contact, ...],
) -> None:
    st.subheader("Take it with you")

    reminders = [reminder.text for reminder in reminders_for(shared.library, report)]
    words = f"questions {member_list.report}"
    offered = (
        Download(
            "Word",
            file_name(words, ".docx"),
            lambda: list_briefing(member_list, questions, draft.prompts, contacts, reminders),
        ),
        Download("Markdown", file_name(words, ".md"), lambda: list_markdown(member_list, questions)),
        Download("Page to print", file_name(words, ".html"), lambda: list_page(member_list, questions)),
    )
    draw_downloads(shared, "exported questions", member_list.report, offered)
