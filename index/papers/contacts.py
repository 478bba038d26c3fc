"""Reads the officers whom a paper gives for contact: name, post, telephone and e-mail, as printed.

They stand under a heading of their own, a line each or several ("A. Moss, Director" / "Tel: …" / "Email: …"), or
beside a key in the form that opens a paper. Where columns have run into one another an address may come to stand
under another's name: a person whose address has no word of the name in it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.papers.listed import is_contact_heading
from index.read.layout.lines import is_left_blank, plain
from index.values import Contact

_KEYED = re.compile(
    r"^(?:contact(?:\s+officer)?|ask\s+for|report\s+author|lead\s+officer)s?\s*:\s*(\S.*)$", re.IGNORECASE
)
_HEADING = re.compile(
    r"^\W*(?:\d+(?:\.\d+)?[.)]?\s*)?(?:contact|officer|(?:report|lead|relevant)\s+(?:author|director|officer))", re.I
)
_LABEL = re.compile(
    r"^\W*(?:\d+(?:\.\d+)?[.)]?\s*)?(?:(?:report\s+authors?|(?:relevant|lead|corporate)\s+directors?|lead\s+officers?)\W*)+$"
    r"|^(?:tel(?:ephone)?|phone|e-?mail)(?:\s+(?:number|no|address))?\W*$",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'’-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_PREFIX = re.compile(
    r"^\W*(?:report\s+authors?|(?:relevant|lead|corporate)\s+directors|relevant\s+director)\b\W*", re.I
)
_PHONE = re.compile(r"(?:\+\d{2}|\(?0)[\d ()-]{7,16}\d\b|(?<=[Ee]xt )\d{3,6}\b|(?<=[Tt]el: )\d{5,12}\b")
_REACH_LABEL = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mobile|ext|e-?mail)(?:\s+(?:number|no|address))?\b[.:]*", re.IGNORECASE
)
_WORD = r"(?:[A-Z][\w.'’-]*|de|van|von|der|le|la)"
_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Cllr)\.?\s+)?"
_NAME = re.compile(rf"^({_TITLE}{_WORD}(?:\s+{_WORD}){{1,3}})\s*(?:[,(–—-]\s*|$)(.*)$")
_OPEN_END = re.compile(r"(?:[,&–-]|\b(?:and|of|for|the|in|to))$")
_POST = re.compile(
    r"\b(?:director\w*|chief|heads?|officers?|executive|manager\w*|lead\w*|partner|counsel|secretary|treasurer|"
    r"solicitor|accountant|adviser|advisor|analyst|assistant|corporate|service|services|commissioner|author|team|consultant|"
    r"headteacher|principal|member|chair\w*)\b",
    re.IGNORECASE,
)
_REACH = 60  # lines below a heading
_STRAY = 14  # words of a line that is neither a name nor a post


def find_contacts(lines: Sequence[str]) -> tuple[Contact, ...]:
    """The officers to contact that the lines of one paper name, each once, in order."""
    found: list[Contact] = []
    done = 0
    clean = [part for line in lines for part in _parts(plain(line))]
    for n, line in enumerate(clean):
        keyed = _KEYED.match(line)
        if n < done or not (keyed or (is_contact_heading(line) and _HEADING.match(line))):
            continue
        below = clean[n + 1 : n + (4 if keyed else _REACH)]
        people = _People(keyed.group(1) if keyed else "").read(below)
        if not people and not keyed:  # what stood under the heading stands further down
            people = _People().read(below[_first_person(below) :])
        found += people
        done = n + 1
    best: dict[str, Contact] = {}
    for one in found:
        before = best.get(one.name.lower())
        if before is None or (before.phone is None and before.email is None):
            best[one.name.lower()] = one
    return tuple(best.values())


def _parts(line: str) -> list[str]:
    """A row of a table as lines, each with one person at most: a person ends with an address."""
    emails = len(_EMAIL.findall(line))
    if "|" not in line or not emails:
        return [line]
    parts: list[str] = []
    for cell in line.split("|") if emails > 1 else [line.replace("|", " ")]:
        start = 0
        for email in _EMAIL.finditer(cell):
            parts.append(cell[start : email.end()].strip())
            start = email.end()
        parts.append(cell[start:].strip())
    return parts


class _People:
    """Reads the lines below a heading into people."""

    def __init__(self, keyed: str = "") -> None:
        self._keyed = keyed
        self._open: Contact | None = None
        self._done: list[Contact] = []

    def read(self, lines: Sequence[str]) -> list[Contact]:
        if self._keyed:
            self._line(self._keyed)
        for line in lines:
            if not line or _LABEL.match(line):
                continue
            if is_contact_heading(line) or is_left_blank(line) or not self._belongs(line):
                break
            self._line(line)
        self._shut()
        return [one for one in self._done if one.email or one.phone or (one.role and _POST.search(one.role))]

    def _belongs(self, line: str) -> bool:
        """True for a line of a list of people: a name, a post, a number, an address, or what carries a post on."""
        if _EMAIL.search(line) or _PHONE.search(line):
            return True
        if self._goes_on() and len(line.split()) <= _STRAY:
            return True
        if len(line.split()) > _STRAY or line.endswith((".", ";", ":")) or line.startswith("#") or line.isupper():
            return False
        if self._keyed:
            return False
        opened = self._open is not None and not (self._open.email and self._open.phone)
        return bool(_named(line)) or (opened and not re.match(r"^[\d•-]", line))

    def _goes_on(self) -> bool:
        """True while the open person's post cannot be whole: it ends with "and the"."""
        one = self._open
        return one is not None and not (one.phone or one.email) and bool(_OPEN_END.search(one.role or ""))

    def _line(self, line: str) -> None:
        email, phone = _EMAIL.search(line), _PHONE.search(line)
        words = _PHONE.sub(" ", _EMAIL.sub(" ", line))
        words = re.sub(r"\(\s*\)|\s+", " ", _REACH_LABEL.sub(" ", words)).strip(" :;")
        if email and phone and words and (name := _name_within(words, email.group())):
            self._shut()
            post = _PREFIX.sub("", words.replace(name, "", 1).strip(" ,–-"))
            self._open = Contact(name, " ".join(post.replace(" ,", " ").split()) or None, None, None)
        elif (named := _named(words)) and not self._goes_on():
            self._shut()
            self._open = Contact(named[0], named[1] or None, None, None)
        elif words and self._open is not None and not email and not phone:
            role = f"{self._open.role} {words}" if self._open.role else words
            self._open = replace(self._open, role=role)
        if self._open is not None and phone and self._open.phone is None:
            self._open = replace(self._open, phone=" ".join(phone.group().split()))
        if self._open is not None and email and self._open.email is None:
            self._open = replace(self._open, email=email.group())

    def _shut(self) -> None:
        """The open person is whole; one whose address is of the person before was no person but a part of a post."""
        one, self._open = self._open, None
        if one is None:
            return
        before = self._done[-1] if self._done else None
        if one.email and not _is_of(one.email, one.name):
            if before is None or before.email or not _is_of(one.email, before.name):
                return  # columns ran together: whose post and address these are is not known
            post = " ".join(part for part in (before.role, one.name, one.role) if part)
            one = replace(one, name=before.name, role=post)
            self._done.pop()
        self._done.append(replace(one, role=(one.role or "").strip(" ,.") or None))


