"""The page on which a story says how it came about: paid text, verification, source, AI."""

from dataclasses import replace

from django import forms
from django.contrib import admin, messages
from django.core.validators import URLValidator
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles.models import Article
from articles.text.story_text import Disclosures
from staff import access, workflow
from staff.access import to_page
from staff.writing import saving

EXAMPLE = gettext_lazy(
    "Example: This report still needs verification; the newsroom is trying to reach all sides and will update it."
)
MOST_UNVERIFIED = 50  # stories that a story is offered to verify


class DisclosureForm(forms.ModelForm):
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    verifies = forms.TypedChoiceField(
        label=gettext_lazy("Verifies the story"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy(
            "A story that readers got unverified. Both lead to one another, and its sentence about that goes."
        ),
    )
    ai_uses = forms.MultipleChoiceField(
        label=gettext_lazy("What AI did for this text"),
        choices=Article.AiUse.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Article
        fields = ("commercial_label",)
        help_texts = {"commercial_label": ""}

    EXCEPTION = ("unverified_note", "public_interest", "first_source", "contact_attempts")
    GROUPS = (
        (gettext_lazy("Paid text"), ("commercial_label", "advertiser", "advertised_goods")),
        (gettext_lazy("Not verified yet"), EXCEPTION),
        (gettext_lazy("Verifies an earlier story"), ("verifies",)),
        (gettext_lazy("From somebody else"), ("source_name", "source_url", "source_id")),
        (gettext_lazy("Made with AI"), ("ai_uses", "ai_tool")),
    )
    HELP = {
        "advertiser": gettext_lazy("Readers see it beside the label; machines get it too."),
        "advertised_goods": gettext_lazy("Laws ask something of these; whoever approves answers it."),
        "unverified_note": EXAMPLE,
        "public_interest": gettext_lazy("Why can it not wait? Readers do not see this and the next two."),
        "first_source": gettext_lazy("Who told it first, named in the story, and why are they credible?"),
        "contact_attempts": gettext_lazy("Whom it concerns: how often, when and how were they asked?"),
        "source_name": gettext_lazy("Of a story that was first published elsewhere: agency or medium."),
        "source_url": gettext_lazy("https://… Readers are led there."),
        "source_id": gettext_lazy("The agency's own number: a correction of the original leads here."),
        "ai_tool": gettext_lazy("Readers see it, such as the name of the program and its maker."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.HELP:
            self.fields[name] = Article._meta.get_field(name).formfield(help_text=self.HELP[name])
        # The row's own check of addresses would come with `_post_clean`, and that does nothing here.
        self.fields["source_url"].validators.append(URLValidator(schemes=["http", "https"]))
        disclosures = self.instance.disclosures
        self.initial |= {name: getattr(disclosures, name) for name in (*self.HELP, "verifies", "ai_uses")}
        for name in self.EXCEPTION:
            self.fields[name].widget = forms.Textarea(attrs={"rows": 2, "maxlength": 300})
        self.fields["verifies"].choices = self._unverified_stories()

    def _unverified_stories(self):
        own = {self.instance.pk, self.instance.update_of_id}
        open_rows = Article.objects.public().unverified().exclude(pk__in=own - {None}).newest_first()
        rows = list(open_rows.only("headline")[:MOST_UNVERIFIED])
        if self.instance.verifies_id and self.instance.verifies_id not in {row.pk for row in rows}:
            rows.append(Article.objects.only("headline").get(pk=self.instance.verifies_id))
        return [("", "—"), *((row.pk, row.headline) for row in rows)]

    def groups(self):
        """Return [(heading, [bound field, …])] as the page shows them."""
        return [(heading, [self[name] for name in names]) for heading, names in self.GROUPS]

    def clean(self):
        values = super().clean()
        self._require("advertiser", values.get("commercial_label"), _("Name who pays for this text."))
        self._require("commercial_label", values.get("advertiser"), _("Choose the label that readers see."))
        for name in self.EXCEPTION:
            message = _("A story goes out unverified only where all four are written.")
            self._require(name, any(values.get(part) for part in self.EXCEPTION), message)
        has_source = values.get("source_url") or values.get("source_id")
        self._require("source_name", has_source, _("Name the agency or medium."))
        self._require("ai_uses", values.get("ai_tool"), _("Say what the tool was used for."))
        return values

    def _require(self, name, condition, message):
        if condition and name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, message)

    def _post_clean(self):
        """The row is not touched here: `staff.writing.saving` writes the text as a whole."""

    def text(self):
        """Return the story's text with these disclosures."""
        before, values = self.instance.snapshot(), self.cleaned_data
        names = [name for group in self.GROUPS for name in group[1] if name != "commercial_label"]
        own = {name: values[name] for name in names} | {"ai_uses": tuple(values["ai_uses"])}
        return before.replace(
            commercial_label=values["commercial_label"], disclosures=replace(Disclosures(), **own)
        )


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, pk):
    """Show the form, and save what was typed into it."""
    article = access.visible_story(request, pk)
    refused = workflow.edit_refusal(article, request.user)
    form = DisclosureForm(request.POST or None, instance=article, initial={"revision": article.version})
    if request.method == "POST" and not refused and form.is_valid():
        try:
            saved = saving.save(article, form.text(), by=request.user, base=form.cleaned_data["revision"])
        except workflow.Refused as refusal:
            refused = refusal.message
        else:
            messages.success(request, _success_message(article, saved))
            return to_page("review", saved)
    context = {
        **admin.site.each_context(request),
        "title": _("Disclosures to readers"),
        "subtitle": article.headline,
        "opts": Article._meta,
        "story": article,
        "form": form,
        "refused": refused,
    }
    status = 400 if request.method == "POST" else 200
    return TemplateResponse(request, "desk/story/disclosures.html", context, status=status)


def _success_message(article, saved):
    if saved.pk != article.pk:
        return _(
            "Readers keep the live text. This is an update with what you wrote; a second person approves it."
        )
    return _("Saved. It is part of the text that is approved.")
