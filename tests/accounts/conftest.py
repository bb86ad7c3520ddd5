"""What all tests of accounts share."""

from dataclasses import replace

import pytest

from staff.accounts import door


@pytest.fixture(autouse=True)
def patient_door(monkeypatch):
    """More free tries for strangers, so that the other limits of the door are met first."""
    monkeypatch.setattr(door, "OF_STRANGERS", replace(door.OF_STRANGERS, tries=15))
