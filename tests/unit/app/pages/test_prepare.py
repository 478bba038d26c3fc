"""The page Prepare: a report's draft, and a list that is picked, edited, ordered, undone and kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.saved.lists import ListedQuestion, ListStore, view_of
from app.saved.viewer import Viewer
from index.store.library import Library
from rag.draft.material.papers import Proof
from tests.unit.app.pages.conftest import PDF_NAME, TEXT_NAME
from tests.unit.app.pages.fakes import MEMBER


@pytest.fixture
def page(make_page):
    made = make_page(page="prepare")
    assert not made.app.exception
    return made


def query(page, name: str) -> str:
    """What the address says."""
    said = page.app.query_params[name]
    return said if isinstance(said, str) else said[0]


def kept(page):
    """The questions of the list that the address names."""
    return [k.question for k in ListStore(page.data).get(query(page, "list")).questions]


def listed(page) -> list[str]:
    return [question.text for question in kept(page)]


def own(page, text: str):
    page.app.text_area(key="own-text").set_value(text)
    next(b for b in page.app.button if "own question" in b.key or b.label == "Add my question").click()
    return page.app.run()


def test_a_report_its_prompts_and_its_questions_are_there(page):
    text = page.html()
    assert page.app.title[0].value == "Prepare"
    rows = [e.label for e in page.app.expander]
    assert rows[0].startswith(":violet-badge[Silent] **What is success?**")  # the silent ones first
    assert rows[1].startswith(":orange-badge[Partly answered] **Whose voices are heard?**")
    assert "One is named" in rows[1]
    assert "Searched: all passages" in text
    assert "Why did it fall?" in text
    assert "Supplementary: By when?" in text
    assert page.app.selectbox(key="prepare-meeting").options[0].startswith("3 September 2024")


def test_the_key_facts_are_quotes_that_open(page):
    assert "Key facts" in [header.value for header in page.app.header]
    assert "What it is for" in page.html()
    assert "asks the Committee to note the strategy for dredging" in page.html()  # the paper's markup is not shown
    assert "What members are asked" not in page.html()  # no heading of this report names a recommendation
    chip = page.button("chip-fact-purpose-0")
    assert chip.label == "\\[a\\]"
    chip.click().run()
    assert not page.app.exception
    assert "<mark>" in page.html()


def test_a_question_is_picked_edited_and_kept(page):
    page.button("add-").click().run()
    assert listed(page) == ["Why did it fall?"]
    assert not [a for a in page.app.text_area if (a.key or "").startswith("text-")]  # a row, not a form
    page.button("edit-").click().run()
    area = next(a for a in page.app.text_area if (a.key or "").startswith("text-"))
    area.set_value("Why did it fall to 9 metres?").run()
    assert listed(page) == ["Why did it fall to 9 metres?"]
    assert "Not in the quotes: 9." in page.html()
    asker = next(a for a in page.app.text_input if (a.key or "").startswith("asker-"))
    asker.set_value("Cllr Brook").run()
    assert kept(page)[0].asker == "Cllr Brook"
    page.button("edit-").click().run()
    assert "<b>1.</b> Why did it fall to 9 metres?" in page.html()
    assert "Cllr Brook\n" in page.html() or "Cllr Brook<br>" in page.html()
    assert not page.app.exception


def test_what_is_on_the_list_says_so_and_is_never_there_twice(page):
    page.button("add-").click().run()
    assert page.button("add-").label == "On my list"
    assert "My list (1)" in page.html()
    store, named = ListStore(page.data), page.app.query_params["list"]
    id = named if isinstance(named, str) else named[0]
    assert store.add(id, kept(page)[0]) == store.get(id).questions[0].id
    assert len(kept(page)) == 1
    page.button("add-").click().run()
    assert kept(page) == []
    assert page.button("add-").label == "Add to my list"
    page.button("undo-list").click().run()
    assert page.button("add-").label == "On my list"


def test_the_numbers_of_a_card_begin_at_one(page, monkeypatch):
    real = page.assistant.draft

    def seventh(*given, **named):
        made = real(*given, **named)
        questions = (replace(q, citations=tuple(replace(c, n=7) for c in q.citations)) for q in made.questions)
        return replace(made, questions=tuple(questions))

    monkeypatch.setattr(page.assistant, "draft", seventh)
    page.app.session_state["prepared-drafts"] = {}
    page.app.run()
    assert not page.app.exception
    assert page.button("chip-prepare-").label == "\\[1\\]"


def test_how_a_passage_is_asked_is_chosen(page, monkeypatch):
    real, ways = page.assistant.draft, ("Why is that?", "By when?")

    def shown(*given, **named):
        made = real(*given, **named)
        return replace(made, questions=tuple(replace(q, text="The depth fell.", ways=ways) for q in made.questions))

    monkeypatch.setattr(page.assistant, "draft", shown)
    page.app.session_state["prepared-drafts"] = {}
    page.app.run()
    assert any(title.startswith("Passages to look at") for title in [header.value for header in page.app.header])
    (choice,) = [box for box in page.app.selectbox if (box.key or "").startswith("way-")]
    choice.set_value("By when?").run()
    page.button("add-").click().run()
    assert not page.app.exception
    assert listed(page) == ["The depth fell. By when?"]
    assert page.button("add-").label == "On my list"
    page.button("add-").click().run()
    assert kept(page) == []


def test_an_agreed_prompt_that_is_not_answered_can_be_put_as_it_stands(page):
    page.button("put-").click().run()
    assert not page.app.exception
    (asked,) = kept(page)
    assert (asked.text, asked.prompt_id) == ("What is success?", "success")
    assert page.button("put-").label == "On my list"
    page.button("put-").click().run()
    assert kept(page) == []


def test_own_questions_are_ordered_removed_and_brought_back(page):
    own(page, "First of my own?")
    own(page, "Second of my own?")
    assert listed(page) == ["First of my own?", "Second of my own?"]
    [b for b in page.app.button if (b.key or "").startswith("up-")][1].click().run()
    assert listed(page) == ["Second of my own?", "First of my own?"]
    page.button("undo-list").click().run()
    assert listed(page) == ["First of my own?", "Second of my own?"]
    assert not any(button.key == "undo-list" for button in page.app.button)
    page.button("down-").click().run()
    assert listed(page) == ["Second of my own?", "First of my own?"]
    page.button("remove-").click().run()
    assert listed(page) == ["First of my own?"]
    page.button("undo-list").click().run()
    assert listed(page) == ["Second of my own?", "First of my own?"]


def test_a_reply_is_noted(page):
    own(page, "Why?")
    page.button("edit-").click().run()
    reply = next(a for a in page.app.text_area if (a.key or "").startswith("reply-"))
    reply.set_value("Because of the silt.").run()
    assert [noted.question.reply for noted in ListStore(page.data).replies()] == ["Because of the silt."]


def test_ones_own_list_is_open_again_and_anybodys_by_its_address(page, make_page):
    own(page, "Kept?")
    named, report = query(page, "list"), query(page, "report")
    assert "Kept?" in make_page(page="prepare", query={"report": report}).html()
    assert "Kept?" not in make_page(page="prepare", query={"report": report}, browser="another").html()
    assert "Kept?" in make_page(page="prepare", query={"report": report, "list": named}, browser="another").html()


def test_a_link_to_look_at_a_list_changes_nothing_and_one_to_change_it_does(page, make_page):
    own(page, "Kept?")
    named, report = query(page, "list"), query(page, "report")
    links = [code.value for code in page.app.code]
    assert [link.rsplit("list=", 1)[1] for link in links] == [view_of(named), named]
    viewed = make_page(page="prepare", query={"report": report, "list": view_of(named)}, browser="another")
    assert not viewed.app.exception
    assert "Kept?" in viewed.html()
    assert "A list shared with you" in viewed.html()
    keys = [b.key or "" for b in viewed.app.button]
    assert not [k for k in keys if k.startswith(("edit-", "up-", "down-", "remove-"))]
    assert named not in f"{keys} {viewed.html()} {[code.value for code in viewed.app.code]} {viewed.app.query_params}"
    own(viewed, "Mine?")  # what is added goes on a list of one's own
    assert listed(page) == ["Kept?"]
    assert listed(viewed) == ["Mine?"]
    changed = make_page(page="prepare", query={"report": report, "list": named}, browser="another")
    own(changed, "Ours?")
    assert listed(page) == ["Kept?", "Ours?"]


def test_a_shared_list_opens_for_those_who_sign_in_with_a_role(page, make_page):
    own(page, "Kept?")
    named, report = query(page, "list"), query(page, "report")
    for list_id in (named, view_of(named)):
        for viewer, may in ((MEMBER, True), (Viewer("s@x", "S"), False), (Viewer(), False)):
            opened = make_page(page="prepare", query={"report": report, "list": list_id}, viewer=viewer)
            assert ("Kept?" in opened.html()) is may


def test_a_list_made_for_one_report_goes_on_as_that_of_its_meeting(page):
    report = page.library.item(query(page, "report"))
    store = ListStore(page.data, owner="a browser")
    old = store.create("Mine", report.id, report.document_id, report.title, "2024-09-03")
    store.add(old, ListedQuestion(text="Of old?"))
    page.app.run()
    assert query(page, "list") == old
    assert "Of old?" in page.html()
    assert f"{report.title}</h3>" in page.html()


def test_beside_a_report_stand_the_words_of_what_members_are_asked(page, monkeypatch):
    asked = Proof(page.library.passages(page.library.items()[0].id)[0], "1.1 Note\nthe **tides**.")
    monkeypatch.setattr("app.parts.preparing.handouts.asked_of", lambda *_: [asked])
    page.app.selectbox(key="prepare-report-0").select_index(1).run()
    assert "Members are asked: “1.1 Note the tides.”" in page.html()


def test_the_whole_meeting_has_one_list_in_the_order_of_its_agenda(page):
    items = page.library.items()
    day = max(i.meeting_date for i in items if i.meeting_date)
    numbers = {PDF_NAME: "4", TEXT_NAME: "11"}
    every = [replace(i, meeting_date=day, agenda_number=numbers[i.document]) for i in items if i.kind == "report"]
    page.library.items = lambda: list(every)
    page.app.run()
    page.app.selectbox(key="prepare-report-0").select_index(2).run()
    assert not page.app.exception
    assert query(page, "meeting") == "2024-09-03"
    assert "report" not in page.app.query_params
    assert "Worth asking at this meeting" in [header.value for header in page.app.header]
    assert "about 1 minute to read · 1 challenge drafted" in page.html()
    assert "Members are asked:" not in page.html()  # no heading of these reports names a recommendation
    assert "read in here later" not in page.html()  # no agenda is held
    adds = [b for b in page.app.button if (b.key or "").startswith("add-")]
    assert len(adds) == 1  # both say the same, and a thing is asked once
    own_of = {i.document: i.id for i in every}
    for document in (TEXT_NAME, PDF_NAME):
        page.app.selectbox(key="prepare-report-0").select_index([PDF_NAME, TEXT_NAME].index(document)).run()
        own(page, f"Of {document}?")
    assert listed(page) == [f"Of {PDF_NAME}?", f"Of {TEXT_NAME}?"]  # item 4 before item 11, though added after it
    assert [one.item_id for one in kept(page)] == [own_of[PDF_NAME], own_of[TEXT_NAME]]


def test_a_paper_read_in_later_than_the_agenda_says_so_and_one_taken_away_meanwhile_breaks_nothing(page):
    day = max(i.meeting_date for i in page.library.items() if i.meeting_date)
    kinds, documents = {PDF_NAME: "report", TEXT_NAME: "agenda"}, page.library.documents()
    reports = [i for i in page.library.items() if i.kind == "report"]
    every = [replace(i, meeting_date=day, kind=kinds[i.document]) for i in reports]
    later = [replace(d, added_at=d.added_at + timedelta(days=3 * (d.path == PDF_NAME))) for d in documents]
    page.library.items, page.library.documents = lambda: list(every), lambda: later
    page.app.run()
    page.app.selectbox(key="prepare-report-0").select_index(1).run()
    assert "read in here later, on" in page.html()
    page.library.documents = list
    page.app.run()
    assert not page.app.exception
    assert "read in here later" not in page.html()


def test_no_papers_is_said(make_page):
    assert not make_page(page="prepare", empty=True).app.exception


def test_the_report_of_the_address_is_shown(make_page, page):
    other = next(i for i in page.library.items() if i.kind == "report" and i.document == PDF_NAME)
    shown = make_page(page="prepare", query={"report": other.id})
    assert shown.app.selectbox(key="prepare-meeting").value == 1


def test_an_address_of_before_leads_to_the_meeting_whose_committee_was_set_right(make_page, monkeypatch):
    real = Library.items

    def set_right(library):
        """The PDF's committee is set right, as is that of a later paper; the text's has the name of before."""
        items = [replace(item, committee="Quay Board", read_committee="Quay Board") for item in real(library)]
        own = replace(next(item for item in items if item.document == PDF_NAME), committee="Quays Board")
        later = replace(own, id="later", document_id="later", meeting_date=date(2024, 12, 3))
        return [own, later, *(item for item in items if item.document == TEXT_NAME)]

    monkeypatch.setattr(Library, "items", set_right)
    page = make_page(page="prepare", query={"committee": "Quay Board", "meeting": "2024-06-04"})
    box = page.app.selectbox(key="prepare-meeting")
    assert box.options[box.value] == "4 June 2024, Quays Board"  # neither the other name's nor that committee's next
    assert (query(page, "meeting"), query(page, "committee")) == ("2024-06-04", "Quays Board")


def test_the_meetings_of_ones_own_committee_come_first(page):
    items = page.library.items()
    every = [replace(i, committee="Quay Board" if i.document == PDF_NAME else i.committee) for i in items]
    page.library.items = lambda: list(every)
    page.app.query_params.clear()
    page.app.query_params["committee"] = "Quay Board"
    page.app.run()
    assert page.app.selectbox(key="prepare-meeting").options[0] == "4 June 2024, Quay Board"
    assert len(page.app.selectbox(key="prepare-meeting").options) == 2


def test_a_label_is_overruled_kept_and_taken_back(page):
    radio = next(r for r in page.app.radio if r.key.startswith("label-") and r.value == "silent")
    radio.set_value("answered").run()
    assert next(r for r in page.app.radio if r.key == radio.key).value == "answered"
    assert any(e.label.startswith(":green-badge[Answered] **What is success?**") for e in page.app.expander)
    page.button(f"{radio.key}-undo").click().run()
    assert page.app.expander[0].label.startswith(":violet-badge[Silent] **What is success?**")
    assert not any(b.key == f"{radio.key}-undo" for b in page.app.button)
