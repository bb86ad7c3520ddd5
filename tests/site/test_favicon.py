"""The icon that browsers look for by themselves."""

import pytest

from articles.models import Publication
from tests.support.factories import make_photo

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("has_logo", [False, True])
def test_browsers_find_an_icon_also_before_the_logo_is_drawn(has_logo, publication, client):
    if has_logo:
        Publication.objects.update(logo=make_photo())
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert f'<link rel="icon" href="{answer.url}"' in client.get("/").content.decode()
