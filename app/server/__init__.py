"""The process that serves the page, and what it does beside: reading, watching, keeping order."""
