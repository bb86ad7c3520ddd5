"""The story's form: what is typed is cleaned once, here, and every message stands beside its field."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_ckeditor_5.widgets import CKEditor5Widget
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from articles import body
from articles.models import Article, Photo, Tag

MAX_BODY = 500_000  # characters; the longest feature has a tenth of it
MAX_TAGS = 15


def own_hosts():
    """Hosts whose addresses mean our own stories."""
    return frozenset({settings.SITE_URL.split("//")[1], *(h for h in settings.ALLOWED_HOSTS if h != "*")})


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

    def has_changed(self, initial, data):
        return self.prepare_value(initial) != (data or "")


class ArticleForm(forms.ModelForm):
    tag_names = TagNamesField(
        label=_("Tags"), required=False, help_text=_("Separated by commas, at most 15: Bromo, Wisata, Cuaca")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Article
        fields = [
            "headline", "standfirst", "body", "category", "region", "dateline", "lead_photo",
            "sign_off", "commercial_label", "slug",
        ]  # fmt: skip
        widgets = {
            "body": CKEditor5Widget(config_name="body"),
            "standfirst": UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "tag_names" not in self.fields:
            return  # read-only: the admin shows the fields without a form
        self.initial.setdefault("revision", self.instance.version)
        if self.instance.pk:
            self.initial["tag_names"] = [tag.name for tag in self.instance.tags.order_by("name")]

    def clean_body(self):
        raw = self.cleaned_data["body"]
        if len(raw) > MAX_BODY:
            raise ValidationError(_("The text is too long: at most 500,000 characters with its markup."))
        return body.clean(raw, hosts=own_hosts())

    def clean(self):
        cleaned = super().clean()
        # The row was read under a lock, so its version cannot move before this transaction ends.
        if self.instance.pk and cleaned.get("revision") != self.instance.version:
            raise ValidationError(
                _(
                    "Somebody saved this story while you were writing. Your text is still below and not saved: copy what you need, then open the story anew."
                ),
                code="stale",
            )
        return cleaned


class PhotoForm(forms.ModelForm):
    class Meta:
        model = Photo
        fields = ["image", "caption", "credit", "alt", "source"]

    def clean(self):
        cleaned = super().clean()
        if "image" in self.changed_data and cleaned.get("image"):
            try:
                self.instance.take_in(cleaned["image"])
            except ValidationError as error:
                self.add_error("image", error)
            else:
                cleaned["image"] = self.instance.image
        return cleaned
