"""The desk's first minutes: no alarm before there was time for one, no time of zero, no link without its limits."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from staff.models import Beginning
from staff.templatetags.desk import waiting_time

NEVER = "Pekerja tugas belum pernah berjalan"


@pytest.mark.parametrize(("age", "is_told"), [(0, False), (4, False), (6, True)])
def test_a_worker_that_had_no_time_to_start_is_no_alarm(age, is_told, newsroom, editor, client):
    client.force_login(editor)
    Beginning.objects.create(kind=Beginning.Kind.OWN, at=timezone.now() - timedelta(minutes=age))
    assert (NEVER in client.get("/redaksi-desk/").content.decode()) is is_told


@pytest.mark.parametrize(
    ("seconds", "words"), [(-5, "1 menit"), (0, "1 menit"), (125, "2 menit"), (7300, "2 jam")]
)
def test_nobody_waits_for_zero_minutes(seconds, words):
    assert waiting_time(timezone.now() - timedelta(seconds=seconds)).replace("\xa0", " ") == words


@pytest.mark.parametrize(
    ("site", "is_told"), [("http://localhost:8000", True), ("https://berita.example", False)]
)
def test_a_text_for_whatsapp_says_where_its_link_opens(site, is_told, settings):
    settings.SITE_URL = site
    page = Template('{% include "desk/notifying/_whatsapp.html" %}')
    html = page.render(Context({"whatsapp": {"address": "https://wa.me/?text=a"}}))
    assert "Kirim lewat WhatsApp" in html
    assert ("hanya terbuka di komputer ini" in html) is is_told
