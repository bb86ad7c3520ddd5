"""The story's form: each value is cleaned once, here, and every message stands beside its field.

`ArticleForm.text()` makes a StoryText of it, which `staff.writing.saving` saves or keeps aside.
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_ckeditor_5.widgets import CKEditor5Widget
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from articles import permissions
from articles.addresses import is_slug
from articles.models import Article, Credit, Person, Photo, Tag
from articles.models.article import slug_from
from articles.text import body, omissions, plain_text
from articles.text.elements import CODE_TAGS
from articles.text.lines import clean_line, clean_name
from articles.text.story_text import META_TAGS, PARTS, TEXT_COLUMNS, CreditLine, MetaTags, StoryText
from staff import access
from staff.parsing import number, own_hosts, without_nul
from staff.workflow.checks import PICKERS, everything_typed_is_settled
from staff.workflow.manuscript import Manuscript
from staff.writing.field_help import HELP, META_HELP

MAX_BODY = 500_000  # characters; the longest feature has a tenth of it
MAX_TAGS, MAX_CREDITS, MAX_RELATED = 15, 30, 20
# The two composers: values of the form's hidden field `mode`. In the phone's, the body is plain text.
PHONE, FULL = "hp", "lengkap"
# The name of one opening of a form; static/desk/writing/autosave.js makes it.
TAB = re.compile(r"[\w-]{8,36}", re.ASCII)


def body_of(raw, mode):
    """Return the value of the body's field as canonical HTML."""
    return (plain_text.from_plain if mode == PHONE else body.clean)(raw, hosts=own_hosts())


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
    search_text = ""  # what stands in its search field and leads to nothing yet

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
    may_add = False
    columns = ("person", "role", "name")

    def get_context(self, name, value, attrs):
        context = {
            "rows": value or [],
            "roles": Credit.Role.choices,
            "may_add": self.may_add,
            "search_text": self.search_text,
        }
        return super().get_context(name, None, attrs) | context


class CreditsField(forms.Field):
    """Names under the story in their order: [{person, role, name}]."""

    widget = CreditsWidget
    may_add = False  # whether a name that nobody here has may be typed; set by the form

    def clean(self, rows):
        rows = rows or []
        if len(rows) > MAX_CREDITS:
            raise ValidationError(_("At most %(most)d names."), params={"most": MAX_CREDITS})
        people = Person.objects.in_bulk_now([number(row["person"]) for row in rows])
        lines = [self._line(row, people.get(number(row["person"]))) for row in rows]
        keys = [(line["person"] or line["name"].casefold(), line["role"]) for line in lines]
        if twice := next((line for line, key in zip(lines, keys, strict=True) if keys.count(key) > 1), None):
            raise ValidationError(
                _("%(name)s is named twice in the same role."), params={"name": twice["name"]}
            )
        return lines

    def _line(self, row, person):
        name = clean_name(row["name"])
        is_new = self.may_add and name and not row["person"].strip()
        if is_new:
            person = Person.objects.filter(name__iexact=name).first()
        if not (person or is_new) or row["role"] not in Credit.Role.values:
            raise ValidationError(_("One of the names is not known here any more. Pick it anew."))
        if len(name) > 120:
            raise ValidationError(_("A printed name has at most 120 characters."))
        return {"person": person and person.pk, "role": row["role"], "name": name or person.name}


class RelatedWidget(RowsWidget):
    template_name = "desk/writing/_related.html"
    columns = ("target",)
    stories = None  # those that this person may see; set by the form

    def get_context(self, name, value, attrs):
        ids = [number(row["target"] if isinstance(row, dict) else row) for row in value or []]
        stories = self.stories.only("headline", "status", "published_at").in_bulk(ids)
        rows = [(pk, stories.get(pk)) for pk in ids if pk]
        return super().get_context(name, None, attrs) | {"rows": rows, "search_text": self.search_text}


class RelatedField(forms.Field):
    """Ids of the stories of the end list, in their order."""

    widget = RelatedWidget

    def clean(self, rows):
        ids = list(dict.fromkeys(number(row["target"]) for row in rows or []))
        if len(ids) > MAX_RELATED:
            raise ValidationError(_("At most %(most)d stories."), params={"most": MAX_RELATED})
        return ids


class ChoicesByNumber:
    """Anything but a row's number counts as not sent: no browser sends it, and Django's search field fails on
    it."""

    choices = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        unreadable = [name for name in self.choices if self.data.get(name) and not number(self.data[name])]
        if unreadable:
            self.data = self.data.copy()
            for name in unreadable:
                del self.data[name]


CHOICES = ("category", "region", "lead_photo")
FORM_FIELDS = {"tags": "tag_names"}  # parts of a StoryText whose field has another name


class BodyWidget(CKEditor5Widget):
    """The full editor, which shows the text's photos by their address at the desk and leaves out of a paste what a body
    leaves out: static/desk/writing/paste.js."""

    class Media:
        js = [forms.Script("desk/writing/paste.js", type="module")]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        told = omissions.TOLD_OF_CODE
        self.attrs |= {
            "data-code-tags": "|".join(sorted(told)),
            "data-page-tags": "|".join(sorted(CODE_TAGS - told)),
            "data-code": _("{n} parts that are no text were left out: code, forms, films or drawings."),
            "data-frames": _("{n} frames became their addresses."),
            "data-struck": _("{n} parts that were deleted in a word processor were left out."),
        }

    def format_value(self, value):
        return body.for_editor(value or "", reverse("admin:index"))


