"""Tones for results and for staff."""
