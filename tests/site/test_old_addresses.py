"""Addresses of lists are promises as those of stories are: an old one leads on in one step."""

import pytest

from articles.models import Category, Page, Person, Region, Tag
from tests.support.archives import many
from tests.support.factories import make_article, make_category, make_publication, publish
from tests.support.shared_rows import shared


@shared
def story(writer, editor):
    make_publication()
    sport = make_category("Olahraga", "olahraga")
    volley = make_category("Voli", "voli", sport)
    make_category("Pantai", "pantai", volley)
    story = make_article(writer, tags=["Festival"], category=volley)
    many(publish(story, writer, editor), 45)
    Page.objects.create(title="Kontak kami", slug="kontak-kami", body="<p>Surel.</p>")
    return story


def rename(model, **changes):
    """The ways in which a slug is changed: at the desk, in a shell, in one statement for many."""
    return model, changes


ROWS = {
    "tag": (Tag, "festival", "/tag/festival/", "/tag/pesta-rakyat/"),
    "region": (Region, "kraksaan", "/daerah/kraksaan/", "/daerah/pesta-rakyat/"),
    "person": (Person, "wati", "/penulis/wati/", "/penulis/pesta-rakyat/"),
    "category": (Category, "voli", "/kategori/olahraga/voli/", "/kategori/olahraga/pesta-rakyat/"),
}


def leads(client, old, new):
    response = client.get(old)
    assert (response.status_code, response.get("Location")) == (301, new), old
    assert client.get(new).status_code == 200, new
    assert client.head(old)["Location"] == new


@pytest.mark.parametrize("kind", ROWS)
def test_a_list_with_a_new_slug_is_reached_by_the_old_one(kind, client, story):
    model, slug, old, new = ROWS[kind]
    older = client.get(old).context_data["page"].older
    row = model.objects.get(slug=slug)
    row.slug = "pesta-rakyat"
    row.full_clean()
    row.save()
    leads(client, old, new)
    leads(client, f"{old}feed/", f"{new}feed/")
    leads(client, f"{old}feed/atom/", f"{new}feed/atom/")
    leads(client, f"{old}?sebelum={older}", f"{new}?sebelum={older}")
    leads(client, f"{old}?sebelum={older}&fbclid=abc", f"{new}?sebelum={older}")
    leads(client, old.rstrip("/"), new)
    leads(client, old.upper().replace(old.split("/")[1].upper(), old.split("/")[1]), new)
    leads(client, f"{old}page/3/", new)
    leads(client, f"{old.rstrip('/')},", new)
