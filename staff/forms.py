"""The story's form: what is typed is cleaned once, here, and every message stands beside its field.

`ArticleForm.content()` is what leaves it, as a snapshot's content: `staff.writing` saves it or keeps it aside.
"""

import re
from datetime import timedelta

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_ckeditor_5.widgets import CKEditor5Widget
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from articles import body
from articles.addresses import is_slug
from articles.models import Article, Credit, Page, Person, Photo, Pick, Tag
from articles.models.article import SCALARS, slug_from, words_of_photos

MAX_BODY = 500_000  # characters; the longest feature has a tenth of it
MAX_TAGS, MAX_CREDITS, MAX_RELATED = 15, 30, 20
PHOTOGRAPHY = 1826  # the year that it began
AHEAD = timedelta(days=1)  # that a camera's clock may be
# Hours that a story stays on the front page
SPANS = [(6, _("6 hours")), (24, _("24 hours")), (72, _("3 days")), (168, _("7 days"))]
LONGEST_PICK = timedelta(days=366)
# The two composers: values of the form's hidden field `mode`. In the phone's, the body is plain text.
PHONE, FULL = "hp", "lengkap"
# The name of one opening of a form; static/desk/writing/autosave.js makes it.
TAB = re.compile(r"[\w-]{8,36}", re.ASCII)


def number(text):
    """A row's id or a revision's number; None for what is none, or more than any could be."""
    text = str(text)
    return int(text) if text.isdecimal() and len(text) < 10 else None


def own_hosts():
    """Hosts whose addresses mean our own stories."""
    return frozenset({settings.SITE_URL.split("//")[1], *(h for h in settings.ALLOWED_HOSTS if h != "*")})


def body_of(raw, mode):
    """What stood in the body's field, as canonical HTML."""
    return (body.from_plain if mode == PHONE else body.clean)(raw, hosts=own_hosts())


class TagNamesField(forms.CharField):
    """Tag names, separated by commas: normalised, each once."""

    widget = UnfoldAdminTextInputWidget

    def clean(self, value):
        names = [Tag.normalise(name) for name in super().clean(value).split(",")]
        unique = list({name.casefold(): name for name in reversed(names) if name}.values())[::-1]
        if len(unique) > MAX_TAGS:
            raise ValidationError(
                _("At most %(most)d tags; these are %(count)d."),
                params={"most": MAX_TAGS, "count": len(unique)},
            )
        if long := next((name for name in unique if len(name) > 100), None):
            raise ValidationError(_("The tag “%(tag)s…” is too long."), params={"tag": long[:30]})
        return unique

    def prepare_value(self, value):
        return value if isinstance(value, str) else ", ".join(value or [])


class DeskWidget(forms.Widget):
    def _render(self, template_name, context, renderer=None):
        return render_to_string(template_name, context)  # found where all templates of the desk are


class RowsWidget(DeskWidget):
    """Rows that are picked by search and ordered with buttons. What is sent: `name`, and a list a column.

    `name` itself is sent too, so that an empty list differs from one that was not in the form at all.
    """

    columns = ()

    def value_from_datadict(self, data, files, name):
        if name not in data:
            return None
        lists = [data.getlist(f"{name}-{column}") for column in self.columns]
        return [dict(zip(self.columns, row, strict=True)) for row in zip(*lists, strict=False)]

    def value_omitted_from_data(self, data, files, name):
        return name not in data

    def use_required_attribute(self, initial):
        return False


class CreditsWidget(RowsWidget):
    template_name = "desk/writing/_credits.html"
    columns = ("person", "role", "name")

    def get_context(self, name, value, attrs):
        return super().get_context(name, None, attrs) | {"rows": value or [], "roles": Credit.Role.choices}


class CreditsField(forms.Field):
    """Names under the story in their order: [{person, role, name}]."""

    widget = CreditsWidget

    def clean(self, rows):
        rows = rows or []
        if len(rows) > MAX_CREDITS:
            raise ValidationError(_("At most %(most)d names."), params={"most": MAX_CREDITS})
        people = Person.objects.in_bulk([number(row["person"]) for row in rows])
        cleaned, seen = [], set()
        for row in rows:
            person = people.get(number(row["person"]))
            if not person or row["role"] not in Credit.Role.values:
                raise ValidationError(_("One of the names is not known here any more. Pick it anew."))
            if (person.pk, row["role"]) in seen:
                raise ValidationError(
                    _("%(name)s is named twice in the same role."), params={"name": person.name}
                )
            seen.add((person.pk, row["role"]))
            name = " ".join(str(row["name"]).replace("\x00", "").split()) or person.name
            if len(name) > 120:
                raise ValidationError(_("A printed name has at most 120 characters."))
            cleaned.append({"person": person.pk, "role": row["role"], "name": name})
        return cleaned


class RelatedWidget(RowsWidget):
    template_name = "desk/writing/_related.html"
    columns = ("target",)
    stories = None  # those that this person may see; set by the form

    def get_context(self, name, value, attrs):
        ids = [number(row["target"] if isinstance(row, dict) else row) for row in value or []]
        known = self.stories.only("headline", "status", "published_at").in_bulk(ids) if ids else {}
        rows = [(pk, known.get(pk)) for pk in ids if pk]
        return super().get_context(name, None, attrs) | {"rows": rows}


