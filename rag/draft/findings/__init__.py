"""What arithmetic shows to be worth a question: each module one kind of finding, each finding with its working."""

from rag.draft.findings import measures, promises, remainders, sums
from rag.draft.findings.finding import Finding, Material, Proof, Quotable

__all__ = ["Finding", "Material", "Proof", "Quotable", "find_all"]


def find_all(material: Material) -> list[Finding]:
    """Every finding on a report."""
    return [found for module in (measures, sums, promises, remainders) for found in module.find(material)]
