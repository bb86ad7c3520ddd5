"""Forms of a photo: its words at the upload, and all of it on its page."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Photo
from staff.writing.forms import ChoicesByNumber

PHOTOGRAPHY = 1826  # the year that it began
AHEAD = timedelta(days=1)  # that a camera's clock may be


class PhotoWordsForm(ChoicesByNumber, forms.ModelForm):
    """The words of a photo.

    A field that is not sent keeps its value, also where a colleague changed it meanwhile.
    """

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
    """The form of a photo's own page: its words, its facts for the desk, and the point that no crop loses."""

    choices = ("region",)
    refusal = None  # why it may not be saved now: see `PhotoAdmin.get_form`

    class Meta(PhotoWordsForm.Meta):
        fields = [*PhotoWordsForm.Meta.fields, "ai_tool", "taken_at", "region", "focus_x", "focus_y"]
        widgets = {"focus_x": forms.HiddenInput, "focus_y": forms.HiddenInput}

    def clean_taken_at(self):
        """Refuse an impossible time that a person typed; a camera's wrong clock stops nobody from saving."""
        taken_at = self.cleaned_data["taken_at"]
        is_possible = not taken_at or (taken_at.year >= PHOTOGRAPHY and taken_at < timezone.now() + AHEAD)
        if "taken_at" in self.changed_data and not is_possible:
            raise ValidationError(_("No photo can have been taken then."))
        return taken_at

    def clean(self):
        super().clean()
        if self.refusal:
            raise ValidationError(self.refusal)
