"""The forms of the register: the letter and its state for readers, decisions for the desk."""

import re

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models.fields import CleanTextField
from staff.models import Complaint
from staff.models.complaint import CODE_LENGTH, NUMBER_PREFIX, Channel, ComplaintKind, Speaker
from staff.register import files, traps
from staff.register.story_addresses import story_at

_NUMBER = re.compile(rf"(?:{NUMBER_PREFIX[:-1]})?[-\s]*([0-9]{{1,17}})", re.IGNORECASE)
MINUTE = "%Y-%m-%dT%H:%M"  # as browsers' fields of a moment write it
# What each kind is for, in the words of readers.
PURPOSES = {
    ComplaintKind.REPLY: gettext_lazy("The story is about you, and you want to answer it in your own words."),
    ComplaintKind.CORRECTION: gettext_lazy("Something in the story is wrong, whoever it concerns."),
    ComplaintKind.TAKEDOWN: gettext_lazy(
        "The story should no longer be shown. The press council's guideline allows that on few grounds."
    ),
    ComplaintKind.OTHER: gettext_lazy("About our work, an advertisement, or anything else."),
}


class LetterForm(forms.ModelForm):
    """The form of readers. Whatever is wrong is told beside its field, and what was typed stays."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What you ask for"),
        choices=ComplaintKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you ask for.")},
    )
    files = files.FilesField(label=gettext_lazy("Proofs, if you have any"), required=False)
    # No person sees this field; programs that fill in everything fill it in.
    website = CleanTextField(label=gettext_lazy("Leave this empty"), required=False)

    class Meta:
        model = Complaint
        fields = ["kind", "address", "text", "files", "name", "speaks_as", "on_behalf_of", "email", "phone"]
        widgets = {"text": forms.Textarea(attrs={"rows": 10}), "speaks_as": forms.Select}
        labels = {"text": gettext_lazy("What you want to tell us")}
        help_texts = {
            "address": gettext_lazy("Open the story, then copy its address from the browser."),
            "text": gettext_lazy(
                "What is wrong, what is right, or what you answer. We keep it as you write it."
            ),
            "name": gettext_lazy("An answer is published under it."),
            "email": gettext_lazy(
                "We write to you there. An e-mail address or a telephone number is needed."
            ),
        }
        error_messages = {
            "text": {
                "required": gettext_lazy("Write what you have to tell us."),
                "max_length": gettext_lazy(
                    "At most %(limit_value)d characters; this has %(show_value)d. Send what is longer as a PDF."
                ),
            },
            "name": {"required": gettext_lazy("Write your name.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.token = ""
        self.fields["speaks_as"].choices = Speaker.choices
        # A browser that cuts what is pasted loses words without a sign; the server says it.
        for name in ("text", "address"):
            self.fields[name].widget.attrs.pop("maxlength", None)
        self.fields["address"].widget.attrs["inputmode"] = "url"
        for name, purpose in (("name", "name"), ("email", "email"), ("phone", "tel"), ("website", "off")):
            self.fields[name].widget.attrs["autocomplete"] = purpose
        self.fields["website"].widget.attrs["tabindex"] = "-1"
        self.fields["files"].help_text = _(
            "At most %(most)d files of %(megabytes)d MB: PDF, picture or recording. Only the newsroom sees them."
        ) % {"most": files.MOST, "megabytes": files.MOST_MEGABYTES}

    @property
    def kind_choices(self):
        """Return [(choice, what it is for)]."""
        return list(zip(self["kind"], PURPOSES.values(), strict=True))

    def clean_address(self):
        address = self.cleaned_data["address"]
        if address:
            self.instance.article = story_at(address)
        return address

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this field empty: it is there for programs."))
        return ""

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("address") or cleaned.get("kind") in (None, "", Complaint.Kind.OTHER)):
            self._refuse("address", _("Tell us which story it is."))
        if cleaned.get("speaks_as") not in (None, Speaker.SELF) and not cleaned.get("on_behalf_of"):
            self._refuse("on_behalf_of", _("Tell us whom you speak for."))
        self.check_sender(cleaned)
        return cleaned

    def check_sender(self, cleaned):
        """Add errors where nobody could be answered, or no person filled in the form."""
        if not (cleaned.get("email") or cleaned.get("phone")):
            self._refuse("email", _("Give an e-mail address or a telephone number, so that we can answer."))
        try:
            self.token = traps.token_of(self.data.get("seal", ""))
        except forms.ValidationError as error:
            self.add_error(None, error)

    def _refuse(self, name, message):
        if name not in self.errors:
            self.add_error(name, message)

    def validate_constraints(self):
        """The database holds them; what a person can do wrong is told by the fields."""


# The fields that ask whoever writes, as they ask whoever records.
LABELS_AT_THE_DESK = {
    "kind": gettext_lazy("What is asked for"),
    "name": gettext_lazy("Name of whoever wrote"),
    "speaks_as": gettext_lazy("Whom the letter speaks for"),
    "files": gettext_lazy("Files that came with it"),
}


class RecordForm(LetterForm):
    """The same form at the desk, for a letter that came by e-mail, by chat or on paper."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How it came"),
        choices=[choice for choice in Channel.choices if choice[0] != Channel.FORM],
    )
    arrived_at = forms.DateTimeField(
        label=gettext_lazy("When it came (time of the newsroom)"),
        widget=forms.DateTimeInput(format=MINUTE, attrs={"type": "datetime-local"}),
        help_text=gettext_lazy("The deadline counts from then."),
    )

    class Meta(LetterForm.Meta):
        fields = ["channel", "arrived_at", *LetterForm.Meta.fields]
        help_texts = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["website"]
        for name, label in LABELS_AT_THE_DESK.items():
            self.fields[name].label = label
        self.initial.setdefault("arrived_at", timezone.localtime())
        self.order_fields(self.Meta.fields)

    def clean_arrived_at(self):
        if self.cleaned_data["arrived_at"] > timezone.now():
            raise forms.ValidationError(_("Choose a time in the past."))
        return self.cleaned_data["arrived_at"]

    def check_sender(self, cleaned):
        """Nobody filled in a form: there is no seal, and a letter on paper may say no address."""


