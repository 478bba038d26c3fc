"""Reads the officers whom a paper gives for contact: name, post, telephone and e-mail, as printed.

An address is where a person ends: the nearest name above or beside it that the address is made of is theirs, what
stands between the two is their post and number. An address with no such name is nobody's that is known.
"""

import re
from collections.abc import Sequence

from index.papers.forms import POST
from index.read.layout.lines import plain
from index.values import Contact

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'’-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_PHONE = re.compile(r"(?:\+\d{2}|\(?0)[\d ()-]{7,16}\d\b|(?<=[Ee]xt )\d{3,6}\b|(?<=[Tt]el: )\d{5,12}\b")
_LABEL = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mobile|ext|e-?mail)(?:\s+(?:number|no|address)\b)?[.:]*|\bno\b\W*$"
    r"|^\W*(?:\d+(?:\.\d+)?[.)]?\s*)?(?:contact|report|lead|relevant|corporate|ask\s+for)(?:\s+(?:officer|author|director)s?)?\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_WORD = r"(?:[A-Z][\w.'’-]*|de|van|von|der|le|la)"
_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{1,8}}(?=[\s,(–—|-]|$)")
HONOUR = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Cllr)\.?")
_LINES, _BELOW = 7, 3  # lines above an address among which its person stands, and below among which a number does
_LONGEST = 14  # words of such a line, where no number is in it
_EDGES = " ,.:;|–—-\n"


def find_contacts(lines: Sequence[str]) -> tuple[Contact, ...]:
    """The officers to contact that the lines of one paper name, each once, in order."""
    clean = [plain(line).replace("|", "\n") for line in lines]
    addresses = [(n, match) for n, line in enumerate(clean) for match in _EMAIL.finditer(line)]
    found: dict[str, Contact] = {}
    floor, inside = 0, 0  # where the person before ended: the line, and the place in it
    for k, (n, email) in enumerate(addresses):
        first = max(floor, n - _LINES)
        while any(len(text.split()) > _LONGEST and not _PHONE.search(text) for text in clean[first:n]):
            first += 1
        before = "\n".join([*clean[first:n], clean[n][: email.start()]])[inside if first == floor else 0 :]
        stop = min(n + 1 + _BELOW, addresses[k + 1][0] if k + 1 < len(addresses) else len(clean))
        after = "\n".join([clean[n][email.end() :], *clean[n + 1 : stop]])
        one = _person(before, email.group(), after)
        floor, inside = n, email.end()
        if one is not None:
            found.setdefault(one.name.lower(), one)
    return tuple(found.values())


def _person(before: str, email: str, after: str) -> Contact | None:
    """The person whose address it is, from what stands before and after it; None for nobody."""
    names = [(match.start(), own) for match in _NAME.finditer(before) if (own := _own(match.group(), email))]
    if not names:
        return None
    start, name = names[-1]
    start = before.index(name, start)
    phone = _PHONE.search(before[start:])
    if phone is None and (below := _PHONE.search(after)) and not _tidy(after[: below.start()]):
        phone = below
    post = _tidy(before[start + len(name) :])
    if not post:  # it stands before the name
        above = _tidy(before[:start].rstrip(" \n").split("\n")[-1].rpartition(":")[2])
        post = above if POST.search(above) else ""
    return Contact(name, post or None, " ".join(phone.group().split()) if phone else None, email)


def _tidy(words: str) -> str:
    """A post without the number and the labels that stand about it."""
    words = " ".join(_LABEL.sub(" ", _PHONE.sub(" ", words)).split()).replace("( )", " ").strip(_EDGES)
    return words[1:-1] if words[:1] + words[-1:] == "()" and words.count("(") == 1 else words


def _own(words: str, email: str) -> str | None:
    """The part of some capitalised words that an address is made of: "Ann Moss" for ann.moss@…; None for none."""
    local = email.split("@")[0].lower()
    parts = {*re.split(r"[._-]", re.sub(r"\d", "", local)), local[1:]}
    split = words.split(" ")
    own = [n for n, word in enumerate(split) if len(word) > 2 and word.lower() in parts]
    if not own:
        return None
    first = own[0] - 1 if len(own) == 1 and own[0] and own[0] == len(split) - 1 else own[0]
    if first and HONOUR.fullmatch(split[first - 1]):
        first -= 1
    name = " ".join(split[first : max(own[-1] + 1, first + 2)])
    return None if len(own) == 1 and POST.search(name) else name
