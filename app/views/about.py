"""What the assistant does and does not do, in plain words."""

from __future__ import annotations

import streamlit as st

from app.views.services import services
from app.wording import date_words

DOES = """
- Answers questions from the committee papers that have been added, and from nothing else.
- Shows where every sentence comes from. Press a number to see the quote on its page.
- Drafts challenge questions for a report: how far it answers each prompt your committee agreed, what
  deserves asking about, and the words each question rests on.
- Understands follow-ups: “and for care leavers?”, “what about the year before?”.
- Keeps your chats, so a reload or another day finds them under the same address.
"""

DOES_NOT = """
- It does not know anything that is not in the papers. “Not found” means not found in these papers; it does
  not mean that a thing was never asked, said or done.
- It cannot read charts, maps or scanned pages. A figure that was only in a chart is not there for it.
- Minutes are not a transcript: who asked what is often not recorded, and it will not guess.
- It takes no side, and gives no advice on how to vote. The questions are yours: edit them.
- It does not decide who may see an exempt paper. Add public papers only.
"""

GOOD_TO_KNOW = """
- **Pick a meeting or a paper** in the sidebar to look there only. Leave it at “All papers” to look across
  meetings.
- **Page numbers**: “pack page” is the number printed on the pack, the one used in the meeting; “PDF page”
  is the one your PDF reader counts.
- **Draft questions**: pick a report and press the button, or type “draft questions for” and its title.
- **Saved chats** can be opened by everyone who can open this page. Do not type what they should not read.
- **Withdrawing** a paper, on the Papers page, takes it out at once and for good, quotes in saved chats
  included.
"""


def about_page() -> None:
    """Draw the help page."""
    shared = services()
    st.title("About")
    st.header("What it does")
    st.markdown(DOES)
    st.header("What it does not do")
    st.markdown(DOES_NOT)
    st.header("Good to know")
    st.markdown(GOOD_TO_KNOW)
    st.header("This installation")
    dates = sorted(item.meeting_date for item in shared.library.items() if item.meeting_date)
    if dates:
        st.write(f"It holds papers from {date_words(dates[0])} to {date_words(dates[-1])}.")
    if shared.settings.llm_provider == "none":
        st.write("Answers are made of quotes alone. Nothing you type leaves the computer this runs on.")
    else:
        st.write(
            f"A language model ({shared.settings.llm_provider}) words the answers, so your question and the "
            "passages found are sent to it. Every quote, figure, date and name is then checked against them."
        )
