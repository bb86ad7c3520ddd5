"""The names under a story."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.fields import LineField
from articles.models.person import Person
from articles.text.lines import clean_name


def listed_at():
    """Return a column for a row that leads to a story: its `published_at` while it is published, else null.

    A list that starts at a tag or a person finds its newest in an index of its own. Triggers keep the column,
    whatever is written here (decision 0026).
    """
    return models.DateTimeField(null=True, editable=False)


class CreditRole(models.TextChoices):
    WRITER = "writer", _("Writer")
    REPORTER = "reporter", _("Reporter")
    PHOTOGRAPHER = "photographer", _("Photographer")
    SOURCE = "source", _("Source")
    EDITOR = "editor", _("Editor")


class Credit(models.Model):
    """One name under a story, as it was printed."""

    Role = CreditRole
    WRITING_ROLES = (CreditRole.WRITER, CreditRole.REPORTER)

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="credits")
    person = models.ForeignKey(Person, models.PROTECT, related_name="credits", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=12, choices=CreditRole, default=CreditRole.WRITER)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name = LineField(_("name as printed"), max_length=120, blank=True, cleaning=clean_name)
    # What was true when it was written: a byline may be taken from its account or given to another later.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    published_at = listed_at()

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=CreditRole.values), name="credit_role_known"),
            models.UniqueConstraint(fields=["article", "role", "person"], name="credit_person_once_a_role"),
            # Deferred: re-ordering passes through two rows with the same number.
            models.UniqueConstraint(
                fields=["article", "order"], name="credit_in_order", deferrable=models.Deferrable.DEFERRED
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "-published_at", "-article"],
                name="credit_in_list",
                condition=Q(published_at__isnull=False),
            ),
            models.Index(fields=["person"], name="credit_in_no_list", condition=Q(published_at__isnull=True)),
        ]

    def __str__(self):
        return f"{self.get_role_display()}: {self.name}"

    def save(self, *args, **kwargs):
        self.name = self.name or self.person.name
        self.account_id = self.account_id or self.person.user_id
        super().save(*args, **kwargs)