class WithExamples:
    """A field's widget with examples of `field_help.HELP` below it. The phone's page writes its fields itself."""

    def render(self, name, value, attrs=None, renderer=None):
        context = {"id": (attrs or {}).get("id", f"id_{name}"), "help": HELP[name]}
        examples = render_to_string("desk/writing/_field_examples.html", context)
        return super().render(name, value, attrs, renderer) + examples


class LineWithExamples(WithExamples, UnfoldAdminTextInputWidget):
    """One line."""


class TextWithExamples(WithExamples, UnfoldAdminTextareaWidget):
    """A few lines."""


class PhotoWidget(DeskWidget):
    """A photo that is picked or uploaded in a dialog: static/desk/photos/in_form.js."""

    template_name = "desk/writing/_lead_photo.html"


def check_slug(text):
    if not is_slug(text):
        raise ValidationError(validate_slug.message, code="invalid")


class SlugField(forms.SlugField):
    """Also for a slug of the time before, see `articles.addresses`."""

    default_validators = [check_slug]


class NodeField(forms.ModelChoiceField):
    """A category or region. `present` is the story's own: where it stays, nobody is asked for it."""

    present = None

    def to_python(self, value):
        is_present = self.present and str(value) == str(self.present.pk)
        return self.present if is_present else super().to_python(value)


