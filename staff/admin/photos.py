"""Photos in the admin."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.models import (
    Article,
    Person,
    Photo,
    PhotoUse,
)
from staff import access, workflow
from staff.admin.base import DeskAdmin
from staff.photos import library, views
from staff.photos.forms import PhotoForm

MOST_STORIES = 50  # stories that a photo's page lists


class MinePhotos(admin.SimpleListFilter):
    title = _("uploaded by")
    parameter_name = "saya"

    def lookups(self, request, model_admin):
        return [("1", _("me"))]

    def queryset(self, request, queryset):
        return queryset.filter(uploaded_by=request.user) if self.value() else queryset


@admin.register(Photo)
class PhotoAdmin(DeskAdmin):
    form = PhotoForm
    change_form_template = "desk/photos/photo.html"
    change_list_template = "desk/photos/library.html"
    list_display = ["caption"]
    list_filter = ["source", "state", MinePhotos, "uploaded_at", "taken_at"]
    list_per_page = 48
    show_full_result_count = False
    search_fields = ["caption"]
    search_help_text = _("Caption, credit, place or day (12/11/2026)")
    autocomplete_fields = ["region"]
    fieldsets = [
        (None, {"fields": [*Photo.WORDS, "ai_tool"]}),
        (_("For the desk"), {"fields": ["taken_at", "region", "focus_x", "focus_y"]}),
    ]

    def get_urls(self):
        page = self.page
        return [
            page("kirim/", views.upload, "upload"),
            page("pilih/", views.pick, "pick"),
            page("<int:pk>/keterangan/", views.save_words, "words"),
            page("<int:pk>/tarik/", views.withdraw, "kill"),
            page("<int:pk>/bebaskan/", views.release, "give_free"),
            page("<int:pk>/bukti/", views.evidence, "evidence"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        in_text = PhotoUse.objects.filter(photo=OuterRef("pk"))
        as_lead = Article.objects.filter(lead_photo=OuterRef("pk"))
        photos = super().get_queryset(request).exclude(pk__in=access.hidden_photos(request.user))
        return photos.select_related("region").annotate(is_used=Exists(in_text) | Exists(as_lead))

    def get_search_results(self, request, queryset, search_term):
        return views.search(queryset.filter(is_logo=False), search_term, request.user), False

    def get_fieldsets(self, request, obj=None):
        """Leave out the supplier and the consent, which are not for every account of the desk."""
        if views.is_in_charge(obj, request.user):
            return self.fieldsets
        (title, words), *others = self.fieldsets
        visible_fields = [name for name in words["fields"] if name not in views.FROM_WHOM]
        return [(title, words | {"fields": visible_fields}), *others]

    # Its words. Whoever is in charge of a photo may always try to save: where a story went on while the page
    # was open, the form says why not and keeps the values that were typed.

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj):
            return False
        if obj and request.method == "POST":
            return views.is_in_charge(obj, request.user)
        return obj is None or not self._refusal(request, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = self._refusal(request, obj)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except workflow.Refused:  # a story went on in this very moment: now the form knows
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _refusal(self, request, photo):
        """Return `library.words_refusal`, computed once a request: Django's admin asks for it again and
        again."""
        refusals = vars(request).setdefault("photo_refusals", {})
        if photo.pk not in refusals:
            refusals[photo.pk] = library.words_refusal(photo, request.user)
        return refusals[photo.pk]

    def save_model(self, request, obj, form, change):
        try:
            library.save_words(obj, form.changed_data, by=request.user)
        except workflow.Refused as refused:
            request.photo_refusals[obj.pk] = refused.message
            raise

    # Its pages

    def add_view(self, request, form_url="", extra_context=None):
        """Show the page for many photos at once: static/desk/photos/in_form.js sends them one after the
        other."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Add photos"),
            "opts": self.opts,
            "sources": Photo.Source.choices,
            "upload_defaults": library.upload_defaults(request.user),
        }
        return TemplateResponse(request, "desk/photos/upload.html", context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        stories = Article.objects.showing(obj).order_by("-saved_at")
        visible = list(stories.visible_to(request.user)[:MOST_STORIES])
        context |= {
            "photo": obj,
            "stories": [(workflow.state_of(story), workflow.state_label(story), story) for story in visible],
            "invisible_count": stories.count() - len(visible),
            "people": Person.objects.filter(photo=obj),
            "refusal": self._refusal(request, obj),
            "offers": views.offers(obj, request.user),
            "facts_of_file": library.facts_of_file(obj, request.user),
            # Where it was taken may be a source's home: for editors, not for every account of the desk.
            "metadata": obj.metadata if request.user.has_perm(permissions.REVIEW_ARTICLE) else {},
            "may_withdraw": library.may_withdraw(request.user),
            "may_release": request.user.has_perm(permissions.WITHDRAW_ARTICLE),
            "show_save_and_add_another": False,
        }
        return super().render_change_form(request, context, add, change, form_url, obj)
