"""The desk's pages by their addresses, and a newsroom with a row of each model that has some."""

import re
from datetime import timedelta

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from articles.models import Category, Page, Person, Photo, Publication, Region, Tag
from staff import roles
from staff.models import StoryTemplate
from tests.support.advertising import make_order, make_slot
from tests.support.attachments import card, make_attachment
from tests.support.factories import (
    edit,
    make_article,
    make_assignment,
    make_coverage,
    make_region,
    make_user,
    move,
    picture,
    publish,
    upload,
)

# What ends the session, answers no page, or leaves the desk.
LEFT_OUT = {"logout", "view_on_site", "autocomplete", "jsi18n", "articles_article_preview"}
LINES = "Baris satu\nBaris dua\n\nBaris empat"
PATTERN = "{PLACE}-{site}, "
TEXT = "<p>Air surut.</p>\n<p>Warga membersihkan lumpur.</p>"


def flat(patterns):
    for pattern in patterns:
        yield from flat(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]


def addresses(rows):
    """Yield (name, path) of each page that a GET may show; `rows` has the ids of each model."""
    for pattern in flat(admin.site.get_urls()):
        name, route = pattern.name or "", str(pattern.pattern)
        if not name or name in LEFT_OUT:
            continue
        arguments = re.findall(r"<(?:\w+:)?(\w+)>", route)
        if not arguments:
            yield name, reverse(f"admin:{name}")
        elif arguments in (["pk"], ["object_id"], ["id"]):
            for pk in rows.get(_model_of(name), ()):
                yield name, reverse(f"admin:{name}", args=[pk])
        elif arguments[:2] == ["pk", "old"] and rows.get("revisions"):
            revisions = rows["revisions"][: len(arguments) - 1]
            yield name, reverse(f"admin:{name}", args=[rows["article"][1], *revisions])
        elif arguments == ["app_label"]:
            yield name, reverse(f"admin:{name}", args=["articles"])


def _model_of(name):
    """Return the model of a page by its name: `articles_article_review`, `assignment_change`, `photo_file`."""
    return name.split("_")[1] if name.count("_") > 1 else name.split("_")[0]


def a_row_of_each(writer, editor):
    """Fill the newsroom; texts have several lines and spaces that count. Return {model's name: its ids}."""
    region = Region.objects.create(
        name="Dringu", slug="dringu", kind=Region.Kind.DISTRICT, aliases=["Kecamatan Dringu", "Drg"],
        latitude=-7.75, longitude=113.4, parent=make_region("Kabupaten Probolinggo", "kabupaten-probolinggo"),
    )  # fmt: skip
    photo = Photo.take_in(
        upload(picture()),
        uploaded_by=writer,
        caption="Sungai",
        credit="Wati",
        alt="Air di jalan",
        region=region,
    )
    Photo.objects.filter(pk=photo.pk).update(taken_at=timezone.now().replace(microsecond=0))
    Publication.objects.filter(pk=1).update(
        dateline_pattern=PATTERN, former_datelines=[{"until": "2018-10-31", "pattern": "{place},- "}],
        description=LINES, address=LINES, profiles="https://a.example/\nhttps://b.example/", ads_txt="a, 1, DIRECT\nb, 2",
        sign_off_place="sentence", credits_place="both", inline_related="line", excerpt_end="sentence",
        end_list_length=1, end_list_fills=False, excerpt_words=20, logo=photo, phone="(0335) 1", responsible="Maya",
    )  # fmt: skip
    attachment = make_attachment(writer)
    html = f"<p>Air surut.</p>\n{card(attachment)}"
    live = publish(make_article(writer, body=html, lead_photo=photo, tags=["Banjir"]), writer, editor)
    draft = edit(
        make_article(writer, headline="Naskah kedua", body=TEXT), by=writer, headline="Naskah kedua, lagi"
    )
    waiting = move(draft, ("submit", writer))
    kecil = make_user("tono", roles.WRITER, last_name="Wijaya", email="tono@a.example", phone="+628123456789")
    rows = {
        "article": [live, waiting],
        "attachment": [attachment],
        "photo": [photo],
        "category": [Category.objects.first(), Category.objects.create(name="Desa & Kota", slug="desa", order=3)],
        "region": [region],
        "tag": [Tag.objects.first()],
        "person": [Person.objects.create(name="Ani", bio=LINES, initials="an", position="Redaktur", photo=photo)],
        "page": [Page.objects.create(title="Tentang", slug="tentang-uji", body="<p>Satu.</p>\n<p>Dua.</p>")],
        "publication": [Publication.objects.get()],
        "storytemplate": [
            StoryTemplate.objects.create(
                name="Cuaca uji", headline="[h]", standfirst="Satu", body="<p>Baris satu<br>dua.</p>\n<p>Tiga.</p>",
                tags="Cuaca, Hujan",
            )
        ],
        "user": [kecil],
        "adslot": [make_slot("blocks", 3), make_slot("list")],
        "advertisement": [make_order(make_slot("list", 4), categories=[Category.objects.first().pk], regions=[region.pk], most_views=9)],
        "assignment": [make_assignment(editor, assignee=writer, due_at=timezone.now() + timedelta(days=1))],
        "coverage": [make_coverage(editor, region)],
        "revisions": list(draft.revisions.order_by("number"))[:2],
    }  # fmt: skip
    return {name: [row.pk for row in found] for name, found in rows.items()}
