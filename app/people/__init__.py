"""The person at the page, what may be seen, and the log of it."""
