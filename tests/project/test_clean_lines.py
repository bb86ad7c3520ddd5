"""Every text that people type is clean, by whatever door it comes: a walk over all forms and all columns.

A new field without the cleaning fails here, unless it is named with a reason.
"""

from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.forms import ReadOnlyPasswordHashField, UsernameField
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import get_resolver

import articles
import staff
from articles.models import Article, Category, Credit, ExportFile, Person, Photo, Publication, Region, Tag
from articles.models.fields import CleanText
from articles.text.story_text import CreditLine
from staff import workflow
from tests.support.factories import make_article, make_category, make_publication, make_user, move
from tests.support.forms import autosave, change, form, rows

HOSTILE = "\u202eBu\u00adpati\u00a0 𝗥𝗲𝘀𝗺𝗶𝗸𝗮𝗻\r\nEm\u200bbung\tCafe\u0301 Р2"
CLEAN = "Bupati Resmikan Embung Café Р2"
LINES = "Bupati Resmikan\nEmbung Café Р2"

# What is typed in another form than words, by the class of its field.
OF_OTHER_FORMS = (
    forms.EmailField, forms.JSONField, forms.RegexField, forms.SlugField, forms.URLField, forms.UUIDField, ReadOnlyPasswordHashField,
    UsernameField,
)  # fmt: skip
FORM_EXCEPTIONS = {
    "own_colour": "a colour",
    "body": "HTML, or the phone's plain text: articles.text.body.clean",
    "password": "a secret is taken as it is typed",
    "password1": "the same",
    "password2": "the same",
    "old_password": "the same",
    "new_password1": "the same",
    "new_password2": "the same",
    "mode": "of the form's opening",
    "seen_live": "a sealed number",
    "former_datelines": "patterns in quotation marks, read strictly",
    "confirm_empty": "a mark of the form",
    "due": "a moment: staff.workflow.scheduling.moment",
    "at": "the same",
    "sebelum": "a moment of the API",
    "sejak": "the same",
    "halaman": "the same",
    "kategori": "a path that is looked up",
    "daerah": "the same",
    "tag": "the same",
    "dateline_pattern": "its closing space counts",
    "profiles": "addresses, each validated",
    "ads_txt": "a file for machines",
    "code": "a network's code, in a frame of its own; a code of digits is compared",
    "pk": "a number",
}


def all_forms():
    """Every form class of ours, by its name, and the forms of the admin classes."""
    get_resolver().url_patterns  # noqa: B018 -- imports what has an address
    for package in (articles, staff):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in module.name:
                import_module(module.name)
    classes = {
        one
        for one in _subclasses(forms.BaseForm)
        if one.__module__.partition(".")[0] in ("articles", "staff")
    }
    yield from sorted(((one.__name__, one.base_fields) for one in classes), key=lambda pair: pair[0])


def _subclasses(one):
    for child in one.__subclasses__():
        yield child
        yield from _subclasses(child)


def admin_forms(request):
    for model, model_admin in admin.site._registry.items():
        if model.__module__.partition(".")[0] in ("articles", "staff") and model is not ExportFile:
            row = model(pk=1) if model is Photo else None
            yield type(model_admin).__name__, model_admin.get_form(request, row).base_fields


def dirty_fields(form_fields):
    """Names of fields that let the hostile value through."""
    for form_name, fields in form_fields:
        for name, field in fields.items():
            words = getattr(field, "base_field", field)  # of a list
            if not isinstance(words, forms.CharField) or isinstance(words, OF_OTHER_FORMS):
                continue
            if name not in FORM_EXCEPTIONS and _cleaned(field) not in (CLEAN, LINES, [CLEAN]):
                yield f"{form_name}.{name}"


def _cleaned(field):
    try:
        return field.clean(HOSTILE)
    except forms.ValidationError:  # such as initials, which are shorter
        return field.to_python(HOSTILE)


