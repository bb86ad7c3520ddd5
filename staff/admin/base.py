"""The base class of all admin classes of the desk."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.views import ChangeList

from articles.models import LegacyPath, Merger, Photo
from articles.models.fields import CleanTextField
from staff import access
from staff.desk import merging, shown
from staff.models import Change
from staff.parsing import number, without_nul

MOST_OLD_ADDRESSES = 50
SHORT, SHORT_ROWS, LONG_ROWS = 300, 3, 8  # characters, and lines of the field
FILTERS = ("", "exact", "in", "isnull", "gte", "lt")  # what the lists of Django's admin ask


class LinesField(CleanTextField):
    """A text of several lines. Browsers send a return with each line break: a save alone changes nothing."""

    def __init__(self, *args, cleaning=str, **kwargs):
        super().__init__(*args, cleaning=cleaning, **kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class _NotBehind:
    """A form of a row that somebody else saved since its page was loaded is shown once more."""

    later_change = None

    def clean(self):
        cleaned = super().clean()
        if change := self.later_change:
            message = _(
                "%(who)s saved this after your page was loaded. Nothing of yours is saved yet: compare, then save again."
            )
            raise ValidationError(message % {"who": change.actor or _("Somebody at the server")})
        return cleaned


class DeskAdmin(ModelAdmin):
    """An admin class that deletes nothing: a story that was made by mistake is spiked or withdrawn."""

    actions = None
    empty_words = ""  # what an empty list says: what its rows are for
    add_words = ""  # the button of the list, where “add …” is not what it does
    help_words = {}  # by field: what somebody asks who meets it for the first time
    formfield_overrides = {models.TextField: {"form_class": LinesField}}

    def has_delete_permission(self, request, obj=None):
        return False

    # The database keeps a record of its own, with the values: Django's list of saves is not written.

    def log_addition(self, request, obj, message):
        pass

    def log_change(self, request, obj, message):
        pass

    def history_view(self, request, object_id, extra_context=None):
        """Lead to the record of changes of this row."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        query = urlencode({"apa": self.opts.db_table, "baris": row.pk})
        return HttpResponseRedirect(f"{reverse('admin:changes')}?{query}")

    # The newest change of the row that this page shows goes along with its form.
    change_form_after_template = "desk/admin/_seen_change.html"

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        newest = Change.objects.of_row(obj).values_list("pk", flat=True).first() if obj else None
        context |= {"seen_change": newest or 0}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        seen = number(request.POST.get("seen_change", "")) if obj and request.method == "POST" else None
        if seen is None:
            return form
        later = (
            Change.objects.of_row(obj)
            .exclude(actor=request.user)
            .filter(pk__gt=seen, kind=Change.Kind.UPDATE)
        )
        return type(
            form.__name__, (_NotBehind, form), {"later_change": later.select_related("actor").first()}
        )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Show a text of a few lines in a field of a few lines."""
        is_plain = isinstance(db_field, models.TextField) and "widget" not in kwargs
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in self.help_words:
            field.help_text = self.help_words[db_field.name]
        if is_plain:
            field.widget.attrs["rows"] = SHORT_ROWS if 0 < (db_field.max_length or 0) <= SHORT else LONG_ROWS
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is Photo:
            kwargs.setdefault("queryset", access.photos_open_to(request.user))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def lookup_allowed(self, lookup, value, request=None):
        """Answer only the filters that the list offers: others would tell of columns that it does not show."""
        offered = self.get_list_filter(request)
        filters = {one if isinstance(one, str) else getattr(one, "parameter_name", "") for one in offered}
        field, _parting, condition = lookup.partition("__")
        return field in filters and condition in FILTERS

    def changelist_view(self, request, extra_context=None):
        """Drop filters with a NUL character, which no query can hold."""
        if any(without_nul(value) != value for value in request.GET.values()):
            return HttpResponseRedirect(request.path)
        return super().changelist_view(request, extra_context)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and (names := self._kept_from(request, object_id)):
            return self._refuse(request, object_id, names)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:  # somebody saved the same name in this very moment: now the form knows
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _kept_from(self, request, object_id):
        """Return the names of fields that were sent and that this person's form does not offer."""
        row = self.get_object(request, unquote(object_id)) if object_id else None
        may_save = self.has_change_permission(request, row) if row else self.has_add_permission(request)
        if not may_save:
            return []  # the page itself says so
        columns = {field.name for field in (*self.opts.concrete_fields, *self.opts.many_to_many)}
        offered = self.get_form(request, row, change=bool(row)).base_fields
        return sorted(columns.difference(offered).intersection(request.POST))

    def _refuse(self, request, object_id, names):
        """No page sends such fields, so nothing of the form is saved, and the attempt is recorded."""
        labels = ", ".join(str(self.opts.get_field(name).verbose_name) for name in names)
        messages.error(request, _("Nothing was saved: these fields are not yours to change: %s.") % labels)
        row = self.get_object(request, unquote(object_id)) if object_id else self.model()
        if row:
            Change.objects.note(row, by=request.user, source=request.path, refused=names)
        return HttpResponseRedirect(request.path)

    def get_changeform_initial_data(self, request):
        """Return nothing: Django would fill a new form with the values of its address, and fail where one is
        no id."""
        return {}

    def page(self, route, view, name):
        """Return the URL pattern of a page of this model, behind the desk's login."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(route, self.admin_site.admin_view(view), name=name)


class _ReadersList(ChangeList):
    """A list whose rows know whether their address answers readers."""

    def get_results(self, request):
        super().get_results(request)
        rows = list(self.result_list)
        ids = shown.ids_of(rows)
        for row in rows:
            row.is_shown = row.pk in ids
        self.result_list = rows


class AddressedAdmin(DeskAdmin):
    """An admin class of rows that have a page of their own; its form also shows where they were before."""

    readonly_fields = ["address", "old_addresses"]
    hidden_words = gettext_lazy("no story yet: readers do not see it")

    def get_changelist(self, request, **kwargs):
        return _ReadersList

    def get_view_on_site_url(self, obj=None):
        """Offer the readers' page where there is one."""
        return super().get_view_on_site_url(obj) if obj and shown.ids_of([obj]) else None

    @admin.display(description=gettext_lazy("readers' page"), ordering="slug")
    def address(self, row):
        """Return the link that readers follow, or its path with why it does not answer yet."""
        if row.pk is None:
            return "–"
        path = row.get_absolute_url()
        if row.is_shown if hasattr(row, "is_shown") else shown.ids_of([row]):
            return format_html('<a href="{}">{}</a>', path, path)
        return format_html(
            '<span class="readers-page">{}<br><small>{}</small></span>', path, self.hidden_words
        )

    @admin.display(description=gettext_lazy("old addresses"))
    def old_addresses(self, row):
        kind = self.opts.model_name
        paths = LegacyPath.objects.filter(**{kind: row.pk}).order_by("-pk") if row.pk else []
        context = {
            "paths": paths[:MOST_OLD_ADDRESSES],
            "mergers": Merger.objects.into(row) if kind in Merger.Kind.values and row.pk else [],
        }
        return render_to_string("desk/admin/_old_addresses.html", context)


class MergeableAdmin(AddressedAdmin):
    """An admin class of names that may turn out to be one: tags and people."""

    change_form_outer_before_template = "desk/admin/_merge_link.html"

    def get_urls(self):
        return [self.page("<int:pk>/gabung/", self.merge_view, "merge"), *super().get_urls()]

    def merge_view(self, request, pk):
        context = {**self.admin_site.each_context(request), "opts": self.opts}
        return merging.page(request, self, context, pk)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_merge"] = bool(obj) and merging.may_merge(self, request)
        return super().render_change_form(request, context, add, change, form_url, obj)
