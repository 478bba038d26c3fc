"""Builds the sample council's packs from their sources: `python -m tests.council.build`.

Every build of the same sources gives the same bytes, which a test checks against the files that are committed.
"""

from __future__ import annotations

from pathlib import Path

from tests.council.meeting import Meeting, read_meeting
from tests.council.pdf import pack_pdf
from tests.council.plain import pack_text
from tests.council.word import pack_docx
from tests.places import ROOT

HERE = ROOT / "eval" / "council"
SOURCES = HERE / "sources"
_MAKERS = {"pdf": pack_pdf, "docx": pack_docx, "txt": pack_text}


def built() -> dict[Path, bytes]:
    """Each file of the council, by its path under this folder: public ones in `packs/`, exempt ones in `exempt/`."""
    meetings = [read_meeting(path.parent) for path in sorted(SOURCES.glob("*/meeting.toml"))]
    return {_place(meeting): _MAKERS[meeting.format](meeting) for meeting in meetings}


def _place(meeting: Meeting) -> Path:
    return Path("exempt" if meeting.exempt else "packs") / meeting.file


def main() -> None:
    """Writes the files and says how large each is."""
    for path, content in built().items():
        (HERE / path).parent.mkdir(exist_ok=True)
        (HERE / path).write_bytes(content)
        print(f"{len(content):>9,}  {path}")


if __name__ == "__main__":
    main()
