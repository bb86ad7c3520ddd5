"""The story's form and its side doors, as the browser sends them."""

from django.urls import reverse
from lxml import html as lxml_html

from articles.text.story_text import META_TAGS
from tests.support.factories import make_category, make_region

ADD = "/redaksi-desk/articles/article/add/"


def form(article=None, **values):
    """What the browser sends for the story's form."""
    data = {
        "headline": article.headline if article else "Judul baru",
        "standfirst": article.standfirst if article else "",
        "body": article.body if article else "<p>Isi.</p>",
        "category": article.category_id if article else make_category().pk,
        "region": article.region_id if article else make_region().pk,
        "dateline": "", "tag_names": "", "lead_photo": "", "sign_off": "", "commercial_label": "",
        **({name: getattr(article, name) for name in META_TAGS} if article else {}),
        "slug": article.slug if article else "",
        "revision": article.version if article else "0",
    }  # fmt: skip
    data |= rows(
        credits=[(c.person_id, c.role, c.name) for c in article.credits.all()] if article else [],
        related=article.related_links.values_list("target", flat=True) if article else [],
    )
    return data | values


def rows(credits=(), related=()):
    """The lists of the form: (person, role, printed name) and ids of stories."""
    return {
        "credits": "1",
        **{
            f"credits-{column}": [row[place] for row in credits]
            for place, column in enumerate(("person", "role", "name"))
        },
        "related": "1",
        "related-target": list(related),
    }


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def act(client, article, action, **values):
    url = reverse("admin:articles_article_act", args=[article.pk, action])
    return client.post(url, {"revision": article.version, **values})


TAB, OTHER_TAB = "tab-satu", "tab-dua-"


def lease(visit, article, tab=TAB, do="beat", shown=""):
    url = reverse("admin:articles_article_lease", args=[article.pk])
    return visit.post(url, {"tab": tab, "do": do, "shown": shown})


def autosave(visit, article, tab=TAB, **values):
    url = reverse("admin:articles_article_autosave", args=[article.pk])
    return visit.post(url, form(article, tab=tab, **values))


def as_sent(page, form_id):
    """The values of a page's form as a browser sends it unchanged: a line break there is a return and a line feed."""
    form = lxml_html.fromstring(page).get_element_by_id(form_id)
    values = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(
            value.removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n")
        )
    return values
