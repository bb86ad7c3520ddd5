"""The form of the publication's own row: each choice about a story's parts is shown beside what becomes of it."""

import re
from datetime import date, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import formats
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget, UnfoldBooleanSwitchWidget

from articles import colours
from articles.models import Photo, Publication, Region
from articles.models.photo import Duplicate
from articles.models.publication import (
    ACCENTS,
    HOUSE_STYLE,
    MINUTE,
    CreditsPlace,
    ExcerptEnd,
    InlineRelated,
    SignOffPlace,
    validate_dateline_pattern,
)
from articles.photos import intake, pictures
from articles.places import dateline_pattern
from staff.photos import library
from staff.workflow.questions import AD_RULES, sources_of
from staff.writing.forms import DeskWidget

SENTENCE = "Warga mulai membersihkan rumah."
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
            "{place} – Sejak pagi warga datang ke pasar …",
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
    place = ""  # that examples name; the form knows the newsroom's own

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"example": [line.replace("{place}", self.place) for line in EXAMPLES[name][value]]}


class PatternWidget(UnfoldAdminTextInputWidget):
    """The pattern, and how a story begins by it: static/desk/desk/publication.js keeps that in step."""

    place = ""

    def render(self, name, value, attrs=None, renderer=None):
        example = {"id": (attrs or {}).get("id", ""), "place": self.place, "sentence": SENTENCE}
        field = super().render(name, value, attrs, renderer)
        return field + render_to_string("desk/desk/_dateline_pattern.html", example)


class FormerDatelinesWidget(UnfoldAdminTextareaWidget):
    """The lines, and how a story of each time begins."""

    place = ""

    def render(self, name, value, attrs=None, renderer=None):
        lines = filter(None, map(_FORMER_LINE.fullmatch, (value or "").splitlines()))
        examples = [(line[1], dateline_pattern.fill(line[2], self.place, "") + SENTENCE) for line in lines]
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


def _figure(number):
    return formats.number_format(number, 1)


def _is_moment(text):
    try:
        return bool(datetime.strptime(text, MINUTE) if " " in text else date.fromisoformat(text))  # noqa: DTZ007
    except ValueError:
        return False


# ---- Logo and colour

LEAST_LOGO = 256  # pixels of the shorter side: what search engines and home screens take
MOST_LOGO_PROPORTION = 2  # times as long as wide: a square is cut out of it


class LogoWidget(DeskWidget, forms.ClearableFileInput):
    """The logo as it is, and another file for it."""

    template_name = "desk/desk/_logo.html"

    def get_context(self, name, value, attrs):
        logo = value if isinstance(value, Photo) else None
        return super().get_context(name, None, attrs) | {"picture": pictures.preview(logo) if logo else ""}


class LogoField(forms.FileField):
    """A picture from this device that can be a logo: nearly square, and large enough."""

    widget = LogoWidget

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file or isinstance(file, Photo):
            return file
        picture = intake.read(file)  # says itself where it is no picture
        width, height = picture.width, picture.height
        size = {"width": width, "height": height, "least": LEAST_LOGO}
        if min(width, height) < LEAST_LOGO:
            message = _(
                "The picture has %(width)d × %(height)d pixels. A logo needs at least %(least)d on each side."
            )
            raise ValidationError(message, params=size)
        if max(width, height) > MOST_LOGO_PROPORTION * min(width, height):
            message = _(
                "The picture has %(width)d × %(height)d pixels: too long for a logo. Readers see a square of it; send one that"
                " is about as wide as high."
            )
            raise ValidationError(message, params=size)
        twin = Photo.objects.filter(sha256=picture.sha256).first()
        if twin and twin.state == Photo.State.KILLED:
            raise ValidationError(_("This photo was withdrawn from use."))
        return file


class PaletteWidget(DeskWidget, forms.RadioSelect):
    """The colours as readers see them; static/desk/desk/publication.js paints the example."""

    template_name = "desk/desk/_palettes.html"

    def create_option(self, name, value, *args, **kwargs):
        return super().create_option(name, value, *args, **kwargs) | {"accent": ACCENTS.get(value, "")}


class ColourField(forms.CharField):
    widget = forms.TextInput(attrs={"type": "color"})

    def to_python(self, value):
        return super().to_python(value).lower()

    def clean(self, value):
        colour = super().clean(value)
        if colour and not colours.is_colour(colour):
            raise ValidationError(
                _("A colour is # and six digits, such as %(example)s."), params={"example": "#1d4f8c"}
            )
        return colour


class PublicationForm(forms.ModelForm):
    logo = LogoField(
        label=_("Logo"),
        required=False,
        help_text=_(
            "A square picture, best of 512 pixels or more. It stands in the masthead, in search results, and where a shared"
            " page has no picture. It is offered to no story."
        ),
    )
    own_colour = ColourField(
        label=_("Colour of our own"),
        required=False,
        help_text=_("Holds where “a colour of our own” is chosen above."),
    )
    ad_rules = forms.MultipleChoiceField(
        label=capfirst(_("goods whose advertisements ask the law's questions")),
        required=False,
        choices=[
            (goods.value, format_lazy("{goods} – {laws}", goods=goods.label, laws=sources_of(goods)))
            for goods in AD_RULES
        ],
        widget=forms.CheckboxSelectMultiple,
    )
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
        fields = ["dateline_pattern", "palette", "own_colour", *HOUSE_STYLE]  # the admin class names all
        widgets = {
            "dateline_pattern": PatternWidget,
            "palette": PaletteWidget,
            **dict.fromkeys(HOUSE_STYLE, ExampleChoices),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dateline_pattern"].strip = False  # the closing space parts dateline and sentence
        place = Region.objects.example_place()
        for field in self.fields.values():
            field.widget.place = place
        self.initial["logo"] = self.instance.logo
        self.initial["own_colour"] = self.instance.accent  # a browser's field of colours is never empty

    def clean(self):
        values = super().clean()
        if values.get("palette") != Publication.Palette.OWN:
            values["own_colour"] = self.instance.own_colour
        elif "own_colour" in values:
            self._refuse_pale_colour(values["own_colour"])
        return values

    def _refuse_pale_colour(self, colour):
        if not colour:
            return self.add_error("own_colour", _("Choose the colour."))
        if (nearest := colours.readable(colour)) == colour:
            return None
        message = _(
            "%(colour)s is too pale on paper: its contrast is %(contrast)s to 1, and text needs %(least)s. The nearest colour"
            " that can be read is %(nearest)s."
        )
        figures = {
            "contrast": _figure(colours.contrast(colour, colours.TINT)),
            "least": _figure(colours.ENOUGH),
        }
        return self.add_error(
            "own_colour", ValidationError(message, params={"colour": colour, "nearest": nearest, **figures})
        )

    def _post_clean(self):
        """The row names a photo; an upload becomes one when all is saved."""
        upload = self.cleaned_data.pop("logo", None)
        super()._post_clean()
        self.new_logo = upload if upload and not isinstance(upload, Photo) else None
        if upload is False:  # the box that takes it away
            self.instance.logo = None

    def take_in_logo(self, by):
        """Make a photo of the upload, if there is one. The same picture twice is one photo."""
        if self.new_logo:
            words = {
                "caption": _("Logo"),
                "alt": self.instance.name,
                "credit": self.instance.name,
                "is_logo": True,
            }
            try:
                self.instance.logo = library.take_in_photo(self.new_logo, by=by, **words)
            except Duplicate as twin:
                self.instance.logo = twin.photo
