"""The desk's pages: every admin class, also those of the articles app.

Reporters see and touch their own stories and see what is published; editors see all. Whether a text may
be changed and which buttons appear is asked of `staff.workflow`; nothing here knows a status by heart.
"""

from contextlib import suppress

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from articles import body, rendering, zones
from articles.models import (
    Article,
    ArticleEvent,
    Category,
    ExportFile,
    Page,
    Person,
    Photo,
    PhotoUse,
    Pick,
    Publication,
    Region,
    Tag,
)
from staff import (
    aids,
    bulk,
    coverage,
    dossier,
    finding,
    front_page,
    library,
    library_views,
    moving_in,
    planning,
    reasons,
    recurring,
    reviewing,
    routing,
    thread,
    views,
    wording,
    workflow,
    writing,
)
from staff.forms import FULL, PHONE, ArticleForm, PageForm, PhotoForm, form_for, number
from staff.models import Coverage, EditLease, Scratch, StoryTemplate, User
from staff.views import to_page

SHOWN_IN = 50  # stories that a photo's page lists
EVENTS, REVISIONS = 50, 100  # that the review screen lists, the newest first
HIDDEN = ("revision", "tab", "mode", "seen_live", "confirm_empty")
NEW_STORY_ACTIONS = {"submit": workflow.ACTIONS["submit"]}

EARLIER_TEXTS = 50  # of a fixed page, that the desk lists


