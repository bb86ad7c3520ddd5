"""Forms of the front page and of fixed pages."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from articles.models import Article, Page, Pick
from articles.text import body, plain_text
from staff.writing.forms import FULL, MAX_BODY, PHONE, BodyWidget, body_of

# Hours that a story stays on the front page
SPANS = [(6, _("6 hours")), (24, _("24 hours")), (72, _("3 days")), (168, _("7 days"))]
LONGEST_PICK = timedelta(days=366)


class PageForm(forms.ModelForm):
    """The form of a fixed page: in the editor or, on a phone, in plain text, as for stories."""

    composer = FULL  # that the form opens with; set by `PageAdmin`

    mode = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Page
        fields = ["title", "slug", "body", "policy", "is_public", "order"]
        widgets = {"body": BodyWidget(config_name="body")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mode = self.data.get("mode") or self.composer
        self.initial["mode"] = mode
        if mode == PHONE:
            self.fields["body"].widget = UnfoldAdminTextareaWidget(attrs={"rows": 20})
            self.initial["body"] = plain_text.to_plain(self.instance.body)

    def clean_body(self):
        raw = self.cleaned_data["body"]
        if len(raw) > MAX_BODY:
            raise ValidationError(_("The text is too long: at most 500,000 characters with its markup."))
        cleaned = body_of(raw, self.data.get("mode"))
        if ids := body.attachment_ids(cleaned):
            raise ValidationError(
                _(
                    "A fixed page has no attachments (number %(id)d): put the file into a story and link to that."
                ),
                params={"id": ids[0]},
            )
        return cleaned


class PickForm(forms.Form):
    """A story for the front page, with its place and its time. A time that is typed goes before the span."""

    article = forms.ModelChoiceField(Article.objects.none())
    place = forms.ChoiceField(choices=Pick.Place)
    span = forms.TypedChoiceField(choices=[("", ""), *SPANS], required=False, coerce=int, empty_value=None)
    until = forms.DateTimeField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["article"].queryset = Article.objects.public()
        missing = _("Only a story that readers see can be put on the front page. Search for it anew.")
        self.fields["article"].error_messages |= {"required": missing, "invalid_choice": missing}

    def clean_until(self):
        until, now = self.cleaned_data["until"], timezone.now()
        if until and not now < until < now + LONGEST_PICK:
            raise ValidationError(_("Choose a time between now and a year from now."))
        return until

    def until_when(self):
        span = self.cleaned_data["span"]
        return self.cleaned_data["until"] or (timezone.now() + timedelta(hours=span) if span else None)
