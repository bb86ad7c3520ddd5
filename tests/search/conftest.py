"""Stories that readers can search for, and how they do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, SearchWord
from tests.support.factories import make_article, make_publication, publish
from tests.support.public_pages import headlines


@pytest.fixture
def story(writer, editor):
    """Makes a public story, with what follows its publication done."""
    make_publication()

    def make(headline, text="Air.", *, hours_ago=0, **fields):
        fields = {"standfirst": ""} | fields
        made = publish(
            make_article(writer, headline=headline, body=f"<p>{text}</p>", **fields), writer, editor
        )
        if hours_ago:
            Article.objects.filter(pk=made.pk).update(
                published_at=timezone.now() - timedelta(hours=hours_ago)
            )
        SearchWord.objects.learn(made.pk)
        return made

    return make


@pytest.fixture
def ask(client):
    """Searches, and gives the page and the headlines on it in their order."""

    def answer(q, status=200, **filters):
        response = client.get("/cari/", {"q": q} | filters)
        assert response.status_code == status, response.content.decode()
        return response

    answer.follow = lambda link: headlines(client.get(f"/cari/{link}"))
    return answer
