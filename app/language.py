"""The page's own words in the language of the settings, by gettext: what no catalogue has stays English, and so does
all that the command prints. The papers' words are never translated (docs/adding-a-language.md).
"""

import gettext
import io
import logging
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TypeVar

from babel import Locale, UnknownLocaleError, dates
from babel.messages import mofile, pofile

from index.faults import BadSetting
from index.language.periods import long_date

T = TypeVar("T")
PACKAGED = Path(__file__).with_name("catalogues")
ENGLISH = "en"
_HINT = "docs/adding-a-language.md says which languages there are, and how to add one."
log = logging.getLogger(__name__)
_spoken: tuple[str, gettext.NullTranslations] = (ENGLISH, gettext.NullTranslations())


def speak(language: str, own: Path | None = None) -> None:
    """Have this process show its pages in a language ("cy"), by the council's `own` folder of catalogues before ours.
    Raises BadSetting for a language that is none or has no catalogue, and for a catalogue that cannot be read.
    """
    global _spoken
    _spoken = language, _catalogue(language, own)


def spoken() -> str:
    """The language that pages are in."""
    return _spoken[0]


def papers_lang() -> str:
    """The attribute that tells a screen reader that papers' words are English, where those around them are not."""
    return "" if spoken() == ENGLISH else f' lang="{ENGLISH}"'


def message(words: T) -> T:
    """Words of ours, or a table of them, as they are: marked here, put into the language where they are shown."""
    return words


def tr(words: str, /, **values: object) -> str:
    """Words of ours in the language of the page, with the values in the places that they name."""
    said = _spoken[1].gettext(words)
    return said.format(**values) if values else said


def noun_after(number: int, noun: str, nouns: str) -> str:
    """A noun as it stands after a number."""
    return _spoken[1].ngettext(noun, nouns, number)


def long_day(day: date) -> str:
    """A day as people write it: "2 November 2021", "2 Tachwedd 2021"."""
    return long_date(day) if spoken() == ENGLISH else dates.format_date(day, "d MMMM y", spoken().replace("-", "_"))


def fields(words: str) -> set[str]:
    """The values that a message names."""
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@cache
def _catalogue(language: str, own: Path | None) -> gettext.NullTranslations:
    found = gettext.NullTranslations()
    try:
        Locale.parse(language, sep="-")
        paths = [path for folder in (PACKAGED, own) if folder and (path := folder / f"{language}.po").is_file()]
        for path in paths:
            read = gettext.GNUTranslations(_compiled(path))
            read.add_fallback(found)
            found = read
    except (UnknownLocaleError, pofile.PoFileError, ValueError, OSError) as error:
        raise BadSetting(f"The language {language} cannot be used: {error}", _HINT) from error
    if not paths and language != ENGLISH:
        raise BadSetting(f"There is no catalogue {language}.po.", _HINT)
    return found


def _compiled(path: Path) -> io.BytesIO:
    """A catalogue as gettext reads it, without what is marked fuzzy or names values that its English does not."""
    with path.open("rb") as file:
        read = pofile.read_po(file, abort_invalid=True)
    for one in read:
        both = (words if isinstance(words, (list, tuple)) else [words] for words in (one.id, one.string))
        english, said = (set().union(*(fields(form) for form in forms if form)) for forms in both)
        if one.id and said - english:
            log.warning("%s: left in English, for its values are others: %s", path, one.id)
            one.string = ""
    compiled = io.BytesIO()
    mofile.write_mo(compiled, read)
    compiled.seek(0)
    return compiled
