"""Awkward documents made by us: tables, turned pages, struck-out words, pictures, scans."""
