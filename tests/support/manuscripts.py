"""Manuscripts as the checks read them, none of which need be in the database."""

from articles import body
from staff.forms import BLANK, data_of, query_dict
from staff.manuscript import Manuscript

NOW = "Banjir di Dringu mulai surut, warga pulang"
GOOD = BLANK | {
    "headline": NOW,
    "standfirst": "Air turun sejak subuh.",
    "body": "<p>Warga membersihkan rumah mereka.</p>",
    "category": 1,
    "region": 1,
    "tags": ["Banjir"],
    "credits": [{"person": 1, "role": "writer", "name": "Wati"}],
    "lead_photo": {"id": 1},
}


def manuscript(story=None, **parts):
    return Manuscript(GOOD | parts, story)


def p(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def card(pk):
    return f'<figure class="media"><oembed url="/berita/{pk}/"></oembed></figure>'


def link(address):
    return body.clean(f'<p>Baca <a href="{address}">ini</a>.</p>')


def form_data(content, user):
    return query_dict(data_of(content) | {"tab": ["tab-uji-1"], "revision": ["1"], "user": [str(user.pk)]})
