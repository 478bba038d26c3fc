"""The page's own words in the language of the settings, by gettext: what no catalogue has stays English, and so does
all that the command prints. The papers' words are never translated (docs/adding-a-language.md).
"""

import gettext
import io
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError, dates
from babel.messages import mofile, pofile

from index.faults import BadSetting
from index.language.periods import long_date

PACKAGED = Path(__file__).with_name("catalogues")
ENGLISH = "en"
_HINT = "docs/adding-a-language.md says which languages there are, and how to add one."
_spoken: tuple[str, gettext.NullTranslations] = (ENGLISH, gettext.NullTranslations())


def speak(language: str, own: Path | None = None) -> None:
    """Have this process show its pages in a language ("cy"), by the council's `own` folder of catalogues before ours.
    Raises BadSetting for a language that is none or has no catalogue, and for a catalogue that cannot be read.
    """
    global _spoken
    _spoken = language, _catalogue(language, own)


def papers_lang() -> str:
    """The attribute that tells a screen reader that papers' words are English, where those around them are not."""
    return "" if _spoken[0] == ENGLISH else f' lang="{ENGLISH}"'


def message(words: str) -> str:
    """Words of ours as they are: marked here, put into the language where they are shown."""
    return words


def tr(words: str, /, **values: object) -> str:
    """Our words in the page's language, values in their places; in English where the translation names others."""
    said = _spoken[1].gettext(words)
    try:
        return said.format(**values) if values else said
    except (LookupError, ValueError, AttributeError, TypeError):
        return words.format(**values)


def noun_after(number: int, noun: str, nouns: str) -> str:
    """A noun as it stands after a number."""
    return _spoken[1].ngettext(noun, nouns, number)


def long_day(day: date) -> str:
    """A day as people write it: "2 November 2021", "2 Tachwedd 2021"."""
    language = _spoken[0].replace("-", "_")
    return long_date(day) if language == ENGLISH else dates.format_date(day, "d MMMM y", language)


@cache
def _catalogue(language: str, own: Path | None) -> gettext.NullTranslations:
    found = gettext.NullTranslations()
    if own and not own.is_dir():
        raise BadSetting(f"There is no folder of catalogues at {own}.", _HINT)
    paths = [path for folder in (PACKAGED, own) if folder and (path := folder / f"{language}.po").is_file()]
    if not paths and language != ENGLISH:
        raise BadSetting(f"There is no catalogue for the language {language}.", _HINT)
    try:
        Locale.parse(language, sep="-")
        for path in paths:
            compiled, own_words = io.BytesIO(), pofile.read_po(io.BytesIO(path.read_bytes()), abort_invalid=True)
            for one in own_words:  # an empty plural would be written as a translation
                one.string = one.string if all(one.string or "") else ""
            mofile.write_mo(compiled, own_words)
            read = gettext.GNUTranslations(io.BytesIO(compiled.getvalue()))
            read.add_fallback(found)
            found = read
    except (UnknownLocaleError, pofile.PoFileError, LookupError, ValueError, OSError) as error:
        raise BadSetting(f"The language {language} cannot be used: {error}", _HINT) from error
    return found
