"""Confidential notes on sources and consent: written at the story, read by who wrote them or has the permission, each
reading on record."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Article
from articles.models.fields import CleanTextField
from articles.text.lines import clean_lines
from staff import access, roles
from staff.models import SourceNote, SourceNoteReading
from staff.story import source_note_seals
from staff.writing import saving

LONGEST, LONGEST_TERM = 4000, timedelta(days=366)
MOST_READINGS = 50


class SourceNoteForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=SourceNote.Kind.choices,
        widget=forms.RadioSelect,
        initial="source",
    )
    words = CleanTextField(
        label=gettext_lazy("Note"),
        max_length=LONGEST,
        cleaning=clean_lines,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Name, how to reach them, what was agreed. It is encrypted before it is kept."
        ),
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("The day after, the note is deleted for good. At most a year from today."),
    )

    def clean_last_day(self):
        day, today = self.cleaned_data["last_day"], timezone.localdate()
        if not today <= day <= today + LONGEST_TERM:
            raise forms.ValidationError(_("Choose a day between today and a year from now."))
        return day


def _story(request, pk):
    """Return the story at whose notes this person may be; notes of an update are those of its live story."""
    article = access.visible_story(request, pk)
    if not (saving.may_type(article, request.user) or request.user.has_perm(roles.VIEW_SOURCE_NOTE)):
        raise PermissionDenied
    return article


@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request, pk):
    """Show which notes there are, without their words, and take a new one."""
    article = _story(request, pk)
    initial = {"last_day": timezone.localdate() + timedelta(days=180), "kind": "source"}
    form = SourceNoteForm(request.POST or None, initial=initial)
    if request.method == "POST" and _has_key() and form.is_valid():
        _write(article, form.cleaned_data, by=request.user)
        messages.success(request, _("Written and encrypted."))
        return redirect("admin:articles_article_source_notes", article.pk)
    return _page(request, article, form)


@sensitive_variables("values")
def _write(article, values, *, by):
    story = article.update_of_id or article.pk
    sealed = source_note_seals.seal(values["words"], story)
    SourceNote.objects.create(
        article_id=story, kind=values["kind"], sealed=sealed, last_day=values["last_day"], written_by=by
    )


@sensitive_variables("words")
@require_POST
def read(request, pk, note):
    """Show the words of one note. That it was read is written down before."""
    article = _story(request, pk)
    row = _note(request, article, note)
    if not _has_key():
        return _page(request, article, SourceNoteForm())
    with transaction.atomic():
        SourceNoteReading.objects.create(article_id=row.article_id, note=row.pk, reader=request.user)
    words = source_note_seals.unseal(row.sealed, row.article_id)
    return _page(request, article, SourceNoteForm(), row=row, words=words)


@require_POST
def delete(request, pk, note):
    """Delete a note before its last day; whoever wrote it does."""
    article = _story(request, pk)
    row = _note(request, article, note)
    if row.written_by_id != request.user.pk:
        raise PermissionDenied
    row.delete()
    messages.success(request, _("Deleted for good."))
    return redirect("admin:articles_article_source_notes", article.pk)


def _note(request, article, pk):
    row = SourceNote.objects.of(article).open_to(request.user).filter(pk=pk).first()
    if not row:
        raise Http404("no such note")
    return row


def _has_key():
    return bool(settings.SOURCE_NOTE_KEYS)


def _page(request, article, form, *, row=None, words=None):
    may_read_all = request.user.has_perm(roles.VIEW_SOURCE_NOTE)
    readings = SourceNoteReading.objects.filter(article=article.update_of_id or article.pk)
    context = {
        **admin.site.each_context(request),
        "title": _("Confidential notes"),
        "subtitle": article.headline,
        "opts": Article._meta,
        "story": article,
        "form": form,
        "notes": SourceNote.objects.of(article).open_to(request.user).select_related("written_by"),
        "opened": row,
        "words": words,
        "is_unreadable": bool(row) and words is None,
        "has_key": _has_key(),
        "readings": readings.select_related("reader")[:MOST_READINGS] if may_read_all else [],
        "address": reverse("admin:articles_article_source_notes", args=[article.pk]),
    }
    status = 400 if form.errors or (request.method == "POST" and not _has_key()) else 200
    response = TemplateResponse(request, "desk/story/source_notes.html", context, status=status)
    add_never_cache_headers(response)
    return response
