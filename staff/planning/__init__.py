"""Assignments and the calendar."""
