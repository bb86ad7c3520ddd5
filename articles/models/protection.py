"""Persons whom a story protects, and why.

The journalists' code (article 5) keeps the identity of victims of sexual offences and of children who committed a crime
out of the news; the press council's rules on children (1/Peraturan-DP/II/2019) name victims and witnesses besides, take
everybody below 18 for a child, and let a missing child be named only until it is found.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

ADULT_AT = 18  # years, by the press council's rules on children; the journalists' code of 2006 says 16


class ProtectedPerson(models.TextChoices):
    CHILD_OFFENDER = "child-offender", _("a child that is said to have committed a crime")
    CHILD_VICTIM = "child-victim", _("a child that is a victim")
    CHILD_WITNESS = "child-witness", _("a child that is a witness")
    SEXUAL_OFFENCE = "sexual-offence", _("a victim of a sexual offence, of whatever age")
    FOUND_CHILD = "found-child", _("a child that was missing and is found")
    MISSING_CHILD = "missing-child", _("a missing child, named only until it is found")
