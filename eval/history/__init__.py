"""Histories of topics against what the minutes and papers say of them."""
