"""Manuscripts as the checks read them, none of which need be in the database."""

from articles.text import body
from articles.text.story_text import CreditLine, PhotoWords, StoryText
from staff.workflow.manuscript import Manuscript
from staff.writing.forms import data_of, query_dict

NOW = "Banjir di Dringu mulai surut, warga pulang"
GOOD = StoryText(
    headline=NOW,
    standfirst="Air turun sejak subuh.",
    body="<p>Warga membersihkan rumah mereka.</p>",
    category=1,
    region=1,
    tags=("Banjir",),
    credits=(CreditLine(1, "writer", "Wati"),),
    lead_photo=PhotoWords(1),
)


def manuscript(story=None, **parts):
    return Manuscript(GOOD.replace(**parts), story)


def p(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def card(pk):
    return f'<figure class="media"><oembed url="/berita/{pk}/"></oembed></figure>'


def link(address):
    return body.clean(f'<p>Baca <a href="{address}">ini</a>.</p>')


def form_data(text, user):
    return query_dict(data_of(text) | {"tab": ["tab-uji-1"], "revision": ["1"], "user": [str(user.pk)]})
