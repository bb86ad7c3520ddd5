"""Hours in which editors look after a region, and the way of a submitted story from one circle of them to the
next."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Region
from articles.zones import zone_of
from staff.models.reviewing import Claim

WEEKDAYS = range(7)  # Monday is 0, as in Python


class Coverage(models.Model):
    """An editor's hours for a region and all regions in it, on some weekdays.

    Without a region it is all of them. Hours that end at or before their beginning pass midnight and belong
    to the day that they begin on; they are in the region's time zone.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="coverages", verbose_name=_("editor")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    weekdays = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("weekdays"))
    begins = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))

    class Meta:
        verbose_name = _("coverage")
        verbose_name_plural = _("coverage")
        ordering = ["region__path", "begins", "pk"]
        constraints = [
            models.CheckConstraint(
                name="coverage_has_weekdays",
                condition=Q(weekdays__contained_by=list(WEEKDAYS), weekdays__len__gte=1),
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.region or '*'}"

    @property
    def zone(self):
        return zone_of(self.region)

    @property
    def passes_midnight(self):
        return self.ends <= self.begins

    def is_on(self, at):
        """Return whether that moment lies within the hours."""
        local = timezone.localtime(at, self.zone)
        today, now = local.weekday(), local.time()
        if not self.passes_midnight:
            return today in self.weekdays and self.begins <= now < self.ends
        return (today in self.weekdays and now >= self.begins) or (
            (today - 1) % 7 in self.weekdays and now < self.ends
        )

    def holds(self, region):
        """Return whether a story of that region, or of none, belongs here."""
        if not self.region:
            return True
        return bool(region) and f"{region.path}/".startswith(f"{self.region.path}/")


class RouteQuerySet(models.QuerySet):
    def to_escalate(self):
        """Routes of stories that nobody has decided on or reads now, and whose next circle is to be
        notified."""
        claims = Claim.objects.live().filter(article=OuterRef("article"))
        return self.filter(
            ~Exists(claims), escalate_at__lte=timezone.now(), article__status=Article.Status.SUBMITTED
        )


class RouteCircle(models.TextChoices):
    REGION = "region", _("who looks after the region")
    DUTY = "duty", _("editors on duty")
    ALL = "all", _("all editors")


class Route(models.Model):
    """The accounts that were notified of a submitted story, and the time at which the next circle is.

    A route is deleted as soon as its story has left the editors' queue.
    """

    Circle = RouteCircle

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="route")
    submitter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    circle = models.CharField(max_length=10, choices=Circle)
    told = ArrayField(
        models.BigIntegerField(), default=list, help_text="Accounts, in the order they were told."
    )
    since = models.DateTimeField()
    told_at = models.DateTimeField(help_text="When the last circle was told.")
    escalate_at = models.DateTimeField(null=True, help_text="When the next one is; empty: nobody is left.")

    objects = RouteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(circle__in=RouteCircle.values), name="route_circle_known"),
        ]
        indexes = [models.Index(fields=["escalate_at"], name="route_due")]

    def __str__(self):
        return f"{self.article_id}: {self.circle}"
