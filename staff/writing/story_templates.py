"""Templates of recurring stories: how editors keep them and how a new story begins with one."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from articles.text import plain_text
from staff.models import StoryTemplate
from staff.parsing import number, own_hosts
from staff.writing.forms import MAX_TAGS, TagNamesField


class StoryTemplateForm(forms.ModelForm):
    """The text is typed as in Mode HP: it is short, and an editor may be on a phone."""

    tags = TagNamesField(label=_("Tags"), required=False, help_text=_("Separated by commas."))

    class Meta:
        model = StoryTemplate
        fields = ["name", "headline", "standfirst", "body", "category", "tags", "order", "is_active"]
        widgets = {
            "standfirst": UnfoldAdminTextareaWidget(attrs={"rows": 3}),
            "body": UnfoldAdminTextareaWidget(attrs={"rows": 20}),
        }
        help_texts = {
            "headline": _("What is to be filled in stands in square brackets: [nama jalan]."),
            "body": _("A blank line begins a paragraph. *bold*, _italic_, > quotation, - list."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["body"] = plain_text.to_plain(self.instance.body)

    def clean_body(self):
        return plain_text.from_plain(self.cleaned_data["body"], hosts=own_hosts())

    def clean_tags(self):
        names = ", ".join(self.cleaned_data["tags"])
        if len(names) > StoryTemplate._meta.get_field("tags").max_length:
            raise ValidationError(_("At most %(most)d tags; these are too long."), params={"most": MAX_TAGS})
        return names


def begin(form, pk):
    """Fills the form of a new story with the template of this number, if there is one; returns those to
    choose from."""
    templates = list(StoryTemplate.objects.active().only("name"))
    if template := StoryTemplate.objects.active().filter(pk=number(pk)).first() if pk else None:
        form.fill(template.as_typed())
    return {"templates": templates, "template": template}
