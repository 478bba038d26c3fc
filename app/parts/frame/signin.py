"""Signing in and out, where the settings say that people do."""

from __future__ import annotations

import streamlit as st

from app.parts.frame.safe import label
from app.saved.restrictions import Viewer
from app.settings import Settings

_ROLES = {"member": "member", "officer": "officer", "admin": "administrator", None: "public papers only"}


def draw_sign_in(settings: Settings, viewer: Viewer) -> None:
    """Say who is signed in, with a way out; or offer to sign in. Nothing, where nobody signs in."""
    if settings.sign_in is None:
        return
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="sign-in"):
        if viewer.id:
            st.caption(f"{label(viewer.name, 60)} ({_ROLES[viewer.role]})", width="content")
            st.button("Sign out", type="tertiary", key="sign-out", on_click=st.logout)
        else:
            st.button("Sign in", icon=":material/login:", type="tertiary", key="sign-in-now", on_click=st.login)
