"""What the assistant does and does not do, how well, and the statements that a public body owes its readers.

The words stand in about.md, a heading a section; what is of this installation is added to them here.
"""

from datetime import date
from pathlib import Path

import streamlit as st

from app.parts.frame.services import Services, services
from app.saved.journals import SpendingStore
from app.wording import date_words, tr

TEXT = Path(__file__).with_name("about.md")
OPEN_TO_ALL = (
    "- **Saved chats and lists** are listed only in the browser they were made in, which a cookie tells from others; "
    "it names nobody. Whoever is given the link to one can open it."
)


def show_page() -> None:
    """Draw the help page."""
    shared = services()
    st.title(tr("About"))
    for section in TEXT.read_text(encoding="utf-8").split("## ")[1:]:
        title, _, words = section.partition("\n")
        st.header(title)
        if words.strip():
            st.markdown(words)
        if title == "Good to know" and shared.settings.sign_in is None:
            st.markdown(OPEN_TO_ALL)
        elif title == "This installation":
            dates = sorted(item.meeting_date for item in shared.library.items() if item.meeting_date)
            if dates:
                st.write(f"It holds papers from {date_words(dates[0])} to {date_words(dates[-1])}.")
            st.write(_model_words(shared))


def _model_words(shared: Services) -> str:
    if shared.settings.llm_provider == "none":
        return "It has no language model: answers are quotes alone. Nothing you type leaves the computer this runs on."
    spent, budget = SpendingStore(shared.settings.data).on(date.today()), shared.settings.llm_daily_tokens
    of = f" of {budget:,}, after which quotes alone serve" if budget else ""
    return (
        f"A language model ({shared.settings.llm_provider}) words the answers, so your question and the passages "
        "found are sent to it. Every quote, figure, date and name is then checked against them. "
        f"Tokens used today: {spent:,}{of}."
    )
