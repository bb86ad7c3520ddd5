"""Reasons why a story goes back, in words that can be counted: an editor presses them, a newsroom learns from
their number."""

from django.utils.translation import gettext_lazy as _

# code: what the editor presses and the writer reads. A code is never given another meaning: events keep it.
REASONS = {
    "headline": _("Headline is not apt"),
    "opening": _("The news is not in the opening"),
    "confirm": _("Needs confirmation"),
    "balance": _("The other side is missing"),
    "source": _("Source is not clear"),
    "facts": _("Names, figures or places to check"),
    "language": _("Language and spelling"),
    "photo": _("Photo without credit or caption"),
    "rights": _("Identity to be protected"),
    "double": _("We have this story already"),
}


def in_table(codes):
    """Return the codes among these that are in the table, in its order, each once."""
    return [code for code in REASONS if code in codes]


def in_words(codes, reason=""):
    """Return what the writer reads: the reasons that were pressed, then what was typed."""
    reasons = "; ".join(str(REASONS[code]) for code in codes)
    return "\n".join(filter(None, [reasons and f"{reasons}.", reason]))
