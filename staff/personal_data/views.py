"""The desk's pages "Data pribadi": the table with its figures, and words to be struck out of stories."""

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Min
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles import permissions
from articles.models import Article, Redaction
from articles.models.fields import CleanTextField
from articles.text.lines import clean_line, clean_lines
from staff import roles
from staff.models import RedactionRun
from staff.parsing import number
from staff.personal_data import striking
from staff.personal_data.kinds import KINDS
from staff.workflow import Refused

MOST_LISTED = 50  # redactions


def urls(admin_view):
    return [
        path("data-pribadi/", admin_view(page), name="personal_data"),
        path("data-pribadi/coret/", admin_view(ask), name="redaction_ask"),
        path("data-pribadi/coret/<int:pk>/", admin_view(detail), name="redaction"),
        path("data-pribadi/coret/<int:pk>/putusan/", admin_view(decide), name="redaction_decide"),
    ]


def _may_strike(user):
    return user.has_perm(permissions.WITHDRAW_ARTICLE)


def check_may_strike(request):
    if not _may_strike(request.user):
        raise PermissionDenied


# ---- The table


@require_safe
def page(request):
    if not request.user.has_perm(roles.VIEW_CHANGE):
        raise PermissionDenied
    redactions = (
        Redaction.objects.select_related("asked_by", "decided_by") if _may_strike(request.user) else []
    )
    runs = RedactionRun.objects.select_related("asked_by") if _may_strike(request.user) else []
    context = {
        **admin.site.each_context(request),
        "title": _("Personal data"),
        "kinds": [(kind, *_figures(kind)) for kind in KINDS],
        "may_strike": _may_strike(request.user),
        "redactions": redactions[:MOST_LISTED],
        "runs": runs[:MOST_LISTED],
    }
    return TemplateResponse(request, "desk/personal_data/kinds.html", context)


def _figures(kind):
    """Return the number of rows of a kind, None where it has none here, and the time of the oldest, where it is
    known."""
    count, times = 0, []
    for rows in kind.rows:
        stored = apps.get_model(rows.model).objects.filter(**dict(rows.filters))
        count += stored.count()
        if rows.since:
            times.append(stored.aggregate(at=Min(rows.since))["at"])
    oldest = min(filter(None, times), default=None)
    return count if kind.rows else None, oldest


# ---- Striking out


class RedactionForm(forms.Form):
    stories = CleanTextField(label=gettext_lazy("Numbers of the stories"), max_length=500)
    words = CleanTextField(
        label=gettext_lazy("What has to go"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        cleaning=clean_lines, help_text=gettext_lazy("One name or phrase a line, in every spelling that was used."),
    )  # fmt: skip
    replacement = CleanTextField(
        label=gettext_lazy("What stands there instead"), max_length=40, initial=gettext_lazy("[struck out]"),
        help_text=gettext_lazy("Such as initials. Letters, digits, spaces, full stops and brackets."),
    )  # fmt: skip
    ground = forms.ChoiceField(label=gettext_lazy("Ground"), choices=Redaction.Ground)
    reason = CleanTextField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
        cleaning=clean_lines, help_text=gettext_lazy("The court and the number of its order, or who asked and when, without the name. It is kept."),
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_stories(self):
        ids = {number(word) for word in self.cleaned_data["stories"].replace(",", " ").split()}
        stories = Article.objects.visible_to(self.user).filter(pk__in=ids - {None})
        if not ids or None in ids or len(stories) < len(ids):
            raise forms.ValidationError(
                _("There is no such story. Write the numbers that stand in their addresses.")
            )
        return stories

    def clean_words(self):
        return phrases_of(self.cleaned_data["words"])

    def clean_replacement(self):
        replacement = self.cleaned_data["replacement"]
        if not all(sign.isalnum() or sign in " .()[]…-" for sign in replacement):
            raise forms.ValidationError(_("Letters, digits, spaces, full stops and brackets alone."))
        return replacement


def phrases_of(text):
    """Return the lines of a field, each once. Raises ValidationError where one is too long."""
    phrases = list(dict.fromkeys(filter(None, map(clean_line, text.splitlines()))))
    if any(len(phrase) > striking.LONGEST_PHRASE for phrase in phrases):
        raise forms.ValidationError(_("A line may have 120 characters."))
    return phrases


def ask(request):
    """GET shows the form (`naskah`: numbers of stories), POST asks for what it says."""
    check_may_strike(request)
    initial = {"stories": request.GET.get("naskah", "")[:500]}
    form = RedactionForm(request.POST or None, initial=initial, user=request.user)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            redaction = striking.ask(
                values["words"], replacement=values["replacement"], stories=values["stories"],
                ground=values["ground"], reason=values["reason"], by=request.user,
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            return HttpResponseRedirect(reverse("admin:redaction", args=[redaction.pk]))
    context = {**admin.site.each_context(request), "title": _("Strike words out"), "form": form}
    status = 400 if form.errors else 200
    return TemplateResponse(request, "desk/personal_data/redaction_form.html", context, status=status)


@require_safe
def detail(request, pk):
    """Show what a redaction strikes out, and where."""
    check_may_strike(request)
    redaction = get_object_or_404(Redaction.objects.select_related("asked_by", "decided_by"), pk=pk)
    stories = list(Article.objects.visible_to(request.user).filter(pk__in=redaction.stories))
    context = {
        **admin.site.each_context(request),
        "title": _("Strike words out"),
        "redaction": redaction,
        "places": striking.places(redaction),
        "stories": stories,
        "closed_stories": sorted({*redaction.stories} - {story.pk for story in stories}),
        "may_confirm": redaction.asked_by_id != request.user.pk,
    }
    return TemplateResponse(request, "desk/personal_data/redaction.html", context)


@require_POST
def decide(request, pk):
    """Decide on a redaction (`do=coret`, `do=tolak`)."""
    check_may_strike(request)
    redaction = get_object_or_404(Redaction, pk=pk)
    is_accepted = request.POST.get("do") == "coret"
    outcome = Redaction.Outcome.ACCEPTED if is_accepted else Redaction.Outcome.REFUSED
    try:
        striking.decide(redaction, outcome, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(
            request,
            _("Struck out. Readers have it from now on.") if is_accepted else _("Nothing was struck out."),
        )
    return HttpResponseRedirect(reverse("admin:redaction", args=[pk]))
