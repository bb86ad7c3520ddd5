"""Stories in the admin: permissions, the fields of the form, and the address of each page."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.text.story_text import META_TAGS
from staff import access, workflow
from staff.admin.base import DeskAdmin
from staff.attachments import views as attachment_views
from staff.desk import bulk_actions, story_list
from staff.parsing import number
from staff.reporting import audit_file
from staff.story import disclosures, edit, notice, preview, preview_link, protection, review, source_notes
from staff.writing import autosave_views, comments, revision_views, suggestions, tidy
from staff.writing.forms import ArticleForm, form_for

HIDDEN_FIELDS = ("revision", "tab", "mode", "seen_live", "confirm_empty")


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    form = ArticleForm
    change_form_template = "desk/story/form.html"
    autocomplete_fields = ["category", "region"]
    fieldsets = [
        (None, {"fields": ["headline", "standfirst", "body", *HIDDEN_FIELDS]}),
        (_("Placing"), {"fields": ["category", "region", "dateline", "tag_names", "lead_photo"]}),
        (_("Names and links"), {"fields": ["credits", "related"]}),
        (
            _("Further"),
            {"fields": ["sign_off", "commercial_label", "slug", *META_TAGS], "classes": ["collapse"]},
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (
            obj is None or not workflow.edit_refusal(obj, request.user)
        )

    def get_form(self, request, obj=None, change=False, **kwargs):
        return form_for(request.user, super().get_form(request, obj, change=change, **kwargs))

    def get_urls(self):
        page = self.page
        return [
            page("pilih/", access.pick, "pick"),
            page("lompat/", story_list.offer, "offer"),
            page("lampiran/", attachment_views.add, "attachment"),
            page("massal/", self.bulk_view, "bulk"),
            page("massal/<uuid:key>/", self.bulk_result_view, "bulk_result"),
            page("ketikan/", autosave_views.autosave, "autosave_new"),
            page("periksa/", suggestions.check, "check_new"),
            page("saran/", suggestions.suggest, "suggest_new"),
            page("rapikan/", tidy.tidy, "tidy_new"),
            page("<int:pk>/rapikan/", tidy.tidy, "tidy"),
            page("<int:pk>/periksa/", suggestions.check, "check"),
            page("pratinjau/", preview.preview, "preview_new"),
            page("<int:pk>/pratinjau/", preview.preview, "preview"),
            page("<int:pk>/saran/", suggestions.suggest, "suggest"),
            page("<int:pk>/tinjau/", review.review, "review"),
            page("<int:pk>/langkah/<slug:action>/", review.act, "act"),
            page("<int:pk>/ralat/", notice.propose, "notice"),
            page("<int:pk>/perlindungan/", protection.page, "protection"),
            page("<int:pk>/keterangan/", disclosures.write, "disclosures"),
            page("<int:pk>/narasumber/", source_notes.notes, "source_notes"),
            page("<int:pk>/narasumber/<int:note>/", source_notes.read, "source_note"),
            page("<int:pk>/narasumber/<int:note>/hapus/", source_notes.delete, "source_note_delete"),
            page("<int:pk>/ambil/", review.claim, "claim"),
            page("<int:pk>/urungkan/<int:event>/", review.take_back, "undo"),
            page("<int:pk>/lewati/", review.skip, "skip"),
            page("<int:pk>/iklan/", review.change_ads, "ads"),
            page("<int:pk>/urgensi/", review.change_urgency, "urgency"),
            page("<int:pk>/tautan/", preview_link.share, "share"),
            page("<int:pk>/tautan/<int:link>/cabut/", preview_link.revoke, "unshare"),
            page("<int:pk>/rahasia/", review.confide, "confide"),
            page("<int:pk>/sewa/", autosave_views.lease, "lease"),
            page("<int:pk>/ketikan/", autosave_views.autosave, "autosave"),
            page("<int:pk>/samping/", autosave_views.keep_aside, "keep_aside"),
            page("<int:pk>/bandingkan/<int:old>/", revision_views.compare, "compare_now"),
            page("<int:pk>/bandingkan/<int:old>/<int:new>/", revision_views.compare, "compare"),
            page("<int:pk>/pulihkan/<int:revision>/", revision_views.restore, "restore"),
            page("<int:pk>/gabungkan/", revision_views.merge_live, "merge_live"),
            page("<int:pk>/gabungkan/<int:revision>/", revision_views.merge_aside, "merge_aside"),
            page("<int:pk>/berkas/", audit_file.page, "dossier"),
            page("<int:pk>/berkas/unduh/", audit_file.download, "dossier_file"),
            page("<int:pk>/utas/", comments.thread, "thread"),
            page("<int:pk>/utas/<int:comment>/", comments.decide, "thread_decide"),
            page("<int:pk>/utas/orang/", comments.people, "thread_people"),
            *super().get_urls(),
        ]

    # Pages at the addresses of Django's admin

    def add_view(self, request, form_url="", extra_context=None):
        return edit.new(request, self)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        stories = access.visible(request).select_related("category", "region")
        story = stories.filter(pk=number(unquote(object_id)) or 0).first()
        if story:
            return edit.edit(request, self, story)
        if request.method == "POST":
            raise Http404
        return super().change_view(request, object_id, form_url, extra_context)  # says that there is none

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return story_list.page(request, self._context(request))

    def bulk_view(self, request):
        return bulk_actions.page(request, self._context(request))

    def bulk_result_view(self, request, key):
        return bulk_actions.result(request, self._context(request), key)

    def _context(self, request):
        return {**self.admin_site.each_context(request), "opts": self.opts}
