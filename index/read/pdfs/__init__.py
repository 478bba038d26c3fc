"""Pdfs."""
