"""The words by which minutes show what was resolved and undertaken, as data."""
