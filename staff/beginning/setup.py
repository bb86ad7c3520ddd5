"""The beginning of one's own newspaper: what is asked, and what is written of the answers.

The same form is asked in a terminal, answered by flags on a server, and filled in at the desk where a tried demo is
emptied. Nobody types a password in it: the first account gets a link that works once.
"""

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from articles import region_table, zones
from articles.models import Article, Page, Publication
from articles.models.fields import CleanTextField
from articles.places import indonesia
from articles.text.lines import clean_line, clean_name
from articles.text.unwritten import MARK
from staff import roles
from staff.accounts import invitations
from staff.accounts.forms import AccountForm
from staff.attribution import attributed
from staff.models import Beginning, User

FIRST_ROLES = (roles.ADMINISTRATOR, roles.MANAGING_EDITOR)
# field of the form: field of the account's own form; by one of the last two the link has to reach its owner
_ACCOUNT = {"person": "name", "account_email": "email", "account_phone": "phone"}
CONTACTS = {"account_email", "account_phone"}
# In the readers' language, as all that a page says
_TO_WRITE = {
    Page.Policy.ABOUT: f"<p>{MARK} siapa penerbit media ini, daerah mana yang diliput, dan bagaimana berita dikerjakan.]</p>"
    "<p>Setiap berita diperiksa dan disetujui oleh redaktur selain penulisnya sebelum tayang; nama keduanya tercantum pada"
    ' berita. Nama perusahaan, alamat, dan penanggung jawab ada di halaman <a href="/redaksi/">Redaksi</a>.</p>',
    Page.Policy.ETHICS: f"<p>{MARK} naskah resmi Pedoman Pemberitaan Media Siber. Salin dari situs Dewan Pers ke sini, dan"
    " periksa kata demi kata.]</p>",
}


def _line(label, help_text="", *, cleaning=clean_line, **options):
    widget = UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"})
    return CleanTextField(label=label, help_text=help_text, cleaning=cleaning, widget=widget, **options)


class SetupForm(forms.ModelForm):
    """What a newspaper is asked before it begins. Only its name, a place and a person are required."""

    place = _line(
        _("Where the newsroom is"),
        _("The regency or city, written out: “Kabupaten …” or “Kota …”. It becomes your first region."),
        max_length=80,
    )
    zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[("", _("that of the place")), *zones.choices()],
        required=False,
        widget=UnfoldAdminSelectWidget,
        help_text=_("Each province lies in one: empty, it is that of the place."),
    )
    person = _line(
        _("Your name"),
        _("The first account is yours: it invites all others."),
        cleaning=clean_name,
        max_length=120,
    )
    account_email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("By e-mail or by WhatsApp: one of the two is needed."),
    )
    account_phone = _line(
        _("Your WhatsApp number"), _("For example 0812 3456 7890."), required=False, max_length=40
    )

    class Meta:
        model = Publication
        fields = ["name", "legal_name", "responsible", "address", "email", "phone"]
        labels = {
            "name": _("Name of the newspaper"),
            "legal_name": _("Publisher (legal entity)"),
            "responsible": _("Legally responsible person"),
            "address": _("Address of the newsroom"),
            "email": _("E-mail of the newsroom"),
            "phone": _("Telephone of the newsroom"),
        }
        help_texts = {
            "name": _("As readers see it."),
            "legal_name": _("The press law asks for it: “PT …”. It can follow later."),
            "responsible": _("Penanggung jawab, as readers find it on the masthead."),
        }
        widgets = {
            "address": UnfoldAdminTextareaWidget(attrs={"rows": 2}),
            **dict.fromkeys(
                ["name", "legal_name", "responsible", "email", "phone"], UnfoldAdminTextInputWidget
            ),
        }

    field_order = [
        "name", "legal_name", "responsible", "address", "email", "phone", "place", "zone", "person",
        "account_email", "account_phone",
    ]  # fmt: skip

    def clean_place(self):
        """Find the regency or city in the table of regions: it brings its code, dateline and time zone."""
        name = self.cleaned_data["place"]
        kinds = (indonesia.REGENCY, indonesia.CITY)
        codes = {code for kind in kinds for code in region_table.codes_of_name(name, kind)}
        self.places = [indonesia.places()[code] for code in sorted(codes)]
        if not self.places:
            raise forms.ValidationError(
                _("There is no regency or city “%(name)s”. Write the one that the newsroom lies in."),
                params={"name": name},
            )
        if len(self.places) > 1:
            names = ", ".join(place.label for place in self.places)
            raise forms.ValidationError(_("Which one: %(names)s?"), params={"names": names})
        return self.places[0].label

    def clean(self):
        values = super().clean()
        if "place" in values:
            place = self.places[0]
            values["zone"] = values.get("zone") or place.zone
            if values["zone"] != place.zone:
                zone = {"place": place.label, "zone": zones.TimeZone(place.zone).label}
                self.add_error("zone", forms.ValidationError(_("%(place)s is in %(zone)s."), params=zone))
        # In the database that is begun in there are no accounts yet, or only those of the demo, which go.
        self.account = FirstAccountForm({own: values.get(name, "") for name, own in _ACCOUNT.items()})
        if "person" in values:
            for name, own in _ACCOUNT.items():
                for error in self.account.errors.get(own, ()):
                    self.add_error(name, error)
            for error in self.account.non_field_errors():
                self.add_error("account_email", error)
        return values


class FirstAccountForm(AccountForm):
    """The form of an account without roles and regions. Other accounts are no hindrance: before a beginning only the
    demo has any."""

    class Meta(AccountForm.Meta):
        fields = ["name", "username", "email", "phone"]

    groups = regions = None

    def __init__(self, data):
        forms.ModelForm.__init__(self, {**data, "username": ""})
        self._regions = set()


def holds_work():
    """Return whether anything was begun in this database, in whatever way."""
    rows = (Beginning, User, Article, Publication)
    return any(model.objects.exists() for model in rows)


@transaction.atomic
def begin(form, *, source):
    """Write the answers of a valid form; return the address of the link by which the first account comes in."""
    with attributed(None, source):
        form.save()
        region_table.add([form.places[0].code])
        account = _first_account(form.account)
        _tell_what_to_write()
        address = invitations.link_for(account, by=None)
        # At the end: what is older came with the newspaper, and nobody is told of it.
        Beginning.objects.create(kind=Beginning.Kind.OWN, account=account)
    return address


def _first_account(form):
    account = form.save(commit=False)
    account.is_staff = True
    account.save()
    account.groups.set(Group.objects.filter(name__in=[role.group for role in FIRST_ROLES]))
    return account


def _tell_what_to_write():
    """Pages that only the newsroom can write begin with what belongs there. No reader sees them before it is written."""
    for page in Page.objects.filter(policy__in=_TO_WRITE):
        page.body, page.is_public = _TO_WRITE[page.policy], False
        page.save()


def way_in():
    """Return (account, address) of a new link while the first account has never come in; None afterwards."""
    beginning = Beginning.objects.select_related("account").filter(kind=Beginning.Kind.OWN).first()
    account = beginning and beginning.account
    if not account or account.state != User.State.INVITED:
        return None
    with attributed(None, "manage.py setup"):
        return account, invitations.link_for(account, by=None)


def keep_zone(zone):
    """Note the zone for the next start of this laptop; return whether that could be done. A server's is a variable."""
    if zone == settings.TIME_ZONE:
        return True
    if settings.LAPTOP:
        with settings.ENVIRONMENT_FILE.open("a") as file:
            file.write(f"TIME_ZONE={zone}\n")
    return settings.LAPTOP
