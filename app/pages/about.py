"""What the assistant does and does not do, how well, and the statements that a public body owes its readers."""

from __future__ import annotations

import streamlit as st

from app.parts.frame.lastscores import Scores, last_scores
from app.parts.frame.safe import escaped, label
from app.parts.frame.services import Services, services
from app.wording import date_words

DOES = """
- Answers questions from the committee papers that have been added, and from nothing else.
- Shows where every sentence comes from. Rest on a number to read the quote, press it to see it on its page.
- Drafts challenge questions for a report: how far it answers each prompt your committee agreed, what
  deserves asking about, and the words each question rests on.
- Looks back: what was said, promised and reported before, in date order and in the papers' own words.
- Understands follow-ups: “and for care leavers?”, “what about the year before?”.
- Keeps your chats, so a reload or another day finds them under the same address.
"""

DOES_NOT = """
- It does not know anything that is not in the papers. “Not found” means not found in these papers; it does
  not mean that a thing was never asked, said or done.
- It cannot read charts and maps. A figure that was only in a chart is not there for it.
- Minutes are not a transcript: who asked what is often not recorded, and it will not guess.
- It takes no side, and gives no advice on how to vote. The questions are yours: edit them.
- It does not decide who may see an exempt paper. That is set by a person, paper by paper.
"""

GOOD_TO_KNOW = """
- **A title opens its paper**, on Home and on Papers: its pages or its text, its headings and its appendices.
- **Pick a meeting, a paper or a kind of paper** under “Looking in” to look there only.
- **Page numbers**: “pack page” is the number printed on the pack, the one used in the meeting; “PDF page”
  is the one your PDF reader counts.
- **Draft questions**: pick a report and press the button, or type “draft questions for” and its title.
- **Withdrawing** a paper, on the Papers page, hides it from everybody at once, quotes in saved chats included; after
  the days that your administrator set for undoing that, or at once if you say so, it is removed for good.
"""

OPEN_TO_ALL = (
    "**Saved chats and lists** are listed only in the browser they were made in, which a cookie tells from others; it "
    "names nobody. Whoever is given the link to one can open it."
)

ACCESSIBILITY = """
This page is made to meet the Web Content Accessibility Guidelines 2.2 at level AA. Every page is checked in a
browser with axe-core, in the light and the dark theme, each time the program's tests are run, and has no serious
finding.

- Everything can be done with the keyboard. Opening a quote moves the focus into it; Escape closes it and goes back.
- New answers are announced to screen readers.
- Text can be enlarged to 200 % and the page narrowed to 360 pixels without anything being cut off.
- A page shown as a picture always has the quote beside it as text; the whole paper can be downloaded. Charts have
  their table beside them, and lists can be downloaded.

Known limits: the papers are as the council published them, and some PDFs are not accessible themselves. The picture
of a page is not read out beyond its description. No audit by people who use assistive technology has been made yet.
Tell your democratic services team about anything that stands in your way.
"""

TRANSPARENCY = {
    "What it is": "A search over a council's published committee packs, which answers in quotes and drafts questions.",
    "Why": "So that members can prepare for scrutiny, and officers can check what was said and promised.",
    "Who decides": "People. It decides nothing about anyone; members own their questions, officers their reports.",
    "What it works on": "Papers that someone added here. It is given no personal records and learns from no chat.",
    "How it finds": "Words (BM25) and meaning (a small embedding model that runs on this computer) find passages; "
    "fixed rules rank them, choose sentences and judge coverage.",
    "How it is checked": "The last step is the same for every answer: a quote must stand word for word in its paper, "
    "and a figure, date or name must stand in a cited quote, or the sentence is left out.",
    "What can go wrong": "It can miss a passage, choose one that is beside the point, or call a report silent that "
    "answers in other words. What was searched is shown, and every quote can be opened.",
    "What is kept": "Chats, lists and thumbs, in the data folder on this computer, until they are deleted there. "
    "Your own browser keeps which committee you picked.",
}


def show_page() -> None:
    """Draw the help page."""
    shared = services()
    st.title("About")
    st.header("What it does")
    st.markdown(DOES)
    st.header("What it does not do")
    st.markdown(DOES_NOT)
    st.header("Good to know")
    st.markdown(GOOD_TO_KNOW)
    if shared.settings.sign_in is None:
        st.markdown(OPEN_TO_ALL)
    st.header("How well it does")
    _draw_scores(last_scores())
    st.header("This installation")
    _draw_installation(shared)
    st.header("Accessibility statement")
    st.markdown(ACCESSIBILITY)
    st.header("Algorithmic transparency record")
    rows = "".join(f"<dt>{escaped(name)}</dt><dd>{escaped(words)}</dd>" for name, words in TRANSPARENCY.items())
    st.html(f'<dl class="sq">{rows}<dt>Language model</dt><dd>{escaped(_model_words(shared))}</dd></dl>')


def _draw_scores(scores: Scores | None) -> None:
    if scores is None:
        st.write("No evaluation has been run on this computer yet. The command is `make eval`.")
        return
    when = date_words(scores.when[:10])
    st.write(
        f"Measured on {when} with questions whose answers are known, on the {label(scores.packs, 60)} papers. "
        "These are papers made up for testing; on yours it may do better or worse."
    )
    cells = "".join(
        f'<tr><th scope="row">{escaped(words)}</th><td>{value:.0%}</td></tr>' for words, value in scores.figures
    )
    head = '<thead><tr><th scope="col">Measure</th><th scope="col">Share</th></tr></thead>'
    st.html(f'<table class="sq-table">{head}<tbody>{cells}</tbody></table>')
    if scores.median_ms is not None:
        st.caption(f"Half of the answers took less than {scores.median_ms / 1000:.1f} seconds.")


def _draw_installation(shared: Services) -> None:
    dates = sorted(item.meeting_date for item in shared.library.items() if item.meeting_date)
    if dates:
        st.write(f"It holds papers from {date_words(dates[0])} to {date_words(dates[-1])}.")


def _model_words(shared: Services) -> str:
    if shared.settings.llm_provider == "none":
        return "None: answers are made of quotes alone. Nothing you type leaves the computer this runs on."
    return (
        f"A language model ({shared.settings.llm_provider}) words the answers, so your question and the passages "
        "found are sent to it. Every quote, figure, date and name is then checked against them."
    )
