"""Who is at the page where nobody signs in: a browser, told from others by a cookie that names nobody.

Its chats and lists are listed to it alone; a link to one opens it for whoever has the link.
"""

from __future__ import annotations

import re
import secrets

import streamlit as st

from app.people.cookie import keep_cookie

COOKIE = "scrutiny_browser"
_SESSION = "browser"
_ID = re.compile(r"[A-Za-z0-9_-]{20,40}")
_DAYS = 400  # that it is kept: browsers keep none longer


def visitor() -> str:
    """The id of the browser: from its cookie, or a new one for as long as the visit until that is kept."""
    known = _known()
    return known or str(st.session_state.setdefault(_SESSION, secrets.token_urlsafe(16)))


def keep_visitor() -> str:
    """HTML that keeps the browser's id in its cookie; "" where it is kept already."""
    return "" if _known() else keep_cookie(COOKIE, visitor(), _DAYS)


def _known() -> str:
    """What the cookie says. A browser may send anything: what is no id of ours counts for nothing."""
    found = _ID.fullmatch(str(st.context.cookies.get(COOKIE) or ""))
    return found.group() if found else ""
