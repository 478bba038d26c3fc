"""The parts of the page on which one asks."""
