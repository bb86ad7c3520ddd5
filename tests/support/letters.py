"""Letters of readers: the form as somebody sends it, and a letter that has come."""

from datetime import timedelta
from itertools import count
from unittest import mock

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from staff.models import Complaint
from staff.register import steps, traps

FORM, STATUS = "/hak-jawab/", "/hak-jawab/status/"
NAME, TEXT = "Rahmat Hidayat", "Saya tidak pernah menutup jalan itu.\n\nMohon dimuat."
tokens = count(1)


def seal(age=60, token=None):
    """A form's seal of some seconds ago."""
    with mock.patch("staff.register.traps.time.time", return_value=timezone.now().timestamp() - age):
        made = traps.new_seal()
    if token:
        made = signing.dumps([token, int(timezone.now().timestamp()) - age], salt=traps.SALT)
    return made


def letter_form(story, **values):
    address = story.get_absolute_url() if story else ""
    return {
        "kind": "hak-jawab", "address": address, "text": TEXT, "name": NAME, "speaks_as": "self", "on_behalf_of": "",
        "email": "rahmat@contoh.example", "phone": "", "website": "", "seal": seal(),
    } | values  # fmt: skip


def make_letter(story, enclosures=(), *, ago=timedelta(), **values):
    """A letter that came some time ago, with the deadline of today's setting."""
    values = {"kind": "hak-jawab", "text": TEXT, "name": NAME, "email": "rahmat@contoh.example"} | values
    with mock.patch("staff.register.steps.timezone.now", return_value=timezone.now() - ago):
        return steps.receive(Complaint(article=story, **values), enclosures, token=f"uji-{next(tokens)}")


def file(content, name="surat.pdf"):
    return SimpleUploadedFile(name, content)
