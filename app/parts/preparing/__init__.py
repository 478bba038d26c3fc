"""The parts of the page on which a meeting is prepared: coverage, drafts and a member's list."""
