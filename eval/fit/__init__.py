"""Fitting the heads of `prompts/weights` on readers' cases, and telling how good they are with the council held out."""
