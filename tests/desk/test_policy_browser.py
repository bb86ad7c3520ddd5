"""Every page of the desk in a real browser: no violation of its policy, and no error in the console."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from articles.models import Article, Category, Page, Person, Photo, Publication, Region, Tag
from staff.models import StoryTemplate, User
from tests.support.attachments import card, make_attachment
from tests.support.browser import DESKTOP, sign_in
from tests.support.factories import edit, make_article, make_region, move, picture, publish, upload

pytestmark = pytest.mark.django_db(transaction=True)
# What ends the session, answers no page, or leaves the desk.
LEFT_OUT = {
    "logout",
    "login",
    "view_on_site",
    "autocomplete",
    "jsi18n",
    "app_list",
    "articles_article_preview",
}


def flat(patterns):
    for pattern in patterns:
        yield from flat(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]


@pytest.fixture
def rows(newsroom, writer, editor, served):
    """A row of each model that has pages: model's name → its id."""
    photo = Photo.take_in(
        upload(picture()), uploaded_by=writer, caption="Sungai", credit="Wati", alt="Air di jalan"
    )
    attachment = make_attachment(writer)
    html = f"<p>Air surut.</p>\n{card(attachment)}"
    live = publish(make_article(writer, body=html, lead_photo=photo, tags=["Banjir"]), writer, editor)
    draft = edit(make_article(writer, headline="Naskah kedua"), by=writer, headline="Naskah kedua, lagi")
    waiting = move(draft, ("submit", writer))
    return {
        "article": [live.pk, waiting.pk],
        "attachment": [attachment.pk],
        "photo": [photo.pk],
        "category": [Category.objects.first().pk],
        "region": [make_region().pk],
        "tag": [Tag.objects.first().pk],
        "person": [Person.objects.first().pk],
        "page": [Page.objects.first().pk],
        "publication": [Publication.objects.get().pk],
        "storytemplate": [StoryTemplate.objects.first().pk],
        "user": [writer.pk],
    }


def addresses(rows):
    """Yield (name, path) of each page that a GET may show."""
    for pattern in flat(admin.site.get_urls()):
        name, route = pattern.name or "", str(pattern.pattern)
        if not name or name in LEFT_OUT:
            continue
        arguments = re.findall(r"<(?:\w+:)?(\w+)>", route)
        if not arguments:
            yield name, reverse(f"admin:{name}")
        elif arguments in (["pk"], ["object_id"], ["id"]):
            model = name.split("_")[1] if name.count("_") > 1 else name.removesuffix("_file")
            for pk in rows.get(model, ()):
                yield name, reverse(f"admin:{name}", args=[pk])
        elif name == "articles_article_compare_now":
            yield name, reverse(f"admin:{name}", args=[rows["article"][1], 1])


def test_no_page_of_the_desk_breaks_its_policy_or_says_an_error(page, live_server, rows):
    User.objects.create_superuser("bos", password="rahasia", first_name="Bos")
    problems, shown, name = [], set(), ""

    def note(kind, text):
        problems.append((name, kind, text[:200]))

    def heard(message):
        if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):
            note("console", f"{message.text} {message.location['url']}")

    page.on("pageerror", lambda error: note("error", str(error)))
    page.on("console", heard)
    page.set_viewport_size(DESKTOP)
    sign_in(page, live_server.url, "bos")
    for name, path in addresses(rows):
        answer = page.request.get(f"{live_server.url}{path}", max_redirects=0)
        if answer.status != 200 or "text/html" not in answer.headers.get("content-type", ""):
            continue
        page.goto(f"{live_server.url}{path}")
        page.wait_for_timeout(150)  # what scripts do once the page stands
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self' 'unsafe-eval';" in f"{policy};", (name, policy)
        shown.add(name)
    assert problems == []
    assert {"index", "figures", "calendar", "articles_article_review", "articles_article_change", "articles_article_dossier",
            "articles_photo_change", "staff_user_change", "articles_publication_change", "own_account",
            "articles_exportfile_changelist"} <= shown  # fmt: skip
    assert len(shown) > 60
    assert Article.objects.count() == 2
    assert Photo.objects.count() == 1
    assert Region.objects.exists()
