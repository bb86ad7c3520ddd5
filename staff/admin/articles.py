"""Stories in the admin: permissions, addresses, form and review screen."""

from contextlib import suppress

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from articles import zones
from articles.models import (
    Article,
    ArticleEvent,
    Category,
    Photo,
    Publication,
    Region,
    Step,
)
from articles.site import rendering
from articles.text import body
from staff import access, workflow
from staff.access import to_page
from staff.admin.base import DeskAdmin
from staff.desk import bulk_actions, story_list
from staff.models import EditLease, Scratch
from staff.notifying import routing, texts
from staff.parsing import number
from staff.photos import library
from staff.planning import assignments
from staff.reporting import audit_file
from staff.workflow import moments, return_reasons, review_queue
from staff.writing import autosave_views, comments, saving, story_templates, suggestions, views
from staff.writing.composer import composer
from staff.writing.forms import PHONE, ArticleForm, form_for

EVENTS, REVISIONS = 50, 100  # that the review screen lists, the newest first
HIDDEN = ("revision", "tab", "mode", "seen_live", "confirm_empty")
NEW_STORY_ACTIONS = {Step.SUBMIT: workflow.ACTIONS[Step.SUBMIT]}


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
        return story_list.page(request, self._context(request))

    def bulk_view(self, request):
        return bulk_actions.page(request, self._context(request))

    def bulk_result_view(self, request, key):
        return bulk_actions.result(request, self._context(request), key)

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
        begun = None if object_id else saving.begun_by(request.user, request.POST.get("tab", ""))
        story = begun or access.visible(request).filter(pk=number(unquote(object_id or ""))).first()
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
            saved = saving.save(
                story,
                saving.first_text(form.text(), request.user) if is_new else form.text(),
                by=request.user,
                base=saving.FIRST if is_new else typed.get("revision"),
                tab=typed.get("tab", ""),
                update="_update" in request.POST,
                seen_live=saving.unseal(story, typed.get("seen_live") or ""),
            )
        except workflow.Refused as refused:
            return views.conflict(request, story, refused)
        return self.response_change(request, saved)

    def save_model(self, request, obj, form, change):
        """A new story; a known one is saved by `changeform_view`."""
        text = saving.first_text(form.text(), request.user)
        saved = saving.begin(text, by=request.user, tab=form.cleaned_data["tab"])
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
            page("lompat/", story_list.offer, "offer"),
            page("massal/", self.bulk_view, "bulk"),
            page("massal/<uuid:key>/", self.bulk_result_view, "bulk_result"),
            page("ketikan/", autosave_views.autosave, "autosave_new"),
            page("periksa/", suggestions.check, "check_new"),
            page("saran/", suggestions.suggest, "suggest_new"),
            page("<int:pk>/periksa/", suggestions.check, "check"),
            page("<int:pk>/saran/", suggestions.suggest, "suggest"),
            page("<int:pk>/tinjau/", require_safe(self.review), "review"),
            page("<int:pk>/langkah/<slug:action>/", require_POST(self.act), "act"),
            page("<int:pk>/ambil/", require_POST(self.claim), "claim"),
            page("<int:pk>/urgensi/", require_POST(self.set_urgency), "urgency"),
            page("<int:pk>/sewa/", autosave_views.lease, "lease"),
            page("<int:pk>/ketikan/", autosave_views.autosave, "autosave"),
            page("<int:pk>/samping/", autosave_views.keep_aside, "keep_aside"),
            page("<int:pk>/bandingkan/<int:old>/", views.compare, "compare_now"),
            page("<int:pk>/bandingkan/<int:old>/<int:new>/", views.compare, "compare"),
            page("<int:pk>/pulihkan/<int:revision>/", views.restore, "restore"),
            page("<int:pk>/gabungkan/", views.merge_live, "merge_live"),
            page("<int:pk>/gabungkan/<int:revision>/", views.merge_aside, "merge_aside"),
            page("<int:pk>/berkas/", audit_file.page, "dossier"),
            page("<int:pk>/berkas/unduh/", audit_file.download, "dossier_file"),
            page("<int:pk>/utas/", comments.thread, "thread"),
            page("<int:pk>/utas/<int:comment>/", comments.decide, "thread_decide"),
            page("<int:pk>/utas/orang/", comments.people, "thread_people"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        desk = self._desk_context(request, obj) if obj else {"actions": NEW_STORY_ACTIONS}
        if request.method != "POST":
            desk |= self._unsaved(request, form, obj)
            desk |= {} if obj else story_templates.begin(form, request.GET.get("templat"))
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
        if action == Step.SUBMIT:
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
            "reason_codes": return_reasons.REASONS,
            "slot": _slot(article),
            "return_reason": article.return_reason,
        }

    def review(self, request, pk, refused=None, typed=None, status=200):
        """The story as readers will see it, its history, and the buttons that this person may press now."""
        visible = access.visible(request)
        whole = visible.select_related(
            "category__parent", "region__parent__parent", "lead_photo", "claim__user"
        )
        article = get_object_or_404(rendering.with_related_ids(whole), pk=pk)
        publication = Publication.objects.current()
        family = access.articles_of_one_story(article).visible_to(request.user)
        desk = self._desk_context(request, article)
        text = article.snapshot() if article.status in Article.UNDER_WAY else None
        context = {
            **self.admin_site.each_context(request),
            **desk,
            **review_queue.context(request.user, article, visible, desk["actions"], text),
            **rendering.story(article, publication, visible),
            "publication": publication,
            "title": article.headline,
            "opts": self.opts,
            "refused": refused,
            "typed": typed or {},
            "withdrawal_request": workflow.withdrawal_request(article),
            "checks": suggestions.saved_problems(article, text, request.user),
            "update": family.open_updates().exclude(pk=article.pk).first(),
            "holder": _holder(article, request.user),
            # A colleague reads what is published, and not how it came about.
            "is_insider": saving.may_type(article, request.user),
            "route": routing.route_of(article),
            "whatsapp": texts.whatsapp_for(article, request.user),
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
            context |= {
                "thread": comments.of(article, request.user),
                "assignment": assignments.of_story(article),
            }
        return TemplateResponse(request, "desk/workflow/review.html", context, status=status)

    def act(self, request, pk, action):
        """One step of the workflow, from the review screen."""
        article = access.visible_story(request, pk)
        typed = {key: request.POST.get(key, "") for key in ("reason", "at")}
        typed["codes"] = request.POST.getlist("codes")
        was_submitted = article.status == Article.Status.SUBMITTED
        response = self._perform(request, article, action, number(request.POST.get("revision", "")), typed)
        if was_submitted and response.status_code == 302 and action in review_queue.DECISIONS:
            return review_queue.to_next(request.user)
        return response

    def claim(self, request, pk):
        """Takes a submitted story to review, over from somebody else, or gives it free."""
        article = access.visible_story(request, pk)
        if request.POST.get("do") == "release":
            review_queue.release(article, by=request.user)
            return to_page("review", article)
        try:
            review_queue.claim(article, by=request.user, take=request.POST.get("do") == "take")
        except workflow.Refused as refused:
            return self.review(request, article.pk, refused, status=409)
        return to_page("review", article)

    def set_urgency(self, request, pk):
        article = access.visible_story(request, pk)
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
                at=moments.moment(typed["at"], article.zone),
            )
        except workflow.Refused as refused:
            if refused.code == "state" and workflow.was_just_done(action, article, request.user):
                return to_page("review", article)  # pressed twice: once is done, and nothing is wrong
            status = 409 if refused.code in ("stale", "changed", "merge") else 400
            return self.review(request, article.pk, refused, typed | {"action": action}, status)
        messages.success(request, _told(action, result))
        return to_page("review" if action != Step.PROPOSE_UPDATE else "change", result)

    def pick(self, request):
        """Stories for the editor's Baca Juga picker, the best first; `?id=` asks for a single one."""
        stories = access.visible(request).filter(update_of=None)
        wanted = request.GET.get("id", "")
        return access.offered(stories.filter(pk=number(wanted) or 0) if wanted else stories, request)


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
    return lease and saving.holder_message(lease, user)


def _slot(article):
    """The moment that an approved or scheduled story had been given, for the field that asks for it."""
    if not article.published_at or article.published_at <= timezone.now():
        return ""
    return moments.slot(article.published_at, article.zone)


def _told(action, article):
    """What was done; after a decision, when another story is on the screen, also to which."""
    done = access.told(action, article)
    if action not in review_queue.DECISIONS:
        return done
    review = reverse("admin:articles_article_review", args=[article.pk])
    page = article.get_absolute_url() if article.is_public else review
    return format_html('<a href="{}">{}</a>: {}', page, article.headline, done)
