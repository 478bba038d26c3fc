"""What was said on a topic before: minutes as they are built, and the history of a topic across packs."""
