"""The desk's page "Siapa mengubah apa": the record of changes with its filters, its spreadsheet, and the list
to sign.

Publisher and managing editors read all of it; editors see what waits for a second person.
"""

import csv
from functools import cached_property
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from articles import permissions
from articles.models import Article
from staff import access, roles
from staff.models import Change, ChangeSignature, User
from staff.models.change import label_of, model_of
from staff.models.triggers import RECORDED_TABLES
from staff.reporting.statistics import escape_formula
from staff.workflow import Refused

PAGE_SIZE = 50
MOST_IN_SHEET = 50_000
LONGEST_VALUE = 300  # characters of a value on the page; the spreadsheet has all of it


def urls(admin_view):
    return [
        path("perubahan/", admin_view(page), name="changes"),
        path("perubahan/unduh.csv", admin_view(as_csv), name="changes_csv"),
        path("perubahan/<int:pk>/tanda-tangan/", admin_view(sign), name="change_sign"),
    ]


def may_open(user):
    return user.has_perm(roles.VIEW_CHANGE) or user.has_perm(permissions.REVIEW_ARTICLE)


# ---- Signing


def signature_refusal(change, user):
    """Return why this person may not sign this change; None when it is allowed."""
    if not user.has_perm(permissions.REVIEW_ARTICLE):
        return _("Only editors may do this.")
    if change.actor_id == user.pk:
        return _("You made this change: somebody else has to sign it.")
    if not change.needs_signature or hasattr(change, "signature"):
        return _("This change needs no signature.")
    return None


def sign_change(change, *, by):
    """Note that a second person has seen a change that readers see. Raises Refused."""
    if why := signature_refusal(change, by):
        raise Refused(why)
    return ChangeSignature.objects.get_or_create(change=change, defaults={"by": by})[0]


@require_POST
def sign(request, pk):
    change = get_object_or_404(_visible_to(request.user), pk=pk)
    try:
        sign_change(change, by=request.user)
    except Refused as refused:
        return _screen(request, refusal=refused.message, status=400)
    return HttpResponseRedirect(f"{reverse('admin:changes')}?{request.GET.urlencode()}")


def _visible_to(user):
    if not may_open(user):
        raise PermissionDenied
    changes = Change.objects.select_related("actor", "signature__by").exclude(
        Q(table="articles_article", row__in=Article.objects.hidden_from(user).values("pk"))
        | Q(table="articles_tag", row__in=access.hidden_tags(user))
        | Q(table="articles_person", row__in=access.hidden_people(user))
        | Q(table="articles_photo", row__in=access.hidden_photos(user))
    )
    return changes if user.has_perm(roles.VIEW_CHANGE) else changes.to_sign()


# ---- What is asked for


class Filters(forms.Form):
    """All are optional; a value that makes no sense shows nothing but its message."""

    siapa = forms.ModelChoiceField(
        User.objects.order_by("username"), required=False, label=gettext_lazy("who")
    )
    apa = forms.ChoiceField(required=False, label=gettext_lazy("what"))
    dari = forms.DateField(
        required=False, label=gettext_lazy("from"), widget=forms.DateInput(attrs={"type": "date"})
    )
    sampai = forms.DateField(
        required=False, label=gettext_lazy("to"), widget=forms.DateInput(attrs={"type": "date"})
    )
    tanda = forms.BooleanField(required=False, label=gettext_lazy("only what is to be signed"))
    baris = forms.IntegerField(required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput)
    sebelum = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["apa"].choices = [("", "–"), *table_labels().items()]

    def narrow(self, changes):
        """Return those of the changes that are asked for; none where a value makes no sense."""
        if not self.is_valid():
            return changes.none()
        values = self.cleaned_data
        if values["siapa"]:
            changes = changes.filter(actor=values["siapa"])
        # Many sign in each day, few change anything: sign-ins are among the changes of accounts alone.
        changes = changes.filter(table=values["apa"]) if values["apa"] else changes.without_sign_ins()
        if values["baris"] is not None:
            changes = changes.filter(row=values["baris"])
        if values["dari"]:
            changes = changes.filter(at__date__gte=values["dari"])
        if values["sampai"]:
            changes = changes.filter(at__date__lte=values["sampai"])
        return changes.to_sign() if values["tanda"] else changes


# ---- What is shown


@require_safe
def page(request):
    return _screen(request)