class RelatedField(forms.Field):
    """Ids of the stories of the end list, in their order."""

    widget = RelatedWidget

    def clean(self, rows):
        ids = list(dict.fromkeys(number(row["target"]) for row in rows or []))
        if len(ids) > MAX_RELATED:
            raise ValidationError(_("At most %(most)d stories."), params={"most": MAX_RELATED})
        return ids


class ChoicesByNumber:
    """Anything but a row's number counts as not sent: no browser sends it, and Django's search field fails on it."""

    choices = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        unreadable = [name for name in self.choices if self.data.get(name) and not number(self.data[name])]
        if unreadable:
            self.data = self.data.copy()
            for name in unreadable:
                del self.data[name]


CHOICES = ("category", "region", "lead_photo")
BLANK = {
    **dict.fromkeys(SCALARS, ""),
    **dict.fromkeys(CHOICES),
    **{name: [] for name in ("tags", "credits", "related")},
}


class BodyWidget(CKEditor5Widget):
    """The full editor, which shows the text's photos by their address at the desk."""

    def format_value(self, value):
        return body.for_editor(value or "", reverse("admin:index"))


class PhotoWidget(DeskWidget):
    """A photo that is picked or uploaded in a dialog: static/desk/photos/in_form.js."""

    template_name = "desk/writing/_lead_photo.html"


def check_slug(text):
    if not is_slug(text):
        raise ValidationError(validate_slug.message, code="invalid")


class SlugField(forms.SlugField):
    """Also for a slug of the time before, see `articles.addresses`."""

    default_validators = [check_slug]


