"""Cookies, which Streamlit can read and not write: a script of ours has the browser keep one."""

from __future__ import annotations

_DAY = 24 * 60 * 60  # seconds
_KEEP = """<script>
document.cookie = "%s=%s; path=/; max-age=%d; SameSite=Lax" + (location.protocol === "https:" ? "; Secure" : "");
</script>"""


def keep_cookie(name: str, value: str, days: int) -> str:
    """HTML, with nothing to see, that has the browser keep a cookie; its name and value must be words of our own."""
    return _KEEP % (name, value, days * _DAY)