def _first_person(lines: Sequence[str]) -> int:
    """Where a name stands with an address on the lines just below it; the end where there is none."""
    for n, line in enumerate(lines):
        near = [one for one in lines[n + 1 :] if one][:4]
        if _named(line) and any((found := _EMAIL.search(one)) and _is_of(found.group(), line) for one in near):
            return n
    return len(lines)


def _named(text: str) -> tuple[str, str] | None:
    """The name that opens a line, and the post after it; None for a line that opens otherwise."""
    match = _NAME.match(text)
    if match is None or _POST.search(match.group(1)):
        return None
    name, rest = match.group(1).strip(), match.group(2).strip(" –—-")
    if rest.endswith(")") and "(" not in rest:
        rest = rest[:-1]
    return (name, rest) if not rest or _POST.search(rest) else None


def _name_within(words: str, email: str) -> str | None:
    """The two words of a line that an address on it is made of: "Head of Finance Ann Moss" for ann.moss@…."""
    first, *rest = [re.sub(r"\d", "", part).lower() for part in re.split(r"[._-]", email.split("@")[0])]
    parts = [word.strip(",") for word in words.split()]
    lower = [word.lower() for word in parts]
    if rest and rest[-1] in lower[1:]:
        at = lower.index(rest[-1], 1)
    elif first in lower[:-1]:
        at = lower.index(first) + 1
    else:
        return None
    return f"{parts[at - 1]} {parts[at]}"


def _is_of(email: str, name: str) -> bool:
    """True when the address has a word of the name in it, or an initial with the surname's beginning."""
    local = re.sub(r"\W+", "", email.split("@")[0].lower())
    words = [re.sub(r"\W+", "", word).lower() for word in name.split()]
    return any(len(word) > 2 and word in local for word in words)
