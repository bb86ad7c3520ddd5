"""Problems that the nightly sweep of Baca Juga found, and the night of the last sweep."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Concat, StrIndex, Substr
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Article, Related

CARD = '<oembed url="/berita/'  # the beginning of a card in a body; its number and a slash follow


def _card(number):
    return Concat(Value(CARD), Cast(number, TextField()), Value('/">'), output_field=TextField())


class CardProblemQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ignored_at=None)

    def to_mend(self):
        """Problems by which readers miss a card or see it twice; an editor judges whether a target is too
        old."""
        return self.open().exclude(kind=CardProblem.Kind.OLD)

    def still_there(self):
        """Problems whose link is still in its story: somebody may have mended it since the sweep.

        Bodies are read only of stories that were changed since.
        """
        Kind, Place = CardProblem.Kind, CardProblem.Place
        at = StrIndex("article__body", _card("target"))
        again = StrIndex(Substr("article__body", at + 1), _card("target"))
        is_related = Exists(Related.objects.filter(article=OuterRef("article"), target=OuterRef("target")))
        back = Exists(
            Article.objects.filter(pk=OuterRef("target")).alias(
                at=StrIndex("body", _card(OuterRef("article")))
            ).filter(at__gt=0)
        )  # fmt: skip
        unchanged = Q(
            article__version=models.F("version")
        )  # nothing of a story changes without a new revision
        in_text, in_list = Q(at__gt=0), Q(place=Place.END) & is_related
        return (
            self.filter(article__in=Article.objects.public())
            .alias(at=at, again=again)
            .filter(
                Q(kind=Kind.CIRCULAR) & (unchanged | in_text) & back
                | ~Q(kind=Kind.CIRCULAR) & unchanged
                | Q(kind=Kind.REPEATED) & (Q(place=Place.INLINE, again__gt=0) | in_list) & in_text
                | ~Q(kind__in=[Kind.REPEATED, Kind.CIRCULAR]) & (Q(place=Place.INLINE) & in_text | in_list)
            )
        )


class CardProblemKind(models.TextChoices):
    WITHDRAWN = "withdrawn", _("Target withdrawn")
    NOT_PUBLIC = "hidden", _("Target not public")
    NO_STORY = "gone", _("No such story")
    WORKING_COPY = "moved", _("Leads to an update, not to its story")
    ITSELF = "itself", _("Leads to its own story")
    REPEATED = "repeated", _("Twice in one story")
    CIRCULAR = "circular", _("Each leads to the other")
    OLD = "old", _("Target is old")


class CardPlace(models.TextChoices):
    INLINE = "inline", pgettext_lazy("card", "in the text")
    END = "end", pgettext_lazy("card", "in the list at the end")


class CardProblem(models.Model):
    """A Baca Juga link with a problem. The sweep adds and removes rows; a person's decision to ignore one
    stays with it as long as the link does."""

    Kind = CardProblemKind
    Place = CardPlace

    article = models.ForeignKey(Article, models.CASCADE, related_name="card_problems")
    target = models.BigIntegerField(help_text="Number of a story, which need not be there.")
    kind = models.CharField(max_length=10, choices=Kind)
    place = models.CharField(max_length=6, choices=Place)
    version = models.PositiveIntegerField(help_text="Of the story, as the sweep read it.")
    found_at = models.DateTimeField()
    ignored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ignored_at = models.DateTimeField(null=True)

    objects = CardProblemQuerySet.as_manager()

    class Meta:
        ordering = ["-article_id", "target", "kind", "place"]
        constraints = [
            models.UniqueConstraint(fields=["article", "target", "kind", "place"], name="card_problem_once"),
            models.CheckConstraint(
                condition=Q(ignored_by=None, ignored_at=None)
                | Q(ignored_by__isnull=False, ignored_at__isnull=False),
                name="card_problem_ignored_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CardProblemKind.values, place__in=CardPlace.values),
                name="card_problem_known",
            ),
        ]
        indexes = [models.Index(fields=["kind"], name="card_problem_open", condition=Q(ignored_at=None))]

    def __str__(self):
        return f"{self.article_id} → {self.target}: {self.kind}"


class CardSweep(models.Model):
    """The night for which the sweep was queued last, and the moment at which one was done; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    night = models.DateField(default=date.min)
    done_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.night}"

    @classmethod
    def claim(cls, night):
        """Claim a night; return False where it or a later one is claimed already."""
        cls.objects.get_or_create(pk=1)
        return bool(cls.objects.filter(night__lt=night).update(night=night))
