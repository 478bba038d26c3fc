"""Reads mail (EML, and MSG as Outlook saves it) and web pages saved whole (MHT). What is attached to a mail is read as
files of their own (`index.ingest.walk`): here its name alone is told.
"""

import email
import email.policy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path, PurePath

from index.read.plain import OLD_OFFICE, SUFFIXES
from index.read.web import read_web
from index.read.workbook import told
from index.values import Bookmark, Page, Reading

MHT = (".mht", ".mhtml")
_HEADS = ("From", "To", "Cc", "Date")
_SHORT_NAME, _CONTENT_ID, _TO, _FROM = 0x3704, 0x3712, 0x0E04, 0x0C1A  # properties of Outlook's files


@dataclass(frozen=True)
class Mail:
    """A mail: its headers by name, its body as text and as a web page, what is attached (name and bytes each), and
    counts of what else it holds.
    """

    heads: dict[str, str]
    text: str
    page: bytes
    attached: tuple[tuple[str, bytes], ...]
    unread: Counter[str]


def read_mail(data: bytes, name: str) -> Reading:
    """Read a mail as one page: its subject, who wrote to whom and when, what it says; a page saved whole as it is."""
    mail = open_mail(data)
    if PurePath(name).suffix.lower() in MHT:
        return read_web(mail.page or mail.text.encode(), name)
    body = read_web(mail.page, name) if mail.page and not mail.text.strip() else Reading(())
    subject = " ".join(mail.heads.get("Subject", "").split())
    heads = [f"{head}: {' '.join(mail.heads[head].split())}" for head in _HEADS if mail.heads.get(head)]
    text = body.text or mail.text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    lines = [*([subject, ""] if subject else []), " | ".join(heads), "", text.replace("\0", "").strip("\n")]
    files = [one for one, _ in mail.attached if is_read(one)]
    others = [one for one, _ in mail.attached if not is_read(one)]
    said = [*body.warnings, *told(name, Counter(), mail.unread)]
    said += [f"Attached to {name}, and read as files of their own: {', '.join(files)}."] if files else []
    said += [f"Attached to {name}, but of no kind that is read: {', '.join(others)}."] if others else []
    outline = (Bookmark(subject, 0, None),) if subject else ()
    return Reading((Page(None, "\n".join(lines) + "\n"),), outline, {"Form": "mail"}, tuple(said), body.lost)


def is_read(name: str) -> bool:
    """Whether a file of this name is of a kind that is read."""
    return PurePath(name).suffix.lower() in SUFFIXES


def take_out(path: Path, folder: Path) -> list[str]:
    """Write what is attached to the mail at `path`, and is read, into `folder` as 1.pdf, 2.docx …; the names it has."""
    files = [one for one in open_mail(path.read_bytes()).attached if is_read(one[0])]
    for number, (name, data) in enumerate(files, 1):
        (folder / f"{number}{PurePath(name).suffix.lower()}").write_bytes(data)
    return [name for name, _ in files]


def open_mail(data: bytes) -> Mail:
    """Take a mail apart. Raises whatever the library does for one that is damaged."""
    return _outlook(data) if data.startswith(OLD_OFFICE) else _internet(data)


def _internet(data: bytes) -> Mail:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    words, attached, unread = [_text(plain)], [], Counter[str]()
    for part in _leaves(message):
        kind, name = part.get_content_type(), part.get_filename() or ""
        content = part.get_payload(decode=True)
        if part is plain or part is page:
            continue
        if kind == "message/rfc822":
            inner = part.get_content()
            attached.append((name or f"{inner.get('Subject') or 'mail'}.eml", bytes(inner)))
        elif name and (part.is_attachment() or not kind.startswith("image/")):
            attached.append((name, content if isinstance(content, bytes) else b""))
        elif kind == "text/plain":
            words.append(_text(part))
        else:
            unread["pictures" if kind.startswith("image/") else f"parts of the kind {kind}"] += 1
    heads = {head: str(message.get(head, "")) for head in ("Subject", *_HEADS)}
    heads["Date"] = next((str(value) for key, value in message.raw_items() if key.lower() == "date"), "")  # as written
    return Mail(heads, "\n\n".join(filter(None, words)), _text(page).encode(), tuple(attached), unread)


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a mail that hold something; a mail attached to it is one."""
    if not message.is_multipart() or message.get_content_type() == "message/rfc822":
        yield message
        return
    for part in message.iter_parts():
        if isinstance(part, EmailMessage):
            yield from _leaves(part)


def _text(part: object) -> str:
    """The words of a part; "" for none."""
    data = part.get_payload(decode=True) if isinstance(part, EmailMessage) else None
    if not isinstance(part, EmailMessage) or not isinstance(data, bytes):
        return ""
    try:
        return data.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:  # an encoding that nobody knows
        return data.decode("cp1252", "replace")


def _outlook(data: bytes) -> Mail:
    from oxmsg import Message

    message = Message.load(data)
    unread = Counter[str]()
    attached = []
    for one in message.attachments:
        name = one.file_name or one.properties.str_prop_value(_SHORT_NAME) or ""
        if one.file_bytes is None:
            unread["mails and links attached to it"] += 1
        elif one.properties.str_prop_value(_CONTENT_ID) and (one.mime_type or "").startswith("image/"):
            unread["pictures"] += 1
        else:
            attached.append((name, one.file_bytes))
    if not (message.body or message.html_body):
        unread["texts in RTF"] += 1  # which Outlook may keep alone
    sent = message.sent_date
    heads = {
        "Subject": message.subject,
        "From": message.sender or message.properties.str_prop_value(_FROM) or "",
        "To": message.properties.str_prop_value(_TO) or "",
        "Date": f"{sent.day} {sent:%B %Y %H:%M}" if sent else "",
    }
    return Mail(heads, message.body or "", (message.html_body or "").encode(), tuple(attached), unread)
