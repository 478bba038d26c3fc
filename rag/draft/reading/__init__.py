"""A report as drafting reads it: its statements, their vectors, and how far each bears on a prompt."""
