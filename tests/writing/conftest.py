"""The story that somebody writes."""

from tests.support.factories import make_article
from tests.support.shared_rows import shared


@shared
def article(publication, writer):
    """Wati's draft."""
    return make_article(writer)