def test_every_text_field_of_every_form_cleans_what_is_typed(db, rf, django_user_model):
    request = rf.get("/")
    request.user = django_user_model.objects.create_superuser("utama")
    found = [*all_forms(), *admin_forms(request)]
    names = {name for name, _fields in found}
    assert {"ArticleForm", "PhotoForm", "SearchForm", "BulkForm", "PublicationAdmin", "PersonAdmin"} <= names
    assert list(dirty_fields(found)) == []


# Columns that hold no words that somebody types for readers or colleagues.
COLUMN_EXCEPTIONS = {
    "articles.article.ai_uses": "choices",
    "articles.publication.ad_rules": "choices",
    "articles.mastheadentry.legal_name": "a copy of the publication's",
    "articles.mastheadentry.address": "the same",
    "articles.mastheadentry.responsible": "the same",
    "articles.mastheadentry.editor_in_chief": "the same",
    "articles.publication.own_colour": "a colour",
    "staff.accountlink.seal": "made by code",
    "staff.complaint.form_token": "the same",
    "staff.complaintfile.media_type": "one of a list",
    "staff.signinlimit.key": "made by the door",
    "staff.user.phone": "digits alone, as its form stores them",
    "staff.signin.name": "cleaned by the door",
    "staff.signin.address": "of the network",
    "staff.signin.browser": "one of a list",
    "articles.attachment.file": "made of the name",
    "articles.advertisement.code": "a network's code, in a frame of its own",
    "articles.article.body": "HTML: articles.text.body.clean",
    "articles.article.form_token": "made by a script",
    "articles.page.body": "HTML",
    "articles.pagetext.title": "a copy of what was said",
    "articles.pagetext.body": "the same",
    "articles.publication.dateline_pattern": "its closing space counts",
    "articles.publication.profiles": "addresses, each validated",
    "articles.publication.ads_txt": "a file for machines",
    "articles.legacypath.path": "an address",
    "articles.redactionentry.table": "of the database",
    "articles.redactionentry.former_digest": "a digest",
    "articles.redactionentry.new_digest": "the same",
    "articles.redactionentry.hash_before": "the same",
    "articles.redactionentry.entry_hash": "the same",
    "articles.piecedupload.name": "of a file, as a browser says it",
    "articles.piecedupload.key": "the same",
    "staff.siteexport.phase": "a name of code",
    "articles.merger.name": "a name that was clean as a tag's or a person's",
    "articles.merger.target_name": "the same",
    "articles.merger.address": "an address",
    "staff.change.source": "an address, or a command",
    "staff.change.table": "of the database",
    "staff.change.name": "a copy of the row's",
    "articles.treenode.path": "an address",
    "articles.category.path": "an address",
    "articles.tag.former_names": "names that were clean, in lower case",
    "articles.region.path": "an address",
    "staff.storytemplate.body": "HTML",
    "staff.codeapp.secret": "sealed",
    "staff.sealedoriginal.content": "sealed",
    "staff.protectionanswer.place": "a name of code",
    "articles.article.protected": "names of code",
    "staff.putawayline.line": "a name of code",
    "staff.session.session_key": "drawn",
    "staff.worker.id": "drawn",
    "staff.session.session_data": "signed",
    "staff.session.browser": "one of a few words",
    "staff.session.address": "of a network",
    "staff.comment.words": "a letter among colleagues: kept as it was typed",
    "staff.comment.quote": "the words of a text",
}
MACHINES = {
    "digest", "sha256", "folder", "action", "from_status", "to_status", "drawing_error", "merge_error", "tab", "token",
    "kind", "mail_error", "path", "message", "words", "password", "username", "word", "region", "codes", "without_mail",
}  # fmt: skip


