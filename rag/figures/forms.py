"""The forms in which English reports give figures, as patterns over one sentence or a stretch of it."""

from __future__ import annotations

import re

from rag.figures.names import MEASURE

_FLAGS = re.IGNORECASE | re.VERBOSE

MARKER = re.compile(
    r"^\s*(?:\#+\s*|\*+\s*|[•\-–*▪●\uf000-\uf0ff]\s*|\(?(?:\d{1,3}(?:\.\d{1,2})*|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s+)+",
    re.VERBOSE,
)
"""A paragraph's number or a bullet."""

ADVERBIAL = re.compile(
    r"""^(?: (?:At|In|During|For|By|Within|Over|As\ of|As\ at|On|Between|So\ far|Overall|However|Of|This\ year
      |Currently)\b [^,]{0,70},\s* )+""",
    re.VERBOSE,
)
"""What a sentence begins with before its subject: "In the Summer Term 2021, "."""

VERB = re.compile(
    r"""\s+(?:
        (?:(?:has|have|had)\s+(?:also\s+)?)?
        (?:increased|decreased|risen|rose|fell|fallen|dropped|reduced|improved|declined|grown|grew)
        (?:\s+(?:slightly|again|further))?\s+to
      | (?:(?:has|have|had)\s+)?(?:remained|stood|stands|remains|stayed)\s+(?:at|on)
      | fell\ back\ to | reached | was | were | is | are | has\ been | have\ been )
    (?:\s+(?:provisionally|currently|approximately|around|just|about|only|over|still|at))* \s*[:(]?\s*$""",
    _FLAGS,
)
"""The verb between a measure and its value, at the end of what stands before the value."""

MEASURED = re.compile(
    rf"""^(?:.*?\b)? (?:the\s+)? ["'“”‘’]? (?:overall\s+|total\s+|average\s+)*
    (?: {MEASURE} \s+ (?:of|for) | % | no\. | total ) \s+ (?P<name>.+)$""",
    _FLAGS,
)
"""A subject that calls its measure by name: "the percentage of …"."""

LOOSE_END = re.compile(r",\s*(?:there|which|this|it)$", re.IGNORECASE)
"""What is no part of the name before the verb."""

FIGURE_OF = re.compile(r"\b(?:figure|rate|percentage|total)\s+of\s*$", re.IGNORECASE)
REPRESENTS = re.compile(r"\b(?:representing|equating to|equivalent to|which is|which represents|or)\s*$", re.IGNORECASE)
LEADS = re.compile(r"(?:\bfor|\(|\bto|\bat|:|\bof|–|-)\s*$", re.IGNORECASE)
"""Words before a value whose measure stands before them."""

AFTER = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?of\s+(?!(?:all\s+)?(?:cases|those|them|these|the\ total|plans)\b)", re.IGNORECASE
)
"""A value whose measure follows: "68.5% of …"."""

PREDICATE = re.compile(r"^\s*(?:\([^)]*\)\s*)?(?:were|was|had|have|took|are|is)\s+(?!higher|lower)", re.IGNORECASE)
"""A value that is the subject of what follows: "91.0% were in …"."""

CONTINUES = re.compile(
    r"""^(?: This | It | That | These | There\ ha(?:s|ve)\ been | Compared | Slightly | Up\ from | Down\ from
      | An?\ (?:little|slight|small|similar|further|increase|decrease|improvement|rise|fall|reduction) )\b""",
    re.VERBOSE,
)
"""A sentence that speaks of the value before it."""

CLAUSE = re.compile(r"(?:,\s*(?:and|while|but)|;|\band(?=\s*$))\s*", re.IGNORECASE)
"""Where a new statement begins within a sentence."""

COMPARES = re.compile(
    r"""\b(?:from|compared|comparison|against|than|since|previous|preceding|last|earlier|to|on|up\ on|down\ on
      |when\ it\ was|reported)\b""",
    _FLAGS,
)

PERIOD_AFTER = re.compile(
    r"""^\)? \s* (?:\([^()]*\)\s*)?
    (?: (?:[a-z][a-z-]*\s+){0,2}? (?:reported|recorded)\s+ | (?:(?!and\b|of\b|an?\b)[a-z-]+\s+){0,2}? )??
    (?:(?:at|in|for|during|by|to|on|as\ at|within|over)\s+)? (?:the\s+)?
    (?:(?:calendar\s+|financial\s+|school\s+)?year\s+)? (?:(?:year\s+)?end\s+of\s+)?
    (?:the\s+)? (?:school\s+)? $""",
    _FLAGS,
)
"""What may stand between a value and the period printed after it."""

PERIOD_BEFORE = re.compile(
    r"""^(?:['’]s)? \s* (?:term|census|figure|average|rate|when|it|was|were|the|of|had|been|\(latest\ available\)
      |\([^()\d]*\d{4}\)
      |,|\(|:|[-–]|\s)* \s* (?:\( | \(\s*[\d,]+\s[a-z\s]{1,30},\s*)? $""",
    _FLAGS,
)
"""What may stand between a period and the value printed after it."""

THERE = re.compile(r"(?:\bthere\s+(?:were|are|was|is)|^Of(?:\s+the)?)\s*(?:only|about|around|over)?\s*$", re.IGNORECASE)
"""What a count of things follows: "there were 611 …", "Of the 657 …"."""

THINGS = re.compile(
    r"""^\s*(?P<name>(?:
        (?!(?:at\ (?:the\ )?(?:end|same|start|\d)|as\ (?:at|of|a)|on\ (?:the\ )?\d|who|whose|whom|which
          |where|during|by|and|compared
          |there|an?\ (?:increase|decrease|rise|fall))\b)
        [A-Za-z’'‐-]+\s*){2,9})""",
    _FLAGS,
)
"""What is counted there."""

UNTIL = re.compile(r"\b(?:until|till|before|after)\s+(?:the\s+)?$", re.IGNORECASE)

NOUN = re.compile(r"^\s*(?P<noun>(?:[A-Za-z’'-]+\s*){1,12})")
"""What a bare count counts."""


def number_of(digits: str) -> float:
    """The number that is printed in these digits, with a comma after the thousands or without."""
    return float(digits.replace(",", ""))
