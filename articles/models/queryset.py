"""The named sets of stories.

Whoever asks for stories starts at one of these, so that each rule is said once.
"""

from datetime import UTC, datetime

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import Greatest, JSONObject, Now
from django.utils import timezone

from articles import permissions
from articles.models.credit import Credit
from articles.models.links import PhotoUse
from articles.models.status import (
    AT_DESK,
    CONFIDENTIAL,
    PUBLIC_RECORD,
    PUBLISHED_STORY,
    STATUSES_UNDER_WAY,
    ArticleStatus,
)
from articles.statements import Statement

NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # for what has a last change and had none
# The order of the indexes that lead through the stories of one category or region.
NODE_ORDER = F("published_at").desc(nulls_last=True)
EXCERPT_FIELDS = (
    "headline", "slug", "body", "dateline", "commercial_label", "region", "status", "published_at", "update_of",
)  # fmt: skip
CARD_PHOTO_FIELDS = ("alt", "state", "width", "height", "renditions")


class _Unnest(Func):
    """The members of an array as rows; two in one query go side by side."""

    function = "unnest"
    set_returning = True

    @property
    def output_field(self):
        return self.source_expressions[0].output_field.base_field


def _public(at=None):
    return PUBLISHED_STORY & Q(published_at__lte=at or timezone.now())


def _scheduled():
    return PUBLISHED_STORY & Q(published_at__gt=timezone.now())


def _written_by(user, *credits):
    """Return the condition that this person (an account or its id) began a story or is credited as its writer: by the
    account that a byline has now, or had when it was written.

    With `credits`, only these sorts of the own credits count; each leads through an index of its own.
    """
    own = Credit.objects.filter(article=OuterRef("pk"), role__in=Credit.WRITING_ROLES)
    condition = Q(created_by=user)
    for sort in credits or [Q()]:
        condition |= Q(Exists(own.filter(sort, person__user=user)))
    return condition | Q(Exists(own.filter(account=user)))


