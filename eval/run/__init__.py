"""A whole run: its plan and folder, generating, scoring, and its tables."""
