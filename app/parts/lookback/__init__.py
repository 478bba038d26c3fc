"""The parts of the pages that look back: commitments, history and figures."""
