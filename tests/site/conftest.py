"""Counting of readers without its thread."""

import pytest

from articles.site import reading_figures, view_counts


@pytest.fixture
def tally(monkeypatch):
    """Without its thread: the tests write when they want."""
    fresh = view_counts.Tally()
    monkeypatch.setattr(fresh, "_keep_writing", lambda: None)
    monkeypatch.setattr(view_counts, "tally", fresh)
    monkeypatch.setattr(reading_figures.tally, "_keep_writing", lambda: None)
    return fresh
