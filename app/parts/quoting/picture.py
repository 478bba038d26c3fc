"""A page of a PDF as a picture inside the page itself: it has no address at which others could fetch it."""

from __future__ import annotations

import base64
import html

import streamlit as st

from app.parts.quoting.pageimage import PageImage


def draw_picture(image: PageImage, words: str, scrolls: bool = False) -> None:
    """Draw it; `words` say what it shows. One that `scrolls` within its frame can be reached by keyboard."""
    source = f"data:image/png;base64,{base64.b64encode(image.png).decode()}"
    ratio = f"aspect-ratio: {image.width} / {image.height}"  # its place is kept before it is there: nothing jumps
    stop = ' tabindex="0"' if scrolls else ""
    st.html(f'<div class="sq-page"{stop}><img src="{source}" alt="{html.escape(words)}" style="{ratio}"></div>')
