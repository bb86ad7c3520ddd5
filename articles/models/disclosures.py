"""Disclosures to readers of how a story came about: who paid for it, whether it is verified, whose story it was first,
and what a machine did.

Columns of the story and a part of its text: whoever approves the text approves them, and revisions keep them.
"""

from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.core.validators import URLValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models.fields import LineField
from articles.text.story_text import Disclosures


class DisclosureLine(NamedTuple):
    """One thing that readers are told at the end of a story; `kind` is a word of the code."""

    kind: str
    text: str
    url: str = ""  # of the original elsewhere
    story: models.Model | None = None


class AdvertisedGoods(models.TextChoices):
    """Goods of whose advertisements laws ask something; `staff.workflow.questions` has what they ask."""

    TOBACCO = "tobacco", _("cigarettes and tobacco")
    ALCOHOL = "alcohol", _("alcoholic drinks")
    MEDICINE = "medicine", _("medicines, supplements and treatments")
    FOOD = "food", _("food and drinks with a claim about health")
    FINANCE = "finance", _("loans, investments and insurance")
    BELIEF = "belief", _("what touches religion, ethnic groups or decency")


class AiUse(models.TextChoices):
    """The work that a machine did on a story's text."""

    TRANSCRIPTION = "transcription", _("transcribe recordings")
    TRANSLATION = "translation", _("translate")
    SUMMARY = "summary", _("summarise documents")
    DRAFT = "draft", _("write a first draft")
    EDITING = "editing", _("edit language")
    DATA = "data", _("analyse data")


class DisclosureColumns(models.Model):
    """The columns of `Disclosures`, by the same names."""

    advertiser = LineField(
        _("advertiser"),
        max_length=120,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    advertised_goods = models.CharField(
        _("advertised goods"),
        max_length=10,
        choices=AdvertisedGoods,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    unverified_note = LineField(
        _("sentence for readers"), max_length=300, blank=True, default="", db_default="", editable=False
    )
    public_interest = LineField(
        _("urgent public interest"), max_length=300, blank=True, default="", db_default="", editable=False
    )
    first_source = LineField(
        _("first source"), max_length=300, blank=True, default="", db_default="", editable=False
    )
    contact_attempts = LineField(
        _("attempts to reach whom it is about"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    verifies = models.ForeignKey(
        "articles.Article",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="verifications",
        db_index=False,  # few rows have one: `article_verifies` leads to those alone
        verbose_name=_("verifies the story"),
    )
    source_name = LineField(
        _("name of the source"), max_length=120, blank=True, default="", db_default="", editable=False
    )
    source_url = LineField(
        _("address of the original"),
        max_length=400,
        blank=True,
        default="",
        db_default="",
        editable=False,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    source_id = LineField(
        _("identifier at the source"), max_length=200, blank=True, default="", db_default="", editable=False
    )
    ai_uses = ArrayField(
        models.CharField(max_length=20, choices=AiUse),
        verbose_name=_("work of AI"),
        blank=True,
        default=list,
        db_default=[],
        editable=False,
    )
    ai_tool = LineField(
        _("name of the tool"), max_length=120, blank=True, default="", db_default="", editable=False
    )

    class Meta:
        abstract = True

    @property
    def disclosures(self):
        """All of them as a value, as they are a part of the story's text."""
        values = {name: getattr(self, name) for name in _NAMES}
        return Disclosures(**values, verifies=self.verifies_id, ai_uses=tuple(self.ai_uses))

    def disclose(self, disclosures):
        """Make the columns say this; nothing is saved."""
        for name in _NAMES:
            setattr(self, name, getattr(disclosures, name))
        self.verifies_id, self.ai_uses = disclosures.verifies, list(disclosures.ai_uses)

    @property
    def is_unverified(self):
        return bool(self.unverified_note)

    @property
    def ai_sentence(self):
        """The sentence about AI for readers; "" where none was used."""
        if not self.ai_uses:
            return ""
        work = ", ".join(str(label) for value, label in AiUse.choices if value in self.ai_uses)
        tool = f" ({self.ai_tool})" if self.ai_tool else ""
        message = _("AI%(tool)s was used to: %(work)s. The newsroom checked the result.")
        return message % {"tool": tool, "work": work}

    @cached_property
    def verification_links(self):
        """The story that this one verifies and the story that verifies it, of those that readers see, else None; no
        query where `with_verifications` brought them."""
        names = ("verifies_row", "verified_row")
        if not {*names} <= self.__dict__.keys():
            row = type(self).objects.filter(pk=self.pk).with_verifications().values(*names).first()
            self.__dict__ |= row or dict.fromkeys(names)
        return tuple(type(self)(**row) if (row := getattr(self, name)) else None for name in names)

    @property
    def disclosure_lines(self):
        """All that readers are told at the end of the text; that a story is not verified comes last, in brackets, as
        the guideline for online media (2012, clause 2c) wants."""
        return [*self._origin_lines(), *self._verification_lines()]

    def _origin_lines(self):
        if self.source_name:
            yield DisclosureLine(
                "source", _("Source: %(name)s") % {"name": self.source_name}, self.source_url
            )
        if self.ai_sentence:
            yield DisclosureLine("ai", self.ai_sentence)

    def _verification_lines(self):
        if self.verifies_id and (before := self.verification_links[0]):
            yield DisclosureLine("verifies", _("This story verifies an earlier one:"), story=before)
        if not self.unverified_note:
            return
        if after := self.verification_links[1]:
            yield DisclosureLine("verified", _("What was unverified here is verified in:"), story=after)
        else:
            yield DisclosureLine("unverified", f"({self.unverified_note})")


_NAMES = tuple(
    field.name for field in DisclosureColumns._meta.local_fields if field.name not in ("verifies", "ai_uses")
)
DISCLOSURE_COLUMNS = (*_NAMES, "verifies_id", "ai_uses")
