"""The form of an account, as a newsroom keeps it: who somebody is, how to reach them, what they may do, and where."""

import re
from datetime import time
from itertools import chain

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminSelect2MultipleWidget,
    UnfoldAdminTextInputWidget,
)

from articles import slugs
from articles.models import Region
from articles.models.fields import CleanTextField
from articles.text.lines import clean_name
from staff import roles
from staff.accounts import role_proposals
from staff.models import Coverage, User
from staff.models.routing import WEEKDAYS

LONGEST_NAME, LONGEST_USERNAME = 120, 30
MIDNIGHT = time(0)
_PHONE = re.compile(r"\+[1-9]\d{7,14}")  # E.164


class RolesField(forms.ModelMultipleChoiceField):
    """Roles as ticks, each with its sentence."""

    widget = UnfoldAdminCheckboxSelectMultipleWidget
    _sentences = {role.group: role.sentence for role in roles.ROLES}

    def __init__(self, **kwargs):
        super().__init__(Group.objects.filter(name__in=self._sentences), label=_("Roles"), **kwargs)

    def label_from_instance(self, group):
        return format_html("<b>{}</b> – {}", group.name, self._sentences[group.name])


class AccountForm(forms.ModelForm):
    name = CleanTextField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        cleaning=clean_name,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
    )
    username = CleanTextField(
        label=_("Account name"),
        max_length=150,
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        help_text=_(
            "What is typed at the sign-in. Empty: made from the name. It can be changed until the first sign-in."
        ),
    )
    phone = CleanTextField(
        label=_("WhatsApp number"),
        max_length=40,
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "tel", "autocomplete": "off"}),
        help_text=_("For example 0812 3456 7890."),
    )
    groups = RolesField(
        error_messages={"required": _("Tick at least one role: without one nobody opens the desk.")}
    )
    regions = forms.ModelMultipleChoiceField(
        Region.objects.order_by("path"),
        label=_("Regions"),
        required=False,
        widget=UnfoldAdminSelect2MultipleWidget,
        help_text=_(
            "For editors: submissions from there reach them first, at any hour. Hours are set under “Who looks after what”."
        ),
    )

    class Meta:
        model = User
        fields = ["name", "username", "email", "phone", "groups", "regions"]
        labels = {"email": _("E-mail address")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        account = self.instance
        self.initial["name"] = account.get_full_name()
        coverages = Coverage.objects.filter(user=account.pk)
        self._regions = set(Region.objects.filter(pk__in=coverages.values("region")))
        self.initial["regions"] = list(self._regions)
        self.fields["username"].required = bool(account.pk)
        self.fields["username"].disabled = account.last_login is not None
        if "groups" in self.fields:
            self.fields["groups"].required = not account.is_superuser
            if account.pk:  # a role that waits for its second person is ticked: unticked, it is taken back
                open_ones = [proposal.group for proposal in role_proposals.open_for(account)]
                self.initial["groups"] = [*self.initial["groups"], *open_ones]

    # ---- What was typed

    def clean_username(self):
        username = self.cleaned_data["username"]
        others = User.objects.named_like(username).exclude(pk=self.instance.pk)
        if username and others.exists():
            raise ValidationError(_("Another account has this name."))
        return username

    def clean_email(self):
        email = self.cleaned_data["email"]
        others = User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk)
        if email and (other := others.first()):
            raise ValidationError(_("The account of %(name)s has this address."), params={"name": other})
        return email

    def clean_phone(self):
        """Numbers are stored as WhatsApp takes them: with the country, Indonesia where none is typed."""
        typed = re.sub(r"^00", "+", re.sub(r"[\s().-]", "", self.cleaned_data["phone"]))
        if not typed:
            return ""
        phone = re.sub(r"^(?:0|\+?620?)", "+62", typed)
        if not _PHONE.fullmatch(phone):
            raise ValidationError(
                _("Write the number as 0812 3456 7890, or with + and the country: +65 8123 4567.")
            )
        others = User.objects.filter(phone=phone).exclude(pk=self.instance.pk)
        if other := others.first():
            raise ValidationError(_("The account of %(name)s has this number."), params={"name": other})
        return phone

    def clean(self):
        values = super().clean()
        is_new = self.instance.pk is None
        if is_new and not self.errors and not values["email"] and not values["phone"]:
            raise ValidationError(
                _("Give a mail address or a WhatsApp number: the invitation has to reach somebody.")
            )
        if is_new and values.get("name") and not values.get("username"):
            values["username"] = free_username(values["name"])
        return values

    # ---- Saving

    def _post_clean(self):
        if name := self.cleaned_data.get("name"):
            self.instance.take_name(name)
        super()._post_clean()

    def save(self, commit=True):
        account = self.instance
        if account.pk is None:
            account.set_unusable_password()
        if "groups" in self.cleaned_data:
            account.is_staff = account.is_superuser or self.cleaned_data["groups"].exists()
        return super().save(commit)

    def _save_m2m(self):
        """Save the regions. Roles are given by whoever knows who asks: `role_proposals.set_roles`."""
        account, regions = self.instance, set(self.cleaned_data["regions"])
        Coverage.objects.filter(user=account, region__in=self._regions - regions).delete()
        for region in regions - self._regions:
            Coverage.objects.create(
                user=account, region=region, weekdays=list(WEEKDAYS), begins=MIDNIGHT, ends=MIDNIGHT
            )


def free_username(name):
    """Return a name for the sign-in, short enough for a phone: `rina`, else `rina.kusumawati`, else with a number."""
    words = [slug for word in name.split() if (slug := slugs.slug_of(word, "", LONGEST_USERNAME))] or ["akun"]
    candidates = chain([words[0]], slugs.numbered(".".join(words)[:LONGEST_USERNAME], LONGEST_USERNAME))
    return next(name for name in candidates if not User.objects.named_like(name).exists())
