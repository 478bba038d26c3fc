"""The person at the page, as the identity provider vouches for."""

from __future__ import annotations

import streamlit as st

from app.saved.restrictions import Viewer
from app.settings import Settings


def current_viewer(settings: Settings) -> Viewer:
    """The person at the page; nobody, where nobody signs in."""
    if settings.sign_in is None or not st.user.get("is_logged_in"):
        return Viewer()
    return Viewer.of_claims(st.user.to_dict(), settings.role_claim, settings.committee_claim)
