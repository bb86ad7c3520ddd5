"""Attachments in the admin: a list, and a page of each. They come in through a story's form and never change."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Attachment
from articles.templatetags.news import extent
from staff import access, workflow
from staff.admin.base import DeskAdmin
from staff.attachments import views, withdrawing

MOST_STORIES = 50  # that an attachment's page lists


@admin.register(Attachment)
class AttachmentAdmin(DeskAdmin):
    change_form_template = "desk/attachments/attachment.html"
    empty_words = _("Attachments are PDFs and recordings that a story offers: they are sent from its form.")
    list_display = ["name", "extent", "uploaded_by", "uploaded_at", "is_usable"]
    list_filter = ["kind", "uploaded_at"]
    list_select_related = ["uploaded_by"]
    search_fields = ["name"]
    show_full_result_count = False
    fields = ["name", "extent", "uploaded_by", "uploaded_at"]
    readonly_fields = fields

    @admin.display(description=_("size"))
    def extent(self, attachment):
        return extent(attachment)

    @admin.display(description=_("in use"), boolean=True)
    def is_usable(self, attachment):
        return attachment.is_usable

    def get_urls(self):
        return [self.page("<int:pk>/tarik/", views.withdraw, "withdraw"), *super().get_urls()]

    def get_queryset(self, request):
        ids = access.attachments_open_to(request.user).values("pk")
        return super().get_queryset(request).filter(pk__in=ids)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        showing = Article.objects.filter(attachment_uses__attachment=obj).order_by("-saved_at")
        stories = list(showing.visible_to(request.user)[:MOST_STORIES])
        context |= {
            "attachment": obj,
            "stories": [(workflow.state_of(story), workflow.state_label(story), story) for story in stories],
            "may_withdraw": obj.is_usable and withdrawing.may_withdraw(request.user),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)
