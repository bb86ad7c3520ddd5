"""The desk's pages: every admin class, also those of the articles app.

Reporters see and touch their own stories and see what is published; editors see all. Whether a text may
be changed and which buttons appear is asked of `staff.workflow`; nothing here knows a status by heart.
"""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.timezone import is_naive, make_aware
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin, TabularInline
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from articles import rendering, search
from articles.models import Article, Category, Credit, Person, Photo, Publication, Region, Related, Tag
from staff import workflow
from staff.forms import ArticleForm, PhotoForm
from staff.models import User

PICKED = 8  # stories that the Baca Juga picker offers at a time
NEW_STORY_ACTIONS = {"submit": workflow.ACTIONS["submit"]}


class DeskAdmin(ModelAdmin):
    """Nothing in a newsroom is deleted; what was made by mistake is spiked or withdrawn."""

    actions = None

    def has_delete_permission(self, request, obj=None):
        return False


class OrderedInline(TabularInline):
    """Rows in the order in which they are listed; a number can be typed on any phone."""

    extra = 0
    tab = True

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def _may_edit(self, request, obj):
        return obj is None or not workflow.edit_refusal(obj, request.user)

    def has_add_permission(self, request, obj=None):
        return self._may_edit(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._may_edit(request, obj)

    def has_view_permission(self, request, obj=None):
        return True


class CreditInline(OrderedInline):
    model = Credit
    fields = ["person", "role", "name", "order"]
    autocomplete_fields = ["person"]


class RelatedInline(OrderedInline):
    model = Related
    fk_name = "article"
    fields = ["target", "order"]
    autocomplete_fields = ["target"]


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    form = ArticleForm
    inlines = [CreditInline, RelatedInline]
    change_form_template = "admin/articles/article/change_form.html"
    warn_unsaved_form = True
    list_display = ["headline", "state", "category", "region", "writers", "published_at", "saved_at"]
    list_filter = ["status", "category", "region", "credits__person", "published_at", "needs_signature"]
    list_select_related = ["category", "region"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["headline"]
    search_help_text = _("Headline, text, tags and names")
    autocomplete_fields = ["category", "region", "lead_photo"]
    fieldsets = [
        (None, {"fields": ["headline", "standfirst", "body", "revision"]}),
        (_("Placing"), {"fields": ["category", "region", "dateline", "tag_names", "lead_photo"]}),
        (_("Further"), {"fields": ["sign_off", "commercial_label", "slug"], "classes": ["collapse"]}),
    ]

    # What a person sees and touches

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user).prefetch_related("credits")

    def get_object(self, request, object_id, from_field=None):
        """On a write, the row is locked first: its version decides whether the form is still fresh."""
        found = super().get_object(request, object_id, from_field)
        if found and request.method == "POST":
            found.refresh_from_db(from_queryset=Article.objects.select_for_update())
        return found

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (
            obj is None or not workflow.edit_refusal(obj, request.user)
        )

    def get_search_results(self, request, queryset, search_term):
        if search_term := search_term.replace("\x00", ""):
            queryset = queryset.filter(search=search.query(search_term)) | queryset.filter(
                headline__icontains=search_term
            )
        return queryset, False

    @admin.display(description=_("status"), ordering="status")
    def state(self, article):
        return format_html(
            '<span class="state state-{}">{}</span>',
            workflow.state_of(article),
            workflow.state_label(article),
        )

    @admin.display(description=_("writers"))
    def writers(self, article):
        return ", ".join(
            credit.name for credit in article.credits.all() if credit.role in Credit.WRITING_ROLES
        )

    # Saving

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        """Numbers the rows anew in the order that was typed, so that no two can claim one place."""
        super().save_formset(request, form, formset, change)
        rows = formset.model.objects.filter(article=form.instance).order_by("order", "pk")
        for place, row in enumerate(rows):
            if row.order != place:
                type(row).objects.filter(pk=row.pk).update(order=place)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        article = form.instance
        article.tags.set(Tag.objects.named(form.cleaned_data["tag_names"]))
        if not change and not article.credits.exists():
            article.credits.create(person=Person.objects.for_user(request.user), order=0)
        workflow.record_edit(article, by=request.user, update="_update" in request.POST)

    def construct_change_message(self, request, form, formsets, add=False):
        return ""  # the story's own events tell more than the admin's log

    def log_addition(self, request, obj, message):
        return None

    def log_change(self, request, obj, message):
        return None

    # Pages of a story's own

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/tinjau/", view(self.review), name="articles_article_review"),
            path("pilih/", view(self.pick), name="articles_article_pick"),
            path(
                "<int:pk>/langkah/<slug:action>/", view(require_POST(self.act)), name="articles_article_act"
            ),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        desk = self._desk_context(request, obj) if obj else {"actions": NEW_STORY_ACTIONS}
        return super().render_change_form(request, context | desk, add, change, form_url, obj)

    def response_change(self, request, obj):
        """After the save, the step that was pressed with it; what was typed for it survives a refusal."""
        action = request.POST.get("_action")
        if not action:
            return HttpResponseRedirect(reverse("admin:articles_article_review", args=[obj.pk]))
        typed = {key: request.POST.get(f"{key}_{action}", "") for key in ("reason", "at")}
        return self._perform(request, obj, action, obj.version, typed)

    def response_add(self, request, obj, post_url_continue=None):
        return self.response_change(request, obj)

    def _desk_context(self, request, article):
        returned = article.events.filter(action="return").first()
        return {
            "story": article,
            "state": workflow.state_of(article),
            "state_label": workflow.state_label(article),
            "edit_refusal": workflow.edit_refusal(article, request.user),
            "drops_approval": article.status == Article.Status.APPROVED or article.is_scheduled,
            "is_live": article.is_public,
            "actions": workflow.available(article, request.user),
            "return_reason": returned.reason
            if returned and article.status == Article.Status.RETURNED
            else "",
        }

    def review(self, request, pk, refused=None, typed=None, status=200):
        """The story as readers will see it, its history, and the buttons that this person may press now."""
        visible = Article.objects.visible_to(request.user)
        article = get_object_or_404(rendering.with_related_ids(visible), pk=pk)
        publication = Publication.objects.current()
        context = {
            **self.admin_site.each_context(request),
            **self._desk_context(request, article),
            **rendering.story(article, publication, visible),
            "publication": publication,
            "title": article.headline,
            "opts": self.opts,
            "refused": refused,
            "typed": typed or {},
            "withdrawal_request": workflow.withdrawal_request(article),
            "events": [
                (workflow.EVENT_LABELS.get(event.action, event.action), event)
                for event in article.events.select_related("actor", "revision")[:50]
            ],
        }
        return TemplateResponse(request, "admin/articles/article/review.html", context, status=status)

    def act(self, request, pk, action):
        """One step of the workflow, from the review screen."""
        article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
        typed = {key: request.POST.get(key, "") for key in ("reason", "at")}
        return self._perform(request, article, action, _number(request.POST.get("revision", "")), typed)

    def _perform(self, request, article, action, revision, typed):
        """Does one action of the workflow; a refusal shows the review screen with what was typed."""
        if action not in workflow.ACTIONS:
            raise Http404(action)
        try:
            workflow.perform(
                action,
                article,
                by=request.user,
                revision=revision,
                reason=typed["reason"],
                at=_moment(typed["at"]),
            )
        except workflow.Refused as refused:
            status = 409 if refused.code == "stale" else 400
            return self.review(request, article.pk, refused, typed | {"action": action}, status)
        messages.success(request, workflow.ACTIONS[action].done)
        return HttpResponseRedirect(reverse("admin:articles_article_review", args=[article.pk]))

    def pick(self, request):
        """Stories for the editor's Baca Juga picker, the best first; `?id=` asks for a single one."""
        stories = Article.objects.visible_to(request.user).filter(update_of=None)
        wanted = request.GET.get("id", "")
        if wanted:
            stories = stories.filter(pk=_number(wanted) or 0)
        elif words := request.GET.get("q", "").replace("\x00", "").strip():
            stories = search.matching(stories, words)
        else:
            stories = stories.public().newest_first()
        found = [
            {
                "id": story.pk,
                "headline": story.headline,
                "url": settings.SITE_URL + story.get_absolute_url(),
                "note": "" if story.is_public else str(workflow.state_label(story)),
            }
            for story in stories.defer("body", "search")[:PICKED]
        ]
        return JsonResponse({"stories": found})


def _number(text):
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _moment(text):
    """A moment from a datetime-local field, in the newsroom's zone; None when empty. Raises Refused."""
    if not text:
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if not moment:
        raise workflow.Refused(_("This is not a date and time."), code="time")
    return make_aware(moment) if is_naive(moment) else moment


@admin.register(Photo)
class PhotoAdmin(DeskAdmin):
    form = PhotoForm
    list_display = ["preview", "caption", "credit", "source", "uploaded_at"]
    list_filter = ["source"]
    search_fields = ["caption", "credit", "alt"]

    def get_readonly_fields(self, request, obj=None):
        return ["image"] if obj else []  # a new file is a new photo

    @admin.display(description=_("picture"))
    def preview(self, photo):
        return format_html('<img src="{}" alt="{}" width="120">', photo.thumbnail.url, photo.alt)

    def has_change_permission(self, request, obj=None):
        """Caption, credit and alt are part of each story that shows the picture: who may edit all of those."""
        if obj is None or not super().has_change_permission(request, obj):
            return super().has_change_permission(request, obj)
        if obj.uploaded_by_id != request.user.pk and not request.user.has_perm("articles.review_article"):
            return False
        return not any(workflow.edit_refusal(story, request.user) for story in obj.stories.all())

    def save_model(self, request, obj, form, change):
        if not change:
            obj.uploaded_by = request.user
        super().save_model(request, obj, form, change)
        for story in obj.stories.select_for_update():
            workflow.record_edit(story, by=request.user)


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
