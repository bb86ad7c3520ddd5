"""A page that still tells the newsroom what to write is for nobody else: not saved for readers, not done on the first day."""

import importlib

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles.models import Page, Publication
from articles.text.unwritten import MARK, unwritten
from staff.beginning import setup
from staff.desk import first_day

pytestmark = pytest.mark.django_db
ANSWERS = {
    "name": "Kabar Muara",
    "place": "Kota Pasuruan",
    "person": "Sari Nirmala",
    "account_phone": "0812 3456 7890",
}
INSTRUCTION = f"<p>{MARK} alamat kantor cabang.]</p>"


@pytest.fixture
def paper(db):
    """A newspaper that has just begun."""
    Publication.objects.all().delete()
    form = setup.SetupForm(ANSWERS)
    assert form.is_valid(), form.errors
    setup.begin(form, source="tests")


def fields(page, **changed):
    values = {
        "title": page.title,
        "slug": page.slug,
        "body": page.body,
        "policy": page.policy,
        "order": page.order,
        "mode": "",
    }
    return values | changed


def save(client, page, **changed):
    return client.post(reverse("admin:articles_page_change", args=[page.pk]), fields(page, **changed))


def test_each_page_that_a_newspaper_begins_with_is_written_or_waits(paper, client):
    for page in Page.objects.all():
        is_written = not unwritten(page.body)
        assert page.is_public == is_written, page
        answer = client.get(page.get_absolute_url())
        assert answer.status_code == (200 if is_written else 404)
        assert MARK not in answer.content.decode()
    assert set(Page.objects.unwritten().values_list("policy", flat=True)) == {
        Page.Policy.ABOUT,
        Page.Policy.ETHICS,
    }


def test_an_instruction_is_named_and_nothing_typed_is_lost(paper, visit, managing_editor):
    client, page = visit(managing_editor), Page.objects.get(policy=Page.Policy.ABOUT)
    body = f"<p>Kami terbit di Pasuruan.</p>{INSTRUCTION}"
    answer = save(client, page, body=body, is_public="on")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Paragraf 2 masih berupa petunjuk bagi redaksi" in text
    assert "alamat kantor cabang" in text
    assert "Kami terbit di Pasuruan." in text
    assert not Page.objects.get(pk=page.pk).is_public
    assert "pages" in {line.key for line in first_day.missing()}


def test_a_page_may_wait_with_its_instruction(paper, visit, managing_editor):
    page = Page.objects.get(policy=Page.Policy.ABOUT)
    assert save(visit(managing_editor), page, title="Siapa kami").status_code == 302
    assert Page.objects.get(pk=page.pk).title == "Siapa kami"
    assert "pages" in {line.key for line in first_day.missing()}


def test_the_line_is_done_by_the_last_instruction_that_goes(paper, visit, managing_editor, client):
    desk = visit(managing_editor)
    for page in Page.objects.unwritten():
        text = desk.get(reverse("admin:index")).content.decode()
        assert f"“{page.title}” belum ditulis" in text
        assert save(desk, page, body="<p>Naskah kami sendiri.</p>", is_public="on").status_code == 302
        assert "Naskah kami sendiri." in client.get(page.get_absolute_url()).content.decode()
    assert "pages" not in {line.key for line in first_day.missing()}


@pytest.mark.parametrize("policy", [choice for choice, _label in Page._meta.get_field("policy").choices])
def test_no_page_of_any_kind_goes_out_with_an_instruction(policy, paper):
    Page.objects.filter(policy=policy).delete()
    page = Page(title="Uji", policy=policy, body=f"<p>Sudah ada.</p>{INSTRUCTION}")
    with pytest.raises(ValidationError, match="alamat kantor cabang"):
        page.full_clean()
    with pytest.raises(IntegrityError, match="page_for_readers_is_written"), transaction.atomic():
        page.save()


@pytest.mark.parametrize(
    "former", ["Redaksi: salin naskah resminya dari situs", "Di sini redaksi menjelaskan siapa penerbit ini."]
)
def test_instructions_of_before_are_marked_or_go(former):
    body = f"<p>Kami.</p><p>{former}</p>"
    public, hidden = (
        Page.objects.create(title=str(is_public), body=body, is_public=is_public)
        for is_public in (True, False)
    )
    importlib.import_module("articles.migrations.0052_instructions_are_marked").mark(apps, None)
    assert Page.objects.get(pk=public.pk).body.strip() == "<p>Kami.</p>"
    assert unwritten(Page.objects.get(pk=hidden.pk).body) == [(2, f"{MARK} {former}]")]
    for page in (public, hidden):
        assert page.texts.first().body == Page.objects.get(pk=page.pk).body
