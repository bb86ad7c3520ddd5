"""What tests of the register share."""

import pytest

from staff.register import traps


@pytest.fixture(autouse=True)
def nobody_was_counted():
    traps.letters._begin()
