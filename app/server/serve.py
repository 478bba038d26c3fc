"""`scrutiny serve`: hand this process over to Streamlit, with the address, port and limits of our own
settings."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from app.exports.printing import note
from app.settings import Settings, child_environment
from index.faults import BadSetting

MAIN = Path(__file__).parents[1] / "pages" / "main.py"


def streamlit_command(settings: Settings) -> list[str]:
    """The command line that starts the page."""
    sign_in = [f"--secrets.files={settings.sign_in.resolve()}"] if settings.sign_in else []
    return [
        sys.executable,
        "-m",
        "app.server.served",
        "run",
        str(MAIN),
        f"--server.address={settings.address}",
        f"--server.port={settings.port}",
        f"--server.maxUploadSize={settings.max_file_mb}",
        "--runner.postScriptGC=false",  # it holds everybody up, half a second after each press; Python's own suffices
        *sign_in,
    ]


def serve_page(settings: Settings) -> None:
    """Replace this process by the page's server; it ends with the server.

    Raises:
        BadSetting: when the address cannot be listened on, the port is taken, there is no file for sign-in, or what
            is to be watched is a file.
    """
    if settings.sign_in and not settings.sign_in.is_file():
        raise BadSetting(f"There is no file {settings.sign_in} for sign-in.", "docs/settings.md says what it holds.")
    if settings.watch and settings.watch.is_file():
        raise BadSetting(f"{settings.watch} is a file, not a folder to watch.", "Give the folder it lies in.")
    if settings.watch and not settings.watch.is_dir():
        note(f"There is no folder {settings.watch} now. It is watched all the same: its papers are read when it comes.")
    _refuse_taken_port(settings)
    os.execve(sys.executable, streamlit_command(settings), child_environment(settings))


def _refuse_taken_port(settings: Settings) -> None:
    try:
        with socket.create_server((settings.address, settings.port)):
            pass
    except OSError as error:
        raise BadSetting(
            f"The page cannot listen on {settings.address}:{settings.port} ({error.strerror or error}).",
            "Stop what is running there, or choose another: scrutiny serve --port 8502",
        ) from error
