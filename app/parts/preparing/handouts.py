"""A list's files, on the page Prepare: Word, and a page to print."""

from collections.abc import Sequence

from app.exports import listexports as files
from app.exports.listexports import Handout, Proved
from app.parts.frame.downloads import Download, draw_downloads, file_name
from app.parts.frame.meetings import Meeting, in_order
from app.parts.frame.services import Services
from app.saved.records import DraftRecord
from app.wording import ASKED_FOR, readable, tr
from index.store.library import Library
from index.values import StoredItem
from rag.draft.material.papers import reminders_for
from rag.draft.recommended import asked_for, asked_of


def recommended(library: Library, report: StoredItem) -> tuple[list[str], str]:
    """What members are asked to do with a report, in its words as they are shown, and what that makes it ("for
    decision"); "" where they do not tell.
    """
    quotes = [readable(proof.text) for proof in asked_of(library, report)]
    return quotes, ASKED_FOR.get(asked_for(" ".join(quotes)), "")


def draw_exports(
    shared: Services, meeting: Meeting, whose: str, questions: Sequence[Proved], drafts: Sequence[DraftRecord]
) -> None:
    """The files of the list of a meeting, made when they are taken; `whose` is its owner's name, "" to fill in."""

    def handout() -> Handout:
        ids, library = {one.question.item_id for one in questions}, shared.library
        reports = [item for item in in_order(meeting) if item.id in ids]
        reminders = dict.fromkeys(one.text for report in reports for one in reminders_for(library, report))
        return Handout(
            meeting.title, meeting.day.isoformat() if meeting.day else None, whose, questions,
            {report.id: files.heading_of(report, recommended(library, report)[1]) for report in reports},
            [draft for draft in drafts if draft.item_id in ids],
            list(dict.fromkeys(contact for report in reports for contact in report.contacts)), list(reminders),
        )  # fmt: skip

    words = f"questions {meeting.title}"
    word = Download("Word", file_name(words, ".docx"), lambda: files.list_briefing(handout()))
    page = Download(tr("Page to print"), file_name(words, ".html"), lambda: files.list_page(handout()))
    draw_downloads(shared, "exported questions", meeting.title, (word, page))
