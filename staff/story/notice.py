"""The page on which somebody proposes a notice: erratum, correction, right of reply, update note."""

from django import forms
from django.contrib import admin, messages
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles.models import Article, Notice, Step
from staff import access, workflow
from staff.access import to_page
from staff.models import NoticeProposal
from staff.models.notice_proposal import PROPOSABLE

# What each kind is for, beside its name in the form.
PURPOSES = {
    Notice.Kind.ERRATUM: gettext_lazy("Erratum: the newsroom itself found that something was wrong."),
    Notice.Kind.CORRECTION: gettext_lazy("Correction: somebody showed that something was wrong."),
    Notice.Kind.REPLY: gettext_lazy("Right of reply: the answer of whom the story is about, in their words."),
    Notice.Kind.UPDATE: gettext_lazy("Update note: nothing was wrong, and what was printed holds no longer."),
}
# What each kind cannot do without, beside its text. The apology: article 10 of the journalists' code.
REQUIRED = {
    Notice.Kind.ERRATUM: ("before", "after", "apology"),
    Notice.Kind.CORRECTION: ("before", "after", "apology"),
    Notice.Kind.REPLY: ("requester",),
    Notice.Kind.UPDATE: (),
}


class NoticeForm(forms.ModelForm):
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[(kind.value, PURPOSES[kind]) for kind in PROPOSABLE],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = NoticeProposal
        fields = NoticeProposal.WORDS
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("before", "after")} | {
            "text": forms.Textarea(attrs={"rows": 6}),
            "apology": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "text": gettext_lazy(
                "Readers see it in a box in the story, on a page of its own and in the list."
            ),
            "apology": gettext_lazy(
                "An erratum or a correction apologises, as the journalists' code (article 10) asks."
            ),
        }

    def clean(self):
        cleaned = super().clean()
        for name in REQUIRED.get(cleaned.get("kind"), ()):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("This kind of notice needs it."))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, pk):
    """Show the form, and propose what was typed into it."""
    article = access.visible_story(request, pk)
    refused = workflow.refusal(Step.PROPOSE_NOTICE, article, request.user)
    initial = {"revision": article.version, "apology": _("We apologise to our readers for the mistake.")}
    form = NoticeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.perform(
                Step.PROPOSE_NOTICE,
                article,
                by=request.user,
                revision=form.cleaned_data["revision"],
                notice=form.save(commit=False),
            )
        except workflow.Refused as refusal:
            refused = refusal.message
        else:
            messages.success(request, access.success_message(Step.PROPOSE_NOTICE, article))
            return to_page("review", article)
    context = {
        **admin.site.each_context(request),
        "title": workflow.ACTIONS[Step.PROPOSE_NOTICE].label,
        "subtitle": article.headline,
        "opts": Article._meta,
        "story": article,
        "form": form,
        "refused": refused,
    }
    return TemplateResponse(
        request, "desk/story/notice.html", context, status=400 if refused or form.errors else 200
    )
