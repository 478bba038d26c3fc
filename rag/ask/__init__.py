"""A question → an answer: a list of named steps, each of which can be left out and leaves a trace."""
