"""The desk's own pages before axe, in both sizes and both colours, filled with the demo newsroom."""

import pytest
from django.urls import reverse

from articles.models import Article
from staff.models import Assignment, Complaint, StoryTemplate, User
from tests.support.axe import problems_of
from tests.support.browser import DESKTOP, PHONE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.audits]


def story(page, status):
    article = Article.objects.filter(status=status, update_of=None).latest("pk")
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


def pages():
    """One of each sort: name → path."""
    stories = reverse("admin:articles_article_changelist")
    template = StoryTemplate.objects.first() or StoryTemplate.objects.create(
        name="Cuaca", headline="Cuaca [daerah]"
    )
    return {
        "first page": reverse("admin:index"),
        "stories": stories,
        "stories found": f"{stories}?q=warga&status__exact=published",
        "a new story": reverse("admin:articles_article_add"),
        "a draft": story("change", "draft"),
        "a story to review": story("review", "submitted"),
        "a returned story": story("review", "returned"),
        "a scheduled or published story": story("review", "published"),
        "its file": story("dossier", "published"),
        "thread": story("thread", "submitted"),
        "notifications": reverse("admin:notifications"),
        "choices": reverse("admin:notification_choices"),
        "coverage": reverse("admin:staff_coverage_changelist"),
        "calendar": reverse("admin:calendar"),
        "assignments": reverse("admin:assignments"),
        "an assignment": reverse("admin:assignment", args=[Assignment.objects.latest("pk").pk]),
        "a new assignment": reverse("admin:assignment_add"),
        "letters": reverse("admin:letters"),
        "a letter": reverse("admin:letter", args=[Complaint.objects.earliest("pk").pk]),
        "a refused letter": reverse("admin:letter", args=[Complaint.objects.latest("pk").pk]),
        "figures of letters": reverse("admin:letter_figures"),
        "figures": reverse("admin:figures"),
        "health of Baca Juga": reverse("admin:card_health"),
        "a template": reverse("admin:staff_storytemplate_change", args=[template.pk]),
        "front page": reverse("admin:articles_pick_changelist"),
        "photos": reverse("admin:articles_photo_changelist"),
    }


def pages_of_administrators():
    return {"health of the system": reverse("admin:system_health")}


PEOPLE = {"maya": pages, "admin": pages_of_administrators}


@pytest.mark.parametrize("username", PEOPLE)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_the_desk(scheme, username, page, site, client):
    client.force_login(User.objects.get(username=username))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": f"{site}/redaksi-desk/"}]
    )
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for name, path in PEOPLE[username]().items():
        answer = page.goto(f"{site}{path}")
        assert answer.status == 200, (name, path)
        for viewport in (PHONE, DESKTOP):
            page.set_viewport_size(viewport)
            if problems := problems_of(page):
                found[name, viewport["width"]] = problems
            assert page.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            ), name
    assert found == {}
