"""What was promised and what was said, from all minutes: commitments and histories."""
