"""Readings → items: the papers in a pack, with title, kind, parent, committee and meeting; how papers are linked."""
