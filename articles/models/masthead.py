"""The masthead's history: who was responsible when.

The database adds a row with each change of what the press law (UU 40/1999, article 12) wants told, whoever makes it, and
keeps all of them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MastheadEntry(models.Model):
    """The masthead as it was from `created_at` on, until the next row."""

    WORDS = ("legal_name", "address", "responsible", "editor_in_chief")

    legal_name = models.CharField(_("legal entity"), max_length=120, blank=True)
    address = models.TextField(_("address"), blank=True)
    responsible = models.CharField(_("legally responsible person"), max_length=120, blank=True)
    editor_in_chief = models.CharField(_("editor in chief"), max_length=120, blank=True)
    created_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("masthead of a time")
        verbose_name_plural = _("history of the masthead")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.responsible or '–'} ({self.created_at:%Y-%m-%d})"