def _screen(request, refusal="", status=200):
    form = Filters(request.GET)
    changes = form.narrow(_visible_to(request.user))
    if form.is_valid() and form.cleaned_data["sebelum"]:
        changes = changes.filter(pk__lt=form.cleaned_data["sebelum"])
    rows = list(changes[: PAGE_SIZE + 1])
    query = {name: value for name, value in request.GET.items() if name != "sebelum"}
    older = rows[PAGE_SIZE - 1].pk if len(rows) > PAGE_SIZE else None
    context = {
        **admin.site.each_context(request),
        "title": _("Who changed what"),
        "form": form,
        "rows": [
            row | {"may_sign": not signature_refusal(row["change"], request.user)}
            for row in readable(rows[:PAGE_SIZE])
        ],
        "reads_all": request.user.has_perm(roles.VIEW_CHANGE),
        "query": urlencode(query),
        "older": older and urlencode(query | {"sebelum": older}),
        "refusal": refusal,
    }
    return TemplateResponse(request, "desk/reporting/changes.html", context, status=status)


def readable(changes):
    """Return the template context of each of these changes: what it is of, and its values in words."""
    names = Names(changes)
    return [
        {
            "change": change,
            "label": label_of(change.table),
            "name": names.name(change),
            "lines": names.lines(change),
        }
        for change in changes
    ]


@require_safe
def as_csv(request):
    """Answer with the changes that are asked for, a line a value, for a spreadsheet."""
    if not request.user.has_perm(roles.VIEW_CHANGE):
        raise PermissionDenied
    form = Filters(request.GET)
    rows = list(form.narrow(_visible_to(request.user))[:MOST_IN_SHEET])
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="perubahan-{timezone.localdate()}.csv"'
    sheet = csv.writer(answer)
    head = [
        _("time"),
        _("who"),
        _("where"),
        _("what"),
        _("name"),
        _("kind"),
        _("part"),
        _("before"),
        _("after"),
    ]
    sheet.writerow([*head, _("signed by")])
    names = Names(rows)
    for change in rows:
        at = formats.date_format(timezone.localtime(change.at), "Y-m-d H:i:s")
        signature = getattr(change, "signature", None)
        for line in names.lines(change) or [Line("", "", "")]:
            cells = [at, names.actor(change), change.source, label_of(change.table), names.name(change)]
            cells += [change.get_kind_display(), *line, signature.by if signature else ""]
            sheet.writerow([escape_formula(str(cell)) for cell in cells])
    Change.objects.note(request.user, by=request.user, source=request.get_full_path(), rows=len(rows))
    return answer


class Line(NamedTuple):
    label: Any
    before: str
    after: str


# Django names rights in English, in the database.
_RIGHTS = {
    "add": gettext_lazy("add: %(what)s"),
    "change": gettext_lazy("change: %(what)s"),
    "delete": gettext_lazy("delete: %(what)s"),
    "view": gettext_lazy("see: %(what)s"),
}
RIGHTS_OF_OUR_OWN = (
    gettext_noop("May withdraw a photo from use everywhere, and give it free again"),
    gettext_noop("May review, return, approve and publish stories"),
    gettext_noop("May withdraw and reinstate published stories"),
    gettext_noop("Night desk: may publish an own story without a second person"),
    gettext_noop("May lift an embargo before its time"),
    gettext_noop("May withdraw an attachment from all pages"),
    gettext_noop("May keep accounts, positions and profiles of people"),
    gettext_noop("May read the confidential notes on sources of all stories"),
)


def _name_of(row):
    """Return what people call a row: a right in the words of the desk."""
    if not isinstance(row, Permission):
        return str(row)
    model = ContentType.objects.get_for_id(row.content_type_id).model_class()
    act, _line, name = row.codename.partition("_")
    if model and act in _RIGHTS and name == model._meta.model_name and row.name not in RIGHTS_OF_OUR_OWN:
        return _RIGHTS[act] % {"what": model._meta.verbose_name}
    return _(row.name)


class Names:
    """Names of what the columns and ids of some changes mean; one query a kind, however many changes."""

    def __init__(self, changes):
        self.changes = changes

    @cached_property
    def _rows(self):
        """{model: {id: row}} of everything that the changes name by its id."""
        ids: dict[type[models.Model], set] = {}
        for change in self.changes:
            for column, value in [*(change.before or {}).items(), *(change.after or {}).items()]:
                target = _target(change.table, column)
                if target and isinstance(value, int):
                    ids.setdefault(target, set()).add(value)
        return {model: model._default_manager.in_bulk(pks) for model, pks in ids.items()}

    def lines(self, change):
        """Return what differs: a Line for each column."""
        columns = dict.fromkeys([*(change.before or {}), *(change.after or {})])
        return [
            Line(
                _column_label(change.table, column),
                self._value(change.table, column, (change.before or {}).get(column)),
                self._value(change.table, column, (change.after or {}).get(column)),
            )
            for column in columns
            if column != "id" and not _says_nothing(change, column)
        ]

    def actor(self, change):
        return change.actor or _("at the server")

    def name(self, change):
        """Return the name of the row; of a row that joins two others, that of the first."""
        column = RECORDED_TABLES[change.table].name if change.table in RECORDED_TABLES else ""
        target = _target(change.table, column)
        if target and change.name.isdigit():
            return _name_of(self._rows.get(target, {}).get(int(change.name), change.name))
        return change.name

    def _value(self, table, column, value):
        if value is None:
            return ""
        if value is True or value is False:
            return _("yes") if value else _("no")
        target = _target(table, column)
        if target and isinstance(value, int):
            return _name_of(self._rows.get(target, {}).get(value, value))
        if isinstance(value, list):
            return ", ".join(map(str, value))
        return _in_words(_field(table, column), value)


