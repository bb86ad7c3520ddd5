"""The story that somebody writes."""

import pytest

from tests.support.factories import make_article


@pytest.fixture
def article(publication, writer):
    """Wati's draft."""
    return make_article(writer)
