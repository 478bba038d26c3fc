"""The page's words: what is marked is in the template, what is Welsh fits its English, and what is in no catalogue, or
cannot be used, stays English.
"""

from datetime import date
from string import Formatter

import pytest
from babel.messages import pofile

from app.language import PACKAGED, papers_lang, speak, tr
from app.wording import counted, date_words
from docs import messages
from index.faults import BadSetting

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n\n'


@pytest.fixture(autouse=True)
def english_again():
    yield
    speak("en")


def own(folder, *pairs: tuple[str, str], name: str = "cy"):
    entries = (f'msgid "{words}"\nmsgstr "{said}"\n' for words, said in pairs)
    (folder / f"{name}.po").write_text(HEAD + "\n".join(entries), encoding="utf-8")
    return folder


def fields(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def words_of(entry) -> list[str]:
    return [entry.id] if isinstance(entry.id, str) else list(entry.id)


def test_every_message_that_is_marked_is_in_the_template():
    stands, made = (
        [line for line in text.splitlines() if not line.startswith(b'"Generated-By')]
        for text in (messages.TEMPLATE.read_bytes(), messages.template())
    )
    assert stands == made, "run: python docs/messages.py"


def test_what_is_marked_is_found():
    source = """
TABLE = {"a": "One of a table"}
tr("Words, " "in two pieces")
f"{tr('In an f-string')} {tr('A' if x else 'B', n=tr(TABLE[x]))} {counted(2, 'box', 'boxes')} {counted(n, 'paper')}"
st.radio(tr("Why?"), TABLE, format_func=tr)
"""
    found = set(messages.marked(source))
    assert found >= {"Words, in two pieces", "In an f-string", "A", "B", "One of a table", "Why?"}
    assert found >= {("box", "boxes"), ("paper", "papers")}


def test_all_welsh_is_of_a_message_and_has_its_values():
    marked = messages.catalogue()
    with (PACKAGED / "cy.po").open("rb") as file:
        welsh = pofile.read_po(file, abort_invalid=True)
    for entry in welsh:
        if not entry.id:
            continue
        said = [entry.string] if isinstance(entry.string, str) else entry.string
        assert words_of(entry)[0] in marked, entry.id
        assert all(said), entry.id
        assert set().union(*map(fields, said)) == set().union(*map(fields, words_of(entry))), entry.id
    assert len(welsh) == len(marked)


def test_a_copy_of_the_template_with_one_word_changes_that_word_alone(tmp_path):
    text = messages.TEMPLATE.read_text(encoding="utf-8")
    text = text.replace('msgid "Home"\nmsgstr ""', 'msgid "Home"\nmsgstr "Y dechrau"')
    (tmp_path / "cy.po").write_text(text, encoding="utf-8")
    speak("cy")
    ours = counted(3, "paper")
    speak("cy", tmp_path)
    assert (tr("Home"), counted(3, "paper")) == ("Y dechrau", ours)
    assert ours.startswith("3 ")
    assert ours != "3 papers"


def test_a_translation_that_asks_more_of_a_value_is_shown_in_english(tmp_path):
    speak("cy", own(tmp_path, ("Sources ({n})", "Ffynonellau ({n.x})")))
    assert tr("Sources ({n})", n=3) == "Sources (3)"


def test_a_folder_of_catalogues_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BadSetting, match="no folder of catalogues"):
        speak("cy", tmp_path / "none")


def test_english_is_as_it_stands():
    speak("en")
    assert tr("Sources ({n})", n=3) == "Sources (3)"
    assert tr("A {brace} of no value") == "A {brace} of no value"
    assert [counted(1, "paper"), counted(2, "appendix", "appendices")] == ["1 paper", "2 appendices"]
    assert date_words(date(2021, 11, 2)) == "2 November 2021"
    assert papers_lang() == ""


def test_welsh():
    speak("cy")
    assert tr("Home") == "Hafan"
    assert [counted(1, "paper"), counted(3, "paper")] == ["1 papur", "3 papur"]
    assert date_words("2021-11-02") == "2 Tachwedd 2021"
    assert tr("No catalogue has this {n}.", n=1) == "No catalogue has this 1."
    assert papers_lang() == ' lang="en"'


def test_a_councils_own_catalogue_comes_first(tmp_path):
    speak("cy", own(tmp_path, ("Home", "Adref")))
    assert (tr("Home"), tr("Papers")) == ("Adref", "Papurau")
    speak("en", own(tmp_path, ("Home", "Start"), name="en"))
    assert (tr("Home"), tr("Papers"), date_words("2021-11-02")) == ("Start", "Papers", "2 November 2021")
    speak("de", own(tmp_path, ("Home", "Anfang"), name="de"))
    assert (tr("Home"), date_words("2021-11-02")) == ("Anfang", "2 November 2021")


def test_what_names_other_values_stays_english(tmp_path):
    speak("cy", own(tmp_path, ("Sources ({n})", "Ffynonellau ({rhif})"), ("Chats ({n})", "Sgyrsiau {n")))
    assert tr("Sources ({n})", n=3) == "Sources (3)"
    assert tr("Chats ({n})", n=3) == "Chats (3)"


@pytest.mark.parametrize("wrong", ["xx", "de", "../cy", ""])
def test_a_language_without_a_catalogue_is_said(wrong):
    with pytest.raises(BadSetting, match=r"language|catalogue"):
        speak(wrong)
    assert tr("Home") == "Home"


def test_a_damaged_catalogue_is_said(tmp_path):
    (tmp_path / "cy.po").write_text('msgid "Home"\nmsgstr[7] "x"\nnonsense', encoding="utf-8")
    with pytest.raises(BadSetting, match="cannot be used"):
        speak("cy", tmp_path)
    assert papers_lang() == ""
