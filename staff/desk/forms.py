"""Forms of the front page and of fixed pages."""

import re
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from articles.models import Article, Page, Pick, Tag
from articles.models.article import shorten
from articles.models.fields import CleanTextField
from articles.text import body, plain_text
from articles.text.addresses import STORY_NUMBER
from articles.text.lines import clean_lines
from staff.writing.forms import FULL, MAX_BODY, PHONE, BodyWidget, body_of

# Hours that a story stays on the front page
SPANS = [(6, _("6 hours")), (24, _("24 hours")), (72, _("3 days")), (168, _("7 days"))]
MOST_PARTS = 100  # stories of a series
_NUMBER = re.compile(r"#?0*([1-9]\d{0,17})(?=\s|$)", re.ASCII)
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


class TagForm(forms.ModelForm):
    """The form of a tag. The parts of a series stand in it as lines, `123 – headline`, in their order."""

    parts = CleanTextField(
        label=_("Parts in order"),
        required=False,
        max_length=MOST_PARTS * 200,
        cleaning=clean_lines,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 6}),
        help_text=_(
            "For a series: a line for each story, its number or its address, in the order in which they are to be read."
        ),
    )

    class Meta:
        model = Tag
        fields = ["name", "slug", "intro", "parts"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        headlines = dict(Article.objects.filter(pk__in=self.instance.parts).values_list("pk", "headline"))
        lines = (f"{pk} – {headlines[pk]}" for pk in self.instance.parts if pk in headlines)
        self.initial["parts"] = "\n".join(lines)

    def clean_parts(self):
        """Return the ids of the lines' stories, each once.

        Raises ValidationError, which names the line, on one that is none or has not this tag.
        """
        if not self.instance.pk:
            return []
        lines = list(filter(None, map(str.strip, self.cleaned_data["parts"].splitlines())))
        if len(lines) > MOST_PARTS:
            raise ValidationError(_("At most %(most)d stories."), params={"most": MOST_PARTS})
        ids = [_story_number(line) for line in lines]
        present = set(self.instance.story_ids().filter(content_object__in=filter(None, ids)))
        errors = [
            ValidationError(
                _("Line %(line)d, “%(words)s”, is no story with this tag."),
                params={"line": number, "words": shorten(line, 60)},
            )
            for number, (pk, line) in enumerate(zip(ids, lines, strict=True), 1)
            if pk not in present
        ]
        if errors:
            raise ValidationError(errors)
        return list(dict.fromkeys(ids))


def _story_number(line):
    """Return the number that a line begins with, or that of the address in it; None without either."""
    match = _NUMBER.match(line) or STORY_NUMBER.search(line)
    return int(match[1]) if match else None


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
