"""The process that serves the page: Streamlit, with what pages need being loaded before anybody comes.

`scrutiny serve` becomes this process. Streamlit would load a page's modules, and with them the vector store and the
embedding's runtime, only when the first visitor asks for it; here that is done while the server starts. Then the folder
that is to be watched is.
"""

from __future__ import annotations

import atexit
import threading
from importlib import import_module
from pathlib import Path

from streamlit.web.cli import main as streamlit

from app.server.jobs import end_folder_readings
from app.server.watching import watching
from app.settings import Settings, load


def load_pages() -> None:
    """Import every page's module, and the assistant's."""
    import_module("rag.assistant")
    for page in sorted((Path(__file__).parents[1] / "pages").glob("*.py")):
        if page.stem not in ("__init__", "main"):  # main is no module: it is run for each press
            import_module(f"app.pages.{page.stem}")


def prepare(settings: Settings) -> None:
    """Load the pages, and begin to watch and to keep order."""
    load_pages()
    watching(settings)
    from app.server.upkeep import (
        start_upkeep,  # imported late: with it comes the vector store, which the first page waits for
    )

    start_upkeep(settings)


if __name__ == "__main__":
    settings = load()
    threading.Thread(target=prepare, args=(settings,), name="loading", daemon=True).start()
    atexit.register(end_folder_readings)
    streamlit()