class StatusForm(forms.Form):
    number = CleanTextField(
        label=gettext_lazy("Register number"),
        max_length=20,
        error_messages={"required": gettext_lazy("Write the number from your receipt.")},
    )
    code = CleanTextField(
        label=gettext_lazy("Code"),
        max_length=CODE_LENGTH + 10,
        error_messages={"required": gettext_lazy("Write the code from your receipt.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.complaint = None
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", "autocapitalize": "characters"}

    def clean(self):
        cleaned = super().clean()
        if "number" in cleaned and "code" in cleaned:
            self.complaint = _letter_of(cleaned["number"], cleaned["code"])
            if not self.complaint:
                raise forms.ValidationError(
                    _("No letter has this number and this code. Look at both once more in your receipt.")
                )
        return cleaned


def _letter_of(number, code):
    """Return the letter of this number, where the code is its own; None else, in the same time."""
    match = _NUMBER.fullmatch(number)
    pk = int(match[1]) if match else 0
    letters = Complaint.objects.exclude(outcome=Complaint.Outcome.SPAM)
    complaint = letters.select_related("article__region", "notice__article").filter(pk=pk).first()
    is_open = (complaint or Complaint(form_token="")).opens_with("".join(code.upper().split()))
    return complaint if complaint and is_open else None


# ---- At the desk


class RefusalForm(forms.ModelForm):
    class Meta:
        model = Complaint
        fields = ["refusal_reason", "answer"]
        widgets = {"answer": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"answer": gettext_lazy("The person reads it. Say what the newsroom checked.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True
        if self.instance.kind != Complaint.Kind.TAKEDOWN:
            self.fields["refusal_reason"].choices = [
                choice
                for choice in self.fields["refusal_reason"].choices
                if choice[0] != Complaint.Refusal.NO_GROUND
            ]

    def _post_clean(self):
        """`staff.register.steps` writes the row, under its lock."""


class AnswerForm(RefusalForm):
    class Meta(RefusalForm.Meta):
        fields = ["answer"]
        help_texts = {"answer": gettext_lazy("The person reads it.")}

    def __init__(self, *args, **kwargs):
        forms.ModelForm.__init__(self, *args, **kwargs)
        self.fields["answer"].required = True


class LetterNoticeForm(forms.ModelForm):
    """A notice of the story that answers the letter; of a request to take down also the ground."""

    class Meta:
        model = Complaint
        fields = ["notice", "ground"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        notices = self.fields["notice"].queryset
        self.fields["notice"].queryset = notices.filter(article=self.instance.article_id).newest_first()
        self.fields["notice"].required = True
        self.fields["notice"].label = _("notice")
        if self.instance.kind != Complaint.Kind.TAKEDOWN:
            del self.fields["ground"]

    def clean(self):
        cleaned = super().clean()
        notice = cleaned.get("notice")
        is_withdrawal = bool(notice) and notice.kind == notice.Kind.WITHDRAWAL
        if "ground" in self.fields and is_withdrawal and not cleaned.get("ground"):
            self.add_error("ground", _("Choose on which ground the story was taken down."))
        return cleaned

    def _post_clean(self):
        """`staff.register.steps` writes the row, under its lock."""


class ReasonForm(forms.Form):
    reason = CleanTextField(
        label=gettext_lazy("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
