"""The desk's pages: every admin class, also those of the articles app.

Reporters see and change their own stories and see the published ones; editors see all. `staff.workflow`
decides whether a text may be changed and which buttons appear; no rule about a status is written here.
"""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms.widgets import Script
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles import permissions, zones
from articles.models import (
    ArticleEvent,
    Category,
    Credit,
    ExportFile,
    Page,
    Person,
    Pick,
    Publication,
    Region,
    Tag,
)
from articles.text import body
from staff import access
from staff.admin.accounts import UserAdmin
from staff.admin.advertising import AdSlotAdmin, AdvertisementAdmin
from staff.admin.articles import ArticleAdmin
from staff.admin.attachments import AttachmentAdmin
from staff.admin.base import AddressedAdmin, DeskAdmin, MergeableAdmin
from staff.admin.photos import PhotoAdmin
from staff.desk import (
    branding,
    category_sets,
    duty_roster,
    front_page,
    merging,
    proposals,
    region_list,
    regions,
)
from staff.desk.forms import PageForm, TagForm
from staff.desk.publication_form import PublicationForm
from staff.models import Coverage, StoryTemplate, User
from staff.parsing import number
from staff.reporting import imports, pieced_uploads
from staff.writing import story_templates
from staff.writing.composer import composer

# Stories, photos, attachments and accounts have modules of their own, which are registered by being imported.
__all__ = ["AdSlotAdmin", "AdvertisementAdmin", "ArticleAdmin", "AttachmentAdmin", "PhotoAdmin", "UserAdmin"]

FIRST = _("The smaller the number, the further ahead.")
MOST_EARLIER_TEXTS = 50  # in the list of a fixed page's earlier texts


@admin.register(Pick)
class PickAdmin(DeskAdmin):
    """A single page, on which everything about the front page is done."""

    def get_urls(self):
        return [
            self.page("", self.changelist_view, "changelist"),
            self.page("cari/", require_safe(front_page.search_stories), "find"),
        ]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": _("The front page")}
        return front_page.page(request, context)


@admin.register(Coverage)
class CoverageAdmin(DeskAdmin):
    """A single page, which editors read and managing editors keep."""

    def get_urls(self):
        return [self.page("", self.changelist_view, "changelist")]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        title = _("Who looks after what")
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return duty_roster.page(request, context)


@admin.register(ExportFile)
class ExportFileAdmin(DeskAdmin):
    """Moving in: a page that lists the uploaded exports, and a page for each."""

    def get_urls(self):
        return [
            self.page("", self.changelist_view, "changelist"),
            self.page("<int:pk>/", self.export_view, "change"),
            self.page("<int:pk>/laporan/", self.report_view, "report"),
            self.page("potongan/", self.pieces_view, "pieces"),
            self.page("potongan/<int:pk>/", self.piece_view, "piece"),
        ]

    def _context(self, request):
        if not (self.has_add_permission(request) or self.has_view_permission(request)):
            raise PermissionDenied
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": _("Moving in")}

    def changelist_view(self, request, extra_context=None):
        return imports.index(request, self._context(request))

    def export_view(self, request, pk):
        return imports.detail(request, self._context(request), pk)

    def report_view(self, request, pk):
        self._context(request)
        return imports.report(request, pk)

    def pieces_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return pieced_uploads.begin(request)

    def piece_view(self, request, pk):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return pieced_uploads.take(request, pk)


@admin.register(Page)
class PageAdmin(AddressedAdmin):
    help_words = {"order": FIRST}
    hidden_words = _("not visible to readers")
    empty_words = _(
        "Pages stay: about us, contact, the guideline. Their links stand at the foot of the site."
    )
    form = PageForm
    list_display = ["title", "address", "policy", "is_public", "order"]
    fieldsets = [
        (None, {"fields": ["title", "body", "mode"]}),
        (_("Placing"), {"fields": ["slug", "is_public", "order", "policy", "address", "old_addresses"]}),
        (_("Earlier texts"), {"fields": ["texts"]}),
    ]
    readonly_fields = [*AddressedAdmin.readonly_fields, "texts"]
    prepopulated_fields = {"slug": ["title"]}

    def save_model(self, request, obj, form, change):
        """Save what differs: readers are told when a page was last changed."""
        if obj.differs_from_stored():
            obj.save(by=request.user)

    @admin.display(description=_("what the page said"))
    def texts(self, fixed):
        earlier = fixed.texts.select_related("saved_by").exclude(pk__in=fixed.texts.values("pk")[:1])
        texts = [(text, body.text(text.body)) for text in earlier[:MOST_EARLIER_TEXTS]]
        return render_to_string("desk/admin/_page_texts.html", {"texts": texts})

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"composer": composer(request)})


