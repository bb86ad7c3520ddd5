"""Assignments: somebody is to write something, somewhere, until some time."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import permissions, zones
from articles.models import Article, Category, Region
from articles.models.fields import LineField, LinesField


class AssignmentQuerySet(models.QuerySet):
    def running(self):
        """Assignments that are neither cancelled nor done: not begun, or their story is still with the
        writer."""
        with_the_writer = Article.objects.filter(status__in=Assignment.WITH_THE_WRITER)
        return self.filter(Q(article=None) | Q(article__in=with_the_writer.values("pk")), cancelled_at=None)

    def finished(self):
        handed_over = Article.objects.exclude(status__in=[*Assignment.WITH_THE_WRITER, Article.Status.SPIKED])
        return self.filter(article__in=handed_over.values("pk"), cancelled_at=None)

    def overdue(self):
        return self.running().filter(due_at__lt=timezone.now())

    def free(self):
        """Assignments that anybody may take."""
        return self.running().filter(assignee=None)

    def open_for(self, user):
        """Assignments that this person has to do or may take."""
        return self.running().filter(Q(assignee=user) | Q(assignee=None))

    def visible_to(self, user):
        """Assignments that this person may see: editors see all but those of stories that are confidential to
        others, reporters their own and the free ones."""
        if user.has_perm(permissions.REVIEW_ARTICLE):
            return self.exclude(article__in=Article.objects.hidden_from(user).values("pk"))
        return self.filter(Q(assignee=user) | Q(assignee=None))

    def for_lists(self):
        return self.select_related("assignee", "region", "article").defer("article__body")


class Assignment(models.Model):
    """A story that somebody is to write (penugasan).

    Nobody types whether it is begun or done; its story says so: the assignment is done while the story is out
    of the writer's hands, and is to be done again when the story is returned.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("assignment", "Open")
        IN_PROGRESS = "begun", pgettext_lazy("assignment", "Begun")
        FINISHED = "done", pgettext_lazy("assignment", "Done")
        CANCELLED = "cancelled", pgettext_lazy("assignment", "Cancelled")

    WITH_THE_WRITER = (Article.Status.DRAFT, Article.Status.RETURNED)

    headline = LineField(_("what"), max_length=200)
    brief = LinesField(_("brief"), max_length=4000, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("who"),
    )
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("category")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    place = LineField(_("place"), max_length=120, blank=True)
    due_at = models.DateTimeField(_("due"))
    urgency = models.PositiveSmallIntegerField(
        _("urgency"), choices=Article.Urgency, default=Article.Urgency.ORDINARY
    )
    article = models.OneToOneField(Article, models.PROTECT, null=True, related_name="assignment")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0, help_text="Number of the newest step.")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(urgency__in=Article.Urgency.values), name="assignment_urgency_known"
            ),
            models.CheckConstraint(
                name="assignment_is_begun_by_somebody",
                condition=Q(article=None) | Q(assignee__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="assignment_due", condition=Q(cancelled_at=None)),
            models.Index(fields=["assignee", "due_at"], name="assignment_of", condition=Q(cancelled_at=None)),
        ]

    def __str__(self):
        return self.headline

    @property
    def state(self):
        if self.cancelled_at or (self.article_id and self.article.status == Article.Status.SPIKED):
            return self.State.CANCELLED
        if not self.article_id:
            return self.State.OPEN
        return self.State.IN_PROGRESS if self.article.status in self.WITH_THE_WRITER else self.State.FINISHED

    @property
    def is_running(self):
        return self.state in (self.State.OPEN, self.State.IN_PROGRESS)

    @property
    def is_overdue(self):
        return self.is_running and self.due_at < timezone.now()

    @property
    def zone(self):
        return zones.zone_of(self.region)


class AssignmentStep(models.Model):
    """One step of an assignment: its actor, action, time and reason. Rows are only ever added."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=10)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = LinesField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "number"], name="assignment_step_numbered"),
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.action}"
