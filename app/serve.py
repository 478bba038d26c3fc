"""`scrutiny serve`: hand this process over to Streamlit, with the address, port and limits of our own
settings."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from app.settings import Settings, child_environment
from index.faults import BadSetting

MAIN = Path(__file__).with_name("main.py")


def streamlit_command(settings: Settings) -> list[str]:
    """The command line that starts the page."""
    sign_in = [f"--secrets.files={settings.sign_in.resolve()}"] if settings.sign_in else []
    return [
        sys.executable,
        "-m",
        "app.served",
        "run",
        str(MAIN),
        f"--server.address={settings.address}",
        f"--server.port={settings.port}",
        f"--server.maxUploadSize={settings.max_file_mb}",
        *sign_in,
    ]


def serve_page(settings: Settings) -> None:
    """Replace this process by the page's server; it ends with the server.

    Raises:
        BadSetting: when the address cannot be listened on, the port is taken, or there is no file for sign-in.
    """
    if settings.sign_in and not settings.sign_in.is_file():
        raise BadSetting(f"There is no file {settings.sign_in} for sign-in.", "docs/settings.md says what it holds.")
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
