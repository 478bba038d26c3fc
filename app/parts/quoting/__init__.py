"""Quotes: their chips, and the quote in its place."""