class ArticleForm(ChoicesByNumber, forms.ModelForm):
    choices = CHOICES
    user = None  # who fills it in: see `form_for`
    left_out = {}

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
            "sign_off", "commercial_label", "slug", *META_TAGS,
        ]  # fmt: skip
        field_classes = {"slug": SlugField, "category": NodeField, "region": NodeField}
        widgets = {
            "body": BodyWidget(config_name="body"),
            "standfirst": TextWithExamples(attrs={"rows": 3}),
            **{name: LineWithExamples() for name in ("dateline", "sign_off", "slug")},
        }
        help_texts = {name: help.words for name, help in HELP.items()} | META_HELP

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["related"].widget.stories = Article.objects.visible_to(self.user)
        for name in ("category", "region"):
            if Article._meta.get_field(name).is_cached(self.instance):
                self.fields[name].present = getattr(self.instance, name)
        if self.user:
            self.fields["lead_photo"].queryset = access.photos_open_to(self.user)
        may_add = bool(self.user) and self.user.has_perm(permissions.ADD_PERSON)
        self.fields["credits"].may_add = self.fields["credits"].widget.may_add = may_add
        self._fill_searches(self.data)
        if not self.is_bound:
            self.initial |= {
                "tag_names": list(self.before.tags),
                "credits": [credit.to_json() for credit in self.before.credits],
                "related": list(self.before.related),
            }
            self.initial["revision"] = self.instance.version

    @cached_property
    def before(self):
        """The text that the story has now; a blank one for a new story."""
        return self.instance.snapshot() if self.instance.pk else StoryText()

    def _fill_searches(self, data):
        """Let the search fields begin with what was typed into them."""
        self.searches = {name: clean_line(data.get(f"pick-{name}", "")) for name in PICKERS}
        for name in ("credits", "related"):
            self.fields[name].widget.search_text = self.searches[name]

    @property
    def unsettled(self):
        """What stands in search fields and was neither chosen nor added, by their names."""
        return {name: words for name, words in self.searches.items() if words}

    def clean(self):
        super().clean()
        problems = everything_typed_is_settled(Manuscript(StoryText(), unsettled=self.unsettled))
        if messages := [problem.message for problem in problems]:
            raise ValidationError(messages, code="unsettled")

    def _post_clean(self):
        """The row is not touched here: `staff.writing.saving` takes the text as a whole, under the row's
        lock."""

    def fill(self, data):
        """Shows what stood in another copy of this form (`data` as of `Scratch.data`) instead of what is
        saved."""
        data = query_dict(data)
        for name, field in self.fields.items():
            if field.widget.value_omitted_from_data(data, {}, name) or name in NOT_TYPED:
                continue
            value = field.widget.value_from_datadict(data, {}, name)
            if name not in CHOICES or not value or number(value):
                self.initial[name] = value
        self._fill_searches(data)
        if "body" in data:
            self.initial["body"] = body_of(data["body"], data.get("mode"))

    def clean_related(self):
        """Stories that this person may see, or that stand there already; never the story itself."""
        story = self.instance
        ids = [pk for pk in self.cleaned_data["related"] if pk not in (story.pk, story.update_of_id)]
        visible = Article.objects.visible_to(self.user).filter(pk__in=ids)
        strange = set(ids).difference(visible.values_list("pk", flat=True)) if ids else set()
        if strange and not strange <= set(self.before.related):
            raise ValidationError(_("One of the stories does not exist. Pick it anew."))
        return ids

    def clean_canonical_url(self):
        """The row's own check of addresses would come with `_post_clean`, and that does nothing here."""
        if url := self.cleaned_data["canonical_url"]:
            URLValidator(schemes=["http", "https"])(url)
        return url

    def clean_body(self):
        raw = self.cleaned_data["body"]
        if len(raw) > MAX_BODY:
            raise ValidationError(_("The text is too long: at most 500,000 characters with its markup."))
        cleaned = body_of(raw, self.data.get("mode"))
        if self.data.get("mode") != PHONE:
            self.left_out = body.left_out(raw, hosts=own_hosts())
        words = body.word_count(self.instance.body)
        if words and not body.text(cleaned) and "body" in self.data and not self.data.get("confirm_empty"):
            self.asks_to_confirm_empty = True
            raise ValidationError(
                _("The text is empty, and it had %(count)d words. Save once more if that is meant."),
                params={"count": words},
            )
        ids = body.photo_ids(cleaned)
        strange = ids and set(ids).difference(access.photos_open_to(self.user).in_bulk(ids))
        if strange:
            raise ValidationError(
                _("Photo %(id)d is not in the library. Pick it anew."), params={"id": min(strange)}
            )
        if strange := self._strange_attachments(cleaned):
            raise ValidationError(
                _("There is no attachment %(id)d here. Add the file anew."), params={"id": min(strange)}
            )
        return cleaned

    def text(self):
        """Return what was typed as a StoryText, for a valid form or not.

        A field that was not sent keeps what the story says, and so does a choice that cannot be read.
        """
        self.is_valid()
        text = StoryText(**{part: self._part(part) for part in PARTS if part != "photos"})
        slug = text.slug or slug_from(text.headline)
        html = self._without_hidden_photos(text.body)
        html = body.without_attachments(html, self._strange_attachments(html)) if self.user else html
        return text.replace(slug=slug, body=html, photos=Photo.objects.words_in(html)).cleaned()

    def _strange_attachments(self, html):
        """Return the ids of attachments that this person may not know: one can type any number."""
        ids = set(body.attachment_ids(html)) - set(body.attachment_ids(self.instance.body))
        strange = ids and ids.difference(access.attachments_open_to(self.user).in_bulk(ids))
        if strange and self.instance.pk:
            # They may stand in an earlier text of the story, or in one kept beside it.
            texts = self.instance.revisions.values_list("content__body", flat=True)
            strange -= {pk for text in texts for pk in body.attachment_ids(text)}
        return strange

    def _without_hidden_photos(self, html):
        """Return a body without photos of stories that are confidential to others: one can type any number."""
        ids = set(body.photo_ids(html)) - set(body.photo_ids(self.instance.body)) if self.user else ()
        return (
            body.without_photos(html, ids - set(access.photos_open_to(self.user).in_bulk(ids)))
            if ids
            else html
        )

    def _part(self, part):
        if part == "disclosures":  # of a page of their own: columns of the row, which cost no query
            return self.instance.disclosures
        if part == "meta_tags":
            return MetaTags(**{name: self._meta_tag(name) for name in META_TAGS})
        name = FORM_FIELDS.get(part, part)
        if name == "tag_names" and name in self.data and name not in self.cleaned_data:
            tags = {Tag.normalise(tag) for tag in self.data[name].split(",")}
            return tuple(sorted(tags - {""}))
        if name not in self.data or (name not in self.cleaned_data and part not in TEXT_COLUMNS):
            return getattr(self.before, part)
        value = self.cleaned_data.get(name)
        match part:
            case "lead_photo":
                return value.words() if value else None
            case "category" | "region":
                return value.pk if value else None
            case "tags":
                return tuple(sorted(value))
            case "credits":
                return tuple(map(CreditLine.from_json, value))
            case "related":
                return tuple(value)
        return self._raw(name) if value is None else value

    def _meta_tag(self, name):
        """A line for search engines; one that was not sent is the row's, which costs no query."""
        if name not in self.data:
            return getattr(self.instance, name)
        return self.cleaned_data[name] if name in self.cleaned_data else self._raw(name)

    def _raw(self, name):
        """A text that is no valid value, such as a headline that is too long: kept as it was typed."""
        raw = without_nul(self.data[name])
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


def text_of(data, article, user):
    """Return the StoryText of an open form, whether it is valid or not; `data` as of `Scratch.data`."""
    return form_for(user)(query_dict(data), instance=article).text()


def data_of(text):
    """Return a StoryText as `Scratch.data`: the way back from `text_of`."""
    single = {
        **{name: getattr(text, name) for name in TEXT_COLUMNS},
        **{name: getattr(text.meta_tags, name) for name in META_TAGS},
        "category": text.category or "",
        "region": text.region or "",
        "lead_photo": text.lead_id or "",
        "tag_names": ", ".join(text.tags),
        "credits": "1",
        "related": "1",
    }
    rows = {
        **{
            f"credits-{column}": [str(getattr(credit, column) or "") for credit in text.credits]
            for column in CreditsWidget.columns
        },
        "related-target": [str(target) for target in text.related],
    }
    return {name: [str(value)] for name, value in single.items()} | rows
