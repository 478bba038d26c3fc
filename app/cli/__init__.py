"""The `scrutiny` command: its options, and what each of its commands does."""
