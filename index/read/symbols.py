"""Signs of the symbol fonts that Word sets ticks, boxes, arrows and Greek letters in, as the characters they look like.

Such fonts put their signs where letters have their codes, so that the text itself holds "ü" or U+F0FC for a tick.
"""

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_PRIVATE = 0xF000  # Word keeps the code of such a sign above this
_GREEK = (
    "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",  # in the places of A to Z
    "αβχδεφγηιϕκλμνοπθρστυϖωξψζ",
)
_SIGNS: dict[str, dict[int, str]] = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x76: "❖", 0x78: "☒", 0x9E: "•", 0x9F: "•",
        0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗",
        0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x4A: "☺", 0x4C: "☹", 0x28: "☎", 0x2A: "✉",
    },
    "wingdings 2": {
        0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "•", 0xA3: "☐", 0x2A: "☐",
    },
    "wingdings 3": {0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x70: "▲", 0x71: "▼", 0x7D: "▶", 0x84: "◀"},
    "webdings": {0x61: "✓", 0x63: "□", 0x67: "■", 0x72: "✗", 0x34: "▶", 0x35: "▲", 0x36: "▼"},
    "symbol": {
        **{ord("A") + n: letter for n, letter in enumerate(_GREEK[0])},
        **{ord("a") + n: letter for n, letter in enumerate(_GREEK[1])},
        **{code: chr(code) for code in (*range(0x20, 0x40), *b"[]_{|}") if code not in b'"$\'*-@'},
        0x2A: "∗", 0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
        0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD6: "√", 0xE5: "∑",
    },
}  # fmt: skip


def is_symbols(font: str) -> bool:
    """Whether a font is one of signs."""
    return font.lower() in _SIGNS


def sign(font: str, code: int) -> str:
    """The character that a code of a font looks like: `UNKNOWN` for a sign of none, its own for other fonts."""
    if not is_symbols(font):
        return UNKNOWN if _PRIVATE <= code <= _PRIVATE + 0xFF else chr(code)
    return _SIGNS[font.lower()].get(code - _PRIVATE if code >= _PRIVATE else code, UNKNOWN)