@admin.register(StoryTemplate)
class StoryTemplateAdmin(DeskAdmin):
    help_words = {"order": FIRST}
    empty_words = _(
        "A template is the beginning of a story that comes again and again: weather, accidents, traffic."
    )
    form = story_templates.StoryTemplateForm
    list_display = ["name", "category", "order", "is_active"]
    list_select_related = ["category"]


@admin.register(Category)
class CategoryAdmin(AddressedAdmin):
    help_words = {
        "parent": _("Empty: a section of its own, in the menu of the site. Else a part of that section."),
        "order": FIRST,
    }
    hidden_words = _("no story yet: not in the menu, and readers do not see it")
    list_display = ["name", "address", "order"]
    ordering = ["order", "name"]  # as in the menu
    empty_words = _(
        "A category is a section of the paper, such as Politics or Sports: every story stands in one."
    )
    search_fields = ["name", "path"]
    prepopulated_fields = {"slug": ["name"]}
    list_before_template = "desk/desk/_way_to_categories.html"

    def get_urls(self):
        return [self.page("pilihan/", self.sets_view, "sets"), *super().get_urls()]

    def sets_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        title = _("Categories to begin with")
        return category_sets.page(
            request, {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        )


@admin.register(Region)
class RegionAdmin(AddressedAdmin):
    help_words = {
        "parent": _("The province of a regency or city, the regency or city of a district."),
        "time_zone": _("That of its province."),
    }
    empty_words = _("A region is where a story happened: its dateline and its readers' page come from it.")
    list_display = ["name", "kind", "parent", "time_zone", "address"]
    list_filter = ["kind"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["parent"]
    list_before_template = "desk/desk/_ways_to_regions.html"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("parent")

    def get_urls(self):
        return [
            self.page("indonesia/", self.table_view, "indonesia"),
            self.page("daftar/", self.list_view, "import"),
            *super().get_urls(),
        ]

    def table_view(self, request):
        return regions.page(request, self._adding_context(request, _("Regions of Indonesia")))

    def list_view(self, request):
        return region_list.page(request, self._adding_context(request, _("Regions from a list of your own")))

    def _adding_context(self, request, title):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": title}

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "time_zone":
            kwargs["choices"] = zones.choices()
        return super().formfield_for_choice_field(db_field, request, **kwargs)


@admin.register(Tag)
class TagAdmin(MergeableAdmin):
    form = TagForm
    help_words = {"name": _("As readers see it. Stories keep a tag whose name changes.")}
    list_display = ["name", "address"]
    empty_words = _("Tags come with the first stories: whoever writes types them there.")
    search_fields = ["name"]

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(pk__in=access.hidden_tags(request.user))

    def get_exclude(self, request, obj=None):
        """A new tag has its address from its name: nobody else would see another one before readers do."""
        return () if obj else ("slug", "intro", "parts")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            merging.index_words_of(obj)


OF_THE_MASTHEAD = ("user", "position", "bio", "masthead_order")
OF_ONESELF = ("name", "slug", *OF_THE_MASTHEAD)


@admin.register(Person)
class PersonAdmin(MergeableAdmin):
    help_words = {
        "name": _("As it is printed below headlines."),
        "user": _("Who writes under this name. Empty: a stringer or somebody quoted, without an account."),
        "masthead_order": FIRST,
    }
    empty_words = _(
        "A name stands in credits and in the masthead. It comes with an account, or is added here for a stringer."
    )
    list_display = ["name", "initials", "position", "address"]
    search_fields = ["name", "initials"]
    autocomplete_fields = ["photo"]

    def get_readonly_fields(self, request, obj=None):
        """Leave to managing editors what readers and the rule of the second person take from a byline, and to
        somebody else what is said of oneself."""
        of_all = super().get_readonly_fields(request, obj)
        if obj and obj.user_id == request.user.pk and ArticleEvent.objects.newsroom_is_live():
            return [*of_all, *OF_ONESELF]
        if not request.user.has_perm(permissions.REVIEW_ARTICLE):
            return [*of_all, *OF_THE_MASTHEAD, "photo"]
        return of_all if request.user.has_perm(permissions.KEEP_PERSON) else [*of_all, *OF_THE_MASTHEAD]

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(pk__in=access.hidden_people(request.user))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer accounts that have no name yet. A name becomes an account's byline by somebody else's hand: whose it
        is says who wrote what."""
        if db_field.name == "user":
            pk = (
                number(request.resolver_match.kwargs.get("object_id", "")) if request.resolver_match else None
            )
            accounts = User.objects.filter(Q(person=None) | Q(person=pk)).order_by("first_name", "username")
            is_credited = bool(pk) and Credit.objects.filter(person=pk).exists()
            if is_credited or ArticleEvent.objects.newsroom_is_live():
                accounts = accounts.exclude(pk=request.user.pk)
            kwargs.setdefault("queryset", accounts)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Let a portrait be chosen from the library only: the page that uploads many photos returns to no
        popup."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "photo":
            field.widget.can_add_related = field.widget.can_change_related = False
        return field


@admin.register(Publication)
class PublicationAdmin(DeskAdmin):
    form = PublicationForm
    change_form_outer_before_template = "desk/admin/_proposal.html"
    fieldsets = [
        (_("Name and logo"), {"fields": ["name", "tagline", "description", "logo"]}),
        (_("Colour"), {"fields": ["palette", "own_colour"]}),
        (
            _("Press law: who answers for it"),
            {
                "fields": ["legal_name", "address", "responsible", "editor_in_chief", "council_number", "email", "phone"],
                "description": _("Law 40/1999 asks for them: they stand on the page of the masthead."),
            },
        ),
        (
            _("Letters of readers"),
            {
                "fields": ["reply_hours"],
                "description": _("The page of standards tells readers of it, and the register counts by it."),
            },
        ),
        (
            _("Press law: what is asked at approval"),
            {
                "fields": ["asks_at_approval", "ad_rules"],
                "description": _(
                    "Which goods are asked about is this house's decision. Each names the law behind its question: compare it"
                    " with the official text first."
                ),
            },
        ),
        (
            _("How a story begins (dateline)"),
            {"fields": ["dateline_site", "dateline_pattern", "changes_published", "former_datelines"]},
        ),
        (
            _("How a story looks"),
            {
                "fields": [
                    "sign_off_place", "credits_place", "inline_related", "excerpt_end", "excerpt_words", "end_list_length",
                    "end_list_fills",
                ]
            },
        ),
        (_("The site"), {"fields": ["site_address", "site_time", "profiles", "ai_crawlers", "ads_txt"]}),
    ]  # fmt: skip
    readonly_fields = ["site_address", "site_time"]

    class Media:
        js = [Script("desk/desk/publication.js", type="module")]
        css = {"all": ["desk/desk/publication.css"]}

    @admin.display(description=_("address of the site"))
    def site_address(self, publication):
        return _("%(value)s (set at the server: %(name)s)") % {"value": settings.SITE_URL, "name": "SITE_URL"}

    @admin.display(description=_("time of the site"))
    def site_time(self, publication):
        zone = zones.in_words(timezone.get_default_timezone())
        return _("%(value)s (set at the server: %(name)s)") % {"value": zone, "name": "TIME_ZONE"}

    def changelist_view(self, request, extra_context=None):
        """Lead to the one row, or to the form that makes it."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        publication = Publication.objects.first()
        page = reverse("admin:articles_publication_change", args=[publication.pk]) if publication else "add/"
        return HttpResponseRedirect(page)

    def has_add_permission(self, request):
        """The one row is made by whoever may change it."""
        # Asked for by every page's menu: the row is the one that the page has already.
        return self.has_change_permission(request) and branding.publication(request)._state.adding

    def get_urls(self):
        return [self.page("usulan/<int:pk>/", self.proposal_view, "proposal"), *super().get_urls()]

    def proposal_view(self, request, pk):
        if not self.has_change_permission(request):
            raise PermissionDenied
        return proposals.view(request, pk)

    def render_change_form(self, request, context, *args, **kwargs):
        return super().render_change_form(request, context | proposals.context(request.user), *args, **kwargs)

    def save_model(self, request, obj, form, change):
        """What every story prints waits for a second person; the rest is saved."""
        before = Publication.objects.filter(pk=1).first()
        form.take_in_logo(request.user)
        changes_published = form.cleaned_data["changes_published"]
        proposal = before and proposals.propose(
            obj, before, by=request.user, changes_published=changes_published
        )
        if proposal:
            sentence = _("What every story prints waits until a second person accepts it.")
            messages.warning(request, f"{sentence} {proposals.waits_for(proposal)}")
        super().save_model(request, obj, form, change)
