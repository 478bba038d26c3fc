"""The person at the page: as the identity provider vouches for, or, where nobody signs in, a browser told from others
by a cookie that names nobody. Its chats and lists are listed to it alone; a link to one opens it for whoever has it.
"""

import secrets
import time

import streamlit as st

from app.saved.viewer import Viewer
from app.settings import Settings

COOKIE = "scrutiny_browser"
_SESSION = "browser"
_DAY = 24 * 60 * 60  # seconds
_DAYS = 400  # that it is kept: browsers keep none longer
_KEEP = """<script>
document.cookie = "%s=%s; path=/; max-age=%d; SameSite=Lax" + (location.protocol === "https:" ? "; Secure" : "");
</script>"""


def current_viewer(settings: Settings) -> Viewer:
    """The person at the page; nobody, where nobody signs in, or once what the provider said (`iat`) is too long ago: a
    role may have been taken away since.
    """
    if settings.sign_in is None or not st.user.get("is_logged_in"):
        return Viewer()
    claims = st.user.to_dict()
    said = claims.get("iat")
    if not isinstance(said, int | float) or time.time() > said + 60 * settings.sign_in_minutes:
        return Viewer()
    return Viewer.of_claims(claims, settings.role_claim, settings.committee_claim, settings.trust_email)


def visitor() -> str:
    """The id of the browser: from its cookie, or a new one for as long as the visit until that is kept."""
    return _known() or str(st.session_state.setdefault(_SESSION, secrets.token_urlsafe(16)))


def keep_visitor() -> str:
    """HTML that keeps the browser's id in its cookie; "" where it is kept already."""
    return "" if _known() else keep_cookie(COOKIE, visitor(), _DAYS)


def keep_cookie(name: str, value: str, days: int) -> str:
    """HTML, with nothing to see, that has the browser keep a cookie; its name and value must be words of our own.
    Streamlit can read cookies and not write them.
    """
    return _KEEP % (name, value, days * _DAY)


def _known() -> str:
    """What the cookie says. A browser may send anything: what is no id of ours counts for nothing."""
    said = str(st.context.cookies.get(COOKIE) or "")
    of_ours = 20 <= len(said) <= 40 and said.isascii() and said.replace("-", "").replace("_", "").isalnum()
    return said if of_ours else ""
