"""What later papers show of a commitment, and the status that this gives it.

Later papers are those of the same committee's meetings after the one minuted. Something was kept when a report that was
asked for has come: a later report's title is about its subject. Sentences that speak of the subject are shown, those
first that look back at its meeting, and what they mean is left to the reader: the word lists that judged it were right
in about one of ten on papers they were not written on (46 of 2,605 commitments of ten bodies). What has no report has
"no evidence in the papers held": never "not done".
"""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from index.language.periods import find_dates
from index.store.library import Library
from index.values import StoredItem
from rag.memory.commitment import Commitment, FollowUp
from rag.memory.particulars import is_noting
from rag.memory.traces import Subject, counted, subject_of, traces_in
from rag.search.corpus import Corpus
from rag.search.reading import sentences
from rag.values import Citation

_CANDIDATES, _NEAR = 24, 8  # passages that are looked through, found by words and by vector
_SHOWN = 3
_OPENING = 6  # passages of a report in which its purpose is told
_SHORTEST, _PURPOSE = 5, 0.5  # words of a sentence that tells it; what one counts that speaks of the report itself
_TITLE = 0.6  # of the subject, that a report's title must have to be the report that was asked for
_CAME = 9.0  # the score of that report: it is shown before all else
_REPORT = re.compile(
    r"\b(?:report|update|paper|review|presentation|strategy|plan)s?\b[^.;]*\b(?:presented|submitted|brought|provided|come|"
    r"receive|received|considered|bring|present|update)\b"
    r"|\b(?:bring|present|submit|provide|receive)\b[^.;]*\b(?:report|update|paper)\b"
    r"|\b(?:it|this|one|that)\b[^.;]{0,40}\b(?:come|brought|presented|submitted)\b[^.;]{0,20}\b(?:meeting|committee)\b",
    re.I,
)
_NOTHING = "Nothing in the papers of later meetings held here was found to bear on it."
_NOTING = "Nothing has to be done after it."
_MENTIONED = "Later papers speak of the subject; whether it was done is for the reader to judge."
_REPORTED = "A later report's title is about what was asked for."
_LOOKED_BACK = "A later paper looks back at it; whether it was done is for the reader to judge."
_LATE = "It came, after the date it was due."
_AHEAD = "The papers held end before it is due."
_NO_LATER = "No papers of a meeting after it are held."