def test_every_column_that_people_type_into_is_clean():
    dirty = []
    for model in [*apps.get_app_config("articles").get_models(), *apps.get_app_config("staff").get_models()]:
        if model.__module__ in ("articles.models.importing",):
            continue  # what an export says is kept as it is
        for field in model._meta.concrete_fields:
            base = field.base_field if isinstance(field, ArrayField) else field
            is_text = isinstance(base, models.CharField | models.TextField) and not isinstance(
                base, models.SlugField | models.EmailField | models.URLField | models.FileField
            )
            label = f"{model._meta.label_lower}.{field.name}"
            is_named = bool(field.choices) or label in COLUMN_EXCEPTIONS or field.name in MACHINES
            if is_text and not is_named and not isinstance(base, CleanText):
                dirty.append(label)
    assert dirty == []


# ---- The other doors


@pytest.fixture
def story(db, writer):
    make_publication()
    return make_article(writer)


TYPED = {
    "headline": HOSTILE,
    "standfirst": HOSTILE,
    "dateline": HOSTILE,
    "sign_off": HOSTILE,
    "tag_names": f"#{HOSTILE}",
}


def test_a_form_that_is_sent_makes_a_clean_story(story, visit, writer):
    person = Person.objects.for_user(writer)
    names = rows(credits=[(person.pk, "writer", f"Penulis: {HOSTILE}")])
    visit(writer).post(change(story), form(story, **TYPED | names | {"dateline": "Krak\u200bsaan"}))
    story = Article.objects.get()
    assert (story.headline, story.standfirst, story.sign_off) == (CLEAN, CLEAN, CLEAN)
    assert story.dateline == "Kraksaan"
    assert [tag.name for tag in story.tags.all()] == [CLEAN]
    assert [credit.name for credit in story.credits.all()] == [CLEAN]
    assert story.newest_revision.text == story.snapshot() == story.snapshot().cleaned()


def test_a_text_that_was_only_typed_is_clean_when_it_is_kept_aside(story, visit, writer):
    answer = autosave(visit(writer), story, **TYPED | {"revision": "99"})
    assert answer.status_code == 409
    aside = story.revisions.aside().get()
    assert aside.text.headline == aside.text.standfirst == CLEAN
    assert aside.text.tags == (CLEAN,)


def test_a_reason_is_clean_in_its_lines(story, writer, editor):
    move(story, ("submit", writer))
    story.refresh_from_db()
    workflow.perform("return", story, by=editor, revision=story.version, reason=HOSTILE)
    assert story.events.first().reason == LINES
    move(story, ("submit", writer))
    story.refresh_from_db()
    with pytest.raises(workflow.Refused):
        workflow.perform("return", story, by=editor, revision=story.version, reason="\u200b \u2060")


def test_a_shell_makes_clean_rows(story):
    tag = Tag.objects.create(name=f"#{HOSTILE}")
    person = Person.objects.create(name=HOSTILE, bio=HOSTILE)
    category = make_category()
    Category.objects.filter(pk=category.pk).update(name=HOSTILE)
    region = Region.objects.create(name=HOSTILE, slug="x", kind="city", aliases=[HOSTILE])
    region.refresh_from_db()
    assert [tag.name, person.name, region.name, *region.aliases] == [CLEAN] * 4
    assert person.bio == LINES
    assert Category.objects.get(pk=category.pk).name == CLEAN
    assert Person.objects.get(name=HOSTILE) == person  # asked for in any spelling
    user = make_user("baru")
    user.first_name = HOSTILE
    user.save()
    assert user.first_name == CLEAN
    Publication.objects.update(tagline=HOSTILE)
    assert Publication.objects.get().tagline == CLEAN
    story.write(
        story.snapshot().replace(headline=HOSTILE, credits=(CreditLine(person.pk, "writer", HOSTILE),)),
        by=None,
    )
    assert Article.objects.get().headline == CLEAN
    assert Credit.objects.get(article=story).name == CLEAN


def test_a_photo_says_its_words_without_what_the_page_prints(db):
    photo = Photo(
        sha256="x", width=1, height=1, caption=HOSTILE, alt=HOSTILE, credit="(Foto: Rina/\u200bKabar)"
    )
    photo.save()
    assert (photo.caption, photo.alt, photo.credit) == (CLEAN, CLEAN, "Rina/Kabar")
