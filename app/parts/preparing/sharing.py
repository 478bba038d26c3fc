"""A list as it is shared: what it is called, and the links to it."""

from urllib.parse import urlencode

import streamlit as st

from app.parts.frame.services import Services
from app.saved.lists import MemberList, view_of
from app.wording import tr

LIST = "list"  # in the address: its id, or what lets only look at it


def list_name(member_list: MemberList | None) -> str:
    """What the open list is called."""
    return tr("My list") if member_list is None or member_list.may_change else tr("A list shared with you")


def draw_share(shared: Services, list_id: str) -> None:
    """The two links to a list."""
    where = {name: value for name, value in st.query_params.to_dict().items() if name != LIST}
    base = (st.context.url or "").split("?")[0]
    with st.popover(tr("Share this list"), icon=":material/share:", type="tertiary", key="share-list"):
        for words, id in ((tr("A link to look at it"), view_of(list_id)), (tr("A link to change it too"), list_id)):
            st.markdown(words)
            st.code(f"{base}?{urlencode(where | {LIST: id})}", language=None, wrap_lines=True)
        if shared.settings.sign_in is not None:
            st.caption(tr("For those who sign in here; papers they may not see are left out."))
