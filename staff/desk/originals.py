"""Originals elsewhere that were corrected or withdrawn: which of our stories copy them, and what becomes of each.

The press council's guideline for online media (2012, clause 4d) makes whoever quotes a corrected story correct it too.
"""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from articles import permissions
from articles.models import Article, Notice
from staff.models import CopyDecision, OriginalChange

MOST_CHANGES, MOST_COPIES = 50, 200
Outcome = CopyDecision.Outcome


class ChangeForm(forms.ModelForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("what became of it"), choices=OriginalChange.Kind.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = OriginalChange
        fields = ("kind", "source_url", "source_id", "words")
        widgets = {"words": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "source_url": gettext_lazy(
                "As it stands in our stories, or the address of the agency's original."
            ),
            "source_id": gettext_lazy("The agency's own number, where it has one."),
        }

    def clean(self):
        values = super().clean()
        if not (values.get("source_url") or values.get("source_id") or self.errors):
            self.add_error("source_url", _("Write the address of the original or its identifier."))
        elif not self.errors and not self._copies(values).exists():
            self.add_error("source_url", _("No story of ours names this original as its source."))
        return values

    def _copies(self, values):
        return OriginalChange(source_url=values["source_url"], source_id=values["source_id"]).copies()


def _require_editor(request):
    if not request.user.has_perm(permissions.REVIEW_ARTICLE):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def page(request):
    """List the changes with their copies, and take the news of another one."""
    _require_editor(request)
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        change = form.save(commit=False)
        change.reported_by = request.user
        change.save()
        messages.success(request, _("Noted. Decide on each copy below."))
        return redirect("admin:originals")
    return _page(request, form)


@require_POST
def decide(request, change, pk):
    """Note what became of one copy."""
    _require_editor(request)
    change = get_object_or_404(OriginalChange, pk=change)
    copy = get_object_or_404(change.copies(), pk=pk)
    outcome, reason = request.POST.get("outcome", ""), request.POST.get("reason", "")[:600]
    if why := _refusal(change, copy, outcome, reason.strip()):
        return _page(request, ChangeForm(), (change.pk, copy.pk, why, reason), status=400)
    try:
        with transaction.atomic():
            change.decisions.create(article=copy, outcome=outcome, reason=reason, decided_by=request.user)
    except IntegrityError:
        messages.warning(request, _("Somebody decided on this copy already."))
    else:
        messages.success(request, _("Noted."))
    return redirect("admin:originals")


def _refusal(change, copy, outcome, reason):
    """Return why this cannot be said of a copy; None where it can."""
    if outcome == Outcome.CORRECTED:
        notices = Notice.objects.about_texts().filter(article=copy, created_at__gte=change.reported_at)
        return None if notices.exists() else _("There is no notice at this story since. Publish one first.")
    if outcome == Outcome.WITHDRAWN:
        return (
            None
            if copy.status == Article.Status.WITHDRAWN
            else _("Readers still have the story. Withdraw it first.")
        )
    if outcome == Outcome.UNAFFECTED:
        return None if reason else _("Write why the copy does not have what was wrong.")
    return _("Choose what became of it.")


def _page(request, form, refused=None, status=None):
    changes = list(
        OriginalChange.objects.select_related("reported_by").prefetch_related("decisions__decided_by")[
            :MOST_CHANGES
        ]
    )
    rows = [
        (change, [_row(change, copy, refused) for copy in change.copies()[:MOST_COPIES]])
        for change in changes
    ]
    context = {
        **admin.site.each_context(request),
        "title": _("Originals elsewhere"),
        "form": form,
        "rows": rows,
        "outcomes": Outcome.choices,
    }
    return TemplateResponse(
        request, "desk/desk/originals.html", context, status=status or (400 if form.errors else 200)
    )


def _row(change, copy, refused):
    decision = next((row for row in change.decisions.all() if row.article_id == copy.pk), None)
    is_refused = refused and refused[:2] == (change.pk, copy.pk)
    return {
        "story": copy,
        "decision": decision,
        "refusal": refused[2] if is_refused else "",
        "reason": refused[3] if is_refused else "",
    }
