"""Showing words that nobody vouches for: papers, file names, questions and an LLM's text.

Streamlit's Markdown would turn them into images, links, maths and colours. Running text is therefore shown
as HTML in which everything is escaped, and labels, which only take Markdown, have every sign of it escaped.
"""

from __future__ import annotations

import html
import re

import streamlit as st

from app.wording import readable

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|>~$:<&^=@])")
_LINKS = re.compile(r"(?i)(www(?=\.)|(?<=:)//|@)")
_STRUCK, _INSERTED = re.compile(r"~~(\S(?:.*?\S)?)~~"), re.compile(r"\+\+(\S(?:.*?\S)?)\+\+")
_WORD_JOINER = "\u2060"


def escaped(text: str) -> str:
    """A text as HTML that shows exactly these characters, line ends included.

    What a reader marked as struck out or inserted ("~~", "++") is shown so.
    """
    visible = "".join(c for c in readable(text) if c in "\n\t" or c.isprintable() or c.isspace())
    shown = _STRUCK.sub(r"<del>\1</del>", _INSERTED.sub(r"<ins>\1</ins>", html.escape(visible)))
    return shown.replace("\n", "<br>")


def show(text: str, tag: str = "p", style: str = "") -> None:
    """Show a text in an HTML element of that tag and CSS class (both ours, never from outside)."""
    st.html(f'<{tag} class="sq {style}">{escaped(text)}</{tag}>')


def label(text: str, limit: int = 90) -> str:
    """A text as a label for a button, a tab or a tooltip: one line, no Markdown, not even a link made of
    it."""
    line = " ".join(text.split())
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return _MARKDOWN.sub(r"\\\1", _LINKS.sub(lambda m: m.group(0) + _WORD_JOINER, line))


def marked(text: str, quote: str) -> str:
    """`text` as escaped HTML with `quote` in a <mark>, where its words stand in it; unmarked when they do
    not."""
    words = [re.escape(word) for word in quote.split()]
    found = re.search(r"\s+".join(words), text) if words else None
    if found is None:
        return escaped(text)
    before, inside, after = text[: found.start()], found.group(0), text[found.end() :]
    return f"{escaped(before)}<mark>{escaped(inside)}</mark>{escaped(after)}"
