"""The real page in a process of its own, and the real Chromium to look at it with."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.places import OFFLINE, ROOT

PACKS = ROOT / "eval" / "council" / "packs"
CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def scrutiny(*arguments: str) -> None:
    """Run the command to its end; its words are shown when it fails."""
    subprocess.run([sys.executable, "-m", "app.cli", *arguments], cwd=ROOT, check=True)


def free_port() -> int:
    with socket.create_server(("localhost", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def serving(data: Path, port: int | None = None, **settings: str) -> Iterator[str]:
    """The address of the page over that data folder, with other settings too, stopped at the end; its server must not
    have tried to reach another machine.
    """
    port = port or free_port()
    tried = data / "tried-to-reach"
    path = os.pathsep.join([str(OFFLINE), os.environ.get("PYTHONPATH", "")])
    offline = {"PYTHONPATH": path, "OFFLINE_LOG": str(tried)}
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve", "--data", str(data), "--port", str(port)],
        cwd=ROOT,
        env=os.environ | offline | {f"SCRUTINY_{name.upper()}": value for name, value in settings.items()},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if "URL" in line:
                break
        else:
            raise RuntimeError("The page did not start:\n" + "".join(said))
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=30)
        assert not tried.exists(), tried.read_text()
