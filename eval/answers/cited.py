"""Whether a citation names the paper a gold case means: the same pack, and the same paper within it.

Within a pack, minutes must be cited as minutes and a report as none; titles must share half their telling words, since
a gold title often carries the appendix or the heading too. A case of a single paper's file has no more to match: its
file is the paper. A gold that knows neither meeting nor file has no printed title to match: its pack is enough.
"""

from eval.answers.cases import Case, Gold
from eval.measures.printed import Cited
from eval.measures.text import same_pack, title_words


def in_pack(cited: Cited, gold: Gold, case: Case) -> bool:
    """Whether the citation is from the pack the gold stands in."""
    return same_pack(cited.document, gold.file, gold.seed if gold.seed is not None else case.seed)


def same_paper(cited: Cited, gold: Gold, case: Case) -> bool:
    """Whether the citation is from the paper the gold stands in."""
    if case.file and gold.file:
        return in_pack(cited, gold, case)
    if not in_pack(cited, gold, case) or (gold.doc_kind == "minutes") != (cited.kind == "minutes"):
        return False
    if gold.doc_kind in ("minutes", "front"):
        return True
    wanted, got = title_words(gold.report), title_words(f"{cited.report} {cited.parent}")
    if not wanted or (gold.meeting_date is None and not gold.file):
        return True
    return len(wanted & got) >= 0.5 * min(len(wanted), max(1, len(got)))
