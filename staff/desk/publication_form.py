"""The form of the publication's own row: each choice about a story's parts is shown beside what becomes of it."""

import re
from datetime import date, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget, UnfoldBooleanSwitchWidget

from articles.models import Publication
from articles.models.publication import (
    HOUSE_STYLE,
    MINUTE,
    CreditsPlace,
    ExcerptEnd,
    InlineRelated,
    SignOffPlace,
    validate_dateline_pattern,
)
from articles.places import dateline_pattern
from staff.writing.forms import DeskWidget

PLACE, SENTENCE = "Probolinggo", "Warga mulai membersihkan rumah."
MOST_FORMER = 20
_FORMER_LINE = re.compile(r'(\d{4}-\d\d-\d\d(?: \d\d:\d\d)?)\s+"(.{1,200})"')

# What a story looks like by each choice; the words are examples in the language of the stories.
EXAMPLES = {
    "sign_off_place": {
        SignOffPlace.LINE: ["… menjadi pelayan masyarakat.", "(*)"],
        SignOffPlace.SENTENCE: ["… menjadi pelayan masyarakat. (*)"],
    },
    "credits_place": {
        CreditsPlace.ABOVE: ["Judul berita", "Penulis: Wati", "Isi berita …"],
        CreditsPlace.BELOW: ["Judul berita", "Isi berita …", "Penulis: Wati"],
        CreditsPlace.BOTH: ["Judul berita", "Penulis: Wati", "Isi berita …", "Penulis: Wati"],
    },
    "inline_related": {
        InlineRelated.CARD: [
            "Baca Juga",
            "Pasar Baru Dibuka",
            "Probolinggo – Sejak pagi warga datang ke pasar …",
        ],
        InlineRelated.LINE: ["Baca Juga  Pasar Baru Dibuka"],
    },
    "excerpt_end": {
        ExcerptEnd.WORDS: ["Sejak pagi warga datang ke pasar. Mereka antre di pintu…"],
        ExcerptEnd.SENTENCE: ["Sejak pagi warga datang ke pasar. …"],
    },
}


class ExampleChoices(DeskWidget, forms.RadioSelect):
    """Choices with an example beside each."""

    template_name = "desk/desk/_example_choices.html"

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"example": EXAMPLES[name][value]}


class PatternWidget(UnfoldAdminTextInputWidget):
    """The pattern, and how a story begins by it: static/desk/desk/publication.js keeps that in step."""

    def render(self, name, value, attrs=None, renderer=None):
        example = {"id": (attrs or {}).get("id", ""), "place": PLACE, "sentence": SENTENCE}
        field = super().render(name, value, attrs, renderer)
        return field + render_to_string("desk/desk/_dateline_pattern.html", example)


class FormerDatelinesWidget(UnfoldAdminTextareaWidget):
    """The lines, and how a story of each time begins."""

    def render(self, name, value, attrs=None, renderer=None):
        lines = filter(None, map(_FORMER_LINE.fullmatch, (value or "").splitlines()))
        examples = [(line[1], dateline_pattern.fill(line[2], PLACE, "") + SENTENCE) for line in lines]
        field = super().render(name, value, attrs, renderer)
        return field + render_to_string("desk/desk/_former_datelines.html", {"examples": examples})


class FormerDatelinesField(forms.CharField):
    """A line for each dateline of the past: the day up to which it holds, then its pattern in quotation marks."""

    widget = FormerDatelinesWidget

    def prepare_value(self, value):
        if isinstance(value, str):
            return value
        return "\n".join(f'{form["until"]} "{form["pattern"]}"' for form in value or [])

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_FORMER:
            raise ValidationError(_("At most %(most)d former datelines."), params={"most": MOST_FORMER})
        return [self._form(line) for line in lines]

    def _form(self, text):
        line = _FORMER_LINE.fullmatch(text)
        if not line or not _is_moment(line[1]):
            raise ValidationError(
                _("Not understood: %(line)s. Write a day, then the pattern in quotation marks: %(example)s"),
                params={"line": text[:80], "example": '2018-10-31 "{place},- "'},
            )
        validate_dateline_pattern(line[2])
        return {"until": line[1], "pattern": line[2]}


def _is_moment(text):
    try:
        return bool(datetime.strptime(text, MINUTE) if " " in text else date.fromisoformat(text))  # noqa: DTZ007
    except ValueError:
        return False


class PublicationForm(forms.ModelForm):
    former_datelines = FormerDatelinesField(
        label=capfirst(_("former datelines")),
        required=False,
        help_text=_(
            "A line each: the last day, then the pattern in quotation marks. Older stories keep theirs."
        ),
    )
    changes_published = forms.BooleanField(
        label=_("Change the datelines of published stories as well"),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text=_(
            "Otherwise they keep what they begin with now, and only new stories begin in the new way."
        ),
    )

    class Meta:
        model = Publication
        fields = ["dateline_pattern", *HOUSE_STYLE]  # the admin class names all
        widgets = {"dateline_pattern": PatternWidget, **dict.fromkeys(HOUSE_STYLE, ExampleChoices)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dateline_pattern"].strip = False  # the closing space parts dateline and sentence
