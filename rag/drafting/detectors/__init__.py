"""Detectors: each finds one sort of challenge. None reads what another found."""
