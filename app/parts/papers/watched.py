"""The watched folder on the page of papers: when it was looked at, what is being read, and what became of each file.

Those who may change papers see the files; everybody else sees that the folder is watched. A file of a document that the
person may not see is not named to them.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import PurePosixPath

import streamlit as st

from app.parts.frame.safe import escaped, label
from app.parts.frame.services import Services, services
from app.server.watch import Watch, Watched, watching
from app.wording import counted, date_words

POLL = 3.0  # seconds between two drawings of it
FEW = 3  # lines of a list that are shown without being asked for
MOST = 200  # lines of a list that are shown at all
_READ_AT = "watched-read-at"
_DIM = "sq-why"
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
            head = f"Papers put into the folder “{view.folder.name}” are read by themselves."
            _lines([(head, ""), (_looked(view), _DIM)])
    if st.session_state.setdefault(_READ_AT, view.read_at) != view.read_at:
        st.session_state[_READ_AT] = view.read_at
        st.rerun()  # the papers below are others now


def _looked(view: Watched) -> str:
    looked = f"Last look: {_time(view.looked_at)}." if view.looked_at else "Not looked at yet."
    return f"It cannot be looked at just now. {looked}" if view.trouble else looked


def _draw_whole(shared: Services, watch: Watch, view: Watched) -> None:
    may_see = _may_see(shared, watch)
    with st.container(horizontal=True, vertical_alignment="center", key="watched-head"):
        with st.container():
            head = f"New and changed papers in {view.folder} are read by themselves."
            _lines([(head, ""), ("" if view.trouble else _looked(view), _DIM)])
        help_words = "Looks at once, and tries again what could not be read."
        busy = bool(view.reading)
        if st.button("Look now", help=help_words, icon=":material/refresh:", key="watched-look", disabled=busy):
            watch.look_now()
            st.toast("The folder is being looked at.")
    if view.trouble:
        st.warning(label(f"{view.trouble} {_looked(replace(view, trouble=''))}", 500))
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
    failed = [_failure(path, why) for path, why in view.failed if may_see(path)]
    if len(failed) > FEW:
        st.error(f"{len(failed)} files in the folder could not be read.")
        _fold("Which, and why", [(words, _DIM) for words in failed])
    elif failed:
        st.error("  \n".join(label(words, 300) for words in failed))
    _draw_outcome(shared, view, may_see)
    gone = watch.gone(shared.library.documents())
    if gone:
        _list("Still held", [(document.path, "no longer in the folder") for document in gone])


def _draw_outcome(shared: Services, view: Watched, may_see: Callable[[str], bool]) -> None:
    known = {document.path for document in shared.library.documents()}
    lines = []
    for line in view.lines:
        path, why = line["document"], line["error"]
        if line["status"] == "failed" or not may_see(path) or not (view.reading or why or path in known):
            continue
        parts = counted(line["items"], "paper")
        lines.append((path, why or f"{_BECAME[line['status']]} ({parts})"))
    if lines:
        _list("Read so far" if view.reading else f"Read last ({_time(view.read_at)})", lines)


def _may_see(shared: Services, watch: Watch) -> Callable[[str], bool]:
    """Whether a file may be named to the person: not one of a document, or with a name, that is restricted."""
    closed = watch.paths_of(shared.hidden)
    closed |= {one.path for one in shared.access.all() if not one.admits(shared.viewer)}

    def may_see(path: str) -> bool:
        return not any(path == one or one.startswith(f"{path}/") or PurePosixPath(path).name == one for one in closed)

    return may_see


def _failure(path: str, why: str) -> str:
    """That a file could not be read; most reasons name it themselves."""
    return why if PurePosixPath(path).name in why else f"{path}: could not be read. {why}"


def _list(heading: str, files: Sequence[tuple[str, str]]) -> None:
    """Files and what to say of each under a heading; folded away where they are more than a few."""
    lines = [(f"{path}: {words}" if words else path, _DIM) for path, words in files]
    if len(lines) > FEW:
        _fold(f"{heading}: {counted(len(lines), 'file')}", lines)
    else:
        _lines([(f"{heading}:", ""), *lines])


def _fold(heading: str, lines: Sequence[tuple[str, str]]) -> None:
    with st.expander(heading, key=f"watched-{heading.split(':')[0]}"):
        _lines(lines[:MOST])
        if lines[MOST:]:
            st.caption(f"and {len(lines) - MOST} more")


def _lines(lines: Sequence[tuple[str, str]]) -> None:
    st.html("".join(f'<p class="sq {style}">{escaped(words)}</p>' for words, style in lines if words))


def _time(moment: datetime | None) -> str:
    """A time as it is said today, "14:05"; of another day with the date."""
    if moment is None:
        return ""
    local = moment.astimezone()
    return f"{local:%H:%M}" if local.date() == date.today() else f"{date_words(local.date())}, {local:%H:%M}"