class Evidence:
    """Looks for what became of commitments in one state of a library. `new` are the ids of papers not read before."""

    def __init__(self, library: Library, corpus: Corpus, new: Collection[str] = ()) -> None:
        self._library = library
        self._corpus = corpus
        self._new = frozenset(new)
        self._beside: dict[str, set[str | None]] = {}
        for item in corpus.items:
            self._beside.setdefault(_folder(item), set()).add(item.committee)
        self._later: dict[tuple[date | None, str | None], list[StoredItem]] = {}

    def judged(self, commitment: Commitment, lead: str, known: Commitment | None = None) -> Commitment:
        """The commitment with status, reason and follow-up quotes in date order; `lead` opens its resolution. Where it
        is `known` already what the papers that are not `new` say, only the new ones are read.
        """
        if commitment.kind == "resolution" and is_noting(commitment.text, lead):
            return replace(commitment, status="for noting", why=_NOTING)
        later = self._after(commitment.meeting_date, commitment.committee)
        unread = [i for i in later if known is None or i.id in self._new]
        found = list(known.follow_ups) if known else []
        subject = subject_of(commitment, self._corpus) if unread else None
        if subject and subject.all and (subject.own or commitment.kind != "resolution"):
            if not any(f.bearing == "kept" for f in found) and asks_for_report(commitment):
                found += self._reports(subject, unread)
            found += self._sentences(commitment, subject, {i.id for i in unread})
        came = {f.citation.passage.item.id for f in found if f.bearing == "kept"}
        found = [f for f in found if f.bearing == "kept" or f.citation.passage.item.id not in came]
        best = sorted(found, key=_worth)[:_SHOWN]
        best.sort(key=lambda f: f.citation.passage.item.meeting_date or date.min)
        shown = tuple(replace(f, citation=replace(f.citation, n=n)) for n, f in enumerate(best, 2))
        return _concluded(replace(commitment, follow_ups=shown), later[-1].meeting_date if later else None)

    def _after(self, day: date | None, committee: str | None) -> list[StoredItem]:
        """The papers of a committee's meetings after a day, in order."""
        key = (day, committee)
        if key not in self._later:
            items = [i for i in self._corpus.items if day and i.meeting_date and i.meeting_date > day]
            items = [i for i in items if not committee or committee in self._bodies(i)]
            usable = [i for i in items if i.kind not in ("agenda", "guidance") and i.copy_of is None]
            usable.sort(key=lambda i: i.meeting_date or date.min)
            self._later[key] = usable
        return self._later[key]

    def _bodies(self, item: StoredItem) -> set[str | None]:
        """The committees a paper is for; for one that names none, those of the papers in its document or folder."""
        return {item.committee} if item.committee else self._beside.get(_folder(item), set())

    def _reports(self, subject: Subject, items: Collection[StoredItem]) -> list[FollowUp]:
        """The first report whose title is about the subject, by the sentence that tells its purpose; [] for none."""
        for item in items:
            if item.kind not in ("report", "supplement") or not subject.own:
                continue
            if subject.share_of_own(counted(item.title)) < _TITLE:
                continue
            told = [
                (subject.share(own) + _PURPOSE * ("report" in own), -order, passage, passage.text[start:end])
                for order, passage in enumerate(self._library.passages(item.id)[:_OPENING])
                for start, end, own in sentences(passage.id, passage.text, passage.joints)
                if len(own) > _SHORTEST and passage.kind != "heading"
            ]
            if told:
                _, _, passage, quote = max(told, key=lambda t: t[:2])
                return [FollowUp(Citation(0, passage, quote), "kept", _CAME)]
        return []

    def _sentences(self, commitment: Commitment, subject: Subject, pool: set[str]) -> list[FollowUp]:
        """The best sentence of each passage of these papers that is about the subject."""
        ids = [id for id, _ in self._library.search_words(subject.stems, _CANDIDATES, pool)]
        vector = self._library.passage_vectors([commitment.citation.passage.id])[0]
        ids += [id for id, _ in self._library.search_vectors(vector, _NEAR, pool)]
        found = []
        for passage in self._library.passages_by_id(dict.fromkeys(ids)):
            found += sorted(traces_in(passage, subject, commitment), key=_worth)[:1]
        return found


def asks_for_report(commitment: Commitment) -> bool:
    """True where what was promised is a report, which a report on the subject keeps by being there."""
    return _REPORT.search(commitment.text) is not None


def _folder(item: StoredItem) -> str:
    """The folder of a paper, or the file itself when it lies in none: what is in there is one meeting's."""
    parent = str(PurePosixPath(item.document).parent)
    return item.document if parent == "." else parent


def _worth(follow_up: FollowUp) -> tuple[float, str]:
    return -follow_up.score, follow_up.citation.passage.id


def _concluded(commitment: Commitment, held: date | None) -> Commitment:
    """The commitment with the status that its follow-ups and dates give; `held` is the last meeting held."""
    bearings = {f.bearing: f.citation.passage.item.meeting_date for f in commitment.follow_ups}
    if "kept" in bearings:
        came = bearings["kept"]
        late = came is not None and commitment.due is not None and came > commitment.due
        return replace(commitment, status="kept", why=_LATE if late else _REPORTED)
    if held is None or _is_ahead(commitment, held):
        return replace(commitment, status="not yet due", why=_NO_LATER if held is None else _AHEAD)
    why = _LOOKED_BACK if "looks back" in bearings else _MENTIONED if bearings else _NOTHING
    return replace(commitment, status="no evidence in the papers held", why=why)


def _is_ahead(commitment: Commitment, held: date) -> bool:
    """Whether it is due after the last meeting held; "in September" is due at that month's meeting."""
    due = commitment.due
    if due is None or due <= held:
        return False
    return bool(find_dates(commitment.due_words)) or (due.year, due.month) != (held.year, held.month)