class ArticleQuerySet(models.QuerySet):
    # ---- Which stories

    def public(self, at=None):
        """Stories that readers may see now. Site, feeds, sitemaps, search and Baca Juga all start here."""
        return self.filter(_public(at))

    def published(self):
        """Stories that readers see now or will see by themselves."""
        return self.filter(PUBLISHED_STORY)

    def under_way(self):
        """Stories that are being written and may be public soon, scheduled ones included."""
        return self.filter(Q(status__in=STATUSES_UNDER_WAY) | _scheduled(), update_of__isnull=True)

    def scheduled_stories(self):
        """Stories that are published and whose time has not come."""
        return self.filter(_scheduled())

    def scheduled(self):
        """Stories and updates that go online by themselves. Each half has an index of its own."""
        update = Q(
            status=ArticleStatus.PUBLISHED,
            published_at__gt=timezone.now(),
            update_of__isnull=False,
            merged_revision__isnull=True,
        )
        return self.filter(_scheduled() | update)

    def at_desk(self):
        """Rows that are no published story: under way, put away or withdrawn, and updates that are not
        merged."""
        return self.filter(AT_DESK)

    def ever_public(self, at=None):
        """Stories that readers may see now, and those that were taken away from them."""
        return self.filter(PUBLIC_RECORD, published_at__lte=at or timezone.now())

    def open_updates(self):
        """Working copies that are on their way: at most one a story."""
        return self.filter(update_of__isnull=False, merged_revision=None).exclude(status=ArticleStatus.SPIKED)

    def showing(self, photo):
        """Stories that use a photo as the lead or in the text, but no updates that went into their story."""
        in_text = Exists(PhotoUse.objects.filter(article=OuterRef("pk"), photo=photo))
        return self.filter(Q(lead_photo=photo) | Q(in_text), merged_revision=None)

    # ---- Whose stories

    def written_by(self, user):
        """Stories that this person began or is credited with as a writer."""
        return self.filter(_written_by(user))

    def not_written_by(self, user):
        return self.exclude(_written_by(user))

    def visible_to(self, user):
        """Stories that this person may read at the desk: editors all, reporters their own and what is
        published."""
        if user.has_perm(permissions.REVIEW_ARTICLE):
            return self.open_to(user)
        # Of the own stories, only the few that no reader sees have to be looked for.
        unseen = (Q(published_at__isnull=True), Q(published_at__gt=timezone.now()))
        return self.filter(_public() | _written_by(user, *unseen))

    def open_to(self, user):
        """Stories whose words this person may meet anywhere at the desk: all but those that are confidential to
        others."""
        return self.exclude(pk__in=_hidden_from.subquery(user=user.pk, now=timezone.now()))

    def hidden_from(self, user, at=None):
        """Confidential stories that this person (an account or its id) neither wrote nor was named for, and that readers
        never had."""
        had_readers = PUBLIC_RECORD & Q(published_at__lte=at or timezone.now()) | Q(
            merged_revision__isnull=False
        )
        named = Q(confidants__contains=[getattr(user, "pk", user)])
        return self.filter(CONFIDENTIAL, ~had_readers, ~named).exclude(_written_by(user))

    # ---- When they changed

    def with_change(self):
        """Add `changed_at`, the moment of the last change that anybody outside can notice: also a small fix,
        a withdrawal, or the coming of a scheduled time."""
        return self.annotate(changed_at=Greatest("saved_at", "published_at"))

    # ---- Lists, the newest first

    def with_tag(self, tag, at=None):
        stories = self.filter(tagged_items__tag=tag, tagged_items__published_at__lte=at or timezone.now())
        return stories.annotate(listed_at=F("tagged_items__published_at"))

    def credited_to(self, person, at=None):
        """Each story once, in however many roles."""
        stories = self.filter(credits__person=person, credits__published_at__lte=at or timezone.now())
        return (
            stories.annotate(listed_at=F("credits__published_at")).distinct("listed_at", "pk").newest_first()
        )

    @property
    def moment(self):
        """Name of the time that a list is ordered by: the publication, in the table whose index leads through
        the list."""
        return "listed_at" if "listed_at" in self.query.annotations else "published_at"

    def newest_first(self):
        return self.order_by(f"-{self.moment}", "-pk")

    def newest_of_each(self, field):
        """Return a subquery: the newest stories of the category or region that the outer query is at.

        Their indexes alone have this order. Were it that of `newest_first`, the planner might expect to meet
        enough of them soon on a walk through all stories, and walk through the archive for a node whose
        stories are all old.
        """
        return self.filter(**{field: OuterRef("pk")}).order_by(NODE_ORDER, "-pk")

    def newest(self, most, nodes=None):
        """Return the `most` newest stories; with `nodes`, of these categories or regions.

        Each node brings its own newest from its index, and the newest of all are among them. Asked for all
        nodes at once, the database walks through the whole archive by time until it has met enough of them.
        """
        if nodes is None:
            return self.newest_first()[:most]
        own = self.newest_of_each(nodes.model._meta.model_name)
        each = nodes.values(
            at=_Unnest(ArraySubquery(own.values("published_at")[:most])),
            story=_Unnest(ArraySubquery(own.values("pk")[:most])),
        )
        return self.filter(pk__in=each.order_by("-at", "-story").values("story")[:most]).newest_first()

    # ---- What belongs to them

    def with_verifications(self):
        """Add `verifies_row` and `verified_row`: the story that each verifies and the one that verifies it, of those
        that readers see, as plain data or None. The moment is the database's own: statements are written once."""
        public = self.model.objects.filter(PUBLISHED_STORY, published_at__lte=Now()).order_by(
            "published_at", "pk"
        )
        row = JSONObject(**{name: F(name) for name in ("id", "slug", "headline", "commercial_label")})
        return self.annotate(
            verifies_row=Subquery(public.filter(pk=OuterRef("verifies")).values(row=row)[:1]),
            verified_row=Subquery(public.filter(verifies=OuterRef("pk")).values(row=row)[:1]),
        )

    def unverified(self):
        """Stories whose readers are told that they still have to be verified, and that no story of today verifies."""
        verifying = self.model.objects.public().filter(verifies=OuterRef("pk"))
        return self.exclude(unverified_note="").exclude(Exists(verifying))

    # ---- Which columns

    def for_excerpts(self):
        """Fetch only what a Baca Juga card shows, beside its region."""
        return self.only(*EXCERPT_FIELDS)


def _stories_hidden_from(user, now):
    return ArticleQuerySet(apps.get_model("articles.Article")).hidden_from(user, at=now)


_hidden_from = Statement(("pk",), _stories_hidden_from, user="bigint", now="timestamptz")
