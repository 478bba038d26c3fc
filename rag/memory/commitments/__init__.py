"""The register of commitments: what was resolved and undertaken, when it was due, and what later papers say of it."""
