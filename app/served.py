"""The process that serves the page: Streamlit, with what pages need being loaded before anybody comes.

`scrutiny serve` becomes this process. Streamlit would load a page's modules, and with them the vector store and the
embedding's runtime, only when the first visitor asks for it; here that is done while the server starts.
"""

from __future__ import annotations

import threading
from importlib import import_module

from streamlit.web.cli import main as streamlit

from app.settings import load
from app.upkeep import start_upkeep
from app.views.navigation import PLACES


def load_pages() -> None:
    """Import every page's module, and the assistant's."""
    import_module("rag.assistant")
    for place in PLACES:
        import_module(f"app.views.{place.draws.split(':')[0]}")


if __name__ == "__main__":
    threading.Thread(target=load_pages, name="loading", daemon=True).start()
    start_upkeep(load())
    streamlit()
