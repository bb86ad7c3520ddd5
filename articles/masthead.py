"""The masthead that the press law wants, and the gaps of a publication's row. Pure."""

import re

from django.utils.translation import gettext_lazy as _

SHORTEST_ADDRESS = 15  # characters, of a street, a number and a town
_NAME = re.compile(r"[^\W\d_]{2,}")
_COMPANY = re.compile(r"^\s*(?:PT|CV|Yayasan|Koperasi|Perum|UD)\b\.?", re.IGNORECASE)


def masthead_gaps(publication):
    """Yield (column, message) of what the press law and the press council want in a masthead and it does not say."""
    if not publication.legal_name:
        yield "legal_name", _("The legal entity is missing.")
    elif not _COMPANY.match(publication.legal_name):
        yield "legal_name", _("The legal entity names no form of company, such as PT.")
    address = " ".join(publication.address.split())
    if len(address) < SHORTEST_ADDRESS or not re.search(r"\d", address):
        yield "address", _("The address is no address: street, number and town.")
    if not publication.responsible:
        yield "responsible", _("The legally responsible person is missing.")
    elif not _NAME.search(publication.responsible) or _COMPANY.match(publication.responsible):
        yield "responsible", _("Legally responsible is a person, not a company or an office.")
    if not publication.editor_in_chief:
        yield "editor_in_chief", _("The editor in chief is missing.")
    if not (publication.email or publication.phone):
        yield "email", _("There is neither an e-mail address nor a telephone number.")
    if publication.council_number and not re.search(r"\d", publication.council_number):
        yield "council_number", _("The number of the press council's verification has no figure.")