class DeskAdmin(ModelAdmin):
    """Nothing in a newsroom is deleted; what was made by mistake is spiked or withdrawn."""

    actions = None

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """No question to a database can hold this character, whatever the filter."""
        if any("\x00" in value for value in request.GET.values()):
            return HttpResponseRedirect(request.path)
        return super().changelist_view(request, extra_context)

    def get_changeform_initial_data(self, request):
        """Django fills a new form with whatever stands in its address, and fails where that is nobody's id."""
        return {}

    def page(self, route, view, name):
        """An address of this model's own, behind the desk's login."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(route, self.admin_site.admin_view(view), name=name)


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    form = ArticleForm
    change_form_template = "desk/writing/form.html"
    autocomplete_fields = ["category", "region"]
    fieldsets = [
        (None, {"fields": ["headline", "standfirst", "body", *HIDDEN]}),
        (_("Placing"), {"fields": ["category", "region", "dateline", "tag_names", "lead_photo"]}),
        (_("Names and links"), {"fields": ["credits", "related"]}),
        (_("Further"), {"fields": ["sign_off", "commercial_label", "slug"], "classes": ["collapse"]}),
    ]

    # What a person sees and touches

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (
            obj is None or not workflow.edit_refusal(obj, request.user)
        )

    def _context(self, request):
        return {**self.admin_site.each_context(request), "opts": self.opts}

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return finding.page(request, self._context(request))

    def bulk_view(self, request):
        return bulk.page(request, self._context(request))

    def bulk_result_view(self, request, key):
        return bulk.result(request, self._context(request), key)

    def get_form(self, request, obj=None, change=False, **kwargs):
        return form_for(request.user, super().get_form(request, obj, change=change, **kwargs))

    def get_fieldsets(self, request, obj=None):
        """The address belongs to the live story: an update does not change it."""
        if not obj or not obj.update_of_id:
            return self.fieldsets
        return [
            (title, options | {"fields": [name for name in options["fields"] if name != "slug"]})
            for title, options in self.fieldsets
        ]

    # Saving

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What may not be changed is read instead; a text that arrives all the same is kept, not thrown away."""
        # A new story that is sent again because its answer was lost is a known one.
        begun = None if object_id else writing.begun_by(request.user, request.POST.get("tab", ""))
        story = begun or views.visible(request).filter(pk=number(unquote(object_id or ""))).first()
        if request.method == "POST" and object_id and not story:
            raise Http404  # also where Django would read the number in another way
        if story and request.method == "POST":
            form = form_for(request.user)(request.POST, instance=story)
            if form.is_valid() or workflow.edit_refusal(story, request.user):
                return self._save(request, story, form, is_new=bool(begun))
        elif story and workflow.edit_refusal(story, request.user):
            return to_page("review", story)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _save(self, request, story, form, *, is_new):
        typed = form.cleaned_data
        try:
            saved = writing.save(
                story,
                writing.first_content(form.content(), request.user) if is_new else form.content(),
                by=request.user,
                base=writing.FIRST if is_new else typed.get("revision"),
                tab=typed.get("tab", ""),
                update="_update" in request.POST,
                seen_live=writing.unseal(story, typed.get("seen_live") or ""),
            )
        except workflow.Refused as refused:
            return views.conflict(request, story, refused)
        return self.response_change(request, saved)

    def save_model(self, request, obj, form, change):
        """A new story; a known one is saved by `changeform_view`."""
        content = writing.first_content(form.content(), request.user)
        saved = writing.begin(content, by=request.user, tab=form.cleaned_data["tab"])
        obj.pk, obj.version = saved.pk, saved.version

    def save_related(self, request, form, formsets, change):
        """Everything of a story is in its content."""

    def construct_change_message(self, request, form, formsets, add=False):
        return ""  # the story's own events tell more than the admin's log

    def log_addition(self, request, obj, message):
        return None

    def log_change(self, request, obj, message):
        return None

    # Pages of a story's own

    def get_urls(self):
        page = self.page
        return [
            page("pilih/", require_safe(self.pick), "pick"),
            page("lompat/", finding.offer, "offer"),
            page("massal/", self.bulk_view, "bulk"),
            page("massal/<uuid:key>/", self.bulk_result_view, "bulk_result"),
            page("ketikan/", views.autosave, "autosave_new"),
            page("periksa/", aids.check, "check_new"),
            page("saran/", aids.suggest, "suggest_new"),
            page("<int:pk>/periksa/", aids.check, "check"),
            page("<int:pk>/saran/", aids.suggest, "suggest"),
            page("<int:pk>/tinjau/", require_safe(self.review), "review"),
            page("<int:pk>/langkah/<slug:action>/", require_POST(self.act), "act"),
            page("<int:pk>/ambil/", require_POST(self.claim), "claim"),
            page("<int:pk>/urgensi/", require_POST(self.set_urgency), "urgency"),
            page("<int:pk>/sewa/", views.lease, "lease"),
            page("<int:pk>/ketikan/", views.autosave, "autosave"),
            page("<int:pk>/samping/", views.keep_aside, "keep_aside"),
            page("<int:pk>/bandingkan/<int:old>/", views.compare, "compare_now"),
            page("<int:pk>/bandingkan/<int:old>/<int:new>/", views.compare, "compare"),
            page("<int:pk>/pulihkan/<int:revision>/", views.restore, "restore"),
            page("<int:pk>/gabungkan/", views.merge_live, "merge_live"),
            page("<int:pk>/gabungkan/<int:revision>/", views.merge_aside, "merge_aside"),
            page("<int:pk>/berkas/", dossier.page, "dossier"),
            page("<int:pk>/berkas/unduh/", dossier.download, "dossier_file"),
            page("<int:pk>/utas/", thread.thread, "thread"),
            page("<int:pk>/utas/<int:comment>/", thread.decide, "thread_decide"),
            page("<int:pk>/utas/orang/", thread.people, "thread_people"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        desk = self._desk_context(request, obj) if obj else {"actions": NEW_STORY_ACTIONS}
        if request.method != "POST":
            desk |= self._unsaved(request, form, obj)
            desk |= {} if obj else recurring.begin(form, request.GET.get("templat"))
        desk["composer"] = composer(request)
        desk |= {"sources": Photo.Source.choices, "remembered": library.remembered(request.user)}
        if desk["composer"] == PHONE:
            desk |= _phone_parts(form)
        response = super().render_change_form(request, context | desk, add, change, form_url, obj)
        if "mode" in request.GET:
            response.set_cookie("mode", desk["composer"], path=f"/{settings.DESK_PATH}", samesite="Lax")
        if desk["composer"] == PHONE:
            response.template_name = "desk/writing/phone.html"
        return response

    def _unsaved(self, request, form, article):
        """Fills the form with what this person typed and did not save; a text behind the story's is only told of."""
        scratch = Scratch.objects.newest_of(request.user, article)
        if not scratch or "kosong" in request.GET:
            return {}
        if article and scratch.base != article.version:
            return {"stale_scratch": scratch}
        form.fill(scratch.data)
        if not article:
            form.initial["tab"] = scratch.tab
        return {"restored_scratch": scratch}

    def response_change(self, request, obj):
        """After the save, the step that was pressed with it; what was typed for it survives a refusal."""
        action = request.POST.get("_action")
        if not action:
            return to_page("review", obj)
        typed = {key: request.POST.get(f"{key}_{action}", "") for key in ("reason", "at")}
        typed["codes"] = request.POST.getlist(f"codes_{action}")
        if action == "submit":
            self._note_urgency(request, obj)
        return self._perform(request, obj, action, obj.version, typed)

    def _note_urgency(self, request, article):
        """The box beside the button; what else was said of its urgency stays."""
        urgent = "urgent" in request.POST
        if urgent != (article.urgency == Article.Urgency.URGENT):
            urgency = Article.Urgency.URGENT if urgent else Article.Urgency.ORDINARY
            with suppress(workflow.Refused):  # then the step itself is refused, and says why
                workflow.set_urgency(article, urgency, by=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        return self.response_change(request, obj)

    def _desk_context(self, request, article):
        return {
            "story": article,
            "state": workflow.state_of(article),
            "state_label": workflow.state_label(article),
            "zone": zones.name(article.zone),
            "edit_refusal": workflow.edit_refusal(article, request.user),
            "drops_approval": article.status == Article.Status.APPROVED or article.is_scheduled,
            "is_live": article.is_public,
            "schedule": article.is_scheduled and zones.words(article.published_at, article.zone),
            "embargo": article.is_under_embargo and zones.words(article.embargo_until, article.zone),
            "actions": workflow.available(article, request.user),
            "reason_codes": reasons.REASONS,
            "slot": _slot(article),
            "return_reason": article.return_reason,
        }

    def review(self, request, pk, refused=None, typed=None, status=200):
        """The story as readers will see it, its history, and the buttons that this person may press now."""
        visible = views.visible(request)
        whole = visible.select_related(
            "category__parent", "region__parent__parent", "lead_photo", "claim__user"
        )
        article = get_object_or_404(rendering.with_related_ids(whole), pk=pk)
        publication = Publication.objects.current()
        family = views.articles_of_one_story(article).visible_to(request.user)
        desk = self._desk_context(request, article)
        content = article.snapshot() if article.status in Article.UNDER_WAY else None
        context = {
            **self.admin_site.each_context(request),
            **desk,
            **reviewing.context(request.user, article, visible, desk["actions"], content),
            **rendering.story(article, publication, visible),
            "publication": publication,
            "title": article.headline,
            "opts": self.opts,
            "refused": refused,
            "typed": typed or {},
            "withdrawal_request": workflow.withdrawal_request(article),
            "checks": aids.saved_problems(article, content, request.user),
            "update": family.open_updates().exclude(pk=article.pk).first(),
            "holder": _holder(article, request.user),
            # A colleague reads what is published, and not how it came about.
            "is_insider": writing.may_type(article, request.user),
            "route": routing.route_of(article),
            "whatsapp": wording.whatsapp_for(article, request.user),
            "unsaved": article.scratches.exclude(user=request.user).select_related("user"),
            "events": [
                (workflow.EVENT_LABELS.get(event.action, event.action), event)
                for event in ArticleEvent.objects.filter(article__in=family.values("pk")).select_related(
                    "actor", "revision"
                )[:EVENTS]
            ],
            "revisions": article.revisions.defer("content").select_related("author")[:REVISIONS],
        }
        if context["is_insider"]:
            context |= {"thread": thread.of(article, request.user), "assignment": planning.of_story(article)}
        return TemplateResponse(request, "desk/workflow/review.html", context, status=status)

    def act(self, request, pk, action):
        """One step of the workflow, from the review screen."""
        article = views.visible_story(request, pk)
        typed = {key: request.POST.get(key, "") for key in ("reason", "at")}
        typed["codes"] = request.POST.getlist("codes")
        was_submitted = article.status == Article.Status.SUBMITTED
        response = self._perform(request, article, action, number(request.POST.get("revision", "")), typed)
        if was_submitted and response.status_code == 302 and action in reviewing.DECISIONS:
            return reviewing.to_next(request.user)
        return response

    def claim(self, request, pk):
        """Takes a submitted story to review, over from somebody else, or gives it free."""
        article = views.visible_story(request, pk)
        if request.POST.get("do") == "release":
            reviewing.release(article, by=request.user)
            return to_page("review", article)
        try:
            reviewing.claim(article, by=request.user, take=request.POST.get("do") == "take")
        except workflow.Refused as refused:
            return self.review(request, article.pk, refused, status=409)
        return to_page("review", article)

    def set_urgency(self, request, pk):
        article = views.visible_story(request, pk)
        try:
            workflow.set_urgency(article, number(request.POST.get("urgency", "")), by=request.user)
        except workflow.Refused as refused:
            return self.review(request, article.pk, refused, status=400)
        return to_page("review", article)

    def _perform(self, request, article, action, revision, typed):
        """Does one action of the workflow; a refusal shows the review screen with what was typed."""
        if action not in workflow.ACTIONS:
            raise Http404(action)
        try:
            result = workflow.perform(
                action,
                article,
                by=request.user,
                revision=revision,
                reason=typed["reason"],
                codes=typed["codes"],
                at=planning.moment(typed["at"], article.zone),
            )
        except workflow.Refused as refused:
            if refused.code == "state" and workflow.was_just_done(action, article, request.user):
                return to_page("review", article)  # pressed twice: once is done, and nothing is wrong
            status = 409 if refused.code in ("stale", "changed", "merge") else 400
            return self.review(request, article.pk, refused, typed | {"action": action}, status)
        messages.success(request, _told(action, result))
        return to_page("review" if action != "propose_update" else "change", result)

    def pick(self, request):
        """Stories for the editor's Baca Juga picker, the best first; `?id=` asks for a single one."""
        stories = views.visible(request).filter(update_of=None)
        wanted = request.GET.get("id", "")
        return views.offered(stories.filter(pk=number(wanted) or 0) if wanted else stories, request)


def composer(request):
    """Which composer the form opens with: the one asked for, else the one chosen last, else by the browser's name.

    A touch screen that does not say so, as an iPad's, is noticed by static/desk/writing/autosave.js.
    """
    wanted = request.GET.get("mode") or request.COOKIES.get("mode", "")
    if wanted in (PHONE, FULL):
        return wanted
    agent = request.headers.get("User-Agent", "")
    return PHONE if "Mobi" in agent or "Android" in agent else FULL


def _phone_parts(form):
    """What the phone's page needs in place of the desk's widgets; its body is plain text."""
    value = form["body"].value() or ""
    typed_here = form.is_bound and form.data.get("mode") == PHONE
    return {
        "plain_body": value if typed_here else body.to_plain(body.clean(value)),
        "categories": Category.objects.all(),
        "regions": Region.objects.all(),
    }


def _holder(article, user):
    """Who else writes in this story. The own form was open a moment ago, on the way here."""
    lease = EditLease.objects.live().filter(article=article).exclude(user=user).select_related("user").first()
    return lease and writing.holder_message(lease, user)


def _slot(article):
    """The moment that an approved or scheduled story had been given, for the field that asks for it."""
    if not article.published_at or article.published_at <= timezone.now():
        return ""
    return planning.slot(article.published_at, article.zone)


def _told(action, article):
    """What was done; after a decision, when another story is on the screen, also to which."""
    done = views.told(action, article)
    if action not in reviewing.DECISIONS:
        return done
    review = reverse("admin:articles_article_review", args=[article.pk])
    page = article.get_absolute_url() if article.is_public else review
    return format_html('<a href="{}">{}</a>: {}', page, article.headline, done)


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
        (None, {"fields": [*Photo.WORDS]}),
        (_("For the desk"), {"fields": ["taken_at", "region", "focus_x", "focus_y"]}),
    ]

    def get_urls(self):
        page = self.page
        return [
            page("kirim/", library_views.upload, "upload"),
            page("pilih/", library_views.pick, "pick"),
            page("<int:pk>/keterangan/", library_views.words, "words"),
            page("<int:pk>/tarik/", library_views.kill, "kill"),
            page("<int:pk>/bebaskan/", library_views.give_free, "give_free"),
            page("<int:pk>/bukti/", library_views.evidence, "evidence"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        in_text = PhotoUse.objects.filter(photo=OuterRef("pk"))
        as_lead = Article.objects.filter(lead_photo=OuterRef("pk"))
        photos = super().get_queryset(request).select_related("region")
        return photos.annotate(is_used=Exists(in_text) | Exists(as_lead))

    def get_search_results(self, request, queryset, search_term):
        return library_views.search(queryset, search_term), False

    def get_fieldsets(self, request, obj=None):
        """Who gave it, and how that one allowed it, is not for every account of the desk."""
        if library_views.is_in_charge(obj, request.user):
            return self.fieldsets
        (title, words), *others = self.fieldsets
        shown = [name for name in words["fields"] if name not in library_views.FROM_WHOM]
        return [(title, words | {"fields": shown}), *others]

    # What is said of it. Whoever is in charge of a photo may always try to save: the form says why not, and keeps
    # what was typed, where a story went on while the page was open.

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj):
            return False
        if obj and request.method == "POST":
            return library_views.is_in_charge(obj, request.user)
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
        """`library.words_refusal`, asked once a request: Django's admin asks for it again and again."""
        known = vars(request).setdefault("photo_refusals", {})
        if photo.pk not in known:
            known[photo.pk] = library.words_refusal(photo, request.user)
        return known[photo.pk]

    def save_model(self, request, obj, form, change):
        try:
            library.save_words(obj, form.changed_data, by=request.user)
        except workflow.Refused as refused:
            request.photo_refusals[obj.pk] = refused.message
            raise

    # Its pages

    def add_view(self, request, form_url="", extra_context=None):
        """Many at once, each by itself: static/desk/photos/in_form.js sends them one after the other."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Add photos"),
            "opts": self.opts,
            "sources": Photo.Source.choices,
            "remembered": library.remembered(request.user),
        }
        return TemplateResponse(request, "desk/photos/upload.html", context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        shown = Article.objects.showing(obj).order_by("-saved_at")
        visible = list(shown.visible_to(request.user)[:SHOWN_IN])
        context |= {
            "photo": obj,
            "shown_in": [(workflow.state_of(story), workflow.state_label(story), story) for story in visible],
            "shown_elsewhere": shown.count() - len(visible),
            "people": Person.objects.filter(photo=obj),
            "refusal": self._refusal(request, obj),
            "offers": library_views.offers(obj, request.user),
            # Where it was taken may be a source's home: for editors, not for every account of the desk.
            "metadata": obj.metadata if request.user.has_perm("articles.review_article") else {},
            "may_kill": library.may_kill(request.user),
            "may_give_free": request.user.has_perm("articles.withdraw_article"),
            "show_save_and_add_another": False,
        }
        return super().render_change_form(request, context, add, change, form_url, obj)


@admin.register(Pick)
class PickAdmin(DeskAdmin):
    """One page, on which everything about the front page is done."""

    def get_urls(self):
        return [
            self.page("", self.changelist_view, "changelist"),
            self.page("cari/", require_safe(front_page.find), "find"),
        ]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": _("The front page")}
        return front_page.page(request, context)


@admin.register(Coverage)
class CoverageAdmin(DeskAdmin):
    """One page as well, which editors read and managing editors keep."""

    def get_urls(self):
        return [self.page("", self.changelist_view, "changelist")]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        title = _("Who looks after what")
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return coverage.page(request, context)


@admin.register(ExportFile)
class ExportFileAdmin(DeskAdmin):
    """Moving in: one page of what was brought, one for each export."""

    def get_urls(self):
        return [
            self.page("", self.changelist_view, "changelist"),
            self.page("<int:pk>/", self.export_view, "change"),
            self.page("<int:pk>/laporan/", self.report_view, "report"),
        ]

    def _context(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": _("Moving in")}

    def changelist_view(self, request, extra_context=None):
        return moving_in.index(request, self._context(request))

    def export_view(self, request, pk):
        return moving_in.detail(request, self._context(request), pk)

    def report_view(self, request, pk):
        self._context(request)
        return moving_in.report(request, pk)


@admin.register(Page)
class PageAdmin(DeskAdmin):
    form = PageForm
    list_display = ["title", "address", "policy", "is_public", "order"]
    fieldsets = [
        (None, {"fields": ["title", "body", "mode"]}),
        (_("Placing"), {"fields": ["slug", "is_public", "order", "policy"]}),
        (_("Earlier texts"), {"fields": ["texts"]}),
    ]
    readonly_fields = ["texts"]
    prepopulated_fields = {"slug": ["title"]}

    def save_model(self, request, obj, form, change):
        obj.save(by=request.user)

    @admin.display(description=_("what the page said"))
    def texts(self, fixed):
        earlier = fixed.texts.select_related("saved_by").exclude(pk__in=fixed.texts.values("pk")[:1])
        shown = [(text, body.text(text.body)) for text in earlier[:EARLIER_TEXTS]]
        return render_to_string("desk/admin/_page_texts.html", {"texts": shown})

    @admin.display(description=_("address"), ordering="slug")
    def address(self, fixed):
        return f"/{fixed.slug}/"

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"composer": composer(request)})


@admin.register(StoryTemplate)
class StoryTemplateAdmin(DeskAdmin):
    form = recurring.StoryTemplateForm
    list_display = ["name", "headline", "category", "order", "is_active"]
    list_select_related = ["category"]


@admin.register(Category)
class CategoryAdmin(DeskAdmin):
    list_display = ["name", "path", "order"]
    search_fields = ["name", "path"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Region)
class RegionAdmin(DeskAdmin):
    list_display = ["name", "kind", "parent", "time_zone"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["parent"]


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]


@admin.register(Person)
class PersonAdmin(DeskAdmin):
    list_display = ["name", "initials", "position"]
    search_fields = ["name", "initials"]
    autocomplete_fields = ["photo", "user"]

    def get_readonly_fields(self, request, obj=None):
        """A portrait is before readers at once, so editors choose it."""
        return [] if request.user.has_perm("articles.review_article") else ["photo"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A portrait comes from the library: uploading is a page of many photos, which returns to no popup."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "photo":
            field.widget.can_add_related = field.widget.can_change_related = False
        return field


@admin.register(Publication)
class PublicationAdmin(DeskAdmin):
    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Publication.objects.exists()


@admin.register(User)
class UserAdmin(DjangoUserAdmin, DeskAdmin):
    """Accounts are closed (`is_active`), never deleted: names and decisions stay."""

    form, add_form, change_password_form = UserChangeForm, UserCreationForm, AdminPasswordChangeForm
    list_display = ["username", "first_name", "last_name", "is_active", "last_login"]

    # Only who has all rights may hand them out, or touch an account that has them.

    def get_readonly_fields(self, request, obj=None):
        return [] if request.user.is_superuser else ["is_superuser", "user_permissions"]

    def has_change_permission(self, request, obj=None):
        mightier = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not mightier

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            writing.close_forms_of(obj)
