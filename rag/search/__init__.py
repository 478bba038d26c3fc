"""A question → its scope and the ranked passages that may answer it."""
