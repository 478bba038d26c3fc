"""What the assistant does and does not do, how well, and the statements that a public body owes its readers.

The words stand in about.md, a heading a section; what is of this installation is added to them here.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from app.parts.frame.safe import label, table
from app.parts.frame.services import Services, services
from app.saved.journals import SpendingStore
from app.wording import date_words, tr

TEXT = Path(__file__).with_name("about.md")
RUNS = Path(__file__).resolve().parents[2] / "build" / "eval"  # where `make eval` puts its runs
OPEN_TO_ALL = (
    "- **Saved chats and lists** are listed only in the browser they were made in, which a cookie tells from others; "
    "it names nobody. Whoever is given the link to one can open it."
)
# A figure's section and name in the run's summary, and what it says to a person.
WORDS = {
    ("answers", "evidence cited"): "Answers that quote the right words",
    ("answers", "figures right"): "Answers that give the right figures",
    ("answers", "report@3"): "Right paper among the first three found",
    ("answers", "page right"): "Right page cited",
    ("answers", "quotes verbatim"): "Quotes that stand word for word in their paper",
    ("answers", "rightly refused"): "Questions without an answer in the papers that were refused",
    ("answers", "wrongly refused"): "Questions with an answer that were refused",
    ("drafts", "label accuracy"): "Prompts whose coverage was judged as a person judged it",
    ("drafts", "challenges found in the first 12"): "Facts that deserve a challenge, found in the first 12 questions",
}


@dataclass(frozen=True)
class Scores:
    """One run: when, over which packs, and each known figure in words with its share from 0 to 1."""

    when: str
    packs: str
    figures: tuple[tuple[str, float], ...]
    median_ms: float | None


def last_scores(root: Path = RUNS) -> Scores | None:
    """The newest finished run under `root`; None where there is none that can be read."""
    for summary in sorted(root.glob("*/summary.json"), reverse=True):
        with suppress(OSError, ValueError):
            found: dict[str, dict[str, Any]] = json.loads(summary.read_text(encoding="utf-8"))
            facts = json.loads(summary.with_name("facts.json").read_text(encoding="utf-8"))
            values = ((words, found.get(part, {}).get(name)) for (part, name), words in WORDS.items())
            figures = tuple((words, float(value)) for words, value in values if value is not None)
            return Scores(facts["generated"], facts["packs"], figures, found.get("answers", {}).get("p50 ms"))
    return None


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
        elif title == "How well it does":
            _draw_scores(last_scores())
        elif title == "This installation":
            dates = sorted(item.meeting_date for item in shared.library.items() if item.meeting_date)
            if dates:
                st.write(f"It holds papers from {date_words(dates[0])} to {date_words(dates[-1])}.")
            st.write(_model_words(shared))


def _draw_scores(scores: Scores | None) -> None:
    if scores is None:
        st.write("No evaluation has been run on this computer yet. The command is `make eval`.")
        return
    when = date_words(scores.when[:10])
    st.write(
        f"Measured on {when} with questions whose answers are known, on the {label(scores.packs, 60)} papers. "
        "These are papers made up for testing; on yours it may do better or worse."
    )
    table(("Measure", "Share"), [(words, f"{value:.0%}") for words, value in scores.figures])
    if scores.median_ms is not None:
        st.caption(f"Half of the answers took less than {scores.median_ms / 1000:.1f} seconds.")


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
