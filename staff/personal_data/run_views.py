"""The desk's pages on which a name goes out of many stories: looked for, chosen by tick, confirmed, watched, opened again."""

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles import permissions
from articles.models import Article, Redaction
from articles.models.fields import CleanTextField
from articles.text.lines import clean_lines
from staff.models import RedactionRun, SealedOriginal, User
from staff.parsing import number
from staff.personal_data import many_stories, striking
from staff.personal_data.views import RedactionForm, check_may_strike, phrases_of
from staff.workflow import Refused

MOST_LISTED = 200  # findings on one page; the others are chosen with them


def urls(admin_view):
    return [
        path("data-pribadi/coret-semua/", admin_view(ask), name="redaction_run_ask"),
        path("data-pribadi/coret-semua/<int:pk>/", admin_view(detail), name="redaction_run"),
        path("data-pribadi/coret-semua/<int:pk>/putusan/", admin_view(decide), name="redaction_run_decide"),
        path("data-pribadi/segel/<int:pk>/", admin_view(original), name="sealed_original"),
    ]


class RunForm(RedactionForm):
    stories = None
    exceptions = CleanTextField(
        label=gettext_lazy("In which words it stays"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000,
        cleaning=clean_lines, help_text=gettext_lazy("A place or another person of that name, one a line: Kampung Melati."),
    )  # fmt: skip
    readers = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who may open the sealed original"), queryset=User.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Where a child or a victim is protected, what stood there is encrypted. Each opening stays on record."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["readers"].queryset = User.objects.at_the_desk_with(permissions.WITHDRAW_ARTICLE)
        self.order_fields(["words", "exceptions", "replacement", "ground", "reason", "readers"])

    def clean_exceptions(self):
        return phrases_of(self.cleaned_data["exceptions"])

    def clean(self):
        values = super().clean()
        if (
            values.get("ground") == Redaction.Ground.PROTECTION
            and not values.get("readers")
            and "readers" not in self.errors
        ):
            self.add_error("readers", _("Name at least one person: a court may ask for what was published."))
        strays = [one for one in values.get("exceptions", ()) if not _holds_one(one, values.get("words", ()))]
        if strays:
            self.add_error(
                "exceptions", _("“%(words)s” holds none of the words that have to go.") % {"words": strays[0]}
            )
        return values


def _holds_one(exception, phrases):
    lowered = f" {exception.casefold()} "
    return any(
        f" {phrase.casefold()} " in lowered and phrase.casefold() != exception.casefold()
        for phrase in phrases
    )


@never_cache
def ask(request):
    """GET shows the form (`ditemukan`: number of the story of a child that is found; `naskah`: of any other). POST looks
    (`do=cari`) or asks a second person (`do=minta`) with the stories (`s`) and the surroundings (`k` of `c`) ticked."""
    check_may_strike(request)
    form = RunForm(request.POST or None, initial=_initial(request), user=request.user)
    findings, more = None, {}
    if request.method == "POST" and form.is_valid():
        try:
            findings, more = _look(request, form)
            if request.POST.get("do") == "minta":
                run = _ask(request, form, findings, more["excepted"])
                return HttpResponseRedirect(reverse("admin:redaction_run", args=[run.pk]))
        except Refused as refused:
            form.add_error(None, refused.message)
    context = {
        **admin.site.each_context(request),
        "title": _("Take a name out of all stories"),
        "form": form,
        "findings": findings and findings[:MOST_LISTED],
        "all_ids": [finding.story.pk for finding in findings or ()],
        "unlisted_count": max(0, len(findings or ()) - MOST_LISTED),
        "is_searched": findings is not None,
        "chosen": {*request.POST.getlist("s")} if request.POST.get("do") == "minta" else None,
        **more,
    }
    status = 400 if form.errors else 200
    return TemplateResponse(request, "desk/personal_data/run_form.html", context, status=status)


def _initial(request):
    story = number(request.GET.get("ditemukan", "")) or number(request.GET.get("naskah", ""))
    if not story:
        return {}
    values = {
        "ground": Redaction.Ground.PROTECTION,
        "replacement": _("[name protected]"),
        "readers": [request.user.pk],
    }
    if request.GET.get("ditemukan"):
        values["reason"] = _("The missing child of story %(number)d is found.") % {"number": story}
    return values


def _look(request, form):
    """Return what was found, and what of its surroundings is shown."""
    values = form.cleaned_data
    if why := striking.refusal(values["words"], values["replacement"], values["reason"], [request.user.pk]):
        raise Refused(why)
    visible = Article.objects.visible_to(request.user).filter(update_of=None)
    findings = many_stories.find(values["words"], visible.prefetch_related("tags"), values["exceptions"])
    offers, ticked = request.POST.getlist("c")[:500], {*request.POST.getlist("k")}
    excepted = [words for words in offers if words not in ticked]
    return findings, {
        "neighbours": many_stories.neighbours(findings),
        "excepted": excepted,
        "left_to_people": many_stories.left_to_people(values["words"]),
    }


def _ask(request, form, findings, excepted):
    values = form.cleaned_data
    ticks = {number(text) for text in request.POST.getlist("s")}
    exceptions = values["exceptions"] + [words for words in excepted if _holds_one(words, values["words"])]
    return many_stories.ask(
        values["words"], exceptions=exceptions, replacement=values["replacement"],
        stories=[finding.story for finding in findings if finding.story.pk in ticks], ground=values["ground"],
        reason=values["reason"], readers=values["readers"], by=request.user,
    )  # fmt: skip


@never_cache
@require_safe
def detail(request, pk):
    """Show what a run strikes out, how far it is, and what was sealed."""
    check_may_strike(request)
    run = get_object_or_404(RedactionRun.objects.select_related("asked_by", "decided_by"), pk=pk)
    try:
        phrases, exceptions = many_stories.words_of(run)
    except Refused:
        phrases, exceptions = [], []
    stories = Article.objects.visible_to(request.user).filter(pk__in=run.stories).order_by("-pk")
    context = {
        **admin.site.each_context(request),
        "title": _("Take a name out of all stories"),
        "run": run,
        "phrases": phrases,
        "exceptions": exceptions,
        "stories": stories[:MOST_LISTED],
        "unlisted_count": max(0, len(run.stories) - MOST_LISTED),
        "readers": User.objects.filter(pk__in=run.readers),
        "originals": run.originals.all() if request.user.pk in run.readers else (),
        "may_confirm": run.asked_by_id != request.user.pk,
        "is_under_way": bool(run.decided_at and not run.finished_at),
    }
    return TemplateResponse(request, "desk/personal_data/run.html", context)


@require_POST
def decide(request, pk):
    """Confirm a run (`do=coret`), refuse it (`do=tolak`), or try the stories again that could not be struck (`do=ulang`)."""
    check_may_strike(request)
    run = get_object_or_404(RedactionRun, pk=pk)
    do = request.POST.get("do")
    try:
        if do == "ulang":
            many_stories.try_again(run)
        else:
            many_stories.decide(
                run,
                Redaction.Outcome.ACCEPTED if do == "coret" else Redaction.Outcome.REFUSED,
                by=request.user,
            )
    except Refused as refused:
        messages.error(request, str(refused.message))
    return HttpResponseRedirect(reverse("admin:redaction_run", args=[pk]))


class OpeningForm(forms.Form):
    reason = CleanTextField(
        label=gettext_lazy("Why do you open it? It stays on record."), widget=forms.Textarea(attrs={"rows": 2}), max_length=500,
        cleaning=clean_lines,
    )  # fmt: skip


@never_cache
def original(request, pk):
    """GET shows who opened a sealed original, POST opens it."""
    envelope = get_object_or_404(SealedOriginal.objects.select_related("run"), pk=pk)
    check_may_strike(request)
    if request.user.pk not in envelope.run.readers:
        raise Http404
    form, texts = OpeningForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            rows = many_stories.open_original(envelope, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            texts = [*many_stories.former_texts(rows)]
    context = {
        **admin.site.each_context(request),
        "title": _("Sealed original"),
        "sealed": envelope,
        "form": form,
        "texts": texts,
        "readings": envelope.readings.select_related("by")[:50],
    }
    return TemplateResponse(
        request, "desk/personal_data/original.html", context, status=400 if form.errors else 200
    )
