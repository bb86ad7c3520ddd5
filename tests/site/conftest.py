"""Counting of readers without its thread."""

import pytest

from articles import readings


@pytest.fixture
def tally(monkeypatch):
    """Without its thread: the tests write when they want."""
    fresh = readings.Tally()
    monkeypatch.setattr(fresh, "_keep_writing", lambda: None)
    monkeypatch.setattr(readings, "tally", fresh)
    return fresh
