"""The watched folder on the page of papers: when it was looked at, what is being read, and what became of each file.

Those who may change papers see the files; everybody else sees that the folder is watched. A file of a document that the
person may not see is not named to them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import PurePosixPath

import streamlit as st

from app.views.safe import escaped, label
from app.views.services import Services, services
from app.watch import Watch, Watched
from app.watching import watching
from app.wording import counted, date_words

POLL = 3.0  # seconds between two drawings of it
FEW = 5  # lines shown before the rest is folded away
MOST = 200
_READ_AT = "watched-read-at"
_BECAME = {"added": "added", "replaced": "replaced the earlier version", "unchanged": "already there, nothing changed"}


def draw_watched(shared: Services) -> None:
    """Draw it, where a folder is watched, and keep it up to date while the page is open."""
    watch = watching(shared.settings)
    if watch is not None:
        st.fragment(_draw, run_every=POLL)(watch)


def _draw(watch: Watch) -> None:
    shared, view = services(), watch.view
    with st.container(border=True, key="watched"):
        if shared.may_change:
            _draw_whole(shared, watch, view)
        else:
            _lines([(f"Papers put into the folder “{view.folder.name}” are read by themselves. {_looked(view)}", "")])
    if st.session_state.setdefault(_READ_AT, view.read_at) != view.read_at:
        st.session_state[_READ_AT] = view.read_at
        st.rerun()  # the papers below are others now


def _looked(view: Watched) -> str:
    looked = f"Last looked at {_time(view.looked_at)}." if view.looked_at else "Not looked at yet."
    return f"The folder cannot be looked at just now. {looked}" if view.trouble else looked


def _draw_whole(shared: Services, watch: Watch, view: Watched) -> None:
    may_see = _may_see(shared, watch)
    _lines(
        [
            (f"New and changed papers in the folder {view.folder} are read by themselves.", ""),
            ("" if view.trouble else _looked(view), "sq-why"),
        ]
    )
    if view.trouble:
        st.warning(label(f"{view.trouble} {_looked(view)}", 500))
    if view.closed:
        st.warning(label(f"{counted(len(view.closed), 'place')} in the folder cannot be looked at just now.", 500))
    if view.fault:
        at = f" It stopped at {view.stopped_at}." if view.stopped_at and may_see(view.stopped_at) else ""
        st.warning(label(f"{view.fault}{at} It is tried again by itself.", 700))
    reading, waiting = list(filter(may_see, view.reading)), list(filter(may_see, view.waiting))
    if reading:
        done = [path for path in reading if path in view.done]
        now = next((path for path in reading if path not in view.done), reading[-1])
        words = f"Reading {label(now)}. {len(done)} of {counted(len(reading), 'file')} done."
        st.progress(len(done) / len(reading), words)
    if waiting:
        _list("Read as soon as they have stopped changing", [(path, "") for path in waiting])
    failed = [(path, f"could not be read. {why}") for path, why in view.failed if may_see(path)]
    if failed:
        _list("Could not be read, and not tried again until they change", failed)
    _draw_outcome(shared, view, may_see)
    gone = watch.gone(shared.library.documents())
    if gone:
        _list("Still indexed", [(document.path, "no longer in the folder") for document in gone])
    if st.button("Look now", icon=":material/refresh:", key="watched-look", disabled=bool(view.reading)):
        watch.look_now()
        st.toast("The folder is being looked at.")


def _draw_outcome(shared: Services, view: Watched, may_see: Callable[[str], bool]) -> None:
    """What became of the files that were read last, or are being read."""
    known = {document.path for document in shared.library.documents()}
    lines = []
    for line in view.lines:
        path, why = line["document"], line["error"]
        if line["status"] == "failed" or not may_see(path) or not (view.reading or why or path in known):
            continue
        parts = f"{counted(line['items'], 'paper')}, {counted(line['passages'], 'passage')}"
        lines.append((path, why or f"{_BECAME[line['status']]} ({parts})"))
    if lines:
        when = "Read so far" if view.reading else f"Read {_time(view.read_at)}" if view.read_at else "Read"
        _list(when, lines)


def _may_see(shared: Services, watch: Watch) -> Callable[[str], bool]:
    """Whether a file may be named to the person: not one of a document, or with a name, that is restricted."""
    closed = watch.paths_of(shared.hidden)
    closed |= {one.path for one in shared.access.all() if not one.admits(shared.viewer)}

    def may_see(path: str) -> bool:
        return not any(path == one or one.startswith(f"{path}/") or PurePosixPath(path).name == one for one in closed)

    return may_see


def _list(heading: str, lines: Sequence[tuple[str, str]]) -> None:
    """Files under a heading, a few at once and the rest to be opened."""
    _lines([(f"{heading}:", ""), *((f"{path}: {words}" if words else path, "sq-why") for path, words in lines[:FEW])])
    more = lines[FEW:MOST]
    if more:
        with st.expander(f"{len(lines) - FEW} more", key=f"watched-more-{heading}"):
            _lines([(f"{path}: {words}" if words else path, "sq-why") for path, words in more])
            if len(lines) > MOST:
                st.caption(f"and {len(lines) - MOST} more.")


def _lines(lines: Sequence[tuple[str, str]]) -> None:
    """Running words, a paragraph each, with our CSS class."""
    st.html("".join(f'<p class="sq {style}">{escaped(words)}</p>' for words, style in lines if words))


def _time(moment: datetime | None) -> str:
    """A time as it is said today, "at 14:05"; of another day with the date."""
    if moment is None:
        return ""
    local = moment.astimezone()
    return f"at {local:%H:%M}" if local.date() == date.today() else f"on {date_words(local.date())} at {local:%H:%M}"
