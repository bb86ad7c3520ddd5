"""The page of a story's protected persons: whom it must not identify, and the checklist of where an identity hides."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles.models import Article
from articles.models.protection import ProtectedPerson
from staff import access, workflow
from staff.workflow import protection
from staff.workflow.manuscript import Manuscript

NOBODY = "nobody"


class ProtectionForm(forms.Form):
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Whom does the story have to protect?"),
        choices=[*ProtectedPerson.choices, (NOBODY, gettext_lazy("Nobody: I looked"))],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose who it is, or that it is nobody.")},
    )

    def clean_kinds(self):
        kinds = self.cleaned_data["kinds"]
        if NOBODY in kinds and len(kinds) > 1:
            raise forms.ValidationError(_("Choose persons, or that it is nobody: not both."))
        return [kind for kind in kinds if kind != NOBODY]


@require_http_methods(["GET", "HEAD", "POST"])
def page(request, pk):
    """Show flag and checklist; POST sets the flag (`do=bendera`) or answers places (`do=periksa`, `p=place:digest`)."""
    article = access.visible_story(request, pk)
    refused = workflow.protection_refusal(article, request.user)
    kinds = article.protected if article.protected is None else article.protected or [NOBODY]
    is_flag = request.POST.get("do") == "bendera"
    form = ProtectionForm(request.POST if is_flag else None, initial={"kinds": kinds})
    if request.method == "POST" and (not is_flag or form.is_valid()):
        try:
            _write(request, article, form)
        except workflow.Refused as refusal:
            refused = refusal.message
        else:
            return HttpResponseRedirect(reverse("admin:articles_article_protection", args=[pk]))
    lines = protection.lines(Manuscript.of(article)) if article.hides_identities else []
    context = {
        **admin.site.each_context(request),
        "title": _("Protected persons"),
        "subtitle": article.headline,
        "opts": Article._meta,
        "story": article,
        "form": form,
        "refused": refused,
        "lines": lines,
        "open_count": sum(line.is_open for line in lines),
        "is_missing": ProtectedPerson.MISSING_CHILD in (article.protected or ()),
        "may_answer": not workflow.protection_refusal(article, request.user),
    }
    status = 400 if request.method == "POST" else 200
    return TemplateResponse(request, "desk/story/protection.html", context, status=status)


def _write(request, article, form):
    if request.POST.get("do") == "bendera":
        workflow.protect(article, form.cleaned_data["kinds"], by=request.user)
        messages.success(request, _("Noted. It stays on record who said so."))
    else:
        seen = dict(entry.split(":", 1) for entry in request.POST.getlist("p")[:50] if ":" in entry)
        workflow.answer_places(article, seen, by=request.user)
        messages.success(request, _("Noted what you looked at."))
