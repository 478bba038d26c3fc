"""Reads pages that are only pictures, where Tesseract is installed. It runs by itself, a page at a time."""

from __future__ import annotations

import io
import shutil
import subprocess

import pypdfium2

COMMAND = "tesseract"
_DPI = 300
_LONG_SIDE = 6000  # pixels of a page's longer side at most
_SECONDS = 120  # for a page
_LETTERS = 20  # a page with fewer has no text of its own


def can_recognise() -> bool:
    """True where Tesseract is installed."""
    return shutil.which(COMMAND) is not None


def is_picture(text: str, shares: list[float]) -> bool:
    """True for a page with hardly a letter that pictures cover; `shares` are their shares of its area."""
    return sum(c.isalpha() for c in text) < _LETTERS and sum(shares) > 0.4


def recognise(page: pypdfium2.PdfPage) -> str:
    """The text that Tesseract sees on a page, "" where it sees none or fails."""
    scale = min(_DPI / 72, _LONG_SIDE / max(page.get_size()))
    data = io.BytesIO()
    page.render(scale=scale, grayscale=True).to_pil().save(data, "PNG")
    command = [COMMAND, "stdin", "stdout", "--dpi", str(round(72 * scale))]
    try:
        done = subprocess.run(command, input=data.getvalue(), capture_output=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace").replace("\f", "\n").replace("\0", "").strip()