class ArticleForm(ChoicesByNumber, forms.ModelForm):
    choices = CHOICES
    user = None  # who fills it in: see `form_for`

    lead_photo = forms.ModelChoiceField(
        Photo.objects.all(), label=_("Lead photo"), required=False, widget=PhotoWidget
    )
    tag_names = TagNamesField(
        label=_("Tags"), required=False, help_text=_("Separated by commas, at most 15: Bromo, Wisata, Cuaca")
    )
    credits = CreditsField(label=_("Credits"), required=False)
    related = RelatedField(label=_("Baca Juga"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31 - 1)
    tab = forms.RegexField(rf"^{TAB.pattern}$", widget=forms.HiddenInput, required=False)
    mode = forms.CharField(widget=forms.HiddenInput, required=False)
    seen_live = forms.CharField(widget=forms.HiddenInput, required=False)
    confirm_empty = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Article
        fields = [
            "headline", "standfirst", "body", "category", "region", "dateline", "lead_photo",
            "sign_off", "commercial_label", "slug",
        ]  # fmt: skip
        field_classes = {"slug": SlugField}
        widgets = {
            "body": BodyWidget(config_name="body"),
            "standfirst": UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["related"].widget.stories = Article.objects.visible_to(self.user)
        if not self.is_bound:
            names = {"tag_names": "tags", "credits": "credits", "related": "related"}
            self.initial |= {name: self.before[part] for name, part in names.items()}
            self.initial["revision"] = self.instance.version

    @cached_property
    def before(self):
        """What the story says, as a snapshot's content."""
        return self.instance.snapshot() if self.instance.pk else BLANK

    def _post_clean(self):
        """The row is not touched here: `staff.writing` takes the content as a whole, under the row's lock."""

    def fill(self, data):
        """Shows what stood in another copy of this form (`data` as of `Scratch.data`) instead of what is saved."""
        data = query_dict(data)
        for name, field in self.fields.items():
            if field.widget.value_omitted_from_data(data, {}, name) or name in NOT_TYPED:
                continue
            value = field.widget.value_from_datadict(data, {}, name)
            if name not in CHOICES or not value or number(value):
                self.initial[name] = value
        if "body" in data:
            self.initial["body"] = body_of(data["body"], data.get("mode"))

    def clean_related(self):
        """Stories that this person may see, or that stand there already; never the story itself."""
        story = self.instance
        ids = [pk for pk in self.cleaned_data["related"] if pk not in (story.pk, story.update_of_id)]
        visible = Article.objects.visible_to(self.user).filter(pk__in=ids)
        strange = set(ids).difference(visible.values_list("pk", flat=True)) if ids else set()
        if strange and not strange <= set(self.before["related"]):
            raise ValidationError(_("One of the stories does not exist. Pick it anew."))
        return ids

    def clean_body(self):
        raw = self.cleaned_data["body"]
        if len(raw) > MAX_BODY:
            raise ValidationError(_("The text is too long: at most 500,000 characters with its markup."))
        cleaned = body_of(raw, self.data.get("mode"))
        words = body.word_count(self.instance.body)
        if words and not body.text(cleaned) and "body" in self.data and not self.data.get("confirm_empty"):
            self.asks_to_confirm_empty = True
            raise ValidationError(
                _("The text is empty, and it had %(count)d words. Save once more if that is meant."),
                params={"count": words},
            )
        ids = body.photo_ids(cleaned)
        strange = set(ids).difference(Photo.objects.in_bulk(ids)) if ids else set()
        if strange:
            raise ValidationError(
                _("Photo %(id)d is not in the library. Pick it anew."), params={"id": min(strange)}
            )
        return cleaned

    def content(self):
        """What was typed, as a snapshot's content, for a valid form or not.

        A field that was not sent keeps what the story says, and so does a choice that cannot be read.
        """
        self.is_valid()
        typed = {part: self._typed(part) for part in BLANK}
        derived = {"slug": typed["slug"] or slug_from(typed["headline"]), **words_of_photos(typed["body"])}
        return typed | derived

    def _typed(self, part):
        name = {"tags": "tag_names"}.get(part, part)
        if name == "tag_names" and name in self.data and name not in self.cleaned_data:
            return sorted(
                {Tag.normalise(tag.replace("\x00", "")) for tag in self.data[name].split(",")} - {""}
            )
        if name not in self.data or (name not in self.cleaned_data and part not in SCALARS):
            return self.before[part]
        value = self.cleaned_data.get(name)
        if part in SCALARS:
            return self._raw(name) if value is None else value
        if part == "lead_photo":
            return value and value.words()
        if part in ("category", "region"):
            return value and value.pk
        return sorted(value) if part == "tags" else value

    def _raw(self, name):
        """A text that is no valid value, such as a headline that is too long: kept as it was typed."""
        raw = self.data[name].replace("\x00", "")
        return body_of(raw, self.data.get("mode")) if name == "body" else raw.strip()


# Fields that belong to one opening of the form, not to the text in it.
NOT_TYPED = frozenset({"revision", "tab", "mode", "confirm_empty"})


def form_for(user, base=ArticleForm):
    """The form as this person fills it in."""
    return type("ArticleForm", (base,), {"user": user})


def query_dict(data):
    """`Scratch.data` as a form takes it."""
    query = QueryDict(mutable=True)
    for name, values in data.items():
        query.setlist(name, values)
    return query


def content_of(data, article, user):
    """The content of an open form, whether it is valid or not; `data` as of `Scratch.data`."""
    return form_for(user)(query_dict(data), instance=article).content()


def data_of(content):
    """A snapshot's content as `Scratch.data`: the way back from `content_of`."""
    photo = content["lead_photo"]
    single = {
        **{name: content[name] for name in SCALARS},
        "category": content["category"] or "",
        "region": content["region"] or "",
        "lead_photo": photo["id"] if photo else "",
        "tag_names": ", ".join(content["tags"]),
        "credits": "1",
        "related": "1",
    }
    rows = {
        **{
            f"credits-{column}": [str(c[column]) for c in content["credits"]]
            for column in CreditsWidget.columns
        },
        "related-target": [str(target) for target in content["related"]],
    }
    return {name: [str(value)] for name, value in single.items()} | rows


class PhotoWordsForm(ChoicesByNumber, forms.ModelForm):
    """What whoever uploads a photo is asked. What is not sent stays as it is, also where a colleague changed it."""

    class Meta:
        model = Photo
        fields = [*Photo.WORDS]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "source" in self.fields:  # not where it is only read
            self.fields["source"].required = False
        for name, field in self.fields.items():
            if self.is_bound and field.widget.value_omitted_from_data(self.data, self.files, name):
                field.disabled = True  # Django's word for: keeps what the row says

    def clean_source(self):
        return self.cleaned_data["source"] or self.instance.source


class PhotoForm(PhotoWordsForm):
    """A photo's own page: also what the desk knows of it, and the point that no crop loses."""

    choices = ("region",)
    refusal = None  # why it may not be saved now: see `PhotoAdmin.get_form`

    class Meta(PhotoWordsForm.Meta):
        fields = [*PhotoWordsForm.Meta.fields, "taken_at", "region", "focus_x", "focus_y"]
        widgets = {"focus_x": forms.HiddenInput, "focus_y": forms.HiddenInput}

    def clean_taken_at(self):
        """A wrong clock of the camera stops nobody from mending the caption; a person says nothing like that."""
        taken = self.cleaned_data["taken_at"]
        is_possible = not taken or (taken.year >= PHOTOGRAPHY and taken < timezone.now() + AHEAD)
        if "taken_at" in self.changed_data and not is_possible:
            raise ValidationError(_("No photo can have been taken then."))
        return taken

    def clean(self):
        super().clean()
        if self.refusal:
            raise ValidationError(self.refusal)


class PageForm(forms.ModelForm):
    """A fixed page, in the editor or, on a phone, in plain text as stories are written there."""

    composer = FULL  # with which it opens; set by `PageAdmin`

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
            self.initial["body"] = body.to_plain(self.instance.body)

    def clean_body(self):
        raw = self.cleaned_data["body"]
        if len(raw) > MAX_BODY:
            raise ValidationError(_("The text is too long: at most 500,000 characters with its markup."))
        return body_of(raw, self.data.get("mode"))


class PickForm(forms.Form):
    """A story for the front page: where, and how long. The time that is typed goes before the span."""

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
