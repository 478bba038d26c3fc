"""Showing words that nobody vouches for: papers, file names, questions and an LLM's text.

Streamlit's Markdown would turn them into images, links, maths and colours. Running text is therefore shown
as HTML in which everything is escaped, and labels, which only take Markdown, have every sign of it escaped.
"""

import html
import re
from collections.abc import Sequence

import streamlit as st

from app.language import papers_lang
from app.wording import cut, readable, visible

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|>~$:<&^=@])")
_LINKS = re.compile(r"(?i)(www(?=\.)|(?<=:)//|@)")
_STRUCK, _INSERTED = re.compile(r"~~(\S(?:.*?\S)?)~~"), re.compile(r"\+\+(\S(?:.*?\S)?)\+\+")
_WORD_JOINER = "\u2060"


def escaped(text: str) -> str:
    """A text as HTML that shows exactly these characters, line ends included. What a reader marked as struck out or
    inserted ("~~", "++") is shown so.
    """
    visible = "".join(c for c in readable(text) if c in "\n\t" or c.isprintable() or c.isspace())
    shown = _STRUCK.sub(r"<del>\1</del>", _INSERTED.sub(r"<ins>\1</ins>", html.escape(visible)))
    return shown.replace("\n", "<br>")


def label(text: str, limit: int = 90) -> str:
    """A text as a label for a button, a tab or a tooltip: one line, no Markdown, not even a link made of it."""
    shown = cut(visible(" ".join(text.split())), limit)
    return _MARKDOWN.sub(r"\\\1", _LINKS.sub(lambda m: m.group(0) + _WORD_JOINER, shown))


def show(text: str, tag: str = "p", style: str = "") -> None:
    """Show a text in an HTML element of that tag and CSS class (both ours, never from outside)."""
    st.html(f'<{tag} class="sq {style}">{escaped(text)}</{tag}>')


def show_quote(quote: str, place: str = "") -> None:
    """Show a quote as printed, line by line, and under it where it stands."""
    under = f'<p class="sq sq-place">{escaped(place)}</p>' if place else ""
    st.html(f'<blockquote class="sq sq-quote"{papers_lang()}>“{escaped(quote)}”</blockquote>{under}')


def show_beside(text: str) -> None:
    """Show a few words in small print in a row of other things."""
    st.html(f'<span class="sq-why">{escaped(text)}</span>', width="content")


def show_notice(notice: str) -> None:
    """Show what a reader should know beside something; nothing for ""."""
    if notice:
        st.caption(f":material/info: {label(notice, 600)}")


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], style: str = "") -> None:
    """Show texts as a table with a head; one wider than the page is moved sideways, by keyboard too."""
    head = "".join(f'<th scope="col">{escaped(text)}</th>' for text in heads)
    body = "".join("<tr>" + "".join(f"<td>{escaped(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    whole = f'<table class="sq-table {style}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    st.html(f'<div class="sq-page" tabindex="0">{whole}</div>')


def marked(text: str, quote: str) -> str:
    """`text` as escaped HTML with `quote` in a <mark>, where its words stand in it; unmarked when they do not."""
    words = [re.escape(word) for word in quote.split()]
    found = re.search(r"\s+".join(words), text) if words else None
    if found is None:
        return escaped(text)
    before, inside, after = text[: found.start()], found.group(0), text[found.end() :]
    return f"{escaped(before)}<mark>{escaped(inside)}</mark>{escaped(after)}"