def _says_nothing(change, column):
    """Return whether a new or removed row has nothing in this column."""
    values = ((change.before or {}).get(column), (change.after or {}).get(column))
    return all(value in (None, "", [], {}) for value in values)


def table_labels():
    """{name of a table: what people call it} of all that are recorded."""
    return {table: label_of(table) for table in RECORDED_TABLES}


def _field(table, column):
    model = model_of(table)
    try:
        return model._meta.get_field(column.removesuffix("_id")) if model else None
    except FieldDoesNotExist:
        return None


def _target(table, column):
    """Return the model that a column's ids are of; None where it holds something else."""
    field = _field(table, column)
    return field.related_model if field and field.is_relation else None


# Of columns that no form shows.
_COLUMN_LABELS = {
    "accepts_cut": gettext_lazy("takes a file that ends too early"),
    "approved_by_id": gettext_lazy("approved by"),
    "comeback": gettext_lazy("came back to the newsroom"),
    "departure": gettext_lazy("left the newsroom, because"),
    "entries": gettext_lazy("entries"),
    "fetches": gettext_lazy("fetches pictures"),
    "file": gettext_lazy("file"),
    "files": gettext_lazy("files"),
    "former_names": gettext_lazy("former names"),
    "group_id": gettext_lazy("role"),
    "kill_reason": gettext_lazy("why it was withdrawn from use"),
    "killed_at": gettext_lazy("withdrawn from use"),
    "withdrawn_at": gettext_lazy("withdrawn from use"),
    "withdrawn_by_id": gettext_lazy("who withdrew it"),
    "withdrawal_reason": gettext_lazy("why it was withdrawn from use"),
    "times_device_ended": gettext_lazy("signed out on one device"),
    "times_signed_out": gettext_lazy("signed out on all devices"),
    "killed_by_id": gettext_lazy("withdrawn from use by"),
    "last_hash": gettext_lazy("last hash"),
    "link": gettext_lazy("link to come in once"),
    "message": gettext_lazy("message"),
    "path": gettext_lazy("path of its address"),
    "permission_id": gettext_lazy("right"),
    "picked_at": gettext_lazy("placed"),
    "picked_by_id": gettext_lazy("placed by"),
    "refused": gettext_lazy("refused"),
    "role_alone": gettext_lazy("role given alone, to be confirmed"),
    "role_confirmed": gettext_lazy("role confirmed"),
    "role_proposed": gettext_lazy("role proposed, to be confirmed"),
    "role_refused": gettext_lazy("role refused or taken back"),
    "rows": gettext_lazy("rows"),
    "run_id": gettext_lazy("import"),
    "site_id": gettext_lazy("former site"),
    "started_at": gettext_lazy("began"),
    "pictures_id": gettext_lazy("pictures of the old site"),
    "pieces_id": gettext_lazy("upload in pieces"),
    "site": gettext_lazy("address of the old site"),
    "started_by_id": gettext_lazy("begun by"),
    "successor": gettext_lazy("open assignments taken over by"),
    "target_name": gettext_lazy("now part of"),
    "state": gettext_lazy("state"),
    "uploaded_at": gettext_lazy("uploaded"),
    "uploaded_by_id": gettext_lazy("uploaded by"),
    "without_mail": gettext_lazy("without e-mail about"),
}
_NAMES = {"articles_exportfile": gettext_lazy("file"), "articles_merger": gettext_lazy("former name")}
_USER_COLUMN = gettext_lazy("account")  # its forms say who that is: editor, byline


def _column_label(table, column):
    field = _field(table, column)
    if column == "user_id" and table.startswith("staff_user"):
        return capfirst(str(_USER_COLUMN))
    if column == "name" and table in _NAMES:
        return capfirst(str(_NAMES[table]))
    return capfirst(str(_COLUMN_LABELS.get(column) or getattr(field, "verbose_name", column)))


def _in_words(field, value):
    """Return a value as the desk's forms show it: a choice by its label, a moment in the desk's own time."""
    if choices := dict(getattr(field, "flatchoices", None) or ()):
        return str(choices.get(value, value))
    if isinstance(field, models.DateTimeField) and (moment := parse_datetime(str(value))):
        return formats.date_format(timezone.localtime(moment), "j M Y H.i.s")
    return str(value)
