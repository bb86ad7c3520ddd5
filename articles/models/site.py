"""The site beside its stories: fixed pages, picks for the front page, the edition."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max, Q
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.addresses import path_of
from articles.models.addressed import Addressed
from articles.models.fields import LineField
from articles.text import body
from articles.text.unwritten import MARK, unwritten

# First parts of the site's other addresses, whether or not something answers at the bare part itself.
RESERVED = (
    "api", "baca", "berita", "cari", "daerah", "feed", "hak-jawab", "ikuti", "indeks", "kategori", "koreksi", "media",
    "pencabutan", "penulis", "redaksi", "ruang", "sehat", "standar", "static", "tag", "terpopuler",
)  # fmt: skip
A_YEAR = r"^[0-9]{4}$"  # the archive by date of a site before


class PageQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True)

    def unwritten(self):
        """Return those that still tell the newsroom what to write there."""
        return self.filter(body__contains=MARK)


class Page(Addressed):
    """A page that stays: about us, contact, the guideline that the press council asks every site to show."""

    NAME, FALLBACK = "title", "halaman"
    RESERVED = frozenset(RESERVED)

    class Policy(models.TextChoices):
        """The name that machines may call it by: those of schema.org, and `privacy`, which it has not."""

        ABOUT = "publishingPrinciples", _("about us")
        CONTACT = "actionableFeedbackPolicy", _("contact and complaints")
        ETHICS = "ethicsPolicy", _("guideline and code of ethics")
        CORRECTIONS = "correctionsPolicy", _("corrections and right of reply")
        OWNERSHIP = "ownershipFundingInfo", _("ownership")
        PRIVACY = "privacy", _("privacy")

    title = LineField(_("title"), max_length=120)
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("The page's address; empty: from the title."),
    )
    body = models.TextField(_("text"), blank=True)
    policy = models.CharField(
        _("what it is"),
        max_length=30,
        choices=Policy,
        blank=True,
        help_text=_("Search engines are told of it as such."),
    )
    is_public = models.BooleanField(_("visible to readers"), default=True)
    order = models.PositiveSmallIntegerField(_("order in the footer"), default=100)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["order", "title"]
        constraints = [
            *Addressed.Meta.constraints,
            models.UniqueConstraint(
                fields=["policy"],
                condition=~Q(policy=""),
                name="page_policy_once",
                violation_error_message=_("Another page is this one already."),
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED) & ~Q(slug__regex=A_YEAR),
                name="page_has_an_address_of_its_own",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(body__contains=MARK), name="page_for_readers_is_written"
            ),
        ]

    def clean(self):
        super().clean()
        if self.is_public and (instructions := unwritten(self.body)):
            raise ValidationError(
                {"body": [_unwritten_refusal(number, text) for number, text in instructions]}
            )

    def differs_from_stored(self):
        stored = Page.objects.filter(pk=self.pk).values().first() or {}
        return any(value != getattr(self, name) for name, value in stored.items()) or not stored

    @transaction.atomic
    def save(self, *args, by=None, **kwargs):
        self.body = body.clean(self.body)
        super().save(*args, **kwargs)
        if self.is_reserved(self.slug):  # the desk's address is a setting, so no constraint can know it
            raise ValidationError({"slug": self._slug_refusal()})
        text = {name: getattr(self, name) for name in PageText.TEXT}
        if self.texts.values(*PageText.TEXT).first() != text:
            self.texts.create(saved_by=by, **text)

    def address(self, slug):
        return path_of("page", slug)

    @property
    def states_policy(self):
        """True where schema.org has a name for it."""
        return self.policy not in ("", Page.Policy.PRIVACY)

    def is_reserved(self, slug):
        """Its address must be its own: whatever else answers there, such as the desk, would hide it."""
        return super().is_reserved(slug) or resolve(f"/{slug}/").url_name != "page"


def _unwritten_refusal(number, text):
    return ValidationError(
        _(
            "Paragraph %(number)d is still an instruction to the newsroom: “%(text)s”. Write or delete it, or let the page"
            " wait without “visible to readers”."
        ),
        params={"number": number, "text": text},
    )


class PageText(models.Model):
    """The text of a page from one save to the next.

    Rows are only ever added; a database trigger says so too.
    """

    TEXT = ("title", "slug", "body", "is_public")

    # Without a constraint: what readers were told stays on record when the page goes.
    page = models.ForeignKey(Page, models.DO_NOTHING, related_name="texts", db_constraint=False)
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, db_index=False)
    body = models.TextField(blank=True)
    is_public = models.BooleanField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.title


class PickQuerySet(models.QuerySet):
    def in_force(self, at=None):
        """Picks whose time has not run out. Whether its story is public is asked of the story."""
        return self.filter(Q(until=None) | Q(until__gt=at or timezone.now()))

    @transaction.atomic
    def set_place(self, article, place, *, until, by):
        """Put a story at the end of a place; one that stands there already only gets the new time."""
        self.filter(place=place, until__lte=timezone.now()).delete()
        last = self._of_place(place).aggregate(Max("order"))["order__max"] or 0
        facts = {"until": until, "picked_by": by}
        return self.update_or_create(
            facts, create_defaults=facts | {"order": min(last + 1, 32_000)}, article=article, place=place
        )[0]

    @transaction.atomic
    def move(self, pick, steps):
        """Move a pick up (-1) or down (1) among those of its place."""
        picks = list(self._of_place(pick.place).select_for_update())
        at = next((n for n, other in enumerate(picks) if other.pk == pick.pk), None)
        if at is None:
            return  # somebody took it away
        picks.insert(max(0, at + steps), picks.pop(at))
        for order, other in enumerate(picks, 1):
            other.order = order
        self.bulk_update(picks, ["order"])

    def _of_place(self, place):
        return self.filter(place=place).order_by("order", "pk")


class PickPlace(models.TextChoices):
    LEAD = "lead", _("lead story")
    SECOND = "second", _("second story")
    PICK = "pick", _("editors' pick")
    BREAKING = "breaking", _("breaking news")


class Pick(models.Model):
    """A story that an editor put on the front page.

    It shows there as long as it is public, and its time runs.
    """

    Place = PickPlace

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="picks", verbose_name=_("story")
    )
    place = models.CharField(_("place"), max_length=10, choices=Place, default=Place.PICK)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    until = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Empty: until somebody takes it away.")
    )
    picked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    picked_at = models.DateTimeField(auto_now_add=True)

    objects = PickQuerySet.as_manager()

    class Meta:
        verbose_name = _("pick")
        verbose_name_plural = _("front page")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "place"], name="pick_once_a_place"),
            models.CheckConstraint(condition=Q(place__in=PickPlace.values), name="pick_place_known"),
        ]

    def __str__(self):
        return f"{self.get_place_display()}: {self.article}"


class Edition(models.Model):
    """One row that counts what readers can see of changes. Database triggers raise it when a change is
    committed.

    Whoever keeps something made from public data keeps its number with it: see
    `articles/site/cache_generation.py`.
    """

    number = models.BigIntegerField(default=0)
    raised_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="edition_is_one_row")]

    def __str__(self):
        return str(self.number)
