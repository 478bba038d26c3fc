"""Officers to contact: as printed, each with what is theirs and nothing of another's."""

from index.papers.contacts import find_contacts
from index.papers.split import split
from index.values import Contact, Page, Reading


def contacts(text):
    return find_contacts(text.split("\n"))


def test_name_post_number_and_address_on_lines_of_their_own():
    text = (
        "Officers to Contact\n\nAnn Moss, Director of Harbours\nTel: 0100 200 300\nEmail: ann.moss@wending.example\n\n"
        "Ravi Quill\nHead of Piers, Lights and the\nNorth Quay\nTel: 0100 200 301\nr.quill@wending.example\n"
    )
    assert contacts(text) == (
        Contact("Ann Moss", "Director of Harbours", "0100 200 300", "ann.moss@wending.example"),
        Contact("Ravi Quill", "Head of Piers, Lights and the North Quay", "0100 200 301", "r.quill@wending.example"),
    )


def test_a_comma_that_ends_a_post_does_not_take_in_the_next_person():
    text = (
        "Officers to Contact\nAnn Moss, Director of Harbours,\nTel 0100 200 300\nann.moss@wending.example\n\n"
        "Ravi Quill, Harbour Manager\nTel 0100 200 301\nravi.quill@wending.example\n"
    )
    assert [(one.name, one.role) for one in contacts(text)] == [
        ("Ann Moss", "Director of Harbours"),
        ("Ravi Quill", "Harbour Manager"),
    ]


def test_a_post_that_looks_like_a_name_is_a_post():
    text = "Contacts\nAnn Moss, Assistant Director\nSafe Harbour Lights\n0100 200 300\nann.moss@wending.example\n"
    assert contacts(text) == (
        Contact("Ann Moss", "Assistant Director Safe Harbour Lights", "0100 200 300", "ann.moss@wending.example"),
    )


def test_an_address_of_another_makes_nobody_up():
    text = "Contact details\nAnn Moss\nDirector of Harbours\n0100 200 300\nravi.quill@wending.example\n"
    assert contacts(text) == ()


def test_beside_a_key_and_all_on_one_line():
    assert contacts(
        "Contact Officer: Ann Moss, Harbour Manager (North)\nEmail: ann.moss@wending.example Tel: 396200"
    ) == (Contact("Ann Moss", "Harbour Manager (North)", "396200", "ann.moss@wending.example"),)
    assert contacts("Contact Details\nHead of Piers Ravi Quill 0100 200 300 ravi.quill@wending.example\n") == (
        Contact("Ravi Quill", "Head of Piers", "0100 200 300", "ravi.quill@wending.example"),
    )


def test_in_the_cells_of_a_table():
    assert contacts(
        "Contact Details | | |\nHead of Piers | Ravi Quill | 0100 200 300 | ravi.quill@wending.example"
    ) == (Contact("Ravi Quill", "Head of Piers", "0100 200 300", "ravi.quill@wending.example"),)
    row = (
        "Report Authors: Ann Moss Harbour Manager +440100200300 ann.moss@wending.example | Lead Directors Ravi Quill, "
        "Director of Piers +440100200301 ravi.quil2@wending.example Jo Fenn"
    )
    assert contacts(f"13. Contact details\n\n{row}\n") == (
        Contact("Ann Moss", "Harbour Manager", "+440100200300", "ann.moss@wending.example"),
        Contact("Ravi Quill", "Director of Piers", "+440100200301", "ravi.quil2@wending.example"),
    )


def test_labels_on_lines_of_their_own_and_links():
    text = (
        "11. Contact details\nReport Author:\nAnn Moss\nHarbour Manager\nTelephone number\n0100 200 300\n"
        "Email address\n"
        "[ann.moss@wending.example](mailto:ann.moss@wending.example)\nRelevant Director:\nRavi Quill, Chief Executive\n"
        "ravi.quill@wending.example\n"
    )
    assert contacts(text) == (
        Contact("Ann Moss", "Harbour Manager", "0100 200 300", "ann.moss@wending.example"),
        Contact("Ravi Quill", "Chief Executive", None, "ravi.quill@wending.example"),
    )


def test_people_further_down_than_their_heading():
    text = (
        "Officer to contact\n\nList of Appendices\nAppendix A – Lights\nEquality Implications\n25. None.\n\n"
        "Ann Moss\nHarbour Manager\n0100 200 300\nann.moss@wending.example\n"
    )
    assert [one.name for one in contacts(text)] == ["Ann Moss"]


def test_prose_about_contact_names_nobody():
    assert contacts("Contact with families\n12. Social workers see each child. Ann Moss said so.\n") == ()
    assert contacts("Officer to Contact\n\nThis page is intentionally left blank\n") == ()


def test_an_item_has_its_own_contacts():
    banner = (
        " HARBOURS SCRUTINY COMMITTEE \n \n4 MARCH 2031 \n \n{} \n \nREPORT OF THE DIRECTOR \n \n \n1. To say. \n \n"
    )
    people = "Officer to Contact \n \n{0} \nHarbour Manager \n{1}@wending.example \n \n"
    text = "".join(
        banner.format(title) + people.format(*who)
        for title, who in (("LIGHTS", ("Ann Moss", "a.moss")), ("PIERS", ("Ravi Quill", "ravi")))
    )
    items = split(Reading((Page(None, text),)), "x.txt").items
    assert [[one.name for one in item.contacts] for item in items] == [["Ann Moss"], ["Ravi Quill"]]
