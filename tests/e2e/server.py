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
from typing import Any

from tests.places import OFFLINE, ROOT

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


MOST = 0.1  # of a page may be moved while it is drawn
WATCH = """
window.shifts = [];
new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts.push([one.startTime, one.value,
        one.sources.map(s => { const n = s.node && (s.node.nodeType === 1 ? s.node : s.node.parentElement);
            const k = n && n.closest("[class*='st-key-']");
            return (k ? k.className.match(/st-key-\\S+/)[0] : "") + " " + (n ? n.dataset.testid || n.tagName : "") + " "
                + Math.round(s.previousRect.top) + ">" + Math.round(s.currentRect.top); }).slice(0, 3)]);
}).observe({type: "layout-shift", buffered: true});
"""
COUNT = """
window.presses = () => Number(sessionStorage.presses || 0);
const press = one => {
    if (one.isTrusted && (one.detail || one.key === "Enter")) sessionStorage.presses = 1 + window.presses();
};
for (const kind of ["click", "keydown"]) addEventListener(kind, press, true);
"""


def worst(shifts: list[tuple[float, float, list[str]]]) -> float:
    """The largest sum of a run of shifts: a second at most between two, five seconds at most in all."""
    found = total = start = last = 0.0
    for at, value, _ in shifts:
        if at - last > 1000 or at - start > 5000:
            start, total = at, 0.0
        total, last = total + value, at
        found = max(found, total)
    return found


def drawn(page: Any) -> list[tuple[float, float, list[str]]]:
    """Wait until a page is drawn, and faded in; how it was moved until then."""
    page.wait_for_function(
        "() => !document.querySelector('[data-testid=stSpinner], [data-testid=stSkeleton]')"
        " && document.getAnimations().every(one => one.playState !== 'running')"
    )
    page.wait_for_timeout(500)
    shifts: list[tuple[float, float, list[str]]] = page.evaluate("window.shifts")
    return shifts
