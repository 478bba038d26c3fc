"""The register of commitments against what the minutes promise."""
