"""The page on which somebody proposes a notice: erratum, correction, right of reply, update note."""

from django import forms
from django.contrib import admin, messages
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles.models import Article, Notice, Step
from staff import access, roles, workflow
from staff.access import to_page
from staff.models import Complaint, NoticeProposal
from staff.models.notice_proposal import PROPOSABLE
from staff.parsing import number

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
# What a letter of the register asks for: the kind and the origin of its notice.
ANSWERS = {
    Complaint.Kind.REPLY: (Notice.Kind.REPLY, Notice.Origin.SUBJECT),
    Complaint.Kind.CORRECTION: (Notice.Kind.CORRECTION, Notice.Origin.READER),
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
    letter = _letter(request, article)
    initial = {"revision": article.version, "apology": _("We apologise to our readers for the mistake.")}
    form = NoticeForm(
        request.POST or None,
        instance=NoticeProposal(complaint=letter),
        initial=initial | (_words_of(letter) if letter else {}),
    )
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
        "letter": letter,
        "refused": refused,
    }
    return TemplateResponse(
        request, "desk/story/notice.html", context, status=400 if refused or form.errors else 200
    )


def _letter(request, article):
    """Return the open letter about this story that `?surat=` names, for whoever may read letters; None else."""
    pk = number(request.GET.get("surat", ""))
    if not pk or not request.user.has_perm(roles.VIEW_COMPLAINT):
        return None
    return Complaint.objects.open().filter(pk=pk, article=article.update_of_id or article.pk).first()


def _words_of(letter):
    """Return what a notice begins with that answers a letter. A reply is in the person's own words."""
    kind, origin = ANSWERS.get(letter.kind, ("", Notice.Origin.READER))
    requester = letter.on_behalf_of or letter.name
    if kind == Notice.Kind.REPLY:
        return {"kind": kind, "origin": origin, "requester": requester, "text": letter.text, "apology": ""}
    return {"origin": origin} | ({"kind": kind} if kind else {})
